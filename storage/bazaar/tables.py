"""جدول‌های بازار - carts, favourites, letters, orders, returns, ratings.   Mapping: carts.py letters.py orders.py backs.py ratings.py   Rules: domain/bazaar/"""

from __future__ import annotations

from sqlalchemy import BigInteger, Boolean, CheckConstraint, Column, Index, Integer, LargeBinary, String, Table, Text, false, text

from storage.kit.invariants import Invariant
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

BACK_OPEN = "state IN ('asked', 'agreed', 'sent', 'disputed')"
PAID = "state IN ('placed', 'preparing', 'ready', 'shipped', 'delivered', 'completed')"

bazaar_order = Table(
    "bazaar_order",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("buyer", RowId, nullable=False),
    Column("seller", RowId, nullable=False),
    Column("sat", RowId, nullable=False),
    Column("booth", String(60), nullable=False),
    Column("lines", Text, nullable=False),  # JSON
    Column("state", String(10), nullable=False),
    Column("total", BigInteger, nullable=False),
    Column("commission", BigInteger, nullable=False),
    Column("prep_days", Integer, nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of the buyer
    Column("source", String(40), nullable=False),
    Column("credit", BigInteger, nullable=False),
    Column("back", BigInteger, nullable=False),
    Column("until", Moment),
    Column("why", LargeBinary, nullable=False),  # sealed with the key of the buyer
    Column("code", LargeBinary, nullable=False),  # sealed with the key of the buyer
    Column("tries", Integer, nullable=False),
    Column("locked", Moment),
    Column("wants_out", Boolean, nullable=False),
    Column("delivered", Moment),
    Column("place", LargeBinary, nullable=False),  # JSON, sealed with the key of the buyer
    Column("shipping", BigInteger, nullable=False),
    Column("fault", Boolean, nullable=False, server_default=false()),
    Column("late", Boolean, nullable=False, server_default=false()),
    Column("version", Integer, nullable=False),
    Index("ix_bazaar_order_buyer", "buyer", "id"),
    Index("ix_bazaar_order_seller", "seller", "state", "id"),
    Index("ix_bazaar_order_sat", "sat", "state"),
    Index("ix_bazaar_order_completed", "moved", sqlite_where=text("state = 'completed'"), postgresql_where=text("state = 'completed'")),
    CheckConstraint("buyer <> seller", name="not_with_oneself"),
    CheckConstraint("total > 0 AND credit >= 0 AND credit <= total AND back >= 0 AND back <= total", name="adds_up"),
)

bazaar_take_back = Table(
    "bazaar_take_back",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order", RowId, nullable=False),
    Column("buyer", RowId, nullable=False),
    Column("seller", RowId, nullable=False),
    Column("product", RowId, nullable=False),
    Column("title", String(80), nullable=False),
    Column("count", Integer, nullable=False),
    Column("amount", BigInteger, nullable=False),
    Column("reason", String(12), nullable=False),
    Column("words", LargeBinary, nullable=False),  # JSON: words and photos, sealed with the key of the buyer
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("until", Moment),
    Column("answer", LargeBinary, nullable=False),  # sealed with the key of the seller
    Column("ruling", LargeBinary, nullable=False),  # sealed with the key of the buyer
    Column("by", RowId),
    Column("version", Integer, nullable=False),
    Index("ix_bazaar_take_back_order", "order", "id"),
    Index("ix_bazaar_take_back_buyer", "buyer", "id"),
    Index("ix_bazaar_take_back_seller", "seller", "id"),
    Index("ix_bazaar_take_back_disputed", "moved", sqlite_where=text("state = 'disputed'"), postgresql_where=text("state = 'disputed'")),
    Index("uq_bazaar_take_back_open", "order", "product", unique=True, sqlite_where=text(BACK_OPEN), postgresql_where=text(BACK_OPEN)),
    CheckConstraint('"by" IS NULL OR ("by" <> buyer AND "by" <> seller)', name="not_by_either"),
    CheckConstraint("count > 0 AND amount > 0", name="something"),
)

bazaar_rating = Table(
    "bazaar_rating",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("order", RowId, nullable=False),
    Column("product", RowId, nullable=False),
    Column("sat", RowId, nullable=False),
    Column("buyer", RowId, nullable=False),
    Column("seller", RowId, nullable=False),
    Column("stars", Integer, nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of the buyer
    Column("at", Moment, nullable=False),
    Column("answer", LargeBinary, nullable=False),  # sealed with the key of the seller
    Column("version", Integer, nullable=False),
    Index("uq_bazaar_rating_once", "order", "product", unique=True),
    Index("ix_bazaar_rating_product", "product", "id"),
    Index("ix_bazaar_rating_sat", "sat", "id"),
    CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
)

bazaar_wish = Table(
    "bazaar_wish",
    metadata,
    Column("id", RowId, primary_key=True),
    Column("buyer", RowId, nullable=False),
    Column("section", String(14), nullable=False),
    Column("words", LargeBinary, nullable=False),  # sealed with the key of the buyer
    Column("most", BigInteger, nullable=False),
    Column("province", String(20), nullable=False),
    Column("state", String(10), nullable=False),
    Column("asked", Moment, nullable=False),
    Column("until", Moment, nullable=False),
    Column("moved", Moment, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_bazaar_wish_buyer", "buyer", "id"),
    Index("ix_bazaar_wish_open", "section", "id", sqlite_where=text("state = 'open'"), postgresql_where=text("state = 'open'")),
    CheckConstraint("most >= 0", name="no_debt"),
)

bazaar_bid = Table(
    "bazaar_bid",
    metadata,
    Column("wish", RowId, primary_key=True),
    Column("product", RowId, primary_key=True),
    Column("seller", RowId, nullable=False),
    Column("at", Moment, nullable=False),
)

INVARIANTS = [
    Invariant(
        "bazaar.what_is_paid_is_held",
        "Of an order that is paid and not over the house holds all that did not go back; of any other it holds nothing.",
        "SELECT o.id FROM bazaar_order o LEFT JOIN hesam_account a ON a.money = 'escrow' AND a.bound = 'order:' || o.id "
        f"WHERE coalesce(a.balance, 0) <> CASE WHEN o.{PAID} THEN o.total - o.back ELSE 0 END ORDER BY o.id",
    ),
    Invariant(
        "bazaar.every_held_rial_has_its_order",
        "Nothing is held for an order that there is not.",
        "SELECT a.id FROM hesam_account a WHERE a.money = 'escrow' AND a.bound LIKE 'order:%' AND a.balance <> 0 "
        "AND NOT EXISTS (SELECT 1 FROM bazaar_order o WHERE 'order:' || o.id = a.bound) ORDER BY a.id",
    ),
    Invariant(
        "bazaar.nothing_reaches_a_seller_while_it_is_asked_back",
        "A return is under way only of an order that is delivered and not yet over.",
        f"SELECT b.id FROM bazaar_take_back b LEFT JOIN bazaar_order o ON o.id = b.\"order\" WHERE b.{BACK_OPEN} AND coalesce(o.state, '') <> 'delivered' ORDER BY b.id",
    ),
    Invariant(
        "bazaar.what_went_back_was_asked_back",
        "Of an order that was delivered, exactly what was refunded went back.",
        "SELECT o.id FROM bazaar_order o WHERE o.state IN ('delivered', 'completed', 'settled', 'returned') AND o.back <> "
        "(SELECT coalesce(sum(b.amount), 0) FROM bazaar_take_back b WHERE b.\"order\" = o.id AND b.state = 'refunded') ORDER BY o.id",
    ),
]
