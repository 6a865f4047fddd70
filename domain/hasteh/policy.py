"""سیاست‌های هسته - how many people, how many hastehs of one, how long words may be.   Source: hasteh:H6, assumed"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.kernel.rates import Measure, Origin, Rule

RULES = (
    Rule("hasteh.people", "hasteh", Measure.COUNT, 10, 1, 100, Origin.ASSUMPTION, "H6: besides the leader"),
    Rule("hasteh.joined", "hasteh", Measure.COUNT, 2, 1, 20, Origin.ASSUMPTION, "H6: hastehs one may belong to besides the own"),
    Rule("hasteh.review", "hasteh", Measure.DAYS, 5, 1, 60, Origin.ASSUMPTION, "reality unknown"),
)


@dataclass(frozen=True, slots=True)
class Policy:
    """What only the house decides."""

    since: date
    title: tuple[int, int] = (3, 60)  # characters
    product: tuple[int, int] = (3, 300)
    address: tuple[int, int] = (10, 300)
    task: tuple[int, int] = (2, 60)
    words: tuple[int, int] = (3, 300)  # of a reviewer
    years: int = 80
    previous: int = 40  # characters of an id of the old system
    shown: int = 20  # things in a list
    links: int = 10  # open offers and needs of one hasteh
    partners: int = 5  # that are shown (H13)
    drives: int = 3  # open ones of one member
    drive_least: tuple[int, int] = (1, 10_000)  # pieces
    drive_days: tuple[int, int] = (1, 60)
    suggested: int = 3  # fields that fit somebody
    neighbours: int = 2  # hastehs that are named beside a field
    looked_through: int = 300  # hastehs, for those somebody goes along with


POLICIES = (Policy(since=date(2026, 1, 1)),)


def policy_on(day: date) -> Policy:
    """The policy in force on a day; before the first, the first."""
    return max((p for p in POLICIES if p.since <= day), key=lambda p: p.since, default=POLICIES[0])
