"""Booths, their goods, and what is searched of them.

Revision 0026 after 0025.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

STANDS = "state IN ('checking', 'review', 'needs_edit', 'active', 'paused', 'suspended')"
WAITS = "state = 'review' OR wanted <> ''"


def upgrade() -> None:
    op.create_table(
        "sat_product",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("sat", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("seller", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("section", sa.String(length=14), nullable=False),
        sa.Column("form", sa.Text(), nullable=False),
        sa.Column("wanted", sa.Text(), nullable=False),
        sa.Column("coming", sa.Text(), nullable=False),
        sa.Column("sounds", sa.Text(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=False),
        sa.Column("stock", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("shown", sa.Boolean(), nullable=False),
        sa.Column("added", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" IS NULL OR "by" <> seller', name=op.f("ck_sat_product_not_by_oneself")),
        sa.CheckConstraint("price > 0", name=op.f("ck_sat_product_has_a_price")),
        sa.CheckConstraint("stock >= 0", name=op.f("ck_sat_product_stock_is_there")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sat_product")),
    )
    with op.batch_alter_table("sat_product", schema=None) as batch_op:
        batch_op.create_index("ix_sat_product_sat", ["sat", "id"], unique=False)
        batch_op.create_index("ix_sat_product_section", ["section", "id"], unique=False, sqlite_where=sa.text("shown = 1"), postgresql_where=sa.text("shown"))
        batch_op.create_index(
            "ix_sat_product_waiting",
            ["moved"],
            unique=False,
            sqlite_where=sa.text(WAITS),
            postgresql_where=sa.text(WAITS),
        )
    op.create_table(
        "sat_sat",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("hasteh", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("leader", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("sound", sa.String(length=60), nullable=False),
        sa.Column("form", sa.LargeBinary(), nullable=False),
        sa.Column("field", sa.String(length=12), nullable=False),
        sa.Column("province", sa.String(length=20), nullable=False),
        sa.Column("city", sa.String(length=60), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("contract", sa.Integer(), nullable=False),
        sa.Column("signed", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked", sa.DateTime(timezone=True), nullable=False),
        sa.Column("moved", sa.DateTime(timezone=True), nullable=False),
        sa.Column("flaw", sa.String(length=8), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("with_hasteh", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint('"by" IS NULL OR "by" <> leader', name=op.f("ck_sat_sat_not_by_oneself")),
        sa.CheckConstraint("state NOT IN ('suspended', 'rejected') OR \"by\" IS NOT NULL", name=op.f("ck_sat_sat_decided_by_somebody")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sat_sat")),
    )
    with op.batch_alter_table("sat_sat", schema=None) as batch_op:
        batch_op.create_index("ix_sat_sat_leader", ["leader", "id"], unique=False)
        batch_op.create_index("ix_sat_sat_waiting", ["moved"], unique=False, sqlite_where=sa.text("state = 'review'"), postgresql_where=sa.text("state = 'review'"))
        batch_op.create_index(
            "uq_sat_sat_hasteh",
            ["hasteh"],
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        )
        batch_op.create_index(
            "uq_sat_sat_sound",
            ["sound"],
            unique=True,
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        )
    _make_search()


def _make_search() -> None:
    """What storage/sat/finding.py asks: it is in no metadata, for Alembic knows neither."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE INDEX sat_product_words ON sat_product USING gin (to_tsvector('simple', sounds)) WHERE shown")
        return
    op.execute("CREATE VIRTUAL TABLE sat_product_words USING fts5 (sounds, content='sat_product', content_rowid='id', tokenize='unicode61 remove_diacritics 0')")
    gone = "INSERT INTO sat_product_words (sat_product_words, rowid, sounds) VALUES ('delete', old.id, old.sounds)"
    come = "INSERT INTO sat_product_words (rowid, sounds) VALUES (new.id, new.sounds)"
    op.execute(f"CREATE TRIGGER sat_product_words_added AFTER INSERT ON sat_product BEGIN {come}; END")
    op.execute(f"CREATE TRIGGER sat_product_words_deleted AFTER DELETE ON sat_product BEGIN {gone}; END")
    op.execute(f"CREATE TRIGGER sat_product_words_changed AFTER UPDATE OF sounds ON sat_product WHEN old.sounds <> new.sounds BEGIN {gone}; {come}; END")


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TABLE sat_product_words")
    with op.batch_alter_table("sat_sat", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_sat_sat_sound",
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        )
        batch_op.drop_index(
            "uq_sat_sat_hasteh",
            sqlite_where=sa.text(STANDS),
            postgresql_where=sa.text(STANDS),
        )
        batch_op.drop_index("ix_sat_sat_waiting", sqlite_where=sa.text("state = 'review'"), postgresql_where=sa.text("state = 'review'"))
        batch_op.drop_index("ix_sat_sat_leader")
    op.drop_table("sat_sat")
    with op.batch_alter_table("sat_product", schema=None) as batch_op:
        batch_op.drop_index("ix_sat_product_waiting", sqlite_where=sa.text(WAITS), postgresql_where=sa.text(WAITS))
        batch_op.drop_index("ix_sat_product_section", sqlite_where=sa.text("shown = 1"), postgresql_where=sa.text("shown"))
        batch_op.drop_index("ix_sat_product_sat")
    op.drop_table("sat_product")
