"""The tables of membership

Revision 0003 after 0002.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "member",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("code", sa.String(length=12), nullable=False),
        sa.Column("identifier_index", sa.LargeBinary(), nullable=True),
        sa.Column("identifier_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("mobile_index", sa.LargeBinary(), nullable=True),
        sa.Column("mobile_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("owns_mobile", sa.Boolean(), nullable=False),
        sa.Column("sms_trusted", sa.Boolean(), nullable=False),
        sa.Column("person_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("guardian", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("terms", sa.Integer(), nullable=False),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.Column("leaves", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member")),
    )
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.create_index("ix_member_guardian", ["guardian"], unique=False)
        batch_op.create_index("ix_member_province_state", ["province", "state"], unique=False)
        batch_op.create_index("uq_member_code", ["code"], unique=True)
        batch_op.create_index("uq_member_identifier_index", ["identifier_index"], unique=True)
        batch_op.create_index("uq_member_own_mobile", ["mobile_index"], unique=True, sqlite_where=sa.text("owns_mobile"), postgresql_where=sa.text("owns_mobile"))
    op.create_table(
        "member_acceptance",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("terms", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("member", "terms", name=op.f("pk_member_acceptance")),
    )
    op.create_table(
        "member_application",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("kind", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=20), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("identifier_index", sa.LargeBinary(), nullable=True),
        sa.Column("form_sealed", sa.LargeBinary(), nullable=True),
        sa.Column("cause", sa.String(length=15), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("filed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_application")),
    )
    with op.batch_alter_table("member_application", schema=None) as batch_op:
        batch_op.create_index("ix_member_application_by", ["by"], unique=False)
        batch_op.create_index("ix_member_application_member", ["member"], unique=False)
        batch_op.create_index("ix_member_application_person_stage", ["person", "stage"], unique=False)
        batch_op.create_index("ix_member_application_stage_moved", ["stage", "moved"], unique=False)
    op.create_table(
        "member_challenge",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("purpose", sa.String(length=10), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("code_index", sa.LargeBinary(), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("wrong", sa.Integer(), nullable=False),
        sa.Column("sms_sealed", sa.LargeBinary(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_challenge")),
    )
    with op.batch_alter_table("member_challenge", schema=None) as batch_op:
        batch_op.create_index("ix_member_challenge_purpose_person", ["purpose", "person"], unique=False)
        batch_op.create_index("uq_member_challenge_purpose_code_index", ["purpose", "code_index"], unique=True)
    op.create_table(
        "member_change",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("topic", sa.String(length=10), nullable=False),
        sa.Column("stage", sa.String(length=10), nullable=False),
        sa.Column("wish_sealed", sa.LargeBinary(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_change")),
    )
    with op.batch_alter_table("member_change", schema=None) as batch_op:
        batch_op.create_index("ix_member_change_member", ["member"], unique=False)
    op.create_table(
        "member_choice",
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(length=20), nullable=False),
        sa.Column("on", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("member", "category", name=op.f("pk_member_choice")),
    )
    op.create_table(
        "member_hit",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("what", sa.String(length=10), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_hit")),
    )
    with op.batch_alter_table("member_hit", schema=None) as batch_op:
        batch_op.create_index("ix_member_hit_what_who_at", ["what", "who", "at"], unique=False)
    op.create_table(
        "member_signer",
        sa.Column("application", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("role", sa.String(length=15), nullable=False),
        sa.Column("answer", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["application"], ["member_application.id"], name=op.f("fk_member_signer_application")),
        sa.PrimaryKeyConstraint("application", "member", name=op.f("pk_member_signer")),
    )


def downgrade() -> None:
    op.drop_table("member_signer")
    with op.batch_alter_table("member_hit", schema=None) as batch_op:
        batch_op.drop_index("ix_member_hit_what_who_at")
    op.drop_table("member_hit")
    op.drop_table("member_choice")
    with op.batch_alter_table("member_change", schema=None) as batch_op:
        batch_op.drop_index("ix_member_change_member")
    op.drop_table("member_change")
    with op.batch_alter_table("member_challenge", schema=None) as batch_op:
        batch_op.drop_index("uq_member_challenge_purpose_code_index")
        batch_op.drop_index("ix_member_challenge_purpose_person")
    op.drop_table("member_challenge")
    with op.batch_alter_table("member_application", schema=None) as batch_op:
        batch_op.drop_index("ix_member_application_stage_moved")
        batch_op.drop_index("ix_member_application_person_stage")
        batch_op.drop_index("ix_member_application_member")
        batch_op.drop_index("ix_member_application_by")
    op.drop_table("member_application")
    op.drop_table("member_acceptance")
    with op.batch_alter_table("member", schema=None) as batch_op:
        batch_op.drop_index("uq_member_own_mobile", sqlite_where=sa.text("owns_mobile"), postgresql_where=sa.text("owns_mobile"))
        batch_op.drop_index("uq_member_identifier_index")
        batch_op.drop_index("uq_member_code")
        batch_op.drop_index("ix_member_province_state")
        batch_op.drop_index("ix_member_guardian")
    op.drop_table("member")
