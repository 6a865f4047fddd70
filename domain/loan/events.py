"""رویدادهای وام - what happened to loans.   Heard in: handlers/loan/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.loan.family import FileId, FileState
from domain.loan.loan import LoanId, LoanState
from domain.loan.relief import ReliefId, ReliefState


@dataclass(frozen=True, slots=True)
class LoanMoved(Event):
    """A loan stands otherwise; `until`: when it is to be looked at again, None where no clock runs.

    `guarantor`: of its note, once it is tied to it. `back`: a reviewer wants something mended.
    """

    loan: LoanId
    member: MemberId
    state: LoanState
    until: datetime | None
    guarantor: MemberId | None = None
    back: bool = False


@dataclass(frozen=True, slots=True)
class LoanPaid(Event):
    """Instalments were paid, or are due on other days."""

    loan: LoanId
    member: MemberId
    principal: Rial
    fee: Rial
    late: Rial


@dataclass(frozen=True, slots=True)
class ReliefMoved(Event):
    """A request for time is asked or decided."""

    relief: ReliefId
    loan: LoanId
    member: MemberId
    state: ReliefState


@dataclass(frozen=True, slots=True)
class FileMoved(Event):
    """Papers of a family stand otherwise; `over`: when it is too late for them; `back`: a reviewer wants something mended."""

    file: FileId
    member: MemberId
    state: FileState
    over: datetime | None
    loan: LoanId | None
    back: bool


@dataclass(frozen=True, slots=True)
class PapersWanted(Event):
    """A reviewer wants to look at papers."""

    file: FileId
    by: MemberId
    papers: tuple[str, ...]
