"""آزمون میان دو تراکنش - a newcomer joins by a registry behind a network: nothing is locked while it thinks, and a death in between costs nothing."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import date, timedelta

import pytest

from bot.jobs import Jobs
from bot.outside import Outside
from bot.outside.registry import HttpRegistry
from bot.scene import open_scene
from domain.kernel.people import Actor, Hat, Role
from domain.membership.model import Form, Kind
from domain.membership.places import Home, Province
from tests.kit.talk import Town, open_town
from tests.outside.provider import Provider

ZAHRA = Form(Kind.NATURAL, "0499370899", "زهرا", "کریمی", date(1986, 5, 22), "+989121111111", Home(Province.GOLESTAN, "گرگان"), 1)


class Registry(HttpRegistry):
    """The real class, whose provider thinks until it is told to answer."""

    def __init__(self, provider: Provider) -> None:
        self.thinks, self.done, self.keys = asyncio.Event(), asyncio.Event(), list[str]()
        super().__init__(self.answer, provider.url, "k")

    async def answer(self, _url: str, headers: dict[str, str], body: dict[str, object]) -> tuple[int, dict[str, object]]:
        self.keys.append(headers["Idempotency-Key"])
        self.thinks.set()
        await self.done.wait()
        return 200, {"result": "match"}


@pytest.fixture
async def town(database_url: str, provider: Provider) -> AsyncIterator[Town]:
    async with open_town(database_url) as opened:
        opened.house.outside = Outside(registry=Registry(provider))
        yield opened


def registry_of(town: Town) -> Registry:
    registry = town.house.outside.registry
    assert isinstance(registry, Registry)
    return registry


async def zahra_files(town: Town) -> None:
    newcomer = Actor(None, frozenset({Hat(Role.NEWCOMER)}), "web:zahra")
    async with open_scene(town.house, town.now) as scene:
        await scene.accounts.saw("web:zahra", "web", "zahra")
        await scene.services["membership"].file(newcomer, ZAHRA)
        await scene.settle()


async def is_member(town: Town) -> bool:
    async with open_scene(town.house, town.now) as scene:
        account = await scene.accounts.find("web:zahra")
        return account is not None and account.member is not None


async def test_while_the_registry_thinks_others_go_on_and_then_zahra_is_a_member(town: Town) -> None:
    registry, jobs = registry_of(town), Jobs(town.house)
    await zahra_files(town)
    assert await jobs.tick() == 0
    await registry.thinks.wait()
    assert not await is_member(town), "and this very look would wait for a lock, if one were held"
    async with open_scene(town.house, town.now) as scene:
        await scene.accounts.saw("web:reza", "web", "reza")
        await scene.settle()
    registry.done.set()
    await jobs.answered()
    assert await is_member(town)
    assert len(registry.keys) == 1


async def test_a_worker_that_dies_while_the_registry_thinks_is_followed_by_one_that_asks_with_the_same_key(town: Town, provider: Provider) -> None:
    first, jobs = registry_of(town), Jobs(town.house)
    await zahra_files(town)
    await jobs.tick()
    await first.thinks.wait()
    for asking in list(jobs._asking):
        asking.cancel()
    await asyncio.gather(*jobs._asking, return_exceptions=True)
    town.restart()
    second = Registry(provider)
    second.done.set()
    town.house.outside = Outside(registry=second)
    after = Jobs(town.house)
    assert await after.tick() == 0
    await after.answered()
    assert second.keys == [], "the lease of the dead one still holds"
    town.now += timedelta(minutes=2)
    await after.tick()
    await after.answered()
    assert await is_member(town)
    assert second.keys == first.keys
