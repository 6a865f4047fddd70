"""Accounts that are blocked.

Revision 0024 after 0023.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _stands("state IN ('review', 'defective', 'opening', 'open', 'blocked')")


def downgrade() -> None:
    _stands("state IN ('review', 'defective', 'opening', 'open')")


def _stands(where: str) -> None:
    """Of which there is one for a member."""
    with op.batch_alter_table("pishkhan_account", schema=None) as batch_op:
        batch_op.drop_index("uq_pishkhan_account_stands")
        batch_op.create_index("uq_pishkhan_account_stands", ["member"], unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
