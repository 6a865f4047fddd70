"""زبان مشترک دروازه‌ها - what comes in, what goes out, and what a platform can.   Siblings: telegram.py bale.py web.py terminal.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal, Protocol, runtime_checkable

import msgspec

from handlers.kit.said import Media, Said

Kind = Literal["text", "tap", "start", "edited", "blocked", "unblocked", "migrated", "checkout", "paid", "inline", "unknown"]


class Address(msgspec.Struct, frozen=True):
    """A chat: everything is keyed by (platform, id). `bot` tells several bots of one platform apart (their numeric id)."""

    platform: str
    bot: str
    chat: str


class Incoming(msgspec.Struct, frozen=True):
    """One update of a platform, translated. `update` is unique per (platform, bot) and orders them.

    kind: text (anything said: text, media, contact, place), tap (a button: `ref`), start (a deep link: `payload`, "" for /start alone), edited (an answered message
    changed), blocked/unblocked (the person shut or opened the chat), migrated (a group got the new id `payload`), checkout (somebody is about to
    pay the invoice `ref`, `payload` rials; `message` names the question), paid (they did; `message` names the transaction), inline (in another chat
    somebody looks for what is `said` after the bot's name; `message` names the question), unknown (nothing we understand, e.g. a poll).
    """

    at: Address
    update: str
    person: str  # the platform's id of who acts
    kind: Kind
    said: Said = msgspec.field(default_factory=Said)
    ref: str = ""  # of a tap: what the button held
    tap: str = ""  # of a tap: what must be acknowledged
    message: str = ""  # id of the message said, tapped on or edited
    payload: str = ""
    group: bool = False  # not a private chat
    name: str = ""  # what the platform calls the person

    @property
    def who(self) -> str:
        """The person as the house keys them: `<platform>:<id>`."""
        return f"{self.at.platform}:{self.person}"


class Button(msgspec.Struct, frozen=True):
    """A button. One of: `ref` (comes back as a tap), `url`, `copy` (text to copy); `style` is "" | "primary" | "danger" where the platform can."""

    label: str
    ref: str = ""
    url: str = ""
    copy: str = ""
    style: str = ""


class Invoice(msgspec.Struct, frozen=True):
    """Something to pay on the platform itself. `payload` comes back with the payment; `rials` is ours."""

    payload: str
    title: str
    rials: int


class Offered(msgspec.Struct, frozen=True):
    """Something found for who looks from another chat. `title` and `words` stand in the list; `text` (neutral markup) with a button to `url` is sent there."""

    id: str
    title: str
    words: str
    text: str
    label: str
    url: str


class Outgoing(msgspec.Struct, frozen=True, omit_defaults=True):
    """Something to do on a platform. Texts are neutral markup: plain text with only <b>, <i>, <code>, and &amp; &lt; &gt;.

    do: send (returns the message id), edit (text and buttons of `message`; if it cannot be edited the gateway raises CannotEdit), strip (take the buttons off `message`),
    delete, ack (acknowledge `tap` with the short word `text`, or none), typing, permit (let the checkout `tap` go on; with `text`, do not, and say so),
    offer (answer the inline question `tap` with `offers`; `text` is on the button above them, which leads to the bot).
    """

    do: Literal["send", "edit", "strip", "delete", "ack", "typing", "permit", "offer"]
    to: Address
    text: str = ""
    rows: tuple[tuple[Button, ...], ...] = ()
    message: str = ""
    tap: str = ""
    alert: bool = False  # of an ack: a box to close rather than a passing word
    reply_to: str = ""
    media: Media | None = None  # with send: text is its caption; `ref` of the same platform is repeated, else fetched and uploaded
    quiet: bool = False  # of an edit: where it cannot be edited, nothing is sent instead
    invoice: Invoice | None = None  # with send, where the platform can: text is its description
    offers: tuple[Offered, ...] = ()
    ask: Literal["", "contact", "location"] = ""  # a keyboard that shares the own phone or place; every later send without it removes the keyboard


@dataclass(frozen=True, slots=True)
class Can:
    """Capability flags: what a platform can."""

    edit: bool = True
    ack_text: bool = True
    styles: bool = False
    copy: bool = False
    markup: Literal["html", "markdown", "plain"] = "html"
    ask_contact: bool = True
    reply: bool = True
    file_limit: int = 20 * 1024 * 1024
    text_limit: int = 4096
    caption_limit: int = 1024
    groups: bool = True


class NotSent(Exception):
    """Why something did not leave; the outbox decides what follows."""


class RetryLater(NotSent):
    """The platform asks to wait `seconds` (429, flood); nothing was sent."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"retry after {seconds} s")
        self.seconds = seconds


class Unreachable(NotSent):
    """The person blocked the bot, the account or chat is gone (`why`: blocked | gone | kicked); never retried."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why = why


class Moved(NotSent):
    """The group was upgraded: send to `chat` from now on."""

    def __init__(self, chat: str) -> None:
        super().__init__(chat)
        self.chat = chat


class CannotEdit(NotSent):
    """The message cannot be edited any more (gone, too old): send it anew."""


class Refused(NotSent):
    """The platform says the request itself is wrong (400): a bug, kept as dead with its reason."""


class Unclear(NotSent):
    """It may have been accepted: time-out or connection lost after sending, 502 with HTML (the ambiguous send, reliability.md 1)."""


class NotNow(NotSent):
    """It was surely not accepted (connection refused, 5xx before acceptance): try again with back-off."""


class FileAway(NotSent):
    """The file of a message cannot be brought here now, as the platform it lies on is away; nothing was sent. The words can leave without it."""


class Reply(msgspec.Struct, frozen=True):
    """What the webhook may answer in its own reply: the acknowledgement of a tap (decision 4). None for everything else."""

    ack: Outgoing | None = None


Receive = Callable[[Incoming], Awaitable[Reply]]
"""The inbox: returns after commit (or after the event was parked). Raises if nothing could be stored: then no 200, no offset."""


class Gateway(Protocol):
    """One platform. Made by wiring, which gives it `receive`; it does not know anything else of the house."""

    name: str
    can: Can

    async def start(self) -> None:
        """Begin to receive (poll, or register the webhook)."""

    async def stop(self) -> None:
        """Stop receiving; finish what is in hand."""

    async def deliver(self, out: Outgoing) -> str:
        """Do it; returns the message id for send ("" otherwise). Raises NotSent (FileAway: of a file elsewhere). "Not modified" and "query too old" count as done."""

    async def fetch(self, media: Media) -> bytes:
        """The bytes of a file somebody sent. Raises NotSent (Refused when above the limit)."""

    async def check(self) -> str:
        """One line for `python -m bot check`: whether the platform answers. Raises NotSent."""


@runtime_checkable
class Keeps(Gateway, Protocol):
    """A platform of our own, that keeps what was said: there it can be taken back."""

    async def forget(self, chat: str) -> None:
        """Erase a chat: its words, files and sessions. An unknown one is no error."""

    async def tidy(self) -> None:
        """Take away what only lay on disk for rows that are gone."""

    async def sign_out(self, chat: str, *, for_good: bool = False) -> None:
        """End every session of a chat; its words stay. `for_good`: it speaks for nobody now, and no number finds it again."""
