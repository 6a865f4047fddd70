"""صفحه - actors on the chat page: what its scripts send and hear, over real HTTP and its live line.   The page itself: tests/gateways/web/test_page.py"""

from __future__ import annotations

import asyncio
import uuid

import aiohttp

from bot.gateways.markup import parse, plain
from bot.gateways.web import KeptCodes
from bot.house import House
from tests.gateways.contract.playing import Actor, Note, Stage, bare
from tests.gateways.web.test_files import jpeg
from tests.gateways.web.visitor import Visitor

FILES = {"photo": ("photo.jpg", jpeg), "voice": ("voice.ogg", lambda: b"OggS a voice")}


class OnPage(Actor):
    def __init__(self, name: str, visitor: Visitor) -> None:
        super().__init__(name)
        self.visitor = visitor
        self._seen: dict[int, Note] = {}
        self._place = 0
        self._told = asyncio.Event()
        self._line: asyncio.Future[None] | None = None

    @property
    def account(self) -> tuple[str, str, str]:
        return f"web:{self.visitor.chat}", "web", self.visitor.chat

    async def looks(self) -> list[Note]:
        if self._line is None:
            self._line = asyncio.ensure_future(self._listen())
        await asyncio.wait({asyncio.ensure_future(self._told.wait()), self._line}, return_when=asyncio.FIRST_COMPLETED)
        return [self._seen[n] for n in sorted(self._seen)]

    async def _listen(self) -> None:
        """The live line, open as long as the page is."""
        async with self.visitor.line(f"/web/chats/{self.visitor.chat}/events?after=0") as events:
            async for event in events:
                if event["event"] == "live":
                    self._told.set()
                for message in event["data"]["messages"] if event["event"] == "changes" else ():
                    self._place += 1
                    self._seen.pop(message["n"], None)
                    if message["by"] == "bot" and not message.get("gone"):
                        keys = {bare(key["label"]): key["ref"] for row in message.get("rows", ()) for key in row if "ref" in key}
                        kind = message.get("media", {}).get("kind", "text")
                        self._seen[message["n"]] = Note(self._place, plain(parse(message.get("text", ""))), keys, kind, str(message["n"]))

    async def leaves(self) -> None:
        """Close the page."""
        if self._line is not None:
            self._line.cancel()
            await asyncio.gather(self._line, return_exceptions=True)
        await self.visitor.session.close()

    async def starts(self, payload: str = "") -> None:
        await self._does("start", payload=payload)

    async def says(self, text: str) -> None:
        await self._does("said", text=text)

    async def presses(self, note: Note, label: str, times: int = 1) -> None:
        replies = await asyncio.gather(*(self.visitor.does("tap", ref=note.keys[label], message=note.id) for _ in range(times)))
        self.told = [body["toast"] if status == 200 else "" for status, body in replies]

    async def shares_contact(self, of: Actor | None) -> None:
        assert of is None, "the page shares the own number only"
        await self._does("contact")

    async def sends(self, what: str) -> None:
        if what == "place":
            await self._does("place", latitude=35.7, longitude=51.4)
        elif what in FILES:
            name, content = FILES[what]
            assert (await self.visitor.sends_file(content(), name))[0] == 204
        else:
            await super().sends(what)

    async def _does(self, act: str, **body: object) -> None:
        status, answer = await self.visitor.does(act, str(uuid.uuid4()), **body)
        assert status == 204, answer


class Page(Stage):
    """The chat page with sign-in by code, as members use it."""

    can = frozenset({"old buttons", "photos", "voices", "places"})

    def __init__(self, house: House, url: str) -> None:
        super().__init__(house)
        self.link, self._url = f"{url}/?start=", url
        self._pages: list[OnPage] = []

    async def enter(self, name: str, mobile: str) -> OnPage:
        session = aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True))
        visitor = Visitor(self._url, session)
        codes = self.house.outside.carrier
        assert isinstance(codes, KeptCodes), "the twin of the carrier"
        await visitor.signs_in(mobile, codes)
        page = OnPage(name, visitor)
        self._pages.append(page)
        return page

    async def settle(self) -> None:
        await super().settle()
        await asyncio.sleep(0.01)  # the line brings what was rung for

    async def close(self) -> None:
        """Everybody closes their page."""
        for page in self._pages:
            await page.leaves()
