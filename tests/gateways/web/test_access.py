"""دسترسی - the page for everybody: keyboard, screen reader, weak eyes, small screens, light and dark."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from playwright.async_api import Browser, Page, expect

from bot.gateways.base import Address, Button, Outgoing
from tests.gateways.web.browser import DESK, PHONE, attach, chromium, faults, looking, sit, write
from tests.gateways.web.house import House
from tests.gateways.web.test_files import png

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as browser:
        yield browser


async def a_full_conversation(page: Page, town: House) -> None:
    """Everything the page can show at once."""
    await sit(page, "zahra")
    at = Address("web", "web", "zahra")
    await attach(page, "a.png", "image/png", png())
    await write(page, "یک عکس و نشانی‌ای بلند: " + "https" * 40)
    await page.wait_for_selector("text=پیوست رسید")
    one = await town.bot.say("zahra", "رسید: <code>KN-1405-0012</code>")
    rows = (
        (Button("تأیید", "a", style="primary"), Button("حذف", "b", style="danger")),
        (Button("پرداخت", url="https://emresalat.example"), Button("رونوشت", copy="12")),
        (Button("یک گزینه‌ی خیلی بلند که در یک خط گوشی جا نمی‌شود و باید بشکند", "c"),),
    )
    await town.gateway.deliver(Outgoing("send", at, text="پاسخ شما؟", rows=rows, ask="contact", reply_to=one))
    await town.gateway.deliver(Outgoing("edit", at, text="رسید تازه: <code>KN-1405-0013</code>", message=one))
    await attach(page, "نام خیلی بلند برای یک پرونده.pdf", "application/pdf", b"%PDF")
    await expect(page.locator(".ask .button")).to_be_visible()
    await town.bot.say("maryam", "خبر")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, DESK, {"width": 320, "height": 560}], ids=["phone", "desk", "small"])
async def test_everything_has_a_name_is_large_enough_and_can_be_read(browser: Browser, town: House, size: dict[str, int], scheme: str) -> None:
    async with looking(browser, town.url, size=size, scheme=scheme) as page:
        await page.wait_for_selector(".person")
        assert await faults(page) == {}
        await a_full_conversation(page, town)
        assert await faults(page) == {}


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_the_sign_in_page_too(browser: Browser, bank: House, scheme: str) -> None:
    async with looking(browser, bank.url, size=PHONE, scheme=scheme, expect=("422",)) as page:
        await page.fill("#mobile", "12")
        await page.keyboard.press("Enter")
        await expect(page.get_by_role("alert")).to_contain_text("درست نیست")
        assert await faults(page) == {}
        await page.fill("#mobile", "09123456789")
        await page.keyboard.press("Enter")
        await page.wait_for_selector("#code")
        assert await faults(page) == {}


async def test_a_fault_would_be_seen(browser: Browser, town: House) -> None:
    async with looking(browser, town.url, size=PHONE) as page:
        await page.wait_for_selector(".person")
        await page.evaluate("""() => {
          const main = document.querySelector(".side");
          main.insertAdjacentHTML("beforeend", "<button class=button></button><button class=bad>x</button><p class=bad>faint</p><p class=bad-wide>wide</p><input>");
          for (const e of document.querySelectorAll(".bad")) { e.style.color = "#bbb"; e.style.background = "#fff"; }
          document.querySelector(".bad-wide").style.width = "2000px";
        }""")
        assert set(await faults(page)) == {"unnamed", "small", "faint", "wide"}


async def test_with_the_keyboard_alone_a_request_is_made(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await page.wait_for_selector(".person")

        async def tab_to(selector: str) -> None:
            for _ in range(40):
                await page.keyboard.press("Tab")
                if await page.evaluate("(s) => document.activeElement.matches(s)", selector):
                    ring = await page.evaluate("() => getComputedStyle(document.activeElement).outlineStyle")
                    assert ring == "solid"
                    return
            raise AssertionError(f"{selector} cannot be reached by Tab")

        await tab_to(".person.fresh")
        await page.keyboard.press("Enter")
        await expect(page.locator(".column textarea")).to_be_focused()
        await page.keyboard.type("خط یک")
        await page.keyboard.press("Shift+Enter")
        await page.keyboard.type("خط دو")
        await page.keyboard.press("Enter")
        await expect(page.locator(".by-person .text")).to_have_text("خط یک\nخط دو")
        await expect(page.locator(".by-bot .text", has_text="شنیدم")).to_have_count(1)  # its choices are those that stay
        await page.keyboard.press("Escape")
        assert await page.evaluate("() => document.activeElement.localName") != "textarea"
        await page.locator(".skip").focus()
        await page.keyboard.press("Enter")
        await tab_to(".choice")
        await page.keyboard.press("Space")
        await expect(page.locator(".by-bot .text").first).to_contain_text("ثبت شد")
        await expect(page.locator(".column textarea")).to_be_focused()


async def test_a_screen_reader_hears_what_comes_and_not_the_whole_past(browser: Browser, town: House) -> None:
    await town.bot.say("zahra", "دیروزی")
    async with looking(browser, town.url) as page:
        await sit(page, "zahra")
        log = page.get_by_role("log", name="گفت‌وگوی زهرا محمدی")
        await expect(log).to_have_attribute("aria-live", "polite")
        await expect(log.locator(".message .hidden").first).to_have_text("دستیار گفت:")
        await write(page, "سلام")
        await expect(log.locator(".by-person .hidden")).to_have_text("شما گفتید:")
        await expect(page.locator("#toasts")).to_have_attribute("aria-live", "polite")


async def test_light_and_dark_follow_the_device_until_somebody_chooses(browser: Browser, town: House) -> None:
    dark, light = "rgb(22, 32, 30)", "rgb(255, 253, 248)"
    async with looking(browser, town.url, scheme="dark") as page:
        side = page.locator(".side")
        await expect(side).to_have_css("background-color", dark)
        await page.emulate_media(color_scheme="light")
        await expect(side).to_have_css("background-color", light)
        for label in ("رنگ صفحه: مانند دستگاه", "رنگ صفحه: روشن"):
            await page.get_by_role("button", name=label).click()
        await expect(side).to_have_css("background-color", dark)
        await page.reload()
        await expect(side).to_have_css("background-color", dark)


async def test_letters_are_vazirmatn_from_right_to_left_and_days_are_jalali(browser: Browser, town: House) -> None:
    async with looking(browser, town.url) as page:
        await sit(page, "new")
        await page.wait_for_selector(".text")
        style = await page.locator(".text").first.evaluate("(e) => { const s = getComputedStyle(e); return [s.fontFamily.split(',')[0], s.direction]; }")
        assert style == ["Vazirmatn", "rtl"]
        assert await page.evaluate("document.fonts.check('16px Vazirmatn', 'سلام')")
        assert await page.locator(".text ~ .foot time").first.get_attribute("title") == "۳ آذر ۱۴۰۵، ۰۹:۳۰"
