"""نماها - a rule, a change and the list of rules as somebody sees them.   Made by: service.py changing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel.rates import Measure, Origin, Rule
from domain.policy.model import ChangeId, ChangeState


@dataclass(frozen=True, slots=True)
class RuleView:
    """A rule as it is today. `next_value` comes on `next_since`, where a change was approved for a later day; `waiting`: a proposal that is open."""

    rule: Rule
    value: int
    since: date
    mark: Origin
    next_value: int | None = None
    next_since: date | None = None
    waiting: ChangeId | None = None


@dataclass(frozen=True, slots=True)
class ChangeView:
    """A change as a keeper of rates sees it. `may`: approve, refuse, withdraw; `before` is the value that is in force until then."""

    id: ChangeId
    key: str
    measure: Measure
    value: int
    before: int
    since: date
    mark: Origin
    reason: str
    by: str
    proposed: datetime
    until: datetime
    state: ChangeState
    decided_by: str
    decided: datetime | None
    answer: str
    number: int
    may: frozenset[str]
    version: int
