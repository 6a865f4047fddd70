"""Orders.

Revision 0028 after 0027.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

COMPLETED = "state = 'completed'"


def upgrade() -> None:
    op.create_table(
        "bazaar_order",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seller", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sat", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("booth", sa.String(length=60), nullable=False),
        sa.Column("lines", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("commission", sa.BigInteger(), nullable=False),
        sa.Column("prep_days", sa.Integer(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("loan", sa.String(length=40), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.Column("back", sa.BigInteger(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("wants_out", sa.Boolean(), nullable=False),
        sa.Column("delivered", sa.DateTime(timezone=True), nullable=True),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("shipping", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("buyer <> seller", name=op.f("ck_bazaar_order_not_with_oneself")),
        sa.CheckConstraint("total > 0 AND credit >= 0 AND credit <= total AND back >= 0 AND back <= total", name=op.f("ck_bazaar_order_adds_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bazaar_order")),
    )
    with op.batch_alter_table("bazaar_order", schema=None) as batch_op:
        batch_op.create_index("ix_bazaar_order_buyer", ["buyer", "id"], unique=False)
        batch_op.create_index("ix_bazaar_order_completed", ["moved"], unique=False, sqlite_where=sa.text(COMPLETED), postgresql_where=sa.text(COMPLETED))
        batch_op.create_index("ix_bazaar_order_sat", ["sat", "state"], unique=False)
        batch_op.create_index("ix_bazaar_order_seller", ["seller", "state", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("bazaar_order", schema=None) as batch_op:
        batch_op.drop_index("ix_bazaar_order_seller")
        batch_op.drop_index("ix_bazaar_order_sat")
        batch_op.drop_index("ix_bazaar_order_completed", sqlite_where=sa.text(COMPLETED), postgresql_where=sa.text(COMPLETED))
        batch_op.drop_index("ix_bazaar_order_buyer")
    op.drop_table("bazaar_order")
