"""جدول‌های ام‌تی‌اس - parcels and what happened to them, متصدیان and their jobs, claims.   Mapping: parcels.py jobs.py claims.py   Rules: domain/mts/

Who sends what to whom, and where they live, is sealed with the key of the sender; the code of a delivery with it, too.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Date, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

JOB_OPEN = "state IN ('offered', 'accepted')"
CLAIMED = "state IN ('open', 'paid')"
OVER = "state IN ('delivered', 'returned', 'lost', 'damaged', 'cancelled')"

mts_parcel = Table(
    "mts_parcel",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("code", String(20), nullable=False),
    Column("kind", String(12), nullable=False),
    Column("sender", RowId, nullable=False),
    Column("receiver", RowId),
    Column("told", LargeBinary, nullable=False),  # JSON: content, receiver, both spots, secret, proof; sealed with the key of the sender
    Column("grams", Integer, nullable=False),
    Column("declared", BigInteger, nullable=False),
    Column("payer", String(8), nullable=False),
    Column("carriage", BigInteger, nullable=False),
    Column("insurance", BigInteger, nullable=False),
    Column("state", String(15), nullable=False),
    Column("made", Moment, nullable=False),
    Column("at", Moment, nullable=False),
    Column("expected", Date, nullable=False),
    Column("order", RowId, nullable=False),  # of the bazaar, 0 for none
    Column("agent", RowId),
    Column("tries", Integer, nullable=False),
    Column("locked", Moment),
    Column("attempts", Integer, nullable=False),
    Column("until", Moment),
    Column("version", Integer, nullable=False),
    Index("uq_mts_parcel_code", "code", unique=True, sqlite_where=text("code <> ''"), postgresql_where=text("code <> ''")),
    Index("uq_mts_parcel_order", "order", unique=True, sqlite_where=text('"order" <> 0'), postgresql_where=text('"order" <> 0')),
    Index("ix_mts_parcel_sender", "sender", "id"),
    Index("ix_mts_parcel_receiver", "receiver", "id"),
    Index("ix_mts_parcel_agent", "agent", sqlite_where=text("agent IS NOT NULL"), postgresql_where=text("agent IS NOT NULL")),
    Index("ix_mts_parcel_under_way", "at", sqlite_where=text(f"NOT ({OVER})"), postgresql_where=text(f"NOT ({OVER})")),
    CheckConstraint("grams > 0 AND declared >= 0 AND carriage >= 0 AND insurance >= 0", name="something"),
)

mts_event = Table(
    "mts_event",
    metadata,
    Column("parcel", RowId, primary_key=True),
    Column("state", String(15), primary_key=True),
    Column("at", Moment, primary_key=True),
    Column("place", String(60), nullable=False),
    Column("by", RowId),
    Column("noted", Moment, nullable=False),
)

mts_agent = Table(
    "mts_agent",
    metadata,
    Column("member", RowId, primary_key=True),
    Column("province", String(20), nullable=False),
    Column("city", String(60), nullable=False),
    Column("vehicle", String(10), nullable=False),
    Column("online", Boolean, nullable=False),
    Column("score", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Index("ix_mts_agent_place", "province", "city", sqlite_where=text("online"), postgresql_where=text("online")),
)

mts_job = Table(
    "mts_job",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("parcel", RowId, nullable=False),
    Column("leg", String(8), nullable=False),
    Column("agent", RowId, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_mts_job_agent", "agent", "state"),
    Index("ix_mts_job_parcel", "parcel", "id"),
    Index("uq_mts_job_open", "parcel", "leg", unique=True, sqlite_where=text(JOB_OPEN), postgresql_where=text(JOB_OPEN)),
)

mts_claim = Table(
    "mts_claim",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("parcel", RowId, nullable=False),
    Column("member", RowId, nullable=False),
    Column("kind", String(8), nullable=False),
    Column("told", LargeBinary, nullable=False),  # JSON: words, photos, ruling; sealed with the key of who claims
    Column("state", String(8), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("until", Moment),
    Column("amount", BigInteger, nullable=False),
    Column("by", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_mts_claim_member", "member", "id"),
    Index("ix_mts_claim_open", "asked", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    Index("uq_mts_claim_once", "parcel", unique=True, sqlite_where=text(CLAIMED), postgresql_where=text(CLAIMED)),
    CheckConstraint('"by" IS NULL OR "by" <> member', name="not_by_oneself"),
)

mts_look = Table(
    "mts_look",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("at", Moment, nullable=False),
    Index("ix_mts_look_member", "member", "at"),
)

INVARIANTS = [
    Invariant(
        "mts.where_a_parcel_is_happened",
        "What a parcel's state says is among what happened to it.",
        "SELECT p.id FROM mts_parcel p WHERE NOT EXISTS (SELECT 1 FROM mts_event e WHERE e.parcel = p.id AND e.state = p.state) ORDER BY p.id",
    ),
    Invariant(
        "mts.nobody_carries_what_is_over",
        "A parcel whose way is over is in nobody's hands, and offered to nobody.",
        f"SELECT p.id FROM mts_parcel p WHERE p.{OVER} AND (p.agent IS NOT NULL "
        f"OR EXISTS (SELECT 1 FROM mts_job j WHERE j.parcel = p.id AND j.{JOB_OPEN})) ORDER BY p.id",
    ),
    Invariant(
        "mts.what_waits_holds_its_price",
        "The price of a parcel that its sender pays is held exactly until it is picked up.",
        "SELECT p.id FROM mts_parcel p LEFT JOIN hesam_hold h ON h.key = 'parcel:' || p.id WHERE p.payer = 'sender' AND p.carriage + p.insurance > 0 "
        "AND coalesce(h.state, '') <> CASE WHEN p.state = 'waiting' THEN 'pending' WHEN p.state = 'cancelled' THEN 'voided' ELSE 'posted' END ORDER BY p.id",
    ),
]
