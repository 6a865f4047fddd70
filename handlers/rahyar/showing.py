"""نشان دادن - how scopes and lists of rahyars become fields and options.   Used by: the dialogs beside this file"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, TypeVar

from domain.kernel.persian.dates import TEHRAN
from handlers.kit import Option

E = TypeVar("E", bound=StrEnum)


class Nobody(StrEnum):
    """Instead of a name that is not there yet: a rahyar is being found (shared:G11)."""

    YET = "yet"


def value_options(kind: type[E], name: str) -> list[Option[E]]:
    """Every value of an enum, labelled `rahyar.<name>.<value>`."""
    return [Option(value, f"rahyar.{name}.{value.value}") for value in kind]


def told(scope: str, whom: str = "") -> tuple[str, dict[str, Any]]:
    """Which text shows a scope, and its fields: `word` where it has a name in the catalogue (a province, an organisation), `name` for a town or a person."""
    kind, _, rest = scope.partition(":")
    province, _, town = rest.partition("/")
    if kind == "area" and town:
        return "name", {"kind": "rahyar.where.town", "what": town}
    if kind == "area":
        return "word", {"kind": "rahyar.where.area", "what": f"membership.province.{province}"}
    if kind == "org":
        return "word", {"kind": "rahyar.where.org", "what": f"rahyar.employer.{rest}"}
    return "name", {"kind": "rahyar.where.member", "what": whom or None}


def noon_of(day: date, away: int = 0) -> datetime:
    """Noon in Tehran, some days from a day."""
    return datetime.combine(day + timedelta(days=away), time(12), TEHRAN).astimezone(UTC)
