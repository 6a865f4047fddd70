"""صفحه‌های پرداخت - the twin's page and the way back from a gateway, on a real server before the demo's town, and in a real Chromium.   Product: bot/paying.py"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import aiohttp
import pytest
from aiohttp import web

from bot import wiring
from bot.demo import load_town
from bot.house import LOCALES, House
from bot.jobs import Jobs
from bot.opening import prepare
from bot.scene import open_scene
from bot.settings import Settings
from domain.hesam.model import own
from domain.hesam.payment import PaymentId
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from storage.kit.database import close_database
from tests.gateways.web.browser import PHONE, chromium, faults, looking

RIALS = Rial(1_500_000)


@dataclass
class Town:
    """The demo's house behind its own pages. Every payment is somebody else's: only a few may be open at once."""

    url: str
    house: House
    people: Iterator[str]
    who: str = ""

    async def settle(self) -> None:
        jobs = Jobs(self.house)
        while await jobs.tick() or await jobs.answered():
            await self.house.outbox.drain()

    async def begins(self) -> tuple[PaymentId, str]:
        """A member of the town wants to pay in: the payment, and the address of the page."""
        self.who = next(self.people)
        async with open_scene(self.house, self.house.clock()) as scene:
            actor = await scene.actor_at(f"web:{self.who}", await scene.accounts.find(f"web:{self.who}"))
            payment: PaymentId = await scene.services["hesam"].open_payment(actor, RIALS)
            await scene.settle()
        await self.settle()
        async with open_scene(self.house, self.house.clock()) as scene:
            link = (await scene.services["hesam"].payment_now(SYSTEM, payment)).link
        return payment, self.url + re.sub(r"^https?://[^/]+", "", link)

    async def has(self) -> int:
        """Rials of whoever began last."""
        async with open_scene(self.house, self.house.clock()) as scene:
            actor = await scene.actor_at(f"web:{self.who}", await scene.accounts.find(f"web:{self.who}"))
            return int((await scene.services["hesam"].balance(SYSTEM, own(actor.member_id))).balance)


@pytest.fixture(scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """One town for all: it takes its time to move in."""
    chosen = Settings.read({}, None, tmp_path_factory.mktemp("paying"))
    engine = await prepare(chosen)
    program = await wiring.build(chosen, engine)
    runner = web.AppRunner(program.app, shutdown_timeout=0.1)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    try:
        people = (p.key for p in load_town(LOCALES).people)
        yield Town(f"http://127.0.0.1:{runner.addresses[0][1]}", program.house, people)
    finally:
        await runner.cleanup()
        await close_database(engine)


async def test_who_presses_the_button_is_credited_once_however_often_they_press(town: Town) -> None:
    _, page = await town.begins()
    before = await town.has()
    async with aiohttp.ClientSession() as browser:
        async with browser.get(page) as answer:
            shown = await answer.text()
        assert answer.status == 200 and "۱۵۰٬۰۰۰ تومان" in shown and "صد و پنجاه هزار تومان" in shown and "آزمایشی" in shown
        for _ in range(2):
            async with browser.post(page, data={"pays": "1"}) as answer:
                assert answer.status == 200 and "از درگاه برگشتید" in await answer.text()
            await town.settle()
    assert await town.has() == before + RIALS


async def test_who_cancels_is_not_credited_and_cannot_pay_that_one_any_more(town: Town) -> None:
    _, page = await town.begins()
    before = await town.has()
    async with aiohttp.ClientSession() as browser:
        for pays in ("0", "1"):
            async with browser.post(page, data={"pays": pays}) as answer:
                assert answer.status == 200
            await town.settle()
    assert await town.has() == before


@pytest.mark.parametrize("query", ["", "?Authority=", "?Authority=T1&Status=OK", "?Status=OK", "?Authority=" + "A" * 5000, "?Authority=%00%27--"])
async def test_what_a_browser_says_on_its_way_back_credits_nothing_and_tells_nothing(town: Town, query: str) -> None:
    _, page = await town.begins()
    before = await town.has()
    async with aiohttp.ClientSession() as browser:
        async with browser.get(f"{town.url}/pay/back{query}") as answer:
            assert answer.status in (200, 400) and page.rpartition("/")[2] not in await answer.text()
        async with browser.get(f"{town.url}/pay/back?Authority={page.rpartition('/')[2]}&Status=OK&Amount=999999999") as answer:
            assert answer.status == 200
    await town.settle()
    assert await town.has() == before  # nobody pressed the button


async def test_a_foreign_page_does_not_press_the_button(town: Town) -> None:
    _, page = await town.begins()
    async with aiohttp.ClientSession() as browser:
        async with browser.post(page, data={"pays": "1"}, headers={"Sec-Fetch-Site": "cross-site"}) as answer:
            assert answer.status == 404
        async with browser.post(f"{town.url}/pay/trial/T{'0' * 34}", data={"pays": "1"}) as answer:
            assert answer.status == 404


@pytest.mark.browser
async def test_in_the_browser_of_a_phone_one_pays_and_is_told_to_go_back(town: Town) -> None:
    _, page = await town.begins()
    before = await town.has()
    async with chromium() as browser:
        for scheme in ("light", "dark"):
            async with looking(browser, page, size=PHONE, scheme=scheme) as seen:
                assert await faults(seen) == {}
        async with looking(browser, page, size=PHONE) as seen:
            await seen.get_by_role("button", name="پرداخت می‌کنم").click()
            await seen.wait_for_selector("h1:has-text('از درگاه برگشتید')")
            assert await faults(seen) == {}
    await town.settle()
    assert await town.has() == before + RIALS
