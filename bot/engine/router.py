"""راهنمای پیام - decides what a tap or a word means where the conversation stands.   Plays runs through runs.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from functools import partial
from typing import Any

from bot.engine import beside, menu, moves
from bot.engine.intents import intents_of
from bot.engine.questions import Did
from bot.engine.runs import Runs
from bot.engine.screens import Message, Press, Screen, Words, rows_of
from bot.engine.talk import Act, Run
from bot.engine.turn import Edited, Input, Opened, Resumed, Shown, Tapped, Turn, Typed
from domain.kernel.persian.letters import match_key
from domain.kernel.refusal import Refusal
from handlers.kit.registry import Registry
from handlers.kit.said import Said

SPOKEN = ("back", "cancel", "menu", "why", "rahyar", "correct", "help")
"""Acts that may be typed; the words are in the catalogue, `engine.words.<act>`, one a line. `/menu` and the like work too."""
LEAVING = ("menu", "cancel")
"""What leaves a person, or a dialog that captures typing: only said in so many words, for everything else is meant for the other side."""
SENTENCE = "/rahyar "
A_PERSON = "!rahyar"
"""Among the wishes that are no dialog: to speak to a person. A free sentence may ask for it as for any dialog."""
ANSWERS = frozenset({"pick", "keep", "skip", "tick", "ticked", "yes", "no"})
IN_A_RUN = frozenset({"back", "cancel", "why", "page", "wide", "correct", "fix", "uncorrect"}) | ANSWERS


class Router:
    """One per program. `handle` is the whole engine seen from outside."""

    def __init__(self, registry: Registry, words: Words) -> None:
        self.registry, self.words = registry, words
        self.runs = Runs(registry, words)
        self.door = Screen(words.say("engine.elsewhere"), [[Press(words.plain("engine.button.here"), ["here"])]])
        sentences = {f: words.plain(f"{f}.words").split("\n") for f in registry.flows if words.has(f"{f}.words")}
        sentences |= {A_PERSON: words.plain("engine.words.rahyar").split("\n")}
        self.intents = intents_of(tuple((flow, tuple(lines)) for flow, lines in sentences.items()))
        self._greetings = {match_key(w) for w in words.plain("engine.words.greeting").split("\n")}
        self._spoken = {match_key(w): act for act in SPOKEN for w in [*words.plain(f"engine.words.{act}").split("\n"), f"/{act}"]}
        commands = [f.name for f in registry.flows.values() if f.command]
        self._commands = {match_key(w): name for name in commands for w in [*words.plain(f"{name}.command").split("\n"), f"/{name.partition('.')[2]}"]}
        self._leaving = {match_key(w) for act in LEAVING for w in (f"/{act}", words.plain(f"engine.button.{act}"), words.plain(f"engine.words.{act}").split("\n")[0])}
        self._ending = self._leaving | {match_key(w) for w in words.plain("engine.words.end").split("\n")}
        self._acts: dict[str, Callable[[Turn, Act], Awaitable[None]]] = {
            "draft": self.runs.draft, "anew": self.runs.anew, "flow": self._flow, "menu": self._menu, "help": self._menu, "family": self._family,
            "rahyar": self._rahyar, "resume": self._resume, "here": self._resume, "bot": self._leave_rahyar, "send_held": self._send_held,
        }  # fmt: skip
        for move in (moves.back, moves.cancel, moves.why, moves.page, moves.wide, moves.correct, moves.uncorrect, moves.fix, moves.mend, moves.later):
            self._acts[move.__name__] = partial(move, self.runs)

    async def handle(self, turn: Turn, what: Input) -> None:
        """Do what was asked and leave messages, screen and toast in the turn. Pauses, refusals and bad input never come out of here."""
        match what:
            case Resumed():
                await self.runs.resume(turn, what)
            case Shown():
                await self._shown(turn, what)
            case Opened():
                await self._opened(turn, what.payload)
            case Edited():
                await self._edited(turn, what.said)
            case Tapped():
                await self._tapped(turn, what)
            case Typed():
                await self._typed(turn, what.said)
        if turn.screen is not None:
            turn.state.aside = not turn.screen.question
            turn.screen.still = "" if turn.talk.owner == "bot" else turn.talk.owner

    async def _tapped(self, turn: Turn, tap: Tapped) -> None:
        if tap.act is None:
            turn.toast = self.words.plain("engine.stale_button")
            if not tap.on_live:
                await self.runs.show(turn)
        else:
            await self._act(turn, tap.act)

    async def _act(self, turn: Turn, act: Act) -> None:
        word = act[0]
        if turn.talk.owner != "bot" and not beside.allows(self.runs, turn, act, IN_A_RUN):
            beside.let_go(self.runs, turn)
            await self.runs.show(turn)
            return
        if word != "send_held":
            turn.state.after = None
        if word in IN_A_RUN and self._asked(turn) is None:
            await (self.runs.show(turn) if word == "back" else self._menu(turn, act))
        elif word in ANSWERS:
            await self.runs.play(turn, Did(act[1], word, act[2] if len(act) > 2 else None))
        else:
            await self._acts[word](turn, act)

    def _asked(self, turn: Turn) -> Run | None:
        """The dialog whose question is on the screen. One that lies below a menu hears nothing: the screen decides."""
        return None if turn.state.aside else turn.state.top

    async def _typed(self, turn: Turn, said: Said) -> None:
        act = self._spoken.get(match_key(said.text)) if said.text else None
        if turn.talk.owner != "bot":
            await self._beside(turn, said)
            return
        if said.text.startswith(SENTENCE):
            await self._call(turn, said.text.removeprefix(SENTENCE).strip())
            return
        if await self._commanded(turn, said):
            return
        if act is not None and self.runs.captures(turn.state.top) and not said.text.startswith("/") and match_key(said.text) not in self._leaving:
            act = None
        if act is not None and (act != "correct" or self._asked(turn) is not None):
            await self._act(turn, [act])
        elif self._asked(turn) is not None:
            await self._answered(turn, said)
        else:
            await self._asked_freely(turn, said)

    async def _commanded(self, turn: Turn, said: Said) -> bool:
        """A `/` word of a dialog: it begins about whatever is captured, and what follows the word answers its first question."""
        word, *rest = said.text.split(maxsplit=1) if said.text.startswith("/") else [""]
        flow = self._commands.get(match_key(word)) if word else None
        if flow is None or not turn.actor.has(*self.registry.flows[flow].roles):
            return False
        self.runs.clear_side(turn)
        about = turn.state.top.subject if turn.state.top is not None and self.runs.captures(turn.state.top) else None
        await self.runs.begin(turn, flow, about)
        if rest and turn.screen is not None and turn.screen.question and turn.state.stack[-1].flow == flow:
            await self._answered(turn, replace(said, text=rest[0]))
        return True

    async def _answered(self, turn: Turn, said: Said) -> None:
        """Typed at a question: first for the question itself, then a wish for another dialog, then a misunderstanding."""
        run = turn.state.top
        assert run is not None
        missed = await self.runs.play(turn, Did(run.question, "say", said=said))
        if missed is None:
            self._remember_album(turn, said, "taken")
            return
        if await self._is_told_of_album(turn, said):
            return
        if said.text and len(wishes := self._wishes(turn, said.text)) == 1 and wishes[0] != run.flow:
            await self._begin(turn, wishes[0], said.text)
            return
        run.misses += 1
        run.why = [run.question, missed]
        await self.runs.play(turn)

    async def _is_told_of_album(self, turn: Turn, said: Said) -> bool:
        """Whether this is one more picture of an album that has had its answer; who gave the first as an answer is told once that it was the first."""
        album = said.media.album if said.media is not None and not said.text else ""
        if not album or turn.state.album[:1] != [album]:
            self._remember_album(turn, said, "told")
            return False
        if turn.state.album == [album, "taken"]:
            self._remember_album(turn, said, "told")
            turn.messages.append(Message(self.words.say("engine.first_of_album")))
            await self.runs.show(turn)
        return True

    def _remember_album(self, turn: Turn, said: Said, how: str) -> None:
        if said.media is not None and said.media.album:
            turn.state.album = [said.media.album, how]

    async def _asked_freely(self, turn: Turn, said: Said) -> None:
        if await self._is_told_of_album(turn, said):
            return
        if beside.just_over(turn):
            await beside.hold(self.runs, turn, said)
            return
        wishes = self._wishes(turn, said.text) if said.text else []
        titled = [f for f in menu.offered(self.registry, turn.actor) if match_key(self.words.plain(f"{f.name}.title")) == match_key(said.text)]
        if titled or len(wishes) == 1:
            turn.state.misses, turn.state.after = 0, None
            await self._begin(turn, titled[0].name if titled else wishes[0], said.text)
            return
        if wishes:
            presses = [self._wish(name) for name in wishes]
            turn.screen = Screen(self.words.say("engine.which_did_you_mean"), [*rows_of(presses), [Press(self.words.plain("engine.button.menu"), ["menu"])]])
            return
        if beside.is_over(turn):
            await beside.hold(self.runs, turn, said)
            return
        if match_key(said.text) in self._greetings:
            await self.runs.home(turn, note=self.words.say("engine.greeted"))
            return
        turn.state.misses += 1
        note = "engine.offer_rahyar" if turn.state.misses >= 3 else "engine.not_understood" if said.text else "engine.unexpected_file"
        await self.runs.home(turn, note=self.words.say(note))

    async def _begin(self, turn: Turn, wish: str, text: str) -> None:
        """Do what a sentence asked for. What was said to a person goes along."""
        await (self._call(turn, text) if wish == A_PERSON else self.runs.begin(turn, wish, None))

    def _wish(self, name: str) -> Press:
        return Press(self.words.plain("engine.button.rahyar"), ["rahyar"]) if name == A_PERSON else Press(self.words.plain(f"{name}.title"), ["flow", name, None])

    def _wishes(self, turn: Turn, text: str) -> list[str]:
        allowed = {A_PERSON, *(f.name for f in self.registry.flows.values() if turn.actor.has(*f.roles))}
        return self.intents.guess(text, allowed)

    async def _edited(self, turn: Turn, said: Said) -> None:
        if turn.talk.owner != "bot":
            await beside.hear(self.runs, turn, said)
            return
        if self.runs.captures(turn.state.top):
            await self._answered(turn, said)
            return
        if beside.just_over(turn):
            await beside.hold(self.runs, turn, said)
            return
        turn.messages.append(Message(self.words.say("engine.edited")))
        await (self.runs.home(turn) if turn.state.aside else self.runs.show(turn))  # a dialog below the menu stays below it

    async def _beside(self, turn: Turn, said: Said) -> None:
        """Typed while a person has the conversation: theirs, but for the words that leave it."""
        act = self._spoken.get(match_key(said.text)) if said.text else None
        if beside.plays(self.runs, turn) is not None and act is not None:
            await self._act(turn, [act])
        elif match_key(said.text) in self._ending:
            await self._leave_rahyar(turn, [])
        else:
            await beside.hear(self.runs, turn, said)

    async def _opened(self, turn: Turn, payload: str) -> None:
        word, _, token = payload.partition("-")
        flow = word.replace("_", ".", 1)
        if turn.talk.owner != "bot":
            await self.runs.show(turn)
        elif flow in self.registry.flows and (not token or self.registry.flows[flow].links):
            await self.runs.begin(turn, flow, token or None)
        elif payload:
            await self.runs.home(turn, note=self.words.say("engine.unknown_link"))
        else:
            await self.runs.home(turn)

    async def _shown(self, turn: Turn, shown: Shown) -> None:
        if shown.start is not None and (turn.talk.owner == "bot" or beside.allows(self.runs, turn, ["flow", *shown.start], IN_A_RUN)):
            turn.state.after = None
            await self.runs.begin(turn, *shown.start)
        else:
            await self.runs.show(turn, note=shown.note)

    async def _flow(self, turn: Turn, act: Act) -> None:
        await self.runs.begin(turn, act[1], act[2])

    async def _resume(self, turn: Turn, _act: Act) -> None:
        await self.runs.show(turn)

    async def _menu(self, turn: Turn, _act: Act) -> None:
        await self.runs.home(turn)

    async def _family(self, turn: Turn, act: Act) -> None:
        turn.screen = menu.family(self.registry, turn.actor, self.words, act[1])

    async def _rahyar(self, turn: Turn, _act: Act) -> None:
        await self._call(turn, "")

    async def _call(self, turn: Turn, words: str) -> None:
        run = turn.state.top
        if turn.talk.owner == "bot":
            try:
                turn.talk.case = await turn.handover.call(turn.actor, turn.talk, run.flow if run else "", run.question if run else "", words)
            except Refusal as no:
                await self.runs.show(turn, note=self.words.say(no.text_key, **no.fields))
                return
            for waits in turn.state.stack:
                waits.waiting = False  # what was begun before the call waits itself
        await self.runs.show(turn)

    async def _leave_rahyar(self, turn: Turn, _act: Any) -> None:
        if turn.talk.owner != "bot":
            await turn.handover.leave(turn.actor, turn.talk)
        await self.runs.show(turn)

    async def _send_held(self, turn: Turn, _act: Act) -> None:
        await beside.send_held(self.runs, turn)
