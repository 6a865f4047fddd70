"""پرونده‌ی تطبیق مدارک - a loan of marriage or of a child begins with a code of the central bank.   Table of moves: FILE_MOVES   Source: banking.md 7.2, 13.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId
from domain.loan.loan import LoanId
from domain.loan.terms import Track

FileId = NewType("FileId", int)
LETTERS = "TM"  # تطبیق مدارک
CODE_DIGITS = 15  # of the central bank (M4)
PAPERS = 2  # photos that are asked for


class FileState(StrEnum):
    """How it stands."""

    PAPERS = "papers"  # the member is to send them
    WAITING = "waiting"  # a reviewer is to look
    PASSED = "passed"  # there is a loan
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"  # the days are over, and the registration with them


FILE_MOVES: Mapping[FileState, frozenset[FileState]] = {
    FileState.PAPERS: frozenset({FileState.WAITING, FileState.WITHDRAWN, FileState.EXPIRED}),
    FileState.WAITING: frozenset({FileState.PAPERS, FileState.PASSED, FileState.WITHDRAWN}),
    FileState.PASSED: frozenset(),
    FileState.WITHDRAWN: frozenset(),
    FileState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class FamilyFile:
    """`code`: of the central bank; `texted`: the day its message came; `until`: the last day for papers; `papers`: `<kind>|<ref>` of photos, () once decided.

    `why`: what a reviewer wants mended; `loan`: what became of it.
    """

    id: FileId
    member: MemberId
    track: Track
    code: str
    texted: date
    until: date
    state: FileState
    asked: datetime
    moved: datetime
    papers: tuple[str, ...] = ()
    why: str = ""
    by: MemberId | None = None
    loan: LoanId | None = None
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"loan:file:{self.id}"

    def to(self, state: FileState, now: datetime) -> FamilyFile:
        return replace(self, state=move(FILE_MOVES, self.state, state, subsystem="loan"), moved=now)
