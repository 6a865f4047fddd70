"""Loans that are asked for, paid out and paid back.

Revision 0020 after 0019.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "loan_backing",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loan", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("support", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("credit > 0", name=op.f("ck_loan_backing_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_backing")),
    )
    with op.batch_alter_table("loan_backing", schema=None) as batch_op:
        batch_op.create_index("ix_loan_backing_support", ["support"], unique=False)
        batch_op.create_index("uq_loan_backing_once", ["loan", "support"], unique=True)
    op.create_table(
        "loan_due",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loan", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("left", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.DateTime(timezone=True), nullable=True),
        sa.Column("late", sa.BigInteger(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0 AND late >= 0", name=op.f("ck_loan_due_not_below_zero")),
        sa.CheckConstraint("paid IS NULL OR NOT dropped", name=op.f("ck_loan_due_paid_or_dropped")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_due")),
    )
    with op.batch_alter_table("loan_due", schema=None) as batch_op:
        batch_op.create_index("uq_loan_due_number", ["loan", "number"], unique=True)
    op.create_table(
        "loan_loan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("track", sa.String(length=8), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("service", sa.String(length=10), nullable=False),
        sa.Column("supported", sa.Boolean(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rates", sa.Integer(), nullable=False),
        sa.Column("own", sa.BigInteger(), nullable=False),
        sa.Column("note", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("signed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("first", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("second", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "state NOT IN ('active', 'closed') OR (note IS NOT NULL AND digest <> '' AND first IS NOT NULL AND begins IS NOT NULL)",
            name=op.f("ck_loan_loan_paid_out_in_order"),
        ),
        sa.CheckConstraint("state NOT IN ('review', 'second') OR digest <> ''", name=op.f("ck_loan_loan_reviewed_when_signed")),
        sa.CheckConstraint("amount > 0 AND months > 0 AND own >= 0", name=op.f("ck_loan_loan_something")),
        sa.CheckConstraint("first IS NULL OR first <> member", name=op.f("ck_loan_loan_not_by_oneself")),
        sa.CheckConstraint("second IS NULL OR (second <> member AND second <> first)", name=op.f("ck_loan_loan_four_eyes")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_loan")),
    )
    with op.batch_alter_table("loan_loan", schema=None) as batch_op:
        batch_op.create_index("ix_loan_loan_member", ["member", "id"], unique=False)
        batch_op.create_index("ix_loan_loan_state", ["state", "id"], unique=False)
        batch_op.create_index("uq_loan_loan_note", ["note"], unique=True)
        batch_op.create_index(
            "uq_loan_loan_open",
            ["member", "track"],
            unique=True,
            sqlite_where=sa.text("state IN ('preparing', 'review', 'second')"),
            postgresql_where=sa.text("state IN ('preparing', 'review', 'second')"),
        )
    op.create_table(
        "loan_relief",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loan", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" IS NULL OR "by" <> member', name=op.f("ck_loan_relief_not_by_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_loan_relief")),
    )
    with op.batch_alter_table("loan_relief", schema=None) as batch_op:
        batch_op.create_index("ix_loan_relief_loan", ["loan", "id"], unique=False)
        batch_op.create_index("ix_loan_relief_state", ["state", "id"], unique=False)
        batch_op.create_index("uq_loan_relief_asked", ["loan"], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))


def downgrade() -> None:
    with op.batch_alter_table("loan_relief", schema=None) as batch_op:
        batch_op.drop_index("uq_loan_relief_asked", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))
        batch_op.drop_index("ix_loan_relief_state")
        batch_op.drop_index("ix_loan_relief_loan")
    op.drop_table("loan_relief")
    with op.batch_alter_table("loan_loan", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_loan_loan_open",
            sqlite_where=sa.text("state IN ('preparing', 'review', 'second')"),
            postgresql_where=sa.text("state IN ('preparing', 'review', 'second')"),
        )
        batch_op.drop_index("uq_loan_loan_note")
        batch_op.drop_index("ix_loan_loan_state")
        batch_op.drop_index("ix_loan_loan_member")
    op.drop_table("loan_loan")
    with op.batch_alter_table("loan_due", schema=None) as batch_op:
        batch_op.drop_index("uq_loan_due_number")
    op.drop_table("loan_due")
    with op.batch_alter_table("loan_backing", schema=None) as batch_op:
        batch_op.drop_index("uq_loan_backing_once")
        batch_op.drop_index("ix_loan_backing_support")
    op.drop_table("loan_backing")
