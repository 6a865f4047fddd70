"""سیاست‌های بازار - how much fits into a cart, how often one writes to a seller, when one is at fault.   Source: bazaar:M10-M24, assumed where marked"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from domain.kernel.rates import Measure, Origin, Rule

RULES = (
    Rule("bazaar.answer", "bazaar", Measure.DAYS, 2, 1, 14, Origin.SOURCE, "M11: 48 hours, as other booths have [B5]"),
    Rule("bazaar.months", "bazaar", Measure.MONTHS, 12, 2, 84, Origin.ASSUMPTION, "M20: goods are paid over so many months at most"),
    Rule("bazaar.take_back", "bazaar", Measure.COUNT, 7, 7, 60, Origin.SOURCE, "M14: seven working days by law [B10]"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    cart: int = 40  # different goods
    most: int = 999  # of one
    favourites: int = 100
    letter: tuple[int, int] = (2, 500)  # characters
    letters: int = 20  # to one seller
    letters_within: timedelta = timedelta(days=1)
    shown: int = 20  # things in a list
    places: int = 4  # that are offered again
    words: int = 300  # characters beside an order
    reason: tuple[int, int] = (3, 300)
    unpaid: int = 5  # orders of one member that wait for their money
    payable: timedelta = timedelta(minutes=30)  # M11: so long the goods are set aside
    code: int = 6  # digits (mts:D6)
    wrong_codes: int = 5
    locked: timedelta = timedelta(minutes=30)
    settled_at_once: int = 500
    photos: int = 3  # of what is wrong with goods (M14)
    give_back: timedelta = timedelta(days=7)  # so long either side has for its part of a return
    ruling_days: int = 5  # working days in which somebody of the bazaar decides (M14)
    waits_for_return: timedelta = timedelta(days=1)
    rated_within: int = 30  # days (M22)
    record: timedelta = timedelta(days=90)  # so far back buyers see what became of a booth's orders
    faults_within: timedelta = timedelta(days=30)  # M23
    faults_warned: int = 3
    faults_judged: int = 6
    wishes: int = 5  # open ones of one member
    wish_days: tuple[int, ...] = (7, 14, 30)
    wish_told: int = 20  # sellers who are told of one
    bids: int = 10  # goods that are shown to one wish
    scored: int = 100  # the latest ratings that make a score (M22)


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
