"""آزمون خرابی‌ها - each fault does what it says, as often as it says, and to whom it says."""

from __future__ import annotations

import asyncio

import aiohttp
import pytest
from aiogram import Bot
from aiogram.exceptions import (
    ClientDecodeError,
    TelegramBadRequest,
    TelegramForbiddenError,
    TelegramMigrateToChat,
    TelegramNetworkError,
    TelegramRetryAfter,
    TelegramServerError,
)

from tests.botapi.conftest import Clock, Hand
from tests.kit.botapi import BotApi


async def test_who_is_told_to_wait_waits_by_the_simulators_clock(api: BotApi, bot: Bot, clock: Clock) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    api.fault("retry_after", method="sendMessage", chat=zahra.id, seconds=30)
    with pytest.raises(TelegramRetryAfter) as told:
        await bot.send_message(zahra.id, "یک")
    assert told.value.retry_after == 30
    clock.now += 29
    with pytest.raises(TelegramRetryAfter) as told:
        await bot.send_message(zahra.id, "یک")
    assert (told.value.retry_after, api.faults.too_early) == (1, 1)
    await bot.send_message(hassan.id, "دیگری")
    clock.now += 1
    await bot.send_message(zahra.id, "یک")
    assert [m.text for m in zahra.sees()] == ["یک"]


async def test_a_wait_for_all_holds_everybody_up(api: BotApi, bot: Bot, clock: Clock) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    api.fault("retry_after", method="send*", seconds=600)
    for person in (zahra, hassan):
        with pytest.raises(TelegramRetryAfter):
            await bot.send_message(person.id, "یک")
    assert (await bot.get_me()).id == 123456


async def test_what_was_done_before_the_cut_is_done(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    api.fault("accept_then_drop", method="sendMessage")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(zahra.id, "یک")
    api.fault("drop_before", method="sendMessage")
    with pytest.raises(TelegramNetworkError):
        await bot.send_message(zahra.id, "دو")
    assert [m.text for m in zahra.sees()] == ["یک"]
    assert [(c.status, c.done, c.fault) for c in api.calls.of("sendMessage")] == [(0, True, "accept_then_drop"), (0, False, "drop_before")]


async def test_an_answer_that_never_comes_leaves_the_message_there(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    api.fault("accept_then_hang", method="sendMessage")
    sending = asyncio.create_task(bot.send_message(zahra.id, "یک"))
    assert (await zahra.sees_soon("یک")).text == "یک"
    assert not sending.done()
    sending.cancel()
    await asyncio.gather(sending, return_exceptions=True)


async def test_a_held_call_goes_on_when_it_is_released(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    fault = api.fault("hold", method="sendMessage", times=None)
    sending = asyncio.create_task(bot.send_message(zahra.id, "یک"))
    await api.calls.soon("sendMessage")
    assert zahra.sees() == []
    fault.release()
    await sending
    await bot.send_message(zahra.id, "دو")
    assert [m.text for m in zahra.sees()] == ["یک", "دو"]


@pytest.mark.parametrize("accepted", [True, False])
async def test_a_502_is_html_whether_or_not_it_was_carried_out(api: BotApi, hand: Hand, accepted: bool) -> None:
    zahra = api.person("زهرا")
    api.fault("gateway_502_html", method="sendMessage", accepted=accepted)
    async with hand.client.post(f"{api.base_url}/bot{api.token}/sendMessage", json={"chat_id": zahra.id, "text": "یک"}) as answer:
        assert (answer.status, answer.content_type) == (502, "text/html")
        assert b"Bad Gateway" in await answer.read()
    assert [m.text for m in zahra.sees()] == (["یک"] if accepted else [])


async def test_broken_json_follows_a_call_that_was_carried_out(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    api.fault("malformed_json", method="sendMessage")
    with pytest.raises(ClientDecodeError):
        await bot.send_message(zahra.id, "یک")
    assert [m.text for m in zahra.sees()] == ["یک"]


async def test_a_fault_hits_as_often_as_it_says_and_only_what_it_names(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    fault = api.fault("server_500", method="sendMessage", times=2)
    for _ in range(2):
        with pytest.raises(TelegramServerError):
            await bot.send_message(zahra.id, "یک")
    await bot.send_message(zahra.id, "یک")
    assert fault.hits == 2
    for kind, error, why in [
        ("forbidden_blocked", TelegramForbiddenError, "blocked"),
        ("deactivated", TelegramForbiddenError, "deactivated"),
        ("kicked", TelegramForbiddenError, "kicked"),
        ("chat_not_found", TelegramBadRequest, "chat not found"),
    ]:
        api.fault(kind, method="sendMessage", chat=zahra.id)  # type: ignore[arg-type]  # the list holds plain strings
        with pytest.raises(error, match=why):
            await bot.send_message(zahra.id, "دو")
    api.fault("error", code=400, description="Bad Request: odd")
    with pytest.raises(TelegramBadRequest, match="odd"):
        await bot.get_me()
    api.fault("slow", seconds=0.001, times=None).remove()
    await bot.get_me()


async def test_a_group_that_was_upgraded_names_its_new_id(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    old = api.group("گروه", zahra, kind="group")
    new = await old.upgrades(zahra)
    with pytest.raises(TelegramMigrateToChat) as moved:
        await bot.send_message(old.id, "سلام")
    assert moved.value.migrate_to_chat_id == new.id
    to, origin = [u.message for u in await bot.get_updates()]
    assert to is not None and origin is not None
    assert (to.migrate_to_chat_id, origin.migrate_from_chat_id) == (new.id, old.id)
    await bot.send_message(new.id, "سلام")
    assert "سلام" in [m.text for m in new.sees()]
    await new.removes_bot(zahra)
    with pytest.raises(TelegramForbiddenError, match="kicked from the supergroup"):
        await bot.send_message(new.id, "سلام")


async def test_bales_floods_tell_no_time(bale_api: BotApi, client: aiohttp.ClientSession) -> None:
    hand = Hand(bale_api, client)
    bale_api.fault("no_retry_after_429")
    assert await hand.call("getMe") == (429, {"ok": False, "error_code": 429, "description": "bot limit exceed"})
    bale_api.fault("flood_420")
    assert await hand.call("getMe") == (420, {"ok": False, "error_code": 420, "description": "Flood"})
    bale_api.fault("local_rate_limited")
    async with client.get(f"{bale_api.base_url}/bot{bale_api.token}/getMe") as answer:
        assert (answer.status, await answer.read()) == (429, b"local_rate_limited")


async def test_the_dump_tells_what_a_failure_needs(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    await zahra.says("کجایید؟")
    api.fault("forbidden_blocked", method="sendMessage")
    with pytest.raises(TelegramForbiddenError):
        await bot.send_message(zahra.id, "اینجا")
    dump = api.state_dump()
    for part in ("telegram at", "pending updates: [800001]", "زهرا: کجایید؟", "call sendMessage", "403 Forbidden: bot was blocked", "forbidden_blocked"):
        assert part in dump
