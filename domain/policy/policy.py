"""سیاست‌ها - the numbers of changing numbers.   What names no source is assumed"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and windows of four eyes (issue 4)."""

    since: date
    reason: tuple[int, int] = (5, 300)  # characters
    expires_after: timedelta = timedelta(days=14)  # shared:G8; never later than the day the change begins
    remind_after: timedelta = timedelta(hours=24)  # who may approve; shared:G8
    ahead: timedelta = timedelta(days=365)  # a change begins at most so far from now
    listed: int = 50  # changes in a history


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
