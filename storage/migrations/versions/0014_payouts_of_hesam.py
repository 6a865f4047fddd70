"""Payouts of hesam.

Revision 0014 after 0013.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hesam_payout",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("sheba", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_hesam_payout_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_payout")),
    )
    with op.batch_alter_table("hesam_payout", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_payout_member", ["member", "id"], unique=False)
        batch_op.create_index(
            "uq_hesam_payout_open",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'sending')"),
            postgresql_where=sa.text("state IN ('asked', 'sending')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("hesam_payout", schema=None) as batch_op:
        batch_op.drop_index("uq_hesam_payout_open", sqlite_where=sa.text("state IN ('asked', 'sending')"), postgresql_where=sa.text("state IN ('asked', 'sending')"))
        batch_op.drop_index("ix_hesam_payout_member")
    op.drop_table("hesam_payout")
