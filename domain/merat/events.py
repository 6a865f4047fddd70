"""رویدادهای مرآت - what happened to an evaluation.   Heard in: handlers/merat/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.merat.model import CheckId, ImproverId, PermitId, WitnessId


@dataclass(frozen=True, slots=True)
class WitnessesAsked(Event):
    """These are asked about the member; without them it goes on at `until`."""

    check: CheckId
    member: MemberId
    witnesses: tuple[WitnessId, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class WitnessAnswered(Event):
    """Somebody said what they think, or it is not asked any more."""

    witness: WitnessId


@dataclass(frozen=True, slots=True)
class PayslipWanted(Event):
    """A poshtiban wants to look at an income document: `<kind>|<ref>`, of whom, and the income (rials) that it is to prove."""

    witness: WitnessId
    by: MemberId
    payslip: str
    name: str
    number: str
    income: Rial


@dataclass(frozen=True, slots=True)
class CheckDue(Event):
    """It can be evaluated, or the bureau is to be asked again, at this moment."""

    check: CheckId
    at: datetime


@dataclass(frozen=True, slots=True)
class CheckLate(Event):
    """The bureau is silent for longer than was promised."""

    check: CheckId
    member: MemberId


@dataclass(frozen=True, slots=True)
class ResultMade(Event):
    """There is a result; `again`: out of an older one, after an improver agreed or a dispute was decided."""

    check: CheckId
    member: MemberId
    remind: datetime
    expires: datetime
    again: bool


@dataclass(frozen=True, slots=True)
class CheckOver(Event):
    """It is not valid any more, or was withdrawn; nothing of it is to come."""

    check: CheckId
    member: MemberId
    expired: bool


@dataclass(frozen=True, slots=True)
class ImproverAsked(Event):
    """A member asks somebody to answer for them."""

    improver: ImproverId
    by: MemberId
    until: datetime


@dataclass(frozen=True, slots=True)
class ImproverSettled(Event):
    """Agreed, declined, withdrawn or out of time."""

    improver: ImproverId
    member: MemberId
    by: MemberId


@dataclass(frozen=True, slots=True)
class ResultDisputed(Event):
    """The member says that it is wrong."""

    check: CheckId
    member: MemberId


@dataclass(frozen=True, slots=True)
class DisputeDecided(Event):
    """Somebody decided about `disputed`; `stays`: nothing was wrong."""

    disputed: CheckId
    member: MemberId
    stays: bool
    ruling: str


@dataclass(frozen=True, slots=True)
class LookPermitted(Event):
    """A member lets somebody look."""

    permit: PermitId
    member: MemberId
    viewer: MemberId


@dataclass(frozen=True, slots=True)
class ResultLookedAt(Event):
    """Somebody whom the member let look did so."""

    member: MemberId
    viewer: MemberId
