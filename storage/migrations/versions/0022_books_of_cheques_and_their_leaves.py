"""Books of cheques and their leaves.

Revision 0022 after 0021.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "cheque_book",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leaves", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account", sa.LargeBinary(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("leaves > 0", name=op.f("ck_cheque_book_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cheque_book")),
    )
    with op.batch_alter_table("cheque_book", schema=None) as batch_op:
        batch_op.create_index("ix_cheque_book_member", ["member", "id"], unique=False)
        batch_op.create_index("uq_cheque_book_asked", ["member"], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))
    op.create_table(
        "cheque_leaf",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("book", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("serial", sa.String(length=16), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("payee", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("holder", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("offered", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("due", sa.Date(), nullable=True),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("lack", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'blank' AND amount = 0) OR (state <> 'blank' AND amount > 0)", name=op.f("ck_cheque_leaf_an_amount")),
        sa.CheckConstraint(
            "(state = 'blank') = (payee IS NULL) AND (state = 'blank') = (holder IS NULL) AND (state = 'blank') = (digest = '') AND (state = 'blank') = (due IS NULL)",
            name=op.f("ck_cheque_leaf_written_at_once"),
        ),
        sa.CheckConstraint("(state IN ('issued', 'passing')) = (offered IS NOT NULL)", name=op.f("ck_cheque_leaf_offered_to_somebody")),
        sa.CheckConstraint("payee IS NULL OR payee <> member", name=op.f("ck_cheque_leaf_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cheque_leaf")),
    )
    with op.batch_alter_table("cheque_leaf", schema=None) as batch_op:
        batch_op.create_index("ix_cheque_leaf_book", ["book"], unique=False)
        batch_op.create_index("ix_cheque_leaf_holder", ["holder", "state"], unique=False)
        batch_op.create_index("ix_cheque_leaf_member", ["member", "state", "id"], unique=False)
        batch_op.create_index("ix_cheque_leaf_offered", ["offered"], unique=False)
        batch_op.create_index("uq_cheque_leaf_serial", ["serial"], unique=True)
    op.create_table(
        "cheque_step",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leaf", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("deed", sa.String(length=10), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("to", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("certificate", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("(digest = '') = (certificate IS NULL)", name=op.f("ck_cheque_step_signed_or_not")),
        sa.CheckConstraint("deed NOT IN ('issue', 'pass') OR digest <> ''", name=op.f("ck_cheque_step_what_binds_is_signed")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cheque_step")),
    )
    with op.batch_alter_table("cheque_step", schema=None) as batch_op:
        batch_op.create_index("ix_cheque_step_by", ["by", "leaf"], unique=False)
        batch_op.create_index("ix_cheque_step_leaf", ["leaf", "id"], unique=False)
        batch_op.create_index("ix_cheque_step_to", ["to", "leaf"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("cheque_step", schema=None) as batch_op:
        batch_op.drop_index("ix_cheque_step_to")
        batch_op.drop_index("ix_cheque_step_leaf")
        batch_op.drop_index("ix_cheque_step_by")
    op.drop_table("cheque_step")
    with op.batch_alter_table("cheque_leaf", schema=None) as batch_op:
        batch_op.drop_index("uq_cheque_leaf_serial")
        batch_op.drop_index("ix_cheque_leaf_offered")
        batch_op.drop_index("ix_cheque_leaf_member")
        batch_op.drop_index("ix_cheque_leaf_holder")
        batch_op.drop_index("ix_cheque_leaf_book")
    op.drop_table("cheque_leaf")
    with op.batch_alter_table("cheque_book", schema=None) as batch_op:
        batch_op.drop_index("uq_cheque_book_asked", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))
        batch_op.drop_index("ix_cheque_book_member")
    op.drop_table("cheque_book")
