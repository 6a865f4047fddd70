"""Kept calculations of loan.

Revision 0015 after 0014.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loan_quote",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("track", sa.String(length=6), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rates", sa.Integer(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0 AND months > 0", name=op.f("ck_loan_quote_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_quote")),
    )
    with op.batch_alter_table("loan_quote", schema=None) as batch_op:
        batch_op.create_index("ix_loan_quote_member", ["member", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("loan_quote", schema=None) as batch_op:
        batch_op.drop_index("ix_loan_quote_member")
    op.drop_table("loan_quote")
