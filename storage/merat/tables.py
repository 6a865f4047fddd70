"""جدول‌های مرآت - evaluations, questions about members, improvers, permits and looks.   Mapping: checks.py people.py permits.py   Rules: domain/merat/

What was declared, what came out and what was said are sealed with the key of the member: whoever reads the database learns that there was an evaluation, and no score.
"""

from __future__ import annotations

from sqlalchemy import CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

merat_check = Table(
    "merat_check",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("declared", LargeBinary, nullable=False),  # JSON, sealed with the member's key
    Column("outcome", LargeBinary, nullable=False),  # the same; empty without a result
    Column("dispute", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("day", Date, nullable=False),  # with `rates`, the table it was decided under
    Column("rates", Integer, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("decided", Moment),
    Column("until", Date),
    Column("follows", RowId),
    Column("tries", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_merat_check_member", "member", "id"),
    Index("uq_merat_check_gathering", "member", unique=True, sqlite_where=text("state = 'gathering'"), postgresql_where=text("state = 'gathering'")),
    Index(
        "uq_merat_check_current", "member", unique=True,
        sqlite_where=text("state IN ('valid', 'disputed')"), postgresql_where=text("state IN ('valid', 'disputed')"),
    ),
    Index("ix_merat_check_disputed", "moved", sqlite_where=text("state = 'disputed'"), postgresql_where=text("state = 'disputed'")),
    CheckConstraint("state NOT IN ('valid', 'disputed') OR (decided IS NOT NULL AND until IS NOT NULL)", name="a_result_is_whole"),
)  # fmt: skip

merat_witness = Table(
    "merat_witness",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("check_id", RowId, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("word", String(8), nullable=False),  # "": not said yet
    Column("by", RowId),
    Column("at", Moment),
    Column("version", Integer, nullable=False),
    Index("uq_merat_witness_check", "check_id", "kind", unique=True),
    CheckConstraint("(word = '') = (by IS NULL)", name="who_said_it"),
)

merat_improver = Table(
    "merat_improver",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("by", RowId, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_merat_improver_member", "member", "id"),
    Index("ix_merat_improver_by", "by", "member"),
    Index("uq_merat_improver_asked", "member", unique=True, sqlite_where=text("state = 'asked'"), postgresql_where=text("state = 'asked'")),
    CheckConstraint("member <> by", name="two_people"),
)

merat_permit = Table(
    "merat_permit",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("viewer", RowId, nullable=False),
    Column("purpose", String(10), nullable=False),
    Column("given", Moment, nullable=False),
    Column("until", Date, nullable=False),
    Column("ended", Moment),
    Column("version", Integer, nullable=False),
    Index("ix_merat_permit_member", "member", "id"),
    Index("ix_merat_permit_viewer", "viewer", "member"),
    CheckConstraint("member <> viewer", name="two_people"),
)

merat_look = Table(
    "merat_look",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("viewer", RowId, nullable=False),
    Column("purpose", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_merat_look_member", "member", "id"),
)

INVARIANTS = [
    Invariant(
        "merat.results_know_their_rates",
        "An evaluation names a version of the rates that was approved by then.",
        "SELECT c.id FROM merat_check c WHERE c.rates > coalesce((SELECT max(number) FROM policy_change WHERE state = 'approved'), 0) ORDER BY c.id",
    ),
    Invariant(
        "merat.fees_are_held_only_while_gathering",
        "A fee that is still held belongs to an evaluation that still gathers.",
        "SELECT h.id FROM hesam_hold h LEFT JOIN merat_check c ON h.key = 'merat:fee:' || c.id "
        "WHERE h.state = 'pending' AND h.key LIKE 'merat:fee:%' AND (c.id IS NULL OR c.state <> 'gathering') ORDER BY h.id",
    ),
]
