"""گفتن از سات - the fields that texts of booths and goods share.   Views: domain/sat/views.py"""

from __future__ import annotations

from typing import Any

from domain.membership.places import Province
from domain.sat.product import ProductForm
from domain.sat.sections import CATEGORY_OF
from domain.sat.views import ProductView, SatView


def sat_fields(seen: SatView) -> dict[str, Any]:
    """Fields of everything that tells a leader, or who looks after the bazaar, of a sat."""
    f = seen.form
    return {
        "code": seen.code, "leader": seen.leader, "name": f.name, "about": f.about, "address": f.address, "postal_code": f.postal_code, "opens": f.opens,
        "closes": f.closes, "sheba": f.sheba, "methods": list(f.methods), "province": Province(seen.province), "city": seen.city, "state": seen.state,
        "flaw": seen.flaw, "why": seen.why or None, "until": seen.until, "signed": seen.signed, "goods": seen.goods, "waiting": seen.waiting,
    }  # fmt: skip


def form_fields(form: ProductForm) -> dict[str, Any]:
    """What buyers read of goods."""
    return {
        "title": form.title, "told": form.about or None, "section": form.section, "category": CATEGORY_OF[form.section], "prep_days": form.prep_days,
        "weight": form.weight, "photos": len(form.photos),
    }  # fmt: skip


def product_fields(seen: ProductView) -> dict[str, Any]:
    """Fields of everything that tells a seller, or who looks after the bazaar, of goods."""
    return form_fields(seen.form) | {
        "code": seen.code, "name": seen.name, "price": seen.price, "stock": seen.stock, "state": seen.state, "why": seen.why or None, "until": seen.until,
    }  # fmt: skip
