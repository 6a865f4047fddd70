"""ترمینال - one person talks with the bot in a terminal: numbered buttons, Persian in and out.   Started by `python -m bot chat`   Words: web.po"""

from __future__ import annotations

import asyncio
import html
import itertools
import re
import uuid
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TextIO

from bot.gateways.base import Address, Button, Can, CannotEdit, Incoming, Outgoing, Receive, Refused
from domain.kernel.persian.letters import PERSIAN_DIGITS, normalise
from handlers.kit.said import Contact, Media, Said

PLATFORM = "terminal"
_TAGS = re.compile(r"</?(?:b|i|code)>")
_ISOLATES = dict.fromkeys(range(0x2066, 0x206A))  # terminals show them as boxes
MESSAGES = 5  # whose buttons have numbers at once
MARK = "="  # before a number that is meant as words


def plain(text: str) -> str:
    """Neutral markup as it stands on paper."""
    return html.unescape(_TAGS.sub("", text)).translate(_ISOLATES)


@dataclass(frozen=True, slots=True)
class _Numbered:
    """A button that has a number now, and its message."""

    message: str
    button: Button


class TerminalGateway:
    """Reads lines, prints what comes. A number taps the button that has it; everything else is said; Ctrl-D (or the end of `lines`) leaves.

    A number belongs to its button until that is taken off: what comes in meanwhile gets the next free ones.

    `mobile` (E.164) is what «شماره‌ی من» shares; without one the bot's request for a contact is answered by typing.
    """

    name = PLATFORM
    can = Can(edit=False, styles=False, copy=False, markup="plain", ask_contact=True, reply=False, groups=False)

    def __init__(
        self,
        receive: Receive,
        lines: TextIO,
        out: TextIO,
        words: Mapping[str, str],
        *,
        person: str = "terminal",
        name: str = "",
        mobile: str = "",
        rest: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        """`rest` returns when everything that was said has had its answer: only then is the next line read, so that lines from a pipe meet the right buttons."""
        self._receive, self._lines, self._out, self._words, self._rest = receive, lines, out, words, rest
        self._at = Address(PLATFORM, PLATFORM, person)
        self._name, self._mobile = name, mobile
        self._count = 0
        self._numbers: dict[int, _Numbered] = {}
        self._asks: Literal["", "contact", "location"] = ""

    async def start(self) -> None:
        """Greet and begin the conversation."""
        self._print(self._words["terminal.hello"])
        await self._hand_on(Incoming(self._at, self._update(), self._at.chat, "start", name=self._name))

    async def stop(self) -> None:
        """Nothing is in hand between two lines."""

    async def run(self) -> None:
        """From the greeting to the last line. Reading waits in a thread, so what others send is printed meanwhile."""
        await self.start()
        await self._answered()
        while line := await asyncio.to_thread(self._lines.readline):
            await self.hear(line)
            await self._answered()
        self._print(self._words["terminal.bye"])

    async def _answered(self) -> None:
        if self._rest is not None:
            await self._rest()

    async def hear(self, line: str) -> None:
        """One line a person typed; an empty one says nothing."""
        text = normalise(line)
        if text.isdecimal() and await self._numbered(int(text)):
            return
        literal = text.removeprefix(MARK).strip() if re.fullmatch(rf"{MARK}\s*\d+", text) else text
        if literal:
            start = re.fullmatch(r"/start(?:\s+([A-Za-z0-9_-]{1,64}))?", literal)
            if start:
                await self._hand_on(Incoming(self._at, self._update(), self._at.chat, "start", payload=start[1] or "", name=self._name))
            else:
                await self._hand_on(Incoming(self._at, self._update(), self._at.chat, "text", Said(literal), name=self._name))

    async def _numbered(self, number: int) -> bool:
        """Whether the number belongs to something on the screen; if so it was done."""
        if number == 0 and self._asks == "contact" and self._mobile:
            said = Said(contact=Contact(self._mobile, own=True, name=self._name))
            await self._hand_on(Incoming(self._at, self._update(), self._at.chat, "text", said, name=self._name))
            return True
        if (numbered := self._numbers.get(number)) is None:
            return False
        button, update = numbered.button, self._update()
        if button.ref:
            await self._hand_on(Incoming(self._at, update, self._at.chat, "tap", ref=button.ref, tap=update, message=numbered.message, name=self._name))
        else:
            key = "opens" if button.url else "copies"
            self._print(self._words[f"terminal.{key}"].format(url=button.url, copy=button.copy))
        return True

    async def _hand_on(self, event: Incoming) -> None:
        asked, self._asks = self._asks, ""  # it is asked again where it still is the question
        try:
            reply = await self._receive(event)
        except ConnectionError:
            self._print(self._words["terminal.not_now"])
            self._asks = asked
            return
        if reply.ack is not None and reply.ack.text:
            self._print(f"* {plain(reply.ack.text)}")

    async def deliver(self, out: Outgoing) -> str:
        """See Gateway.deliver: what was printed stays, so edits are sent anew (CannotEdit)."""
        if out.do in ("edit", "strip", "delete"):
            self._numbers = {number: at for number, at in self._numbers.items() if at.message != out.message}
        if out.do == "edit":
            raise CannotEdit(out.message)
        if out.do == "ack" and out.text:
            self._print(f"* {plain(out.text)}")
        if out.do != "send":
            return ""
        self._count += 1
        self._asks = out.ask or self._asks
        buttons = [button for row in out.rows for button in row]
        first = self._free(len(buttons))
        self._numbers |= {number: _Numbered(str(self._count), button) for number, button in enumerate(buttons, first)}
        parts = [plain(out.text)]
        if out.media is not None:
            parts.insert(0, self._words["terminal.media"].format(kind=self._words[f"chat.{_KINDS.get(out.media.kind, 'file')}"]))
        parts += [f"  {str(i).translate(PERSIAN_DIGITS)}) {button.label.translate(_ISOLATES)}" for i, button in enumerate(buttons, first)]
        if out.ask == "contact":
            parts.append(f"  {self._words['terminal.share_contact' if self._mobile else 'terminal.no_mobile']}")
        self._print("\n".join(p for p in parts if p))
        return str(self._count)

    def _free(self, count: int) -> int:
        """The first of so many numbers in a row that are nobody's. Buttons of notices far above give theirs back."""
        while len({at.message for at in self._numbers.values()}) >= MESSAGES:
            oldest = min((at.message for at in self._numbers.values()), key=int)
            self._numbers = {number: at for number, at in self._numbers.items() if at.message != oldest}
        return next(first for first in itertools.count(1) if not self._numbers.keys() & set(range(first, first + count)))

    async def fetch(self, media: Media) -> bytes:
        """Nobody can send a file here."""
        raise Refused("no files in a terminal")

    async def check(self) -> str:
        return "terminal: reads lines and prints"

    def _print(self, text: str) -> None:
        self._out.write(f"\n{text}\n")
        self._out.flush()

    @staticmethod
    def _update() -> str:
        return str(uuid.uuid4())


_KINDS = {"photo": "photo", "voice": "voice", "video": "video"}
