"""ایستگاه - where a person stands: their conversation as it is stored, what they see of it, and the question behind it.   Asked of: bot/engine/runs.py"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from bot.engine.questions import Asked, Question
from bot.engine.talk import Act, Run, State
from bot.engine.turn import Turn
from bot.gateways.base import Button, Incoming
from bot.inbox import talk_key
from bot.leaving import Leaving
from bot.scene import NoHandover, Scene
from domain.kernel.persian.dates import day_in_tehran
from tests.kit.talk import Person, Shown
from tests.walk.world import World


@dataclass(frozen=True)
class Stand:
    """Where somebody stands after an act."""

    owner: str = "bot"
    flow: str = ""
    name: str = ""  # of the question, as the journal keeps it
    question: Question | None = None
    answers: dict[str, Any] = field(default_factory=dict)
    run: Run | None = None
    state: State = field(default_factory=State)
    text: str = ""
    labels: tuple[str, ...] = ()
    message: str = ""
    live: dict[str, Act] = field(default_factory=dict)
    left: frozenset[str] = frozenset()  # buttons of a conversation that this account no longer speaks in: a tap there shows the one it speaks in now
    ask: str = ""

    @property
    def key(self) -> str:
        """The key that the dialog asks with."""
        return self.name.partition("#")[0]

    @property
    def screen(self) -> tuple[Any, ...]:
        """What may not change while nothing happens."""
        return self.owner, self.flow, self.name, repr(sorted(self.answers.items())), self.labels

    def ref(self, *act: Any) -> str | None:
        """The button of the live screen that does this, if there is one."""
        return next((ref for ref, does in self.live.items() if does[: len(act)] == list(act)), None)

    @property
    def where(self) -> str:
        """For failure messages."""
        return f"{self.flow}/{self.name}" if self.flow else f"({self.owner}) {self.text[:40]!r}"


async def stand_of(world: World, person: Person) -> Stand:
    """Reads only: the run is replayed without effects."""
    house, now = world.house, world.town.now
    async with house.units.look(now) as unit:
        scene = Scene(house, unit, Leaving(now), reading=True)
        account = await scene.accounts.find(f"{person.platform}:{person.key}")
        actor = await scene.actor_at(f"{person.platform}:{person.key}", account)
        talk = await scene.find_talk_by_key(talk_key(actor, incoming_of(person)))
        if talk is None:
            return Stand()
        state = talk.state
        live, left = state.live, await scene.find_talk_by_key(f"chat:{person.platform}:{person.at.bot}:{person.at.chat}")
        acts = live.acts if live is not None else {}
        seen = shown_live(person, acts)
        run = state.top
        at_question = run is not None and talk.owner == "bot" and any(act[0] == "back" or act[0] == "uncorrect" for act in acts.values())
        question = None
        if at_question and run is not None and run.flow in house.registry.flows:
            turn = Turn(talk, actor, now, day_in_tehran(now), scene.services.__getitem__, None, NoHandover(), house.linker(person.at), again_as=_same(actor))
            stood = await house.router.runs.replay(turn, run, None)
            question = stood.pause.question if isinstance(stood.pause, Asked) else None
        answers = {name: e.value for name, e in run.journal.items() if e.kind == "answer"} if run is not None and at_question else {}
        return Stand(
            talk.owner, run.flow if at_question and run else "", question.name if question else "", question, answers, run, state,
            seen.text if seen else "", tuple(b.label for b in seen.buttons) if seen else (), seen.id if seen else "", dict(acts),
            frozenset(left.state.live.acts if left is not None and left is not talk and left.state.live is not None else ()), seen.ask if seen else "",
        )  # fmt: skip


def shown_live(person: Person, acts: dict[str, Act]) -> Shown | None:
    """The message that shows the live screen."""
    return next((m for m in reversed(person.chat) if any(b.ref in acts for b in m.buttons)), None)


def doors(person: Person, acts: dict[str, Act]) -> list[tuple[Shown, Button]]:
    """The buttons of cards and notices, newest first."""
    return [(m, b) for m in reversed(person.chat) for b in m.buttons if b.ref and b.ref not in acts]


def _same(actor: Any) -> Any:
    async def again() -> Any:
        return actor

    return again


def incoming_of(person: Person) -> Incoming:
    """Something they might send."""
    return Incoming(person.at, "", person.key, "text")
