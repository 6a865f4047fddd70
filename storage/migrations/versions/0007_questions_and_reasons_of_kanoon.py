"""Questions and reasons of kanoon

Revision 0007 after 0006. What is new may be empty, so that the version before goes on writing.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("kanoon", schema=None) as batch_op:
        batch_op.add_column(sa.Column("city", sa.String(length=60), nullable=True))
        batch_op.add_column(sa.Column("questions", sa.Text(), nullable=True))
    with op.batch_alter_table("kanoon_join", schema=None) as batch_op:
        batch_op.add_column(sa.Column("replies", sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column("why", sa.String(length=20), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("kanoon_join", schema=None) as batch_op:
        batch_op.drop_column("why")
        batch_op.drop_column("replies")
    with op.batch_alter_table("kanoon", schema=None) as batch_op:
        batch_op.drop_column("questions")
        batch_op.drop_column("city")
