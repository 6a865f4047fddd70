"""جدول‌های مشاوره - cases, what was said, what stands beside, who is on duty, what was promised.   Mapping: cases.py lines.py duties.py aids.py promises.py"""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, Boolean, Column, ForeignKey, Index, Integer, LargeBinary, String, Table, Text, text

from storage.kit.tables import Moment, RowId, metadata


def _where(condition: str) -> dict[str, Any]:
    """An index over some of the rows, on both databases."""
    return {"sqlite_where": text(condition), "postgresql_where": text(condition)}


def _of_case() -> Column[Any]:
    return Column("case_id", RowId, ForeignKey("moshavereh_case.id"), nullable=False, index=True)


def _sealed(name: str) -> Column[Any]:
    """Sealed for the member of the case, or for the case itself while there is none."""
    return Column(name, LargeBinary, nullable=False)


moshavereh_case = Table(
    "moshavereh_case",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("talk", RowId, nullable=False),
    Column("person", String(80), nullable=False),
    Column("member", RowId),
    Column("about", String(120), nullable=False),
    Column("state", String(10), nullable=False),
    Column("rahyar", RowId),
    Column("opened", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    # Since revision 0009; empty in cases that were opened before
    Column("topic", String(60)),
    Column("scopes", Text),  # JSON
    Column("kanoon_rahyar", RowId),
    Column("label", String(60)),
    Column("priority", Integer),
    Column("channel", String(10)),
    Column("step", Integer),
    Column("queued", Moment),
    Column("rung", RowId),
    Column("rings", Integer),
    Column("asked", Text),  # JSON
    Column("goes_to", String(80)),
    Column("until", Moment),
    Column("kept_for", RowId),
    Column("outcome", String(20)),
    Column("answered", Moment),
    Column("member_spoke", Moment),
    Column("rahyar_spoke", Moment),
    Column("late_told", Moment),
    Index("ix_moshavereh_case_state", "state", "opened"),
    Index("ix_moshavereh_case_rahyar", "rahyar"),
    Index("ix_moshavereh_case_member", "member"),
    Index("ix_moshavereh_case_opened", "opened"),
    # one owner of a conversation
    Index("uq_moshavereh_case_open", "talk", unique=True, **_where("state NOT IN ('closed', 'abandoned')")),
)

moshavereh_line = Table(
    "moshavereh_line",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("by", String(10), nullable=False),
    _sealed("words"),
    Column("media", String(300), nullable=False),
    Column("at", Moment, nullable=False),
    # Since revision 0009
    Column("who", RowId),
    Column("source", String(120)),
    Column("sent_as", BigInteger),  # row of the outbox; 0: there was nowhere to send it
    Column("edited", Moment),
    Column("gone", Moment),
    Index("ix_moshavereh_line_source", "case_id", "source"),
)

moshavereh_version = Table(
    "moshavereh_version",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("line", RowId, ForeignKey("moshavereh_line.id"), nullable=False, index=True),
    _sealed("words"),
    Column("until", Moment, nullable=False),
)

moshavereh_deed = Table(
    "moshavereh_deed",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("what", String(20), nullable=False),
    Column("at", Moment, nullable=False),
    Column("by", RowId),
)

moshavereh_duty = Table(
    "moshavereh_duty",
    metadata,
    Column("rahyar", RowId, primary_key=True, autoincrement=False),
    Column("state", String(10), nullable=False),
    Column("skills", Text, nullable=False),  # JSON
    Column("scopes", Text, nullable=False),  # JSON
    Column("capacity", Integer, nullable=False),
    Column("since", Moment, nullable=False),
    Column("acted", Moment, nullable=False),
    Column("asked", Moment),
    Column("mentor", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_moshavereh_duty_state", "state"),
)

moshavereh_note = Table(
    "moshavereh_note",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("by", RowId, nullable=False),
    _sealed("words"),
    Column("at", Moment, nullable=False),
    Column("whisper", Boolean, nullable=False),
)

moshavereh_mention = Table(
    "moshavereh_mention",
    metadata,
    Column("note_id", RowId, ForeignKey("moshavereh_note.id", ondelete="CASCADE"), primary_key=True),
    Column("member_id", RowId, primary_key=True),
)
"""Colleagues named in a private note: they may open its case."""

moshavereh_ready = Table(
    "moshavereh_ready",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("owner", RowId, index=True),
    Column("shortcut", String(60), nullable=False),
    Column("words", Text, nullable=False),
    Column("media", String(300), nullable=False),
    Column("key", Text, nullable=False),  # match key of shortcut and words
    Column("version", Integer, nullable=False),
)

moshavereh_proposal = Table(
    "moshavereh_proposal",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("by", RowId, nullable=False),
    _sealed("words"),
    Column("state", String(10), nullable=False),
    Column("at", Moment, nullable=False),
    _sealed("why"),
    Column("version", Integer, nullable=False),
)

moshavereh_text = Table(
    "moshavereh_text",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("by", RowId, nullable=False),
    _sealed("question"),
    _sealed("answer"),
    Column("at", Moment, nullable=False),
)

moshavereh_reveal = Table(
    "moshavereh_reveal",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("by", RowId, nullable=False),
    Column("kind", String(20), nullable=False),
    _sealed("reason"),
    Column("at", Moment, nullable=False),
)

moshavereh_listener = Table(
    "moshavereh_listener",
    metadata,
    Column("case_id", RowId, ForeignKey("moshavereh_case.id"), primary_key=True, autoincrement=False),
    Column("member", RowId, primary_key=True, autoincrement=False),
    Column("since", Moment, nullable=False),
)

moshavereh_call = Table(
    "moshavereh_call",
    metadata,
    Column("id", RowId, primary_key=True),
    _of_case(),
    Column("person", String(80), nullable=False),
    Column("member", RowId),
    Column("due", Moment, nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("rahyar", RowId),
    Column("tries", Integer, nullable=False),
    _sealed("words"),
    Column("version", Integer, nullable=False),
    Index("ix_moshavereh_call_state", "state", "due"),
    # one promise at a time
    Index("uq_moshavereh_call_waiting", "member", unique=True, **_where("state = 'waiting'")),
)

moshavereh_rating = Table(
    "moshavereh_rating",
    metadata,
    Column("case_id", RowId, ForeignKey("moshavereh_case.id"), primary_key=True, autoincrement=False),
    Column("score", Integer, nullable=False),
    _sealed("words"),
    Column("at", Moment, nullable=False),
)

moshavereh_block = Table(
    "moshavereh_block",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("person", String(80), nullable=False, index=True),
    Column("member", RowId, index=True),
    Column("by", RowId),
    Column("reason", LargeBinary, nullable=False),  # sealed for the member, or for the account
    Column("at", Moment, nullable=False),
    Column("until", Moment, nullable=False),
)
