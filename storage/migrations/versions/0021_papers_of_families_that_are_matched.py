"""Papers of families that are matched.

Revision 0021 after 0020.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loan_file",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("track", sa.String(length=8), nullable=False),
        sa.Column("code", sa.LargeBinary(), nullable=False),
        sa.Column("texted", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("papers", sa.LargeBinary(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("loan", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'passed') = (loan IS NOT NULL)", name=op.f("ck_loan_file_passed_is_a_loan")),
        sa.CheckConstraint('"by" IS NULL OR "by" <> member', name=op.f("ck_loan_file_not_by_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_file")),
    )
    with op.batch_alter_table("loan_file", schema=None) as batch_op:
        batch_op.create_index("ix_loan_file_member", ["member", "id"], unique=False)
        batch_op.create_index("ix_loan_file_state", ["state", "id"], unique=False)
        batch_op.create_index(
            "uq_loan_file_once",
            ["member", "track"],
            unique=True,
            sqlite_where=sa.text("state IN ('papers', 'waiting', 'passed')"),
            postgresql_where=sa.text("state IN ('papers', 'waiting', 'passed')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("loan_file", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_loan_file_once", sqlite_where=sa.text("state IN ('papers', 'waiting', 'passed')"), postgresql_where=sa.text("state IN ('papers', 'waiting', 'passed')")
        )
        batch_op.drop_index("ix_loan_file_state")
        batch_op.drop_index("ix_loan_file_member")
    op.drop_table("loan_file")
