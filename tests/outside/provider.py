"""سرویس‌دهنده - providers of other organisations on a real server of this machine, with moods.   Used by: conftest.py"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, TypeVar

from aiohttp import web

from bot.outside.between import AskFirst

A = TypeVar("A")


class Provider:
    """Answers `/registry` as a civil registry and everything else as a carrier of codes; `mood` says what goes wrong."""

    def __init__(self) -> None:
        self.mood = ""
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.url = ""

    async def answer(self, request: web.Request) -> web.StreamResponse:
        body = await request.json()
        self.asked.append((request.path, dict(request.headers), body))
        match self.mood:
            case "away":
                assert request.transport is not None
                request.transport.close()
            case "redirect":
                raise web.HTTPTemporaryRedirect(f"{self.url}/elsewhere")
            case "busy":
                return web.Response(status=503, text="<html>busy</html>")
            case "odd":
                return web.json_response({"result": "perhaps"})
            case "list":
                return web.json_response(["match"])
            case "flood":
                return web.Response(body=b'{"result": "' + b"x" * 5_000_000)
        if request.path != "/registry":
            return web.json_response({"ok": True})
        identifier = str(body["identifier"])
        return web.json_response({"result": "mismatch" if identifier.startswith("99") else "unknown" if identifier.startswith("98") else "match"})


@asynccontextmanager
async def serving() -> AsyncIterator[Provider]:
    provider = Provider()
    app = web.Application()
    app.router.add_route("*", "/{anything:.*}", provider.answer)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    provider.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield provider
    finally:
        await runner.cleanup()


async def between_two(ask: Callable[[], Awaitable[A]]) -> A:
    """What bot/jobs.py does: when somebody must be asked first, ask outside and do the same again."""
    try:
        return await ask()
    except AskFirst as first:
        await asyncio.wait_for(first.work(), 30)
        return await ask()
