"""گفتن از اقساط - the fields that texts of plans and vouchers share, and the picture of the months ahead.   Views: domain/aghsat/views.py"""

from __future__ import annotations

import json
from typing import Any

from domain.aghsat.bon import ANYTHING
from domain.aghsat.views import BonView, MonthAhead, PlanView, Preview
from domain.sat.sections import Category


def preview_fields(made: Preview) -> dict[str, Any]:
    """A plan before it is signed."""
    (first, part), (last, rest) = made.parts[0], made.parts[-1]
    return {
        "total": made.total, "advance": made.terms.advance, "months": len(made.parts), "part": part, "rest": rest, "first": first, "last": last, "now": made.now,
        "cost": made.cost, "credit": made.credit, "later": sum(amount for _, amount in made.parts),
    }  # fmt: skip


def plan_fields(seen: PlanView) -> dict[str, Any]:
    return {
        "number": seen.number, "title": seen.title, "total": seen.total, "state": seen.state, "owed": seen.owed, "kind": seen.terms.kind, "basis": seen.terms.basis,
        "due": seen.next.due if seen.next else None, "next": seen.next.owed if seen.next else None, "late": seen.late,
        "paid": sum(1 for p in seen.parts if p.paid is not None), "parts": len(seen.parts), "left": sum(1 for p in seen.parts if p.open), "until": seen.until,
    }  # fmt: skip


def bon_fields(seen: BonView) -> dict[str, Any]:
    return {
        "number": seen.number, "other": seen.other or None, "amount": seen.amount, "left": seen.left, "until": seen.until, "state": seen.state,
        "words": seen.words or None, "category": None if seen.category == ANYTHING else Category(seen.category),
    }  # fmt: skip


def drawing_of(months: list[MonthAhead]) -> str:
    """What bot/pictures/months.py draws."""
    return f"months:{json.dumps([(m.first.isoformat(), m.plans, m.loans) for m in months])}"
