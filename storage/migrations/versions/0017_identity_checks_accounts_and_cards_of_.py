"""Identity checks, accounts and cards of pishkhan.

Revision 0017 after 0016.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pishkhan_account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("form", sa.LargeBinary(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("numbers", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.String(length=60), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("by IS NULL OR by <> member", name=op.f("ck_pishkhan_account_not_by_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pishkhan_account")),
    )
    with op.batch_alter_table("pishkhan_account", schema=None) as batch_op:
        batch_op.create_index("ix_pishkhan_account_member", ["member", "id"], unique=False)
        batch_op.create_index(
            "ix_pishkhan_account_waiting", ["moved"], unique=False, sqlite_where=sa.text("state = 'review'"), postgresql_where=sa.text("state = 'review'")
        )
        batch_op.create_index(
            "uq_pishkhan_account_stands",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('review', 'defective', 'opening', 'open')"),
            postgresql_where=sa.text("state IN ('review', 'defective', 'opening', 'open')"),
        )
    op.create_table(
        "pishkhan_card",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pishkhan_card")),
    )
    with op.batch_alter_table("pishkhan_card", schema=None) as batch_op:
        batch_op.create_index("ix_pishkhan_card_member", ["member", "id"], unique=False)
        batch_op.create_index(
            "ix_pishkhan_card_waiting",
            ["moved"],
            unique=False,
            sqlite_where=sa.text("state IN ('asked', 'made')"),
            postgresql_where=sa.text("state IN ('asked', 'made')"),
        )
        batch_op.create_index(
            "uq_pishkhan_card_under_way",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('asked', 'made', 'posted')"),
            postgresql_where=sa.text("state IN ('asked', 'made', 'posted')"),
        )
    op.create_table(
        "pishkhan_identity",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("evidence", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rates", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("flaw", sa.String(length=10), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("by IS NULL OR by <> member", name=op.f("ck_pishkhan_identity_not_by_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pishkhan_identity")),
    )
    with op.batch_alter_table("pishkhan_identity", schema=None) as batch_op:
        batch_op.create_index("ix_pishkhan_identity_member", ["member", "id"], unique=False)
        batch_op.create_index(
            "ix_pishkhan_identity_waiting", ["moved"], unique=False, sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'")
        )
        batch_op.create_index(
            "uq_pishkhan_identity_stands",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('waiting', 'again', 'passed')"),
            postgresql_where=sa.text("state IN ('waiting', 'again', 'passed')"),
        )


def downgrade() -> None:
    with op.batch_alter_table("pishkhan_identity", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pishkhan_identity_stands",
            sqlite_where=sa.text("state IN ('waiting', 'again', 'passed')"),
            postgresql_where=sa.text("state IN ('waiting', 'again', 'passed')"),
        )
        batch_op.drop_index("ix_pishkhan_identity_waiting", sqlite_where=sa.text("state = 'waiting'"), postgresql_where=sa.text("state = 'waiting'"))
        batch_op.drop_index("ix_pishkhan_identity_member")
    op.drop_table("pishkhan_identity")
    with op.batch_alter_table("pishkhan_card", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pishkhan_card_under_way", sqlite_where=sa.text("state IN ('asked', 'made', 'posted')"), postgresql_where=sa.text("state IN ('asked', 'made', 'posted')")
        )
        batch_op.drop_index("ix_pishkhan_card_waiting", sqlite_where=sa.text("state IN ('asked', 'made')"), postgresql_where=sa.text("state IN ('asked', 'made')"))
        batch_op.drop_index("ix_pishkhan_card_member")
    op.drop_table("pishkhan_card")
    with op.batch_alter_table("pishkhan_account", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pishkhan_account_stands",
            sqlite_where=sa.text("state IN ('review', 'defective', 'opening', 'open')"),
            postgresql_where=sa.text("state IN ('review', 'defective', 'opening', 'open')"),
        )
        batch_op.drop_index("ix_pishkhan_account_waiting", sqlite_where=sa.text("state = 'review'"), postgresql_where=sa.text("state = 'review'"))
        batch_op.drop_index("ix_pishkhan_account_member")
    op.drop_table("pishkhan_account")
