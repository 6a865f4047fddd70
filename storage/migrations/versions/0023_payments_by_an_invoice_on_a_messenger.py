"""Payments by an invoice on a messenger.

Revision 0023 after 0022.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("hesam_payment", schema=None) as batch_op:
        batch_op.add_column(sa.Column("by", sa.String(length=8), server_default="link", nullable=False))
        batch_op.add_column(sa.Column("person", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("transaction", sa.String(length=80), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("hesam_payment", schema=None) as batch_op:
        batch_op.drop_column("transaction")
        batch_op.drop_column("person")
        batch_op.drop_column("by")
