"""Who is mentioned in a private note beside a case

Revision 0011 after 0010. The version before goes on writing notes without mentions.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

ROW = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "moshavereh_mention",
        sa.Column("note_id", ROW, nullable=False),
        sa.Column("member_id", ROW, nullable=False),
        sa.ForeignKeyConstraint(["note_id"], ["moshavereh_note.id"], name=op.f("fk_moshavereh_mention_note_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("note_id", "member_id", name=op.f("pk_moshavereh_mention")),
    )


def downgrade() -> None:
    op.drop_table("moshavereh_mention")
