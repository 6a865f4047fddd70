"""رویدادهای چک - what happened to books and leaves.   Heard in: handlers/cheque/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.cheque.book import BookId, BookState
from domain.cheque.cheque import ChequeId, LeafDeed
from domain.kernel.people import MemberId
from domain.kernel.verbs import Event


@dataclass(frozen=True, slots=True)
class BookMoved(Event):
    """A book came from the bank, or did not."""

    book: BookId
    member: MemberId
    state: BookState


@dataclass(frozen=True, slots=True)
class BookDue(Event):
    """The bank is to be asked at this moment."""

    book: BookId
    at: datetime


@dataclass(frozen=True, slots=True)
class ChequeMoved(Event):
    """Somebody did something with a leaf. `by`: who, None for the house; `to`: whom it concerns besides the drawer.

    `collect`: when it is collected, `remind`: when the drawer is reminded next; None where they are not.
    """

    cheque: ChequeId
    deed: LeafDeed
    by: MemberId | None
    to: MemberId | None
    collect: datetime | None = None
    remind: datetime | None = None
