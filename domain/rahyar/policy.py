"""سیاست‌ها - the numbers of rahyars, by the day they came into force. What names no source is assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and windows (people:R10-R13; shared:G7-G8)."""

    since: date
    inactive_after: timedelta = timedelta(days=90)  # without an act (people:R11)
    listed: int = 300  # people in one list
    affiliation_expires: timedelta = timedelta(days=14)  # shared:G8
    remind_after: timedelta = timedelta(hours=24)  # who is to confirm; shared:G8
    topic: tuple[int, int] = (3, 200)  # characters
    remark: int = 500  # characters
    result: tuple[int, int] = (3, 300)  # characters
    reason: tuple[int, int] = (5, 300)  # characters; shared:G7
    letter: tuple[int, int] = (2, 1000)  # characters
    answer_within: timedelta = timedelta(days=1)  # a letter to a rahyar who is not on duty
    ahead: timedelta = timedelta(days=365)  # a follow-up lies at most so far
    remind_at: int = 9  # o'clock, on the day of a follow-up
    invitation_lives: timedelta = timedelta(days=30)
    invitations: int = 50  # open ones of one rahyar
    whom: tuple[int, int] = (2, 60)  # characters


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
