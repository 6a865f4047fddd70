"""آزمون شبیه‌ساز در پروسه‌ای جدا - it is told what people do over HTTP, and its fast path serves a crowd."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest
from aiohttp import web

from tests.kit.botapi import BotApi
from tests.kit.botapi.control import Control
from tests.kit.botapi.lean import take_message
from tests.kit.botapi.remote import RemoteBotApi, RemoteRefusal

KEYS = {"inline_keyboard": [[{"text": "بله", "callback_data": "r1"}]]}
SCRIPT = [{"starts": ""}, {"taps": "بله"}, {"says": "سلام", "sees": "گفتید"}]


@asynccontextmanager
async def echo_bot(base: str) -> AsyncIterator[str]:
    """A tiny bot with a webhook: asks at /start, edits at a tap and acknowledges it in the reply, repeats a text. Yields its URL."""
    client = aiohttp.ClientSession()

    async def call(method: str, **params: Any) -> Any:
        async with client.post(f"{base}/{method}", json=params) as answer:
            shape = json.loads(await answer.read())
            assert shape["ok"], shape
            return shape["result"]

    async def handle(request: web.BaseRequest) -> web.Response:
        update = json.loads(await request.read())
        if tap := update.get("callback_query"):
            message = tap["message"]
            await call("editMessageText", chat_id=message["chat"]["id"], message_id=message["message_id"], text="پذیرفتید")
            return web.json_response({"method": "answerCallbackQuery", "callback_query_id": tap["id"]})
        chat, text = update["message"]["chat"]["id"], update["message"]["text"]
        keys = {"reply_markup": KEYS} if text == "/start" else {}
        await call("sendMessage", chat_id=chat, text="خوش آمدید" if text == "/start" else f"گفتید: {text}", **keys)
        return web.Response()

    runner = web.ServerRunner(web.Server(handle, access_log=None), shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await call("setWebhook", url=url)
    try:
        yield url
    finally:
        await call("deleteWebhook")
        await runner.cleanup()
        await client.close()


async def test_people_of_another_process_write_tap_and_read() -> None:
    async with RemoteBotApi("telegram") as sim, echo_bot(f"{sim.base_url}/bot{sim.token}"):
        zahra = (await sim.do("person", name="زهرا"))["id"]
        await sim.do("does", who=zahra, act="starts")
        assert (await sim.do("sees_soon", who=zahra, part="خوش آمدید"))["rows"][0][0]["ref"] == "r1"
        tap = await sim.do("does", who=zahra, act="taps", label="بله")
        assert (await sim.do("acked", tap=tap["tap"]))["text"] == ""
        assert [m["text"] for m in await sim.do("sees", who=zahra)] == ["پذیرفتید"]
        await sim.do("settled")
        assert [c["via"] for c in await sim.do("calls", methods=["answerCallbackQuery"])] == ["webhook"]
        before = (await sim.do("forward", seconds=0))["now"]
        assert (await sim.do("forward", seconds=3600))["now"] >= before + 3600
        assert "زهرا" in (await sim.do("dump"))["dump"]
        with pytest.raises(RemoteRefusal, match="sees no button"):
            await sim.do("does", who=zahra, act="taps", label="نه")
        with pytest.raises(RemoteRefusal, match="nobody does"):
            await sim.do("does", who=zahra, act="_write")
        with pytest.raises(RemoteRefusal, match="no act"):
            await sim.do("dances")


@pytest.mark.parametrize("quick", [True, False])
async def test_a_crowd_plays_its_script_to_the_end(quick: bool) -> None:
    async with BotApi("telegram", quick=quick) as api, echo_bot(f"{api.base_url}/bot{api.token}"):
        api.control = Control(api).do
        status, report = await api.control("crowd", {"people": 20, "script": SCRIPT})
        assert (status, report["finished"], report["updates"], report["stuck"]) == (200, 20, 60, [])
        status, report = await api.control("crowd", {"people": 3, "script": SCRIPT, "first_id": 20_000_000, "per_second": 500})
        assert (report["finished"], report["updates"]) == (3, 9)
        await api.settled()
        assert (len(api.calls) == 0) == quick


async def test_a_quick_process_serves_a_crowd() -> None:
    async with RemoteBotApi("telegram", quick=True) as sim, echo_bot(f"{sim.base_url}/bot{sim.token}"):
        report = await sim.do("crowd", people=20, script=SCRIPT)
        assert (report["finished"], report["updates"], report["stuck"]) == (20, 60, [])


async def test_somebody_of_the_crowd_who_gets_no_answer_is_named() -> None:
    async with BotApi("telegram", quick=True) as api:
        api.control = Control(api).do
        _, report = await api.control("crowd", {"people": 1, "script": SCRIPT, "patience": 0.01})
        assert report["finished"] == 0
        assert "step 0" in report["stuck"][0]


async def test_the_fast_path_polls_slows_and_cuts_as_well(client: aiohttp.ClientSession) -> None:
    async with BotApi("telegram", quick=True, poll_cap=0.05) as api:
        base = f"{api.base_url}/bot{api.token}"
        zahra = api.person("زهرا")
        async with client.get(f"{base}/getUpdates", params={"timeout": 5}) as answer:
            assert await answer.json() == {"ok": True, "result": []}
        said = await zahra.says("سلام")
        async with client.post(f"{base}/getUpdates", data={"timeout": "5"}) as answer:
            assert (await answer.json())["result"][0]["update_id"] == said.update
        fault = api.fault("slow", seconds=0.001, times=None)
        async with client.post(f"{base}/sendMessage", json={"chat_id": zahra.id, "text": "یک"}) as answer:
            assert answer.status == 200
        assert fault.hits == 1
        fault.remove()
        api.fault("accept_then_drop", method="sendMessage")
        with pytest.raises(aiohttp.ClientError):
            await client.post(f"{base}/sendMessage", json={"chat_id": zahra.id, "text": "دو"})
        assert [m.text for m in zahra.sees()] == ["یک", "دو"]
        async with client.post(f"{base}/sendMessage", json={"chat_id": 404, "text": "دو"}) as answer:
            assert answer.status == 400
        async with client.post(f"{api.base_url}/bot1:x/getMe") as answer:
            assert answer.status == 401


def test_http_messages_are_cut_off_a_stream_whole() -> None:
    stream = bytearray(b"POST /a HTTP/1.1\r\nContent-Length: 3\r\n\r\nab")
    assert take_message(stream) is None
    stream += b"cPOST /b HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nxy\r\n1\r\nz\r\n0\r\n\r\nGET"
    assert take_message(stream) == ("POST /a HTTP/1.1", {"content-length": "3"}, b"abc")
    assert take_message(stream) == ("POST /b HTTP/1.1", {"transfer-encoding": "chunked"}, b"xyz")
    assert take_message(stream) is None
    assert stream == b"GET"


async def test_the_process_ends_with_who_started_it() -> None:
    async with RemoteBotApi("bale", quick=True) as sim:
        assert sim.child.stdin is not None
        sim.child.stdin.close()
        assert await asyncio.wait_for(sim.child.wait(), 20) == 0
