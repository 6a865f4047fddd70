"""صورت‌حساب بله - an invoice is paid inside Bale, and Bale is asked what became of it (`inquireTransaction`).   Port: domain/hesam/ports.py `Invoices`

Sent by bot/gateways/bale.py; what Bale tells of it is heard in bot/checkouts.py.

Source: platforms.md 2.1. That a transaction is named by the checkout's id until the payment names it is assumed; where that is wrong, Bale knows no such transaction,
and somebody of the house is told.
"""

from __future__ import annotations

import secrets
from typing import Any

from bot.outside.between import Between
from bot.outside.post import Post
from domain.hesam.ports import Invoices, Verdict, Verified
from domain.kernel.money import Rial

TRIAL = "WALLET-TEST-"
"""With a token that begins so nothing is really paid."""
PLATFORM = "bale:"
STATES = {"PENDING": Verdict.UNPAID, "FAILED": Verdict.FAILED, "REJECTED": Verdict.FAILED}


class NoInvoices:
    """A house that takes no money on a messenger."""

    trial = False

    def takes(self, person: str) -> bool:
        return False

    def name(self) -> str:
        raise LookupError("no invoices here")

    async def inquire(self, key: str, transaction: str, amount: Rial) -> Verified:
        return Verified(Verdict.NO_ANSWER)


class BaleInvoices:
    """Whoever speaks from Bale pays there."""

    def __init__(self, post: Post, base: str, token: str, provider_token: str) -> None:
        self._post, self._address = post, f"{base.rstrip('/')}/bot{token}/inquireTransaction"
        self.trial = provider_token.startswith(TRIAL)
        self._answers: Between[Verified] = Between()

    def takes(self, person: str) -> bool:
        return person.startswith(PLATFORM)

    def name(self) -> str:
        return f"in-{secrets.token_urlsafe(24)}"

    async def inquire(self, key: str, transaction: str, amount: Rial) -> Verified:
        """Raises AskFirst the first time."""
        return self._answers.answer(key, lambda: self._ask(transaction, amount))

    async def _ask(self, transaction: str, amount: Rial) -> Verified:
        try:
            status, answer = await self._post(self._address, {}, {"transaction_id": transaction})
        except (OSError, TimeoutError):
            return Verified(Verdict.NO_ANSWER)
        told: Any = answer.get("result")
        if status != 200 or not isinstance(told, dict):
            return Verified(Verdict.NO_ANSWER)
        state = str(told.get("status", "")).upper()
        if state == "PAID":
            return Verified(Verdict.PAID, transaction[:60]) if told.get("amount") == amount else Verified(Verdict.OTHER_AMOUNT)
        return Verified(STATES.get(state, Verdict.NO_ANSWER))


def open_invoices(base: str, token: str, provider_token: str, post: Post) -> Invoices:
    """Bale's, where the settings name a provider token."""
    return BaleInvoices(post, base, token, provider_token) if token and provider_token else NoInvoices()
