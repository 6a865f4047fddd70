"""گفتن از هسته - the fields that texts of hastehs share.   Views: domain/hasteh/views.py"""

from __future__ import annotations

from typing import Any

from domain.hasteh.model import HastehForm
from domain.hasteh.views import HastehView, Invited
from domain.membership.places import Province
from handlers.kit import Chat


def form_fields(form: HastehForm) -> dict[str, Any]:
    return {
        "title": form.title, "field": form.field, "product": form.product, "years": form.years, "family": form.family, "address": form.address,
        "postal_code": form.postal_code, "previous": form.previous or None,
    }  # fmt: skip


def hasteh_fields(seen: HastehView) -> dict[str, Any]:
    """Fields of everything that tells of a hasteh."""
    return form_fields(seen.form) | {
        "code": seen.code, "leader": seen.leader, "province": Province(seen.province), "city": seen.city, "state": seen.state, "asked": seen.asked,
        "moved": seen.moved, "until": seen.until, "count": len(seen.people),
    }  # fmt: skip


def invited_fields(seen: Invited) -> dict[str, Any]:
    return {"title": seen.title, "leader": seen.leader, "field": seen.form.field, "product": seen.form.product, "relation": seen.relation, "task": seen.task}


async def write_people(chat: Chat, seen: HastehView) -> None:
    """Its people, with what they do."""
    for f in seen.people:
        await chat.write("hasteh.person_line", name=f.name, relation=f.relation, task=f.task, state=f.state)
