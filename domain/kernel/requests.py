"""درخواست‌ها و داده‌ها - one line of «درخواست‌های من», in five words that every subsystem shares (conv:D15), and one of «داده‌های من».   Collected by domain/membership/"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Status(StrEnum):
    """How a request stands, for the one who made it."""

    WAITING = "waiting"  # somebody else is to act
    NEEDS_YOU = "needs_you"  # the member is to act
    APPROVED = "approved"
    REJECTED = "rejected"
    ENDED = "ended"  # withdrawn, expired or over


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request of a member. `title_key` is a text key of the subsystem that keeps it; `at` is the moment of its last move.

    `flow`: the dialog of membership in which the member goes on with it, "" where there is none.
    """

    number: str
    title_key: str
    status: Status
    at: datetime
    flow: str = ""


@dataclass(frozen=True, slots=True)
class DataLine:
    """Something that a subsystem keeps of a member; its text, the `key` `<subsystem>.data.<kind>`, says it with these fields.

    It holds what the member said or was told, and nobody else's name.
    """

    key: str
    fields: Mapping[str, object] = field(default_factory=dict)

    @property
    def subsystem(self) -> str:
        return self.key.partition(".")[0]

    @property
    def kind(self) -> str:
        return self.key.rpartition(".")[2]
