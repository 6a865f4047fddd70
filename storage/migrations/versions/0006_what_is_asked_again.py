"""What is asked again of an application, and whose a card and a case is

Revision 0006 after 0005.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("member_application") as batch_op:
        batch_op.add_column(sa.Column("wants", sa.String(length=80), nullable=True))
    with op.batch_alter_table("card_copy") as batch_op:
        batch_op.create_index("ix_card_copy_member", ["member"])
    with op.batch_alter_table("moshavereh_case") as batch_op:
        batch_op.create_index("ix_moshavereh_case_member", ["member"])


def downgrade() -> None:
    with op.batch_alter_table("moshavereh_case") as batch_op:
        batch_op.drop_index("ix_moshavereh_case_member")
    with op.batch_alter_table("card_copy") as batch_op:
        batch_op.drop_index("ix_card_copy_member")
    with op.batch_alter_table("member_application") as batch_op:
        batch_op.drop_column("wants")
