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
    """Answers `/registry`, `/bureau` (of credit), `/pg/v4/payment/` (a gateway) and `/bank/`, and everything else as a carrier; `mood` says what goes wrong."""

    def __init__(self) -> None:
        self.mood = ""
        self.asked: list[tuple[str, dict[str, str], dict[str, Any]]] = []
        self.url = ""
        self.begun = dict[str, int]()  # authority -> rials, of the payment gateway
        self.paid = set[str]()
        self.confirmed = set[str]()
        self.payouts = dict[str, str]()  # of the bank

    def _bank(self, verb: str, body: dict[str, Any]) -> web.Response:
        """Pays once for a payout; accounts that end in 0000 are somebody else's, those in 0001 are closed."""
        if verb == "owner":
            return web.json_response({"owns": not str(body["sheba"]).endswith("0000")})
        payout = str(body["payout"])
        if verb == "pay":
            self.payouts.setdefault(payout, "refused" if str(body["sheba"]).endswith("0001") else "done")
        return web.json_response({"result": self.payouts.get(payout, "unknown"), "reference": "77"})

    def _gateway(self, verb: str, body: dict[str, Any]) -> web.Response:
        """Zarinpal's v4: 100 the first time, 101 once more, -50 for another amount, -51 for what is not paid."""
        authority = str(body.get("authority", ""))
        if verb == "request.json":
            authority = f"A{len(self.begun) + 1:035}"
            self.begun[authority] = int(body["amount"])
            return web.json_response({"data": {"code": 100, "authority": authority, "fee": 0}, "errors": []})
        if verb == "unVerified.json":
            waiting = [{"authority": a, "amount": self.begun[a]} for a in sorted(self.paid - self.confirmed)]
            return web.json_response({"data": {"code": 100, "authorities": waiting}, "errors": []})
        if authority not in self.paid:
            return web.json_response({"data": [], "errors": {"code": -51, "message": "not paid"}}, status=400)
        if self.begun[authority] != body["amount"]:
            return web.json_response({"data": [], "errors": {"code": -50, "message": "amounts differ"}}, status=400)
        code = 101 if authority in self.confirmed else 100
        self.confirmed.add(authority)
        return web.json_response({"data": {"code": code, "ref_id": 201, "card_pan": "504172******1234"}, "errors": []})

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
        if request.path == "/bureau":
            return web.json_response({"rank": 655, "on_time": 9, "late": 1, "bounced": 0})
        if request.path.startswith("/bank/"):
            return self._bank(request.path.rpartition("/")[2], body)
        if request.path.startswith("/pg/v4/payment/"):
            return self._gateway(request.path.rpartition("/")[2], body)
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
