"""راه پرونده - who is asked next: rules without a database.   Source: decision 24, desk:H2-H3   Carried out by: assigning.py   Numbers: policy.py"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from enum import IntEnum

from domain.kernel.people import MemberId
from domain.moshavereh.duty_model import Duty, DutyState
from domain.moshavereh.model import Case, CaseState
from domain.moshavereh.policy import Answering


class Step(IntEnum):
    """How wide a case is offered; each after the one before was kept to for a while."""

    KANOON = 0  # the rahyar of the kanoon
    NEAR = 1  # of the organisation or the area
    SKILLED = 2  # who knows the topic
    ANYBODY = 3


def step_at(case: Case, now: datetime, policy: Answering) -> Step:
    """How far the wish for somebody of one's own is relaxed by now."""
    waited = now - (case.queued or case.opened)
    return Step(min(int(waited / policy.relax), Step.ANYBODY))


def step_of(case: Case, duty: Duty) -> Step:
    """The narrowest step in which a rahyar fits."""
    if duty.rahyar == case.kanoon_rahyar:
        return Step.KANOON
    if set(case.scopes) & set(duty.scopes):
        return Step.NEAR
    return Step.SKILLED if duty.knows(case.topic) else Step.ANYBODY


def load_of(cases: Iterable[Case], policy: Answering) -> int:
    """How much somebody has in hand, in quarters of a case."""
    return sum(policy.weights.get(case.state, 0) for case in cases)


def has_room(duty: Duty, load: int, policy: Answering) -> bool:
    """Whether one more case fits."""
    return load + policy.weights[CaseState.TAKEN] <= duty.capacity * policy.weights[CaseState.TAKEN]


def may_serve(case: Case, rahyar: MemberId, kin: Collection[MemberId]) -> bool:
    """Nobody serves themselves or their own family. `kin`: everybody who shares a phone or a guardian with the person of the case."""
    return rahyar != case.member and rahyar not in kin


def next_to_ring(case: Case, duties: Iterable[Duty], loads: Mapping[MemberId, int], kin: Collection[MemberId], now: datetime, policy: Answering) -> MemberId | None:
    """Whom a case should ring at now; None: nobody fits yet.

    Who had it last comes first. Then the narrowest step that somebody fits; while a wider step is not reached, those of it are left out, unless
    nobody online fits a narrower one at all: then there is nothing to wait for. Among equals who has least in hand, then who acted longest ago.
    """
    able = [d for d in duties if d.mentor is None and may_serve(case, d.rahyar, kin)]
    free = [d for d in able if d.state is DutyState.ONLINE and has_room(d, loads.get(d.rahyar, 0), policy) and d.rahyar not in case.asked]
    if any(d.rahyar == case.kept_for for d in free):
        return case.kept_for
    if not free:
        return None
    reached = step_at(case, now, policy)
    hoped_for = min(step_of(case, d) for d in able if d.state is DutyState.ONLINE and d.rahyar not in case.asked)
    widest = max(reached, hoped_for)
    fitting = [d for d in free if step_of(case, d) <= widest]
    return min(fitting, key=lambda d: (step_of(case, d), loads.get(d.rahyar, 0), d.acted, d.rahyar)).rahyar if fitting else None


def order_of_queue(cases: Iterable[Case]) -> list[Case]:
    """Whose turn it is: the most urgent first, among equals who waits longest."""
    return sorted(cases, key=lambda c: (-c.priority, c.queued or c.opened, c.id))
