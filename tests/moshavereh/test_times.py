"""آزمون زمان پاسخ - service times out of a log, without a database (desk:H12).   Product: domain/moshavereh/times.py"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as some

from domain.kernel.people import MemberId
from domain.moshavereh.model import CaseId, Deed, What
from domain.moshavereh.times import middle, share_in_time, tenth_highest, times_of

BEGAN = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
BEGUN, M, R = What.OPENED, What.MEMBER_WROTE, What.RAHYAR_WROTE


def log(*deeds: tuple[int, What]) -> list[Deed]:
    """Minute and what."""
    return [Deed(CaseId(1), what, BEGAN + timedelta(minutes=minute), MemberId(9)) for minute, what in deeds]


def minutes(n: int) -> timedelta:
    return timedelta(minutes=n)


def test_the_first_reply_is_counted_from_the_call_whatever_the_member_writes_meanwhile() -> None:
    times = times_of(log((0, BEGUN), (1, M), (2, What.TAKEN), (3, M), (5, R)))
    assert (times.first, times.nexts, times.waiting_since) == (minutes(5), (), None)


def test_taking_a_case_is_no_reply() -> None:
    times = times_of(log((0, BEGUN), (2, What.TAKEN)))
    assert times.first is None and times.waiting_since == BEGAN


def test_the_clock_rests_while_we_wait_for_the_member() -> None:
    times = times_of(log((0, BEGUN), (5, R), (65, M), (67, R), (70, What.CLOSED)))
    assert (times.nexts, times.resolution) == ((minutes(2),), minutes(7))


def test_several_words_in_a_row_are_one_wait() -> None:
    assert times_of(log((0, BEGUN), (1, R), (10, M), (12, M), (13, R), (14, R))).nexts == (minutes(3),)


def test_a_snooze_stops_the_clock_and_a_word_of_the_member_starts_it() -> None:
    assert times_of(log((0, BEGUN), (1, R), (10, M), (11, What.SNOOZED), (71, What.WOKEN), (72, R))).nexts == (minutes(2),)
    assert times_of(log((0, BEGUN), (1, R), (10, M), (11, What.SNOOZED), (60, M), (60, What.WOKEN), (62, R))).nexts == (minutes(3),)
    assert times_of(log((0, BEGUN), (1, R), (11, What.SNOOZED), (71, What.WOKEN))).waiting_since is None


def test_what_goes_back_to_the_queue_waits_for_us_again() -> None:
    assert times_of(log((0, BEGUN), (1, R), (10, What.RETURNED), (14, R))).nexts == (minutes(4),)


def test_nothing_is_counted_after_the_end_and_between_end_and_reopening() -> None:
    ended = times_of(log((0, BEGUN), (5, R), (6, What.CLOSED)))
    assert (ended.resolution, ended.waiting_since) == (minutes(5), None)
    again = times_of(log((0, BEGUN), (5, R), (6, What.CLOSED), (600, What.REOPENED), (603, R), (604, What.CLOSED)))
    assert (again.nexts, again.resolution) == ((minutes(3),), minutes(8))


def test_who_left_the_queue_was_not_served() -> None:
    times = times_of(log((0, BEGUN), (9, What.ABANDONED)))
    assert (times.first, times.resolution, times.waiting_since) == (None, None, None)


@given(some.lists(some.tuples(some.integers(0, 20), some.sampled_from([m for m in What if m is not BEGUN])), max_size=30))
def test_no_span_is_negative_none_is_longer_than_the_whole_and_the_same_log_gives_the_same_numbers(steps: list[tuple[int, What]]) -> None:
    at, deeds = 0, [(0, BEGUN)]
    for wait, what in steps:
        at += wait
        deeds.append((at, what))
    times = times_of(log(*deeds))
    spans = [*times.nexts, *([times.first] if times.first is not None else []), *([times.resolution] if times.resolution is not None else [])]
    assert all(timedelta() <= span <= minutes(at) for span in spans)
    assert times == times_of(log(*deeds))


def test_medians_and_shares_are_of_what_really_was() -> None:
    spans = [minutes(n) for n in (1, 2, 3, 10)]
    assert (middle(spans), tenth_highest(spans), share_in_time(spans, minutes(3))) == (minutes(2), minutes(10), 75)
    assert (middle([]), tenth_highest([]), share_in_time([], minutes(3))) == (None, None, None)
    assert tenth_highest([minutes(n) for n in range(1, 11)]) == minutes(9)
