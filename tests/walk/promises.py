"""وعده‌ها - what the engine promises at every screen, tried at one that somebody stands at.   Walked by: crawler.py   More: taps.py talk_aside.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from handlers.kit import Said
from tests.walk.crawler import Act, Crawler, Fault, Node
from tests.walk.standing import Stand, stand_of

T = TypeVar("T")
MOST = 15  # steps back from any screen


@dataclass
class Trial:
    """One promise being tried at one screen: everything starts from there, and what does not hold is written down."""

    crawler: Crawler
    node: Node
    promise: str

    @property
    def world(self) -> Any:
        return self.crawler.world

    @property
    def stand(self) -> Stand:
        return self.node.stand

    @property
    def texts(self) -> Any:
        return self.world.house.texts

    @property
    def captures(self) -> bool:
        flow = self.world.house.registry.flows.get(self.stand.flow)
        return flow is not None and flow.captures

    @property
    def has_drafts(self) -> bool:
        flow = self.world.house.registry.flows.get(self.stand.flow)
        return flow is not None and flow.drafts

    def fault(self, says: str) -> None:
        self.crawler.faults.append(Fault(self.promise, f"{says} - {self.node.where}"))

    def expects(self, holds: object, says: str) -> bool:
        if not holds:
            self.fault(says)
        return bool(holds)

    async def start(self) -> None:
        await self.world.go_back(self.node.moment)

    async def does(self, act: Act) -> Stand:
        await act.by(self.world, self.node.person)
        self.hear(act.says)
        return await self.look()

    async def says(self, text: str = "", **more: Any) -> Stand:
        return await self.does(Act("text", f"says {text[:20]!r} {more or ''}", said=Said(text, **more)))

    async def taps(self, at: Stand, *act: Any) -> Stand | None:
        """Press the button that does this; None, and a fault, where there is none."""
        ref = at.ref(*act)
        if ref is None:
            self.fault(f"there is no button for {act}, only {at.labels}, at {at.where}")
            return None
        return await self.does(Act("tap", f"presses {act}", ref, at.message))

    async def look(self) -> Stand:
        return await stand_of(self.world, self.node.person)

    async def keeps(self, at: Stand) -> Stand | None:
        """Answer as before: what was passed over is passed over again, what was confirmed is confirmed."""
        if at.question is not None and at.question.kind == "confirm":
            return await self.taps(at, "yes")
        skipped = at.run is not None and at.name in at.run.before and at.run.before[at.name] is None
        return await self.taps(at, "skip" if skipped else "keep")

    def by_turns(self, things: Sequence[T], some: int = 1) -> Sequence[T]:
        """All of them in a thorough walk, else a few, others at the next screen."""
        if self.crawler.thorough or len(things) <= some:
            return things
        first = self.crawler.turn * some
        return [things[(first + n) % len(things)] for n in range(some)]

    def hear(self, what: str) -> None:
        for error in self.world.errors.take():
            self.fault(f"after {what}: {error}")

    def same(self, now: Stand | None, then: Stand, what: str) -> bool:
        if now is None:
            return False
        return self.expects(now.screen == then.screen, f"{what}: stood at {then.screen}, now at {now.screen}")


Promise = Callable[[Trial], Awaitable[None]]


async def restart_and_repeat(trial: Trial) -> None:
    """A crash before the next message changes nothing, and a message that comes twice counts once."""
    for act, expected in trial.node.edges[: trial.crawler.times]:
        await trial.start()
        trial.world.restart()
        now = await trial.does(act)
        trial.same(now, expected, f"after a restart {act.says}")
        facts, chats = await trial.world.facts(), trial.world.sights()
        await trial.world.again(trial.node.person)
        trial.hear(f"{act.says} twice")
        trial.expects(await trial.world.facts() == facts, f"{act.says} twice changed what is kept")
        trial.expects(trial.world.sights() == chats, f"{act.says} twice was answered twice")


async def back_and_forth(trial: Trial) -> None:
    """Back and back again until the dialog is left, and from its draft forward to the same screen with what was answered before."""
    stand = trial.stand
    if stand.question is None or trial.captures:
        return
    await trial.start()
    at, steps, no_way = stand, 0, trial.texts.plain("engine.no_way_back")
    most = MOST if trial.crawler.thorough or trial.crawler.turn % 4 == 0 else 1
    while at.flow == stand.flow and steps < most:
        gone = await trial.taps(at, "back")
        if gone is None:
            return
        if trial.node.person.toast == no_way:
            trial.same(gone, at, "where there is no way back")
            break
        at, steps = gone, steps + 1
    if at.flow != stand.flow:
        if not stand.answers or not trial.has_drafts:
            return
        if at.flow:  # another dialog lay beneath and is asked on: the draft waits in the menu
            menu = await trial.taps(at, "menu")
            if menu is None:
                return
            at = menu
        draft = await trial.taps(at, "draft")
        if draft is None:
            return
        at = draft
    await _forward(trial, at, steps)


async def _forward(trial: Trial, at: Stand, steps: int) -> None:
    """With the kept answers to the screen of the trial; one step back goes behind a yes, and forward it is said again."""
    for _ in range(2 * steps):
        if at.name == trial.stand.name and at.answers == trial.stand.answers:
            break
        kept = await trial.keeps(at)
        if kept is None:
            return
        at = kept
    trial.expects((at.flow, at.name, at.answers) == (trial.stand.flow, trial.stand.name, trial.stand.answers), f"back and forth ends at {at.where} {at.answers}")


async def leave_and_return(trial: Trial) -> None:
    """Cancelling keeps the answers and offers them; the menu shows the way back."""
    stand = trial.stand
    if stand.question is None or trial.captures:
        return
    if trial.by_turns(("cancel", "menu"))[0] != "cancel":
        return await _to_the_menu(trial)
    await trial.start()
    gone = await trial.taps(stand, "cancel")
    if gone is not None and trial.has_drafts and (stand.answers or (stand.run is not None and stand.run.before)):
        trial.same(await trial.taps(gone, "draft"), stand, "cancelled and undone")
    if trial.crawler.thorough:
        await _to_the_menu(trial)
    return None


async def _to_the_menu(trial: Trial) -> None:
    stand = trial.stand
    await trial.start()
    menu = await trial.taps(stand, "menu")
    if menu is not None:
        trial.same(await trial.taps(menu, "resume"), stand, "to the menu and back")


async def why(trial: Trial) -> None:
    """«چرا می‌پرسید؟» is answered, and the question stands."""
    stand = trial.stand
    if stand.question is None or stand.ref("why") is None:
        return
    await trial.start()
    told = await trial.taps(stand, "why")
    if told is not None:
        reason = trial.texts.say(f"{stand.question.text_key}.why")
        trial.expects(reason in told.text and trial.same(told, stand, "after why"), f"why is not answered: {told.text!r}")


async def correct(trial: Trial) -> None:
    """On a confirm screen any one answer is corrected; kept as it was, the same screen stands; the others stay in any case."""
    stand = trial.stand
    if stand.question is None or stand.ref("correct") is None:
        return
    await trial.start()
    listed = await trial.taps(stand, "correct")
    if listed is None:
        return
    fixes = [act[1] for act in listed.live.values() if act[0] == "fix"]
    trial.expects(fixes, "nothing may be corrected")
    for name in trial.by_turns(fixes, 2):
        await trial.start()
        listed = await trial.taps(stand, "correct")
        asked = listed and await trial.taps(listed, "fix", name)
        if not asked or not trial.expects(asked.name == name, f"to correct {name}, {asked.where} is asked"):
            continue
        lost = {other for other, value in stand.answers.items() if other != name and asked.run is not None and _kept(asked, other) != value}
        trial.expects(not lost, f"correcting {name} lost {lost}")
        at: Stand | None = asked
        for _ in range(MOST):
            if at is None or at.name == stand.name:
                break
            at = await trial.keeps(at)
        trial.same(at, stand, f"{name} corrected to what it was")


def _kept(at: Stand, name: str) -> Any:
    assert at.run is not None
    entry = at.run.journal.get(name)
    return entry.value if entry is not None else at.run.before.get(name)
