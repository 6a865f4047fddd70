"""پرداخت به حساب - who pays into members' accounts at banks: a provider over HTTPS, or a local twin.   Port: domain/hesam/ports.py `Bank`   Siblings: paying.py"""

from __future__ import annotations

from typing import Any

from bot.outside.between import Between
from bot.outside.paying import Kept
from bot.outside.post import Post, asked
from domain.hesam.ports import Bank, Paid, PaidOut
from domain.kernel.money import Rial

OF_ANOTHER, REFUSES = "0000", "0001"
"""What ends so is somebody else's, or not paid into, by the twin: that people can see how that goes."""


class NoBank:
    """A house that pays nothing out."""

    ready = trial = False

    async def owns(self, key: str, sheba: str, identifier: str) -> bool | None:
        return None

    async def inquire(self, key: str, payout: str) -> PaidOut:
        return PaidOut(Paid.NO_ANSWER)

    async def pay(self, key: str, payout: str, sheba: str, amount: Rial) -> PaidOut:
        return PaidOut(Paid.NO_ANSWER)


class TwinBank:
    """The local twin: every account is the member's own and is paid into, save those that end in 0000 or 0001. Nothing is real, and members are told."""

    ready = trial = True

    def __init__(self, kept: Kept) -> None:
        self._kept = kept
        self._answers: Between[Any] = Between()

    async def owns(self, key: str, sheba: str, identifier: str) -> bool | None:
        return not sheba.endswith(OF_ANOTHER)

    async def inquire(self, key: str, payout: str) -> PaidOut:
        """Raises AskFirst the first time, as the real one does."""

        async def ask() -> PaidOut:
            return _paid(await self._kept.get(f"trial.{payout}"))

        found: PaidOut = self._answers.answer(key, ask)
        return found

    async def pay(self, key: str, payout: str, sheba: str, amount: Rial) -> PaidOut:
        """Raises AskFirst the first time."""

        async def ask() -> PaidOut:
            if await self._kept.get(f"trial.{payout}") is None:
                await self._kept.put(f"trial.{payout}", "refused" if sheba.endswith(REFUSES) else f"paid {amount}")
            return _paid(await self._kept.get(f"trial.{payout}"))

        found: PaidOut = self._answers.answer(key, ask)
        return found


def _paid(kept: str | None) -> PaidOut:
    if kept is None:
        return PaidOut(Paid.UNKNOWN)
    return PaidOut(Paid.DONE, "100") if kept.startswith("paid") else PaidOut(Paid.REFUSED)


class HttpBank:
    """A provider of payouts over HTTPS, asked by POST below `url`: `/owner`, `/inquire`, `/pay` (EMRESALAT_BANK=http). The shape is our own; a gateway translates.

    `/owner` {sheba, identifier} -> {owns: true|false}; `/inquire` {payout} and `/pay` {payout, sheba, amount in rials} -> {result: done|refused|unknown, reference}.
    Anything but 200 with a known result counts as no answer; the provider pays once for a payout.
    """

    ready, trial = True, False

    def __init__(self, post: Post, url: str, key: str) -> None:
        self._post, self._url, self._key = post, url, key
        self._answers: Between[Any] = Between()

    async def owns(self, key: str, sheba: str, identifier: str) -> bool | None:
        """Raises AskFirst the first time."""

        async def ask() -> bool | None:
            told = (await self._call("owner", key, {"sheba": sheba, "identifier": identifier})).get("owns")
            return told if isinstance(told, bool) else None

        found: bool | None = self._answers.answer(key, ask)
        return found

    async def inquire(self, key: str, payout: str) -> PaidOut:
        """Raises AskFirst the first time."""

        async def ask() -> PaidOut:
            return _told(await self._call("inquire", key, {"payout": payout}))

        found: PaidOut = self._answers.answer(key, ask)
        return found

    async def pay(self, key: str, payout: str, sheba: str, amount: Rial) -> PaidOut:
        """Raises AskFirst the first time."""

        async def ask() -> PaidOut:
            told = _told(await self._call("pay", payout, {"payout": payout, "sheba": sheba, "amount": amount}))
            return PaidOut(Paid.NO_ANSWER) if told.verdict is Paid.UNKNOWN else told

        found: PaidOut = self._answers.answer(key, ask)
        return found

    async def _call(self, verb: str, key: str, body: dict[str, Any]) -> dict[str, Any]:
        return await asked(self._post, f"{self._url}/{verb}", self._key, key, body)


def _told(answer: dict[str, Any]) -> PaidOut:
    result = answer.get("result")
    if result not in (Paid.DONE.value, Paid.REFUSED.value, Paid.UNKNOWN.value):
        return PaidOut(Paid.NO_ANSWER)
    return PaidOut(Paid(result), str(answer.get("reference", ""))[:60] if result == Paid.DONE.value else "")


def open_bank(kind: str, url: str, key: str, post: Post, kept: Kept) -> Bank:
    """The bank of the settings."""
    if kind == "http":
        return HttpBank(post, url, key)
    return TwinBank(kept) if kind == "twin" else NoBank()
