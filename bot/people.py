"""آدم‌های پشت گفت‌وگو - how the engine asks for a rahyar and passes words on, and what the desk may know of members.   Rules: domain/moshavereh"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import TYPE_CHECKING

from bot.engine.screens import Screen
from bot.engine.talk import After, Talk
from bot.filling import DialogsOfMembers
from bot.waiting import waiting_screen
from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.moshavereh.filling_model import Given, Step
from domain.moshavereh.ports import StandsAt
from handlers.kit.said import Said
from storage.kanoon import kanoon_store
from storage.kit.accounts import Account, AccountRows
from storage.kit.unit import UnitOfWork
from storage.membership import MemberCards, MemberRows
from storage.rahyar import rahyar_store

if TYPE_CHECKING:
    from bot.scene import Scene
    from domain.moshavereh.service import MoshaverehService


class PeopleInTheLoop:
    """Fulfils bot.engine.turn.Handover over the moshavereh service, in the transaction of the member's message."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene

    @property
    def _desk(self) -> MoshaverehService:
        desk: MoshaverehService = self._scene.services["moshavereh"]
        return desk

    async def call(self, actor: Actor, talk: Talk, flow: str, question: str, words: str) -> str:
        """Open a case and put the conversation into the queue; returns the case number."""
        return await self._desk.ask_for_rahyar(actor, talk.id, flow, question, words)

    async def again(self, actor: Actor, talk: Talk, number: str) -> None:
        """The same case, while it may be opened again; else a new one. Raises `moshavereh.blocked`."""
        try:
            await self._desk.reopen(actor, number)
        except Refusal as no:
            if no.code == "moshavereh.blocked":
                raise
            talk.case = await self._desk.ask_for_rahyar(actor, talk.id, "", "")

    async def screen(self, actor: Actor, talk: Talk) -> Screen:
        """Where the case stands: the place and the wait, or who speaks; and what may be done meanwhile."""
        return waiting_screen(await self._desk.standing(actor, talk.case), self._scene.house.texts, member=actor.member is not None)

    async def relay(self, actor: Actor, talk: Talk, said: Said) -> None:
        """Pass the member's words to the case. Raises `moshavereh.nothing_said` for what has neither words nor a file."""
        words, texts = said.text, self._scene.house.texts
        if said.edited:
            try:
                await self._desk.edit(actor, talk.case, said.source, words)
                return
            except Refusal as no:
                if no.code != "moshavereh.no_such_line":
                    raise
            words = texts.plain("engine.edited_to", text=words)
        if said.place is not None:
            words = texts.plain("moshavereh.place", place=f"{said.place.latitude:.5f}, {said.place.longitude:.5f}")
        elif said.contact is not None:
            words = texts.plain("moshavereh.contact", name=said.contact.name, mobile=said.contact.mobile)
        media = said.media
        await self._desk.write(actor, talk.case, words, media.ref if media else "", media.kind if media else "", "" if said.edited else said.source)

    async def gone(self, actor: Actor, talk: Talk) -> None:
        """The member shut the chat."""
        await self._desk.shut(actor, talk.case)

    async def leave(self, actor: Actor, talk: Talk) -> None:
        """The member ends it."""
        await self._desk.leave(actor, talk.case)


class TalkOwners:
    """Fulfils domain.moshavereh.ports.Talks: who owns a conversation, changed under its version."""

    def __init__(self, scene: Scene | None) -> None:
        self._scene = scene

    async def hand_to(self, talk_id: int, owner: str, rahyar: MemberId | None, case: str) -> None:
        """Give a conversation to `bot`, `queue` or `rahyar`. Raises LookupError when there is no such conversation."""
        talk = await self._got(talk_id)
        if owner == "bot":
            spoke = talk.owner == "rahyar" or any(run.filled for run in talk.state.stack)
            talk.state.after = After(talk.case, self._now) if spoke else None
        elif talk.owner == "bot":
            talk.state.after, talk.state.heard = None, ""
        talk.owner, talk.rahyar, talk.case = owner, rahyar, case  # type: ignore[assignment]  # one of three words, held by a constraint as well

    async def owner_of(self, talk_id: int) -> str:
        talk = await self._find(talk_id)
        return "" if talk is None else talk.owner

    async def of_member(self, member: MemberId) -> int:
        talk = None if self._scene is None else await self._scene.find_talk_by_key(f"member:{member}")
        if talk is None:
            raise LookupError(f"conversation of member {member}")
        return talk.id

    async def step_of(self, talk_id: int) -> StandsAt | None:
        talk = await self._find(talk_id)
        step = await self._dialogs.step(talk) if talk is not None else None
        if step is None:
            return None if talk is None or talk.state.top is None else StandsAt(talk.state.top.flow, talk.state.top.question, ())
        return StandsAt(step.flow, step.asked, tuple((key, shown) for key, shown, _ in step.answers))

    # What a rahyar fills in for the member of one of these

    async def step(self, talk_id: int) -> Step | None:
        return await self._dialogs.step(await self._got(talk_id))

    async def fill(self, talk_id: int, asked: str, given: Given, by: MemberId) -> None:
        await self._dialogs.fill(await self._got(talk_id), asked, given, by)

    async def flows(self, talk_id: int) -> list[str]:
        return await self._dialogs.flows(await self._got(talk_id))

    async def begin(self, talk_id: int, flow: str) -> None:
        await self._dialogs.begin(await self._got(talk_id), flow)

    @property
    def _dialogs(self) -> DialogsOfMembers:
        assert self._scene is not None  # else there is no conversation
        return DialogsOfMembers(self._scene)

    async def _got(self, talk_id: int) -> Talk:
        talk = await self._find(talk_id)
        if talk is None:
            raise LookupError(f"conversation {talk_id}")
        return talk

    @property
    def _now(self) -> datetime:
        assert self._scene is not None  # else there is no conversation
        return self._scene.unit.now

    async def _find(self, talk_id: int) -> Talk | None:
        return None if self._scene is None else await self._scene.find_talk(talk_id)


class KnownPeople:
    """Fulfils domain.moshavereh.ports.Known out of what the other subsystems keep."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._unit, self._members, self._cards = unit, MemberRows(unit), MemberCards(unit)

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._cards.names_of(ids)

    async def kin_of(self, member: MemberId) -> set[MemberId]:
        accounts = AccountRows(self._unit.conn, self._unit.now)
        kin = {m for account in await accounts.accounts_of(member) for m in await accounts.members_behind(account.person)}
        one = await self._members.find(member)
        guardian = one.guardian if one is not None else None
        for answers_for in (member, guardian):
            kin |= {answers_for, *await self._members.wards(answers_for)} if answers_for is not None else set()
        return kin - {member}

    async def scopes_of(self, member: MemberId) -> tuple[str, ...]:
        home, employers = await self._cards.place_of(member), await rahyar_store(self._unit).affiliations.confirmed_of([member])
        areas = (f"area:{home.province}",) if home is not None and home.province else ()
        return (*(f"org:{employer}" for employer in employers.values()), *areas)

    async def kanoon_of(self, member: MemberId) -> tuple[str, MemberId | None]:
        store = kanoon_store(self._unit)
        home = await store.belongings.active_of(member)
        kanoon = await store.kanoons.find(home.kanoon) if home is not None else None
        return (kanoon.title, kanoon.rahyar) if kanoon is not None else ("", None)

    async def identifiers_of(self, member: MemberId) -> dict[str, str]:
        one = await self._members.find(member)
        known = {"identifier": one.identifier, "mobile": one.mobile} if one is not None else {}
        return {kind: value for kind, value in known.items() if value}


async def tell_who_speaks_with(scene: Scene, account: Account | None) -> None:
    """A chat was shut by its person, or nothing arrives there any more: a rahyar who speaks with them is told, unless they can be reached elsewhere."""
    if account is None or (account.member is not None and await scene.accounts.reach(account.member) is not None):
        return
    key = f"member:{account.member}" if account.member is not None else f"chat:{account.platform}:{account.bot}:{account.chat}"
    talk = await scene.find_talk_by_key(key)
    if talk is not None and talk.owner != "bot":
        await scene.house.handover(scene).gone(await scene.actor_at(account.person, account), talk)
