"""صحنه - everything one transaction works with: services, people, conversations, cards, what leaves.   Opened by bot/inbox.py and bot/jobs.py"""

from __future__ import annotations

import weakref
from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from bot import forgetting
from bot.cards import Cards
from bot.engine.questions import NeedsTransaction
from bot.engine.screens import Screen
from bot.engine.talk import State, Talk
from bot.engine.turn import Input, Shown, Turn
from bot.gateways.base import Address
from bot.leaving import Leaving
from bot.post import Postman
from bot.services import Services
from domain.kernel.people import Actor, Hat, MemberId, Role
from domain.kernel.persian.dates import day_in_tehran
from domain.membership.events import AccountLinked, AccountUnlinked, MemberErased, MemberFrozen, SpeakerSwitched
from handlers.kit.said import Said
from storage.kit import quick, timers
from storage.kit.accounts import Account, AccountRows
from storage.kit.cards import CardRows
from storage.kit.lines import Lines
from storage.kit.outbox import OutboxRows, Row, new_id
from storage.kit.talks import TalkRow, TalkRows
from storage.kit.unit import UnitOfWork

if TYPE_CHECKING:
    from bot.house import House

_state = msgspec.json.Decoder(State)
_encode = msgspec.json.Encoder().encode
LISTENED = 200  # events of one transaction; more is a circle


@dataclass(slots=True, weakref_slot=True)
class Scene:
    """One transaction. What it sends is written by `settle` and leaves after the commit."""

    house: House
    unit: UnitOfWork
    leaving: Leaving
    reading: bool = False  # nothing may be written but the conversation and what leaves: a command asks for a transaction (storage/kit/quick.py)
    talks: dict[int, Talk] = field(default_factory=dict)
    accounts: AccountRows = field(init=False)
    card_rows: CardRows = field(init=False)
    cards: Cards = field(init=False)
    post: Postman = field(init=False)
    services: Services = field(init=False)

    def __post_init__(self) -> None:
        conn, now = self.unit.conn, self.unit.now
        self.accounts, self.card_rows = AccountRows(conn, now), CardRows(conn, now)
        within = weakref.proxy(self)  # no circle: the whole scene ends with its message, and the collector has nothing to look for
        self.cards, self.post = Cards(within), Postman(within)
        self.services = self.house.make_services(within)

    # People

    async def actor_of(self, member: MemberId, person: str = "") -> Actor:
        """A member with the hats worn now."""
        hats = await self.unit.hats.worn_by(member)
        if person in self.house.admins:
            hats |= {Hat(Role.ADMIN)}
        return Actor(member, hats, person)

    def actor_with(self, person: str, account: Account | None, hats: frozenset[Hat]) -> Actor:
        """Who speaks from an account whose hats were read already."""
        if account is None or account.member is None:
            return Actor(None, frozenset({Hat(Role.NEWCOMER)}), person)
        return Actor(account.member, hats | {Hat(Role.ADMIN)} if person in self.house.admins else hats, person)

    async def actor_at(self, person: str, account: Account | None) -> Actor:
        """Who speaks from a messenger account now."""
        if account is not None and account.member is not None:
            return await self.actor_of(account.member, person)
        return Actor(None, frozenset({Hat(Role.NEWCOMER)}), person)

    async def wearers(self, role: Role, scope: str | None = None) -> list[MemberId]:
        """Who wears a role now; admins that the settings name are admins, too, once they are members (decision 22)."""
        found = await self.unit.hats.wearers(role, scope)
        named = [await self.accounts.find(person) for person in sorted(self.house.admins)] if role is Role.ADMIN else []
        return list(dict.fromkeys([*found, *(a.member for a in named if a is not None and a.member is not None)]))

    # Conversations

    async def talk_of(self, key: str) -> Talk:
        """The conversation with this key, begun if need be. Read once a transaction."""
        talk = await self._known(key)
        if talk is None:
            talk = self.begun(None, key)
        return talk

    def begun(self, row: TalkRow | None, key: str) -> Talk:
        """The conversation that was read with the event, or a new one."""
        talk = Talk(new_id(self.unit.now), key, 0, "bot", None, "", State()) if row is None else self._opened(row)
        self.talks[talk.id] = talk
        return talk

    async def find_talk_by_key(self, key: str) -> Talk | None:
        """The conversation with this key, if it was ever begun."""
        return await self._known(key)

    async def _known(self, key: str) -> Talk | None:
        for talk in self.talks.values():
            if talk.key == key:
                return talk
        row = await self._talk_rows.find(key)
        if row is None or row.id in self.talks:  # renamed in this transaction
            return None
        talk = self.talks[row.id] = self._opened(row)
        return talk

    async def forget_talk(self, key: str) -> None:
        """Erase a conversation: its answers, drafts and screens."""
        self.talks = {id: talk for id, talk in self.talks.items() if talk.key != key}
        await self._talk_rows.erase(key)

    async def find_talk(self, talk_id: int) -> Talk | None:
        if talk_id not in self.talks and (row := await self._talk_rows.find_by_id(talk_id)):
            self.talks[talk_id] = self._opened(row)
        return self.talks.get(talk_id)

    @property
    def _talk_rows(self) -> TalkRows:
        return TalkRows(self.unit.conn, self.unit.vault.ring, self.unit.now)

    def stored(self, talk: Talk) -> TalkRow:
        """A conversation as it is to be written."""
        return TalkRow(talk.id, talk.key, talk.version, talk.owner, talk.rahyar, talk.case, _encode(talk.state))

    def _opened(self, row: TalkRow) -> Talk:
        return Talk(row.id, row.key, row.version, row.owner, row.rahyar, row.case, _state.decode(row.state))  # type: ignore[arg-type]  # owner is one of three by a constraint

    async def play(self, talk: Talk, actor: Actor, what: Input, at: Address, *, in_place: bool = False) -> Turn:
        """One turn of the engine; its messages and screen go to `at`."""
        handover, effects = (NoHandover(), None) if self.reading else (self.house.handover(self), self.unit)
        turn = Turn(
            talk, actor, self.unit.now, day_in_tehran(self.unit.now), self.services.__getitem__, effects, handover, self.house.linker(at),
            again_as=lambda: self._again(actor),
        )  # fmt: skip
        await self.house.router.handle(turn, what)
        self.leaving.messages(at, turn.messages)
        if turn.screen is not None:
            door = self.house.router.door
            stays = in_place or (isinstance(what, Shown) and what.start is None and turn.tells_where_it_stood)
            self.leaving.screen(at, talk.state, turn.screen, keep=turn.keep, in_place=stays and not turn.messages, door=door)
        if self.reading and turn.waits:
            raise NeedsTransaction
        for run, name, due in turn.waits:
            await timers.put(self.unit.conn, "engine.wait", f"{run}/{name}", due)
        return turn

    async def _again(self, actor: Actor) -> Actor:
        if self.reading:
            return actor
        if not actor.person:
            return actor if actor.member is None else await self.actor_of(actor.member)
        return await self.actor_at(actor.person, await self.accounts.find(actor.person))

    # The end

    async def _follow(self, person: str, member: MemberId) -> None:
        """An account speaks for a member now: the conversation begun in its chat is the member's, unless they have one already (decision 1)."""
        account = await self.accounts.find(person)
        if account is None:
            return
        theirs = await self._known(f"member:{member}")
        if theirs is not None:
            theirs.state.spoke = f"{account.platform}:{account.bot}:{account.chat}"
            return
        talk = await self._known(f"chat:{account.platform}:{account.bot}:{account.chat}")
        if talk is not None:
            talk.key = f"member:{member}"
            if talk.state.later:  # a link brought them here: it goes on by itself
                await timers.put(self.unit.conn, "engine.show", str(talk.id), self.unit.now)

    async def settle(self) -> None:
        """Let the listeners hear what happened, then write conversations and what leaves."""
        await self._hear()
        for talk in self.talks.values():
            await self._talk_rows.write(self.stored(talk))
        await self._outbox_rows.add(self.leaving.rows)

    async def settle_quickly(self, update: quick.Update, talk: Talk, *, ours: bool, but: Collection[int]) -> list[Row] | None:
        """The same on PostgreSQL, where one statement writes the update, its conversation and the words for its chat.

        Those words, if they may be sent at once; None: they wait their turn. Raises Taken, and Lost.
        """
        where = (update.platform, update.bot, update.chat)
        mine = self.leaving.now_to(where)
        if self.reading and len(mine) < len(self.leaving.rows):
            raise NeedsTransaction
        if not self.reading:
            await self._hear()
            for other in self.talks.values():
                if other is not talk:
                    await self._talk_rows.write(self.stored(other))
            mine = self.leaving.now_to(where)
            await self._outbox_rows.add([r for r in self.leaving.rows if r not in mine])
        taken, at_once = await quick.write(self._lines, self.unit.vault.ring, update, self.stored(talk), mine, self.unit.now, ours=ours, but=but)
        if not taken:
            raise quick.Taken
        return mine if at_once else None

    @property
    def _lines(self) -> Lines | AsyncConnection:
        lines = self.house.units.lines
        return lines if self.reading and lines is not None else self.unit.conn

    @property
    def _outbox_rows(self) -> OutboxRows:
        return OutboxRows(self.unit.conn, self.unit.vault.ring, self.unit.now)

    async def _hear(self) -> None:
        heard = 0
        while heard < len(self.unit.events):
            event = self.unit.events[heard]
            heard += 1
            if heard > LISTENED:
                raise RuntimeError(f"more than {LISTENED} events in one transaction, the last: {event}")
            await self.house.tell_listeners(self, event)
            if isinstance(event, AccountLinked | SpeakerSwitched):
                await self._follow(event.person, event.member)
            elif isinstance(event, MemberErased):
                await forgetting.forget_member(self, event.member, event.accounts)
            elif isinstance(event, AccountUnlinked):
                await forgetting.sign_out(self, event.person)
            elif isinstance(event, MemberFrozen) and event.sim_lost:
                await forgetting.forget_pages(self, event.accounts)


class NoHandover:
    """Calling for a person writes: it asks for a transaction."""

    async def call(self, actor: Actor, talk: Talk, flow: str, question: str, words: str) -> str:
        raise NeedsTransaction

    async def again(self, actor: Actor, talk: Talk, number: str) -> None:
        raise NeedsTransaction

    async def screen(self, actor: Actor, talk: Talk) -> Screen:
        raise NeedsTransaction

    async def relay(self, actor: Actor, talk: Talk, said: Said) -> None:
        raise NeedsTransaction

    async def leave(self, actor: Actor, talk: Talk) -> None:
        raise NeedsTransaction

    async def gone(self, actor: Actor, talk: Talk) -> None:
        raise NeedsTransaction


@asynccontextmanager
async def open_scene(house: House, now: datetime) -> AsyncIterator[Scene]:
    """A scene whose transaction commits at the end of the block; call `settle` as its last act."""
    async with house.units.open(now) as unit:
        yield Scene(house, unit, Leaving(now))
    house.happened(unit.events)
