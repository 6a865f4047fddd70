"""جدول‌های سات - booths and their goods.   Mapping: sats.py goods.py   Search: finding.py   Rules: domain/sat/

What buyers read is plain, so that it can be searched; the address, the account and what a reviewer wrote are sealed with the key of the leader.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, Text, false, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

STANDS = "state IN ('checking', 'review', 'needs_edit', 'active', 'paused', 'suspended')"

sat_sat = Table(
    "sat_sat",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("hasteh", RowId, nullable=False),
    Column("leader", RowId, nullable=False),
    Column("name", String(60), nullable=False),
    Column("sound", String(60), nullable=False),  # of the name: two that sound alike are one
    Column("form", LargeBinary, nullable=False),  # JSON, sealed
    Column("field", String(12), nullable=False),
    Column("province", String(20), nullable=False),
    Column("city", String(60), nullable=False),
    Column("state", String(10), nullable=False),
    Column("contract", Integer, nullable=False),
    Column("signed", Moment, nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("flaw", String(8), nullable=False),
    Column("why", LargeBinary, nullable=False),
    Column("by", RowId),
    Column("tries", Integer, nullable=False),
    Column("with_hasteh", Boolean, nullable=False),
    Column("monthly", Boolean, nullable=False, server_default=false()),  # one may pay by instalments there
    Column("version", Integer, nullable=False),
    Index("ix_sat_sat_leader", "leader", "id"),
    Index("ix_sat_sat_waiting", "moved", sqlite_where=text("state = 'review'"), postgresql_where=text("state = 'review'")),
    Index("uq_sat_sat_hasteh", "hasteh", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
    Index("uq_sat_sat_sound", "sound", unique=True, sqlite_where=text(STANDS), postgresql_where=text(STANDS)),
    CheckConstraint('"by" IS NULL OR "by" <> leader', name="not_by_oneself"),
    CheckConstraint("state NOT IN ('suspended', 'rejected') OR \"by\" IS NOT NULL", name="decided_by_somebody"),
)


sat_product = Table(
    "sat_product",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("sat", RowId, nullable=False),
    Column("seller", RowId, nullable=False),
    Column("section", String(14), nullable=False),
    Column("form", Text, nullable=False),  # JSON
    Column("wanted", Text, nullable=False),  # JSON, "" for none
    Column("coming", Text, nullable=False),  # JSON: photos that wait to be kept
    Column("sounds", Text, nullable=False),  # of its title and description, for finding.py
    Column("price", BigInteger, nullable=False),
    Column("stock", Integer, nullable=False),
    Column("state", String(10), nullable=False),
    Column("province", String(20), nullable=False),
    Column("shown", Boolean, nullable=False),  # live, in a sat that is active
    Column("monthly", Boolean, nullable=False, server_default=false()),  # as in its sat
    Column("added", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("why", LargeBinary, nullable=False),
    Column("by", RowId),
    Column("tries", Integer, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_sat_product_sat", "sat", "id"),
    Index("ix_sat_product_section", "section", "id", sqlite_where=text("shown = 1"), postgresql_where=text("shown")),
    Index(
        "ix_sat_product_waiting", "moved", sqlite_where=text("state = 'review' OR wanted <> ''"), postgresql_where=text("state = 'review' OR wanted <> ''")
    ),
    CheckConstraint("stock >= 0", name="stock_is_there"),
    CheckConstraint("price > 0", name="has_a_price"),
    CheckConstraint('"by" IS NULL OR "by" <> seller', name="not_by_oneself"),
)  # fmt: skip

INVARIANTS = [
    Invariant(
        "sat.only_what_may_be_is_shown",
        "Goods are shown exactly while they are live in a sat that is active.",
        "SELECT p.id FROM sat_product p JOIN sat_sat s ON s.id = p.sat WHERE p.shown <> (p.state = 'live' AND s.state = 'active') ORDER BY p.id",
    ),
    Invariant(
        "sat.goods_are_sold_by_their_leader",
        "Whoever sells goods leads the sat they are in.",
        "SELECT p.id FROM sat_product p LEFT JOIN sat_sat s ON s.id = p.sat WHERE coalesce(s.leader, 0) <> p.seller ORDER BY p.id",
    ),
    Invariant(
        "sat.what_waits_is_shown_as_it_was",
        "Only what is shown or hidden has other words that wait.",
        "SELECT id FROM sat_product WHERE wanted <> '' AND state NOT IN ('live', 'hidden') ORDER BY id",
    ),
]
