"""مرورگر - Chromium with somebody's eyes, and what every page must be: readable, nameable, quiet.   Used by test_page.py and test_access.py"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, FilePayload, Page, async_playwright

ARGS = [
    "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
NAMES = ("chromium", "chromium-browser", "google-chrome")
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 800}


@asynccontextmanager
async def chromium() -> AsyncIterator[Browser]:
    """The system's Chromium; the test is skipped where there is none."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    if found is None:
        pytest.skip(f"no browser: none of {', '.join(NAMES)} is on PATH")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=found, args=ARGS + as_root)
        yield browser
        await browser.close()


@asynccontextmanager
async def looking(browser: Browser, url: str, *, size: dict[str, int] = DESK, scheme: str = "light", expect: tuple[str, ...] = ()) -> AsyncIterator[Page]:
    """A fresh browser profile on the page. Afterwards: no error in the console beside `expect`, and nothing asked for from anywhere else."""
    context = await browser.new_context(viewport=size, locale="fa-IR", timezone_id="Asia/Tehran", color_scheme=scheme)  # type: ignore[arg-type]  # a TypedDict and a literal
    page = await context.new_page()
    page.set_default_timeout(10000)
    home = "/".join(url.split("/")[:3])
    errors: list[str] = []
    foreign: list[str] = []
    page.on("console", lambda m: errors.append(m.text) if m.type in ("error", "warning") else None)
    page.on("pageerror", lambda e: errors.append(str(e)))
    page.on("request", lambda r: None if r.url.startswith((home, "data:", "blob:")) else foreign.append(r.url))
    await page.goto(url)
    yield page
    await context.close()
    assert foreign == []
    assert [e for e in errors if not any(part in e for part in expect)] == []


async def sit(page: Page, key: str) -> None:
    """Take somebody's place and wait until the conversation is there."""
    back = page.locator(".tabs .icon-button")
    if await back.is_visible():
        await back.click()
    await page.click(".person.fresh" if key == "new" else f'.person[data-key="{key}"]')
    await page.wait_for_selector(".column.shown .message, .column.shown .log[aria-live=polite]")


async def write(page: Page, text: str, column: str = ".column.shown") -> None:
    await page.fill(f"{column} textarea", text)
    await page.press(f"{column} textarea", "Enter")


async def attach(page: Page, name: str, mime: str, content: bytes) -> None:
    """Choose a file."""
    await page.set_input_files("input[type=file]", FilePayload(name=name, mimeType=mime, buffer=content))


CHECKS = Path(__file__).with_name("checks.js")


async def faults(page: Page) -> dict[str, Any]:
    """What is wrong with the page as it stands: unnamed, small to tap, faint, wider than the screen. Empty when nothing is."""
    found: dict[str, list[str]] = await page.evaluate(await asyncio.to_thread(CHECKS.read_text, "utf-8"))
    return {name: bad for name, bad in found.items() if bad}
