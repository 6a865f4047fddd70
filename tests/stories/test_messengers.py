"""همان داستان در پیام‌رسان‌ها - a newcomer joins and is let into a kanoon, over real HTTP against the simulated platforms.   Product: bot/wiring.py"""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from bot import wiring
from bot.program import Program
from bot.scene import open_scene
from bot.settings import Settings
from domain.kanoon.model import Affinity
from domain.kanoon.registering import Form
from storage.kit.database import open_database
from tests.conftest import NewDatabase
from tests.kit.botapi import BotApi

PATH = "/hooks/0123456789abcdef-nobody-guesses"
BOTH = pytest.mark.parametrize("name", ["telegram", "bale"])
WAYS = pytest.mark.parametrize("webhook", [True, False], ids=["webhook", "polling"])
PEOPLE = {"hassan": ("0084575948", "+989121234567"), "maryam": ("0013542419", "+989121234568"), "zahra": ("0499370899", "+989121234569")}


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


@asynccontextmanager
async def program(api: BotApi, url: str, home: Path, *, webhook: bool) -> AsyncIterator[Program]:
    """The whole program with one messenger, configured as in production."""
    port, word = free_port(), api.dialect.name.upper()
    told = {
        "EMRESALAT_DATABASE_URL": url, "EMRESALAT_DEMO": "0", "EMRESALAT_SECRET_KEY": "a secret key of the tests alone", "EMRESALAT_WEB_PORT": str(port),
        f"EMRESALAT_{word}_TOKEN": api.token, f"EMRESALAT_{word}_API_BASE": api.base_url, "EMRESALAT_MEDIA_DIR": str(home / "media"),
    }  # fmt: skip
    if webhook:
        told[f"EMRESALAT_{word}_WEBHOOK_URL"] = f"http://127.0.0.1:{port}{PATH}"
    settings = Settings.read(told, None, home)
    running = await wiring.build(settings, await wiring.prepare(settings))
    await running.start()
    try:
        yield running
    finally:
        await running.stop()


async def join(words: Any, person: Any, national_id: str, mobile: str, given: str) -> None:
    """From /start to the welcome, as anybody does it in a messenger."""
    await person.starts()
    await person.sees_soon(words("membership.join.title"))
    for how, what, then in (
        ("tap", words("membership.join.title"), words("membership.kind.natural")),
        ("tap", words("membership.kind.natural"), words("membership.terms_yes")),
        ("tap", words("membership.terms_yes"), ""),
        ("contact", mobile, ""), ("say", national_id, ""), ("say", "۱۳۶۲/۵/۱۴", ""), ("say", given, ""), ("say", "رستمی", ""),
        ("say", "کرمان", ""), ("say", "روستای ده‌زیار", words("engine.button.confirm")), ("tap", words("engine.button.confirm"), words("membership.profile.title")),
    ):  # fmt: skip
        if how == "tap":
            await person.taps(what)
        elif how == "contact":
            await person.shares_contact(what)
        else:
            await person.says(what)
        await (person.sees_soon(then) if then else person.sees_change())


async def found_kanoon(running: Program, platform: str, rahbar: int, hamyar: int) -> None:
    """Hassan founds a kanoon with Maryam as its hamyar, by the services themselves."""
    house = running.house
    async with open_scene(house, house.clock()) as scene:
        actors = []
        for person in (rahbar, hamyar):
            account = await scene.accounts.find(f"{platform}:{person}")
            actors.append(await scene.actor_at(f"{platform}:{person}", account))
        kanoon = scene.services["kanoon"]
        await kanoon.register(actors[0], Form("روستای ده‌زیار", Affinity.VILLAGE, "همیاری", ""), *PEOPLE["maryam"])
        for offer in await kanoon.open_offers(actors[0]):
            await kanoon.accept_offer(actors[1], offer.id)
        await scene.settle()


async def tell_the_story(api: BotApi, url: str, home: Path, *, webhook: bool) -> None:
    hassan, maryam, zahra = (api.person(name, mobile=mobile) for name, (_, mobile) in PEOPLE.items())
    async with program(api, url, home, webhook=webhook) as running:
        words = running.house.texts.plain
        for person, key, given in ((hassan, "hassan", "حسن"), (maryam, "maryam", "مریم"), (zahra, "zahra", "زهرا")):
            await join(words, person, *PEOPLE[key], given)
        await found_kanoon(running, api.dialect.name, hassan.id, maryam.id)
        await zahra.says(words("kanoon.join.words").split("\n")[0])
        await zahra.sees_soon(words("kanoon.join.how_words"))
        await zahra.taps(words("kanoon.join.how_words"))
        await zahra.sees_change()
        await zahra.says("ده‌زیار")
        await zahra.sees_soon("روستای ده‌زیار")
        await zahra.taps("روستای ده‌زیار")
        await zahra.sees_soon(words("common.yes"))
        await zahra.taps(words("common.yes"))
        await zahra.sees_soon(words("engine.button.skip"))
        await zahra.taps(words("engine.button.skip"))
        await zahra.sees_soon(words("engine.button.confirm"))
        await zahra.taps(words("engine.button.confirm"))
        await maryam.sees_soon("زهرا رستمی", since_act=False)
        await maryam.taps(words("kanoon.join_request.approve"))
        await zahra.sees_soon("پذیرفت")


@BOTH
@WAYS
async def test_the_first_door_opens_on_every_messenger(name: str, webhook: bool, tmp_path: Path) -> None:
    async with BotApi(name, poll_cap=0.1) as api:
        await tell_the_story(api, f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path, webhook=webhook)


@BOTH
@pytest.mark.postgres
async def test_the_same_story_on_postgresql(name: str, new_database: NewDatabase, tmp_path: Path) -> None:
    url = await new_database()
    engine = open_database(url)
    async with engine.begin() as conn:
        await conn.exec_driver_sql("DROP SCHEMA public CASCADE")
        await conn.exec_driver_sql("CREATE SCHEMA public")
    await engine.dispose()
    async with BotApi(name, poll_cap=0.1) as api:
        await tell_the_story(api, url, tmp_path, webhook=True)
