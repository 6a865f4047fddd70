"""جدول‌های هسته - hastehs, their people, boards, talents, invitations to work.   Mapping: hastehs.py fellows.py marks.py talents.py   Rules: domain/hasteh/

Where goods leave from, and what a reviewer wrote, is sealed with the key of the leader, like all of the form.
"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

STANDS = "state IN ('review', 'needs_edit', 'active', 'paused')"
BELONGS = "state IN ('invited', 'joined')"

hasteh_hasteh = Table(
    "hasteh_hasteh",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("leader", RowId, nullable=False),
    Column("field", String(12), nullable=False),
    Column("form", LargeBinary, nullable=False),  # JSON, sealed
    Column("province", String(20), nullable=False),
    Column("city", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("why", LargeBinary, nullable=False),
    Column("by", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_hasteh_hasteh_leader", "leader", "id"),
    Index("ix_hasteh_hasteh_place", "province", "state", "id"),
    Index("ix_hasteh_hasteh_waiting", "moved", sqlite_where=text("state = 'review'"), postgresql_where=text("state = 'review'")),
    Index("uq_hasteh_hasteh_stands", "leader", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
    CheckConstraint('"by" IS NULL OR "by" <> leader', name="not_by_oneself"),
    CheckConstraint("state NOT IN ('active', 'paused', 'rejected') OR \"by\" IS NOT NULL", name="decided_by_somebody"),
)

hasteh_fellow = Table(
    "hasteh_fellow",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("hasteh", RowId, nullable=False),
    Column("member", RowId, nullable=False),
    Column("relation", String(10), nullable=False),
    Column("task", LargeBinary, nullable=False),  # sealed with the key of the member it is about
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hasteh_fellow_member", "member", "state"),
    Index("ix_hasteh_fellow_hasteh", "hasteh", "id"),
    Index("uq_hasteh_fellow_belongs", "hasteh", "member", unique=True, sqlite_where=text(BELONGS), postgresql_where=text(BELONGS)),
)

hasteh_mark = Table(
    "hasteh_mark",
    metadata,
    Column("hasteh", RowId, primary_key=True),
    Column("step", String(10), primary_key=True),
    Column("ticked", Boolean, nullable=False),
    Column("skipped", Boolean, nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of the leader
    Column("by", RowId, nullable=False),
    Column("at", Moment, nullable=False),
)

hasteh_talent = Table(
    "hasteh_talent",
    metadata,
    Column("member", RowId, primary_key=True),
    Column("told", LargeBinary, nullable=False),  # JSON, sealed with the key of the member
    Column("at", Moment, nullable=False),
    Index("ix_hasteh_talent_at", "at"),
)

hasteh_call = Table(
    "hasteh_call",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("by", RowId, nullable=False),
    Column("aim", String(5), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of the member
    Column("state", String(8), nullable=False),
    Column("at", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_hasteh_call_open", "member", unique=True, sqlite_where=text("state = 'sent'"), postgresql_where=text("state = 'sent'")),
    CheckConstraint('"by" <> member', name="not_to_oneself"),
)

INVARIANTS = [
    Invariant(
        "hasteh.nobody_belongs_to_one_that_is_over",
        "Whoever belongs to a hasteh, or is invited to it, finds it there.",
        "SELECT f.id FROM hasteh_fellow f LEFT JOIN hasteh_hasteh h ON h.id = f.hasteh WHERE f.state IN ('invited', 'joined') "
        "AND coalesce(h.state, '') NOT IN ('active', 'paused') ORDER BY f.id",
    ),
    Invariant(
        "hasteh.no_leader_is_their_own_fellow",
        "A leader is not one of the people of their own hasteh.",
        "SELECT f.id FROM hasteh_fellow f JOIN hasteh_hasteh h ON h.id = f.hasteh WHERE f.member = h.leader ORDER BY f.id",
    ),
]
