"""بهبوددهنده - somebody trusted answers for a member, and the result is made anew.   Source: seed 004, banking.md 6 (U1)"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.merat import events
from domain.merat.base import there
from domain.merat.evaluating import Evaluating
from domain.merat.model import CheckState, Improver, ImproverId, ImproverState
from domain.merat.scorecard import Grade
from domain.merat.views import ImproverView

TRUSTED = (Grade.EXCELLENT, Grade.GOOD)
"""What an improver must be themselves [assumption: U1 asks for an account only]."""


class Improving(Evaluating):
    """Nobody improves themselves, nor each other."""

    @command(Role.MEMBER)
    async def ask_improver(self, actor: Actor, code: str) -> ImproverId:
        """By their member code. Raises Refusal: `merat.not_now`, `merat.no_result`, `merat.needs_no_improver`, `merat.no_such_member`, `merat.not_yourself`,
        `merat.no_ring`, `merat.improver_asked`."""
        me, check = await self._me(actor), await self._current(actor)
        if check.state is not CheckState.VALID or there(check.outcome).facts.improver or there(check.outcome).grade is Grade.EXCELLENT:
            raise Refusal("merat.needs_no_improver")
        by = await self.people.by_code(code)
        if by is None:
            raise Refusal("merat.no_such_member")
        if by.id == me.id:
            raise Refusal("merat.not_yourself")
        if await self.improvers.agreed(by.id, me.id):
            raise Refusal("merat.no_ring")
        until = self.unit.now + self.policy.improver_answers
        made = await self.improvers.add_alone(Improver(ImproverId(0), me.id, by.id, ImproverState.ASKED, self.unit.now, until, self.unit.now))
        if made is None:
            raise Refusal("merat.improver_asked")
        self.about(f"merat:improver:{made.id}")
        self.unit.record(events.ImproverAsked(made.id, by.id, until))
        return made.id

    @command(Role.MEMBER)
    async def let_improver_be(self, actor: Actor, improver: ImproverId) -> None:
        """Not asked any more. Raises Refusal: `merat.no_such_improver`, `merat.cannot_move`."""
        found = await self.improvers.find(improver, lock=True)
        if found is None or found.member != actor.member:
            raise Refusal("merat.no_such_improver")
        await self._settle_improver(found, ImproverState.WITHDRAWN)

    @command(Role.MEMBER)
    async def decline_improving(self, actor: Actor, improver: ImproverId) -> None:
        """Raises Refusal: `merat.no_such_improver`, `merat.cannot_move`."""
        await self._settle_improver(await self._asked_of_me(actor, improver), ImproverState.DECLINED)

    @command(Role.MEMBER)
    async def agree_improving(self, actor: Actor, improver: ImproverId) -> None:
        """The member's result is made anew at once.

        Raises Refusal: `merat.no_such_improver`, `merat.cannot_move`, `merat.improver_not_fit`, `merat.no_ring`, `merat.result_gone`.
        """
        found = await self._asked_of_me(actor, improver)
        mine = await self._in_force(actor.member_id)
        if mine is None or mine.state is not CheckState.VALID or there(mine.outcome).grade not in TRUSTED:
            raise Refusal("merat.improver_not_fit")
        if await self.improvers.agreed(actor.member_id, found.member):
            raise Refusal("merat.no_ring")
        check = await self._in_force(found.member, lock=True)
        if check is None or check.state is not CheckState.VALID:
            raise Refusal("merat.result_gone")
        await self._settle_improver(found, ImproverState.AGREED)
        await self._again(check, replace(there(check.outcome).facts, improver=True))
        self.about(f"merat:improver:{improver}", state=ImproverState.AGREED)

    async def _asked_of_me(self, actor: Actor, improver: ImproverId) -> Improver:
        found = await self.improvers.find(improver, lock=True)
        if found is None or found.by != actor.member:
            raise Refusal("merat.no_such_improver")
        return found

    async def _settle_improver(self, found: Improver, state: ImproverState) -> None:
        over = await self.improvers.save(found.to(state, self.unit.now))
        self.about(f"merat:improver:{over.id}", state=state)
        self.unit.record(events.ImproverSettled(over.id, over.member, over.by))

    @command(Role.SYSTEM)
    async def improver_out_of_time(self, actor: Actor, improver: ImproverId) -> None:
        self.about(f"merat:improver:{improver}")
        found = await self.improvers.find(improver, lock=True)
        if found is not None and found.state is ImproverState.ASKED and self.unit.now >= found.until:
            await self._settle_improver(found, ImproverState.EXPIRED)

    @query(Role.MEMBER)
    async def improver(self, actor: Actor, improver: ImproverId) -> ImproverView:
        """For the two of them. Raises Refusal(`merat.no_such_improver`)."""
        found = await self.improvers.find(improver)
        if found is None or actor.member not in (found.member, found.by):
            raise Refusal("merat.no_such_improver")
        return await self._improver_view(found, actor.member_id)

    @query(Role.MEMBER)
    async def my_improver(self, actor: Actor) -> ImproverView | None:
        """Whom I wait for."""
        found = await self.improvers.asked_of(actor.member_id)
        return None if found is None else await self._improver_view(found, actor.member_id)

    @query(Role.SYSTEM)
    async def improver_now(self, actor: Actor, improver: ImproverId, viewer: MemberId) -> ImproverView | None:
        """For notices to one of the two."""
        found = await self.improvers.find(improver)
        return None if found is None else await self._improver_view(found, viewer)

    async def _improver_view(self, found: Improver, viewer: MemberId) -> ImproverView:
        mine = viewer == found.member
        other = found.by if mine else found.member
        return ImproverView(found.id, (await self._names(other)).get(other, ""), mine, found.state, found.until)
