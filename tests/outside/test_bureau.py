"""دفتر ملی اعتبار - what is told is believed only when it is whole; silence is no report.   Product: bot/outside/bureau.py"""

from __future__ import annotations

import pytest

from bot.outside.bureau import HttpBureau, NoBureau, open_bureau
from bot.outside.post import post_json
from domain.merat.bureau import Report
from tests.outside.provider import Provider, between_two

GOOD, LATE, BOUNCED = "0012345679", "1234567817", "1234567808"


async def test_a_provider_is_asked_between_two_transactions_and_told_the_identifier_alone(provider: Provider) -> None:
    bureau = open_bureau("http", f"{provider.url}/bureau", "the key of the bureau", post_json)
    assert bureau.ready and not bureau.trial
    assert await between_two(lambda: bureau.report("merat:check:7:0", GOOD)) == Report(655, 9, 1, 0)
    ((_, headers, body),) = provider.asked
    assert body == {"identifier": GOOD} and headers["Idempotency-Key"] == "merat:check:7:0" and headers["Authorization"] == "Bearer the key of the bureau"


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_a_bureau_that_says_nothing_useful_has_not_answered(provider: Provider, mood: str) -> None:
    bureau = HttpBureau(post_json, f"{provider.url}/bureau", "k")
    provider.mood = mood
    assert await between_two(lambda: bureau.report("k", GOOD)) is None


@pytest.mark.parametrize(
    "told", [{"rank": 901, "on_time": 0, "late": 0, "bounced": 0}, {"rank": 600, "on_time": -1, "late": 0, "bounced": 0}, {"rank": 600, "late": 0}, {"rank": "600"}]
)
async def test_numbers_that_cannot_be_are_no_answer(told: dict[str, object]) -> None:
    async def post(url: str, headers: dict[str, str], body: dict[str, object]) -> tuple[int, dict[str, object]]:
        return 200, told

    bureau = HttpBureau(post, "https://bureau.example.org", "k")
    assert await between_two(lambda: bureau.report("k", GOOD)) is None


async def test_the_twin_shows_every_kind_of_people_and_says_that_it_is_one() -> None:
    twin = open_bureau("twin", "", "", post_json)
    assert twin.ready and twin.trial
    found = {who: await twin.report("k", who) for who in (GOOD, LATE, BOUNCED)}
    assert all(report is not None for report in found.values())
    assert [(r.late, r.bounced) for r in found.values() if r is not None] == [(0, 0), (2, 0), (0, 1)]


async def test_a_house_without_a_bureau_asks_nobody() -> None:
    none = open_bureau("none", "", "", post_json)
    assert isinstance(none, NoBureau) and not none.ready and await none.report("k", GOOD) is None
