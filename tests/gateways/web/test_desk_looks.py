"""ظاهر میز - the desk for everybody who has one: the ways to it and out of it, small screens, weak eyes, light and dark."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, expect

from tests.gateways.web.browser import DESK, PHONE, chromium, faults, looking, write
from tests.gateways.web.desk_house import DeskHouse, serve_desk
from tests.gateways.web.desk_seat import WRITE, asks, at_desk, says

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[DeskHouse]:
    async with serve_desk(sqlite_url, tmp_path / "media", runs=True) as served:
        yield served


async def test_the_town_leads_to_the_desk_and_a_member_has_none(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, house.url) as page:
        await expect(page.get_by_role("link", name="میز پاسخ‌گویی سارا نوری")).to_be_visible()
        await expect(page.get_by_role("link", name="میز پاسخ‌گویی زهرا کریمی")).to_have_count(0)
        await page.get_by_role("link", name="میز پاسخ‌گویی سارا نوری").click()
        await expect(page.locator(".desk-title h1")).to_have_text("سارا نوری")
    async with looking(browser, f"{house.url}/desk") as page:
        await page.get_by_role("link", name="بهرام یزدی").click()
        await expect(page.locator(".desk-title h1")).to_have_text("بهرام یزدی")
    async with looking(browser, at_desk(house, "zahra"), expect=("403",)) as page:
        await expect(page.get_by_role("alert")).to_contain_text("برای رهیاران است")


async def test_who_is_no_rahyar_any_more_is_led_out(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, at_desk(house)) as sara:
        await expect(sara.locator(".desk-title h1")).to_have_text("سارا نوری")
        await house.desk.off_duty("rahyar")
        await expect(sara.get_by_role("alert")).to_contain_text("برای رهیاران است")
        assert await faults(sara) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 1000, "height": 700}], ids=["phone", "desk", "between"])
async def test_everything_has_a_name_is_large_enough_and_can_be_read(browser: Browser, house: DeskHouse, size: dict[str, int], scheme: str) -> None:
    await house.desk.do("rahyar", "keep_ready", "پایان", "ممنون از شکیبایی شما")
    async with looking(browser, house.url) as member, looking(browser, at_desk(house), size=size, scheme=scheme) as sara:
        await sara.wait_for_selector(".still .button")
        assert await faults(sara) == {}
        await sara.get_by_role("button", name="نوبتم را آغاز می‌کنم").click()
        await asks(member)
        await sara.wait_for_selector(".ring")
        assert await faults(sara) == {}
        await sara.locator(".ring").get_by_role("button", name="برمی‌دارم").click()
        await sara.wait_for_selector(f"{WRITE}:visible")
        await write(member, "متنی بلند و بی‌فاصله: " + "https" * 40)
        await says(sara, "پاسخ")
        await sara.keyboard.press("Alt+n")
        await says(sara, "یادداشت")
        await sara.wait_for_selector(".note-line")
        assert await faults(sara) == {}
        await sara.keyboard.press("Alt+r")
        await sara.fill(WRITE, "/")
        await sara.wait_for_selector(".ready-option")
        assert await faults(sara) == {}
        await sara.fill(WRITE, "")
        for key in ("m", "t", "z", "c", "l", "k"):
            await sara.keyboard.press(f"Alt+{key}")
            await sara.wait_for_selector("dialog[open]")
            assert await faults(sara) == {}
            await sara.keyboard.press("Escape")
            await expect(sara.locator("dialog")).to_have_count(0)
        await sara.keyboard.press("Alt+i")
        assert await faults(sara) == {}
