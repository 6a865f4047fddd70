"""سفره‌ی شبیه‌ساز - both platforms, a hand to call them with, and real libraries that speak with them."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import aiohttp
import pytest
import telegram
from aiogram import Bot
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer

from tests.kit.botapi import BotApi


class Clock:
    """A clock that stands still until it is moved; seconds."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0

    def __call__(self) -> float:
        return self.now


@dataclass
class Hand:
    """Calls the platform with bare HTTP, as JSON."""

    api: BotApi
    client: aiohttp.ClientSession

    async def call(self, method: str, token: str = "", **params: Any) -> tuple[int, dict[str, Any]]:
        """(status, answer)."""
        async with self.client.post(f"{self.api.base_url}/bot{token or self.api.token}/{method}", json=params) as answer:
            return answer.status, json.loads(await answer.read())

    async def ok(self, method: str, **params: Any) -> Any:
        """The result of a call that must succeed."""
        status, answer = await self.call(method, **params)
        assert status == 200, answer
        assert answer["ok"] is True
        return answer["result"]

    async def no(self, method: str, **params: Any) -> str:
        """The description of a call that must be refused with 400."""
        status, answer = await self.call(method, **params)
        assert (status, answer["ok"], answer["error_code"]) == (400, False, 400), answer
        return str(answer["description"])


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotApi]:
    """Telegram."""
    async with BotApi("telegram", clock=clock, poll_cap=0.2) as platform:
        yield platform


@pytest.fixture
async def bale_api(clock: Clock) -> AsyncIterator[BotApi]:
    """Bale."""
    async with BotApi("bale", clock=clock, poll_cap=0.2) as platform:
        yield platform


@pytest.fixture
async def client() -> AsyncIterator[aiohttp.ClientSession]:
    async with aiohttp.ClientSession() as session:
        yield session


@pytest.fixture
def hand(api: BotApi, client: aiohttp.ClientSession) -> Hand:
    return Hand(api, client)


@pytest.fixture
def bale_hand(bale_api: BotApi, client: aiohttp.ClientSession) -> Hand:
    return Hand(bale_api, client)


@pytest.fixture(scope="session")
async def session() -> AsyncIterator[AiohttpSession]:
    """One for all tests: aiogram takes a quarter of a second to close it."""
    made = AiohttpSession()
    yield made
    await made.close()


@pytest.fixture
def bot(api: BotApi, session: AiohttpSession) -> Bot:
    """aiogram's bot on the simulated Telegram."""
    session.api = TelegramAPIServer.from_base(api.base_url)
    return Bot(api.token, session=session)


@pytest.fixture
async def bale(bale_api: BotApi) -> AsyncIterator[telegram.Bot]:
    """python-telegram-bot's bot on the simulated Bale."""
    async with telegram.Bot(bale_api.token, base_url=f"{bale_api.base_url}/bot", base_file_url=f"{bale_api.base_url}/file/bot") as made:
        yield made
