"""What people answered about their talents, and invitations to work.

Revision 0034 after 0033.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hasteh_call",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("aim", sa.String(length=5), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" <> member', name=op.f("ck_hasteh_call_not_to_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasteh_call")),
    )
    with op.batch_alter_table("hasteh_call", schema=None) as batch_op:
        batch_op.create_index("uq_hasteh_call_open", ["member"], unique=True, sqlite_where=sa.text("state = 'sent'"), postgresql_where=sa.text("state = 'sent'"))
    op.create_table(
        "hasteh_talent",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", name=op.f("pk_hasteh_talent")),
    )
    with op.batch_alter_table("hasteh_talent", schema=None) as batch_op:
        batch_op.create_index("ix_hasteh_talent_at", ["at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("hasteh_talent", schema=None) as batch_op:
        batch_op.drop_index("ix_hasteh_talent_at")
    op.drop_table("hasteh_talent")
    with op.batch_alter_table("hasteh_call", schema=None) as batch_op:
        batch_op.drop_index("uq_hasteh_call_open", sqlite_where=sa.text("state = 'sent'"), postgresql_where=sa.text("state = 'sent'"))
    op.drop_table("hasteh_call")
