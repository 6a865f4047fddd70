"""آزمون وب‌هوک - updates are posted at least once, in order within a chat; a method in the reply is carried out."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import pytest
from aiogram import Bot
from aiohttp import web

from tests.botapi.conftest import Hand
from tests.kit.botapi import BotApi, Tap
from tests.kit.botapi.webhook import SECRET_HEADER

Receive = Callable[[dict[str, Any]], Awaitable[web.Response]]


class Hook:
    """A bot's webhook that answers as a test says."""

    def __init__(self) -> None:
        self.got: list[tuple[dict[str, Any], str]] = []
        self.bodies: list[bytes] = []
        self.receive: Receive | None = None

    async def __aenter__(self) -> Hook:
        self._runner = web.ServerRunner(web.Server(self._handle, access_log=None), shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}/hook"
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._runner.cleanup()

    async def _handle(self, request: web.BaseRequest) -> web.Response:
        body = await request.read()
        self.bodies.append(body)
        update = json.loads(body) if body.startswith(b"{") else {}
        self.got.append((update, request.headers.get(SECRET_HEADER, "")))
        return web.Response() if self.receive is None else await self.receive(update)

    @property
    def texts(self) -> list[str]:
        return [update["message"]["text"] for update, _ in self.got]


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    async with Hook() as made:
        yield made


async def test_an_update_comes_with_the_secret_and_is_confirmed_by_200(api: BotApi, bot: Bot, hook: Hook) -> None:
    zahra = api.person("زهرا")
    before = await zahra.says("پیش از وب‌هوک")
    await bot.set_webhook(hook.url, secret_token="s3cret", max_connections=5)
    after = await zahra.says("پس از آن")
    await api.settled()
    assert hook.texts == ["پیش از وب‌هوک", "پس از آن"]
    assert {secret for _, secret in hook.got} == {"s3cret"}
    assert [(d.update, d.status, d.attempt) for d in api.deliveries] == [(before.update, 200, 1), (after.update, 200, 1)]
    info = await bot.get_webhook_info()
    assert (info.url, info.pending_update_count, info.max_connections) == (hook.url, 0, 5)


async def test_a_refused_update_comes_again_and_holds_up_only_its_chat(api: BotApi, bot: Bot, hook: Hook) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    refusals = 2

    async def receive(update: dict[str, Any]) -> web.Response:
        nonlocal refusals
        if update["message"]["text"] == "یک" and refusals:
            refusals -= 1
            return web.Response(status=503)
        return web.Response()

    hook.receive = receive
    await bot.set_webhook(hook.url)
    first = await zahra.says("یک")
    await zahra.says("دو")
    await hassan.says("من هم")
    await api.settled()
    assert [text for text in hook.texts if text != "من هم"] == ["یک", "یک", "یک", "دو"]
    assert hook.texts.index("من هم") < 2
    assert [d.status for d in api.deliveries if d.update == first.update] == [503, 503, 200]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 503"


async def test_when_nobody_listens_the_update_waits(api: BotApi, bot: Bot) -> None:
    async with Hook() as gone:
        url = gone.url
    zahra = api.person("زهرا")
    await bot.set_webhook(url)
    said = await zahra.says("سلام")
    await api.world.changes.until(lambda: len(api.deliveries) >= 2, lambda: "no second attempt")
    assert {(d.update, d.status) for d in api.deliveries} == {(said.update, 0)}
    await bot.delete_webhook()
    [update] = await bot.get_updates()
    assert update.update_id == said.update
    await bot.delete_webhook(drop_pending_updates=True)
    assert await bot.get_updates() == []


async def test_a_tap_is_acknowledged_in_the_webhooks_reply(api: BotApi, bot: Bot, hook: Hook) -> None:
    zahra = api.person("زهرا")

    async def receive(update: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": update["callback_query"]["id"], "text": "باشد"})

    hook.receive = receive
    await bot.set_webhook(hook.url)
    tap = await zahra.taps_ref("r1")
    assert (await tap.acked())["text"] == "باشد"
    [call] = api.calls.of("answerCallbackQuery")
    assert (call.via, call.status, call.params["callback_query_id"]) == ("webhook", 200, tap.id)


async def test_a_wrong_method_in_a_reply_is_recorded_and_does_no_harm(api: BotApi, bot: Bot, hook: Hook) -> None:
    zahra = api.person("زهرا")

    async def receive(_: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": zahra.id, "text": ""})

    hook.receive = receive
    await bot.set_webhook(hook.url)
    await zahra.says("سلام")
    await api.settled()
    call = await api.calls.soon("sendMessage")
    assert (call.via, call.status, call.error) == ("webhook", 400, "Bad Request: message text is empty")


async def test_copies_and_strangers_reach_the_door(api: BotApi, bot: Bot, hook: Hook) -> None:
    zahra = api.person("زهرا")
    await bot.set_webhook(hook.url, secret_token="s3cret")
    said = await zahra.says("سلام")
    await api.settled()
    assert await api.deliver_copies(said.update, 5) == [200] * 5
    assert len(set(hook.bodies)) == 1
    api.redeliver(said.update)
    await api.world.changes.until(lambda: len(hook.got) == 7, lambda: "not delivered again")
    assert await api.deliver_raw(b"\xff\xfe", {SECRET_HEADER: "guess"}) == (200, b"")
    assert (hook.bodies[-1], hook.got[-1][1]) == (b"\xff\xfe", "guess")


async def test_no_two_updates_of_a_chat_are_on_their_way_at_once(api: BotApi, bot: Bot, hook: Hook) -> None:
    zahra = api.person("زهرا")
    busy = 0

    async def receive(_: dict[str, Any]) -> web.Response:
        nonlocal busy
        busy += 1
        assert busy == 1
        await asyncio.sleep(0)
        busy -= 1
        return web.Response()

    hook.receive = receive
    await bot.set_webhook(hook.url)
    for number in range(20):
        await zahra.says(str(number))
    await api.settled()
    assert hook.texts == [str(number) for number in range(20)]


@pytest.mark.parametrize(
    ("params", "why"),
    [
        ({"url": "http://bot.example/hook"}, "An HTTPS URL must be provided"),
        ({"url": "https://bot.example/hook", "secret_token": "با فاصله"}, "unallowed characters"),
        ({"url": "https://bot.example/hook", "max_connections": 101}, "max_connections"),
    ],
)
async def test_a_wrong_webhook_is_refused(api: BotApi, hand: Hand, params: dict[str, Any], why: str) -> None:
    assert why in await hand.no("setWebhook", **params)


async def test_bale_takes_the_url_only_and_may_post_forms(bale_api: BotApi, bale_hand: Hand, hook: Hook) -> None:
    await bale_hand.ok("setWebhook", url=hook.url, secret_token="s3cret", allowed_updates=["callback_query"])
    assert await bale_hand.ok("getWebhookInfo") == {"url": hook.url}
    bale_api.dialect.webhook_form = True
    maryam = bale_api.person("مریم")
    await maryam.says("سلام")
    await bale_api.settled()
    assert hook.bodies[0].startswith(b"update=%7B")
    assert hook.got[0][1] == ""


async def test_bale_does_not_read_the_webhooks_reply(bale_api: BotApi, bale_hand: Hand, hook: Hook) -> None:
    async def receive(update: dict[str, Any]) -> web.Response:
        return web.json_response({"method": "answerCallbackQuery", "callback_query_id": update["callback_query"]["id"]})

    hook.receive = receive
    await bale_hand.ok("setWebhook", url=hook.url)
    tap = await bale_api.person("مریم").taps_ref("r1")
    await bale_api.settled()
    assert isinstance(tap, Tap)
    assert tap.ack is None
