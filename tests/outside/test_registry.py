"""آزمون استعلام هویت - the twin and the real class keep one promise (style.md 10), and a registry that is slow, odd or away costs nobody anything."""

from __future__ import annotations

from datetime import date

import pytest

from bot.outside import Outside
from bot.outside.between import AskFirst
from bot.outside.post import post_json
from bot.outside.registry import HttpRegistry, TwinRegistry, open_registry
from domain.membership.model import Kind
from domain.membership.ports import Claim, Finding, Registry
from tests.outside.provider import Provider, between_two


def claim(identifier: str, key: str = "membership-1") -> Claim:
    return Claim(key, Kind.NATURAL, identifier, date(1986, 5, 22), "زهرا", "کریمی", "+989121111111")


@pytest.fixture(params=["twin", "http"])
def registry(request: pytest.FixtureRequest, provider: Provider) -> Registry:
    """Each of the two, as the settings would open it."""
    return open_registry(request.param, f"{provider.url}/registry", "the key of the provider", post_json)


@pytest.mark.parametrize(("identifier", "finding"), [("0012345679", Finding.MATCH), ("9912345671", Finding.MISMATCH), ("9812345678", Finding.UNKNOWN)])
async def test_a_claim_gets_its_word(registry: Registry, identifier: str, finding: Finding) -> None:
    assert await between_two(lambda: registry.check(claim(identifier))) is finding


async def test_asking_twice_is_harmless(registry: Registry) -> None:
    for _ in range(2):
        assert await between_two(lambda: registry.check(claim("0012345679"))) is Finding.MATCH


def test_only_the_twin_is_on_trial() -> None:
    assert TwinRegistry().trial and Outside().registry.trial
    assert not HttpRegistry(post_json, "", "").trial


async def test_the_provider_is_told_the_claim_and_its_key_and_is_asked_outside_of_the_transaction(provider: Provider) -> None:
    registry = HttpRegistry(post_json, f"{provider.url}/registry", "the key of the provider")
    with pytest.raises(AskFirst) as first:
        await registry.check(claim("0012345679"))
    assert provider.asked == []
    await first.value.work()
    assert await registry.check(claim("0012345679")) is Finding.MATCH
    ((_, headers, body),) = provider.asked
    assert (headers["Authorization"], headers["Idempotency-Key"]) == ("Bearer the key of the provider", "membership-1")
    assert body == {"kind": "natural", "identifier": "0012345679", "birth": "1986-05-22", "given": "زهرا", "family": "کریمی", "mobile": "+989121111111"}


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_a_provider_that_says_nothing_useful_has_not_answered(provider: Provider, mood: str) -> None:
    registry = HttpRegistry(post_json, f"{provider.url}/registry", "k")
    provider.mood = mood
    assert await between_two(lambda: registry.check(claim("0012345679"))) is None
    assert len(provider.asked) == 1, "a redirect would take a person's data to another address"
    provider.mood = ""
    assert await between_two(lambda: registry.check(claim("0012345679"))) is Finding.MATCH


async def test_a_provider_that_is_not_there_has_not_answered() -> None:
    registry = HttpRegistry(post_json, "http://127.0.0.1:9/registry", "k")
    assert await between_two(lambda: registry.check(claim("0012345679"))) is None
