"""با هم - opened by a leader or a rahyar, joined by hastehs of the place; on its day reached, or released without charge.   Moves: drive.py   Rules: H14, H15"""

from __future__ import annotations

from datetime import timedelta

from domain.hasteh import events
from domain.hasteh.base import DESK
from domain.hasteh.chaining import Chaining
from domain.hasteh.drive import Drive, DriveId, DriveKind, DriveShare, DriveState
from domain.hasteh.model import HastehState
from domain.hasteh.ports import Person
from domain.hasteh.views import DriveView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query

OF_LEADERS = (DriveKind.PURCHASE, DriveKind.SHIPMENT)
"""The rest is opened by a rahyar or the rahbar of a kanoon (H15)."""
HOSTS = (*DESK, Role.RAHBAR)


class Driving(Chaining):
    """Nothing is paid here: on the day each is told what the others do, and buys or comes."""

    @command(Role.MEMBER)
    async def open_drive(self, actor: Actor, kind: DriveKind, title: str, words: str, least: int, days: int, product: int) -> DriveId:
        """For the hastehs of the own province. `product`: of a purchase, the goods that are bought.

        Raises Refusal: `hasteh.not_now`, `hasteh.not_a_leader`, `hasteh.not_a_host`, `hasteh.bad_words`, `hasteh.bad_drive`, `hasteh.enough_drives` (most).
        """
        me = await self._me(actor)
        if kind in OF_LEADERS:
            await self._leads(me)
        elif not actor.has(*HOSTS):
            raise Refusal("hasteh.not_a_host")
        p, now = self.policy, self.unit.now
        if not (p.drive_least[0] <= least <= p.drive_least[1] and p.drive_days[0] <= days <= p.drive_days[1]):
            raise Refusal("hasteh.bad_drive")
        if await self.drives.count_open(me.id) >= p.drives:
            raise Refusal("hasteh.enough_drives", most=p.drives)
        made = await self.drives.add(Drive(
            DriveId(0), kind, me.id, me.province, me.city, self._words(title, p.title), self._words(words, p.words), least, product, DriveState.OPEN, now,
            now + timedelta(days=days), now,
        ))  # fmt: skip
        self._tell_drive(made)
        return made.id

    async def _leads(self, me: Person) -> None:
        """Raises Refusal(`hasteh.not_a_leader`)."""
        if not any(h.state is HastehState.ACTIVE for h in await self.hastehs.led_by(me.id, self.policy.shown)):
            raise Refusal("hasteh.not_a_leader")

    @command(Role.MEMBER)
    async def take_part(self, actor: Actor, drive: DriveId, count: int) -> None:
        """So many instead of what was said before; 0 to stay away. Raises Refusal: `hasteh.not_now`, `hasteh.no_such_drive`, `hasteh.drive_is_over`, `hasteh.bad_drive`,
        and `hasteh.not_a_leader`.
        """
        me, found = await self._me(actor), await self._drive(drive)
        if found.province != me.province:
            raise Refusal("hasteh.no_such_drive")
        await self._leads(me)
        if found.state is not DriveState.OPEN or found.until <= self.unit.now:
            raise Refusal("hasteh.drive_is_over")
        if not 0 <= count <= self.policy.drive_least[1]:
            raise Refusal("hasteh.bad_drive")
        await self.drives.take(DriveShare(drive, me.id, count, self.unit.now))
        self.about(found.about, count=count)

    @command(Role.MEMBER)
    async def call_off_drive(self, actor: Actor, drive: DriveId) -> None:
        """By who opened it. Raises Refusal: `hasteh.no_such_drive`, `hasteh.cannot_move`."""
        found = await self._drive(drive)
        if found.by != actor.member:
            raise Refusal("hasteh.no_such_drive")
        self._tell_drive(await self.drives.save(found.to(DriveState.CALLED_OFF, self.unit.now)), await self._those_in(drive))

    @command(Role.SYSTEM)
    async def drive_is_due(self, actor: Actor, drive: DriveId) -> None:
        """Its day has come."""
        self.about(f"hasteh:drive:{drive}")
        found = await self.drives.find(drive, lock=True)
        if found is None or found.state is not DriveState.OPEN or found.until > self.unit.now:
            return
        shares = await self.drives.shares_of(drive)
        state = DriveState.REACHED if sum(s.count for s in shares) >= found.least else DriveState.RELEASED
        self._tell_drive(await self.drives.save(found.to(state, self.unit.now)), await self._those_in(drive))

    async def _those_in(self, drive: DriveId) -> tuple[MemberId, ...]:
        return tuple(s.member for s in await self.drives.shares_of(drive) if s.count)

    async def _drive(self, drive: DriveId) -> Drive:
        """Held to the end of the unit. Raises Refusal(`hasteh.no_such_drive`)."""
        found = await self.drives.find(drive, lock=True)
        if found is None:
            raise Refusal("hasteh.no_such_drive")
        return found

    def _tell_drive(self, one: Drive, those: tuple[MemberId, ...] = ()) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.DriveMoved(one.id, one.by, one.state, one.until, those))

    @query(Role.MEMBER)
    async def drives_here(self, actor: Actor) -> list[DriveView]:
        """Open in the own province, those that end soonest first. Raises Refusal(`hasteh.not_now`)."""
        me = await self._me(actor)
        return [await self._drive_view(d, me.id) for d in await self.drives.open_in(me.province, self.policy.shown)]

    @query(Role.MEMBER)
    async def drive(self, actor: Actor, drive: DriveId) -> DriveView:
        """Of the own province, or one's own. Raises Refusal: `hasteh.not_now`, `hasteh.no_such_drive`."""
        me, found = await self._me(actor), await self.drives.find(drive)
        if found is None or (me.id != found.by and me.province != found.province):
            raise Refusal("hasteh.no_such_drive")
        return await self._drive_view(found, me.id)

    @query(Role.SYSTEM)
    async def drive_for(self, actor: Actor, drive: DriveId, member: MemberId) -> DriveView | None:
        """As somebody sees it, for notices."""
        found = await self.drives.find(drive)
        return None if found is None else await self._drive_view(found, member)

    async def _drive_view(self, d: Drive, me: MemberId) -> DriveView:
        shares = await self.drives.shares_of(d.id)
        host = (await self.people.short_names_of([d.by])).get(d.by, "")
        mine = next((s.count for s in shares if s.member == me), 0)
        many = sum(1 for s in shares if s.count)
        return DriveView(d.id, d.kind, host, d.city, d.title, d.words, d.least, d.product, d.state, d.until, sum(s.count for s in shares), many, mine, d.by == me)
