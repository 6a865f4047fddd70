"""خانه‌ی ما - the dialog on the whole house, as production runs it: webhook, inbox, sealed conversations, outbox, jobs, limits on Redis.   Siblings: with_*.py

The product's own dialogs, services and texts are there too; the benchmark only adds loan.py.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from aiohttp import web
from sqlalchemy import text

from bot.collect import collect, handler_modules
from bot.house import LOCALES, open_house
from bot.opening import prepare
from bot.platforms import make_gateways
from bot.program import Program
from bot.services import MAKERS
from bot.settings import Messenger, Settings
from bot.texts import Texts
from bot.wiring import clock
from storage.kit.speed import open_speed
from storage.kit.unit import Units
from tests.benchmarks.contestants import loan
from tests.benchmarks.contestants.child import SECRET, Given, Outcome, run
from tests.benchmarks.dialog import HERE

COUNTED = {"rows": "bench_loan", "updates": "inbox", "parked": "parked", "unsent": "outbox WHERE state <> 'sent'"}


def texts() -> Texts:
    """The product's words and those of the dialog."""
    with tempfile.TemporaryDirectory() as together:
        for file in (*(LOCALES / "fa" / "LC_MESSAGES").glob("*.po"), *HERE.glob("*.po")):
            shutil.copy(file, together)
        return Texts.load(Path(together))


def settings_of(given: Given, media: str) -> Settings:
    """Those of a small production."""
    telegram = Messenger("telegram", given.token, given.api, given.webhook, SECRET)
    return Settings(False, given.database, ("a secret key of the benchmark",), Path(media), given.redis, telegram, web_port=given.port)


@asynccontextmanager
async def open_contestant(given: Given) -> AsyncIterator[Outcome]:
    """The program of bot/wiring.py with one flow more."""
    with tempfile.TemporaryDirectory() as media:
        program = await _program(settings_of(given, media))
        await program.start()

        async def outcome() -> dict[str, int]:
            await program.house.outbox.drain()
            async with program.engine.begin() as conn:
                return {name: int((await conn.execute(text(f"SELECT count(*) FROM {where}"))).scalar_one()) for name, where in COUNTED.items()}

        yield outcome
        await program.stop()


async def _program(settings: Settings) -> Program:
    engine = await prepare(settings)
    async with engine.begin() as conn:
        await conn.run_sync(loan.loans.metadata.create_all)
    makers = {**MAKERS, "bench": loan.make_bench}
    registry = collect([*handler_modules(), loan], makers)
    house = open_house(Units(engine, settings.keyring()), clock, registry=registry, texts=texts(), makers=makers)
    house.speed = open_speed(settings.redis_url)
    app, gateways = web.Application(), make_gateways(settings, house, engine, ())
    house.gateways.update({g.name: g for g in gateways})
    for gateway in gateways:
        gateway.add_routes(app)  # type: ignore[attr-defined]  # all of them have it
    return Program(settings, house, engine, app, gateways)


if __name__ == "__main__":
    run(open_contestant)
