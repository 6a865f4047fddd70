"""نگهبان - what strangers, foreign pages and odd requests get: nothing, said plainly."""

from __future__ import annotations

import json
import re
import uuid
from ipaddress import ip_network
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.gateways.web import WebSettings
from bot.gateways.web.words import read_words
from tests.gateways.web.conftest import visiting
from tests.gateways.web.house import CATALOGUE, PEOPLE, House, serve

NEW = {"id": str(uuid.UUID(int=5)), "text": "سلام"}


async def test_somebody_elses_conversation_and_one_that_does_not_exist_look_alike(bank: House) -> None:
    async with visiting(bank) as zahra, visiting(bank) as reza:
        hers = await zahra.signs_in("09123456789")
        bank.clock.later(minutes=2)
        await reza.signs_in("09120000004")
        assert await reza.post(f"/web/chats/{hers}/said", NEW) == await reza.post("/web/chats/0123456789/said", NEW)
        assert await reza.get(f"/web/chats/{hers}/before/9") == await reza.get("/web/chats/0123456789/before/9")
        assert (await reza.get(f"/web/events?after={hers}.0"))[0] == 404
        assert (await reza.get(f"/web/chats/{hers}/events?after=0"))[0] == 404
        assert bank.bot.heard == []


async def test_without_a_session_every_act_asks_to_sign_in(bank: House) -> None:
    async with visiting(bank) as stranger:
        for act in ("said", "tap", "start", "contact", "place", "attached"):
            status, body = await stranger.post(f"/web/chats/zahra/{act}", NEW)
            assert (status, body["why"]) == (401, "signed_out")
        assert (await stranger.get("/web/events?after=zahra.0"))[0] == 401


async def test_a_foreign_page_can_neither_write_nor_read(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        path = "/web/chats/zahra/said"
        for headers in ({"X-EmResalat": "0"}, {"Origin": "https://evil.example"}, {"Origin": "null"}, {"Sec-Fetch-Site": "cross-site"}):
            assert (await zahra.post(path, NEW, headers=headers))[0] == 403
        assert (await zahra.post(path, NEW, headers={"Origin": town.url}))[0] == 204
        assert len(town.bot.heard) == 1
        async with zahra.session.get(f"{town.url}/web/me", headers={"Origin": "https://evil.example"}) as answer:
            assert "Access-Control-Allow-Origin" not in answer.headers


async def test_the_session_cookie_is_out_of_reach_of_scripts_and_other_sites(engine: AsyncEngine, tmp_path: Path) -> None:
    settings = WebSettings(trusted_proxies=(ip_network("127.0.0.1"),))
    async with serve(engine, tmp_path, people=PEOPLE, settings=settings) as house, aiohttp.ClientSession() as session:
        for headers, name, secure in (({}, "emresalat", ""), ({"X-Forwarded-Proto": "https"}, "__Host-emresalat", True)):
            async with session.post(f"{house.url}/web/demo/zahra", json={}, headers={"X-EmResalat": "1"} | headers) as answer:
                cookie = answer.cookies[name]
                assert (cookie["httponly"], cookie["samesite"], cookie["path"], cookie["secure"]) == (True, "Strict", "/", secure)


async def test_every_answer_tells_the_browser_what_is_allowed(town: House) -> None:
    async with aiohttp.ClientSession() as session:
        for path in ("/", "/web/page/chat.js", "/web/me", "/web/words.json", "/web/media/" + "0" * 32, "/manifest.webmanifest"):
            async with session.get(f"{town.url}{path}") as answer:
                policy = answer.headers["Content-Security-Policy"]
                assert "default-src 'none'" in policy and "unsafe" not in policy and "http" not in policy
                assert answer.headers["X-Content-Type-Options"] == "nosniff"
                assert answer.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("host", ["emresalat.example", "127.0.0.1.evil.example", "192.168.1.5"])
async def test_the_demo_answers_this_machine_by_its_own_names_only(town: House, host: str) -> None:
    async with visiting(town) as reza:
        assert (await reza.get("/", headers={"Host": host}))[0] == 403
        assert (await reza.get("/", headers={"Host": "localhost:8080"}))[0] == 200


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"id": 7, "text": "x"}',
        b'{"text": "x"}',
        b'{"id": "not-a-uuid", "text": "x"}',
        b"[" * 60000,
        b'{"id":' * 9000,
        b"\xff\xfe{}",
        b'{"id": "\\ud800", "text": "x"}',
    ],
)
async def test_a_body_that_is_not_what_the_page_sends_is_unreadable(town: House, body: bytes) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        status, answer = await zahra.post("/web/chats/zahra/said", data=body, headers={"Content-Type": "application/json"})
        assert (status, answer["why"]) == (400, "unreadable")
        assert town.bot.heard == []


async def test_too_long_too_empty_and_too_odd_words_are_refused(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        assert (await zahra.does("said", text="آ" * 4097))[0] == 400
        assert (await zahra.post("/web/chats/zahra/said", data=b" " * 70000, headers={"Content-Type": "application/json"}))[0] == 413
        assert (await zahra.does("said", text="\u200f \n\u2066"))[1]["why"] == "empty"
        assert (await zahra.does("said", text="سلام", more="x"))[0] == 400
        assert (await zahra.post("/web/chats/zahra/said", data="id=1", headers={"Content-Type": "text/plain"}))[0] == 415
        assert (await zahra.does("tap", ref="x" * 65, message="1"))[0] == 400
        assert town.bot.heard == []


async def test_what_a_person_writes_is_never_markup(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("said", text="<b>x</b><script>1</script>&amp;")
        (mine, _) = await zahra.messages()
        assert mine["text"] == "<b>x</b><script>1</script>&amp;"


async def test_the_rate_limit_of_the_house_is_obeyed(engine: AsyncEngine, tmp_path: Path) -> None:
    asked = []

    async def allow(who: str) -> float:
        asked.append(who)
        return 3.4 if len(asked) > 1 else 0

    async with serve(engine, tmp_path, people=PEOPLE, allow=allow) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        assert (await zahra.does("said", text="یک"))[0] == 204
        status, body = await zahra.does("said", text="دو")
        assert (status, body["why"], body["wait"]) == (429, "too_often", 3)
        assert asked == ["chat:zahra"] * 2 and len(house.bot.heard) == 1


async def test_forwarded_addresses_count_only_from_trusted_proxies(engine: AsyncEngine, tmp_path: Path) -> None:
    seen: list[str] = []

    async def allow(who: str) -> float:
        seen.append(who)
        return 0

    headers = {"X-Forwarded-For": "1.1.1.1, 8.8.8.8, 10.0.0.9"}
    for trusted, address in (((), "127.0.0.1"), (("127.0.0.1", "10.0.0.0/8"), "8.8.8.8")):
        settings = WebSettings(trusted_proxies=tuple(ip_network(t) for t in trusted))
        async with serve(engine, tmp_path, settings=settings, allow=allow) as house, visiting(house) as reza:
            await reza.post("/web/signin/code", {"mobile": "1"}, headers=headers)
        assert seen.pop() == f"address:{address}"


async def test_an_address_that_leads_nowhere_is_explained_in_persian_to_people_only(town: House) -> None:
    async with visiting(town) as reza:
        status, page = await reza.get("/no/such/page", headers={"Accept": "text/html"})
        assert status == 404 and "چنین صفحه‌ای پیدا نشد" in page.decode()
        assert "<html" not in (await reza.get("/no/such/page", headers={"Accept": "application/json"}))[1].decode()
        for name in ("../index.html", "..%2f..%2fgateway.py", "index.html", "fonts", "%00", "chat.py"):
            assert (await reza.get(f"/web/page/{name}"))[0] == 404


async def test_the_page_comes_whole_from_here_and_has_all_its_words(town: House) -> None:
    async with visiting(town) as reza:
        _, page = await reza.get("/")
        html = page.decode()
        assert 'lang="fa" dir="rtl"' in html and "{{" not in html
        assert "http" not in html and "style=" not in html
        _, words = await reza.get("/web/words.json")
        assert words["write.send"] == "فرستادن" and "signin.sms" not in words
        _, manifest = await reza.get("/manifest.webmanifest")
        for icon in ["/favicon.ico", *(i["src"] for i in json.loads(manifest)["icons"])]:
            assert (await reza.get(icon))[1].startswith(b"\x89PNG")


async def test_the_page_is_asked_for_again_only_when_it_changed(town: House) -> None:
    async with aiohttp.ClientSession() as session:
        async with session.get(f"{town.url}/web/page/chat.js") as answer:
            tag = answer.headers["ETag"]
        async with session.get(f"{town.url}/web/page/chat.js", headers={"If-None-Match": tag}) as answer:
            assert answer.status == 304


def test_every_word_the_page_uses_is_in_the_catalogue_and_every_word_in_the_catalogue_is_used() -> None:
    words = read_words(CATALOGUE)
    folder = CATALOGUE.parents[2] / "bot" / "gateways"
    files = [*(folder / "web").rglob("*.js"), *(folder / "web").rglob("*.html"), *(folder / "web").glob("*.py"), folder / "terminal.py"]
    source = "\n".join(f.read_text("utf-8") for f in files)
    said = set(re.findall(r'say\("([a-z_.]+)"', source)) | set(re.findall(r"\{\{([a-z_.]+)\}\}", source)) | set(re.findall(r'words\["([a-z_.]+)"\]', source))
    assert said - set(words) - {"error.text", "key", "pay.amount", "pay.in_words"} == set()
    built = set(re.findall(r"say\(`([a-z_.]+)\$\{", source))  # by what the rest of the word says: say(`theme.${now}`)
    named = ("problem.", "terminal.opens", "terminal.copies", *built)
    assert [key for key in words if key not in source and not key.startswith(named)] == []
