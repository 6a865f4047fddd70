"""Links of the chain of value, who was brought together, what is done together.

Revision 0035 after 0034.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hasteh_drive",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=60), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("least", sa.Integer(), nullable=False),
        sa.Column("product", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasteh_drive")),
    )
    with op.batch_alter_table("hasteh_drive", schema=None) as batch_op:
        batch_op.create_index("ix_hasteh_drive_by", ["by", "id"], unique=False)
        batch_op.create_index(
            "ix_hasteh_drive_open", ["province", "until"], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'")
        )
    op.create_table(
        "hasteh_link",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hasteh", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leader", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=5), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("item", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasteh_link")),
    )
    with op.batch_alter_table("hasteh_link", schema=None) as batch_op:
        batch_op.create_index("ix_hasteh_link_leader", ["leader", "id"], unique=False)
        batch_op.create_index("ix_hasteh_link_open", ["side", "id"], unique=False, sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open"))
    op.create_table(
        "hasteh_match",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("need", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("offerer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("needer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("offer_yes", sa.Boolean(), nullable=False),
        sa.Column("need_yes", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state NOT IN ('accepted', 'deal') OR (offer_yes AND need_yes)", name=op.f("ck_hasteh_match_both_agreed")),
        sa.CheckConstraint("offerer <> needer", name=op.f("ck_hasteh_match_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hasteh_match")),
    )
    with op.batch_alter_table("hasteh_match", schema=None) as batch_op:
        batch_op.create_index("ix_hasteh_match_needer", ["needer", "id"], unique=False)
        batch_op.create_index("ix_hasteh_match_offerer", ["offerer", "id"], unique=False)
        batch_op.create_index("uq_hasteh_match_two", ["offer", "need"], unique=True)
    op.create_table(
        "hasteh_share",
        sa.Column("drive", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("count", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("count >= 0", name=op.f("ck_hasteh_share_not_below_zero")),
        sa.PrimaryKeyConstraint("drive", "member", name=op.f("pk_hasteh_share")),
    )


def downgrade() -> None:
    op.drop_table("hasteh_share")
    with op.batch_alter_table("hasteh_match", schema=None) as batch_op:
        batch_op.drop_index("uq_hasteh_match_two")
        batch_op.drop_index("ix_hasteh_match_offerer")
        batch_op.drop_index("ix_hasteh_match_needer")
    op.drop_table("hasteh_match")
    with op.batch_alter_table("hasteh_link", schema=None) as batch_op:
        batch_op.drop_index("ix_hasteh_link_open", sqlite_where=sa.text("open = 1"), postgresql_where=sa.text("open"))
        batch_op.drop_index("ix_hasteh_link_leader")
    op.drop_table("hasteh_link")
    with op.batch_alter_table("hasteh_drive", schema=None) as batch_op:
        batch_op.drop_index("ix_hasteh_drive_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index("ix_hasteh_drive_by")
    op.drop_table("hasteh_drive")
