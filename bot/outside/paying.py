"""درگاه پرداخت - Zarinpal's way: request, redirect, verify; and a local twin with a page of its own.   Port: domain/hesam/ports.py `Gateway`   Pages: bot/paying.py"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from datetime import datetime
from typing import Any, Protocol

from bot.outside.between import Between
from bot.outside.post import Post
from domain.hesam.ports import Gateway, Started, Verdict, Verified
from domain.kernel.money import Rial
from storage.kit import house
from storage.kit.unit import Units

BACK = "/pay/back"
"""Where a browser comes back to after paying."""
TRIAL = "/pay/trial"
"""Where one pays at the twin."""
FIRST_TIME, ONCE_MORE = 100, 101
OTHER_AMOUNT, UNPAID = -50, (-51, -54, -55)  # Zarinpal's codes: session failed or not paid, archived, not found

Answers = Between[Any]


class NoGateway:
    """A house without a gateway: nobody pays in."""

    ready = trial = False

    async def begin(self, key: str, amount: Rial, words: str) -> Started | None:
        return None

    async def verify(self, key: str, authority: str, amount: Rial) -> Verified:
        return Verified(Verdict.NO_ANSWER)

    async def unconfirmed(self, key: str) -> list[str]:
        return []


class Kept(Protocol):
    """What the twin remembers, so that it outlives the process: a few words under a name."""

    async def get(self, name: str) -> str | None: ...
    async def put(self, name: str, words: str) -> None: ...


class KeptInMemory:
    """For tests."""

    def __init__(self) -> None:
        self._words = dict[str, str]()

    async def get(self, name: str) -> str | None:
        return self._words.get(name)

    async def put(self, name: str, words: str) -> None:
        self._words[name] = words


class KeptInHouse:
    """In the database of the house, in transactions of its own."""

    def __init__(self, units: Units, clock: Callable[[], datetime]) -> None:
        self._units, self._clock = units, clock

    async def get(self, name: str) -> str | None:
        async with self._units.look(self._clock()) as unit:
            return await house.get(unit.conn, name)

    async def put(self, name: str, words: str) -> None:
        async with self._units.open(self._clock()) as unit:
            await house.put(unit.conn, name, words)


class TwinGateway:
    """The local twin: one pays «آزمایشی» on a page of the house itself, or cancels there. Nothing is real, and members are told."""

    ready = trial = True

    def __init__(self, kept: Kept, web_url: str) -> None:
        self._kept, self._url = kept, web_url
        self._answers: Answers = Between()

    async def begin(self, key: str, amount: Rial, words: str) -> Started | None:
        """Raises AskFirst the first time, as the real one does."""

        async def ask() -> Started:
            authority = f"T{secrets.token_hex(17)}"
            await self._kept.put(_name(authority), f"{amount} open")
            return Started(authority, f"{self._url}{TRIAL}/{authority}")

        started: Started = self._answers.answer(key, ask)
        return started

    async def verify(self, key: str, authority: str, amount: Rial) -> Verified:
        """Raises AskFirst the first time."""

        async def ask() -> Verified:
            rials, _, state = (await self._kept.get(_name(authority)) or "").partition(" ")
            if state != "paid":
                return Verified(Verdict.UNPAID)
            return Verified(Verdict.PAID, str(int(authority[-8:], 16))) if int(rials) == amount else Verified(Verdict.OTHER_AMOUNT)

        found: Verified = self._answers.answer(key, ask)
        return found

    async def unconfirmed(self, key: str) -> list[str]:
        return []

    async def look(self, authority: str) -> tuple[Rial, str] | None:
        """How much is to be paid at the page, and how it stands: open, paid or cancelled."""
        rials, _, state = (await self._kept.get(_name(authority)) or "").partition(" ")
        return (Rial(int(rials)), state) if state in ("open", "paid", "cancelled") else None

    async def decide(self, authority: str, *, pays: bool) -> None:
        """The button of the page; the first one counts."""
        found = await self.look(authority)
        if found is not None and found[1] == "open":
            await self._kept.put(_name(authority), f"{found[0]} {'paid' if pays else 'cancelled'}")


def _name(authority: str) -> str:
    return f"trial.{authority}"[:60]


class Zarinpal:
    """Zarinpal's v4 and gateways that speak like it. Amounts are rials and ours; verified once or once more (100, 101) is paid."""

    ready, trial = True, False

    def __init__(self, post: Post, base: str, merchant: str, web_url: str) -> None:
        self._post, self._base, self._merchant, self._url = post, base, merchant, web_url
        self._answers: Answers = Between()

    async def begin(self, key: str, amount: Rial, words: str) -> Started | None:
        """Raises AskFirst the first time."""

        async def ask() -> Started | None:
            body = {"amount": amount, "currency": "IRR", "callback_url": f"{self._url}{BACK}", "description": words, "metadata": {"order_id": key}}
            code, data = await self._call("request", body)
            authority = str(data.get("authority", ""))
            return Started(authority, f"{self._base}/pg/StartPay/{authority}") if code == FIRST_TIME and authority.isalnum() else None

        started: Started | None = self._answers.answer(key, ask)
        return started

    async def verify(self, key: str, authority: str, amount: Rial) -> Verified:
        """Raises AskFirst the first time."""

        async def ask() -> Verified:
            code, data = await self._call("verify", {"amount": amount, "authority": authority})
            if code in (FIRST_TIME, ONCE_MORE):
                return Verified(Verdict.PAID, str(data.get("ref_id", ""))[:60])
            if code in UNPAID:
                return Verified(Verdict.UNPAID)
            return Verified(Verdict.OTHER_AMOUNT if code == OTHER_AMOUNT else Verdict.NO_ANSWER)

        found: Verified = self._answers.answer(key, ask)
        return found

    async def unconfirmed(self, key: str) -> list[str]:
        """Raises AskFirst the first time."""

        async def ask() -> list[str]:
            code, data = await self._call("unVerified", {})
            told = data.get("authorities")
            return [str(one.get("authority", "")) for one in told if isinstance(one, dict)] if code == FIRST_TIME and isinstance(told, list) else []

        found: list[str] = self._answers.answer(key, ask)
        return found

    async def _call(self, verb: str, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The code, 0 for whatever is no answer, and what came with it."""
        try:
            _, answer = await self._post(f"{self._base}/pg/v4/payment/{verb}.json", {}, {"merchant_id": self._merchant, **body})
        except (OSError, TimeoutError):
            return 0, {}
        for part in (answer.get("data"), answer.get("errors")):  # an empty list where there is nothing
            if isinstance(part, dict) and isinstance(part.get("code"), int):
                return part["code"], part
        return 0, {}


def open_gateway(kind: str, base: str, merchant: str, web_url: str, post: Post, kept: Kept) -> Gateway:
    """The gateway of the settings."""
    if kind == "zarinpal":
        return Zarinpal(post, base, merchant, web_url)
    return TwinGateway(kept, web_url) if kind == "twin" else NoGateway()
