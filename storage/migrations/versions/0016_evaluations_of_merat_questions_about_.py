"""Evaluations of merat, questions about members, improvers, permits and looks.

Revision 0016 after 0015.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "merat_check",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("declared", sa.LargeBinary(), nullable=False),
        sa.Column("outcome", sa.LargeBinary(), nullable=False),
        sa.Column("dispute", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rates", sa.Integer(), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided", sa.DateTime(timezone=True), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("follows", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state NOT IN ('valid', 'disputed') OR (decided IS NOT NULL AND until IS NOT NULL)", name=op.f("ck_merat_check_a_result_is_whole")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merat_check")),
    )
    with op.batch_alter_table("merat_check", schema=None) as batch_op:
        batch_op.create_index(
            "ix_merat_check_disputed", ["moved"], unique=False, sqlite_where=sa.text("state = 'disputed'"), postgresql_where=sa.text("state = 'disputed'")
        )
        batch_op.create_index("ix_merat_check_member", ["member", "id"], unique=False)
        batch_op.create_index(
            "uq_merat_check_current",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('valid', 'disputed')"),
            postgresql_where=sa.text("state IN ('valid', 'disputed')"),
        )
        batch_op.create_index(
            "uq_merat_check_gathering", ["member"], unique=True, sqlite_where=sa.text("state = 'gathering'"), postgresql_where=sa.text("state = 'gathering'")
        )
    op.create_table(
        "merat_improver",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("member <> by", name=op.f("ck_merat_improver_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merat_improver")),
    )
    with op.batch_alter_table("merat_improver", schema=None) as batch_op:
        batch_op.create_index("ix_merat_improver_by", ["by", "member"], unique=False)
        batch_op.create_index("ix_merat_improver_member", ["member", "id"], unique=False)
        batch_op.create_index("uq_merat_improver_asked", ["member"], unique=True, sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))
    op.create_table(
        "merat_look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("viewer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merat_look")),
    )
    with op.batch_alter_table("merat_look", schema=None) as batch_op:
        batch_op.create_index("ix_merat_look_member", ["member", "id"], unique=False)
    op.create_table(
        "merat_permit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("viewer", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("ended", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("member <> viewer", name=op.f("ck_merat_permit_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merat_permit")),
    )
    with op.batch_alter_table("merat_permit", schema=None) as batch_op:
        batch_op.create_index("ix_merat_permit_member", ["member", "id"], unique=False)
        batch_op.create_index("ix_merat_permit_viewer", ["viewer", "member"], unique=False)
    op.create_table(
        "merat_witness",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("check_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("word", sa.String(length=8), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(word = '') = (by IS NULL)", name=op.f("ck_merat_witness_who_said_it")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merat_witness")),
    )
    with op.batch_alter_table("merat_witness", schema=None) as batch_op:
        batch_op.create_index("uq_merat_witness_check", ["check_id", "kind"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("merat_witness", schema=None) as batch_op:
        batch_op.drop_index("uq_merat_witness_check")
    op.drop_table("merat_witness")
    with op.batch_alter_table("merat_permit", schema=None) as batch_op:
        batch_op.drop_index("ix_merat_permit_viewer")
        batch_op.drop_index("ix_merat_permit_member")
    op.drop_table("merat_permit")
    with op.batch_alter_table("merat_look", schema=None) as batch_op:
        batch_op.drop_index("ix_merat_look_member")
    op.drop_table("merat_look")
    with op.batch_alter_table("merat_improver", schema=None) as batch_op:
        batch_op.drop_index("uq_merat_improver_asked", sqlite_where=sa.text("state = 'asked'"), postgresql_where=sa.text("state = 'asked'"))
        batch_op.drop_index("ix_merat_improver_member")
        batch_op.drop_index("ix_merat_improver_by")
    op.drop_table("merat_improver")
    with op.batch_alter_table("merat_check", schema=None) as batch_op:
        batch_op.drop_index("uq_merat_check_gathering", sqlite_where=sa.text("state = 'gathering'"), postgresql_where=sa.text("state = 'gathering'"))
        batch_op.drop_index("uq_merat_check_current", sqlite_where=sa.text("state IN ('valid', 'disputed')"), postgresql_where=sa.text("state IN ('valid', 'disputed')"))
        batch_op.drop_index("ix_merat_check_member")
        batch_op.drop_index("ix_merat_check_disputed", sqlite_where=sa.text("state = 'disputed'"), postgresql_where=sa.text("state = 'disputed'"))
    op.drop_table("merat_check")
