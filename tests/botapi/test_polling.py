"""آزمون گرفتن رویدادها - getUpdates confirms by offset, gives again what was not confirmed, and allows one poller."""

from __future__ import annotations

import asyncio

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramConflictError

from tests.botapi.conftest import Hand
from tests.kit.botapi import BotApi


async def numbers(hand: Hand, offset: int = 0, limit: int = 100) -> list[int]:
    return [update["update_id"] for update in await hand.ok("getUpdates", offset=offset, limit=limit)]


async def test_what_is_not_confirmed_is_given_again(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    first, second, third = [(await zahra.says(text)).update for text in ("یک", "دو", "سه")]
    assert await numbers(hand) == [first, second, third]
    assert await numbers(hand) == [first, second, third]
    assert await numbers(hand, offset=second) == [second, third]
    assert await numbers(hand, offset=second, limit=1) == [second]
    assert await numbers(hand, offset=-1) == [third]
    assert await numbers(hand, offset=third + 1) == []
    await api.settled()


async def test_a_waiting_poll_wakes_when_somebody_writes(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    api.queue.poll_cap = 20
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await api.world.changes.until(lambda: api.queue.waiting, lambda: "nobody polls")
    await zahra.says("سلام")
    [update] = await poll
    assert update.message is not None and update.message.text == "سلام"


async def test_a_poll_without_news_ends_empty(api: BotApi, bot: Bot) -> None:
    assert await bot.get_updates(timeout=30) == []


async def test_of_two_pollers_the_older_gets_a_conflict(api: BotApi, bot: Bot) -> None:
    api.queue.poll_cap = 20
    older = asyncio.create_task(bot.get_updates(timeout=20))
    await api.world.changes.until(lambda: api.queue.waiting, lambda: "nobody polls")
    api.queue.poll_cap = 0.01
    assert await bot.get_updates(timeout=20) == []
    with pytest.raises(TelegramConflictError, match="other getUpdates"):
        await older


async def test_while_a_webhook_is_set_polling_is_a_conflict(api: BotApi, bot: Bot) -> None:
    await bot.set_webhook("https://bot.example/hook")
    with pytest.raises(TelegramConflictError, match="webhook is active"):
        await bot.get_updates()
    await bot.delete_webhook()
    assert await bot.get_updates() == []


async def test_only_the_kinds_that_were_asked_for_come(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    await hand.ok("getUpdates", allowed_updates=["message"])
    said = await zahra.says("سلام")
    first = said.update
    await zahra.edits(said, "درود")
    await zahra.blocks()
    assert await numbers(hand) == [first]
    await hand.ok("getUpdates", allowed_updates=[])
    await zahra.edits(said, "درود بر شما")
    assert len(await numbers(hand)) == 2


async def test_updates_come_reversed_with_a_gap_again_and_malformed(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    with api.reordered():
        first = (await zahra.says("یک")).update
        api.skip_update_ids(5)
        second = (await zahra.says("دو")).update
    assert second == first + 6
    assert await numbers(hand) == [second, first]
    poison = api.poison_update({"message": "nothing of the kind"})
    third = (await zahra.says("سه")).update
    assert (poison, third) == (second + 1, second + 2)
    assert await numbers(hand, offset=poison) == [poison, third]
    assert await numbers(hand, offset=third + 1) == []
    api.redeliver(first)
    assert await numbers(hand, offset=third + 1) == [first]
    assert await numbers(hand, offset=third + 1) == []
