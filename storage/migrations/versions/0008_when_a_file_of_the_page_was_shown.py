"""When a file of the page was shown

Revision 0008 after 0007. What is new may be empty, so that the version before goes on writing; the nightly round dates what has none.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("web_media", schema=None) as batch_op:
        batch_op.add_column(sa.Column("at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("web_media", schema=None) as batch_op:
        batch_op.drop_column("at")
