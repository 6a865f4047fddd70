"""بازدیدکننده - somebody's browser without the page: what it would send and hear.   Used by the tests of the gateway and by tests/gateways/contract"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import aiohttp

from bot.gateways.web import KeptCodes

PATIENCE = 1000  # looks; only a guard against hanging for ever


class Visitor:
    """Somebody's browser, without the page: what it would send."""

    def __init__(self, url: str, session: aiohttp.ClientSession, codes: KeptCodes | None = None) -> None:
        self.url, self.session, self.codes, self.chat = url, session, codes, ""

    async def post(self, path: str, body: Any = None, **more: Any) -> tuple[int, Any]:
        headers = {"X-EmResalat": "1"} | more.pop("headers", {})
        if body is not None:
            more["json"] = body
        async with self.session.post(f"{self.url}{path}", headers=headers, **more) as answer:
            text = await answer.text()
            return answer.status, json.loads(text) if text.startswith("{") else text

    async def get(self, path: str, **more: Any) -> tuple[int, Any]:
        async with self.session.get(f"{self.url}{path}", **more) as answer:
            content = await answer.read()
            return answer.status, json.loads(content) if answer.content_type == "application/json" else content

    async def sits_down_as(self, key: str) -> str:
        _, body = await self.post(f"/web/demo/{key}", {})
        self.chat = body["taken"]
        return str(self.chat)

    async def signs_in(self, mobile: str, codes: KeptCodes | None = None) -> str:
        """With the code that the carrier of this house was given."""
        codes = codes or self.codes
        assert codes is not None
        before = len(codes.sent)
        assert (await self.post("/web/signin/code", {"mobile": mobile}))[0] == 202
        for _ in range(PATIENCE):  # it leaves beside the answer
            if len(codes.sent) > before:
                break
            await asyncio.sleep(0.01)
        status, body = await self.post("/web/signin", {"mobile": mobile, "code": code_in(codes)})
        assert status == 200
        self.chat = body["open"][0]
        return str(self.chat)

    async def does(self, act: str, client: str = "", **body: Any) -> tuple[int, Any]:
        return await self.post(f"/web/chats/{self.chat}/{act}", {"id": client or str(uuid.uuid4()), **body})

    async def sends_file(self, content: bytes, name: str, text: str = "") -> tuple[int, Any]:
        form = aiohttp.FormData(quote_fields=False)  # as browsers do
        form.add_field("id", str(uuid.uuid4()))
        form.add_field("text", text)
        form.add_field("file", content, filename=name, content_type="application/x-whatever")
        return await self.post(f"/web/chats/{self.chat}/attached", data=form)

    @asynccontextmanager
    async def line(self, path: str = "", **headers: str) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        """The live stream: events as {event, id, data}."""
        async with self.session.get(f"{self.url}{path or f'/web/chats/{self.chat}/events?after=0'}", headers=headers) as answer:
            assert answer.status == 200
            yield event_stream(answer)

    async def messages(self, after: int = 0) -> list[dict[str, Any]]:
        """What the page shows now."""
        async with self.line(f"/web/chats/{self.chat}/events?after={after}") as events:
            async for event in events:
                if event["event"] == "changes":
                    return list(event["data"]["messages"])
                if event["event"] == "live":
                    return []
        raise AssertionError("the line ended")


async def event_stream(answer: aiohttp.ClientResponse) -> AsyncIterator[dict[str, Any]]:
    event: dict[str, Any] = {}
    async for raw in answer.content:
        line = raw.decode().rstrip("\n")
        name, _, value = line.partition(": ")
        if name in ("event", "id"):
            event[name] = value
        elif name == "data":
            event["data"] = json.loads(value)
        elif not line and "event" in event:
            yield event
            event = {}


def code_in(codes: KeptCodes) -> str:
    """The six digits of the last text message."""
    return "".join(c for c in codes.sent[-1][1].partition("\n")[0] if c.isdigit())


async def until(events: AsyncIterator[dict[str, Any]], name: str) -> dict[str, Any]:
    async for event in events:
        if event["event"] == name:
            return event
    raise AssertionError(f"the line ended without {name}")
