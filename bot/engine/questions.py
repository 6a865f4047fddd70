"""پرسش - what a dialog stands at, and what a member did to it.   Asked by player.py, drawn by asking.py"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import msgspec

from handlers.kit.chat import Option, Reader
from handlers.kit.said import Said


@dataclass(slots=True)
class Question:
    """Where a run stands. `name` is the journal key (`key`, or `key#n` in a loop); `text_key` where its words are."""

    kind: Literal["read", "one", "many", "confirm"]
    name: str
    text_key: str
    fields: dict[str, object]
    reader: Reader[Any] | None = None
    options: list[Labelled] = field(default_factory=list)
    optional: bool = False
    search: bool = False
    columns: int = 1
    lines: list[Answered] = field(default_factory=list)  # of a confirm: everything answered
    step: int = 1  # answers before it, plus one
    left: int = 0  # questions that may come from here on, itself included; 0: not told


class Labelled(msgspec.Struct, frozen=True):
    """An option with its words. `value` is plain JSON."""

    value: Any
    label: str
    option: Option[Any] | None = None


class Answered(msgspec.Struct, frozen=True):
    """An answer as the confirm screen shows it."""

    name: str
    text_key: str
    shown: object
    by: int = 0  # the rahyar who filled it in


class Did(msgspec.Struct, frozen=True):
    """What a member did to the question `name`. do: say, pick, keep, skip, tick, ticked, yes, no."""

    name: str
    do: str
    value: Any = None
    said: Said = msgspec.field(default_factory=Said)


class Pause(BaseException):
    """Ends a replay. Not an Exception, so that a dialog's own `except` cannot catch it."""


class Asked(Pause):
    """The run stands at a question. `missed`: the reason (in words) why what was said could not be taken, or None."""

    def __init__(self, question: Question, missed: str | None = None) -> None:
        super().__init__()
        self.question = question
        self.missed = missed


class Waits(Pause):
    """The run leaves its place and waits for an outside event."""

    def __init__(self, name: str, text: str, until: datetime) -> None:
        super().__init__()
        self.name, self.text, self.until = name, text, until


class Ended(Pause):
    """The run is over before its last line. `how`: stopped, declined (a confirm's no) or started (another flow follows: `then`)."""

    def __init__(self, how: Literal["stopped", "declined", "started"], then: tuple[str, object] | None = None) -> None:
        super().__init__()
        self.how, self.then = how, then


class Restart(Pause):
    """An answer was dropped: play again from the top."""


class NeedsTransaction(Pause):
    """A command was reached while only reading: the event is handled again inside a transaction (bot/inbox.py)."""


class OverBudget(Exception):
    """The run asked, read or did more than a dialog may (decision 9)."""
