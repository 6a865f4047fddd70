"""گفتن از سفارش - the fields that texts of orders share, and its lines.   Views: domain/bazaar/views.py"""

from __future__ import annotations

from typing import Any

from domain.bazaar.views import OrderView
from handlers.kit import Chat


def order_fields(seen: OrderView) -> dict[str, Any]:
    return {
        "number": seen.number, "booth": seen.booth, "other": seen.other, "state": seen.state, "total": seen.total, "cash": seen.cash, "credit": seen.credit,
        "back": seen.back, "commission": seen.commission, "mine": seen.total - seen.shipping - seen.commission, "shipping": seen.shipping or None,
        "city": seen.city or None, "words": seen.words or None, "why": seen.why or None, "asked": seen.asked, "moved": seen.moved, "until": seen.until,
        "prep_days": seen.prep_days, "code": seen.code, "count": sum(line.count for line in seen.lines), "first": seen.lines[0].title,
    }  # fmt: skip


async def write_lines(chat: Chat, seen: OrderView) -> None:
    """What was ordered."""
    for line in seen.lines:
        await chat.write("bazaar.order_line", title=line.title, count=line.count, total=line.total)
