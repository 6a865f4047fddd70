"""نشان دادن - how kanoons, people, requests and enum values become fields and options.   Used by: the dialogs beside this file"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Any, TypeVar

from domain.kanoon.model import Why
from domain.kanoon.views import KanoonCard, KanoonLine, Person, RequestView
from domain.kernel.people import MemberId
from handlers.kit import Option, short

E = TypeVar("E", bound=StrEnum)
GOAL = 100  # characters of a goal that are shown
GLANCE, WORDS = 5, 40  # requests on the screen for several, and characters of what each applicant wrote


class Nobody(StrEnum):
    """Instead of a name that is not there yet: a kanoon's rahyar is being found (kanoon:K5)."""

    YET = "yet"


def card_fields(card: KanoonCard) -> dict[str, Any]:
    """What every text about a kanoon may show. Nothing is shown as a dash."""
    return {
        "title": card.title, "code": card.code, "affinity": card.affinity, "goal": short(card.goal, GOAL), "place": card.place or None,
        "rahbar": card.rahbar or Nobody.YET, "hamyars": list(card.hamyars) or Nobody.YET, "rahyar": card.rahyar or Nobody.YET,
        "people": card.people, "free": card.free,
    }  # fmt: skip


def glance(views: Sequence[RequestView]) -> str:
    """Several requests at a glance: who, from where, and the beginning of what they wrote; one a line."""
    lines = [f"• {v.name} ({v.place})" if v.place else f"• {v.name}" for v in views[:GLANCE]]
    said = [short(v.replies[0].answer if v.replies else v.note, WORDS) for v in views[:GLANCE]]
    return "\n".join(f"{line}: {words}" if words else line for line, words in zip(lines, said, strict=True))


def reason_of(seen: RequestView) -> Why | str | None:
    """Why a request was rejected: from the list, or in the hamyar's words."""
    return seen.why or seen.reason or None


def kanoon_options(lines: Iterable[KanoonLine]) -> list[Option[int]]:
    return [Option(int(k.id), "kanoon.option" if k.place else "kanoon.option_anywhere", {"title": k.title, "code": k.code, "place": k.place}) for k in lines]


def person_options(people: Iterable[Person]) -> list[Option[MemberId]]:
    return [Option(p.id, name=p.name) for p in people]


def value_options(kind: type[E], name: str) -> list[Option[E]]:
    """Every value of an enum, labelled `kanoon.<name>.<value>`."""
    return [Option(value, f"kanoon.{name}.{value.value}") for value in kind]
