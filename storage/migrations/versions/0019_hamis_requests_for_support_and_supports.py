"""Hamis, requests for support, and supports.

Revision 0019 after 0018.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hami_approached",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("ask", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hami", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hami_approached")),
    )
    with op.batch_alter_table("hami_approached", schema=None) as batch_op:
        batch_op.create_index("ix_hami_approached_hami", ["hami", "answer"], unique=False)
        batch_op.create_index("uq_hami_approached_ask", ["ask", "hami"], unique=True)
    op.create_table(
        "hami_ask",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("spent_on", sa.String(length=12), nullable=False),
        sa.Column("story", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(kind = 'credit') = (amount > 0)", name=op.f("ck_hami_ask_credit_has_an_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hami_ask")),
    )
    with op.batch_alter_table("hami_ask", schema=None) as batch_op:
        batch_op.create_index("ix_hami_ask_member", ["member", "id"], unique=False)
        batch_op.create_index("uq_hami_ask_open", ["member", "kind"], unique=True, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
    op.create_table(
        "hami_profile",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kinds", sa.String(length=60), nullable=False),
        sa.Column("trade", sa.String(length=12), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hami_profile")),
    )
    with op.batch_alter_table("hami_profile", schema=None) as batch_op:
        batch_op.create_index("ix_hami_profile_trade", ["trade"], unique=False)
        batch_op.create_index("uq_hami_profile_member", ["member"], unique=True)
    op.create_table(
        "hami_support",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hami", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("used", sa.BigInteger(), nullable=False),
        sa.Column("spent_on", sa.String(length=12), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ask", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("thanks", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0 AND used >= 0 AND used <= amount", name=op.f("ck_hami_support_no_more_than_given")),
        sa.CheckConstraint("hami <> member", name=op.f("ck_hami_support_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hami_support")),
    )
    with op.batch_alter_table("hami_support", schema=None) as batch_op:
        batch_op.create_index("ix_hami_support_ask", ["ask"], unique=False)
        batch_op.create_index("ix_hami_support_hami", ["hami", "id"], unique=False)
        batch_op.create_index("ix_hami_support_member", ["member", "id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("hami_support", schema=None) as batch_op:
        batch_op.drop_index("ix_hami_support_member")
        batch_op.drop_index("ix_hami_support_hami")
        batch_op.drop_index("ix_hami_support_ask")
    op.drop_table("hami_support")
    with op.batch_alter_table("hami_profile", schema=None) as batch_op:
        batch_op.drop_index("uq_hami_profile_member")
        batch_op.drop_index("ix_hami_profile_trade")
    op.drop_table("hami_profile")
    with op.batch_alter_table("hami_ask", schema=None) as batch_op:
        batch_op.drop_index("uq_hami_ask_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index("ix_hami_ask_member")
    op.drop_table("hami_ask")
    with op.batch_alter_table("hami_approached", schema=None) as batch_op:
        batch_op.drop_index("uq_hami_approached_ask")
        batch_op.drop_index("ix_hami_approached_hami")
    op.drop_table("hami_approached")
