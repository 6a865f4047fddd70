"""گفت‌وگو - what a dialog may do: the Chat protocol.   Played by bot/engine/chat.py; described in docs/dialogs.md"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, Protocol, TypeVar

from domain.kernel.people import Actor
from domain.kernel.refusal import Refusal
from handlers.kit.said import Said

T = TypeVar("T")
Options = Sequence["Option[T]"]


class Unreadable(Exception):
    """An answer that a reader cannot take. `code` is a text key: `<flow>.<key>.again`-like or `common.again.<reader>`; fields fill it."""

    def __init__(self, code: str, /, **fields: object) -> None:
        super().__init__(code)
        self.code = code
        self.fields = fields


class Reader(Protocol[T]):
    """Reads one kind of answer. Stateless; made in the dialog at every replay, so it may carry limits that changed meanwhile."""

    kind: str  # text, amount, number, date, photo, file, voice, location, contact, code
    type: Any  # the type of the value; it is kept in the journal as JSON and decoded to this
    personal: bool  # an identifier: masked wherever it is shown back, kept encrypted

    def read(self, said: Said, today: date) -> T:
        """The value of what was said. Raises Unreadable."""

    def check(self, value: T, today: date) -> None:
        """Raise Unreadable if an earlier answer no longer holds."""

    def shown(self, value: T) -> object:
        """How the answer is shown back on the confirm screen: a plain value for the texts (masked when personal)."""


@dataclass(frozen=True, slots=True)
class Option(Generic[T]):
    """One thing to choose. `value`: a small plain value that names it (kept in the journal). `label`: a text key, filled with `fields`.

    With `label=""` the field `name` is the label itself (a name of a person or place, from the books).
    """

    value: T
    label: str = ""
    fields: Mapping[str, object] | None = None
    name: str = ""


class Chat(Protocol):
    """The other side of a dialog. Keys are literals; `n=` tells questions of a loop apart; `fields` fill the texts of the key.

    The texts of key k in flow f: `f.k` (or `<subsystem>.k`), with `.why`, `.example`, `.again`, `.line` (its name on the confirm screen).
    """

    @property
    def member(self) -> Actor:
        """Who talks, as they are now."""

    @property
    def now(self) -> datetime:
        """The moment of this message (aware, UTC); the same for everything in it."""

    @property
    def today(self) -> date:
        """The day in Tehran."""

    @property
    def subject(self) -> Any:
        """What a flow started from a card, link or other flow is about: a small plain value (usually an id), else None."""

    async def ask(self, key: str, reader: Reader[T], *, n: int = 0, optional: bool = False, **fields: object) -> T:
        """Ask and return the answer. `optional` offers «رد شدن» and may return None. The field `said_as` names other words for the same question."""

    async def choose(
        self, key: str, options: Options[T] | Callable[[], Awaitable[Options[T]]], *, n: int = 0, search: bool = False, columns: int = 1, **fields: object
    ) -> T:
        """One of several, by button, by typing its label, or by part of it (`search`: lists get pages and type-to-search by themselves).

        A callable is called only when the question is really asked; its values are str or int, for only the value is kept. No options at all
        ends the run with the text `<key>.none`.
        """

    async def choose_many(self, key: str, options: Options[T] | Callable[[], Awaitable[Options[T]]], *, n: int = 0, **fields: object) -> list[T]:
        """Several of several (ticks, then «همین‌ها»)."""

    async def yes_no(self, key: str, *, n: int = 0, **fields: object) -> bool:
        """Yes or no."""

    async def confirm(self, key: str, **fields: object) -> None:
        """Show everything that was answered and ask for the yes. Returns on yes; «نه» ends the run, kept as a draft; 'correct' is the engine's."""

    async def say(self, key: str, *, n: int = 0, copies: Mapping[str, str] | None = None, **fields: object) -> None:
        """Tell something that stays in the chat (a receipt, an answer), with everything written since the last one below. Said once, whatever is replayed.

        `copies`: label keys of buttons that copy a value, where the platform can; say the value in the text as well.
        """

    async def pin(self, key: str, value: T, *, n: int = 0) -> T:
        """Keep a value (a price, a quote) as it is now for the rest of the run; returns the pinned one."""

    async def wait(self, key: str, *, until: datetime | timedelta, **fields: object) -> Any:
        """Leave the place free and go on when `post.resume(run, key, value)` comes, or with None when the time is up."""

    async def again(self, key: str, why: Refusal | str, *, n: int = 0, **fields: object) -> None:
        """The answer to `key` will not do: ask it again, with the reason (a refusal, or a text key)."""

    def link(self, flow: str, token: str) -> str:
        """A deep link on the member's platform that starts `flow` with `token` as its subject; token: at most 40 of A-Z a-z 0-9 _ -."""

    async def give(self, key: str, *, qr: str = "", drawing: str = "", photo: str = "", **fields: object) -> None:
        """Tell `key` with a picture: a QR code that holds the text `qr`, a `drawing`, `<kind>:<facts>`, made when it is sent (bot/pictures/), or a `photo` by its ref.

        Like `say`, once and staying.
        """

    async def write(self, key: str, **fields: object) -> None:
        """Put `key` on the page that `hand` gives or `say` shows; by itself nothing is shown in the chat."""

    async def hand(self, key: str, *, name: str, as_picture: bool = False, qr: str = "", **fields: object) -> None:
        """Tell `key` with everything written since the last `say` as a document to keep (PDF), or as a picture of its first page.

        The text `name` is its name and its title. Written texts with tabs in them become rows of a table, the first of them its head. `qr`: a text
        that a QR code under everything holds. Like `say`, once and staying.
        """

    async def start(self, flow: str, subject: object = None) -> None:
        """End this run and begin another flow."""

    async def stop(self, key: str, **fields: object) -> None:
        """Say `key` and end the run here."""
