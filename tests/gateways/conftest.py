"""سفره‌ی دروازه‌ها - a platform and both gateways that speak with it."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.gateways.bale import Bale, BaleSettings
from bot.gateways.telegram import Telegram, TelegramSettings
from tests.gateways.platform import TOKEN, Inbox, Platform

Gateway = Telegram | Bale
SECRET = "s3cret_of-the-test"
TELEGRAM_PATH, BALE_PATH = "/hooks/telegram", "/hooks/b4Le-0123456789abcdef"


def gateway(name: str, api: Platform, inbox: Inbox, *, webhook: bool = False, **house: Any) -> Gateway:
    """A gateway that speaks with the test's platform."""
    if name == "telegram":
        url = f"https://bot.example{TELEGRAM_PATH}" if webhook else ""
        return Telegram(TelegramSettings(TOKEN, api.url, url, SECRET, poll_seconds=1, request_seconds=5), inbox.house(**house))
    url = f"https://bot.example{BALE_PATH}" if webhook else ""
    return Bale(BaleSettings(TOKEN, api.url, url, poll_seconds=1, request_seconds=5), inbox.house(**house))


@pytest.fixture
async def api() -> AsyncIterator[Platform]:
    """The other side of the wire."""
    async with Platform() as platform:
        yield platform


@pytest.fixture
def inbox() -> Inbox:
    """The house behind the gateway."""
    return Inbox()


@pytest.fixture(params=["telegram", "bale"])
async def either(request: pytest.FixtureRequest, api: Platform, inbox: Inbox) -> AsyncIterator[Gateway]:
    """Each gateway in turn, not started: it only sends."""
    made = gateway(request.param, api, inbox)
    yield made
    await made.stop()


@pytest.fixture
async def telegram(api: Platform, inbox: Inbox) -> AsyncIterator[Gateway]:
    """Telegram's gateway, not started."""
    made = gateway("telegram", api, inbox)
    yield made
    await made.stop()


@pytest.fixture
async def bale(api: Platform, inbox: Inbox) -> AsyncIterator[Gateway]:
    """Bale's gateway, not started."""
    made = gateway("bale", api, inbox)
    yield made
    await made.stop()
