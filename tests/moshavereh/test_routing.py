"""آزمون راه پرونده - who is asked next, without a database.   Product: domain/moshavereh/routing.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from domain.kernel.people import MemberId
from domain.moshavereh.duty_model import Duty, DutyState
from domain.moshavereh.model import Case, CaseId, CaseState, Priority
from domain.moshavereh.policy import POLICIES, calendar_of
from domain.moshavereh.routing import Step, has_room, load_of, next_to_ring, order_of_queue, step_at

NOW = datetime(2026, 11, 24, 6, 0, tzinfo=UTC)
POLICY = POLICIES[-1]
OF_KANOON, NEAR, SKILLED, OTHER = (MemberId(n) for n in (21, 22, 23, 24))


def a_case(**fields: object) -> Case:
    case = Case(
        CaseId(1), "PR10017", 1, "test:zahra", MemberId(1), "", CaseState.WAITING, None, NOW, NOW, 1,
        topic="loan", scopes=("area:گلستان",), kanoon_rahyar=OF_KANOON, queued=NOW,
    )  # fmt: skip
    return replace(case, **fields)  # type: ignore[arg-type]  # the fields of a case, by name


def a_duty(rahyar: MemberId, state: DutyState = DutyState.ONLINE, skills: tuple[str, ...] = ("kanoon",), **fields: object) -> Duty:
    duty = Duty(rahyar, state, skills, 2, NOW, NOW)
    return replace(duty, **fields)  # type: ignore[arg-type]  # the fields of a duty, by name


EVERYBODY = [a_duty(OTHER), a_duty(SKILLED, skills=("loan",)), a_duty(NEAR, scopes=("area:گلستان",)), a_duty(OF_KANOON)]


def rung(case: Case, duties: list[Duty], after: timedelta = timedelta(), loads: dict[MemberId, int] | None = None, kin: set[MemberId] | None = None) -> object:
    return next_to_ring(case, duties, loads or {}, kin or set(), NOW + after, POLICY)


def test_the_rahyar_of_the_kanoon_comes_first_then_who_is_near_then_who_knows_the_topic_then_anybody() -> None:
    left = list(EVERYBODY)
    for expected in (OF_KANOON, NEAR, SKILLED, OTHER):
        assert rung(a_case(), left) == expected
        left = [d for d in left if d.rahyar != expected]
    assert rung(a_case(), left) is None


def test_a_wish_for_somebody_near_is_kept_to_for_a_minute_a_step() -> None:
    busy = {OF_KANOON: 8}
    duties = [a_duty(OF_KANOON), a_duty(OTHER)]
    assert rung(a_case(), duties, loads=busy) is None
    assert rung(a_case(), duties, timedelta(minutes=2, seconds=59), busy) is None
    assert rung(a_case(), duties, timedelta(minutes=3), busy) == OTHER
    assert [step_at(a_case(), NOW + timedelta(seconds=s), POLICY) for s in (0, 60, 120, 180, 9999)] == [*Step, Step.ANYBODY]


def test_who_is_not_online_is_neither_asked_nor_waited_for() -> None:
    for state in (DutyState.OFF, DutyState.AWAY, DutyState.BREAK, DutyState.BUSY):
        assert rung(a_case(), [a_duty(OF_KANOON, state), a_duty(OTHER)]) == OTHER
        assert rung(a_case(), [a_duty(OF_KANOON, state)]) is None


def test_who_had_it_last_is_asked_first_if_they_have_room() -> None:
    case = a_case(kept_for=OTHER)
    assert rung(case, EVERYBODY) == OTHER
    assert rung(case, EVERYBODY, loads={OTHER: 8}) == OF_KANOON


def test_nobody_is_asked_about_their_own_family_or_themselves() -> None:
    assert rung(a_case(), EVERYBODY, kin={OF_KANOON, NEAR}) == SKILLED
    assert rung(a_case(member=SKILLED), [a_duty(SKILLED)]) is None


def test_a_trainee_is_asked_nothing() -> None:
    assert rung(a_case(), [a_duty(OTHER, mentor=NEAR)]) is None


def test_who_passed_is_not_asked_again_in_this_round() -> None:
    assert rung(a_case(asked=(OF_KANOON, NEAR)), EVERYBODY) == SKILLED


def test_among_equals_who_has_least_in_hand_then_who_acted_longest_ago() -> None:
    one, other = a_duty(MemberId(31)), a_duty(MemberId(32), acted=NOW - timedelta(minutes=1))
    assert rung(a_case(), [one, other]) == 32
    assert rung(a_case(), [one, other], loads={MemberId(32): 1}) == 31


def test_what_is_on_hold_weighs_a_quarter_and_what_sleeps_nothing() -> None:
    held, asleep, taken = (a_case(state=s) for s in (CaseState.ON_HOLD, CaseState.SNOOZED, CaseState.TAKEN))
    assert (load_of([held], POLICY), load_of([asleep], POLICY), load_of([taken], POLICY)) == (1, 0, 4)
    assert has_room(a_duty(OTHER), load_of([taken, asleep, asleep], POLICY), POLICY)
    assert not has_room(a_duty(OTHER), load_of([taken, held], POLICY), POLICY)


def test_the_urgent_come_first_then_who_waits_longest() -> None:
    old, new = a_case(id=1, queued=NOW), a_case(id=2, queued=NOW + timedelta(seconds=1))
    urgent = a_case(id=3, priority=Priority.URGENT, queued=NOW + timedelta(hours=1))
    assert [c.id for c in order_of_queue([new, old, urgent])] == [3, 1, 2]


@pytest.mark.parametrize(
    ("moment", "opens"),
    [
        (datetime(2026, 11, 24, 6, 0, tzinfo=UTC), datetime(2026, 11, 24, 6, 0, tzinfo=UTC)),  # Tuesday 09:30
        (datetime(2026, 11, 24, 11, 0, tzinfo=UTC), datetime(2026, 11, 24, 12, 30, tzinfo=UTC)),  # the pause at noon
        (datetime(2026, 11, 26, 12, 0, tzinfo=UTC), datetime(2026, 11, 28, 4, 30, tzinfo=UTC)),  # Thursday evening to Saturday morning
        (datetime(2027, 2, 11, 6, 0, tzinfo=UTC), datetime(2027, 2, 13, 4, 30, tzinfo=UTC)),  # 22 Bahman, a Thursday
    ],
)
def test_telephones_are_staffed_by_the_clock_and_the_holidays_of_tehran(moment: datetime, opens: datetime) -> None:
    assert calendar_of("phone", moment.date()).opens(moment) == opens
    assert calendar_of("loan", moment.date()).opens(moment) == moment
