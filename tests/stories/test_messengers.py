"""چند پیام‌رسان با هم - one member on Telegram, Bale and the page at once: one conversation, its screen where they spoke last.   Cast: tests/gateways/contract"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.house import House
from tests.conftest import NewDatabase
from tests.gateways.contract.messengers import JPEG, OGG, InMessenger, Messenger
from tests.gateways.contract.page import OnPage, Page
from tests.gateways.contract.playing import Actor, Play, Stage
from tests.gateways.contract.script import Line
from tests.gateways.contract.village import KANOON, MOBILES, empty, program, settle_in
from tests.kit.botapi import BotApi

HERE = "ادامه در اینجا"


class Everywhere(Stage):
    """All platforms together."""

    def __init__(self, house: House, stages: dict[str, Stage]) -> None:
        super().__init__(house)
        self.stages = stages

    async def enter(self, name: str, mobile: str) -> Actor:
        raise NotImplementedError("people enter one of the platforms")

    async def settle(self) -> None:
        for _ in range(2):  # what one platform brings may send something to another
            for stage in self.stages.values():
                await stage.settle()


class Town:
    """People on several platforms: `await town("zahra bale", "says", "سلام")`."""

    def __init__(self, everywhere: Everywhere) -> None:
        self.everywhere, self.house = everywhere, everywhere.house
        self.actors: dict[str, Actor] = {}
        self._play = Play(everywhere, self.actors)

    async def __call__(self, who: str, act: str, words: str = "") -> None:
        await self._play.line(Line(0, who, act, words))

    async def enter(self, name: str, *platforms: str) -> None:
        for platform in platforms:
            self.actors[f"{name} {platform}"] = await self.everywhere.stages[platform].enter(name, MOBILES[name])

    async def link(self, name: str, old: str, new: str) -> None:
        """By a code that one messenger shows and the other is told."""
        await self(f"{name} {old}", "says", "membership.link.words")
        await self(f"{name} {old}", "taps", "engine.button.confirm")
        await self(f"{name} {old}", "sees", "کد")
        shown = next(n.text for n in reversed(await self.actors[f"{name} {old}"].looks()) if any(c.isdigit() for c in n.text))
        code = "".join(c for c in shown.partition("\n")[0] if c.isdigit()) or "".join(c for c in shown if c.isdigit())[:6]
        await self(f"{name} {new}", "starts")
        await self(f"{name} {new}", "says", "membership.use_code.words")
        await self(f"{name} {new}", "says", code)
        await self(f"{name} {new}", "sees", "membership.linked")


@asynccontextmanager
async def open_town(url: str, home: Path) -> AsyncIterator[Town]:
    """Hassan and Sara on Telegram, Maryam on Telegram and Bale, Zahra on Telegram, Bale and the page."""
    async with (
        BotApi("telegram") as telegram,
        BotApi("bale", token="654321:TEST-a-token-of-nobody-at-all-00000") as bale,
        program(url, home, telegram, bale, webhook=True) as running,
    ):
        house = running.house
        page = Page(house, running.settings.web_url)
        stages: dict[str, Stage] = {"telegram": Messenger(telegram, house), "bale": Messenger(bale, house), "web": page}
        town = Town(Everywhere(house, stages))
        for name, platforms in (("hassan", ["telegram"]), ("sara", ["telegram"]), ("maryam", ["telegram", "bale"]), ("zahra", ["telegram", "bale", "web"])):
            await town.enter(name, *platforms)
        await settle_in(house, {name: town.actors[f"{name} telegram"] for name in ("hassan", "maryam", "sara", "zahra")}, ("hassan", "maryam", "sara", "zahra"))
        await town.link("maryam", "telegram", "bale")
        await town.link("zahra", "telegram", "bale")
        await town.link("zahra", "bale", "web")
        yield town
        await page.close()


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> object:
    """A database in which nothing is, or what makes one: outside of the loop nothing can be waited for."""
    return f"sqlite+aiosqlite:///{tmp_path}/bot.db" if request.param == "sqlite" else request.getfixturevalue("new_database")


@pytest.fixture
async def town(url: str | NewDatabase, tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(url if isinstance(url, str) else await empty(url), tmp_path) as town:
        yield town


def file_seen(actor: Actor, kind: str) -> bytes:
    """The bytes of the newest file of this kind that somebody sees in a messenger."""
    assert isinstance(actor, InMessenger)
    message = next(m for m in actor.person.chat.newest() if m.kind == kind)
    held = message.extra[kind]
    return actor.api.world.files[(held[-1] if isinstance(held, list) else held)["file_id"]].content


async def test_a_request_begun_on_telegram_is_finished_on_bale_and_decided_where_the_hamyar_is(town: Town) -> None:
    await town("zahra telegram", "says", "kanoon.join.words")
    await town("zahra telegram", "taps", "kanoon.join.how_words")
    await town("zahra telegram", "sees", "kanoon.join.find")
    await town("zahra telegram", "remembers", "لغو")
    await town("zahra bale", "says", "ده زیار")
    await town("zahra bale", "has", KANOON)
    await town("zahra telegram", "has", HERE)
    await town("zahra telegram", "has no", "لغو")

    await town("zahra telegram", "taps the remembered")
    await town("zahra telegram", "is told", "engine.stale_button")
    await town("zahra telegram", "has", KANOON)
    await town("zahra telegram", "has no", HERE)
    await town("zahra bale", "has", HERE)
    await town("zahra bale", "has no", KANOON)

    await town("zahra bale", "taps", HERE)
    await town("zahra bale", "taps", KANOON)
    await town("zahra bale", "taps", "بله")
    await town("zahra web", "says", "نوه‌ی حاج کریم هستم")
    await town("zahra web", "sees", "kanoon.join.sure")
    await town("zahra bale", "has no", "رد شدن")
    await town("zahra web", "taps", "engine.button.confirm")
    await town("zahra web", "sees", "kanoon.join.filed")

    await town("maryam bale", "sees", "زهرا رستمی")
    await town("maryam telegram", "has no", "می‌پذیرم")
    await town("maryam telegram", "says", "منو")
    await town("maryam bale", "taps", "kanoon.join_request.approve")
    await town("maryam bale", "sees", "kanoon.join_request.is_approved")
    await town("hassan telegram", "sees", "kanoon.join_request.is_approved")
    await town("zahra web", "sees", "kanoon.notice.approved")
    await town("zahra telegram", "has no", "می‌پذیرم")


async def test_words_pictures_and_voices_pass_between_the_platforms_and_follow_who_moves(town: Town) -> None:
    await town("zahra bale", "says", "engine.button.rahyar")
    await town("zahra bale", "sees", "moshavereh.wait.head")
    await town("sara telegram", "taps", "moshavereh.case.take")
    await town("zahra bale", "sees", "engine.with_rahyar")
    await town("zahra bale", "says", "این رسید من است")
    await town("sara telegram", "sees", "این رسید من است")
    await town("zahra bale", "rewrites", "این رسید دیروز است")
    await town("sara telegram", "sees", "این رسید دیروز است")
    await town("zahra bale", "sends", "photo")
    await town("sara telegram", "gets", "photo")
    assert file_seen(town.actors["sara telegram"], "photo") == JPEG

    await town("sara telegram", "taps", "moshavereh.answer.title")
    await town("sara telegram", "sends", "voice")
    await town("zahra bale", "gets", "voice")
    assert file_seen(town.actors["zahra bale"], "voice") == OGG

    await town("zahra web", "says", "حالا پای رایانه‌ام")
    await town("sara telegram", "sees", "حالا پای رایانه‌ام")
    await town("sara telegram", "sends", "photo")
    await town("sara telegram", "says", "همین را پر کنید")
    await town("zahra web", "sees", "همین را پر کنید")
    await town("zahra web", "sends", "voice")
    await town("sara telegram", "gets", "voice")
    assert file_seen(town.actors["sara telegram"], "voice") == OGG
    web = town.actors["zahra web"]
    assert isinstance(web, OnPage)
