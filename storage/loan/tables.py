"""جدول‌های وام - calculations that members keep.   Mapping: quotes.py   Rules: domain/loan/"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, String, Table

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

loan_quote = Table(
    "loan_quote",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("track", String(6), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("months", Integer, nullable=False),
    Column("day", Date, nullable=False),  # with `rates`, the table of rates it was made under
    Column("rates", Integer, nullable=False),
    Column("made", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_loan_quote_member", "member", "id"),
    CheckConstraint("amount > 0 AND months > 0", name="something"),
)

INVARIANTS = [
    Invariant(
        "loan.quotes_know_their_rates",
        "A kept calculation names a version of the rates that was approved by then.",
        "SELECT q.id FROM loan_quote q WHERE q.rates > coalesce((SELECT max(number) FROM policy_change WHERE state = 'approved'), 0) ORDER BY q.id",
    )
]
