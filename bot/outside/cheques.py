"""دسته‌چک - the bank that gives leaves: a provider over HTTPS, or a local twin.   Port: domain/cheque/ports.py `Bank`   Siblings: counter.py

Settings: EMRESALAT_BANK, the same provider as for accounts.
"""

from __future__ import annotations

import re

from bot.outside.between import Between
from bot.outside.counter import FIRST, NUMBER
from bot.outside.post import Post, asked
from domain.cheque.ports import Bank, Leaves

REFUSES = "98"
"""Who has an identifier that ends so is given no leaves, by the twin: that people can see how that goes."""

SERIAL = re.compile(r"[0-9]{16}")  # شناسه صیادی (banking.md 13.2)


class NoCheques:
    """A house that gives no cheque books."""

    ready = trial = False

    async def leaves(self, key: str, request: str, identifier: str, name: str, count: int) -> Leaves | None:
        return None


class TwinCheques:
    """The local twin: the same request always has the same leaves. They are invented, and members are told."""

    ready = trial = True

    async def leaves(self, key: str, request: str, identifier: str, name: str, count: int) -> Leaves | None:
        if identifier.endswith(REFUSES):
            return Leaves()
        book = int(request.rpartition(":")[2])
        return Leaves(f"10.{FIRST + book}.2", tuple(f"{90_000_000 + book:010d}{leaf:06d}" for leaf in range(1, count + 1)))


class HttpCheques:
    """A provider over HTTPS: POST `/leaves` {request, identifier, name, count} -> {result: made|refused, account, serials}. The shape is our own; a gateway translates.

    Anything but 200 with a known result, or with serials that cannot be or are not as many as were asked for, counts as no answer.
    """

    ready, trial = True, False

    def __init__(self, post: Post, url: str, key: str) -> None:
        self._post, self._url, self._key = post, url, key
        self._answers: Between[Leaves | None] = Between()

    async def leaves(self, key: str, request: str, identifier: str, name: str, count: int) -> Leaves | None:
        """Raises AskFirst the first time."""
        return self._answers.answer(key, lambda: self._ask(request, identifier, name, count))

    async def _ask(self, request: str, identifier: str, name: str, count: int) -> Leaves | None:
        body = {"request": request, "identifier": identifier, "name": name, "count": count}
        told = await asked(self._post, f"{self._url}/leaves", self._key, request, body)
        if told.get("result") == "refused":
            return Leaves()
        account, given = str(told.get("account", "")), told.get("serials")
        serials = [str(one) for one in given] if isinstance(given, list) else []
        good = len(set(serials)) == len(serials) == count and all(SERIAL.fullmatch(one) for one in serials)
        return Leaves(account, tuple(serials)) if told.get("result") == "made" and good and NUMBER.fullmatch(account) else None


def open_cheques(kind: str, url: str, key: str, post: Post) -> Bank:
    """The bank of the settings."""
    if kind == "http":
        return HttpCheques(post, url, key)
    return TwinCheques() if kind == "twin" else NoCheques()
