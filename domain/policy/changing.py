"""تغییر دادن - one proposes another number, somebody else approves or refuses it (four eyes; issue 4).   Rules: rules.py   Moves: model.py"""

from __future__ import annotations

from datetime import date

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.rates import Origin
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.policy import events, rules
from domain.policy.base import KEEPERS, PolicyBase
from domain.policy.model import ChangeId, ChangeState, RateChange
from domain.policy.views import ChangeView


class Changing(PolicyBase):
    """One open proposal a key. Nobody approves their own; both wear their role at the moment it takes effect."""

    @command(*KEEPERS)
    async def propose(self, actor: Actor, key: str, value: int, since: date, mark: Origin, reason: str) -> ChangeId:
        """Another value (in steps of the rule's measure) from a day on.

        Raises Refusal: `policy.no_such_rule`, `out_of_bounds`, `same_value`, `day_in_past`, `day_too_far`, `day_taken`, `out_of_order`, `reason_length`,
        `nobody_to_approve`, `open_already`.
        """
        rule, me = self._rule(key), actor.member_id
        if not rule.low <= value <= rule.high:
            raise Refusal("policy.out_of_bounds")
        rules.check_day(since, self.today, self.policy)
        told = rules.checked_reason(reason, self.policy)
        others = tuple(m for m in await self._keepers() if m != me)
        if not others:
            raise Refusal("policy.nobody_to_approve")
        new = RateChange(ChangeId(0), key, value, since, mark, told, me, self.unit.now, rules.expiry_of(self.unit.now, since, self.policy))
        await self._check_fits(new)
        if await self._value_before(new) == value:
            raise Refusal("policy.same_value")
        made = await self.changes.add_alone(new)
        if made is None:
            raise Refusal("policy.open_already")
        self.about(f"policy:change:{made.id}", key=key, value=value, since=since.isoformat())
        self.unit.record(events.ChangeProposed(made.id, made.version, me, made.until, others))
        return made.id

    @command(*KEEPERS)
    async def approve(self, actor: Actor, change: ChangeId) -> int:
        """Returns the number of the change. Raises Refusal: `policy.no_such_change`, `own_change`, `proposer_may_not`, `too_late`, `day_taken`,
        `out_of_order`, `cannot_move`,        `changed_meanwhile`."""
        one = await self._to_decide(actor, change)
        if one.state is ChangeState.PROPOSED:
            if one.proposed_by not in await self._keepers():
                raise Refusal("policy.proposer_may_not")
            rule = self.declared[one.key]
            if not rule.low <= one.value <= rule.high:  # the bounds in the code were drawn tighter meanwhile
                raise Refusal("policy.out_of_bounds")
        number = await self.changes.next_number()  # from here on nobody else approves anything until this unit ends
        if (await self._find(change)).version != one.version:
            raise Refusal("policy.changed_meanwhile")
        await self._check_fits(one)
        await self._settle(one, ChangeState.APPROVED, actor.member, number=number)
        return number

    @command(*KEEPERS)
    async def refuse(self, actor: Actor, change: ChangeId, reason: str) -> None:
        """Raises Refusal: `policy.no_such_change`, `own_change`, `too_late`, `reason_length`, `cannot_move`, `changed_meanwhile`."""
        one = await self._to_decide(actor, change)
        await self._settle(one, ChangeState.REFUSED, actor.member, answer=rules.checked_reason(reason, self.policy))

    @command(Role.MEMBER)
    async def withdraw(self, actor: Actor, change: ChangeId) -> None:
        """The proposer takes it back, also when they are no keeper any more.

        Raises Refusal: `policy.no_such_change` (absent and another's answer alike), `cannot_move`, `changed_meanwhile`.
        """
        one = await self._find(change)
        if one.proposed_by != actor.member:
            raise Refusal("policy.no_such_change")
        await self._settle(one, ChangeState.WITHDRAWN, actor.member)

    @query(*KEEPERS)
    async def open_changes(self, actor: Actor) -> list[ChangeView]:
        """Every proposal that waits, oldest first."""
        return [await self._view(actor, c) for c in await self.changes.open_ones() if c.key in self.declared]

    @query(Role.MEMBER)
    async def find_change(self, actor: Actor, change: ChangeId) -> ChangeView | None:
        """For keepers, and for who proposed it; None for everybody else."""
        one = await self.changes.find(change)
        if one is None or one.key not in self.declared or not (actor.has(*KEEPERS) or one.proposed_by == actor.member):
            return None
        return await self._view(actor, one)

    @query(Role.SYSTEM)
    async def change_now(self, actor: Actor, change: ChangeId) -> ChangeView | None:
        one = await self.changes.find(change)
        return None if one is None or one.key not in self.declared else await self._view(actor, one)

    @query(Role.SYSTEM)
    async def who_approves(self, actor: Actor, change: ChangeId) -> list[MemberId]:
        one = await self.changes.find(change)
        return [] if one is None else [m for m in await self._keepers() if m != one.proposed_by]

    @command(Role.SYSTEM)
    async def expire(self, actor: Actor, change: ChangeId, version: int) -> None:
        """Nobody answered in time; a clock whose change moved on does nothing."""
        self.about(f"policy:change:{change}")
        one = await self.changes.find(change)
        if one is not None and one.version == version and one.state is ChangeState.PROPOSED:
            await self._settle(one, ChangeState.EXPIRED, None)

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased: what they proposed and nobody answered is withdrawn. What was approved stays, under a number that names nobody."""
        self.about(f"policy:member:{member}")
        for one in await self.changes.open_ones():
            if one.proposed_by == member:
                await self._settle(one, ChangeState.WITHDRAWN, None)

    async def _to_decide(self, actor: Actor, change: ChangeId) -> RateChange:
        one = await self._find(change)
        if one.proposed_by == actor.member:
            raise Refusal("policy.own_change")
        if one.state is ChangeState.PROPOSED and self.unit.now >= one.until:
            raise Refusal("policy.too_late")
        return one

    async def _check_fits(self, change: RateChange) -> None:
        """Raises Refusal: `policy.day_taken` (the key has another change from that day on), `policy.out_of_order`."""
        approved = await self.changes.approved()
        if any(c.key == change.key and c.since == change.since and c.id != change.id for c in approved):
            raise Refusal("policy.day_taken", since=change.since)
        rules.check_order(self.declared, approved, change)

    async def _settle(self, one: RateChange, to: ChangeState, by: MemberId | None, *, answer: str = "", number: int = 0) -> None:
        await self.changes.save(one.to(to, self.unit.now, by, answer=answer, number=number))
        self.about(f"policy:change:{one.id}", to=to, key=one.key, number=number)
        self.unit.record(events.ChangeSettled(one.id, one.proposed_by))
