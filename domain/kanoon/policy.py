"""سیاست‌ها - the numbers of kanoons, by the day they came into force. Every number here is an assumption until the association says otherwise."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Policy:
    """Limits and windows (kanoon:K2, K12-K16; shared:G7-G8)."""

    since: date
    title: tuple[int, int] = (3, 60)  # characters
    goal: int = 300  # characters
    place: int = 80  # characters
    note: int = 300  # characters
    reason: tuple[int, int] = (5, 300)  # characters
    answer: tuple[int, int] = (2, 500)  # characters
    capacity: tuple[int, int] = (2, 100_000)  # people
    hamyars: int = 3  # at once
    questions: int = 3  # a hamyar may ask about one request
    admission: int = 3  # questions that a kanoon asks every applicant
    question: tuple[int, int] = (5, 150)  # characters
    four_eyes: bool = True  # the guardian or ward of an applicant leaves the decision to another hamyar, where there is one
    tries: int = 3  # requests of one member to one kanoon that may be rejected
    again_after: timedelta = timedelta(hours=24)  # after a rejection
    remind_after: tuple[timedelta, timedelta] = (timedelta(hours=24), timedelta(hours=72))
    expires_after: timedelta = timedelta(days=14)
    undo_within: timedelta = timedelta(minutes=10)
    away_at_most: timedelta = timedelta(days=60)
    invite_lives: timedelta = timedelta(days=30)
    photos: int = 4
    eve: timedelta = timedelta(hours=7)  # before the day of an activity begins: who means to come is reminded
    letter: tuple[int, int] = (2, 1000)  # characters
    messages_a_day: int = 3
    message: tuple[int, int] = (5, 700)  # characters
    tags: int = 200  # characters
    listed: int = 50  # found kanoons
    searched: int = 500  # kanoons of a province, for one whose rahbar somebody knows
    proposals: int = 5  # open activities proposed by one member


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
