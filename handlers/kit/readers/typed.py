"""نوشته‌ها - readers of free words: a text, a name, an address.   Siblings: answer.py quantities.py identities.py"""

from __future__ import annotations

import re
from datetime import date

from domain.kernel.persian.letters import ZWNJ
from handlers.kit.chat import Reader, Unreadable
from handlers.kit.readers.answer import Answer, words_of
from handlers.kit.said import Said

_NAME_LENGTHS = (2, 60)
_ADDRESS_LENGTHS = (10, 300)
_NAME = re.compile(rf"[^\W\d_][^\W\d_{ZWNJ}]*(?:[ {ZWNJ}'.\-]+[^\W\d_]+)*\.?")


def _length(value: str, least: int, most: int) -> None:
    if len(value) < least:
        raise Unreadable("common.again.too_short", limit=least, length=len(value))
    if len(value) > most:
        raise Unreadable("common.again.too_long", limit=most, length=len(value))


def text(least: int = 1, most: int = 500, lines: bool = True) -> Reader[str]:
    """Free words of `least` to `most` characters; without `lines` they are put on one line."""

    def take(said: Said, _: date) -> str:
        words = words_of(said)
        return words if lines else " ".join(words.split("\n")).replace("  ", " ")

    return Answer("text", str, take, lambda value, _: _length(value, least, most))


def name() -> Reader[str]:
    """The name of a person: letters of any script, no digits, two to sixty characters."""

    def take(said: Said, _: date) -> str:
        return " ".join(words_of(said).split())

    def fits(value: str, _: date) -> None:
        _length(value, *_NAME_LENGTHS)
        if not _NAME.fullmatch(value):
            raise Unreadable("common.again.name")

    return Answer("name", str, take, fits)


def address() -> Reader[str]:
    """A postal address in words. Personal, so it is kept encrypted; but shown whole, since it is what people must be able to check."""

    def take(said: Said, _: date) -> str:
        return " ".join(words_of(said).split())

    def fits(value: str, _: date) -> None:
        if sum(letter.isalpha() for letter in value) < _ADDRESS_LENGTHS[0] // 2:
            raise Unreadable("common.again.address")
        _length(value, *_ADDRESS_LENGTHS)

    return Answer("address", str, take, fits, personal=True)
