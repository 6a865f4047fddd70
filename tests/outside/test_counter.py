"""باجه - numbers are believed only when they can be; silence is no answer.   Product: bot/outside/counter.py"""

from __future__ import annotations

from typing import Any

import pytest

from bot.outside.counter import HttpCounter, NoCounter, open_counter, sheba_of
from bot.outside.post import post_json
from domain.kernel.persian.identifiers import check_sheba
from domain.pishkhan.ports import Opened
from tests.outside.provider import Provider, between_two

GOOD, REFUSED = "0012345679", "1234567899"
SHEBA = "IR880700000000000001234567"
REQUEST = "pishkhan:account:7"


def bank_that_says(told: dict[str, Any], heard: list[Any]) -> HttpCounter:
    async def post(url: str, headers: dict[str, str], body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        heard.append((url, headers, body))
        return 200, told

    return HttpCounter(post, "https://bank.example.org", "the key")


async def test_the_bank_is_asked_under_the_name_of_the_request_and_gives_numbers() -> None:
    heard: list[Any] = []
    bank = bank_that_says({"result": "opened", "number": "10.1234567.1", "sheba": SHEBA}, heard)
    assert await between_two(lambda: bank.open("pishkhan:account:7:0", REQUEST, GOOD, "زهرا کریمی")) == Opened("10.1234567.1", SHEBA)
    ((url, headers, body),) = heard
    assert url == "https://bank.example.org/open" and headers["Idempotency-Key"] == REQUEST and headers["Authorization"] == "Bearer the key"
    assert body == {"request": REQUEST, "identifier": GOOD, "name": "زهرا کریمی"}


async def test_a_refusal_is_an_answer() -> None:
    bank = bank_that_says({"result": "refused"}, [])
    assert await between_two(lambda: bank.open("k", REQUEST, GOOD, "")) == Opened()


@pytest.mark.parametrize(
    "told",
    [
        {},
        {"result": "opened"},
        {"result": "opened", "number": "10.1234567.1", "sheba": "IR880700000000000001234568"},
        {"result": "opened", "number": "ten", "sheba": SHEBA},
        {"result": "later", "number": "10.1234567.1", "sheba": SHEBA},
    ],
)
async def test_numbers_that_cannot_be_are_no_answer(told: dict[str, Any]) -> None:
    bank = bank_that_says(told, [])
    assert await between_two(lambda: bank.open("k", REQUEST, GOOD, "")) is None


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_a_bank_that_says_nothing_useful_has_not_answered(provider: Provider, mood: str) -> None:
    bank = HttpCounter(post_json, f"{provider.url}/bureau", "k")
    provider.mood = mood
    assert await between_two(lambda: bank.open("k", REQUEST, GOOD, "")) is None


async def test_the_twin_gives_one_request_one_account_and_shows_a_refusal() -> None:
    twin = open_counter("twin", "", "", post_json)
    assert twin.ready and twin.trial
    first, again, other = [await twin.open("k", f"pishkhan:account:{n}", GOOD, "") for n in (7, 7, 8)]
    assert first is not None and other is not None and first == again and first.sheba != other.sheba
    assert check_sheba(first.sheba) == first.sheba and first.sheba[4:7] == "070"
    assert await twin.open("k", REQUEST, REFUSED, "") == Opened()


async def test_a_house_without_a_bank_opens_nothing() -> None:
    none = open_counter("none", "", "", post_json)
    assert isinstance(none, NoCounter) and not none.ready and await none.open("k", REQUEST, GOOD, "") is None


def test_the_published_sheba_has_its_check_digits() -> None:
    """banking.md 13.6."""
    assert sheba_of(SHEBA[4:]) == SHEBA
