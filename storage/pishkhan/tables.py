"""جدول‌های پیشخوان - identity checks, accounts at the bank, requests for cards.   Mapping: identities.py accounts.py bank_cards.py   Rules: domain/pishkhan/

What somebody sent to be known by, where they live and the numbers of their account are sealed with the key of the member.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

STANDS = "state IN ('waiting', 'again', 'passed')"
ACCOUNT_STANDS = "state IN ('review', 'defective', 'opening', 'open', 'blocked')"
CARD_UNDER_WAY = "state IN ('asked', 'made', 'posted')"

pishkhan_identity = Table(
    "pishkhan_identity",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("state", String(10), nullable=False),
    Column("evidence", LargeBinary, nullable=False),  # JSON, sealed with the member's key; empty once somebody decided
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("day", Date, nullable=False),  # with `rates`, the table of its fee
    Column("rates", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("flaw", String(10), nullable=False),  # "": none
    Column("by", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_pishkhan_identity_member", "member", "id"),
    Index("uq_pishkhan_identity_stands", "member", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
    Index("ix_pishkhan_identity_waiting", "moved", sqlite_where=text("state = 'waiting'"), postgresql_where=text("state = 'waiting'")),
    CheckConstraint("by IS NULL OR by <> member", name="not_by_oneself"),
)

pishkhan_account = Table(
    "pishkhan_account",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("form", LargeBinary, nullable=False),  # JSON, sealed with the member's key, as are the next two
    Column("note", LargeBinary, nullable=False),
    Column("numbers", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("wrong", String(60), nullable=False),  # items, parted by a space
    Column("tries", Integer, nullable=False),
    Column("by", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_pishkhan_account_member", "member", "id"),
    Index("uq_pishkhan_account_stands", "member", unique=True, sqlite_where=text(ACCOUNT_STANDS), postgresql_where=text(ACCOUNT_STANDS)),
    Index("ix_pishkhan_account_waiting", "moved", sqlite_where=text("state = 'review'"), postgresql_where=text("state = 'review'")),
    CheckConstraint("by IS NULL OR by <> member", name="not_by_oneself"),
)

pishkhan_card = Table(
    "pishkhan_card",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("cause", String(10), nullable=False),
    Column("sealed", LargeBinary, nullable=False),  # JSON, sealed with the member's key: where it goes, its tail, its parcel, why not
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_pishkhan_card_member", "member", "id"),
    Index("uq_pishkhan_card_under_way", "member", unique=True, sqlite_where=text(CARD_UNDER_WAY), postgresql_where=text(CARD_UNDER_WAY)),
    Index("ix_pishkhan_card_waiting", "moved", sqlite_where=text("state IN ('asked', 'made')"), postgresql_where=text("state IN ('asked', 'made')")),
)

INVARIANTS = [
    Invariant(
        "pishkhan.fees_are_held_only_before_the_first_answer",
        "A fee that is still held belongs to a check whose first evidence waits.",
        "SELECT h.id FROM hesam_hold h LEFT JOIN pishkhan_identity i ON h.key = 'pishkhan:identity:' || i.id "
        "WHERE h.state = 'pending' AND h.key LIKE 'pishkhan:identity:%' AND (i.id IS NULL OR i.state <> 'waiting' OR i.tries <> 1) ORDER BY h.id",
    ),
    Invariant(
        "pishkhan.who_has_an_account_is_known",
        "An account that is opened or being opened belongs to somebody whose identity was shown.",
        "SELECT a.id FROM pishkhan_account a WHERE a.state IN ('opening', 'open') "
        "AND NOT EXISTS (SELECT 1 FROM pishkhan_identity i WHERE i.member = a.member AND i.state = 'passed') ORDER BY a.id",
    ),
]
