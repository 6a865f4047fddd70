"""نشان دادن - how kanoons, people and enum values become fields and options.   Used by: the dialogs beside this file"""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Any, TypeVar

from domain.kanoon.views import KanoonCard, KanoonLine, Person
from domain.kernel.people import MemberId
from handlers.kit import Option

E = TypeVar("E", bound=StrEnum)
GOAL = 100  # characters of a goal that are shown


def card_fields(card: KanoonCard) -> dict[str, Any]:
    """What every text about a kanoon may show. Nothing is shown as a dash."""
    return {
        "title": card.title, "code": card.code, "affinity": card.affinity, "goal": _short(card.goal), "place": card.place or None,
        "rahbar": card.rahbar or None, "hamyars": list(card.hamyars) or None, "people": card.people,
    }  # fmt: skip


def _short(goal: str) -> str:
    """The beginning of a long goal: a screen has room for 350 characters (conv:D20)."""
    return goal if len(goal) <= GOAL else f"{goal[: GOAL - 1].rstrip()}…"


def kanoon_options(lines: Iterable[KanoonLine]) -> list[Option[int]]:
    return [Option(int(k.id), "kanoon.option", {"title": k.title, "code": k.code, "place": k.place or None}) for k in lines]


def person_options(people: Iterable[Person]) -> list[Option[MemberId]]:
    return [Option(p.id, name=p.name) for p in people]


def value_options(kind: type[E], name: str) -> list[Option[E]]:
    """Every value of an enum, labelled `kanoon.<name>.<value>`."""
    return [Option(value, f"kanoon.{name}.{value.value}") for value in kind]
