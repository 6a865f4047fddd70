"""حمله‌ها - what somebody tries who means harm: dripping, hoarding, climbing out of folders, pretending to be many."""

from __future__ import annotations

import asyncio
import uuid
from collections.abc import AsyncIterator
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine
from yarl import URL

from bot.gateways.web import WebSettings
from tests.gateways.web.conftest import Visitor, visiting
from tests.gateways.web.house import PEOPLE, House, serve, until

FORM = {"Content-Type": "multipart/form-data; boundary=b"}
PART = b'--b\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s'
BEGUN = PART % (b"id", str(uuid.UUID(int=7)).encode()) + b"\r\n" + PART % (b'file"; filename="a.pdf', b"%PDF")


class Drip:
    """A body of which the rest never comes, until `ended`."""

    def __init__(self, begun: bytes) -> None:
        self._begun, self.sent, self.ended = begun, asyncio.Event(), asyncio.Event()

    async def body(self) -> AsyncIterator[bytes]:
        yield self._begun
        self.sent.set()
        await self.ended.wait()


async def test_a_file_that_drips_is_given_up_and_its_place_is_free(engine: AsyncEngine, tmp_path: Path) -> None:
    settings = WebSettings(file_seconds=0.2)
    async with serve(engine, tmp_path, people=PEOPLE, settings=settings) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        drip = Drip(BEGUN)
        status, body = await zahra.post("/web/chats/zahra/attached", data=drip.body(), headers=FORM)
        drip.ended.set()
        assert (status, body["why"]) == (408, "not_now")
        assert house.gateway.hall.uploading == set() and house.bot.heard == []
        assert (await zahra.sends_file(b"%PDF", "a.pdf"))[0] == 204


async def test_nobody_takes_more_than_one_place_for_files(town: House) -> None:
    async with visiting(town) as zahra, visiting(town) as reza:
        await zahra.sits_down_as("zahra")
        await reza.sits_down_as("maryam")
        drip = Drip(BEGUN)
        first = asyncio.ensure_future(zahra.post("/web/chats/zahra/attached", data=drip.body(), headers=FORM))
        await drip.sent.wait()
        await until(lambda: "zahra" in town.gateway.hall.uploading)
        status, body = await zahra.sends_file(b"%PDF", "b.pdf")
        assert (status, body["why"]) == (429, "too_often")
        assert (await reza.sends_file(b"%PDF", "c.pdf"))[0] == 204
        drip.ended.set()
        assert (await first)[0] == 400


async def test_words_that_drip_are_given_up(engine: AsyncEngine, tmp_path: Path) -> None:
    async with serve(engine, tmp_path, people=PEOPLE, settings=WebSettings(json_seconds=0.2)) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        drip = Drip(b'{"id":')
        status, body = await zahra.post("/web/chats/zahra/said", data=drip.body(), headers={"Content-Type": "application/json"})
        drip.ended.set()
        assert (status, body["why"]) == (408, "not_now")


async def test_a_session_holds_a_few_lines_and_no_more(engine: AsyncEngine, tmp_path: Path) -> None:
    settings = WebSettings(look=0.05, beat=0.05, lines=2)
    async with serve(engine, tmp_path, people=PEOPLE, settings=settings) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        path = "/web/chats/zahra/events?after=0"
        async with zahra.line(path), zahra.line(path):
            status, body = await zahra.get(path)
            assert (status, body["why"]) == (429, "too_often")
        await until(lambda: not house.gateway.hall.lines)
        async with zahra.line(path):
            pass


async def test_a_thief_in_a_busy_chat_is_put_out_at_once(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as thief:
        chat = await zahra.signs_in("09123456789")
        thief.session.cookie_jar.update_cookies({c.key: c.value for c in zahra.session.cookie_jar})
        thief.chat = chat
        async with thief.line() as events:
            async for event in events:
                if event["event"] == "live":
                    break
            await zahra.post("/web/signout", {})
            await bank.bot.say(chat, "کد ورود شما ۱۲۳۴۵۶ است")
            assert (await anext(events))["event"] == "over"


@pytest.mark.parametrize(
    "name",
    [
        "..%2fguard.py",
        "%2e%2e%2f%2e%2e%2fsettings.py",
        "..",
        "%2fetc%2fpasswd",
        "..%5cguard.py",
        "index.html",
        "chat.js%00.png",
        "%00",
        "fonts%2f..%2f..%2fguard.py",
        "a" * 3000,
    ],
)
async def test_nobody_climbs_out_of_the_folder_of_the_page(town: House, name: str) -> None:
    async with aiohttp.ClientSession() as session:
        for path in (f"/web/page/{name}", f"/web/media/{name}"):
            async with session.get(URL(f"{town.url}{path}", encoded=True)) as answer:
                assert answer.status == 404
                assert b"import" not in await answer.read()


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
async def test_other_methods_do_nothing(town: House, method: str) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/web/me", "/web/chats/zahra/said", "/web/signin"):
            async with session.request(method, f"{town.url}{path}") as answer:
                assert answer.status == 405
    assert town.bot.heard == []


class Seen:
    """Who the rate limit is asked about."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    async def allow(self, who: str) -> float:
        self.asked.append(who)
        return 0


async def address_seen(visitor: Visitor, seen: Seen, forwarded: str) -> str:
    seen.asked.clear()
    await visitor.post("/web/signin/code", {"mobile": "12"}, headers={"X-Forwarded-For": forwarded})
    return seen.asked[0].removeprefix("address:")


async def test_one_household_is_one_address_however_many_it_shows(engine: AsyncEngine, tmp_path: Path) -> None:
    seen, settings = Seen(), WebSettings(trusted_proxies=(ip_network("127.0.0.1"),))
    async with serve(engine, tmp_path, settings=settings, allow=seen.allow) as house, visiting(house) as reza:
        many = {await address_seen(reza, seen, f"2001:db8:1:2:{i:x}::{i:x}") for i in range(1, 5)}
        assert many == {"2001:db8:1:2::/64"}
        assert await address_seen(reza, seen, "2001:db8:1:3::1") == "2001:db8:1:3::/64"
        assert await address_seen(reza, seen, "::ffff:8.8.8.8") == await address_seen(reza, seen, "8.8.8.8") == "8.8.8.8"
        assert len(await address_seen(reza, seen, "x" * 5000)) <= 45


async def test_a_search_is_never_a_pattern_and_never_sql(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        for text in ("%", "_", "' OR 1=1 --", '"; DROP TABLE web_chat; --', "\\", "a\u0000b", "{{7*7}}", "${jndi:ldap://x}"):
            assert (await zahra.does("said", text=text))[0] == 204
        assert next(m["text"] for m in await zahra.messages() if m["by"] == "person") == "%"
