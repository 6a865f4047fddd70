"""جدول‌های نرخ‌ها - changes of numbers, and the book that counts those that were approved.   Mapping: changes.py   Rules: domain/policy/"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, String, Table, Text, text

from storage.kit.tables import Moment, RowId, metadata

policy_change = Table(
    "policy_change",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(60), nullable=False),
    Column("value", BigInteger, nullable=False),
    Column("since", Date, nullable=False),
    Column("mark", String(12), nullable=False),
    Column("reason", Text, nullable=False),
    Column("proposed_by", RowId, nullable=False),
    Column("proposed", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("decided_by", RowId),
    Column("decided", Moment),
    Column("answer", Text, nullable=False),
    Column("number", Integer, nullable=False),  # 0 until it is approved
    Column("version", Integer, nullable=False),
    Index("ix_policy_change_key", "key"),
    Index("ix_policy_change_proposed_by", "proposed_by"),
    Index("ix_policy_change_decided_by", "decided_by"),
    # one open proposal a key
    Index("uq_policy_change_open", "key", unique=True, sqlite_where=text("state = 'proposed'"), postgresql_where=text("state = 'proposed'")),
    Index("uq_policy_change_day", "key", "since", unique=True, sqlite_where=text("state = 'approved'"), postgresql_where=text("state = 'approved'")),
    Index("uq_policy_change_number", "number", unique=True, sqlite_where=text("state = 'approved'"), postgresql_where=text("state = 'approved'")),
    CheckConstraint("state <> 'approved' OR decided_by <> proposed_by", name="four_eyes"),
)

policy_book = Table(
    "policy_book",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, nullable=False),
)
"""One row: the number of the newest approved change. Whoever turns its page holds it to the end of the unit."""
