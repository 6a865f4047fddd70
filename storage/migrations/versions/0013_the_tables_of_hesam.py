"""The tables of hesam.

Revision 0013 after 0012.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hesam_account",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("money", sa.String(length=12), nullable=False),
        sa.Column("owner", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("bound", sa.String(length=60), nullable=False),
        sa.Column("side", sa.String(length=4), nullable=False),
        sa.Column("balance", sa.BigInteger(), nullable=False),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("side <> 'has' OR balance >= held", name=op.f("ck_hesam_account_never_below_what_is_held")),
        sa.CheckConstraint("side <> 'owes' OR balance <= 0", name=op.f("ck_hesam_account_never_paid_twice")),
        sa.CheckConstraint("held >= 0", name=op.f("ck_hesam_account_held")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_account")),
    )
    with op.batch_alter_table("hesam_account", schema=None) as batch_op:
        batch_op.create_index("uq_hesam_account_name", ["owner", "money", "bound"], unique=True)
    op.create_table(
        "hesam_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reverses", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("hold", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_entry")),
    )
    with op.batch_alter_table("hesam_entry", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_entry_about", ["about"], unique=False)
        batch_op.create_index("uq_hesam_entry_hold", ["hold"], unique=True)
        batch_op.create_index("uq_hesam_entry_key", ["key"], unique=True)
        batch_op.create_index("uq_hesam_entry_reverses", ["reverses"], unique=True)
    op.create_table(
        "hesam_hold",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("key", sa.String(length=120), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("source", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.String(length=20), nullable=False),
        sa.Column("about", sa.String(length=120), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_hesam_hold_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_hold")),
    )
    with op.batch_alter_table("hesam_hold", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_hold_source", ["source", "state"], unique=False)
        batch_op.create_index("uq_hesam_hold_key", ["key"], unique=True)
    op.create_table(
        "hesam_look",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_look")),
    )
    with op.batch_alter_table("hesam_look", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_look_member", ["member", "at"], unique=False)
    op.create_table(
        "hesam_payment",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("member", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("opened", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=8), nullable=False),
        sa.Column("authority", sa.String(length=80), nullable=False),
        sa.Column("link", sa.String(length=300), nullable=False),
        sa.Column("reference", sa.String(length=60), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_hesam_payment_amount")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_payment")),
    )
    with op.batch_alter_table("hesam_payment", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_payment_member", ["member", "id"], unique=False)
        batch_op.create_index("ix_hesam_payment_state", ["state", "opened"], unique=False)
        batch_op.create_index(
            "uq_hesam_payment_authority", ["authority"], unique=True, sqlite_where=sa.text("authority <> ''"), postgresql_where=sa.text("authority <> ''")
        )
    op.create_table(
        "hesam_posting",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("entry", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("source", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("target", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_hesam_posting_amount")),
        sa.CheckConstraint("source <> target", name=op.f("ck_hesam_posting_two_accounts")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_posting")),
    )
    with op.batch_alter_table("hesam_posting", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_posting_entry", ["entry"], unique=False)
        batch_op.create_index("ix_hesam_posting_source", ["source", "id"], unique=False)
        batch_op.create_index("ix_hesam_posting_target", ["target", "id"], unique=False)
    op.create_table(
        "hesam_transfer",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sender", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("recipient", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("sent", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("changed", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held", sa.BigInteger(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("answer", sa.LargeBinary(), nullable=False),
        sa.Column("ruling", sa.LargeBinary(), nullable=False),
        sa.Column("decided_by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("returned", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_hesam_transfer_amount")),
        sa.CheckConstraint("sender <> recipient", name=op.f("ck_hesam_transfer_two_people")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hesam_transfer")),
    )
    with op.batch_alter_table("hesam_transfer", schema=None) as batch_op:
        batch_op.create_index("ix_hesam_transfer_recipient", ["recipient", "id"], unique=False)
        batch_op.create_index("ix_hesam_transfer_sender", ["sender", "id"], unique=False)
        batch_op.create_index("ix_hesam_transfer_state", ["state"], unique=False)
    for table in ("hesam_entry", "hesam_posting"):
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"CREATE TRIGGER {table}_keeps BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} FOR EACH STATEMENT EXECUTE FUNCTION append_only()")
            continue
        for verb in ("update", "delete"):
            op.execute(f"CREATE TRIGGER {table}_keeps_{verb} BEFORE {verb.upper()} ON {table} BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END")


def downgrade() -> None:
    with op.batch_alter_table("hesam_transfer", schema=None) as batch_op:
        batch_op.drop_index("ix_hesam_transfer_state")
        batch_op.drop_index("ix_hesam_transfer_sender")
        batch_op.drop_index("ix_hesam_transfer_recipient")
    op.drop_table("hesam_transfer")
    with op.batch_alter_table("hesam_posting", schema=None) as batch_op:
        batch_op.drop_index("ix_hesam_posting_target")
        batch_op.drop_index("ix_hesam_posting_source")
        batch_op.drop_index("ix_hesam_posting_entry")
    op.drop_table("hesam_posting")
    with op.batch_alter_table("hesam_payment", schema=None) as batch_op:
        batch_op.drop_index("uq_hesam_payment_authority", sqlite_where=sa.text("authority <> ''"), postgresql_where=sa.text("authority <> ''"))
        batch_op.drop_index("ix_hesam_payment_state")
        batch_op.drop_index("ix_hesam_payment_member")
    op.drop_table("hesam_payment")
    with op.batch_alter_table("hesam_look", schema=None) as batch_op:
        batch_op.drop_index("ix_hesam_look_member")
    op.drop_table("hesam_look")
    with op.batch_alter_table("hesam_hold", schema=None) as batch_op:
        batch_op.drop_index("uq_hesam_hold_key")
        batch_op.drop_index("ix_hesam_hold_source")
    op.drop_table("hesam_hold")
    with op.batch_alter_table("hesam_entry", schema=None) as batch_op:
        batch_op.drop_index("uq_hesam_entry_reverses")
        batch_op.drop_index("uq_hesam_entry_key")
        batch_op.drop_index("uq_hesam_entry_hold")
        batch_op.drop_index("ix_hesam_entry_about")
    op.drop_table("hesam_entry")
    with op.batch_alter_table("hesam_account", schema=None) as batch_op:
        batch_op.drop_index("uq_hesam_account_name")
    op.drop_table("hesam_account")
