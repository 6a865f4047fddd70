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

hasteh_link = Table(
    "hasteh_link",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("hasteh", RowId, nullable=False),
    Column("leader", RowId, nullable=False),
    Column("side", String(5), nullable=False),
    Column("stage", String(10), nullable=False),
    Column("item", LargeBinary, nullable=False),  # sealed with the key of the leader
    Column("at", Moment, nullable=False),
    Column("open", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hasteh_link_leader", "leader", "id"),
    Index("ix_hasteh_link_open", "side", "id", sqlite_where=text("open = 1"), postgresql_where=text("open")),
)

hasteh_match = Table(
    "hasteh_match",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("offer", RowId, nullable=False),
    Column("need", RowId, nullable=False),
    Column("offerer", RowId, nullable=False),
    Column("needer", RowId, nullable=False),
    Column("by", RowId, nullable=False),
    Column("state", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("offer_yes", Boolean, nullable=False),
    Column("need_yes", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hasteh_match_offerer", "offerer", "id"),
    Index("ix_hasteh_match_needer", "needer", "id"),
    Index("uq_hasteh_match_two", "offer", "need", unique=True),
    CheckConstraint("offerer <> needer", name="two_people"),
    CheckConstraint("state NOT IN ('accepted', 'deal') OR (offer_yes AND need_yes)", name="both_agreed"),
)

hasteh_drive = Table(
    "hasteh_drive",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(10), nullable=False),
    Column("by", RowId, nullable=False),
    Column("province", String(20), nullable=False),
    Column("city", String(60), nullable=False),
    Column("title", String(60), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of who opened it
    Column("least", Integer, nullable=False),
    Column("product", RowId, nullable=False),
    Column("state", String(10), nullable=False),
    Column("opened", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hasteh_drive_by", "by", "id"),
    Index("ix_hasteh_drive_open", "province", "until", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
)

hasteh_share = Table(
    "hasteh_share",
    metadata,
    Column("drive", RowId, primary_key=True),
    Column("member", RowId, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("count >= 0", name="not_below_zero"),
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
