"""پایه‌ی نرخ‌ها - the ports of the service and the checks that its verbs share.   Verbs: changing.py service.py"""

from __future__ import annotations

from collections.abc import Iterable

from domain.kernel.people import Actor, Hats, MemberId, Role
from domain.kernel.rates import Rule
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.policy import rules
from domain.policy.model import ChangeId, ChangeState, RateChange
from domain.policy.policy import Policy, policy_on
from domain.policy.ports import Changes, Names
from domain.policy.views import ChangeView

KEEPERS = (Role.RATES_KEEPER, Role.ADMIN)
"""Who may propose and approve: admins, and who they made a keeper of rates."""


class PolicyBase(Service):
    """Nothing is edited: what is in force on a day is computed out of the rules' own values and the approved changes."""

    def __init__(self, unit: Unit, changes: Changes, names: Names, hats: Hats, declared: Iterable[Rule]) -> None:
        super().__init__(unit)
        self.changes, self.names, self.hats = changes, names, hats
        self.declared = rules.checked_rules(declared)

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    def _rule(self, key: str) -> Rule:
        """Raises Refusal(`policy.no_such_rule`)."""
        if key not in self.declared:
            raise Refusal("policy.no_such_rule")
        return self.declared[key]

    async def _keepers(self) -> list[MemberId]:
        """Everybody who may approve at this moment, each once."""
        return sorted({member for role in KEEPERS for member in await self.hats.wearers(role)})

    async def _value_before(self, change: RateChange) -> int:
        """What holds until the change does."""
        rule = self.declared[change.key]
        others = [c for c in await self.changes.approved() if c.key == change.key and c.id != change.id and c.since < change.since]
        holds = rules.in_force(others, change.since)
        return rule.value if holds is None else holds.value

    async def _find(self, change: ChangeId) -> RateChange:
        """Raises Refusal(`policy.no_such_change`): absent, and about a rule that nobody declares any more."""
        found = await self.changes.find(change)
        if found is None or found.key not in self.declared:
            raise Refusal("policy.no_such_change")
        return found

    async def _view(self, actor: Actor, c: RateChange) -> ChangeView:
        names = await self.names.names_of([m for m in (c.proposed_by, c.decided_by) if m is not None])
        may = frozenset[str]()
        if c.state is ChangeState.PROPOSED and actor.member == c.proposed_by:
            may = frozenset({"withdraw"})
        elif c.state is ChangeState.PROPOSED and self.unit.now < c.until and actor.has(*KEEPERS):
            may = frozenset({"approve", "refuse"})
        decided_by = "" if c.decided_by is None else names.get(c.decided_by, "")
        return ChangeView(
            c.id, c.key, self.declared[c.key].measure, c.value, await self._value_before(c), c.since, c.mark, c.reason, names.get(c.proposed_by, ""), c.proposed,
            c.until, c.state, decided_by, c.decided, c.answer, c.number, may, c.version,
        )  # fmt: skip
