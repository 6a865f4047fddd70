"""Returns and ratings.

Revision 0029 after 0028.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

OPEN = "state IN ('asked', 'agreed', 'sent', 'disputed')"
DISPUTED = "state = 'disputed'"


def upgrade() -> None:
    op.create_table(
        "bazaar_rating",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sat", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seller", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("stars", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_bazaar_rating_stars")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bazaar_rating")),
    )
    with op.batch_alter_table("bazaar_rating", schema=None) as batch_op:
        batch_op.create_index("ix_bazaar_rating_product", ["product", "id"], unique=False)
        batch_op.create_index("ix_bazaar_rating_sat", ["sat", "id"], unique=False)
        batch_op.create_index("uq_bazaar_rating_once", ["order", "product"], unique=True)
    op.create_table(
        "bazaar_take_back",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("order", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seller", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("ruling", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" IS NULL OR ("by" <> buyer AND "by" <> seller)', name=op.f("ck_bazaar_take_back_not_by_either")),
        sa.CheckConstraint("count > 0 AND amount > 0", name=op.f("ck_bazaar_take_back_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bazaar_take_back")),
    )
    with op.batch_alter_table("bazaar_take_back", schema=None) as batch_op:
        batch_op.create_index("ix_bazaar_take_back_buyer", ["buyer", "id"], unique=False)
        batch_op.create_index("ix_bazaar_take_back_disputed", ["moved"], unique=False, sqlite_where=sa.text(DISPUTED), postgresql_where=sa.text(DISPUTED))
        batch_op.create_index("ix_bazaar_take_back_order", ["order", "id"], unique=False)
        batch_op.create_index("ix_bazaar_take_back_seller", ["seller", "id"], unique=False)
        batch_op.create_index("uq_bazaar_take_back_open", ["order", "product"], unique=True, sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN))


def downgrade() -> None:
    with op.batch_alter_table("bazaar_take_back", schema=None) as batch_op:
        batch_op.drop_index("uq_bazaar_take_back_open", sqlite_where=sa.text(OPEN), postgresql_where=sa.text(OPEN))
        batch_op.drop_index("ix_bazaar_take_back_seller")
        batch_op.drop_index("ix_bazaar_take_back_order")
        batch_op.drop_index("ix_bazaar_take_back_disputed", sqlite_where=sa.text(DISPUTED), postgresql_where=sa.text(DISPUTED))
        batch_op.drop_index("ix_bazaar_take_back_buyer")
    op.drop_table("bazaar_take_back")
    with op.batch_alter_table("bazaar_rating", schema=None) as batch_op:
        batch_op.drop_index("uq_bazaar_rating_once")
        batch_op.drop_index("ix_bazaar_rating_sat")
        batch_op.drop_index("ix_bazaar_rating_product")
    op.drop_table("bazaar_rating")
