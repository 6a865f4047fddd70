"""جای رهیار در مرورگر - what members and rahyars do on their pages, for the stories of the desk.   Used by test_desk_page.py and test_desk_looks.py"""

from __future__ import annotations

from playwright.async_api import Page

from tests.gateways.web.browser import sit, write
from tests.gateways.web.desk_house import DeskHouse

WRITE = ".desk-talk .composer textarea"


def at_desk(house: DeskHouse, who: str = "rahyar") -> str:
    return f"{house.url}/desk?as={who}"


async def asks(page: Page, who: str = "zahra") -> None:
    await sit(page, who)
    await page.wait_for_selector(f'.column.shown[data-chat="{who}"] .message')
    await write(page, "رهیار", f'.column.shown[data-chat="{who}"]')


async def says(page: Page, text: str) -> None:
    """At the desk."""
    await page.fill(WRITE, text)
    await page.press(WRITE, "Enter")
