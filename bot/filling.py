"""پر کردن برای عضو - plays the dialog of a member for their rahyar.   The port: domain/moshavereh/filling_model.py   The engine: bot/engine/looking.py"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import msgspec

from bot.engine import menu
from bot.engine.looking import Stands, fill, is_own, look
from bot.engine.questions import Answered, Did, Question
from bot.engine.talk import Run, Talk, new_run
from bot.engine.turn import Turn
from bot.gateways.base import Address
from domain.kernel.people import Actor, MemberId
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.persian.identifiers import masked
from domain.kernel.refusal import Refusal
from domain.moshavereh.filling_model import Given, Step
from handlers.kit.said import Media, Place, Said
from storage.kit.accounts import Account

if TYPE_CHECKING:
    from bot.engine.runs import Runs
    from bot.scene import Scene

IDENTIFIER = re.compile(r"\+?\d{8,}")
"""A run of digits as long as an identifier or a number of a telephone: a rahyar sees its end only."""
NOT_SENT_INTO = "moshavereh"
"""Nobody is sent from a talk with a rahyar into another, or to the desk."""


class DialogsOfMembers:
    """Fulfils Dialogs in the transaction of the rahyar's message: the conversation of the member is written under its own version (decision 2)."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    async def step(self, talk: Talk) -> Step | None:
        turn, run = await self._turn(talk), talk.state.top
        stands = await look(self._runs, turn, run) if run is not None else None
        if run is None or stands is None:
            return None
        return self._told(run, stands, turn.actor)

    async def fill(self, talk: Talk, asked: str, given: Given, by: MemberId) -> None:
        turn, run = await self._turn(talk), talk.state.top
        stands = await look(self._runs, turn, run) if run is not None else None
        if run is None or stands is None or stands.question.name != asked:
            raise Refusal("moshavereh.question_moved")
        if is_own(self._runs, run, stands.question):
            raise Refusal("moshavereh.theirs_alone")
        after = await fill(self._runs, turn, run, _did(stands.question, given), by)
        if after is None:
            raise Refusal("moshavereh.theirs_alone")
        if after.missed is not None:
            raise Refusal("moshavereh.not_taken", why=after.missed)

    async def flows(self, talk: Talk) -> list[str]:
        actor = (await self._turn(talk)).actor
        offered = menu.offered(self._runs.registry, actor)
        return [f.name for f in offered if not f.captures and f.subsystem != NOT_SENT_INTO]

    async def begin(self, talk: Talk, flow: str) -> None:
        if flow not in await self.flows(talk):
            raise Refusal("moshavereh.no_such_flow")
        turn, stack = await self._turn(talk), talk.state.stack
        if under_way := next((r for r in stack if r.flow == flow and r.subject is None), None):
            stack.sort(key=lambda r: r is under_way)
            return
        draft = next((d for d in talk.state.drafts if d.flow == flow and d.subject is None), None)
        run = draft or new_run(talk.state, talk.id, flow, None, turn.now)
        if (stands := await look(self._runs, turn, run)) is None:
            raise Refusal("moshavereh.no_such_flow")
        run.question = stands.question.name
        if draft is not None:
            talk.state.drafts.remove(draft)
        self._runs.push(turn, run)

    @property
    def _runs(self) -> Runs:
        return self._scene.house.router.runs

    async def _turn(self, talk: Talk) -> Turn:
        """A turn of the member that does nothing: no effects, nothing shown."""
        scene, account = self._scene, await self._account(talk)
        person = account.person if account is not None else ""
        at = Address(account.platform, account.bot, account.chat) if account is not None else Address("", "", "")
        actor = await (scene.actor_of(MemberId(int(talk.key[7:])), person) if talk.key.startswith("member:") else scene.actor_at(person, account))

        async def same() -> Actor:
            return actor

        now, handover = scene.unit.now, scene.house.handover(scene)
        return Turn(talk, actor, now, day_in_tehran(now), scene.services.__getitem__, None, handover, scene.house.linker(at), again_as=same)

    async def _account(self, talk: Talk) -> Account | None:
        kind, _, rest = talk.key.partition(":")
        if kind == "member":
            return await self._scene.accounts.reach(MemberId(int(rest)))
        platform, _, chat = rest.split(":", 2)
        return await self._scene.accounts.find_by_chat(platform, chat)

    def _told(self, run: Run, stands: Stands, actor: Actor) -> Step:
        question, words = stands.question, self._scene.house.texts
        return Step(
            run.flow, question.name, question.step, _hidden(words.plain(question.text_key, **question.fields)), question.kind,
            tuple((_json(o.value), o.label) for o in question.options), question.optional,
            tuple((a.text_key, self._shown(a), a.by != 0) for a in stands.answered), is_own(self._runs, run, question),
        )  # fmt: skip

    def _shown(self, answered: Answered) -> str:
        shown = answered.shown if answered.shown is not None else self._scene.house.texts.plain("engine.not_given")
        return _hidden(self._scene.house.texts.plain("engine.shown", value=shown))


def _hidden(text: str) -> str:
    return IDENTIFIER.sub(lambda found: masked("", found[0]), text)


def _json(value: object) -> str:
    return msgspec.json.encode(value).decode()


def _did(question: Question, given: Given) -> Did:
    """What the member would have done."""
    if given.is_nothing and question.optional:
        return Did(question.name, "skip")
    if question.kind == "one" and given.picked:
        return Did(question.name, "pick", msgspec.json.decode(given.picked[0]))
    if question.kind == "many" and given.picked:
        return Did(question.name, "ticked", [msgspec.json.decode(value) for value in given.picked])
    media = Media(*given.media) if given.media is not None else None
    return Did(question.name, "say", said=Said(given.words, media, place=Place(*given.place) if given.place is not None else None))
