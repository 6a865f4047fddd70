"""اجراها - begins, plays, suspends and ends the runs of a conversation.   One replay: player.py; screens: asking.py, menu.py"""

from __future__ import annotations

import inspect
import logging
from dataclasses import dataclass
from datetime import timedelta

from bot.engine import beside, menu
from bot.engine.asking import question_screen
from bot.engine.budget import Meter, TooSlow
from bot.engine.player import Player
from bot.engine.progress import questions_left
from bot.engine.questions import Asked, Did, Ended, OverBudget, Restart, Waits
from bot.engine.screens import Message, Press, Screen, Words, rows_of
from bot.engine.taking_back import may_correct
from bot.engine.talk import Act, Entry, Run, new_run
from bot.engine.turn import Resumed, Turn
from bot.engine.verbs import Replayed
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kit.registry import Registry

log = logging.getLogger(__name__)

STACK = 3  # runs under way at once (decision 11)
DRAFTS, DRAFT_DAYS = 5, 7
RESTARTS = 10  # of one message


@dataclass(slots=True)
class Stood:
    """How a replay ended: where the player got to and at which pause (None: the dialog came to its end)."""

    player: Player
    pause: Asked | Waits | Ended | Refusal | OverBudget | None


class Runs:
    """One per program; all state is in the turn."""

    def __init__(self, registry: Registry, words: Words) -> None:
        self.registry, self.words = registry, words
        self._needs = {name: list(inspect.signature(f.dialog).parameters)[1:] for name, f in registry.flows.items()}
        self._left = {name: questions_left(f.dialog) for name, f in registry.flows.items() if not f.captures}

    async def begin(self, turn: Turn, flow: str, subject: object, *, anew: bool = False) -> None:
        """Start a flow on top of what is under way; a draft of the same is offered first, and newcomers join first."""
        state, found = turn.state, self.registry.flows.get(flow)
        if found is None:
            return await self.home(turn, note=self.words.say("engine.flow_gone"))
        if not turn.actor.has(*found.roles):
            return await self._not_yet(turn, flow, subject)
        if again := [r for r in state.stack if r.flow == flow and r.subject == subject]:
            state.stack.remove(again[0])
            if any(entry.kind != "said" for entry in again[0].journal.values()):  # what only told something is told afresh
                self.push(turn, again[0])
                await self.play(turn)
                return None
        draft = next((d for d in state.drafts if d.flow == flow and d.subject == subject), None)
        if draft is not None and not anew:
            self._let_go(turn)
            go_on = Press(self.words.plain("engine.button.go_on"), ["draft", draft.id], "primary")
            anew_ = Press(self.words.plain("engine.button.anew"), ["anew", flow, subject])
            turn.screen = Screen(self.words.say("engine.draft_found", name=self.words.plain(f"{flow}.title")), rows_of([go_on, anew_]))
            return None
        if draft is not None:
            state.drafts.remove(draft)
        if found.captures:  # one at a time
            state.stack = [r for r in state.stack if not self.captures(r)]
        return await self._enter(turn, new_run(state, turn.talk.id, flow, subject, turn.now))

    async def _enter(self, turn: Turn, run: Run) -> None:
        """Put a run on top and play it, or what must come first."""
        self.push(turn, run)
        if (first := await self._first(turn, run.flow)) is not None:
            run.held = True
            turn.state.stack = [r for r in turn.state.stack if r.flow != first]
            self.push(turn, new_run(turn.state, turn.talk.id, first, None, turn.now))
        await self.play(turn)

    async def _first(self, turn: Turn, flow: str) -> str | None:
        """The dialog that must come before this one (handlers/kit/registry.py `comes_first`)."""
        for gate in self.registry.first:
            needs = list(inspect.signature(gate).parameters)[2:]
            if (first := await gate(turn.actor, self.registry.flows[flow], **{word: turn.service(word) for word in needs})) is not None:
                return first
        return None

    def push(self, turn: Turn, run: Run) -> None:
        stack, run.until, run.waiting = turn.state.stack, None, turn.talk.owner == "queue"
        stack.append(run)
        if len(stack) > STACK:
            self.keep(turn, stack.pop(0))

    async def _not_yet(self, turn: Turn, flow: str, subject: object) -> None:
        if not turn.actor.has(Role.NEWCOMER):
            return await self.home(turn, note=self.words.say("engine.not_for_you"))
        turn.state.later = [flow, subject]
        return await self.home(turn, note=self.words.say("engine.members_first"))

    async def draft(self, turn: Turn, act: Act) -> None:
        found = next((d for d in turn.state.drafts if d.id == act[1]), None)
        if found is None:
            return await self.show(turn)
        turn.state.drafts.remove(found)
        await self._enter(turn, found)
        return None

    async def anew(self, turn: Turn, act: Act) -> None:
        await self.begin(turn, act[1], act[2], anew=True)

    # Playing

    async def play(self, turn: Turn, did: Did | None = None, *, note: str = "") -> str | None:
        """Play the top run. Returns the reason when what was said could not be taken (nothing is shown then), else None."""
        run = turn.state.top
        if run is None:
            await self.home(turn, note=note)
            return None
        if run.flow not in self.registry.flows:
            turn.state.stack.pop()
            await self.show(turn, note=self.words.say("engine.flow_gone"))
            return None
        if run.held and await self._first(turn, run.flow) is not None:
            turn.state.stack.pop()
            await self.show(turn)
            return None
        run.held = False
        stood = await self.replay(turn, run, did)
        turn.messages += stood.player.messages
        match stood.pause:
            case Asked() as asked:
                run.question = asked.question.name
                if asked.missed is not None:
                    return asked.missed
                asked.question.left = self._left.get(run.flow, {}).get(run.question.partition("#")[0], 0)
                if run.correcting and asked.question.kind != "confirm":
                    asked.question.lines = may_correct(run, stood.player.visited, stood.player.answered)
                turn.screen = question_screen(asked.question, run, self.words, note=note)
                turn.screen.rows[-2:-2] = menu.beside(self.registry, turn.actor, self.words, run)
                turn.screen.question = True
            case Waits() as waits:
                turn.state.stack.pop()
                run.until, run.question = waits.until, waits.name
                turn.state.waiting.append(run)
                turn.waits.append((run.id, waits.name, waits.until))
                await self._after(turn, waits.text)
            case Refusal() as no:
                await self._refused(turn, run, no)
            case OverBudget() as over:
                log.error("a run was stopped: %s", over)
                turn.state.stack.pop()
                await self._after(turn, self.words.say("engine.over_budget"))
            case Ended() as ended:
                await self._ended(turn, run, ended)
            case None:
                turn.state.stack.pop()
                await self._after(turn)
        return None

    async def replay(self, turn: Turn, run: Run, did: Did | None) -> Stood:
        flow = self.registry.flows[run.flow]
        messages: list[Message] = []
        slow = False
        for _ in range(RESTARTS):
            player = Player(run, turn.actor, turn.now, turn.today, self.words, did, turn.link_to, messages=messages)
            if slow:
                player.meter = Meter(run.flow, exact=True)
            services = {w: Replayed(w, turn.service(w), player, turn.effects, turn.memory) for w in self._needs[run.flow]}
            try:
                await flow.dialog(player, **services)
            except Restart:
                did = None
            except TooSlow as pause:
                if slow:
                    return Stood(player, pause)
                slow, did = True, player.did
            except (Asked, Waits, Ended, Refusal, OverBudget) as pause:
                return Stood(player, pause)
            else:
                return Stood(player, None)
        return Stood(player, OverBudget(f"{run.flow}: began again {RESTARTS} times"))

    async def _refused(self, turn: Turn, run: Run, no: Refusal) -> None:
        turn.state.stack.pop()
        if run.has_answers:
            run.journal = {k: e for k, e in run.journal.items() if e.kind not in ("refused", "ok")}
            self.keep(turn, run)
        key = no.text_key if self.words.has(no.text_key) else "engine.refused"
        await self._after(turn, self.words.say(key, **no.fields))

    async def _ended(self, turn: Turn, run: Run, ended: Ended) -> None:
        turn.state.stack.pop()
        if ended.then is not None:
            await self.begin(turn, *ended.then)
        elif ended.how == "declined":
            kept = self.keep(turn, run)
            await self._after(turn, self.words.say("engine.kept_as_draft" if kept else "engine.not_done"))
        else:
            await self._after(turn)

    async def _after(self, turn: Turn, text: str = "") -> None:
        """After a run: go on with the one below, or leave the last words with a way to the menu."""
        if text:
            turn.messages.append(Message(text))
        if turn.talk.owner != "bot":
            await self.show(turn)
            return
        if turn.state.top is not None:
            title = self.words.plain(f"{turn.state.top.flow}.title")
            await self.play(turn, note=self.words.say("engine.back_to", name=title))
            return
        if await self._now_at_last(turn):
            return
        menu_row = [Press(self.words.plain("engine.button.menu"), ["menu"])]
        if turn.messages and not turn.messages[-1].qr and not turn.messages[-1].media:
            turn.screen, turn.keep = Screen(turn.messages.pop().text, [menu_row]), True
        else:
            turn.screen = Screen(self.words.say("engine.what_next"), [menu_row])

    async def _now_at_last(self, turn: Turn) -> bool:
        """Begin what a link led to before its reader was a member, if they are one now."""
        if not turn.state.later:
            return False
        turn.actor = await turn.again_as()
        (flow, subject), known = turn.state.later, self.registry.flows.get(turn.state.later[0])
        if known is not None and not turn.actor.has(*known.roles):
            return False
        turn.state.later = []
        if known is not None:
            await self.begin(turn, flow, subject)
        return known is not None

    # Showing where we are

    async def show(self, turn: Turn, *, note: str = "") -> None:
        """The current screen once more."""
        if turn.talk.owner != "bot":
            await beside.show(self, turn, note)
        elif beside.is_over(turn) and await beside.go_on(self, turn, note):
            """They say whether to go on."""
        elif turn.state.top is not None:
            await self.play(turn, note=note)
        else:
            await self.home(turn, note=note)

    async def home(self, turn: Turn, *, note: str = "") -> None:
        """The main menu, with what lies half-finished on top; or what a link led to, when its time has come."""
        self._let_go(turn)
        if not note and await self._now_at_last(turn):
            return
        turn.actor = await turn.again_as()
        half = [Press(self.words.plain("engine.button.go_on_with", name=self.words.plain(f"{r.flow}.title")), ["resume"]) for r in turn.state.stack[-1:]]
        kept = [d for d in turn.state.drafts[-2:] if d.flow in self.registry.flows and d.until is not None and d.until > turn.now]
        half += [Press(self.words.plain("engine.button.draft", name=self.words.plain(f"{d.flow}.title")), ["draft", d.id]) for d in kept]
        turn.screen = menu.home(self.registry, turn.actor, self.words, note=note, drafts=half)

    def captures(self, run: Run | None) -> bool:
        """Whether typing belongs to this run (decision 12)."""
        return run is not None and run.flow in self.registry.flows and self.registry.flows[run.flow].captures

    def clear_side(self, turn: Turn) -> None:
        """A command ends another that was half said."""
        commands = {f.name for f in self.registry.flows.values() if f.command and not f.captures}
        turn.state.stack = [r for r in turn.state.stack if r.flow not in commands]

    def _let_go(self, turn: Turn) -> None:
        """A screen without its banner ends a dialog that captures typing."""
        while self.captures(turn.state.top):
            turn.state.stack.pop()

    async def resume(self, turn: Turn, what: Resumed) -> None:
        """An outside event for a waiting run: it goes on now if nothing else is under way, else its turn comes next."""
        state = turn.state
        run = next((r for r in state.waiting if r.id == what.run and r.question == what.name), None)
        if run is None:
            return
        state.waiting.remove(run)
        run.journal[what.name], run.until, run.question = Entry("waited", what.value, turn.now), None, ""
        if turn.talk.owner == "bot" and state.top is None:
            state.stack.append(run)
            await self.play(turn)
            return
        state.stack.insert(0, run)
        if len(state.stack) > STACK:
            self.keep(turn, state.stack.pop(1))
        turn.messages.append(Message(self.words.say("engine.ready_to_go_on", name=self.words.plain(f"{run.flow}.title"))))

    def keep(self, turn: Turn, run: Run) -> bool:
        """Keep a run as a draft for seven days, if anything was answered in it (also what 'back' took away since) and its flow has drafts; at most five."""
        flow = self.registry.flows.get(run.flow)
        if not (run.has_answers or run.before) or self.captures(run) or (flow is not None and not flow.drafts):
            return False
        run.until = turn.now + timedelta(days=DRAFT_DAYS)
        drafts = [d for d in turn.state.drafts if d.until is not None and d.until > turn.now and not (d.flow == run.flow and d.subject == run.subject)]
        turn.state.drafts = [*drafts, run][-DRAFTS:]
        return True
