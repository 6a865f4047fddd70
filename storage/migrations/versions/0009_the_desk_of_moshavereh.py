"""The desk of moshavereh

Revision 0009 after 0008. What is new in a table that was there may be empty, so that the version before goes on writing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moshavereh_block",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_block")),
    )
    with op.batch_alter_table("moshavereh_block", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_block_member"), ["member"], unique=False)
        batch_op.create_index(batch_op.f("ix_moshavereh_block_person"), ["person"], unique=False)
    op.create_table(
        "moshavereh_duty",
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("skills", sa.Text(), nullable=False),
        sa.Column("scopes", sa.Text(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("acted", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mentor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("rahyar", name=op.f("pk_moshavereh_duty")),
    )
    with op.batch_alter_table("moshavereh_duty", schema=None) as batch_op:
        batch_op.create_index("ix_moshavereh_duty_state", ["state"], unique=False)
    op.create_table(
        "moshavereh_ready",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("shortcut", sa.String(length=60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("media", sa.String(length=300), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_ready")),
    )
    with op.batch_alter_table("moshavereh_ready", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_ready_owner"), ["owner"], unique=False)
    op.create_table(
        "moshavereh_call",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("due", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_call_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_call")),
    )
    with op.batch_alter_table("moshavereh_call", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_call_case_id"), ["case_id"], unique=False)
        batch_op.create_index("ix_moshavereh_call_state", ["state", "due"], unique=False)
        batch_op.create_index(
            "uq_moshavereh_call_waiting", ["member"], unique=True, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
    op.create_table(
        "moshavereh_deed",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_deed_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_deed")),
    )
    with op.batch_alter_table("moshavereh_deed", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_deed_case_id"), ["case_id"], unique=False)
    op.create_table(
        "moshavereh_listener",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_listener_case_id")),
        sa.PrimaryKeyConstraint("case_id", "member", name=op.f("pk_moshavereh_listener")),
    )
    op.create_table(
        "moshavereh_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("whisper", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_note_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_note")),
    )
    with op.batch_alter_table("moshavereh_note", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_note_case_id"), ["case_id"], unique=False)
    op.create_table(
        "moshavereh_proposal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_proposal_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_proposal")),
    )
    with op.batch_alter_table("moshavereh_proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_proposal_case_id"), ["case_id"], unique=False)
    op.create_table(
        "moshavereh_rating",
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_rating_case_id")),
        sa.PrimaryKeyConstraint("case_id", name=op.f("pk_moshavereh_rating")),
    )
    op.create_table(
        "moshavereh_reveal",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_reveal_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_reveal")),
    )
    with op.batch_alter_table("moshavereh_reveal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_reveal_case_id"), ["case_id"], unique=False)
    op.create_table(
        "moshavereh_text",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("question", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_text_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_text")),
    )
    with op.batch_alter_table("moshavereh_text", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_text_case_id"), ["case_id"], unique=False)
    op.create_table(
        "moshavereh_version",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("line", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["line"], ["moshavereh_line.id"], name=op.f("fk_moshavereh_version_line")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_version")),
    )
    with op.batch_alter_table("moshavereh_version", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_version_line"), ["line"], unique=False)
    with op.batch_alter_table("moshavereh_case", schema=None) as batch_op:
        batch_op.add_column(sa.Column("topic", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("scopes", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("kanoon_rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("label", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("priority", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("channel", sa.String(length=10), nullable=True))
        batch_op.add_column(sa.Column("step", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("queued", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("rung", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("rings", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("asked", sa.Text(), nullable=True))
        batch_op.add_column(sa.Column("goes_to", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("until", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("kept_for", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("outcome", sa.String(length=20), nullable=True))
        batch_op.add_column(sa.Column("answered", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("member_spoke", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("rahyar_spoke", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("late_told", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_moshavereh_case_opened", ["opened"], unique=False)
        batch_op.create_index(
            "uq_moshavereh_case_open",
            ["talk"],
            unique=True,
            sqlite_where=sa.text("state NOT IN ('closed', 'abandoned')"),
            postgresql_where=sa.text("state NOT IN ('closed', 'abandoned')"),
        )
    with op.batch_alter_table("moshavereh_line", schema=None) as batch_op:
        batch_op.add_column(sa.Column("who", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True))
        batch_op.add_column(sa.Column("source", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("sent_as", sa.BigInteger(), nullable=True))
        batch_op.add_column(sa.Column("edited", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("gone", sa.DateTime(timezone=True), nullable=True))
        batch_op.create_index("ix_moshavereh_line_source", ["case_id", "source"], unique=False)


def downgrade() -> None:
    for state, now in (("waiting", "'ringing'"), ("taken", "'on_hold', 'snoozed', 'transfer'"), ("closed", "'abandoned'")):
        op.execute(f"UPDATE moshavereh_case SET state = '{state}' WHERE state IN ({now})")
    with op.batch_alter_table("moshavereh_line", schema=None) as batch_op:
        batch_op.drop_index("ix_moshavereh_line_source")
        batch_op.drop_column("gone")
        batch_op.drop_column("edited")
        batch_op.drop_column("sent_as")
        batch_op.drop_column("source")
        batch_op.drop_column("who")
    with op.batch_alter_table("moshavereh_case", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_moshavereh_case_open", sqlite_where=sa.text("state NOT IN ('closed', 'abandoned')"), postgresql_where=sa.text("state NOT IN ('closed', 'abandoned')")
        )
        batch_op.drop_index("ix_moshavereh_case_opened")
        batch_op.drop_column("late_told")
        batch_op.drop_column("rahyar_spoke")
        batch_op.drop_column("member_spoke")
        batch_op.drop_column("answered")
        batch_op.drop_column("outcome")
        batch_op.drop_column("kept_for")
        batch_op.drop_column("until")
        batch_op.drop_column("goes_to")
        batch_op.drop_column("asked")
        batch_op.drop_column("rings")
        batch_op.drop_column("rung")
        batch_op.drop_column("queued")
        batch_op.drop_column("step")
        batch_op.drop_column("channel")
        batch_op.drop_column("priority")
        batch_op.drop_column("label")
        batch_op.drop_column("kanoon_rahyar")
        batch_op.drop_column("scopes")
        batch_op.drop_column("topic")
    with op.batch_alter_table("moshavereh_version", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_version_line"))
    op.drop_table("moshavereh_version")
    with op.batch_alter_table("moshavereh_text", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_text_case_id"))
    op.drop_table("moshavereh_text")
    with op.batch_alter_table("moshavereh_reveal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_reveal_case_id"))
    op.drop_table("moshavereh_reveal")
    op.drop_table("moshavereh_rating")
    with op.batch_alter_table("moshavereh_proposal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_proposal_case_id"))
    op.drop_table("moshavereh_proposal")
    with op.batch_alter_table("moshavereh_note", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_note_case_id"))
    op.drop_table("moshavereh_note")
    op.drop_table("moshavereh_listener")
    with op.batch_alter_table("moshavereh_deed", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_deed_case_id"))
    op.drop_table("moshavereh_deed")
    with op.batch_alter_table("moshavereh_call", schema=None) as batch_op:
        batch_op.drop_index("uq_moshavereh_call_waiting", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index("ix_moshavereh_call_state")
        batch_op.drop_index(batch_op.f("ix_moshavereh_call_case_id"))
    op.drop_table("moshavereh_call")
    with op.batch_alter_table("moshavereh_ready", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_ready_owner"))
    op.drop_table("moshavereh_ready")
    with op.batch_alter_table("moshavereh_duty", schema=None) as batch_op:
        batch_op.drop_index("ix_moshavereh_duty_state")
    op.drop_table("moshavereh_duty")
    with op.batch_alter_table("moshavereh_block", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_block_person"))
        batch_op.drop_index(batch_op.f("ix_moshavereh_block_member"))
    op.drop_table("moshavereh_block")
