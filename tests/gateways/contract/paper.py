"""کاغذ - actors at a terminal: they type lines and read what is printed.   Product: bot/gateways/terminal.py"""

from __future__ import annotations

import io
import re
from dataclasses import replace

from bot.gateways.base import Outgoing, Refused, Unreachable
from bot.gateways.terminal import TerminalGateway
from bot.gateways.web.words import read_words
from bot.house import House
from bot.platforms import WORDS
from handlers.kit.said import Media
from tests.gateways.contract.playing import Actor, Note, Stage, bare

_NUMBERED = re.compile(r"^  (\d+)\) (.+)$", re.MULTILINE)
_PICTURE = "(پیوست: عکس)"


class Paper(io.StringIO):
    """What was printed, piece by piece."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces: list[str] = []

    def write(self, text: str) -> int:
        self.pieces.append(text.strip())
        return super().write(text)


class AtTerminal(Actor):
    def __init__(self, name: str, mobile: str, house: House) -> None:
        super().__init__(name)
        self.paper = Paper()
        self.gateway = TerminalGateway(house.inbox.receive, io.StringIO(), self.paper, read_words(WORDS), person=name, name=name, mobile=mobile)

    @property
    def account(self) -> tuple[str, str, str]:
        return f"terminal:{self.name}", "terminal", self.name

    async def looks(self) -> list[Note]:
        """A number is the newest button's that it stands before, as long as the house knows it: all others are crossed out in the reader's mind."""
        notes = [
            Note(n, text, {bare(label): number for number, label in _NUMBERED.findall(text)}, "photo" if _PICTURE in text else "text")
            for n, text in enumerate(self.paper.pieces, 1)
        ]
        seen: list[Note] = []
        taken = set[str]()
        for note in reversed(notes):
            seen.append(replace(note, keys={label: number for label, number in note.keys.items() if number not in taken and self._holds(number, label)}))
            taken.update(note.keys.values())
        return seen[::-1]

    def _holds(self, number: str, label: str) -> bool:
        held = self.gateway._numbers.get(int(number))
        return held is not None and bare(held.button.label) == label

    async def starts(self, payload: str = "") -> None:
        await self.gateway.hear(f"/start {payload}")

    async def says(self, text: str) -> None:
        await self.gateway.hear(text)

    async def presses(self, note: Note, label: str, times: int = 1) -> None:
        assert times == 1, "the second number would be another button's"
        before = len(self.paper.pieces)
        await self.gateway.hear(note.keys[label])
        self.told = [text for text in self.paper.pieces[before:] if text.startswith("* ")]

    async def shares_contact(self, of: Actor | None) -> None:
        assert of is None, "a terminal shares the own number only"
        await self.gateway.hear("۰")


class Terminals:
    """Several terminals as one platform: each person sits at their own."""

    name, can = TerminalGateway.name, TerminalGateway.can

    def __init__(self) -> None:
        self.rooms: dict[str, TerminalGateway] = {}

    async def start(self) -> None:
        """Each greets by itself."""

    async def stop(self) -> None:
        """Nothing is in hand between two lines."""

    async def deliver(self, out: Outgoing) -> str:
        if out.to.chat not in self.rooms:
            raise Unreachable("gone")
        return await self.rooms[out.to.chat].deliver(out)

    async def fetch(self, media: Media) -> bytes:
        raise Refused("no files in a terminal")

    async def check(self) -> str:
        return "terminals"


class Table(Stage):
    """People at terminals."""

    link = "/start "

    def __init__(self, house: House) -> None:
        super().__init__(house)
        self.terminals = house.gateways["terminal"] = Terminals()

    async def enter(self, name: str, mobile: str) -> AtTerminal:
        actor = AtTerminal(name, mobile, self.house)
        self.terminals.rooms[name] = actor.gateway
        return actor
