"""سنجش - an evaluation, who is asked about the member, who improves it and who looked.   Tables of moves: MOVES IMPROVER_MOVES   Source: banking.md 6, 13.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.merat.scorecard import Facts, Grade, Household

CheckId = NewType("CheckId", int)
WitnessId = NewType("WitnessId", int)
ImproverId = NewType("ImproverId", int)
PermitId = NewType("PermitId", int)

LETTERS = "MR"  # مرآت


class CheckState(StrEnum):
    """How an evaluation stands. The fee is held while it gathers, and taken with the result."""

    GATHERING = "gathering"  # people and the bureau are asked
    VALID = "valid"
    DISPUTED = "disputed"  # the member says that it is wrong: nobody decides by it meanwhile
    REPLACED = "replaced"  # by a newer one
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"  # before there was a result: the fee is free again


MOVES: Mapping[CheckState, frozenset[CheckState]] = {
    CheckState.GATHERING: frozenset({CheckState.VALID, CheckState.WITHDRAWN}),
    CheckState.VALID: frozenset({CheckState.DISPUTED, CheckState.REPLACED, CheckState.EXPIRED}),
    CheckState.DISPUTED: frozenset({CheckState.VALID, CheckState.REPLACED, CheckState.EXPIRED}),
    CheckState.REPLACED: frozenset(),
    CheckState.EXPIRED: frozenset(),
    CheckState.WITHDRAWN: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A result. Rials as in scorecard.Capacity; `rank` is the bureau's, None where the house asks none; `edition` of the scorecard."""

    facts: Facts
    score: int
    grade: Grade
    monthly: Rial
    debt: Rial
    guarantee: Rial
    rank: int | None
    edition: int


@dataclass(frozen=True, slots=True)
class Check:
    """An evaluation (سنجش). `day` and `rates` name the table it was decided under: of the day it was asked for. `payslip`: `<kind>|<ref>` of a photo, "" for none.

    `follows`: the one it replaces, of a result that is made anew without asking again. `until`: the day it is valid to. `dispute`: the member's words.
    """

    id: CheckId
    member: MemberId
    home: Household
    payslip: str
    state: CheckState
    asked: datetime
    day: date
    rates: int
    moved: datetime
    outcome: Result | None = None
    decided: datetime | None = None
    until: date | None = None
    follows: CheckId | None = None
    dispute: str = ""
    tries: int = 0
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def key(self) -> str:
        """Of its fee in the ledger."""
        return f"merat:fee:{self.id}"

    @property
    def about(self) -> str:
        return f"merat:check:{self.id}"

    def to(self, state: CheckState, now: datetime) -> Check:
        return replace(self, state=move(MOVES, self.state, state, subsystem="merat"), moved=now)


class Asked(StrEnum):
    """Who is asked about a member."""

    HAMYAR = "hamyar"
    RAHBAR = "rahbar"
    PAYSLIP = "payslip"  # a poshtiban looks at the income document


class Opinion(StrEnum):
    """What somebody who is asked says. No answer and «don't know» count alike."""

    YES = "yes"
    NO = "no"
    UNSURE = "unsure"


@dataclass(frozen=True, slots=True)
class Witness:
    """One question about a member, to whoever is that now; the first answer counts."""

    id: WitnessId
    check: CheckId
    kind: Asked
    word: Opinion | None = None
    by: MemberId | None = None
    at: datetime | None = None
    version: int = 0


class ImproverState(StrEnum):
    """How it stands with a بهبوددهنده."""

    ASKED = "asked"
    AGREED = "agreed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


IMPROVER_MOVES: Mapping[ImproverState, frozenset[ImproverState]] = {
    ImproverState.ASKED: frozenset({ImproverState.AGREED, ImproverState.DECLINED, ImproverState.WITHDRAWN, ImproverState.EXPIRED}),
    ImproverState.AGREED: frozenset(),
    ImproverState.DECLINED: frozenset(),
    ImproverState.WITHDRAWN: frozenset(),
    ImproverState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Improver:
    """Somebody is asked to answer for a member: `by` for `member`, until `until`."""

    id: ImproverId
    member: MemberId
    by: MemberId
    state: ImproverState
    asked: datetime
    until: datetime
    moved: datetime
    version: int = 0

    def to(self, state: ImproverState, now: datetime) -> Improver:
        return replace(self, state=move(IMPROVER_MOVES, self.state, state, subsystem="merat"), moved=now)


class Purpose(StrEnum):
    """What a result is looked at for."""

    SUPPORT = "support"
    GUARANTEE = "guarantee"
    ADVICE = "advice"
    DISPUTE = "dispute"  # by who decides about it; asked for by the member


@dataclass(frozen=True, slots=True)
class Permit:
    """A member lets somebody look, for one purpose and until a day; `ended`: taken back before."""

    id: PermitId
    member: MemberId
    viewer: MemberId
    purpose: Purpose
    given: datetime
    until: date
    ended: datetime | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """Somebody looked. Kept as long as the member is one."""

    member: MemberId
    viewer: MemberId
    purpose: Purpose
    at: datetime


@dataclass(frozen=True, slots=True)
class Declaration:
    """What somebody says when they ask to be evaluated (خوداظهاری)."""

    home: Household
    payslip: str = ""
