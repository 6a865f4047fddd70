"""دسته‌چک - leaves are believed only when they can be; silence is no answer.   Product: bot/outside/cheques.py"""

from __future__ import annotations

from typing import Any

import pytest

from bot.outside.cheques import HttpCheques, NoCheques, open_cheques
from bot.outside.post import post_json
from domain.cheque.ports import Leaves
from tests.outside.provider import Provider, between_two

GOOD, REFUSED = "0012345679", "1234567898"
REQUEST = "cheque:book:7"
TWO = ["1234567890123456", "1234567890123457"]


def bank_that_says(told: dict[str, Any], heard: list[Any]) -> HttpCheques:
    async def post(url: str, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        heard.append((url, headers, body))
        return 200, told

    return HttpCheques(post, "https://bank.example.org", "the key")


async def test_the_bank_is_asked_under_the_name_of_the_request_and_gives_leaves() -> None:
    heard: list[Any] = []
    bank = bank_that_says({"result": "made", "account": "10.1234567.2", "serials": TWO}, heard)
    assert await between_two(lambda: bank.leaves("cheque:book:7:0", REQUEST, GOOD, "زهرا کریمی", 2)) == Leaves("10.1234567.2", tuple(TWO))
    ((url, headers, body),) = heard
    assert url == "https://bank.example.org/leaves" and headers["Idempotency-Key"] == REQUEST and headers["Authorization"] == "Bearer the key"
    assert body == {"request": REQUEST, "identifier": GOOD, "name": "زهرا کریمی", "count": 2}


async def test_a_refusal_is_an_answer() -> None:
    bank = bank_that_says({"result": "refused"}, [])
    assert await between_two(lambda: bank.leaves("k", REQUEST, GOOD, "", 2)) == Leaves()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"result": "made"},
        {"result": "made", "account": "10.1234567.2", "serials": TWO[:1]},
        {"result": "made", "account": "10.1234567.2", "serials": [TWO[0], TWO[0]]},
        {"result": "made", "account": "10.1234567.2", "serials": [TWO[0], "12"]},
        {"result": "made", "account": "ten", "serials": TWO},
        {"result": "made", "account": "10.1234567.2", "serials": "two"},
        {"result": "later", "account": "10.1234567.2", "serials": TWO},
    ],
)
async def test_leaves_that_cannot_be_are_no_answer(told: dict[str, Any]) -> None:
    bank = bank_that_says(told, [])
    assert await between_two(lambda: bank.leaves("k", REQUEST, GOOD, "", 2)) is None


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_a_bank_that_says_nothing_useful_has_not_answered(provider: Provider, mood: str) -> None:
    bank = HttpCheques(post_json, f"{provider.url}/bureau", "k")
    provider.mood = mood
    assert await between_two(lambda: bank.leaves("k", REQUEST, GOOD, "", 2)) is None


async def test_the_twin_gives_one_request_one_book_and_shows_a_refusal() -> None:
    twin = open_cheques("twin", "", "", post_json)
    assert twin.ready and twin.trial
    first, again, other = [await twin.leaves("k", f"cheque:book:{n}", GOOD, "", 5) for n in (7, 7, 8)]
    assert first is not None and other is not None and first == again and not set(first.serials) & set(other.serials)
    assert len(first.serials) == 5 and all(len(s) == 16 and s.isdigit() for s in first.serials)
    assert await twin.leaves("k", REQUEST, REFUSED, "", 5) == Leaves()


async def test_a_house_without_a_bank_gives_no_book() -> None:
    none = open_cheques("none", "", "", post_json)
    assert isinstance(none, NoCheques) and not none.ready and await none.leaves("k", REQUEST, GOOD, "", 5) is None
