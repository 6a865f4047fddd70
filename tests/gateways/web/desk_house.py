"""میز آزمون در مرورگر - the chat page and the desk on a real server, before a house that knows cases and kanoons.   Product: bot/desk/"""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

import aiohttp
from aiohttp import web

from bot.desk.ringing import rings_desks
from bot.desk.rooms import Desk as DeskRooms
from bot.gateways.web import CodeSignIn, DemoPerson, KeptCodes, WebGateway, WebSettings
from bot.gateways.web.words import read_words
from bot.jobs import Jobs
from bot.platforms import fetch_media
from domain.kernel.people import MemberId, Role
from domain.moshavereh.model import Case
from storage.kit.accounts import AccountRows
from storage.kit.webchat import WebChats
from storage.kit.webdoor import WebDoor
from tests.gateways.web.house import CATALOGUE
from tests.gateways.web.visitor import Visitor, event_stream
from tests.kanoon.village import CAST, NAMES
from tests.moshavereh.desk import Desk, open_desk

SEATS = {"zahra": CAST["zahra"][1], "maryam": CAST["maryam"][1], "rahyar": CAST["rahyar"][1], "bahram": CAST["bahram"][1]}
PEOPLE = tuple(DemoPerson(key, name, "رهیار آنلاین" if key in ("rahyar", "bahram") else "عضو", f"+98912111{n:04}") for n, (key, name) in enumerate(SEATS.items(), 1))


@dataclass
class DeskHouse:
    """A served house. `desk`: its people and clock; `gateway`: the page."""

    url: str
    desk: Desk
    gateway: WebGateway
    codes: KeptCodes
    visitors: list[aiohttp.ClientSession] = field(default_factory=list)

    async def link(self, name: str, chat: str = "") -> None:
        """A chat of the page speaks for a member of the cast."""
        house, now, chat = self.desk.town.house, self.desk.town.now, chat or name
        async with house.units.open(now) as unit:
            accounts = AccountRows(unit.conn, now)
            await accounts.saw(f"web:{chat}", "web", chat)
            await accounts.link(f"web:{chat}", MemberId(NAMES[name]))
            await unit.hats.give(MemberId(NAMES[name]), Role.MEMBER)

    async def comes(self, name: str) -> AtDesk:
        """A rahyar sits down at the desk, over HTTP."""
        visitor = await self.visit()
        await visitor.sits_down_as(name)
        return visitor

    async def visit(self) -> AtDesk:
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        self.visitors.append(session)
        return AtDesk(self.url, session, self.codes)

    async def case(self, number: int = 1) -> Case:
        return await self.desk.case(number)

    async def until_quiet(self) -> None:
        await self.desk.town.settle()


class AtDesk(Visitor):
    """A browser at the desk, without the page."""

    async def act(self, act: str, case: int = 0, client: str = "", **body: Any) -> tuple[int, Any]:
        where = f"/cases/{case}/{act}" if case else f"/{act}"
        return await self.post(f"/web/desk/{self.chat}{where}", {"id": client or str(uuid.uuid4()), **body})

    @asynccontextmanager
    async def at_line(self, case: int = 0) -> AsyncIterator[AsyncIterator[dict[str, Any]]]:
        async with self.session.get(f"{self.url}/web/desk/{self.chat}/events?case={case}") as answer:
            assert answer.status == 200
            yield event_stream(answer)

    async def sees(self, case: int = 0) -> dict[str, Any]:
        """Everything the desk shows at once: the parts of the desk, and those of a case under `case`."""
        seen: dict[str, Any] = {}
        async with self.at_line(case) as events:
            async for event in events:
                if event["event"] == "live":
                    return seen
                seen |= {"case": event["data"]} if event["event"] == "case" else {"shut": True} if event["event"] == "shut" else event["data"]
        raise AssertionError("the line ended")


@asynccontextmanager
async def serve_desk(url: str, media: Path, *, demo: bool = True, runs: bool = False) -> AsyncIterator[DeskHouse]:
    """Zahra and Maryam are members, Sara (`rahyar`) and Bahram online rahyars, all on the page. `runs`: timers fire by themselves."""
    async with open_desk(url) as desk:
        house = desk.town.house
        engine, ring, words, codes = house.units.engine, house.units.ring, read_words(CATALOGUE), KeptCodes()
        door = WebDoor(engine, ring)
        signin = None if demo else CodeSignIn(door, codes, words, house.clock)
        gateway = WebGateway(
            house.inbox.receive, WebChats(engine, ring), door, ring, media_dir=media, words=words, now=house.clock, signin=signin,
            people=PEOPLE if demo else (), settings=WebSettings(look=0.3, beat=0.6), fetch_media=partial(fetch_media, house),
        )  # fmt: skip
        house.gateways["web"] = gateway
        house.after.append(rings_desks(gateway.hall.bell))
        app = web.Application()
        gateway.add_routes(app)
        DeskRooms(house, gateway.hall).add_routes(app)
        runner, jobs = web.AppRunner(app, shutdown_timeout=1), Jobs(house)
        await runner.setup()
        works = asyncio.create_task(jobs.run()) if runs else None
        try:
            await gateway.start()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            served = DeskHouse(f"http://127.0.0.1:{runner.addresses[0][1]}", desk, gateway, codes)
            if demo:
                for name in ("zahra", "maryam", "rahyar", "bahram"):
                    await served.link(name)
                for name in ("rahyar", "bahram"):
                    await desk.give(name, Role.RAHYAR_ONLINE)
            yield served
        finally:
            for session in served.visitors:
                await session.close()
            jobs.stop()
            if works is not None:
                await works
            await runner.cleanup()
            await house.outbox.drain()
