"""جدول‌های حامی - who helps, what was asked of whom, and what was lent.   Mapping: profiles.py asks.py supports.py   Rules: domain/hami/

Stories and thanks are sealed with the key of who wrote them.
"""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, text

from storage.kit.invariants import Invariant
from storage.kit.tables import Moment, RowId, metadata

OPEN = "state = 'open'"

hami_profile = Table(
    "hami_profile",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("kinds", String(60), nullable=False),  # parted by a space; empty for who helps no more
    Column("trade", String(12), nullable=False),
    Column("since", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_hami_profile_member", "member", unique=True),
    Index("ix_hami_profile_trade", "trade"),
)

hami_ask = Table(
    "hami_ask",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("kind", String(12), nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("spent_on", String(12), nullable=False),
    Column("story", LargeBinary, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hami_ask_member", "member", "id"),
    Index("uq_hami_ask_open", "member", "kind", unique=True, sqlite_where=text(OPEN), postgresql_where=text(OPEN)),
    CheckConstraint("(kind = 'credit') = (amount > 0)", name="credit_has_an_amount"),
)

hami_approached = Table(
    "hami_approached",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("ask", RowId, nullable=False),
    Column("hami", RowId, nullable=False),
    Column("answer", String(10), nullable=False),
    Column("questions", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("uq_hami_approached_ask", "ask", "hami", unique=True),
    Index("ix_hami_approached_hami", "hami", "answer"),
)

hami_support = Table(
    "hami_support",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("hami", RowId, nullable=False),
    Column("member", RowId, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("used", BigInteger, nullable=False),
    Column("spent_on", String(12), nullable=False),
    Column("state", String(10), nullable=False),
    Column("given", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("ask", RowId),
    Column("thanks", LargeBinary, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_hami_support_hami", "hami", "id"),
    Index("ix_hami_support_member", "member", "id"),
    Index("ix_hami_support_ask", "ask"),
    CheckConstraint("hami <> member", name="two_people"),
    CheckConstraint("amount > 0 AND used >= 0 AND used <= amount", name="no_more_than_given"),
)

INVARIANTS = [
    Invariant(
        "hami.no_request_is_covered_twice",
        "What was given for a request is not more than was asked.",
        "SELECT a.id FROM hami_ask a JOIN hami_support s ON s.ask = a.id WHERE s.state <> 'cancelled' AND s.state <> 'expired' "
        "GROUP BY a.id, a.amount HAVING sum(s.amount) > a.amount ORDER BY a.id",
    ),
    Invariant(
        "hami.no_two_support_each_other",
        "No two members lend each other credit at once.",
        "SELECT s.id FROM hami_support s JOIN hami_support t ON t.hami = s.member AND t.member = s.hami "
        "WHERE s.state IN ('active', 'partly', 'used') AND t.state IN ('active', 'partly', 'used') ORDER BY s.id",
    ),
]
