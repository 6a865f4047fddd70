"""Carts, favourites and letters to sellers.

Revision 0027 after 0026.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bazaar_cart",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("count > 0", name=op.f("ck_bazaar_cart_some")),
        sa.PrimaryKeyConstraint("member", "product", name=op.f("pk_bazaar_cart")),
    )
    op.create_table(
        "bazaar_favourite",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", "product", name=op.f("pk_bazaar_favourite")),
    )
    op.create_table(
        "bazaar_letter",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seller", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by_buyer", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("buyer <> seller", name=op.f("ck_bazaar_letter_not_to_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bazaar_letter")),
    )
    with op.batch_alter_table("bazaar_letter", schema=None) as batch_op:
        batch_op.create_index("ix_bazaar_letter_buyer", ["buyer", "product", "id"], unique=False)
        batch_op.create_index("ix_bazaar_letter_seller", ["seller", "buyer", "at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("bazaar_letter", schema=None) as batch_op:
        batch_op.drop_index("ix_bazaar_letter_seller")
        batch_op.drop_index("ix_bazaar_letter_buyer")
    op.drop_table("bazaar_letter")
    op.drop_table("bazaar_favourite")
    op.drop_table("bazaar_cart")
