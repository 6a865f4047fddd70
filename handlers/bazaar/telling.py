"""گفتن از بازار - the fields that texts of the bazaar share.   Views: domain/sat/views.py domain/bazaar/views.py"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from domain.bazaar.order import Record
from domain.bazaar.ports import Good
from domain.bazaar.views import InCart, Score
from domain.membership.places import Province
from domain.sat.sections import CATEGORY_OF
from domain.sat.views import Booth, OnSale


def on_sale_fields(seen: OnSale) -> dict[str, Any]:
    """Goods as buyers see them."""
    f = seen.form
    return {
        "title": f.title, "told": f.about or None, "section": f.section, "category": CATEGORY_OF[f.section], "prep_days": f.prep_days, "price": seen.price,
        "stock": seen.stock, "booth": seen.name, "province": Province(seen.province), "city": seen.city, "code": seen.code, "methods": list(seen.methods),
    }  # fmt: skip


def booth_fields(seen: Booth) -> dict[str, Any]:
    return {
        "booth": seen.name, "about": seen.about, "province": Province(seen.province), "city": seen.city, "opens": seen.opens, "closes": seen.closes,
        "methods": list(seen.methods), "goods": seen.goods, "since": seen.since, "code": seen.code,
    }  # fmt: skip


def good_fields(good: Good) -> dict[str, Any]:
    return {"title": good.title, "booth": good.booth, "price": good.price, "stock": good.stock, "code": good.code}


def score_fields(score: Score) -> dict[str, Any]:
    """Stars as people say them, with how many gave them; None while nobody did."""
    return {"score": Decimal(score.tenths) / 10 if score.count else None, "raters": score.count}


def record_fields(record: Record) -> dict[str, Any]:
    """What became of the orders of a booth."""
    return {"delivered": record.delivered, "faults": record.faults, "late": record.late, "disputed": record.disputed}


def line_fields(line: InCart) -> dict[str, Any]:
    """Something in the cart."""
    return good_fields(line.good) | {"count": line.count, "total": line.total}
