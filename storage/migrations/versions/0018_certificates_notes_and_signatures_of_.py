"""Certificates, notes and signatures of icap.

Revision 0018 after 0017.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "icap_certificate",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("private", sa.LargeBinary(), nullable=False),
        sa.Column("public", sa.LargeBinary(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("issued", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("cause", sa.String(length=10), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_icap_certificate")),
    )
    with op.batch_alter_table("icap_certificate", schema=None) as batch_op:
        batch_op.create_index("ix_icap_certificate_member", ["member", "id"], unique=False)
        batch_op.create_index("uq_icap_certificate_valid", ["member"], unique=True, sqlite_where=sa.text("state = 'valid'"), postgresql_where=sa.text("state = 'valid'"))
    op.create_table(
        "icap_note",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("loan", sa.BigInteger(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("guarantor", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rates", sa.Integer(), nullable=False),
        sa.Column("token", sa.String(length=40), nullable=False),
        sa.Column("wording", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("tie", sa.String(length=60), nullable=False),
        sa.Column("reminded", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state NOT IN ('allocated', 'released') OR tie <> ''", name=op.f("ck_icap_note_tied_to_something")),
        sa.CheckConstraint("state NOT IN ('signed', 'issued', 'allocated', 'released') OR digest <> ''", name=op.f("ck_icap_note_signed_is_frozen")),
        sa.CheckConstraint("guarantor IS NULL OR guarantor <> member", name=op.f("ck_icap_note_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_icap_note")),
    )
    with op.batch_alter_table("icap_note", schema=None) as batch_op:
        batch_op.create_index("ix_icap_note_guarantor", ["guarantor", "id"], unique=False)
        batch_op.create_index("ix_icap_note_member", ["member", "id"], unique=False)
        batch_op.create_index(
            "uq_icap_note_open", ["member"], unique=True, sqlite_where=sa.text("state IN ('draft', 'signed')"), postgresql_where=sa.text("state IN ('draft', 'signed')")
        )
        batch_op.create_index("uq_icap_note_token", ["token"], unique=True)
    op.create_table(
        "icap_signature",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("note", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("side", sa.String(length=10), nullable=False),
        sa.Column("certificate", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_icap_signature")),
    )
    with op.batch_alter_table("icap_signature", schema=None) as batch_op:
        batch_op.create_index("ix_icap_signature_certificate", ["certificate"], unique=False)
        batch_op.create_index("uq_icap_signature_side", ["note", "side"], unique=True)


def downgrade() -> None:
    with op.batch_alter_table("icap_signature", schema=None) as batch_op:
        batch_op.drop_index("uq_icap_signature_side")
        batch_op.drop_index("ix_icap_signature_certificate")
    op.drop_table("icap_signature")
    with op.batch_alter_table("icap_note", schema=None) as batch_op:
        batch_op.drop_index("uq_icap_note_token")
        batch_op.drop_index("uq_icap_note_open", sqlite_where=sa.text("state IN ('draft', 'signed')"), postgresql_where=sa.text("state IN ('draft', 'signed')"))
        batch_op.drop_index("ix_icap_note_member")
        batch_op.drop_index("ix_icap_note_guarantor")
    op.drop_table("icap_note")
    with op.batch_alter_table("icap_certificate", schema=None) as batch_op:
        batch_op.drop_index("uq_icap_certificate_valid", sqlite_where=sa.text("state = 'valid'"), postgresql_where=sa.text("state = 'valid'"))
        batch_op.drop_index("ix_icap_certificate_member")
    op.drop_table("icap_certificate")
