"""پیمان - the one scenario file over every gateway: Telegram and Bale asked and bringing on both databases, the page, the terminal."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path

import pytest

from bot.gateways import bale
from tests.conftest import NewDatabase
from tests.gateways.contract.messengers import ALL, Messenger
from tests.gateways.contract.page import Page
from tests.gateways.contract.paper import Table
from tests.gateways.contract.playing import Play, Stage
from tests.gateways.contract.script import SCENARIO, read
from tests.gateways.contract.village import MOBILES, empty, enter_all, program, settle_in
from tests.kit.botapi import BotApi

SCENES = read(SCENARIO.read_text("utf-8"))


@asynccontextmanager
async def open_stage(kind: str, url: str, home: Path, *, webhook: bool) -> AsyncIterator[Stage]:
    """A platform of this kind with the program behind it."""
    async with AsyncExitStack() as stack:
        if kind in ("telegram", "bale"):
            api = await stack.enter_async_context(BotApi(kind, poll_cap=0.1))
            running = await stack.enter_async_context(program(url, home, api, webhook=webhook))
            yield Messenger(api, running.house)
            return
        running = await stack.enter_async_context(program(url, home))
        if kind == "terminal":
            yield Table(running.house)
            return
        page = Page(running.house, running.settings.web_url)
        stack.push_async_callback(page.close)
        yield page


async def play(kind: str, url: str, home: Path, *, webhook: bool = False) -> None:
    async with open_stage(kind, url, home, webhook=webhook) as stage:
        cast = Play(stage, await enter_all(stage, MOBILES))
        await settle_in(stage.house, cast.actors)
        for scene in SCENES:
            await cast.scene(scene)


BOTH = pytest.mark.parametrize("kind", ["telegram", "bale"])
WAYS = pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])


@pytest.fixture(autouse=True)
def _eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """Bale is not given a second of rest between two questions."""
    monkeypatch.setattr(bale, "IDLE_SECONDS", 0.0)


@BOTH
@WAYS
async def test_the_story_in_messengers_on_sqlite(kind: str, webhook: bool, tmp_path: Path) -> None:
    await play(kind, f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path, webhook=webhook)


@BOTH
@WAYS
@pytest.mark.postgres
async def test_the_story_in_messengers_on_postgresql(kind: str, webhook: bool, new_database: NewDatabase, tmp_path: Path) -> None:
    await play(kind, await empty(new_database), tmp_path, webhook=webhook)


@pytest.mark.parametrize("kind", ["web", "terminal"])
async def test_the_story_on_the_page_and_on_paper(kind: str, tmp_path: Path) -> None:
    await play(kind, f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path)


def test_every_capability_that_a_line_names_exists() -> None:
    named = {need for scene in SCENES for line in scene.lines for need in (line.needs, line.unless) if need}
    assert named <= ALL
    assert len(SCENES) >= 7


def test_a_line_that_nobody_can_play_is_found() -> None:
    with pytest.raises(ValueError, match="line 2"):
        read("scene  a\nzahra says\n")
    with pytest.raises(ValueError, match="line 1"):
        read("zahra  says  سلام\n")
