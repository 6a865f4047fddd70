"""پایه‌ی مرآت - the ports of the service and what its verbs share.   Verbs: asking.py evaluating.py reading.py improving.py disputing.py permitting.py"""

from __future__ import annotations

from typing import TypeVar

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.rates import RateTable
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.merat.bureau import group_of
from domain.merat.model import Asked, Check, CheckId, CheckState, Opinion
from domain.merat.policy import Policy, policy_on
from domain.merat.ports import Known, Ports
from domain.merat.scorecard import TraitPoints, costliest, lines_of
from domain.merat.views import ResultView

JUDGES = (Role.RAHYAR_ONLINE, Role.ADMIN)
"""Who decides about disputes."""

READERS = (Role.POSHTIBAN, Role.ADMIN)
"""Who looks at income documents."""

T = TypeVar("T")


class MeratBase(Service):
    """Only the member, who they let look and who decides about their dispute ever see a result."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.checks, self.witnesses, self.improvers, self.permits = ports.checks, ports.witnesses, ports.improvers, ports.permits
        self.people, self.kanoons, self.money, self.debts, self.bureau = ports.people, ports.kanoons, ports.money, ports.debts, ports.bureau
        self.rates, self.forgetting = ports.rates, ports.forgetting

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _table(self) -> RateTable:
        return await self.rates.table(self.today)

    async def _me(self, actor: Actor) -> Known:
        """Raises Refusal(`merat.not_now`): a member who is frozen or leaving."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("merat.not_now")
        return found

    async def _current(self, actor: Actor, *, lock: bool = False) -> Check:
        """Raises Refusal(`merat.no_result`)."""
        found = await self._in_force(actor.member_id, lock=lock)
        if found is None:
            raise Refusal("merat.no_result")
        return found

    async def _in_force(self, member: MemberId, *, lock: bool = False) -> Check | None:
        """Valid or disputed, and not past its day: the timer that ends it may come late."""
        found = await self.checks.current_of(member, lock=lock)
        return found if found is not None and self.today < there(found.until) else None

    async def _check(self, check: CheckId, *, lock: bool = False) -> Check:
        """Raises Refusal(`merat.no_such_check`)."""
        found = await self.checks.find(check, lock=lock)
        if found is None:
            raise Refusal("merat.no_such_check")
        return found

    async def _lines(self, check: Check) -> tuple[TraitPoints, ...]:
        """Under the rates it was decided under."""
        return lines_of(there(check.outcome).facts, await self.rates.table(check.day, check.rates))

    async def _view(self, check: Check) -> ResultView:
        o = there(check.outcome)
        group = "" if o.rank is None else group_of(o.rank)
        return ResultView(
            check.id, check.number, check.state, o.grade, o.score, o.monthly, o.debt, o.guarantee, o.rank, group, there(check.decided), there(check.until),
            tuple(costliest(await self._lines(check), self.policy.reasons)), o.facts, self.bureau.ready and self.bureau.trial,
        )  # fmt: skip

    async def _vouched(self, check: Check) -> tuple[int, bool]:
        """How many of the leaders trust, and whether the income document was accepted."""
        words = {(w.kind, w.word) for w in await self.witnesses.of_check(check.id)}
        return sum((kind, Opinion.YES) in words for kind in (Asked.HAMYAR, Asked.RAHBAR)), (Asked.PAYSLIP, Opinion.YES) in words

    async def _names(self, *members: MemberId) -> dict[MemberId, str]:
        return dict(await self.people.names_of(members))

    def _check_mine(self, actor: Actor, member: MemberId) -> None:
        """Raises Refusal(`merat.not_yours`)."""
        if actor.member != member:
            raise Refusal("merat.not_yours")

    def _valid(self, check: Check) -> None:
        """Raises Refusal(`merat.cannot_move`): it is disputed already."""
        if check.state is not CheckState.VALID:
            raise Refusal("merat.cannot_move", now=check.state, to=CheckState.DISPUTED)


def there(thing: T | None) -> T:
    """What a result has; a row without it is a bug."""
    if thing is None:
        raise LookupError("a result without its parts")
    return thing
