"""صفحه‌ها - what a member is shown: a text and buttons that do things.   Sent by bot/sending.py"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import msgspec

from bot.engine.talk import Act
from handlers.kit.said import Media


class Words(Protocol):
    """What the engine needs of bot/texts.py."""

    def has(self, key: str) -> bool: ...

    def say(self, key: str, /, **fields: object) -> str: ...

    def plain(self, key: str, /, **fields: object) -> str: ...


class Press(msgspec.Struct, frozen=True):
    """A button: its label and what it does."""

    label: str
    act: Act
    style: str = ""


@dataclass(slots=True)
class Screen:
    """The live message: text in neutral markup, rows of buttons, and whether it asks for the own contact or place. `question`: it is that of a dialog;
    `still`: the owner of the conversation while the bot does not speak: it tells how things stand, and is changed where it is."""

    text: str
    rows: list[list[Press]] = field(default_factory=list)
    ask: Literal["", "contact", "location"] = ""
    question: bool = False
    still: str = ""


class Message(msgspec.Struct, frozen=True):
    """Something said that stays in the chat. `qr`: text to be drawn as a QR picture and sent with it; `copies`: labels of buttons and what each copies."""

    text: str
    media: Media | None = None
    qr: str = ""
    copies: tuple[tuple[str, str], ...] = ()


def rows_of(presses: Sequence[Press], columns: int = 1) -> list[list[Press]]:
    """Buttons in rows; a label longer than 24 characters gets a row of its own."""
    rows: list[list[Press]] = []
    room = 0
    for press in presses:
        if room == 0 or len(press.label) > 24 or len(rows[-1][0].label) > 24:
            rows.append([])
            room = columns
        rows[-1].append(press)
        room -= 1
    return rows
