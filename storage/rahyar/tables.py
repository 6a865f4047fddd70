"""جدول‌های میز رهیار - assignments, people of organisations, follow-ups, invitations, skills.   Mapping: people.py work.py   Rules: domain/rahyar/"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Boolean, Column, Date, Index, Integer, LargeBinary, String, Table, Text, text

from storage.kit.retention import Keep
from storage.kit.tables import Moment, RowId, metadata


def _where(condition: str) -> dict[str, Any]:
    """An index over some of the rows, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


rahyar_assignment = Table(
    "rahyar_assignment",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("scope", String(120), nullable=False),
    Column("rahyar", RowId, nullable=False),
    Column("by", RowId),
    Column("since", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("until", Moment),
    Column("ended_by", RowId),
    Column("why", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_rahyar_assignment_scope", "scope"),
    Index("ix_rahyar_assignment_rahyar_state", "rahyar", "state"),
    # one rahyar for one scope (shared:G11)
    Index("uq_rahyar_assignment_active", "scope", unique=True, **_where("state = 'active'")),
)

rahyar_affiliation = Table(
    "rahyar_affiliation",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("member", RowId, nullable=False),
    Column("employer", String(20), nullable=False),
    Column("state", String(12), nullable=False),
    Column("since", Moment, nullable=False),
    Column("decided_by", RowId),
    Column("reason", LargeBinary, nullable=False),  # sealed for the member
    Column("version", Integer, nullable=False),
    Index("ix_rahyar_affiliation_member", "member"),
    Index("ix_rahyar_affiliation_state_employer", "state", "employer"),
    Index("uq_rahyar_affiliation_open", "member", unique=True, **_where("state IN ('declared', 'confirmed')")),
)

rahyar_follow_up = Table(
    "rahyar_follow_up",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("about", String(60), nullable=False),  # member:<id>, kanoon:<id>; its key seals the words
    Column("kind", String(15), nullable=False),
    Column("topic", LargeBinary, nullable=False),
    Column("remark", LargeBinary, nullable=False),
    Column("result", LargeBinary, nullable=False),
    Column("due", Date, nullable=False),
    Column("rahyar", RowId),
    Column("opened", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("closed", Moment),
    Column("version", Integer, nullable=False),
    Index("ix_rahyar_follow_up_rahyar_state", "rahyar", "state"),
    Index("ix_rahyar_follow_up_about", "about"),
)

rahyar_invitation = Table(
    "rahyar_invitation",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("by", RowId, nullable=False),
    Column("whom", LargeBinary, nullable=False),  # sealed for the rahyar
    Column("mark", LargeBinary, nullable=False),
    Column("made", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("person", String(80), nullable=False),  # the account that opened the link, "" before and once it joined
    Column("member", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_rahyar_invitation_by", "by"),
    Index("ix_rahyar_invitation_person", "person"),
    Index("ix_rahyar_invitation_member", "member"),
    Index("uq_rahyar_invitation_mark", "mark", unique=True),
)

rahyar_mark = Table(
    "rahyar_mark",
    metadata,
    Column("rahyar", RowId, primary_key=True, autoincrement=False),
    Column("skill", String(20), primary_key=True),
    Column("has", Boolean, nullable=False),
    Column("by", RowId, nullable=False),
    Column("at", Moment, nullable=False),
)

i = rahyar_invitation.c
RETENTION = [Keep("rahyar_invitation", rahyar_invitation, lambda p: p.stranger, lambda bound: (i.until < bound) & (i.state != "joined"))]
