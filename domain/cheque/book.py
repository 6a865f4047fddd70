"""دسته‌چک - asked for, and its leaves come from the bank.   Table of moves: BOOK_MOVES   Source: banking.md 11, 13.4 (Q1, Q5)"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.moves import move
from domain.kernel.people import MemberId

BookId = NewType("BookId", int)

LETTERS = "DC"  # دسته‌چک


class BookState(StrEnum):
    """How a request for a book stands."""

    ASKED = "asked"  # the bank is asked for its leaves
    ISSUED = "issued"
    REFUSED = "refused"  # by the bank


BOOK_MOVES: Mapping[BookState, frozenset[BookState]] = {
    BookState.ASKED: frozenset({BookState.ISSUED, BookState.REFUSED}),
    BookState.ISSUED: frozenset(),
    BookState.REFUSED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class ChequeBook:
    """A book, or a request for one. `leaves`: how many; `account`: the number of the حساب جاری it draws on, "" before; `tries`: how often the bank was asked."""

    id: BookId
    member: MemberId
    leaves: int
    state: BookState
    asked: datetime
    moved: datetime
    account: str = ""
    tries: int = 0
    version: int = 0

    @property
    def code(self) -> str:
        return public_code(LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"cheque:book:{self.id}"

    def to(self, state: BookState, now: datetime) -> ChequeBook:
        return replace(self, state=move(BOOK_MOVES, self.state, state, subsystem="cheque"), moved=now)
