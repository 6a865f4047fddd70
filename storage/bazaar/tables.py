"""جدول‌های بازار - carts, favourites, letters to sellers.   Mapping: carts.py letters.py   Rules: domain/bazaar/"""

from __future__ import annotations

from sqlalchemy import Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, Table

from storage.kit.tables import Moment, RowId, metadata

bazaar_cart = Table(
    "bazaar_cart",
    metadata,
    Column("member", RowId, primary_key=True),
    Column("product", RowId, primary_key=True),
    Column("count", Integer, nullable=False),
    Column("at", Moment, nullable=False),
    CheckConstraint("count > 0", name="some"),
)

bazaar_favourite = Table(
    "bazaar_favourite",
    metadata,
    Column("member", RowId, primary_key=True),
    Column("product", RowId, primary_key=True),
    Column("at", Moment, nullable=False),
)

bazaar_letter = Table(
    "bazaar_letter",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("product", RowId, nullable=False),
    Column("buyer", RowId, nullable=False),
    Column("seller", RowId, nullable=False),
    Column("by_buyer", Boolean, nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of who wrote them
    Column("at", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_bazaar_letter_buyer", "buyer", "product", "id"),
    Index("ix_bazaar_letter_seller", "seller", "buyer", "at"),
    CheckConstraint("buyer <> seller", name="not_to_oneself"),
)
