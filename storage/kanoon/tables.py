"""جدول‌های کانون - kanoons, requests, belongings, offers, absences, activities, messages.   Mapping: people.py groups.py   Rules: domain/kanoon/"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, UniqueConstraint, text

from storage.kit.tables import Moment, RowId, metadata


def _where(condition: str) -> dict[str, Any]:
    """An index over some of the rows, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


kanoon = Table(
    "kanoon",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("title", String(120), nullable=False),
    Column("affinity", String(20), nullable=False),
    Column("goal", Text, nullable=False),
    Column("place", String(160), nullable=False),
    Column("province", String(60), nullable=False),
    Column("words", Text, nullable=False),  # match key of title, goal and place
    Column("rahbar", RowId, nullable=False),
    Column("rahyar", RowId),
    Column("capacity", Integer),
    Column("state", String(20), nullable=False),
    Column("reason", Text, nullable=False),
    Column("created", Moment, nullable=False),
    Column("city", String(60)),
    Column("questions", Text),  # JSON of what every applicant is asked
    Column("version", Integer, nullable=False),
    Index("ix_kanoon_state_province", "state", "province"),
    # one registration at a time
    Index("uq_kanoon_unfinished", "rahbar", unique=True, **_where("state IN ('draft', 'awaiting_hamyar')")),
)

kanoon_join = Table(
    "kanoon_join",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("member", RowId, nullable=False),
    Column("note", LargeBinary, nullable=False),  # sealed for the applicant
    Column("invited_by", RowId),
    Column("state", String(20), nullable=False),
    Column("filed", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    Column("decided_by", RowId),
    Column("reason", LargeBinary, nullable=False),  # sealed for the applicant
    Column("moved_from", RowId),
    Column("talk", LargeBinary, nullable=False),  # JSON of words, sealed for the applicant
    Column("replies", LargeBinary),  # JSON of questions and answers, sealed for the applicant
    Column("why", String(20)),
    Column("version", Integer, nullable=False),
    Index("ix_kanoon_join_kanoon_state", "kanoon", "state"),
    Index("ix_kanoon_join_member", "member"),
    # one open request per member (kanoon:K10)
    Index("uq_kanoon_join_open", "member", unique=True, **_where("state IN ('waiting', 'needs_answer')")),
)

kanoon_belonging = Table(
    "kanoon_belonging",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("member", RowId, nullable=False),
    Column("state", String(20), nullable=False),
    Column("since", Moment, nullable=False),
    Column("request", RowId, ForeignKey("kanoon_join.id")),
    Column("until", Moment),
    Column("reason", LargeBinary, nullable=False),  # sealed for the member
    Column("version", Integer, nullable=False),
    Index("ix_kanoon_belonging_kanoon_state_member", "kanoon", "state", "member"),
    # one kanoon per member (kanoon:K10)
    Index("uq_kanoon_belonging_active", "member", unique=True, **_where("state = 'active'")),
)

kanoon_offer = Table(
    "kanoon_offer",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kind", String(20), nullable=False),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("member", RowId, nullable=False),
    Column("by", RowId, nullable=False),
    Column("by_dabir", Boolean, nullable=False),
    Column("instead_of", RowId),
    Column("state", String(20), nullable=False),
    Column("made", Moment, nullable=False),
    Column("since", Moment, nullable=False),
    Column("reason", LargeBinary, nullable=False),  # sealed for the one who is offered the role
    Column("version", Integer, nullable=False),
    Index("ix_kanoon_offer_kanoon_state", "kanoon", "state"),
    Index("ix_kanoon_offer_by", "by"),
)

kanoon_absence = Table(
    "kanoon_absence",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("hamyar", RowId, nullable=False),
    Column("deputy", RowId, nullable=False),
    Column("until", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    UniqueConstraint("kanoon", "hamyar"),
)

kanoon_activity = Table(
    "kanoon_activity",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("title", String(120), nullable=False),
    Column("day", Date, nullable=False),
    Column("place", String(160), nullable=False),
    Column("budget", BigInteger),  # rial
    Column("by", RowId, nullable=False),
    Column("state", String(20), nullable=False),
    Column("made", Moment, nullable=False),
    Column("reason", Text, nullable=False),
    Column("photos", Text, nullable=False),  # JSON of references
    Column("version", Integer, nullable=False),
    Index("ix_kanoon_activity_kanoon_day", "kanoon", "day"),
)

HOLDS_FILES = [kanoon_activity.c.photos]
"""Photos are part of the record of a kanoon (storage/kit/growing_old.py)."""

kanoon_presence = Table(
    "kanoon_presence",
    metadata,
    Column("activity", RowId, ForeignKey("kanoon_activity.id"), primary_key=True, autoincrement=False),
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("coming", Boolean, nullable=False),
    Column("came", Boolean),
)

kanoon_message = Table(
    "kanoon_message",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("by", RowId, nullable=False),
    Column("text", LargeBinary, nullable=False),  # sealed for the speaker
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_kanoon_message_kanoon_at", "kanoon", "at"),
)

kanoon_mute = Table(
    "kanoon_mute",
    metadata,
    Column("kanoon", RowId, ForeignKey("kanoon.id"), primary_key=True, autoincrement=False),
    Column("member", RowId, primary_key=True, autoincrement=False),
)

kanoon_invite = Table(
    "kanoon_invite",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("kanoon", RowId, ForeignKey("kanoon.id"), nullable=False),
    Column("by", RowId, nullable=False),
    Column("mark", LargeBinary, nullable=False, unique=True),  # SHA-256 of the token; the token itself is not kept
    Column("until", Moment, nullable=False),
    Column("version", Integer, nullable=False),
)

kanoon_tags = Table(
    "kanoon_tags",
    metadata,
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("skills", LargeBinary, nullable=False),  # sealed for the member
    Column("needs", LargeBinary, nullable=False),  # sealed for the member
)
