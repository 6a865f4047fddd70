"""خدمت نرخ‌ها - what every number is, was and will be, and who changed it, under one name.   Verbs of changing: changing.py"""

from __future__ import annotations

from datetime import date

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.rates import RateTable
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine
from domain.kernel.verbs import query
from domain.policy import rules
from domain.policy.base import KEEPERS
from domain.policy.changing import Changing
from domain.policy.model import ChangeState
from domain.policy.views import ChangeView, RuleView


class PolicyService(Changing):
    """Injected into dialogs as `policy`, and behind the port Rates of every subsystem that decides by numbers."""

    @query(Role.NEWCOMER, Role.MEMBER)
    async def rates(self, actor: Actor) -> list[RuleView]:
        """What members may read: the public rules as they are today, in their order."""
        return [view for view in await self._views() if view.rule.public]

    @query(*KEEPERS)
    async def rules(self, actor: Actor) -> list[RuleView]:
        """Every rule as it is today, in their order."""
        return await self._views()

    @query(*KEEPERS)
    async def history(self, actor: Actor, key: str) -> list[ChangeView]:
        """What was ever proposed for a key, newest first. Raises Refusal(`policy.no_such_rule`)."""
        self._rule(key)
        return [await self._view(actor, c) for c in await self.changes.history(key, self.policy.listed)]

    @query(Role.NEWCOMER, Role.MEMBER, Role.SYSTEM)
    async def in_force(self, actor: Actor, key: str, day: date) -> int:
        """The value of a key on a day, in steps of its measure. Raises Refusal(`policy.no_such_rule`)."""
        rule = self._rule(key)
        holds = rules.in_force([c for c in await self.changes.approved() if c.key == key], day)
        return rule.value if holds is None else holds.value

    @query(Role.SYSTEM)
    async def table(self, actor: Actor, day: date, version: int | None = None) -> RateTable:
        """Every number on a day; with `version`, as it was known then."""
        return rules.table_of(self.declared, await self.changes.approved(), day, version)

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من»: the changes that this member proposed or decided. Raises `policy.not_yours` for another's."""
        if actor.member != member:
            raise Refusal("policy.not_yours")
        found = [c for c in await self.changes.of_member(member) if c.key in self.declared]
        return [DataLine("policy.data.proposed" if c.proposed_by == member else "policy.data.decided",
                         {"name": f"policy.rule.{c.key}", "state": c.state, "since": c.since, "at": c.proposed if c.proposed_by == member else c.decided})
                for c in found]  # fmt: skip

    async def _views(self) -> list[RuleView]:
        approved, waiting = await self.changes.approved(), {c.key: c.id for c in await self.changes.open_ones()}
        views = []
        for key, rule in self.declared.items():
            own = [c for c in approved if c.key == key and c.state is ChangeState.APPROVED]
            holds, later = rules.in_force(own, self.today), min((c for c in own if c.since > self.today), key=lambda c: c.since, default=None)
            value, since, mark = (rule.value, rule.since, rule.mark) if holds is None else (holds.value, holds.since, holds.mark)
            next_value, next_since = (None, None) if later is None else (later.value, later.since)
            views.append(RuleView(rule, value, since, mark, next_value, next_since, waiting.get(key)))
        return views
