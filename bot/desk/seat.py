"""جای رهیار - who sits at the desk, looked at anew with every request, and the scene they look into.   Rooms: rooms.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.gateways.web.guard import Problem
from bot.gateways.web.hall import PLATFORM, Hall
from bot.leaving import Leaving
from bot.scene import Scene
from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.moshavereh.base import DESK
from handlers.kit.said import Media

if TYPE_CHECKING:
    from bot.house import House

LOOKED = timedelta(minutes=10)
"""A look at a case counts for so long: a line that broke and came back is not a second one."""
REF = 22  # characters of a reference


@dataclass(slots=True)
class Seats:
    """What every room of the desk shares. `looked`: who looked at which case, and when. `signs`: the last sign of writing of each desk."""

    house: House
    hall: Hall
    fetch: Callable[[Media], Awaitable[bytes]]
    looked: dict[tuple[str, int], datetime] = field(default_factory=dict)
    signs: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    @asynccontextmanager
    async def looking(self) -> AsyncIterator[Scene]:
        """A scene that only reads: no transaction."""
        async with self.house.units.look(self.house.clock()) as unit:
            yield Scene(self.house, unit, Leaving(unit.now), reading=True)

    async def sitting(self, scene: Scene, chat: str) -> Actor:
        """Who sits there, with the hats worn now. Raises Problem 403 for whoever answers nobody (any more)."""
        person = f"{PLATFORM}:{chat}"
        actor = await scene.actor_at(person, await scene.accounts.find(person))
        if actor.member is None or not actor.has(*DESK):
            raise Problem(403, "no_rahyar")
        return actor

    async def serving(self, chats: Iterable[str]) -> set[str]:
        """Fulfils `Serves` of the page: whose chats lead to the desk."""
        asked = {f"{PLATFORM}:{chat}": chat for chat in chats}
        async with self.looking() as scene:
            members = {m for role in RAHYARS for m in await scene.unit.hats.wearers(role)}
            accounts = [a for member in members for a in await scene.accounts.accounts_of(member) if a.member == member]
        return {asked[account.person] for account in accounts if account.person in asked}

    def fresh_look(self, chat: str, case: int, now: datetime) -> bool:
        """Whether this is a look to be kept; remembers it."""
        for key, at in list(self.looked.items()):
            if now - at > LOOKED:
                del self.looked[key]
        first = (chat, case) not in self.looked
        self.looked[chat, case] = now
        return first

    def fresh_sign(self, chat: str, case: int, now: datetime, every: timedelta) -> bool:
        """Whether the last sign of writing is long enough ago; remembers this one."""
        last = self.signs.get(chat)
        if last is not None and last[0] == case and now - last[1] < every:
            return False
        self.signs[chat] = (case, now)
        return True

    def ref_of(self, chat: str, member: MemberId) -> str:
        """What stands for a colleague on the page of one rahyar: row numbers of members never leave the house."""
        return self.house.units.ring.token("desk.colleague", f"{chat}/{member}")[:REF]


def is_rahyar(actor: Actor) -> bool:
    """Who has shifts; a poshtiban or a supervisor at the desk has none."""
    return actor.has(*RAHYARS)


def may_supervise(actor: Actor) -> bool:
    return actor.has(Role.DABIR, Role.DASTYAR, Role.ADMIN)
