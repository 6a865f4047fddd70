"""تابلوی راه - the ten steps of a hasteh from its booth to its first sale; where each stands follows from what happened.   Source: hasteh:H9-H11, seed 004:L74-137"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.hasteh.model import HastehId
from domain.kernel.people import MemberId


class WayStep(StrEnum):
    """The steps, in the order of the seed."""

    SAT = "sat"  # شناسه و سات
    SUPPLIER = "supplier"
    HAMI = "hami"
    MERAT = "merat"  # and the promissory note
    LOAN = "loan"
    BUY = "buy"  # with the money of the loan, in the bazaar
    CARRIED = "carried"
    INSURANCE = "insurance"
    SKILL = "skill"
    SALE = "sale"


OUTSIDE = (WayStep.INSURANCE, WayStep.SKILL)
"""Done outside of the bot until their systems are in it: the rahyar ticks them."""
AFTER: Mapping[WayStep, WayStep] = {WayStep.LOAN: WayStep.MERAT, WayStep.BUY: WayStep.LOAN, WayStep.CARRIED: WayStep.BUY}
"""What must come first (H11); everything else may be done in any order."""
MAY_SKIP = (WayStep.SUPPLIER, WayStep.HAMI, WayStep.MERAT, WayStep.LOAN, WayStep.BUY, WayStep.CARRIED, *OUTSIDE)
"""Who needs no loan does without these; a booth and a sale are what it is all for."""


class StepState(StrEnum):
    """Where a step stands (H9)."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"  # the leader is to act
    WAITING_OTHER = "waiting_other"
    DONE = "done"
    SKIPPED = "skipped"  # the leader does without it
    NOT_YET = "not_yet"  # another step comes first


@dataclass(frozen=True, slots=True)
class WayMark:
    """What people wrote on a step: the rahyar's tick and words, the leader's wish to do without it. One row for each step."""

    hasteh: HastehId
    step: WayStep
    ticked: bool
    skipped: bool
    words: str
    by: MemberId
    at: datetime


@dataclass(frozen=True, slots=True)
class StepView:
    """A step as everybody of the hasteh sees it. `words`: what the rahyar says; `first`: which step is to come before it, where that is not done."""

    step: WayStep
    state: StepState
    words: str
    first: WayStep | None = None


def standing(step: WayStep, facts: Mapping[WayStep, StepState], mark: WayMark | None) -> StepState:
    """By what happened; a tick and a wish to do without it count where nothing happened."""
    fact = facts.get(step, StepState.NOT_STARTED)
    if fact is StepState.DONE or (mark is not None and mark.ticked):
        return StepState.DONE
    if mark is not None and mark.skipped and fact is StepState.NOT_STARTED:
        return StepState.SKIPPED
    return fact
