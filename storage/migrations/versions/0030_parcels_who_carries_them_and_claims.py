"""Parcels, who carries them, and claims.

Revision 0030 after 0029.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

JOB_OPEN = "state IN ('offered', 'accepted')"
CLAIMED = "state IN ('open', 'paid')"
UNDER_WAY = "NOT (state IN ('delivered', 'returned', 'lost', 'damaged', 'cancelled'))"


def upgrade() -> None:
    op.create_table(
        "mts_agent",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("vehicle", sa.String(length=10), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", name=op.f("pk_mts_agent")),
    )
    with op.batch_alter_table("mts_agent", schema=None) as batch_op:
        batch_op.create_index("ix_mts_agent_place", ["province", "city"], unique=False, sqlite_where=sa.text("online"), postgresql_where=sa.text("online"))
    op.create_table(
        "mts_claim",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parcel", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=8), nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" IS NULL OR "by" <> member', name=op.f("ck_mts_claim_not_by_oneself")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mts_claim")),
    )
    with op.batch_alter_table("mts_claim", schema=None) as batch_op:
        batch_op.create_index("ix_mts_claim_member", ["member", "id"], unique=False)
        batch_op.create_index("ix_mts_claim_open", ["asked"], unique=False, sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.create_index("uq_mts_claim_once", ["parcel"], unique=True, sqlite_where=sa.text(CLAIMED), postgresql_where=sa.text(CLAIMED))
    op.create_table(
        "mts_event",
        sa.Column("parcel", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=15), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("place", sa.String(length=60), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("noted", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("parcel", "state", "at", name=op.f("pk_mts_event")),
    )
    op.create_table(
        "mts_job",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("parcel", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leg", sa.String(length=8), nullable=False),
        sa.Column("agent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mts_job")),
    )
    with op.batch_alter_table("mts_job", schema=None) as batch_op:
        batch_op.create_index("ix_mts_job_agent", ["agent", "state"], unique=False)
        batch_op.create_index("ix_mts_job_parcel", ["parcel", "id"], unique=False)
        batch_op.create_index(
            "uq_mts_job_open",
            ["parcel", "leg"],
            unique=True,
            sqlite_where=sa.text(JOB_OPEN),
            postgresql_where=sa.text(JOB_OPEN),
        )
    op.create_table(
        "mts_look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mts_look")),
    )
    with op.batch_alter_table("mts_look", schema=None) as batch_op:
        batch_op.create_index("ix_mts_look_member", ["member", "at"], unique=False)
    op.create_table(
        "mts_parcel",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("code", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=False),
        sa.Column("sender", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("receiver", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("grams", sa.Integer(), nullable=False),
        sa.Column("declared", sa.BigInteger(), nullable=False),
        sa.Column("payer", sa.String(length=8), nullable=False),
        sa.Column("carriage", sa.BigInteger(), nullable=False),
        sa.Column("insurance", sa.BigInteger(), nullable=False),
        sa.Column("state", sa.String(length=15), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expected", sa.Date(), nullable=False),
        sa.Column("order", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("agent", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("locked", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("grams > 0 AND declared >= 0 AND carriage >= 0 AND insurance >= 0", name=op.f("ck_mts_parcel_something")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mts_parcel")),
    )
    with op.batch_alter_table("mts_parcel", schema=None) as batch_op:
        batch_op.create_index("ix_mts_parcel_agent", ["agent"], unique=False, sqlite_where=sa.text("agent IS NOT NULL"), postgresql_where=sa.text("agent IS NOT NULL"))
        batch_op.create_index("ix_mts_parcel_receiver", ["receiver", "id"], unique=False)
        batch_op.create_index("ix_mts_parcel_sender", ["sender", "id"], unique=False)
        batch_op.create_index("ix_mts_parcel_under_way", ["at"], unique=False, sqlite_where=sa.text(UNDER_WAY), postgresql_where=sa.text(UNDER_WAY))
        batch_op.create_index("uq_mts_parcel_code", ["code"], unique=True, sqlite_where=sa.text("code <> ''"), postgresql_where=sa.text("code <> ''"))
        batch_op.create_index("uq_mts_parcel_order", ["order"], unique=True, sqlite_where=sa.text('"order" <> 0'), postgresql_where=sa.text('"order" <> 0'))


def downgrade() -> None:
    with op.batch_alter_table("mts_parcel", schema=None) as batch_op:
        batch_op.drop_index("uq_mts_parcel_order", sqlite_where=sa.text('"order" <> 0'), postgresql_where=sa.text('"order" <> 0'))
        batch_op.drop_index("uq_mts_parcel_code", sqlite_where=sa.text("code <> ''"), postgresql_where=sa.text("code <> ''"))
        batch_op.drop_index("ix_mts_parcel_under_way", sqlite_where=sa.text(UNDER_WAY), postgresql_where=sa.text(UNDER_WAY))
        batch_op.drop_index("ix_mts_parcel_sender")
        batch_op.drop_index("ix_mts_parcel_receiver")
        batch_op.drop_index("ix_mts_parcel_agent", sqlite_where=sa.text("agent IS NOT NULL"), postgresql_where=sa.text("agent IS NOT NULL"))
    op.drop_table("mts_parcel")
    with op.batch_alter_table("mts_look", schema=None) as batch_op:
        batch_op.drop_index("ix_mts_look_member")
    op.drop_table("mts_look")
    with op.batch_alter_table("mts_job", schema=None) as batch_op:
        batch_op.drop_index("uq_mts_job_open", sqlite_where=sa.text(JOB_OPEN), postgresql_where=sa.text(JOB_OPEN))
        batch_op.drop_index("ix_mts_job_parcel")
        batch_op.drop_index("ix_mts_job_agent")
    op.drop_table("mts_job")
    op.drop_table("mts_event")
    with op.batch_alter_table("mts_claim", schema=None) as batch_op:
        batch_op.drop_index("uq_mts_claim_once", sqlite_where=sa.text(CLAIMED), postgresql_where=sa.text(CLAIMED))
        batch_op.drop_index("ix_mts_claim_open", sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"))
        batch_op.drop_index("ix_mts_claim_member")
    op.drop_table("mts_claim")
    with op.batch_alter_table("mts_agent", schema=None) as batch_op:
        batch_op.drop_index("ix_mts_agent_place", sqlite_where=sa.text("online"), postgresql_where=sa.text("online"))
    op.drop_table("mts_agent")
