"""آزمون دروازه‌ها بر شبیه‌ساز - the bot's own gateways talk with people on both platforms, by webhook and by polling.   More of them: tests/gateways/"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import web

from bot.gateways.bale import Bale, BaleSettings
from bot.gateways.base import Address, Button, CannotEdit, Incoming, Moved, NotSent, Outgoing, Refused, Reply, RetryLater, Unclear, Unreachable
from bot.gateways.telegram import Telegram, TelegramSettings
from tests.gateways.platform import Inbox
from tests.kit.botapi import BotApi, Tap

Gateway = Telegram | Bale
PATH = "/hooks/0123456789abcdef-nobody-guesses"
YES_NO = ((Button("بله", ref="r-yes"), Button("نه", ref="r-no")),)
BOTH = pytest.mark.parametrize("name", ["telegram", "bale"])
WAYS = pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])


def make(api: BotApi, inbox: Inbox, url: str = "") -> Gateway:
    """The gateway of the platform that `api` plays."""
    house = inbox.house(ack_seconds=5.0)
    if api.dialect.name == "telegram":
        return Telegram(TelegramSettings(api.token, api.base_url, url, "s3cret", poll_seconds=5), house)
    return Bale(BaleSettings(api.token, api.base_url, url, poll_seconds=5), house)


@asynccontextmanager
async def running(api: BotApi, inbox: Inbox, webhook: bool) -> AsyncIterator[Gateway]:
    """A started gateway, behind real HTTP if it has a webhook."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        gateway = make(api, inbox, f"http://127.0.0.1:{door.getsockname()[1]}{PATH}" if webhook else "")
        app = web.Application()
        gateway.add_routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        await gateway.start()
        try:
            yield gateway
        finally:
            await gateway.stop()
            await runner.cleanup()


@asynccontextmanager
async def platform(name: str) -> AsyncIterator[BotApi]:
    async with BotApi(name, poll_cap=0.1) as api:
        yield api


def chat(api: BotApi, number: int) -> Address:
    return Address(api.dialect.name, "123456", str(number))


@BOTH
@WAYS
async def test_somebody_starts_taps_and_is_answered(name: str, webhook: bool) -> None:
    inbox = Inbox()

    async def answer(incoming: Incoming) -> Reply:
        if incoming.kind == "start":
            await gateway.deliver(Outgoing("send", incoming.at, "سلام <b>زهرا</b> &lt;۱*۲_۳&gt;", rows=YES_NO))
        if incoming.kind == "tap":
            await gateway.deliver(Outgoing("edit", incoming.at, "پذیرفته شد", message=incoming.message))
            return Reply(Outgoing("ack", incoming.at, "باشد", tap=incoming.tap))
        return Reply()

    inbox.answer = answer
    async with platform(name) as api, running(api, inbox, webhook) as gateway:
        zahra = api.person("زهرا")
        await zahra.starts("invite-9")
        seen = await zahra.sees_soon("سلام")
        assert seen.text == "سلام زهرا <۱*۲_۳>"
        assert seen.marked("bold") == ["زهرا"]
        tap = await zahra.taps("بله")
        assert isinstance(tap, Tap)
        assert (await tap.acked())["text"] == "باشد"
        assert (await zahra.sees_soon("پذیرفته شد")).labels == []
        await inbox.until(lambda: len(inbox.got) == 2)
        start, tapped = inbox.got
        assert (start.kind, start.payload, start.name) == ("start", "invite-9", "زهرا")
        assert (tapped.kind, tapped.ref, tapped.tap, tapped.message) == ("tap", "r-yes", tap.id, str(seen.id))
        [ack] = api.calls.of("answerCallbackQuery")
        assert ack.via == ("webhook" if webhook and name == "telegram" else "http")
        await api.settled()
        assert [c.error for c in api.calls if c.error] == []


@BOTH
@WAYS
async def test_poison_duplicates_and_disorder_lose_nobody(name: str, webhook: bool) -> None:
    inbox = Inbox()
    async with platform(name) as api, running(api, inbox, webhook):
        zahra, hassan = api.person("زهرا"), api.person("حسن")
        with api.reordered():
            await zahra.says("یک")
            api.poison_update({"message": "nothing of the kind"})
            await hassan.says("دو")
        await api.settled()
        assert {i.said.text for i in inbox.got if i.kind == "text"} == {"یک", "دو"}
        assert len(inbox.parked) + len([i for i in inbox.got if i.kind == "unknown"]) == 1


@BOTH
async def test_what_the_platform_says_becomes_what_the_house_knows(name: str) -> None:
    async with platform(name) as api:
        gateway = make(api, Inbox())
        zahra = api.person("زهرا")
        there = chat(api, zahra.id)
        faults: list[tuple[dict[str, Any], type[NotSent]]] = [
            ({"kind": "retry_after", "seconds": 0}, RetryLater),
            ({"kind": "no_retry_after_429"}, RetryLater),
            ({"kind": "local_rate_limited"}, RetryLater),
            ({"kind": "flood_420"}, RetryLater),
            ({"kind": "forbidden_blocked"}, Unreachable),
            ({"kind": "deactivated"}, Unreachable),
            ({"kind": "kicked"}, Unreachable),
            ({"kind": "chat_not_found"}, Unreachable),
            ({"kind": "migrate", "to": -100123}, Moved),
            ({"kind": "error", "description": "Bad Request: odd"}, Refused),
            ({"kind": "accept_then_drop"}, Unclear),
            ({"kind": "drop_before"}, Unclear),
            ({"kind": "gateway_502_html"}, Unclear),
            ({"kind": "malformed_json"}, Unclear),
        ]
        for fault, raised in faults:
            api.fault(method="sendMessage", **fault)
            with pytest.raises(raised):
                await gateway.deliver(Outgoing("send", there, "سلام"))
        api.fault("cannot_edit", method="editMessageText")
        number = await gateway.deliver(Outgoing("send", there, "سلام"))
        with pytest.raises(CannotEdit):
            await gateway.deliver(Outgoing("edit", there, "درود", message=number))
        with pytest.raises(CannotEdit):
            await gateway.deliver(Outgoing("edit", there, "درود", message="999"))
        await gateway.deliver(Outgoing("edit", there, "سلام", message=number))
        old = await zahra.taps_ref("r")
        api.expire(old)
        await gateway.deliver(Outgoing("ack", there, tap=old.id))
        await gateway.stop()


@BOTH
async def test_a_chat_that_must_wait_does_not_hold_up_another(name: str) -> None:
    async with platform(name) as api:
        gateway = make(api, Inbox())
        zahra, hassan = api.person("زهرا"), api.person("حسن")
        fault = api.fault("hold", method="sendMessage", chat=zahra.id)
        waiting = asyncio.create_task(gateway.deliver(Outgoing("send", chat(api, zahra.id), "یک")))
        await gateway.deliver(Outgoing("send", chat(api, hassan.id), "دو"))
        assert [m.text for m in hassan.sees()] == ["دو"]
        assert zahra.sees() == []
        fault.release()
        await waiting
        assert [m.text for m in zahra.sees()] == ["یک"]
        await gateway.stop()
