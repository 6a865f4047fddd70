"""زمان پاسخ - service times out of the log of a case: rules without a database, the same numbers however often.   Source: desk:H12, H25   Log: model.py `Deed`"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median_low

from domain.moshavereh.model import Deed, What

NOTHING = timedelta()


@dataclass(frozen=True, slots=True)
class Times:
    """Of one case. `first`: from the call to the first word of a rahyar; `nexts`: from each word that waited to its answer; `resolution`: all the time that
    the person waited for us until it was closed. None: it did not come to that. What the person or a snooze took is not counted."""

    first: timedelta | None
    nexts: tuple[timedelta, ...]
    resolution: timedelta | None
    waiting_since: datetime | None  # the clock runs now, since this moment


@dataclass(slots=True)
class _Clock:
    """Runs while the person waits for us."""

    since: datetime | None = None
    spent: timedelta = NOTHING

    def start(self, at: datetime) -> None:
        if self.since is None:
            self.since = at

    def stop(self, at: datetime) -> None:
        if self.since is not None:
            self.spent += at - self.since
            self.since = None

    def take(self) -> timedelta:
        """What was spent since it was last taken."""
        spent, self.spent = self.spent, NOTHING
        return spent


def times_of(deeds: Iterable[Deed]) -> Times:
    """Compute from the log, oldest first. A word of the bot is not in it and never counts as a reply."""
    clock, first, nexts = _Clock(), None, list[timedelta]()
    total, resolution, owed, asleep = NOTHING, None, True, False
    for deed in deeds:
        match deed.what:
            case What.OPENED | What.REOPENED:
                owed, asleep, resolution = True, False, None
                clock.start(deed.at)
            case What.MEMBER_WROTE if not owed or asleep:
                owed, asleep = True, False
                clock.start(deed.at)
            case What.SNOOZED:
                asleep = True
                clock.stop(deed.at)
            case What.WOKEN if asleep:
                asleep = False
                if owed:
                    clock.start(deed.at)
            case What.RETURNED:
                owed, asleep = True, False
                clock.start(deed.at)
            case What.RAHYAR_WROTE if owed:
                clock.stop(deed.at)
                spent, owed, asleep = clock.take(), False, False
                total += spent
                if first is None:
                    first = spent
                else:
                    nexts.append(spent)
            case What.CLOSED | What.ABANDONED:
                clock.stop(deed.at)
                total += clock.take()
                resolution, owed = total if deed.what is What.CLOSED else None, False
    return Times(first, tuple(nexts), resolution, clock.since)


def middle(spans: Iterable[timedelta]) -> timedelta | None:
    """The median; of an even number the lower middle one, so that a report shows a span that really was."""
    found = sorted(spans)
    return median_low(found) if found else None


def tenth_highest(spans: Iterable[timedelta]) -> timedelta | None:
    """The span that nine of ten do not exceed."""
    found = sorted(spans)
    return found[-(-len(found) * 9 // 10) - 1] if found else None


def share_in_time(spans: Sequence[timedelta], limit: timedelta) -> int | None:
    """How many of a hundred are within the limit, rounded down."""
    return sum(span <= limit for span in spans) * 100 // len(spans) if spans else None
