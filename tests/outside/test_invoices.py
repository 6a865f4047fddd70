"""صورت‌حساب بله - what Bale answers about a transaction, and what is no answer.   Product: bot/outside/invoices.py"""

from __future__ import annotations

from typing import Any

import pytest

from bot.outside.invoices import TRIAL, BaleInvoices, NoInvoices, open_invoices
from bot.outside.post import post_json
from domain.hesam.ports import Verdict, Verified
from domain.kernel.money import Rial
from tests.outside.provider import Provider, between_two

FIVE = Rial(5_000_000)


def bale_that_says(status: int, told: dict[str, Any], heard: list[Any]) -> BaleInvoices:
    async def post(url: str, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        heard.append((url, body))
        return status, told

    return BaleInvoices(post, "https://tapi.example.org", "1:token", "WALLET-1234")


@pytest.mark.parametrize(
    ("told", "verdict"),
    [
        ({"status": "PAID", "amount": FIVE}, Verdict.PAID), ({"status": "paid", "amount": FIVE}, Verdict.PAID), ({"status": "PAID", "amount": 10}, Verdict.OTHER_AMOUNT),
        ({"status": "PAID"}, Verdict.OTHER_AMOUNT), ({"status": "PENDING", "amount": FIVE}, Verdict.UNPAID), ({"status": "FAILED"}, Verdict.FAILED),
        ({"status": "REJECTED"}, Verdict.FAILED), ({"status": "WHO KNOWS"}, Verdict.NO_ANSWER), ({}, Verdict.NO_ANSWER),
    ],
)  # fmt: skip
async def test_what_an_answer_means(told: dict[str, Any], verdict: Verdict) -> None:
    heard: list[Any] = []
    bale = bale_that_says(200, {"ok": True, "result": told}, heard)
    assert (await between_two(lambda: bale.inquire("k", "tx1", FIVE))).verdict is verdict
    assert heard == [("https://tapi.example.org/bot1:token/inquireTransaction", {"transaction_id": "tx1"})]


@pytest.mark.parametrize(("status", "told"), [(400, {"ok": False, "description": "transaction not found"}), (200, {"ok": True, "result": "PAID"}), (200, {})])
async def test_what_is_no_answer(status: int, told: dict[str, Any]) -> None:
    bale = bale_that_says(status, told, [])
    assert await between_two(lambda: bale.inquire("k", "tx1", FIVE)) == Verified(Verdict.NO_ANSWER)


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_silence_is_no_answer(provider: Provider, mood: str) -> None:
    bale = BaleInvoices(post_json, provider.url, "1:token", "WALLET-1234")
    provider.mood = mood
    assert (await between_two(lambda: bale.inquire("k", "tx1", FIVE))).verdict is Verdict.NO_ANSWER


def test_who_is_sent_one_and_what_it_carries() -> None:
    bale = open_invoices("https://tapi.example.org", "1:token", f"{TRIAL}1111111111111111", post_json)
    assert bale.trial and bale.takes("bale:7") and not bale.takes("telegram:7") and not bale.takes("")
    assert len({bale.name() for _ in range(100)}) == 100 and len(bale.name().encode()) <= 64, "as much as a reference may hold"
    none = open_invoices("https://tapi.example.org", "1:token", "", post_json)
    assert isinstance(none, NoInvoices) and not none.takes("bale:7")
