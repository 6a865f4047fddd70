"""مقررات پاسخ‌گویی - how soon, how many and how long at the desk, by date.   Source: decision 24, handoff.md; what names no source is assumed"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from domain.kernel.persian.dates import NATIONAL, TEHRAN, in_tehran, jalali
from domain.moshavereh.model import CaseState

WEIGHTS = {CaseState.RINGING: 4, CaseState.TAKEN: 4, CaseState.TRANSFERRING: 4, CaseState.ON_HOLD: 1, CaseState.SNOOZED: 0}


@dataclass(frozen=True, slots=True)
class Answering:
    """Targets, time-outs and limits. What names no source is assumed."""

    since: date
    target: timedelta = timedelta(seconds=60)  # median of the first human reply (decision 24)
    in_time: timedelta = timedelta(minutes=3)  # a first reply later than this is late (handoff.md 3.4)
    alarm: timedelta = timedelta(minutes=10)  # whoever is on duty is reminded (decision 24)
    reopen: timedelta = timedelta(hours=24)  # decision 24
    ring: timedelta = timedelta(seconds=60)  # desk:H7
    again: timedelta = timedelta(seconds=5)  # who called in the same moment as others, and rings at nobody yet, is tried once more
    rings: int = 3  # then a call back is offered
    shown: int = 5  # of those that wait and ring at nobody: their cards go to whoever may take them; the others lie in the list of the queue
    relax: timedelta = timedelta(seconds=60)  # every step of the routing is kept to for so long
    transfer: timedelta = timedelta(minutes=2)
    capacity: int = 4  # cases of one rahyar at once
    most: int = 12  # whatever somebody wishes
    presence: timedelta = timedelta(minutes=15)  # desk:H6
    grace: timedelta = timedelta(minutes=2)  # to say that one is still there (handoff.md 3.5)
    snooze: timedelta = timedelta(days=14)  # at most
    rating: timedelta = timedelta(hours=72)  # desk:H20
    low: int = 2  # a score up to this is looked at by somebody senior (people:R9)
    rows: int = 50  # in a list
    board: timedelta = timedelta(hours=4)  # for so long a board is kept true once it was asked for
    board_step: timedelta = timedelta(seconds=20)  # a platform lets no message be edited much more often
    recent: timedelta = timedelta(hours=1)  # of which the expected wait is the median
    expected: timedelta = timedelta(minutes=2)  # told while nothing was measured
    hard: int = 40  # lines of one person in `burst`: then a pause
    burst: timedelta = timedelta(minutes=1)
    pause: timedelta = timedelta(minutes=10)  # desk:H27
    block: int = 90  # days at most
    calls: int = 3  # tries of one call back
    call_again: timedelta = timedelta(hours=1)
    call_ahead: timedelta = timedelta(days=7)
    reason: tuple[int, int] = (3, 300)  # characters
    words: int = 4000  # characters of a line or a note
    take_back: timedelta = timedelta(hours=48)  # platforms delete no older message of a bot (desk:H17)
    weights: Mapping[CaseState, int] = field(default_factory=lambda: WEIGHTS)  # in quarters of a case (desk:H3)


POLICIES = (Answering(date(2026, 1, 1)),)


def answering_on(day: date) -> Answering:
    """The policy in force on a day; before the first, the first."""
    return next((p for p in reversed(POLICIES) if p.since <= day), POLICIES[0])


@dataclass(frozen=True, slots=True)
class Calendar:
    """When a skill is staffed, on the clock of Tehran. `hours`: blocks by weekday (Monday 0); `holidays`: (month, day) of the Jalali year."""

    hours: Mapping[int, tuple[tuple[time, time], ...]]
    holidays: frozenset[tuple[int, int]] = frozenset()

    def is_open(self, moment: datetime) -> bool:
        local = in_tehran(moment)
        return any(begin <= local.time() < end for begin, end in self._blocks(local.date()))

    def hours_of(self, moment: datetime) -> tuple[tuple[time, time], ...] | None:
        """The blocks of the day of a moment; None: day and night."""
        blocks = self._blocks(in_tehran(moment).date())
        return None if blocks == ALWAYS else blocks

    def opens(self, moment: datetime) -> datetime | None:
        """The next moment it is staffed (now, if it is); None when that is not within 30 days."""
        if self.is_open(moment):
            return moment
        local = in_tehran(moment)
        for ahead in range(31):
            day = local.date() + timedelta(days=ahead)
            for begin, _ in self._blocks(day):
                opening = datetime.combine(day, begin, TEHRAN)
                if opening > local:
                    return opening
        return None

    def _blocks(self, day: date) -> tuple[tuple[time, time], ...]:
        today = jalali(day)
        return () if (today.month, today.day) in self.holidays else self.hours.get(day.weekday(), ())


ALWAYS = ((time(0), time.max),)
BY_DAY = ((time(8), time(14)), (time(16), time(20)))
SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY, THURSDAY = 5, 6, 0, 1, 2, 3

ROUND_THE_CLOCK = Calendar(dict.fromkeys(range(7), ALWAYS))
CALENDARS: Mapping[date, Mapping[str, Calendar]] = {
    date(2026, 1, 1): {
        "": ROUND_THE_CLOCK,  # seed 002: day and night
        "phone": Calendar({**dict.fromkeys((SATURDAY, SUNDAY, MONDAY, TUESDAY, WEDNESDAY), BY_DAY), THURSDAY: ((time(8), time(13)),)}, NATIONAL),
    }
}
"""By the day they came into force, then by topic; "" is every other topic, `phone` the calls back. Hours of the telephone are assumed."""


def calendar_of(topic: str, day: date) -> Calendar:
    """When somebody is there for a topic, as of a day."""
    valid = max((since for since in CALENDARS if since <= day), default=min(CALENDARS))
    table = CALENDARS[valid]
    return table.get(topic, table[""])
