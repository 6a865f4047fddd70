"""What is wanted in the bazaar, and orders that were ready late.

Revision 0036 after 0035.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bazaar_bid",
        sa.Column("wish", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seller", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("wish", "product", name=op.f("pk_bazaar_bid")),
    )
    op.create_table(
        "bazaar_wish",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("buyer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section", sa.String(length=14), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("most", sa.BigInteger(), nullable=False),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("most >= 0", name=op.f("ck_bazaar_wish_no_debt")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bazaar_wish")),
    )
    with op.batch_alter_table("bazaar_wish", schema=None) as batch_op:
        batch_op.create_index("ix_bazaar_wish_buyer", ["buyer", "id"], unique=False)
        batch_op.create_index("ix_bazaar_wish_open", ["section", "id"], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
    with op.batch_alter_table("bazaar_order", schema=None) as batch_op:
        batch_op.add_column(sa.Column("late", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("bazaar_order", schema=None) as batch_op:
        batch_op.drop_column("late")
    with op.batch_alter_table("bazaar_wish", schema=None) as batch_op:
        batch_op.drop_index("ix_bazaar_wish_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index("ix_bazaar_wish_buyer")
    op.drop_table("bazaar_wish")
    op.drop_table("bazaar_bid")
