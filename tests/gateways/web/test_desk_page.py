"""میز در مرورگر - a member in one browser, rahyars at their desks in others, in a real Chromium."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect

from domain.kernel.people import Role
from domain.moshavereh.model import CaseState, Outcome
from storage.moshavereh import CaseRows, moshavereh_store
from tests.gateways.web.browser import attach, chromium, looking, write
from tests.gateways.web.desk_house import DeskHouse, serve_desk
from tests.gateways.web.desk_seat import WRITE, asks, at_desk, says
from tests.gateways.web.test_files import png

pytestmark = pytest.mark.browser
NO = ("409",)
NO_LINE = ("Failed to load resource", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING", "ERR_NETWORK_CHANGED")


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[DeskHouse]:
    """After every test the audit finds nothing."""
    async with serve_desk(sqlite_url, tmp_path / "media", runs=True) as served:
        yield served
        await served.desk.sound()


async def in_state(house: DeskHouse, state: CaseState, number: int = 1) -> None:
    for _ in range(500):
        if (await house.case(number)).state is state:
            return
        await asyncio.sleep(0.01)
    raise AssertionError(f"it is {(await house.case(number)).state}")


async def test_from_the_ring_to_the_end(browser: Browser, house: DeskHouse) -> None:
    """Ring, accept, reply both ways, a note, a photo, a ready answer by keyboard, and the end: the member is with the bot again."""
    await house.desk.do("rahyar", "keep_ready", "خوش آمد", "سلام {name}، کد پیگیری شما {کد_پیگیری} است.")
    async with looking(browser, house.url) as member, looking(browser, at_desk(house), expect=NO) as sara:
        await sara.get_by_role("button", name="نوبتم را آغاز می‌کنم").click()
        await expect(sara.locator(".shift")).to_contain_text("آنلاین")
        await asks(member)
        await expect(sara.locator(".ring strong")).to_have_text("زهرا کریمی رهیار می‌خواهد")
        await expect(sara.locator(".ring .left")).to_contain_text("ثانیه")
        assert await sara.title() == "(۱) میز پاسخ‌گویی"
        await sara.keyboard.press("Alt+a")
        await expect(sara.locator(WRITE)).to_be_focused()
        await house.desk.town.later(seconds=20)
        await write(member, "سلام، کد را پیدا نمی‌کنم")
        await expect(sara.locator(".by-bot .text")).to_have_text("سلام، کد را پیدا نمی‌کنم")
        await says(sara, "سلام زهرا خانم")
        await expect(sara.locator(".by-person .arrival.sent")).to_have_count(1)
        await expect(member.locator(".by-bot .text").last).to_contain_text("سلام زهرا خانم")
        await sara.keyboard.press("Alt+n")
        await says(sara, "رازی میان همکاران")
        await expect(sara.locator(".note-line .text")).to_have_text("رازی میان همکاران")
        await sara.keyboard.press("Alt+r")
        await sara.keyboard.type("/خوش")
        await expect(sara.locator(".ready-option")).to_have_count(1)
        await sara.keyboard.press("Enter")
        await sara.get_by_label("کد پیگیری").fill("۱۲۳۴")
        await sara.keyboard.press("Enter")
        await expect(sara.locator(WRITE)).to_have_value("سلام زهرا کریمی، کد پیگیری شما ۱۲۳۴ است.")
        await sara.keyboard.press("Enter")
        await expect(member.locator(".by-bot .text").last).to_contain_text("کد پیگیری شما ۱۲۳۴ است")
        await attach(member, "a.png", "image/png", png())
        await member.press(".column.shown textarea", "Enter")
        await expect(sara.locator(".by-bot .photo img")).to_be_visible()
        assert await sara.locator(".by-bot .photo img").evaluate("(e) => e.complete && e.naturalWidth > 0 || new Promise((d) => (e.onload = () => d(true)))")
        await sara.keyboard.press("Alt+c")
        await sara.get_by_role("radio", name="راهنمایی شد").click()
        await sara.keyboard.press("Enter")
        await expect(sara.locator(".empty h2")).to_have_text("گفت‌وگویی باز نیست")
        await expect(member.locator(".by-bot .text").filter(has_text="به پایان رسید")).to_have_count(1)
        assert "رازی" not in await member.locator("body").inner_text()
    case = await house.case()
    assert (case.state, case.outcome) == (CaseState.CLOSED, Outcome.GUIDED)


async def test_given_to_a_colleague_who_sees_what_was_said_and_noted(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, house.url) as member, looking(browser, at_desk(house)) as sara, looking(browser, at_desk(house, "bahram")) as bahram:
        await sara.get_by_role("button", name="نوبتم را آغاز می‌کنم").click()
        await asks(member)
        await sara.locator(".ring").get_by_role("button", name="برمی‌دارم").click()
        await says(sara, "یک لحظه")
        await expect(sara.locator(".by-person .arrival")).to_have_count(1)
        await bahram.get_by_role("button", name="نوبتم را آغاز می‌کنم").click()
        await expect(bahram.locator(".shift")).to_contain_text("آنلاین")
        await sara.keyboard.press("Alt+t")
        await sara.get_by_role("radio", name="بهرام یزدی").click()
        await sara.get_by_label("دلیل").fill("کار وام است")
        await sara.keyboard.press("Control+Enter")
        await expect(bahram.locator(".ring strong")).to_have_text("سارا نوری گفت‌وگو با زهرا کریمی را به شما می‌سپارد")
        await expect(sara.locator(".talk-bar")).to_contain_text("منتظر پذیرفتن")
        await bahram.locator(".ring").get_by_role("button", name="می‌پذیرم", exact=True).click()
        await expect(bahram.locator(".colleague .text")).to_have_text("یک لحظه")
        await expect(bahram.locator(".note-line .text")).to_have_text("کار وام است")
        await expect(sara.locator(".case-row")).to_have_count(0)
        await says(bahram, "من بهرام هستم")
        await expect(member.locator(".by-bot .text").last).to_contain_text("من بهرام هستم")


async def test_several_at_once_are_told_apart_by_who_waits_and_what_is_unread(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, house.url) as member, looking(browser, at_desk(house)) as sara:
        await sara.wait_for_selector(".still .button")
        for who in ("zahra", "maryam"):
            await asks(member, who)
            await expect(sara.locator(".case-row")).to_have_count(1 if who == "zahra" else 2)
        for _ in range(2):
            await sara.keyboard.press("Alt+a")
            await expect(sara.locator(WRITE)).to_be_focused()
        await expect(sara.locator('.case-row[aria-current="true"] strong')).to_have_text("مریم سادات حسینی")
        await house.desk.town.later(seconds=90)
        await sit_again(member, "zahra")
        await write(member, "هنوز منتظرم")
        row = sara.locator(".case-row").filter(has_text="زهرا کریمی")
        await expect(row.locator(".badge")).to_contain_text("۱")
        await expect(row.locator(".words")).to_have_text("هنوز منتظرم")
        await sara.keyboard.press("Alt+2")  # Maryam was never answered: she comes first
        await expect(sara.locator(".desk-talk h2")).to_have_text("زهرا کریمی")
        await expect(row.locator(".badge")).to_have_count(0)
        await sara.keyboard.press("Alt+ArrowDown")
        await expect(sara.locator(".desk-talk h2")).to_have_text("مریم سادات حسینی")
        await sara.keyboard.press("Alt+z")
        await sara.get_by_role("button", name="یک ساعت").click()
        await expect(sara.locator(".case-row").filter(has_text="مریم").locator(".chip")).to_contain_text("تا ")
    assert (await house.case(2)).state is CaseState.SNOOZED


async def sit_again(page: Page, key: str) -> None:
    await page.click(f'.person[data-key="{key}"]')


async def test_a_reply_without_a_line_is_kept_over_a_reload_and_sent_once(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, house.url) as member, looking(browser, at_desk(house), expect=NO_LINE) as sara:
        await asks(member)
        await sara.wait_for_selector(".case-row")
        await sara.keyboard.press("Alt+a")
        await expect(sara.locator(WRITE)).to_be_focused()
        await sara.context.set_offline(True)
        await says(sara, "این گم نمی‌شود")
        await expect(sara.locator(".unsent .text")).to_have_text("این گم نمی‌شود")
        await expect(sara.locator(".desk-head .state")).to_contain_text("قطع")
        await sara.context.set_offline(False)
        await sara.reload()
        await expect(sara.locator(".by-person .text")).to_have_text("این گم نمی‌شود")
        await expect(sara.locator(".unsent")).to_have_count(0)
        await expect(member.locator(".by-bot .text").filter(has_text="این گم نمی‌شود")).to_have_count(1)


async def test_edits_and_withdrawals_are_seen_on_both_sides(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, house.url) as member, looking(browser, at_desk(house)) as sara:
        await asks(member)
        await sara.wait_for_selector(".case-row")
        await sara.keyboard.press("Alt+a")
        await expect(sara.locator(WRITE)).to_be_focused()
        await says(sara, "کد ۱۲ است")
        await expect(sara.locator(".arrival.sent")).to_have_count(1)
        await sara.get_by_role("button", name="کارهای این پیام").click()
        await sara.get_by_role("button", name="ویرایش پیام").click()
        await sara.get_by_label("نوشته‌ی تازه").fill("کد ۲۱ است")
        await sara.keyboard.press("Control+Enter")
        await expect(member.locator(".by-bot .text").filter(has_text="کد ۲۱ است")).to_have_count(1)
        await sara.get_by_role("button", name="ویرایش‌شده").click()
        await expect(sara.locator(".versions p")).to_have_text(["کد ۱۲ است", "کد ۲۱ است"])
        await sara.keyboard.press("Escape")
        await sara.get_by_role("button", name="کارهای این پیام").click()
        await sara.get_by_role("button", name="پس گرفتن پیام").click()
        await expect(sara.locator(".gone")).to_have_text("این پیام پس گرفته شد.")
        await expect(member.locator(".by-bot .text").filter(has_text="کد ۲۱")).to_have_count(0)


async def test_an_identifier_is_shown_for_a_reason_only(browser: Browser, house: DeskHouse) -> None:
    async with looking(browser, house.url) as member, looking(browser, at_desk(house), expect=NO) as sara:
        await asks(member)
        await sara.wait_for_selector(".case-row")
        await sara.keyboard.press("Alt+a")
        await expect(sara.locator(".masked").first).to_contain_text("•")
        await sara.get_by_role("button", name="دیدن موبایل").click()
        await sara.get_by_role("button", name="نشان بده").click()
        await expect(sara.locator("dialog .problem")).not_to_be_empty()
        await sara.get_by_label("دلیل").fill("هماهنگی تماس")
        await sara.get_by_role("button", name="نشان بده").click()
        await expect(sara.locator(".masked").last).to_contain_text("۰۹۱۲")
    async with house.desk.town.house.units.look(house.desk.town.now) as unit:
        store, case = moshavereh_store(unit), await CaseRows(unit).find((await house.case()).id)
        assert case is not None
        assert [(r.kind, r.reason) for r in await store.aids.reveals(case)] == [("mobile", "هماهنگی تماس")]


async def test_hold_priority_label_alarm_return_and_block(browser: Browser, house: DeskHouse) -> None:
    await house.desk.give("dabir", Role.DABIR)
    async with looking(browser, house.url) as member, looking(browser, at_desk(house)) as sara:
        await asks(member)
        await sara.wait_for_selector(".case-row")
        await sara.keyboard.press("Alt+a")
        await expect(sara.locator(WRITE)).to_be_focused()
        await sara.keyboard.press("Alt+h")
        await expect(sara.locator(".case-row .chip")).to_have_text("در دست بررسی")
        await sara.keyboard.press("Alt+l")
        await sara.keyboard.type("کد کانون")
        await sara.keyboard.press("Enter")
        await expect(sara.locator(".case-row .chip").first).to_have_text("کد کانون")
        await expect(sara.locator("dialog")).to_have_count(0)
        await sara.keyboard.press("Alt+m")
        await sara.get_by_role("button", name="زنگ خطر").click()
        await sara.get_by_label("دلیل").fill("حالش خوب نیست")
        await sara.keyboard.press("Control+Enter")
        await expect(sara.locator(".case-row .chip.p3")).to_have_text("فوری")
        await expect(sara.locator("dialog")).to_have_count(0)
        await sara.keyboard.press("Alt+b")
        await sara.get_by_role("button", name="برگرداندن به صف").last.click()
        await in_state(house, CaseState.WAITING)
        await expect(sara.locator(".empty h2")).to_be_visible()
        await expect(sara.locator(".desk-list .none")).to_have_text("گفت‌وگویی در دست شما نیست.")
        await sara.keyboard.press("Alt+a")
        await expect(sara.locator(WRITE)).to_be_focused()
        await sara.keyboard.press("Alt+m")
        await sara.get_by_role("button", name="پایان و بستن راه").click()
        await sara.get_by_label("دلیل").fill("توهین پی در پی")
        await sara.keyboard.press("Control+Enter")
        await in_state(house, CaseState.CLOSED)
        await expect(member.locator(".by-bot .text").filter(has_text="توهین پی در پی")).to_have_count(1)
    assert (await house.case()).outcome is Outcome.BLOCKED
