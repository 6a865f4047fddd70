"""The tables of kanoon

Revision 0002 after 0001.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "kanoon",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("affinity", sa.String(length=20), nullable=False),
        sa.Column("goal", sa.Text(), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("province", sa.String(length=60), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("rahbar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon")),
    )
    with op.batch_alter_table("kanoon", schema=None) as batch_op:
        batch_op.create_index("ix_kanoon_state_province", ["state", "province"], unique=False)
        batch_op.create_index(
            "uq_kanoon_unfinished",
            ["rahbar"],
            unique=True,
            sqlite_where=sa.text("state IN ('draft', 'awaiting_hamyar')"),
            postgresql_where=sa.text("state IN ('draft', 'awaiting_hamyar')"),
        )
    op.create_table(
        "kanoon_tags",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("skills", sa.LargeBinary(), nullable=False),
        sa.Column("needs", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("member", name=op.f("pk_kanoon_tags")),
    )
    op.create_table(
        "kanoon_absence",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hamyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deputy", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_absence_kanoon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_absence")),
        sa.UniqueConstraint("kanoon", "hamyar", name=op.f("uq_kanoon_absence_kanoon_hamyar")),
    )
    op.create_table(
        "kanoon_activity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("budget", sa.BigInteger(), nullable=True),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("photos", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_activity_kanoon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_activity")),
    )
    with op.batch_alter_table("kanoon_activity", schema=None) as batch_op:
        batch_op.create_index("ix_kanoon_activity_kanoon_day", ["kanoon", "day"], unique=False)
    op.create_table(
        "kanoon_invite",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_invite_kanoon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_invite")),
        sa.UniqueConstraint("mark", name=op.f("uq_kanoon_invite_mark")),
    )
    op.create_table(
        "kanoon_join",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("invited_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("filed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("moved_from", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("talk", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_join_kanoon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_join")),
    )
    with op.batch_alter_table("kanoon_join", schema=None) as batch_op:
        batch_op.create_index("ix_kanoon_join_kanoon_state", ["kanoon", "state"], unique=False)
        batch_op.create_index("ix_kanoon_join_member", ["member"], unique=False)
        batch_op.create_index(
            "uq_kanoon_join_open",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'needs_answer')"),
            postgresql_where=sa.text("state IN ('waiting', 'needs_answer')"),
        )
    op.create_table(
        "kanoon_message",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_message_kanoon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_message")),
    )
    with op.batch_alter_table("kanoon_message", schema=None) as batch_op:
        batch_op.create_index("ix_kanoon_message_kanoon_at", ["kanoon", "at"], unique=False)
    op.create_table(
        "kanoon_mute",
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_mute_kanoon")),
        sa.PrimaryKeyConstraint("kanoon", "member", name=op.f("pk_kanoon_mute")),
    )
    op.create_table(
        "kanoon_offer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_dabir", sa.Boolean(), nullable=False),
        sa.Column("instead_of", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_offer_kanoon")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_offer")),
    )
    with op.batch_alter_table("kanoon_offer", schema=None) as batch_op:
        batch_op.create_index("ix_kanoon_offer_by", ["by"], unique=False)
        batch_op.create_index("ix_kanoon_offer_kanoon_state", ["kanoon", "state"], unique=False)
    op.create_table(
        "kanoon_belonging",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kanoon", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("request", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["kanoon"], ["kanoon.id"], name=op.f("fk_kanoon_belonging_kanoon")),
        sa.ForeignKeyConstraint(["request"], ["kanoon_join.id"], name=op.f("fk_kanoon_belonging_request")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_kanoon_belonging")),
    )
    with op.batch_alter_table("kanoon_belonging", schema=None) as batch_op:
        batch_op.create_index("ix_kanoon_belonging_kanoon_state_member", ["kanoon", "state", "member"], unique=False)
        batch_op.create_index(
            "uq_kanoon_belonging_active", ["member"], unique=True, sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'")
        )
    op.create_table(
        "kanoon_presence",
        sa.Column("activity", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("coming", sa.Boolean(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=True),
        sa.ForeignKeyConstraint(["activity"], ["kanoon_activity.id"], name=op.f("fk_kanoon_presence_activity")),
        sa.PrimaryKeyConstraint("activity", "member", name=op.f("pk_kanoon_presence")),
    )


def downgrade() -> None:
    op.drop_table("kanoon_presence")
    with op.batch_alter_table("kanoon_belonging", schema=None) as batch_op:
        batch_op.drop_index("uq_kanoon_belonging_active", sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'"))
        batch_op.drop_index("ix_kanoon_belonging_kanoon_state_member")
    op.drop_table("kanoon_belonging")
    with op.batch_alter_table("kanoon_offer", schema=None) as batch_op:
        batch_op.drop_index("ix_kanoon_offer_kanoon_state")
        batch_op.drop_index("ix_kanoon_offer_by")
    op.drop_table("kanoon_offer")
    op.drop_table("kanoon_mute")
    with op.batch_alter_table("kanoon_message", schema=None) as batch_op:
        batch_op.drop_index("ix_kanoon_message_kanoon_at")
    op.drop_table("kanoon_message")
    with op.batch_alter_table("kanoon_join", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_kanoon_join_open", sqlite_where=sa.text("state IN ('waiting', 'needs_answer')"), postgresql_where=sa.text("state IN ('waiting', 'needs_answer')")
        )
        batch_op.drop_index("ix_kanoon_join_member")
        batch_op.drop_index("ix_kanoon_join_kanoon_state")
    op.drop_table("kanoon_join")
    op.drop_table("kanoon_invite")
    with op.batch_alter_table("kanoon_activity", schema=None) as batch_op:
        batch_op.drop_index("ix_kanoon_activity_kanoon_day")
    op.drop_table("kanoon_activity")
    op.drop_table("kanoon_absence")
    op.drop_table("kanoon_tags")
    with op.batch_alter_table("kanoon", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_kanoon_unfinished", sqlite_where=sa.text("state IN ('draft', 'awaiting_hamyar')"), postgresql_where=sa.text("state IN ('draft', 'awaiting_hamyar')")
        )
        batch_op.drop_index("ix_kanoon_state_province")
    op.drop_table("kanoon")
