"""استعدادیابی - a few questions, and fields of work that fit somebody and their place, with the reasons.   Source: seed 004; hasteh:H4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.hasteh.model import Field
from domain.kernel.people import MemberId


class Means(StrEnum):
    """What there is at hand. The list is assumed."""

    LAND = "land"
    ANIMALS = "animals"
    KITCHEN = "kitchen"
    TOOLS = "tools"  # a loom, a sewing machine, tools of a craft
    WORKSHOP = "workshop"
    ROOM = "room"  # for guests
    ROOF = "roof"  # with sun on it
    PHONE = "phone"  # or a computer


MEANS_OF: Mapping[Field, tuple[Means, ...]] = {
    Field.FARMING: (Means.LAND,),
    Field.LIVESTOCK: (Means.ANIMALS, Means.LAND),
    Field.CLOTHING: (Means.TOOLS,),
    Field.HANDICRAFT: (Means.TOOLS, Means.WORKSHOP),
    Field.FOOD: (Means.KITCHEN, Means.LAND),
    Field.WOOD: (Means.WORKSHOP,),
    Field.TOURISM: (Means.ROOM,),
    Field.SERVICES: (Means.PHONE,),
    Field.SOLAR: (Means.ROOF,),
    Field.OTHER: (),
}


class Reason(StrEnum):
    """Why a field fits somebody, the strongest first."""

    DONE = "done"  # they have done it before
    LIKES = "likes"
    MEANS = "means"  # what it needs is there
    NEIGHBOURS = "neighbours"  # others of the place live on it


WEIGHTS = {Reason.DONE: 4, Reason.LIKES: 2, Reason.MEANS: 2, Reason.NEIGHBOURS: 1}
"""Past work counts most (seed 004); the numbers are assumed."""


@dataclass(frozen=True, slots=True)
class Talent:
    """What somebody answered."""

    member: MemberId
    done: tuple[Field, ...]
    likes: tuple[Field, ...]
    means: tuple[Means, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A field that fits, why, and hastehs of the same province that live on it: how many, and some of their titles with their cities."""

    field: Field
    reasons: tuple[Reason, ...]
    neighbours: int
    some: tuple[tuple[str, str], ...]


def suggested(talent: Talent, neighbours: Mapping[Field, list[tuple[str, str]]], most: int, shown: int) -> tuple[Suggestion, ...]:
    """The best first; nothing that has no reason but its neighbours."""
    found = list[tuple[int, Suggestion]]()
    for field in Field:
        near = neighbours.get(field, [])
        holds = {
            Reason.DONE: field in talent.done, Reason.LIKES: field in talent.likes, Reason.MEANS: bool(set(MEANS_OF[field]) & set(talent.means)),
            Reason.NEIGHBOURS: bool(near),
        }  # fmt: skip
        reasons = tuple(r for r in Reason if holds[r])
        if set(reasons) - {Reason.NEIGHBOURS}:
            found.append((sum(WEIGHTS[r] for r in reasons), Suggestion(field, reasons, len(near), tuple(near[:shown]))))
    return tuple(one for _, one in sorted(found, key=lambda pair: -pair[0])[:most])
