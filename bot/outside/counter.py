"""باجه - the bank that keeps members' accounts: a provider over HTTPS, or a local twin.   Port: domain/pishkhan/ports.py `Counter`   Siblings: banking.py

Settings: EMRESALAT_BANK, the same provider as for payouts.
"""

from __future__ import annotations

import re

from bot.outside.between import Between
from bot.outside.post import Post, asked
from domain.kernel.persian.identifiers import BadIdentifier, check_sheba
from domain.pishkhan.ports import Counter, Opened

REFUSES = "99"
"""Who has an identifier that ends so is opened no account, by the twin: that people can see how that goes."""

RESALAT = "070"  # its code in a sheba (banking.md 3)
FIRST = 1_000_000
NUMBER = re.compile(r"[0-9]{1,4}[.-][0-9]{4,10}[.-][0-9]{1,3}")  # banking.md 13.2


class NoCounter:
    """A house that opens no accounts."""

    ready = trial = False

    async def open(self, key: str, request: str, identifier: str, name: str) -> Opened | None:
        return None


class TwinCounter:
    """The local twin: the same request always has the same numbers. They are invented, and members are told."""

    ready = trial = True

    async def open(self, key: str, request: str, identifier: str, name: str) -> Opened | None:
        if identifier.endswith(REFUSES):
            return Opened()
        number = FIRST + int(request.rpartition(":")[2])
        return Opened(f"10.{number}.1", sheba_of(f"{RESALAT}{number:018d}1"))


def sheba_of(account: str) -> str:
    """`IR`, two check digits and the 22 digits of the bank's number (ISO 13616)."""
    check = 98 - int(f"{account}182700") % 97  # I is 18, R is 27
    return f"IR{check:02d}{account}"


class HttpCounter:
    """A provider over HTTPS: POST `/open` {request, identifier, name} -> {result: opened|refused, number, sheba}. The shape is our own; a gateway translates.

    Anything but 200 with a known result, or with numbers that cannot be, counts as no answer. The provider opens one account for a request.
    """

    ready, trial = True, False

    def __init__(self, post: Post, url: str, key: str) -> None:
        self._post, self._url, self._key = post, url, key
        self._answers: Between[Opened | None] = Between()

    async def open(self, key: str, request: str, identifier: str, name: str) -> Opened | None:
        """Raises AskFirst the first time."""
        return self._answers.answer(key, lambda: self._ask(request, identifier, name))

    async def _ask(self, request: str, identifier: str, name: str) -> Opened | None:
        told = await asked(self._post, f"{self._url}/open", self._key, request, {"request": request, "identifier": identifier, "name": name})
        if told.get("result") == "refused":
            return Opened()
        number, sheba = str(told.get("number", "")), str(told.get("sheba", ""))
        try:
            return Opened(number, check_sheba(sheba)) if told.get("result") == "opened" and NUMBER.fullmatch(number) else None
        except BadIdentifier:
            return None


def open_counter(kind: str, url: str, key: str, post: Post) -> Counter:
    """The counter of the settings."""
    if kind == "http":
        return HttpCounter(post, url, key)
    return TwinCounter() if kind == "twin" else NoCounter()
