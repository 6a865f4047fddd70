"""جدول‌های چک - books, leaves, and what was done with each leaf.   Mapping: books.py cheques.py   Rules: domain/cheque/

What is written on a leaf is sealed with the key of its drawer: that goes only when nothing of it is open any more.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

ASKED = "state = 'asked'"

cheque_book = Table(
    "cheque_book",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("leaves", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("account", LargeBinary, nullable=False),  # number of the حساب جاری, sealed with the member's key; empty before
    Column("tries", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_cheque_book_member", "member", "id"),
    Index("uq_cheque_book_asked", "member", unique=True, sqlite_where=text(ASKED), postgresql_where=text(ASKED)),
    CheckConstraint("leaves > 0", name="something"),
)

cheque_leaf = Table(
    "cheque_leaf",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("book", RowId, nullable=False),
    Column("member", RowId, nullable=False),
    Column("serial", String(16), nullable=False),  # شناسه صیادی
    Column("state", String(10), nullable=False),
    Column("moved", Moment, nullable=False),
    Column("payee", RowId),
    Column("holder", RowId),
    Column("offered", RowId),
    Column("amount", BigInteger, nullable=False),
    Column("due", Date),
    Column("digest", String(64), nullable=False),  # of what the drawer signed
    Column("lack", BigInteger, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_cheque_leaf_serial", "serial", unique=True),
    Index("ix_cheque_leaf_member", "member", "state", "id"),
    Index("ix_cheque_leaf_holder", "holder", "state"),
    Index("ix_cheque_leaf_offered", "offered"),
    Index("ix_cheque_leaf_book", "book"),
    CheckConstraint(
        "(state = 'blank') = (payee IS NULL) AND (state = 'blank') = (holder IS NULL) AND (state = 'blank') = (digest = '') AND (state = 'blank') = (due IS NULL)",
        name="written_at_once",
    ),
    CheckConstraint("(state IN ('issued', 'passing')) = (offered IS NOT NULL)", name="offered_to_somebody"),
    CheckConstraint("(state = 'blank' AND amount = 0) OR (state <> 'blank' AND amount > 0)", name="an_amount"),
    CheckConstraint("payee IS NULL OR payee <> member", name="two_people"),
)

cheque_step = Table(
    "cheque_step",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("leaf", RowId, nullable=False),
    Column("deed", String(10), nullable=False),
    Column("by", RowId),
    Column("to", RowId),
    Column("at", Moment, nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the drawer's key, like what was signed
    Column("wording", LargeBinary, nullable=False),
    Column("digest", String(64), nullable=False),
    Column("certificate", RowId),
    Column("signature", LargeBinary, nullable=False),
    Index("ix_cheque_step_leaf", "leaf", "id"),
    Index("ix_cheque_step_by", "by", "leaf"),
    Index("ix_cheque_step_to", "to", "leaf"),
    CheckConstraint("(digest = '') = (certificate IS NULL)", name="signed_or_not"),
    CheckConstraint("deed NOT IN ('issue', 'pass') OR digest <> ''", name="what_binds_is_signed"),
)

INVARIANTS = [
    Invariant(
        "cheque.paid_once_to_the_last_rial",
        "A paid cheque has one entry in the ledger of its amount, and no other cheque has any.",
        "SELECT c.id FROM cheque_leaf c WHERE (CASE WHEN c.state = 'paid' THEN c.amount ELSE 0 END) <> "
        "coalesce((SELECT sum(p.amount) FROM hesam_posting p JOIN hesam_entry e ON e.id = p.entry WHERE e.about = 'cheque:leaf:' || c.id AND e.reverses IS NULL), 0) "
        "ORDER BY c.id",
    ),
    Invariant(
        "cheque.written_as_signed",
        "What a leaf says is what its drawer signed: the digest is that of its first step, and there is one such step.",
        "SELECT c.id FROM cheque_leaf c WHERE c.state <> 'blank' AND (SELECT count(*) FROM cheque_step s WHERE s.leaf = c.id AND s.deed = 'issue' "
        "AND s.digest = c.digest) <> 1 ORDER BY c.id",
    ),
    Invariant(
        "cheque.leaves_of_their_book",
        "A book that was issued has as many leaves as were asked for, all of its member; one that was not has none.",
        "SELECT b.id FROM cheque_book b WHERE (CASE WHEN b.state = 'issued' THEN b.leaves ELSE 0 END) <> "
        "(SELECT count(*) FROM cheque_leaf c WHERE c.book = b.id AND c.member = b.member) ORDER BY b.id",
    ),
]
