"""Hastehs and their people.

Revision 0025 after 0024.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hasteh_fellow",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hasteh", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("relation", sa.String(length=10), nullable=False),
        sa.Column("task", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasteh_fellow")),
    )
    with op.batch_alter_table("hasteh_fellow", schema=None) as batch_op:
        batch_op.create_index("ix_hasteh_fellow_hasteh", ["hasteh", "id"], unique=False)
        batch_op.create_index("ix_hasteh_fellow_member", ["member", "state"], unique=False)
        batch_op.create_index(
            "uq_hasteh_fellow_belongs",
            ["hasteh", "member"],
            unique=True,
            sqlite_where=sa.text("state IN ('invited', 'joined')"),
            postgresql_where=sa.text("state IN ('invited', 'joined')"),
        )
    op.create_table(
        "hasteh_hasteh",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leader", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("form", sa.LargeBinary(), nullable=False),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" IS NULL OR "by" <> leader', name=op.f("ck_hasteh_hasteh_not_by_oneself")),
        sa.CheckConstraint("state NOT IN ('active', 'paused', 'rejected') OR \"by\" IS NOT NULL", name=op.f("ck_hasteh_hasteh_decided_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasteh_hasteh")),
    )
    with op.batch_alter_table("hasteh_hasteh", schema=None) as batch_op:
        batch_op.create_index("ix_hasteh_hasteh_leader", ["leader", "id"], unique=False)
        batch_op.create_index("ix_hasteh_hasteh_place", ["province", "state", "id"], unique=False)
        batch_op.create_index("ix_hasteh_hasteh_waiting", ["moved"], unique=False, sqlite_where=sa.text("state = 'review'"), postgresql_where=sa.text("state = 'review'"))
        batch_op.create_index(
            "uq_hasteh_hasteh_stands",
            ["leader"],
            unique=True,
            sqlite_where=sa.text("state IN ('review', 'needs_edit', 'active', 'paused')"),
            postgresql_where=sa.text("state IN ('review', 'needs_edit', 'active', 'paused')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("hasteh_hasteh", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hasteh_hasteh_stands",
            sqlite_where=sa.text("state IN ('review', 'needs_edit', 'active', 'paused')"),
            postgresql_where=sa.text("state IN ('review', 'needs_edit', 'active', 'paused')"),
        )
        batch_op.drop_index("ix_hasteh_hasteh_waiting", sqlite_where=sa.text("state = 'review'"), postgresql_where=sa.text("state = 'review'"))
        batch_op.drop_index("ix_hasteh_hasteh_place")
        batch_op.drop_index("ix_hasteh_hasteh_leader")
    op.drop_table("hasteh_hasteh")
    with op.batch_alter_table("hasteh_fellow", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_hasteh_fellow_belongs", sqlite_where=sa.text("state IN ('invited', 'joined')"), postgresql_where=sa.text("state IN ('invited', 'joined')")
        )
        batch_op.drop_index("ix_hasteh_fellow_member")
        batch_op.drop_index("ix_hasteh_fellow_hasteh")
    op.drop_table("hasteh_fellow")
