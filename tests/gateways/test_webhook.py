"""آزمون وب‌هوک - an update is answered with 200 when it is safe, and strangers get nothing."""

from __future__ import annotations

import asyncio
import io
import json
from collections.abc import AsyncIterator
from typing import Any
from urllib.parse import urlencode

import aiohttp
import pytest
from aiohttp import web

from bot.gateways.bale import Bale, BaleSettings
from bot.gateways.base import Incoming, Outgoing, Reply
from bot.gateways.telegram import Telegram, TelegramSettings
from bot.gateways.webhook import BODY_LIMIT, SECRET_HEADER
from tests.gateways.conftest import BALE_PATH, SECRET, TELEGRAM_PATH, Gateway, gateway
from tests.gateways.platform import HASSAN, TOKEN, ZAHRA, Inbox, Platform, said, tapped


class Door:
    """A gateway behind real HTTP, and somebody who knocks."""

    def __init__(self, made: Gateway, path: str) -> None:
        self.gateway, self.path = made, path

    async def __aenter__(self) -> Door:
        app = web.Application()
        self.gateway.add_routes(app)
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.url = f"http://127.0.0.1:{self._runner.addresses[0][1]}"
        self._client = aiohttp.ClientSession()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self._client.close()
        await self.gateway.stop()
        await self._runner.cleanup()

    async def knock(self, body: Any, *, path: str | None = None, headers: dict[str, str] | None = None, method: str = "POST") -> tuple[int, bytes]:
        if isinstance(body, dict):
            body = json.dumps(body).encode()
        data = io.BytesIO(body) if isinstance(body, bytes) else body
        given = {SECRET_HEADER: SECRET, "Content-Type": "application/json"} if headers is None else headers
        async with self._client.request(method, self.url + (path or self.path), data=data, headers=given) as answer:
            return answer.status, await answer.read()


@pytest.fixture
async def telegram_door(api: Platform, inbox: Inbox) -> AsyncIterator[Door]:
    async with Door(gateway("telegram", api, inbox, webhook=True, ack_seconds=5.0), TELEGRAM_PATH) as door:
        yield door


@pytest.fixture
async def bale_door(api: Platform, inbox: Inbox) -> AsyncIterator[Door]:
    async with Door(gateway("bale", api, inbox, webhook=True, ack_seconds=5.0), BALE_PATH) as door:
        yield door


@pytest.fixture(params=["telegram", "bale"])
async def door(request: pytest.FixtureRequest, api: Platform, inbox: Inbox) -> AsyncIterator[Door]:
    path = TELEGRAM_PATH if request.param == "telegram" else BALE_PATH
    async with Door(gateway(request.param, api, inbox, webhook=True, ack_seconds=5.0), path) as door:
        yield door


async def test_an_update_is_answered_after_the_house_has_it(door: Door, inbox: Inbox) -> None:
    opened = asyncio.Event()

    async def receive(incoming: Incoming) -> Reply:
        await opened.wait()
        return Reply()

    inbox.answer = receive
    knocking = asyncio.ensure_future(door.knock(said(1, text="سلام")))
    done, _ = await asyncio.wait({knocking}, timeout=0.05)
    assert not done, "no 200 before the commit"
    opened.set()
    assert await knocking == (200, b"")
    assert [incoming.said.text for incoming in inbox.got] == ["سلام"]


async def test_when_the_house_fails_the_platform_is_to_bring_it_again(door: Door, inbox: Inbox) -> None:
    async def receive(incoming: Incoming) -> Reply:
        if incoming.person == str(ZAHRA):
            raise RuntimeError("the database is away")
        return Reply()

    inbox.answer = receive
    assert await door.knock(said(1, text="سلام")) == (503, b"")
    assert await door.knock(tapped(2)) == (503, b"")
    assert (await door.knock(said(3, HASSAN, text="سلام")))[0] == 200


async def test_the_same_update_five_times_at_once_gets_five_times_200(door: Door, inbox: Inbox) -> None:
    answers = await asyncio.gather(*(door.knock(said(1, text="سلام")) for _ in range(5)))
    assert [status for status, _ in answers] == [200] * 5
    assert {incoming.update for incoming in inbox.got} == {"1"}, "the inbox knows them by their number"


async def test_updates_in_any_order_and_with_gaps_are_taken(door: Door, inbox: Inbox) -> None:
    for number in (12, 11, 10, 40):
        assert (await door.knock(said(number, text=str(number))))[0] == 200
    assert [incoming.update for incoming in inbox.got] == ["12", "11", "10", "40"]


@pytest.mark.parametrize("raw", [b'{"update_id":6,"poll":{}}', b'{"update_id":6,"message":[]}', b'{"update_id":6}'])
async def test_a_poison_update_is_parked_and_not_brought_again(door: Door, inbox: Inbox, raw: bytes) -> None:
    assert (await door.knock(raw))[0] == 200
    assert [parked for parked, _ in inbox.parked] == [raw]
    inbox.cannot_park = [OSError("disk full")]
    assert (await door.knock(raw))[0] == 503


@pytest.mark.parametrize("raw", [b"", b"{", b"[]", b"null", b"hello", b'{"message":{}}', b"[" * 200_000, b'{"update_id":' + b"[" * 200_000])
async def test_what_is_no_update_is_refused(door: Door, inbox: Inbox, raw: bytes) -> None:
    assert (await door.knock(raw))[0] == 400
    assert (inbox.got, inbox.parked) == ([], [])


async def test_a_body_of_four_megabytes_is_refused_however_it_comes(door: Door, inbox: Inbox) -> None:
    assert (await door.knock(b"x" * (4 * BODY_LIMIT)))[0] == 413

    async def drip() -> AsyncIterator[bytes]:
        for _ in range(20):
            yield b"x" * (BODY_LIMIT // 8)

    assert (await door.knock(drip()))[0] == 413
    assert (await door.knock(said(1, text="ا" * 4096)))[0] == 200, "others are not touched by it"
    assert len(inbox.got[0].said.text) == 4096


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {SECRET_HEADER: ""},
        {SECRET_HEADER: SECRET[:-1]},
        {SECRET_HEADER: SECRET + "x"},
        {SECRET_HEADER: "\u00ff" * 20},
        {"X-Forwarded-For": "149.154.167.220", SECRET_HEADER: "guess"},
    ],
)
async def test_without_telegrams_secret_nothing_is_read(telegram_door: Door, inbox: Inbox, headers: dict[str, str]) -> None:
    for body in (b"{", json.dumps(said(1, text="سلام")).encode(), b"x" * (2 * BODY_LIMIT)):
        assert await telegram_door.knock(body, headers=headers) == (401, b"")
    assert inbox.got == []


async def test_other_paths_and_methods_find_nothing(door: Door, inbox: Inbox) -> None:
    for path in ("/", door.path + "/", door.path[:-1], door.path.upper(), "/hooks", f"/{TOKEN}"):
        assert (await door.knock(said(1, text="سلام"), path=path))[0] == 404
    assert (await door.knock(None, method="GET"))[0] == 405
    assert inbox.got == []


async def test_a_taps_acknowledgement_rides_in_telegrams_answer(telegram_door: Door, api: Platform, inbox: Inbox) -> None:
    async def receive(incoming: Incoming) -> Reply:
        return Reply(Outgoing("ack", incoming.at, "ثبت شد", tap=incoming.tap, alert=True))

    inbox.answer = receive
    status, body = await telegram_door.knock(tapped(1))
    assert (status, json.loads(body)) == (200, {"method": "answerCallbackQuery", "callback_query_id": "q1", "text": "ثبت شد", "show_alert": True})
    inbox.answer = None
    assert json.loads((await telegram_door.knock(tapped(2)))[1]) == {"method": "answerCallbackQuery", "callback_query_id": "q2"}, "no tap is left spinning"
    assert api.calls == []


async def test_bale_gets_a_call_of_its_own_for_a_tap(bale_door: Door, api: Platform, inbox: Inbox) -> None:
    assert await bale_door.knock(tapped(1)) == (200, b"")
    await bale_door.gateway.stop()
    assert [call.params["callback_query_id"] for call in api.of("answerCallbackQuery")] == ["q1"]


@pytest.mark.parametrize("name", ["telegram", "bale"])
async def test_a_tap_whose_work_takes_long_is_acknowledged_at_once(name: str, api: Platform, inbox: Inbox) -> None:
    opened = asyncio.Event()

    async def receive(incoming: Incoming) -> Reply:
        await opened.wait()
        return Reply(Outgoing("ack", incoming.at, "ثبت شد", tap=incoming.tap))

    inbox.answer = receive
    path = TELEGRAM_PATH if name == "telegram" else BALE_PATH
    async with Door(gateway(name, api, inbox, webhook=True, ack_seconds=0.01), path) as door:
        knocking = asyncio.ensure_future(door.knock(tapped(1)))
        async with asyncio.timeout(20):
            while not api.of("answerCallbackQuery"):  # noqa: ASYNC110 - the platform's answer is what is waited for, and it tells nobody
                await asyncio.sleep(0.01)
        assert not knocking.done()
        opened.set()
        assert await knocking == (200, b"")
    assert [call.params.get("text") for call in api.of("answerCallbackQuery")] == [None]
    assert [call.params["text"] for call in api.of("sendMessage")] == ["ثبت شد"], "the word comes after all: it may be a refusal"


async def test_an_app_too_old_for_the_word_of_a_tap_is_told_by_a_message_but_not_before_others(bale_door: Door, api: Platform, inbox: Inbox) -> None:
    async def receive(incoming: Incoming) -> Reply:
        return Reply(Outgoing("ack", incoming.at, "ثبت شد", tap=incoming.tap))

    inbox.answer = receive
    old = tapped(1)
    old["callback_query"]["id"] = "1000000000001"
    await bale_door.knock(old)
    in_group = json.loads(json.dumps(old)) | {"update_id": 2}
    in_group["callback_query"]["message"]["chat"] = {"id": -5, "type": "group"}
    await bale_door.knock(in_group)
    await bale_door.knock(tapped(3))
    await bale_door.gateway.stop()
    assert len(api.of("answerCallbackQuery")) == 3
    assert [(call.params["chat_id"], call.params["text"]) for call in api.of("sendMessage")] == [(str(ZAHRA), "ثبت شد")]


async def test_bale_may_bring_json_or_a_form(bale_door: Door, inbox: Inbox) -> None:
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    assert (await bale_door.knock(said(1, text="یک")))[0] == 200
    assert (await bale_door.knock(urlencode({"update": json.dumps(said(2, text="دو", caption=""))}), headers=form))[0] == 200
    assert (await bale_door.knock(json.dumps(said(3, text="سه")), headers=form))[0] == 200
    assert [incoming.said.text for incoming in inbox.got] == ["یک", "دو", "سه"]
    for bad in ("update=", "update=%7B", "other=1", "&".join(f"a{n}=1" for n in range(50)), "update=%D8%FF", "\u0627"):
        assert (await bale_door.knock(bad, headers=form))[0] == 400


async def test_the_webhook_is_registered_with_all_telegram_needs(telegram_door: Door, api: Platform) -> None:
    await telegram_door.gateway.start()
    assert api.of("setWebhook")[0].params == {
        "url": f"https://bot.example{TELEGRAM_PATH}",
        "secret_token": SECRET,
        "allowed_updates": ["message", "edited_message", "callback_query", "my_chat_member", "inline_query"],
        "max_connections": 40,
    }


async def test_bale_is_told_the_url_and_nothing_else(bale_door: Door, api: Platform) -> None:
    await bale_door.gateway.start()
    assert [(call.method, call.params) for call in api.calls] == [("setWebhook", {"url": f"https://bot.example{BALE_PATH}"}), ("getMe", {})]


async def test_after_the_stop_updates_stay_with_the_platform(door: Door, inbox: Inbox) -> None:
    begun, opened = asyncio.Event(), asyncio.Event()

    async def receive(incoming: Incoming) -> Reply:
        begun.set()
        await opened.wait()
        return Reply()

    inbox.answer = receive
    knocking = asyncio.ensure_future(door.knock(said(1, text="سلام")))
    await begun.wait()
    stopping = asyncio.ensure_future(door.gateway.stop())
    await asyncio.sleep(0)
    assert (await door.knock(said(2, text="سلام")))[0] == 503
    assert not stopping.done(), "what is in hand is finished first"
    opened.set()
    assert (await knocking)[0] == 200
    await stopping


def test_a_webhook_anybody_could_guess_is_refused(inbox: Inbox) -> None:
    with pytest.raises(ValueError, match="secret"):
        Telegram(TelegramSettings(TOKEN, webhook_url="https://bot.example/hook"), inbox.house())
    with pytest.raises(ValueError, match="16"):
        Bale(BaleSettings(TOKEN, webhook_url="https://bot.example/fifteen-letters"), inbox.house())
