"""ده‌زیار - the program as in production on one database, with the people who are members before the story begins.   Told in scenario.txt"""

from __future__ import annotations

import asyncio
import itertools
import socket
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from datetime import date
from pathlib import Path

from bot import wiring
from bot.gateways.web.signin import KeptCodes
from bot.house import House
from bot.jobs import Jobs
from bot.opening import prepare
from bot.outside import Outside
from bot.program import Program
from bot.scene import Scene, open_scene
from bot.settings import Settings
from domain.kanoon.model import Affinity
from domain.kanoon.registering import Form as KanoonForm
from domain.kernel.people import Actor as Speaker
from domain.kernel.people import Hat, Role
from domain.membership.model import Form, Kind
from domain.membership.places import Home, Province
from storage.kit.database import open_database
from storage.kit.speed import InProcess
from tests.conftest import NewDatabase
from tests.gateways.contract.playing import PATIENCE, Actor
from tests.kit.botapi import BotApi

PATH = "/hooks/0123456789abcdef-nobody-guesses"
MOBILES = {"hassan": "989121234567", "maryam": "989121234568", "zahra": "989121234569", "sara": "989121234570", "reza": "989121234571"}
PEOPLE = {
    "hassan": ("0084575948", "حسن", "مرادی"),
    "maryam": ("0013542419", "مریم", "حسینی"),
    "sara": ("3123456781", "سارا", "نوری"),
    "zahra": ("0499370899", "زهرا", "رستمی"),
}
KANOON = "روستای ده‌زیار"


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as door:
        return int(door.getsockname()[1])


async def empty(new_database: NewDatabase) -> str:
    """A PostgreSQL database in which nothing is: the program makes its own tables."""
    url = await new_database()
    engine = open_database(url)
    async with engine.begin() as conn:
        await conn.exec_driver_sql("DROP SCHEMA public CASCADE")
        await conn.exec_driver_sql("CREATE SCHEMA public")
    await engine.dispose()
    return url


@asynccontextmanager
async def program(url: str, home: Path, *apis: BotApi, webhook: bool = False) -> AsyncIterator[Program]:
    """The whole program with these messengers and the page, configured as in production. Nobody is too fast for it."""
    port = free_port()
    told = {
        "EMRESALAT_DATABASE_URL": url, "EMRESALAT_DEMO": "0", "EMRESALAT_SECRET_KEY": "a secret key of the tests alone", "EMRESALAT_WEB_PORT": str(port),
        "EMRESALAT_MEDIA_DIR": str(home / "media"),
    }  # fmt: skip
    for api in apis:
        word = api.dialect.name.upper()
        told |= {f"EMRESALAT_{word}_TOKEN": api.token, f"EMRESALAT_{word}_API_BASE": api.base_url}
        if word == "BALE":
            told["EMRESALAT_BALE_PROVIDER_TOKEN"] = "WALLET-TEST-1111111111111111"
        if webhook:
            told[f"EMRESALAT_{word}_WEBHOOK_URL"] = f"http://127.0.0.1:{port}{PATH}-{api.dialect.name}"
    settings = Settings.read(told, None, home)
    running = await wiring.build(settings, await prepare(settings), Outside(carrier=KeptCodes()))
    running.house.speed = InProcess(itertools.count(step=1_000).__next__)
    await running.start()
    try:
        yield running
    finally:
        await running.stop()


async def settle_in(house: House, actors: dict[str, Actor], members: Iterable[str] = ("hassan", "maryam", "sara")) -> None:
    """They are members; Hassan leads the kanoon of the village and Maryam is its hamyar; Sara is on duty."""
    jobs = Jobs(house)
    for name in members:
        async with open_scene(house, house.clock()) as scene:
            await _join(scene, actors[name], name)
            await scene.settle()
    await _quiet(house, jobs)
    await _until_members(house, [actors[name] for name in members])
    async with open_scene(house, house.clock()) as scene:
        hassan, maryam, sara = [await _speaker(scene, actors[name]) for name in ("hassan", "maryam", "sara")]
        kanoon = scene.services["kanoon"]
        await kanoon.register(hassan, KanoonForm(KANOON, Affinity.VILLAGE, "همیاری در آبیاری", "ده‌زیار"), PEOPLE["maryam"][0], f"+{MOBILES['maryam']}")
        for offer in await kanoon.open_offers(hassan):
            await kanoon.accept_offer(maryam, offer.id)
        await scene.unit.hats.give(sara.member_id, Role.RAHYAR_ONLINE)
        await scene.settle()
    await _quiet(house, jobs)


async def _until_members(house: House, actors: list[Actor]) -> None:
    """The program's own clock may be at it: what it has begun is not ours to hasten."""
    for _ in range(PATIENCE):
        async with open_scene(house, house.clock()) as scene:
            accounts = [await scene.accounts.find(actor.account[0]) for actor in actors]
        if all(account is not None and account.member is not None for account in accounts):
            return
        await asyncio.sleep(0.05)
    raise AssertionError(accounts)


async def _quiet(house: House, jobs: Jobs) -> None:
    while await jobs.tick():
        """The registry answers, notices are due."""
    await house.outbox.sweep()
    await house.outbox.drain()


async def _join(scene: Scene, actor: Actor, name: str) -> None:
    person, bot, chat = actor.account
    await scene.accounts.saw(person, bot, chat)
    newcomer = Speaker(None, frozenset({Hat(Role.NEWCOMER)}), person)
    membership = scene.services["membership"]
    identifier, given, family = PEOPLE[name]
    home = Home(Province.KERMAN, KANOON)
    form = Form(Kind.NATURAL, identifier, given, family, date(1983, 8, 5), f"+{MOBILES[name]}", home, await membership.terms(newcomer))
    await membership.file(newcomer, form)


async def _speaker(scene: Scene, actor: Actor) -> Speaker:
    return await scene.actor_at(actor.account[0], await scene.accounts.find(actor.account[0]))


async def enter_all(stage: object, names: Iterable[str]) -> dict[str, Actor]:
    """Everybody comes to a stage."""
    return {name: await stage.enter(name, MOBILES[name]) for name in names}  # type: ignore[attr-defined]  # a playing.Stage
