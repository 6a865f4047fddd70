"""صفحه در مرورگر - what people do on the page, in a real Chromium."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from playwright.async_api import Browser, Page, expect
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.gateways.base import Address, Button, Outgoing
from tests.gateways.web.browser import DESK, PHONE, attach, chromium, faults, looking, sit, write
from tests.gateways.web.house import PEOPLE, House, serve, until
from tests.gateways.web.test_files import jpeg, png
from tests.gateways.web.visitor import code_in

pytestmark = pytest.mark.browser
NO_LINE = ("Failed to load resource", "ERR_INTERNET_DISCONNECTED", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE_CHUNKED_ENCODING")


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


def texts(page: Page, side: str = "", column: str = ".column.shown") -> object:
    return page.locator(f"{column} .message{side} .text")


async def test_a_newcomer_talks_and_everything_is_there_after_a_reload(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "new")
        await expect(page.locator(".choice")).to_have_text(["عضو کانون می‌شوم", "موجودی", "راهنما"])
        await write(page, "سلام <b>همه</b>")
        await expect(page.locator(".by-bot .text")).to_have_text(["سلام! خوش آمدید. چه کاری برایتان انجام بدهم؟", "شنیدم: سلام <b>همه</b>"])
        await expect(page.locator(".by-bot strong")).to_have_text("چه کاری")
        before = await page.locator(".message .text").all_inner_texts()
        await page.reload()
        await expect(page.locator(".message .text")).to_have_text(before)
        assert await page.title() == "گفت‌وگو با اِم‌رسالت"
    assert [e.kind for e in town.bot.heard] == ["start", "text"]


async def test_a_link_into_the_town_is_for_whoever_sits_down_first(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await page.goto(f"{town.url}/?start=kanoon_join-K1")
        await sit(page, "new")
        await expect(page.locator(".by-bot .text").first).to_be_visible()
        await sit(page, "hassan")
        await until(lambda: len(town.bot.heard) == 2)
    assert [(e.kind, e.payload) for e in town.bot.heard] == [("start", "kanoon_join-K1"), ("start", "")]


async def test_a_request_made_in_one_column_is_approved_in_the_other_before_ones_eyes(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "new")
        await page.click("text=عضو کانون می‌شوم")
        await expect(page.locator('.person[data-key="hassan"] .mark')).to_be_visible()
        await sit(page, "hassan")
        columns = page.locator(".column")
        await expect(columns).to_have_count(2)
        boxes = [await columns.nth(i).bounding_box() for i in range(2)]
        assert all(b and b["width"] > 400 for b in boxes) and boxes[0]["x"] > boxes[1]["x"]  # type: ignore[index]  # the line above saw them
        await columns.nth(1).get_by_role("button", name="می‌پذیرم", exact=True).click()
        await expect(columns.nth(0).locator(".by-bot .text").last).to_have_text("مبارک است! حسن رضایی درخواست شما را پذیرفت.")
        await expect(columns.nth(1).locator(".choice")).to_have_count(0)
        await expect(page.locator(".toast").last).to_have_text("پذیرفته شد")


async def test_on_a_phone_conversations_are_tabs_and_news_are_marked(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, size=PHONE) as page:
        await sit(page, "zahra")
        await sit(page, "maryam")
        await expect(page.locator(".column:visible")).to_have_count(1)
        await town.bot.say("zahra", "برای زهرا")
        tab = page.locator('.tab[data-key="zahra"]')
        await expect(tab.locator(".mark")).to_be_visible()
        await tab.click()
        await expect(page.locator(".column:visible .text").last).to_have_text("برای زهرا")
        await expect(tab.locator(".mark")).to_have_count(0)
        await expect(tab).to_have_attribute("aria-current", "true")


async def test_what_is_written_without_a_line_is_kept_over_a_reload_and_sent_once(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, expect=NO_LINE) as page:
        await sit(page, "zahra")
        await expect(page.locator(".by-bot")).to_have_count(1)
        await page.context.set_offline(True)
        await write(page, "یک")
        await write(page, "دو")
        await expect(page.locator(".unsent .text")).to_have_text(["یک", "دو"])
        await expect(page.locator(".state")).to_contain_text("قطع")
        assert [e.said.text for e in town.bot.heard if e.kind == "text"] == []
        await page.context.set_offline(False)
        await expect(page.locator(".by-bot .text").last).to_have_text("شنیدم: دو")
        await expect(page.locator(".unsent")).to_have_count(0)
        await expect(page.locator(".by-person .text")).to_have_text(["یک", "دو"])
        await page.reload()
        await expect(page.locator(".by-person .text")).to_have_text(["یک", "دو"])
    assert [e.said.text for e in town.bot.heard if e.kind == "text"] == ["یک", "دو"]


async def test_words_kept_by_the_browser_leave_after_a_reload(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, expect=NO_LINE) as page:
        await sit(page, "zahra")
        await expect(page.locator(".by-bot")).to_have_count(1)
        town.bot.fails = 1000
        await write(page, "نگهش دار")
        await expect(page.locator(".by-person .text")).to_have_text("نگهش دار")
        await page.reload()
        town.bot.fails = 0
        await expect(page.locator(".by-bot .text").last).to_have_text("شنیدم: نگهش دار")
        await expect(page.locator(".by-person .text")).to_have_count(1)


async def test_a_restart_of_the_house_goes_by_unnoticed(browser: Browser, engine: AsyncEngine, tmp_path: Path) -> None:
    async with serve(engine, tmp_path, people=PEOPLE) as house:
        url, port = house.url, int(house.url.rpartition(":")[2])
        opened = looking(browser, url, expect=NO_LINE)
        page = await opened.__aenter__()
        await sit(page, "zahra")
        await expect(page.locator(".by-bot")).to_have_count(1)
    await write(page, "هنوز هستید؟")
    await expect(page.locator(".state")).not_to_have_text("")
    async with serve(engine, tmp_path, people=PEOPLE, port=port) as again:
        await expect(page.locator(".by-bot .text").last).to_have_text("شنیدم: هنوز هستید؟", timeout=20000)
        await again.bot.say("zahra", "خط دوباره زنده است")
        await expect(page.locator(".by-bot .text").last).to_have_text("خط دوباره زنده است", timeout=20000)
        await expect(page.locator(".by-person")).to_have_count(1)
        assert [e.said.text for e in again.bot.heard] == ["هنوز هستید؟"]
        await opened.__aexit__(None, None, None)


async def test_a_photo_is_chosen_seen_and_opened_and_a_file_keeps_its_persian_name(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "zahra")
        await attach(page, "a.png", "image/png", png())
        await expect(page.locator(".staged .preview")).to_be_visible()
        await write(page, "کارت ملی من")
        await expect(page.locator(".by-bot .text").last).to_have_text("پیوست رسید: photo")
        await page.locator(".column .photo").click()
        await expect(page.locator("dialog.full-photo img")).to_be_visible()
        await page.keyboard.press("Escape")
        await expect(page.locator("dialog")).to_have_count(0)
        await attach(page, "قرارداد ما.pdf", "application/pdf", b"%PDF-1.7")
        await page.get_by_role("button", name="فرستادن", exact=True).click()
        await expect(page.locator(".by-bot .text").last).to_have_text("پیوست رسید: file")
        async with page.expect_download() as download:
            await page.get_by_role("link", name="دریافت قرارداد ما.pdf").click()
        assert (await download.value).suggested_filename == "قرارداد ما.pdf"


async def test_a_file_that_is_refused_says_why_and_can_be_dropped(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, expect=("422",)) as page:
        await sit(page, "zahra")
        await attach(page, "a.jpg", "image/jpeg", jpeg()[:100])
        await page.get_by_role("button", name="فرستادن", exact=True).click()
        await expect(page.locator(".unsent .problem")).to_contain_text("این عکس باز نمی‌شود")
        await page.get_by_role("button", name="پاکش کن").click()
        await expect(page.locator(".unsent")).to_have_count(0)
        await write(page, "پس می‌نویسم")
        await expect(page.locator(".by-bot .text").last).to_have_text("شنیدم: پس می‌نویسم")


async def test_a_voice_message_is_recorded_and_can_be_heard(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "zahra")
        await page.get_by_role("button", name="ضبط پیام صوتی").click()
        await expect(page.get_by_role("timer")).to_contain_text("در حال ضبط")
        await expect(page.get_by_role("timer")).to_contain_text("۰:۰۱")
        await page.get_by_role("button", name="پایان ضبط و فرستادن").click()
        await expect(page.locator(".by-bot .text").last).to_have_text("پیوست رسید: voice")
        await expect(page.locator(".column audio")).to_have_js_property("readyState", 4)


async def test_the_own_number_is_shared_by_one_tap_when_it_is_asked_for(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, size=PHONE) as page:
        await sit(page, "zahra")
        await expect(page.locator(".ask")).to_be_hidden()
        await town.bot.say("zahra", "شماره‌ی خود را بفرستید.", ask="contact")
        await page.get_by_role("button", name="شماره‌ی من را بفرست").click()
        await expect(page.locator(".by-person .fact").last).to_contain_text("۰۹۱۲ ۱۱۱ ۰۰۰۳")
        await expect(page.locator(".ask")).to_be_hidden()


async def test_marks_of_the_bot_are_drawn_and_nothing_else_is(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "zahra")
        await expect(page.locator(".choice")).to_have_count(3)
        text = "<b>پررنگ</b> &lt;b&gt; <img src=x onerror=alert(1)> </i> <code>\u2066IR-۱۲۳\u2069</code> <b>باز"
        rows = ((Button("بد", url="javascript:alert(1)"), Button("خوب", url="https://emresalat.example/pay")),)
        await town.gateway.deliver(Outgoing("send", Address("web", "web", "zahra"), text=text, rows=rows))
        last = page.locator(".by-bot").last
        await expect(last.locator(".text")).to_contain_text("<b> <img src=x onerror=alert(1)>")
        await expect(last.locator("img")).to_have_count(0)
        await expect(last.locator("strong")).to_have_text(["پررنگ", "باز"])
        await expect(last.locator(".choice")).to_have_count(1)
        assert await last.locator("a.choice").get_attribute("rel") == "noopener noreferrer"
        assert await last.locator("code").evaluate("(e) => getComputedStyle(e).direction") == "ltr"
        await page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        await last.locator(".code").click()
        assert await page.evaluate("navigator.clipboard.readText()") == "IR-123"


async def test_an_invitation_to_this_house_can_be_opened_and_other_addresses_stay_words(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "zahra")
        await town.bot.say("zahra", f"دعوت\n{town.url}/?start=k_join-7\n\nhttps://evil.example/?start=k_join-7 {town.url}.evil.example/x")
        link = page.locator(".by-bot .text a")
        await expect(link).to_have_text(f"{town.url}/?start=k_join-7")
        await expect(link).to_have_attribute("href", f"{town.url}/?start=k_join-7")
        await expect(page.locator(".by-bot .text").last).to_contain_text("https://evil.example/?start=k_join-7")


async def test_on_a_phone_one_conversation_has_one_head_with_the_way_back_in_it(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, size=PHONE) as page:
        await sit(page, "zahra")
        await expect(page.locator(".tab")).to_be_hidden()
        await expect(page.locator(".tabs .icon-button")).to_be_visible()
        assert await faults(page) == {}
        back, head = await page.locator(".tabs .icon-button").bounding_box(), await page.locator(".column.shown .head").bounding_box()
        assert back and head and head["y"] == 0 and back["y"] + back["height"] <= head["y"] + head["height"] + 1
        await sit(page, "hassan")
        await expect(page.locator(".tab")).to_have_count(2)
        await expect(page.locator(".tab").first).to_be_visible()


async def test_who_reads_the_past_is_not_torn_away_but_told(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, size=PHONE) as page:
        await sit(page, "zahra")
        for i in range(85):
            await town.bot.say("zahra", f"پیام {i}")
        await expect(page.locator(".text").last).to_have_text("پیام 84")
        await page.locator(".log").hover()
        await page.mouse.wheel(0, -20000)
        await expect(page.locator(".log")).to_have_js_property("scrollTop", 0)
        await town.bot.say("zahra", "تازه‌ترین")
        await expect(page.locator(".pill")).to_have_text("۱ پیام تازه")
        assert await page.locator(".log").evaluate("(e) => e.scrollTop") < 50
        await page.locator(".pill").click()
        await expect(page.locator(".pill")).to_be_hidden()
        await expect(page.locator(".text").last).to_be_in_viewport()
        await page.reload()
        await page.wait_for_selector("text=تازه‌ترین")
        await page.get_by_role("button", name="پیام‌های پیشین").click()
        await expect(page.locator(".text")).to_have_count(87)
        await expect(page.locator(".day")).to_have_count(1)


async def test_zahra_signs_in_on_the_page_shares_her_number_and_signs_out(browser: Browser, bank: House) -> None:
    async with looking(browser, bank.url + "/", size=DESK, expect=("403", "422")) as page:
        await page.fill("#mobile", "۱۲۳")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("این شماره‌ی موبایل درست نیست")
        await page.fill("#mobile", "۰۹۱۲۳۴۵۶۷۸۹")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("#code")
        await page.fill("#code", f"{(int(code_in(bank.codes)) + 1) % 1000000:06}")
        await expect(page.get_by_role("alert")).to_contain_text("این کد درست نیست")
        await page.fill("#code", "".join("۰۱۲۳۴۵۶۷۸۹"[int(d)] for d in code_in(bank.codes)))
        await page.keyboard.press("Enter")
        await expect(page.locator(".by-bot .text")).to_contain_text("خوش آمدید")
        await page.reload()
        await expect(page.locator(".by-bot .text")).to_contain_text("خوش آمدید")
        await page.get_by_role("button", name="خروج").click()
        await page.locator("dialog").get_by_role("button", name="خروج").click()
        await expect(page.locator("#mobile")).to_be_visible()


async def test_where_no_code_can_leave_nobody_is_asked_for_a_number(browser: Browser, bank: House) -> None:
    bank.gateway.hall.signin = None
    async with looking(browser, bank.url, size=PHONE) as page:
        await expect(page.locator(".sheet")).to_contain_text("ورود از این صفحه هنوز باز نیست")
        await expect(page.locator("#mobile")).to_have_count(0)
        assert await faults(page) == {}
