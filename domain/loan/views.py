"""نماها - tracks and calculations as a member sees them.   Made by: estimating.py reading.py reviewing.py repaying.py relieving.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.loan.calculating import Bound
from domain.loan.family import FileId, FileState
from domain.loan.guarding import Lack, Need
from domain.loan.loan import LoanId, LoanPurpose, LoanState, MilitaryService
from domain.loan.points import Points
from domain.loan.quote import QuoteId
from domain.loan.relief import ReliefId, ReliefState
from domain.loan.scheduling import Instalment, Row
from domain.loan.terms import Track


@dataclass(frozen=True, slots=True)
class TrackView:
    """What a track allows today; months and rials."""

    track: Track
    least: int
    most: int
    ceiling: Rial
    smallest: Rial
    rate: Fraction


@dataclass(frozen=True, slots=True)
class Offer:
    """What a loan would be: an estimate under the rates of `day`. `instalment` is a usual one, `dearest` the largest, `fees` all of them together, `total` what is
    paid back. `bound`: what kept it from being larger, None where the amount was asked for."""

    track: Track
    amount: Rial
    months: int
    points: int
    instalment: Rial
    dearest: Rial
    fees: Rial
    total: Rial
    day: date
    bound: Bound | None = None


@dataclass(frozen=True, slots=True)
class Shortfall:
    """How many points a loan lacks beside those that may be used, 0 for none, and the longest term for which they would be enough, 0 where there is none."""

    usable: int
    missing: int
    months: int


@dataclass(frozen=True, slots=True)
class KeptOffer:
    """A calculation that was kept, as it was under its own rates."""

    id: QuoteId
    offer: Offer
    made: datetime
    rows: tuple[Instalment, ...]


@dataclass(frozen=True, slots=True)
class Window:
    """The days that count for points: the first of them, the rials at the end of each, and what they gathered. `worth`: rials times days that are one point."""

    first: date
    balances: tuple[Rial, ...]
    points: Points
    worth: Rial

    @property
    def average(self) -> Rial:
        """Over the whole window, to the toman below."""
        days = max(1, len(self.balances))
        return Rial(sum(self.balances) // days // 10 * 10)


class Became(StrEnum):
    """What became of an instalment."""

    PAID = "paid"
    OPEN = "open"
    LATE = "late"
    DROPPED = "dropped"  # a fee that fell away


@dataclass(frozen=True, slots=True)
class DueView:
    """An instalment of a loan that runs. `late`: the penalty, paid or, of an open one, of today."""

    number: int
    due: date
    kind: Row
    amount: Rial
    left: Rial
    late: Rial
    paid: datetime | None
    dropped: bool

    @property
    def became(self) -> Became:
        if self.dropped:
            return Became.DROPPED
        if self.paid is not None:
            return Became.PAID
        return Became.LATE if self.late else Became.OPEN


@dataclass(frozen=True, slots=True)
class LoanView:
    """A loan as its member sees it. `needs`: what is lacking, [] unless it waits for the member; `until`: by when; `instalment`: a usual one; `points`: whole ones.

    `next`: the oldest open instalment; `owed`: principal that is left. `borrower`, `serial`: name and certificate that signed; `intact`: that is what stands there.
    """

    id: LoanId
    number: str
    track: Track
    amount: Rial
    months: int
    purpose: LoanPurpose
    supported: bool
    state: LoanState
    asked: datetime
    moved: datetime
    until: datetime | None
    needs: tuple[Need, ...]
    instalment: Rial
    points: int
    why: str
    two: bool
    borrower: str
    signed: datetime | None
    serial: str
    digest: str
    intact: bool
    begins: date | None
    rows: tuple[DueView, ...]
    relief: ReliefState | None

    @property
    def next(self) -> DueView | None:
        return next((r for r in self.rows if r.paid is None and not r.dropped), None)

    @property
    def owed(self) -> Rial:
        return Rial(sum(r.amount for r in self.rows if r.kind is Row.PRINCIPAL and r.paid is None))

    @property
    def paid(self) -> Rial:
        return Rial(sum(r.amount + r.late for r in self.rows if r.paid is not None))


@dataclass(frozen=True, slots=True)
class ReviewView:
    """A loan as reviewers see it. `lack`: what is lacking now though it was signed; `two`: two are to approve; `first`: who did."""

    id: LoanId
    number: str
    name: str
    track: Track
    amount: Rial
    months: int
    instalment: Rial
    purpose: LoanPurpose
    service: MilitaryService
    supported: bool
    grade: str
    monthly: Rial
    paying: Rial
    note: str
    guaranteed: bool
    state: LoanState
    first: str
    since: datetime
    until: datetime | None
    lack: Lack | None
    may: bool
    two: bool


@dataclass(frozen=True, slots=True)
class Bill:
    """What instalments cost today, in rials; `first`: the day the oldest was due; `free`: on the own money."""

    numbers: tuple[int, ...]
    first: date
    principal: Rial
    fee: Rial
    late: Rial
    free: Rial

    @property
    def total(self) -> Rial:
        return Rial(self.principal + self.fee + self.late)


@dataclass(frozen=True, slots=True)
class ReliefView:
    """A request for time, for its member and for reviewers. `left`: what is not paid; `overdue`: how many instalments are."""

    id: ReliefId
    loan: LoanId
    number: str
    name: str
    months: int
    words: str
    state: ReliefState
    why: str
    left: Rial
    overdue: int
    asked: datetime
    may: bool


@dataclass(frozen=True, slots=True)
class Reminder:
    """What a member is reminded of: an instalment, and how many days ago it was due (below zero: days that are left)."""

    member: MemberId
    number: str
    row: DueView
    days: int


@dataclass(frozen=True, slots=True)
class FileView:
    """Papers of a family, for their member and for reviewers."""

    id: FileId
    number: str
    member: MemberId
    name: str
    track: Track
    code: str
    texted: date
    until: date
    state: FileState
    why: str
    loan: LoanId | None
    moved: datetime
    may: bool
