"""جدول‌های پول - accounts, entries, postings, holds, transfers and payments.   Mapping: books.py transfers.py   Rules: domain/hesam/

Entries and postings refuse UPDATE and DELETE by triggers. What may never be is forbidden by the tables themselves: an account below what is held on it, a debt
paid twice, an entry reversed twice, a hold settled twice.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, text

from storage.kit.audit import keep
from storage.kit.retention import Keep
from storage.kit.tables import Moment, RowId, metadata

hesam_account = Table(
    "hesam_account",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("money", String(12), nullable=False),
    Column("owner", RowId, nullable=False),  # 0: the house
    Column("bound", String(60), nullable=False),
    Column("side", String(4), nullable=False),
    Column("balance", BigInteger, nullable=False),  # rials: what arrived less what left
    Column("held", BigInteger, nullable=False),
    Index("uq_hesam_account_name", "owner", "money", "bound", unique=True),
    CheckConstraint("side <> 'has' OR balance >= held", name="never_below_what_is_held"),
    CheckConstraint("side <> 'owes' OR balance <= 0", name="never_paid_twice"),
    CheckConstraint("held >= 0", name="held"),
)

hesam_entry = keep(
    Table(
        "hesam_entry",
        metadata,
        Column("id", RowId, primary_key=True),
        Column("key", String(120), nullable=False),
        Column("digest", String(64), nullable=False),
        Column("why", String(20), nullable=False),
        Column("about", String(120), nullable=False),
        Column("at", Moment, nullable=False),
        Column("reverses", RowId),
        Column("hold", RowId),
        Index("uq_hesam_entry_key", "key", unique=True),
        Index("uq_hesam_entry_reverses", "reverses", unique=True),
        Index("uq_hesam_entry_hold", "hold", unique=True),
        Index("ix_hesam_entry_about", "about"),
    )
)

hesam_posting = keep(
    Table(
        "hesam_posting",
        metadata,
        Column("id", RowId, primary_key=True),
        Column("entry", RowId, nullable=False),
        Column("source", RowId, nullable=False),
        Column("target", RowId, nullable=False),
        Column("amount", BigInteger, nullable=False),
        Index("ix_hesam_posting_entry", "entry"),
        Index("ix_hesam_posting_source", "source", "id"),
        Index("ix_hesam_posting_target", "target", "id"),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint("source <> target", name="two_accounts"),
    )
)

hesam_hold = Table(
    "hesam_hold",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("key", String(120), nullable=False),
    Column("digest", String(64), nullable=False),
    Column("source", RowId, nullable=False),
    Column("target", RowId, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("why", String(20), nullable=False),
    Column("about", String(120), nullable=False),
    Column("until", Moment),
    Column("at", Moment, nullable=False),
    Column("state", String(8), nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_hesam_hold_key", "key", unique=True),
    Index("ix_hesam_hold_source", "source", "state"),
    CheckConstraint("amount > 0", name="amount"),
)

hesam_transfer = Table(
    "hesam_transfer",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("sender", RowId, nullable=False),
    Column("recipient", RowId, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the sender's key
    Column("gift", Boolean, nullable=False),
    Column("sent", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("changed", Moment),
    Column("held", BigInteger, nullable=False),
    Column("why", LargeBinary, nullable=False),  # the sender's
    Column("answer", LargeBinary, nullable=False),  # the recipient's
    Column("ruling", LargeBinary, nullable=False),  # sealed with the key of the house: it outlives both
    Column("decided_by", RowId),
    Column("returned", BigInteger, nullable=False),
    Column("asked", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hesam_transfer_sender", "sender", "id"),
    Index("ix_hesam_transfer_recipient", "recipient", "id"),
    Index("ix_hesam_transfer_state", "state"),
    CheckConstraint("sender <> recipient", name="two_people"),
    CheckConstraint("amount > 0", name="amount"),
)

hesam_payment = Table(
    "hesam_payment",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("opened", Moment, nullable=False),
    Column("state", String(8), nullable=False),
    Column("authority", String(80), nullable=False),
    Column("link", String(300), nullable=False),
    Column("reference", String(60), nullable=False),
    Column("changed", Moment),
    Column("tries", Integer, nullable=False),
    Column("by", String(8), nullable=False, server_default="link"),
    Column("person", LargeBinary),  # the messenger account of an invoice, sealed with the member's key
    Column("transaction", String(80)),  # what the messenger calls the paying of it
    Column("version", Integer, nullable=False),
    Index("ix_hesam_payment_member", "member", "id"),
    Index("ix_hesam_payment_state", "state", "opened"),
    Index("uq_hesam_payment_authority", "authority", unique=True, sqlite_where=text("authority <> ''"), postgresql_where=text("authority <> ''")),
    CheckConstraint("amount > 0", name="amount"),
)

hesam_payout = Table(
    "hesam_payout",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("sheba", LargeBinary, nullable=False),  # sealed with the member's key
    Column("asked", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("reference", String(60), nullable=False),
    Column("changed", Moment),
    Column("tries", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hesam_payout_member", "member", "id"),
    # one under way a member
    Index("uq_hesam_payout_open", "member", unique=True, sqlite_where=text("state IN ('asked', 'sending')"), postgresql_where=text("state IN ('asked', 'sending')")),
    CheckConstraint("amount > 0", name="amount"),
)

hesam_look = Table(
    "hesam_look",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_hesam_look_member", "member", "at"),
)
"""A recipient was looked up: counted for a day, so that nobody reads the list of members one code at a time."""

RETENTION = [Keep("hesam_look", hesam_look, lambda p: p.knock, lambda bound: hesam_look.c.at < bound)]
