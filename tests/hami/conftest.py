"""سفره‌ی آزمون‌های حامی - Hassan's deposit has gathered 20 million toman of ten-month credit; Zahra and he belong to one kanoon."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from domain.hami.giving import to_give
from domain.hami.model import HamiKind, SpentOn, SupportId, Trade
from domain.kernel.money import Rial
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from storage.hami.tables import INVARIANTS
from storage.membership import ChallengeRows
from tests.conftest import NewDatabase
from tests.membership.townsfolk import CONFIRM, Folk, open_folk
from tests.merat.conftest import actor, found_kanoon, pay_in

TWENTY = Rial(200_000_000)
FIVE = Rial(50_000_000)


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_circle`."""
    async with open_circle(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_circle(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_circle(url: str) -> AsyncIterator[Folk]:
    """Hassan helps with credit and with trade, in handicraft; Maryam and Reza have nothing to lend."""
    async with open_folk(url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await found_kanoon(made)
        await pay_in(made, "hassan", TWENTY)
        await made.town.later(days=181)
        await do(made, "hassan", "help_with", (HamiKind.CREDIT, HamiKind.TRADE), Trade.HANDICRAFT)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def do(folk: Folk, who: str, verb: str, *args: Any) -> Any:
    me = await actor(folk, who)
    async with folk.scene() as scene:
        return await getattr(scene.services["hami"], verb)(me, *args)


async def told(folk: Folk, who: str, verb: str, *args: Any) -> str:
    try:
        await do(folk, who, verb, *args)
    except Refusal as no:
        return no.code
    return "done"


async def steps(folk: Folk, who: str, code: str) -> None:
    """As if the right code had been written."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{to_give(code)}", scene.unit.now)


async def lends(folk: Folk, who: str, to: str, amount: int = FIVE, spent_on: SpentOn = SpentOn.LOAN) -> SupportId:
    code = (await folk.member(to)).code
    await steps(folk, who, code)
    number: SupportId = await do(folk, who, "give", code, Rial(amount), spent_on)
    return number


async def gives_code(folk: Folk, who: str) -> None:
    await folk[who].says(re.findall(r"کد تأیید شما: <code>(.*?)</code>", normalise(folk[who].text))[-1])


async def asks_kanoon(folk: Folk, amount: str = "۱۰ میلیون") -> None:
    await folk["zahra"].begins("hami.ask")
    await folk.plays(
        "zahra", "«اعتباری: امتیاز برای وام یا خرید»", "«وام قرض‌الحسنه‌ی بدون کارمزد»", amount, "می‌خواهم دار قالی دوم را بخرم", "«حامی‌های کانون خودم»", CONFIRM
    )
