"""Plans and vouchers of ام‌اقساط; orders name whatever pays them.

Revision 0033 after 0032.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

STANDS = "state IN ('drawn', 'running', 'behind', 'defaulted', 'done', 'undone')"


def rename_column(old: str, new: str) -> None:
    """PostgreSQL 18 gives what may not be NULL a constraint with the name of its column; earlier ones have none."""
    op.execute(f"ALTER TABLE bazaar_order RENAME COLUMN {old} TO {new}")
    if op.get_bind().dialect.name == "postgresql":
        rename = f"ALTER TABLE bazaar_order RENAME CONSTRAINT bazaar_order_{old}_not_null TO bazaar_order_{new}_not_null"
        op.execute(f"DO $$ BEGIN IF EXISTS (SELECT FROM pg_constraint WHERE conname = 'bazaar_order_{old}_not_null') THEN {rename}; END IF; END $$")


def upgrade() -> None:
    op.create_table(
        "aghsat_bon",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("giver", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("category", sa.String(length=12), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("given", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_aghsat_bon_something")),
        sa.CheckConstraint("giver <> member", name=op.f("ck_aghsat_bon_not_to_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aghsat_bon")),
    )
    with op.batch_alter_table("aghsat_bon", schema=None) as batch_op:
        batch_op.create_index("ix_aghsat_bon_giver", ["giver", "id"], unique=False)
        batch_op.create_index("ix_aghsat_bon_member", ["member", "id"], unique=False)
    op.create_table(
        "aghsat_part",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("off", sa.BigInteger(), nullable=False),
        sa.Column("paid", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0 AND off >= 0 AND off <= amount", name=op.f("ck_aghsat_part_adds_up")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aghsat_part")),
    )
    with op.batch_alter_table("aghsat_part", schema=None) as batch_op:
        batch_op.create_index("uq_aghsat_part_number", ["plan", "number"], unique=True)
    op.create_table(
        "aghsat_plan",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("basis", sa.String(length=8), nullable=False),
        sa.Column("advance", sa.BigInteger(), nullable=False),
        sa.Column("months", sa.Integer(), nullable=False),
        sa.Column("breath", sa.Integer(), nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("thing", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.Column("cost", sa.BigInteger(), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("drawn", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("begins", sa.Date(), nullable=True),
        sa.Column("back", sa.BigInteger(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state IN ('drawn', 'lapsed')) = (begins IS NULL)", name=op.f("ck_aghsat_plan_begins_when_signed")),
        sa.CheckConstraint("months > 0 AND breath >= 0 AND days >= 0", name=op.f("ck_aghsat_plan_some_time")),
        sa.CheckConstraint(
            "total > 0 AND advance >= 0 AND advance < total AND cost >= 0 AND credit >= 0 AND back >= 0 AND back <= total", name=op.f("ck_aghsat_plan_adds_up")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aghsat_plan")),
    )
    with op.batch_alter_table("aghsat_plan", schema=None) as batch_op:
        batch_op.create_index("ix_aghsat_plan_member", ["member", "id"], unique=False)
        batch_op.create_index("uq_aghsat_plan_thing", ["thing"], unique=True, sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS))
    op.create_table(
        "aghsat_use",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("plan", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("support", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("credit", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("credit > 0", name=op.f("ck_aghsat_use_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aghsat_use")),
    )
    with op.batch_alter_table("aghsat_use", schema=None) as batch_op:
        batch_op.create_index("ix_aghsat_use_support", ["support"], unique=False)
        batch_op.create_index("uq_aghsat_use_once", ["plan", "support"], unique=True)
    rename_column("loan", "source")
    for table in ("sat_sat", "sat_product"):
        op.add_column(table, sa.Column("monthly", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    for table in ("sat_sat", "sat_product"):
        op.drop_column(table, "monthly")
    rename_column("source", "loan")
    with op.batch_alter_table("aghsat_use", schema=None) as batch_op:
        batch_op.drop_index("uq_aghsat_use_once")
        batch_op.drop_index("ix_aghsat_use_support")
    op.drop_table("aghsat_use")
    with op.batch_alter_table("aghsat_plan", schema=None) as batch_op:
        batch_op.drop_index("uq_aghsat_plan_thing", sqlite_where=sa.text(STANDS), postgresql_where=sa.text(STANDS))
        batch_op.drop_index("ix_aghsat_plan_member")
    op.drop_table("aghsat_plan")
    with op.batch_alter_table("aghsat_part", schema=None) as batch_op:
        batch_op.drop_index("uq_aghsat_part_number")
    op.drop_table("aghsat_part")
    with op.batch_alter_table("aghsat_bon", schema=None) as batch_op:
        batch_op.drop_index("ix_aghsat_bon_member")
        batch_op.drop_index("ix_aghsat_bon_giver")
    op.drop_table("aghsat_bon")
