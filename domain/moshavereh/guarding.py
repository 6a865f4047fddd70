"""نگهبانی - looking at an identifier with a reason, ending abuse, sounding the alarm.   Source: desk:H14, H27   Siblings: answering.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import desk_events
from domain.moshavereh.base import DESK, SUPERVISORS, MoshaverehBase, supervises
from domain.moshavereh.beside_model import Block, Danger, PrivateNote, Reveal
from domain.moshavereh.model import Outcome, Priority
from domain.moshavereh.views import Blocked


class Guarding(MoshaverehBase):
    """Every one of these is kept with who, when and why."""

    @command(*DESK)
    async def reveal(self, actor: Actor, case_id: int, kind: str, reason: str) -> str:
        """The whole identifier of the member of a case of mine (`mobile`, `identifier`). Raises `moshavereh.not_yours`, `moshavereh.reason_length`,
        `moshavereh.nothing_known`."""
        await self._acts(actor)
        case, reason = await self._mine(actor, case_id), self._checked(reason)
        value = "" if case.member is None else (await self.known.identifiers_of(case.member)).get(kind, "")
        if not value:
            raise Refusal("moshavereh.nothing_known")
        await self.store.aids.reveal(case, Reveal(case.id, actor.member_id, kind, reason, self.now))
        self.about(f"moshavereh:case:{case.id}", kind=kind)
        return value

    @query(*SUPERVISORS)
    async def reveals_of(self, actor: Actor, case_id: int) -> list[Reveal]:
        """Who looked at what, and why. Raises `moshavereh.no_such_case`."""
        return await self.store.aids.reveals(await self._watched(actor, case_id))

    @command(*DESK)
    async def block(self, actor: Actor, case_id: int, reason: str, days: int) -> None:
        """End the talk for abuse; for some days the person may not call for a rahyar, and is told why. The bot goes on serving them.

        Raises `moshavereh.not_yours`, `moshavereh.reason_length`, `moshavereh.bad_days` (most).
        """
        await self._acts(actor)
        case, reason = await self._mine(actor, case_id), self._checked(reason)
        if not 1 <= days <= self.policy.block:
            raise Refusal("moshavereh.bad_days", most=self.policy.block)
        until = self.now + timedelta(days=days)
        await self.store.promises.block(Block(0, case.person, case.member, actor.member_id, reason, self.now, until))
        await self._close(case, Outcome.BLOCKED, by_member=False, by=actor.member)
        self.unit.record(desk_events.PersonBlocked(case.id, case.person, case.member, reason, until))

    @query(*SUPERVISORS)
    async def blocked(self, actor: Actor) -> list[Blocked]:
        """Who in my reach may not call for a rahyar now, newest first; a person once."""
        found: dict[str, Blocked] = {}
        for case in await self.store.cases.blocked_since(self.now - timedelta(days=self.policy.block)):
            blocks = await self.store.promises.blocks_of(case.person, case.member, self.now) if supervises(actor, case) else []
            if blocks and case.person not in found:
                found[case.person] = Blocked(case.id, case.number, await self._name(case.member), blocks[0].reason, blocks[0].until)
        return list(found.values())

    @command(*SUPERVISORS)
    async def unblock(self, actor: Actor, case_id: int) -> int:
        """Lift every block of the person of a case; returns how many there were. Raises `moshavereh.no_such_case`."""
        case = await self._watched(actor, case_id)
        blocks = await self.store.promises.blocks_of(case.person, case.member, self.now)
        for block in blocks:
            await self.store.promises.lift(block, self.now)
        self.about(f"moshavereh:case:{case.id}", lifted=len(blocks))
        if blocks:
            self.unit.record(desk_events.PersonUnblocked(case.id, case.person, case.member))
        return len(blocks)

    @command(*DESK)
    async def raise_alarm(self, actor: Actor, case_id: int, danger: Danger, reason: str) -> None:
        """Somebody may be in danger, or one is abused: the case is urgent, the reason stands beside it, supervisors are told at once.

        Raises `moshavereh.not_yours`, `moshavereh.reason_length`.
        """
        await self._acts(actor)
        case, reason = await self._mine(actor, case_id), self._checked(reason)
        await self.store.aids.note(case, PrivateNote(0, case.id, actor.member_id, reason, self.now))
        urgent = await self.store.cases.save(replace(case, priority=Priority.URGENT))
        self.about(f"moshavereh:case:{case.id}", danger=danger)
        self._told(urgent)
        self.unit.record(desk_events.AlarmRaised(case.id, case.number, actor.member_id, danger, reason, case.reach))

    @query(Role.SYSTEM)
    async def who_watches(self, actor: Actor, case_id: int) -> list[int]:
        """The supervisors whose reach covers a case; those of everything, too."""
        case = await self._get(case_id)
        found = [m for role in SUPERVISORS for scope in (case.reach or ("",)) for m in await self.hats.wearers(role, scope)]
        return [int(m) for m in dict.fromkeys(found)]
