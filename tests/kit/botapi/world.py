"""جهان شبیه‌ساز - the people, chats, messages, files and taps that the simulator knows.   Siblings: wire.py shows them as JSON, people.py lets tests act in them"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.kit.botapi.errors import ApiError, SimulatorMisuse, bad_request
from tests.kit.botapi.markup import Rich

T = TypeVar("T")
PATIENCE = 20.0
"""Seconds after which a wait fails: only a guard against hanging for ever, never a measure."""


@dataclass(slots=True)
class User:
    """An account. `old_client`: Bale's old apps, that cannot show the answer to a tap."""

    id: int
    name: str
    is_bot: bool = False
    username: str = ""
    mobile: str = ""
    old_client: bool = False
    language: str = "fa"


@dataclass(slots=True)
class Message:
    """One message, as the chat holds it. `raw` is what was sent, `rich` what is shown. `stamp` grows with every change in the world."""

    id: int
    chat: Chat
    by: User
    date: int
    kind: str = "text"  # text, photo, document, voice, video, audio, animation, sticker, contact, location, venue, poll, service
    raw: str = ""
    rich: Rich = field(default_factory=lambda: Rich(""))
    extra: dict[str, Any] = field(default_factory=dict)  # media and other fields, as they go over the wire
    buttons: list[list[dict[str, Any]]] = field(default_factory=list)
    reply_to: int = 0
    edited: int = 0
    deleted: bool = False
    stamp: int = 0
    thread: int = 0
    update: int = 0  # update_id that brought it to the bot
    payload: str = ""  # of an invoice; people do not see it


@dataclass(slots=True)
class Chat:
    """A private chat (its id is the person's) or a group. `closed` is what the platform answers to any sending; `moved_to` the id after an upgrade."""

    id: int
    kind: str = "private"  # private, group, supergroup
    title: str = ""
    username: str = ""
    known: bool = True  # the person has begun; else the bot may not write first
    closed: ApiError | None = None
    moved_to: int = 0
    forum: bool = False
    messages: dict[int, Message] = field(default_factory=dict, repr=False)
    keyboard: dict[str, Any] | None = None  # the reply keyboard now shown
    actions: list[str] = field(default_factory=list)  # typing and the like
    members: set[int] = field(default_factory=set)
    watcher: asyncio.Future[None] | None = None  # somebody of a crowd who waits for a change here

    def wake(self) -> None:
        """Something changed in this chat."""
        if self.watcher is not None and not self.watcher.done():
            self.watcher.set_result(None)

    def newest(self, by_bot: bool = True) -> list[Message]:
        """Messages that still exist, the newest first."""
        return [m for m in reversed(self.messages.values()) if not m.deleted and (m.by.is_bot or not by_bot)]


@dataclass(slots=True)
class Query:
    """A tap that waits for its acknowledgement. `ack` holds text and show_alert once it came."""

    id: str
    by: User
    message: Message | None
    data: str
    at: float
    ack: dict[str, Any] | None = None
    expired: bool = False


@dataclass(slots=True)
class Checkout:
    """Somebody pays an invoice. `answer`: None until the bot said whether it may go on; `status` as the platform calls it."""

    id: str
    by: User
    payload: str
    amount: int
    at: float
    answer: bool | None = None
    why_not: str = ""
    status: str = "PENDING"


@dataclass(slots=True)
class Question:
    """Somebody looks for something from another chat. `results`: as the bot answered, None until it did; `button`: what stands above them."""

    id: str
    by: User
    words: str
    at: float
    results: list[dict[str, Any]] | None = None
    button: dict[str, Any] | None = None


@dataclass(slots=True)
class File:
    """Bytes kept on the platform."""

    id: str
    kind: str
    content: bytes
    name: str = ""
    mime: str = ""
    path: str = ""


class Changes:
    """Tells waiting tests that something happened: they look again at every change and never sleep."""

    def __init__(self) -> None:
        self.count = 0
        self._waiting: set[asyncio.Future[None]] = set()

    def note(self) -> int:
        """Something changed; the number of the change."""
        self.count += 1
        waiting, self._waiting = self._waiting, set()
        for future in waiting:
            if not future.done():
                future.set_result(None)
        return self.count

    async def until(self, look: Callable[[], T | None], what: Callable[[], str], patience: float = PATIENCE) -> T:
        """The first true answer of `look`. Raises SimulatorMisuse with `what()` after `patience` seconds."""
        try:
            async with asyncio.timeout(patience):
                while True:
                    found = look()
                    if found:
                        return found
                    future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
                    self._waiting.add(future)
                    await future
        except TimeoutError:
            raise SimulatorMisuse(what()) from None


class World:
    """Everything that exists on the simulated platform. One bot per world."""

    def __init__(self, bot: User, clock: Callable[[], float]) -> None:
        self.bot = bot
        self.clock = clock
        self.users: dict[int, User] = {bot.id: bot}
        self.chats: dict[int, Chat] = {}
        self.queries: dict[str, Query] = {}
        self.files: dict[str, File] = {}
        self.checkouts: dict[str, Checkout] = {}
        self.questions: dict[str, Question] = {}
        self.changes = Changes()
        self._message_ids = itertools.count(1)
        self._file_ids = itertools.count(1)
        self._query_ids = itertools.count(1)
        self._user_ids = itertools.count(5_000_001)

    def add_user(self, name: str, id: int | None = None, **more: Any) -> User:
        """A new account; without `id` it gets the next free one."""
        user = User(next(self._user_ids) if id is None else id, name, **more)
        if user.id in self.users:
            raise SimulatorMisuse(f"there is already somebody with the id {user.id}")
        self.users[user.id] = user
        return user

    def chat_of(self, id: int) -> Chat | None:
        """The chat with this id, or None."""
        return self.chats.get(id)

    def write(self, chat: Chat, by: User, **fields: Any) -> Message:
        """Put a new message into a chat. Ids grow over all chats of a bot, as on the platforms."""
        message = Message(next(self._message_ids), chat, by, int(self.clock()), **fields)
        message.stamp = self.changes.note()
        chat.messages[message.id] = message
        chat.wake()
        return message

    def touch(self, message: Message) -> None:
        """A message was edited or deleted."""
        message.stamp = self.changes.note()
        message.chat.wake()

    def message_in(self, chat: Chat, id: int, refusal: str) -> Message:
        """A message of a chat. Raises ApiError 400 `refusal` if it is not there (any more)."""
        message = chat.messages.get(id)
        if message is None or message.deleted:
            raise bad_request(refusal)
        return message

    def keep_file(self, kind: str, content: bytes, name: str = "", mime: str = "") -> File:
        """Store bytes; the file id is unique to the kind, as on Telegram."""
        number = next(self._file_ids)
        suffix = "." + name.rpartition(".")[2] if "." in name else {"photo": ".jpg", "voice": ".oga", "video": ".mp4"}.get(kind, ".bin")
        file = File(f"{kind}-{number}-{self.bot.id}", kind, content, name, mime, f"{kind}s/file_{number}{suffix}")
        self.files[file.id] = file
        return file

    def new_checkout(self, by: User, payload: str, amount: int) -> Checkout:
        """Somebody pressed the button of an invoice."""
        made = Checkout(f"tx{next(self._query_ids):012}", by, payload, amount, self.clock())
        self.checkouts[made.id] = made
        return made

    def new_question(self, by: User, words: str) -> Question:
        """Somebody wrote the name of the bot and some words in another chat."""
        made = Question(f"iq{next(self._query_ids):012}", by, words, self.clock())
        self.questions[made.id] = made
        return made

    def new_query(self, by: User, message: Message | None, data: str) -> Query:
        """A tap. On Bale the ids of old apps begin with 1."""
        query = Query(f"{1 if by.old_client else 7}{next(self._query_ids):017}", by, message, data, self.clock())
        self.queries[query.id] = query
        return query
