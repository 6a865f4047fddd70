"""The desk of rahyars

Revision 0010 after 0009.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "rahyar_affiliation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("employer", sa.String(length=20), nullable=False),
        sa.Column("state", sa.String(length=12), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rahyar_affiliation")),
    )
    with op.batch_alter_table("rahyar_affiliation", schema=None) as batch_op:
        batch_op.create_index("ix_rahyar_affiliation_member", ["member"], unique=False)
        batch_op.create_index("ix_rahyar_affiliation_state_employer", ["state", "employer"], unique=False)
        batch_op.create_index(
            "uq_rahyar_affiliation_open",
            ["member"],
            unique=True,
            sqlite_where=sa.text("state IN ('declared', 'confirmed')"),
            postgresql_where=sa.text("state IN ('declared', 'confirmed')"),
        )
    op.create_table(
        "rahyar_assignment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("scope", sa.String(length=120), nullable=False),
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rahyar_assignment")),
    )
    with op.batch_alter_table("rahyar_assignment", schema=None) as batch_op:
        batch_op.create_index("ix_rahyar_assignment_rahyar_state", ["rahyar", "state"], unique=False)
        batch_op.create_index("ix_rahyar_assignment_scope", ["scope"], unique=False)
        batch_op.create_index(
            "uq_rahyar_assignment_active", ["scope"], unique=True, sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'")
        )
    op.create_table(
        "rahyar_follow_up",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("about", sa.String(length=60), nullable=False),
        sa.Column("kind", sa.String(length=15), nullable=False),
        sa.Column("topic", sa.LargeBinary(), nullable=False),
        sa.Column("remark", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("due", sa.Date(), nullable=False),
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("closed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rahyar_follow_up")),
    )
    with op.batch_alter_table("rahyar_follow_up", schema=None) as batch_op:
        batch_op.create_index("ix_rahyar_follow_up_about", ["about"], unique=False)
        batch_op.create_index("ix_rahyar_follow_up_rahyar_state", ["rahyar", "state"], unique=False)
    op.create_table(
        "rahyar_invitation",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("whom", sa.LargeBinary(), nullable=False),
        sa.Column("mark", sa.LargeBinary(), nullable=False),
        sa.Column("made", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("person", sa.String(length=80), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rahyar_invitation")),
    )
    with op.batch_alter_table("rahyar_invitation", schema=None) as batch_op:
        batch_op.create_index("ix_rahyar_invitation_by", ["by"], unique=False)
        batch_op.create_index("ix_rahyar_invitation_member", ["member"], unique=False)
        batch_op.create_index("ix_rahyar_invitation_person", ["person"], unique=False)
        batch_op.create_index("uq_rahyar_invitation_mark", ["mark"], unique=True)
    op.create_table(
        "rahyar_mark",
        sa.Column("rahyar", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("skill", sa.String(length=20), nullable=False),
        sa.Column("has", sa.Boolean(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("rahyar", "skill", name=op.f("pk_rahyar_mark")),
    )


def downgrade() -> None:
    op.drop_table("rahyar_mark")
    with op.batch_alter_table("rahyar_invitation", schema=None) as batch_op:
        batch_op.drop_index("uq_rahyar_invitation_mark")
        batch_op.drop_index("ix_rahyar_invitation_person")
        batch_op.drop_index("ix_rahyar_invitation_member")
        batch_op.drop_index("ix_rahyar_invitation_by")
    op.drop_table("rahyar_invitation")
    with op.batch_alter_table("rahyar_follow_up", schema=None) as batch_op:
        batch_op.drop_index("ix_rahyar_follow_up_rahyar_state")
        batch_op.drop_index("ix_rahyar_follow_up_about")
    op.drop_table("rahyar_follow_up")
    with op.batch_alter_table("rahyar_assignment", schema=None) as batch_op:
        batch_op.drop_index("uq_rahyar_assignment_active", sqlite_where=sa.text("state = 'active'"), postgresql_where=sa.text("state = 'active'"))
        batch_op.drop_index("ix_rahyar_assignment_scope")
        batch_op.drop_index("ix_rahyar_assignment_rahyar_state")
    op.drop_table("rahyar_assignment")
    with op.batch_alter_table("rahyar_affiliation", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_rahyar_affiliation_open", sqlite_where=sa.text("state IN ('declared', 'confirmed')"), postgresql_where=sa.text("state IN ('declared', 'confirmed')")
        )
        batch_op.drop_index("ix_rahyar_affiliation_state_employer")
        batch_op.drop_index("ix_rahyar_affiliation_member")
    op.drop_table("rahyar_affiliation")
