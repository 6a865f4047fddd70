"""گام عضو - the question a member stands at, as the rahyar who has their case may see and answer it.   Verbs: filling.py   Played by: bot/filling.py"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from domain.kernel.people import MemberId


@dataclass(frozen=True, slots=True)
class Step:
    """A question with its options, and the answers before it; nothing else of the dialog is told.

    `asked` names the question, so that an answer to another one is not taken for it. `kind`: read, one, many or confirm. `options` are (value as JSON, label).
    `answers` are (text key of the question, the answer as it is shown back, whether a rahyar gave it). `own`: only the member may answer.
    """

    flow: str
    asked: str
    number: int
    text: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()
    optional: bool = False
    answers: tuple[tuple[str, str, bool], ...] = ()
    own: bool = False


@dataclass(frozen=True, slots=True)
class Given:
    """An answer on behalf of a member: options picked (values as JSON), else words, a file or a place; nothing at all leaves out what may be left out.

    `media` is kind, ref, name, mime type and bytes; `place` is latitude and longitude in degrees.
    """

    words: str = ""
    picked: tuple[str, ...] = ()
    media: tuple[str, str, str, str, int] | None = None
    place: tuple[float, float] | None = None

    @property
    def is_nothing(self) -> bool:
        return not (self.words or self.picked or self.media or self.place)


class Dialogs(Protocol):
    """Port: the dialogs under way in the conversations that cases come from."""

    async def step(self, talk_id: int) -> Step | None:
        """Where the top dialog stands; None when none is under way."""

    async def fill(self, talk_id: int, asked: str, given: Given, by: MemberId) -> None:
        """Answer the question `asked` for the member. Raises Refusal: `moshavereh.question_moved`, `moshavereh.theirs_alone`, `moshavereh.not_taken` (why)."""

    async def flows(self, talk_id: int) -> list[str]:
        """What the member may begin, in the order of their menu."""

    async def begin(self, talk_id: int, flow: str) -> None:
        """Put a dialog on top of what is under way, at its first question. Raises Refusal `moshavereh.no_such_flow`."""
