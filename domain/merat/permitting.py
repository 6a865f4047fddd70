"""اجازه و نگاه - whom a member lets look, for what and how long; and everybody who did.   Source: reference-systems.md 3"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.merat import events
from domain.merat.base import there
from domain.merat.disputing import Disputing
from domain.merat.model import CheckState, Look, Permit, PermitId, Purpose
from domain.merat.views import LookView, PermitView, Shown

LOOKS = 50  # in a list


class Permitting(Disputing):
    """Without a permit that holds there is nothing to see, and that there is a result is not told either."""

    @command(Role.MEMBER)
    async def permit(self, actor: Actor, code: str, purpose: Purpose, days: int) -> PermitId:
        """Raises Refusal: `merat.not_now`, `merat.no_such_member`, `merat.not_yourself`, `merat.bad_permit`."""
        me, viewer = await self._me(actor), await self.people.by_code(code)
        if viewer is None:
            raise Refusal("merat.no_such_member")
        if viewer.id == me.id:
            raise Refusal("merat.not_yourself")
        if days not in self.policy.permits or purpose is Purpose.DISPUTE:
            raise Refusal("merat.bad_permit")
        until = self.today + timedelta(days=days)
        made = await self.permits.add(Permit(PermitId(0), me.id, viewer.id, purpose, self.unit.now, until))
        self.about(f"merat:permit:{made.id}", purpose=purpose)
        self.unit.record(events.LookPermitted(made.id, me.id, viewer.id))
        return made.id

    @command(Role.MEMBER)
    async def end_permit(self, actor: Actor, permit: PermitId) -> None:
        """Taken back; twice is harmless. Raises Refusal(`merat.no_such_permit`)."""
        found = await self.permits.find(permit, lock=True)
        if found is None or found.member != actor.member:
            raise Refusal("merat.no_such_permit")
        self.about(f"merat:permit:{permit}")
        if found.ended is None:
            await self.permits.save(replace(found, ended=self.unit.now))

    @command(Role.MEMBER)
    async def look(self, actor: Actor, code: str) -> Shown:
        """At the result of who let me. It stands in their log, and they are told.

        Raises Refusal(`merat.nothing_to_see`): no such member, no permit and no result answer alike.
        """
        whose = await self.people.by_code(code)
        permits = [] if whose is None else await self.permits.for_viewer(actor.member_id, whose.id)
        holds = next((p for p in permits if self._holds(p)), None)
        check = await self._in_force(holds.member) if holds else None
        if whose is None or holds is None or check is None or check.outcome is None:
            raise Refusal("merat.nothing_to_see")
        self.about(f"merat:permit:{holds.id}")
        await self.permits.looked(Look(whose.id, actor.member_id, holds.purpose, self.unit.now))
        self.unit.record(events.ResultLookedAt(whose.id, actor.member_id))
        o = check.outcome
        return Shown(whose.name, o.grade, o.score, o.monthly, o.guarantee, there(check.until), check.state is CheckState.DISPUTED)

    @query(Role.MEMBER)
    async def my_permits(self, actor: Actor) -> list[PermitView]:
        """Newest first."""
        found = await self.permits.of_member(actor.member_id, self.policy.shown)
        names = await self._names(*{p.viewer for p in found})
        return [PermitView(p.id, names.get(p.viewer, ""), p.purpose, p.until, self._holds(p)) for p in found]

    @query(Role.MEMBER)
    async def looks(self, actor: Actor) -> list[LookView]:
        """Who looked at my result, newest first."""
        found = await self.permits.looks_at(actor.member_id, LOOKS)
        names = await self._names(*{look.viewer for look in found})
        return [LookView(names.get(look.viewer, ""), look.purpose, look.at) for look in found]

    @query(Role.SYSTEM)
    async def name_of(self, actor: Actor, member: MemberId) -> str:
        """For notices; "" for nobody."""
        return (await self._names(member)).get(member, "")

    def _holds(self, permit: Permit) -> bool:
        return permit.ended is None and self.today <= permit.until
