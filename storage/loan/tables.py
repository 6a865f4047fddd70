"""جدول‌های وام - calculations that members keep, loans, what they use, their instalments, requests for time.   Mapping: quotes.py loans.py reliefs.py"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

OPEN = "state IN ('preparing', 'review', 'second')"
ASKED = "state = 'asked'"
ONCE = "state IN ('papers', 'waiting', 'passed')"

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

loan_loan = Table(
    "loan_loan",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("track", String(8), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("months", Integer, nullable=False),
    Column("purpose", String(10), nullable=False),
    Column("service", String(10), nullable=False),
    Column("supported", Boolean, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("day", Date, nullable=False),  # with `rates`, the table it is decided under
    Column("rates", Integer, nullable=False),
    Column("own", BigInteger, nullable=False),  # rials of base-term credit of the own points
    Column("note", RowId),
    Column("wording", LargeBinary, nullable=False),  # the contract that was signed, sealed with the member's key; empty before
    Column("digest", String(64), nullable=False),  # SHA-256 of it
    Column("certificate", RowId),
    Column("signature", LargeBinary, nullable=False),
    Column("signed", Moment),
    Column("first", RowId),  # who approved, and who did above an amount
    Column("second", RowId),
    Column("why", LargeBinary, nullable=False),  # a reviewer's words, sealed with the member's key
    Column("begins", Date),
    Column("version", Integer, nullable=False),
    Index("ix_loan_loan_member", "member", "id"),
    Index("ix_loan_loan_state", "state", "id"),
    Index("uq_loan_loan_open", "member", "track", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    Index("uq_loan_loan_note", "note", unique=True),
    CheckConstraint("amount > 0 AND months > 0 AND own >= 0", name="something"),
    CheckConstraint("state NOT IN ('active', 'closed') OR (note IS NOT NULL AND digest <> '' AND first IS NOT NULL AND begins IS NOT NULL)", name="paid_out_in_order"),
    CheckConstraint("state NOT IN ('review', 'second') OR digest <> ''", name="reviewed_when_signed"),
    CheckConstraint("first IS NULL OR first <> member", name="not_by_oneself"),
    CheckConstraint("second IS NULL OR (second <> member AND second <> first)", name="four_eyes"),
)

loan_backing = Table(
    "loan_backing",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("loan", RowId, nullable=False),
    Column("support", RowId, nullable=False),
    Column("credit", BigInteger, nullable=False),
    Index("uq_loan_backing_once", "loan", "support", unique=True),
    Index("ix_loan_backing_support", "support"),
    CheckConstraint("credit > 0", name="something"),
)

loan_due = Table(
    "loan_due",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("loan", RowId, nullable=False),
    Column("number", Integer, nullable=False),
    Column("due", Date, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("left", BigInteger, nullable=False),  # principal owed after it
    Column("paid", Moment),
    Column("late", BigInteger, nullable=False),  # the penalty that was paid with it
    Column("dropped", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_loan_due_number", "loan", "number", unique=True),
    CheckConstraint("amount >= 0 AND late >= 0", name="not_below_zero"),
    CheckConstraint("paid IS NULL OR NOT dropped", name="paid_or_dropped"),
)

loan_relief = Table(
    "loan_relief",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("loan", RowId, nullable=False),
    Column("member", RowId, nullable=False),
    Column("months", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("by", RowId),
    Column("why", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_loan_relief_loan", "loan", "id"),
    Index("ix_loan_relief_state", "state", "id"),
    Index("uq_loan_relief_asked", "loan", unique=True, sqlite_where=text(ASKED), postgresql_where=text(ASKED)),
    CheckConstraint('"by" IS NULL OR "by" <> member', name="not_by_oneself"),
)

loan_file = Table(
    "loan_file",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("track", String(8), nullable=False),
    Column("code", LargeBinary, nullable=False),  # of the central bank, sealed with the member's key
    Column("texted", Date, nullable=False),
    Column("until", Date, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("papers", LargeBinary, nullable=False),  # sealed; empty once decided
    Column("why", LargeBinary, nullable=False),
    Column("by", RowId),
    Column("loan", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_loan_file_member", "member", "id"),
    Index("ix_loan_file_state", "state", "id"),
    Index("uq_loan_file_once", "member", "track", unique=True, sqlite_where=text(ONCE), postgresql_where=text(ONCE)),
    CheckConstraint("(state = 'passed') = (loan IS NOT NULL)", name="passed_is_a_loan"),
    CheckConstraint('"by" IS NULL OR "by" <> member', name="not_by_oneself"),
)

INVARIANTS = [
    Invariant(
        "loan.quotes_know_their_rates",
        "A kept calculation names a version of the rates that was approved by then.",
        "SELECT q.id FROM loan_quote q WHERE q.rates > coalesce((SELECT max(number) FROM policy_change WHERE state = 'approved'), 0) ORDER BY q.id",
    ),
    Invariant(
        "loan.principal_adds_up",
        "The principal of a loan that was paid out is its amount, to the last rial.",
        "SELECT v.id FROM loan_loan v WHERE v.state IN ('active', 'closed') AND "
        "coalesce((SELECT sum(d.amount) FROM loan_due d WHERE d.loan = v.id AND d.kind = 'principal'), 0) <> v.amount ORDER BY v.id",
    ),
    Invariant(
        "loan.owed_is_what_is_not_paid",
        "What the books say that a member owes for a loan is the principal that is not paid.",
        "SELECT v.id FROM loan_loan v LEFT JOIN hesam_account a ON a.money = 'receivable' AND a.owner = v.member AND a.bound = 'loan:' || v.id "
        "WHERE v.state IN ('active', 'closed') AND coalesce(a.balance, 0) + "
        "coalesce((SELECT sum(d.amount) FROM loan_due d WHERE d.loan = v.id AND d.kind = 'principal' AND d.paid IS NULL), 0) <> 0 ORDER BY v.id",
    ),
    Invariant(
        "loan.nothing_is_owed_of_a_closed_one",
        "A loan is closed when its principal is paid, and not before.",
        "SELECT v.id FROM loan_loan v WHERE (v.state = 'closed') <> (v.state IN ('active', 'closed') AND "
        "NOT EXISTS (SELECT 1 FROM loan_due d WHERE d.loan = v.id AND d.kind = 'principal' AND d.paid IS NULL)) ORDER BY v.id",
    ),
    Invariant(
        "loan.notes_are_tied_to_their_loan",
        "The note of a loan that runs is allocated to it, and a note is allocated to no other loan.",
        "SELECT v.id FROM loan_loan v LEFT JOIN icap_note n ON n.id = v.note WHERE (v.state = 'active' AND coalesce(n.state, '') <> 'allocated') "
        "OR (n.tie LIKE 'loan:loan:%' AND n.tie <> 'loan:loan:' || v.id) ORDER BY v.id",
    ),
    Invariant(
        "loan.supports_are_used_by_loans_that_run",
        "Of a support for loans as much is used as loans use of it.",
        "SELECT s.id FROM hami_support s WHERE s.spent_on = 'loan' AND s.state IN ('partly', 'used') AND "
        "s.used <> coalesce((SELECT sum(b.credit) FROM loan_backing b JOIN loan_loan v ON v.id = b.loan WHERE b.support = s.id), 0) ORDER BY s.id",
    ),
    Invariant(
        "loan.four_eyes",
        "Nobody approved a loan that they take, and no two approvals are of one person.",
        "SELECT v.id FROM loan_loan v WHERE v.first = v.member OR v.second = v.member OR v.first = v.second ORDER BY v.id",
    ),
]
