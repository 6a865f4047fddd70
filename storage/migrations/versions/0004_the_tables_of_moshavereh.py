"""The tables of moshavereh

Revision 0004 after 0003.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "moshavereh_case",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("talk", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_case")),
    )
    with op.batch_alter_table("moshavereh_case", schema=None) as batch_op:
        batch_op.create_index("ix_moshavereh_case_rahyar", ["rahyar"], unique=False)
        batch_op.create_index("ix_moshavereh_case_state", ["state", "opened"], unique=False)
    op.create_table(
        "moshavereh_line",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("case_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.String(length=10), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("media", sa.String(length=300), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["moshavereh_case.id"], name=op.f("fk_moshavereh_line_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moshavereh_line")),
    )
    with op.batch_alter_table("moshavereh_line", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_moshavereh_line_case_id"), ["case_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("moshavereh_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_moshavereh_line_case_id"))
    op.drop_table("moshavereh_line")
    with op.batch_alter_table("moshavereh_case", schema=None) as batch_op:
        batch_op.drop_index("ix_moshavereh_case_state")
        batch_op.drop_index("ix_moshavereh_case_rahyar")
    op.drop_table("moshavereh_case")
