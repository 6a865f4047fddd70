"""محاسبه - a calculation that a member keeps, with the rates it was made under.   Rows: storage/loan/"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.loan.terms import Track

QuoteId = NewType("QuoteId", int)


@dataclass(frozen=True, slots=True)
class Quote:
    """`day` and `rates` name the table of rates: with both it can be made again, whatever was approved since."""

    id: QuoteId
    member: MemberId
    track: Track
    amount: Rial
    months: int
    day: date
    rates: int
    made: datetime
    version: int = 0
