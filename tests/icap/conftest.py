"""سفره‌ی آزمون‌های آیکاپ - Zahra is known and has money, Maryam has an account and a result of Merat, Reza sits at the counter."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from domain.kernel.persian.letters import normalise
from domain.merat.model import Declaration
from domain.merat.scorecard import Household
from domain.pishkhan.account import AccountForm
from domain.pishkhan.identity import Evidence
from storage.icap.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.membership.townsfolk import CONFIRM, Folk, open_folk
from tests.merat.conftest import Desk as Bureau
from tests.merat.conftest import actor, pay_in
from tests.pishkhan.conftest import Desk

SENT = Evidence("5G12345678", "photo|telegram:card", "photo|telegram:face", "video|telegram:video", "4711")
FORM = AccountForm("گرگان، خیابان امام، پلاک ۱۲", "4913815739", "کشاورز")
RICH = Declaration(Household(Rial(400_000_000), Rial(0), 0, Rial(100_000_000)))


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_office`."""
    async with open_office(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_office(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_office(url: str) -> AsyncIterator[Folk]:
    """Zahra has 5,000,000 toman; Maryam may answer for 50 % of what she can owe."""
    async with open_folk(url) as made:
        made.town.house.outside = replace(made.town.house.outside, counter=Desk(), bureau=Bureau())
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.POSHTIBAN)
        for who in ("zahra", "maryam"):
            await pay_in(made, who, 50_210_200)
            await known(made, who)
        await with_account_and_result(made, "maryam")
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def do(folk: Folk, who: str, service: str, verb: str, *args: Any) -> Any:
    me = await actor(folk, who, *([Role.POSHTIBAN] if who == "reza" else []))
    async with folk.scene() as scene:
        return await getattr(scene.services[service], verb)(me, *args)


async def known(folk: Folk, who: str) -> None:
    number = await do(folk, who, "pishkhan", "send_evidence", SENT)
    await do(folk, "reza", "pishkhan", "decide_identity", number, None)


async def with_account_and_result(folk: Folk, who: str) -> None:
    number = await do(folk, who, "pishkhan", "ask_account", FORM)
    await do(folk, "reza", "pishkhan", "approve_account", number)
    await do(folk, who, "merat", "ask", RICH)
    await folk.town.later(minutes=1)
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        assert await scene.services["merat"].result_for(SYSTEM, me) is not None


def code_of(folk: Folk, who: str) -> str:
    """The code that came last, as it was written."""
    return re.findall(r"کد تأیید شما: <code>(.*?)</code>", normalise(folk[who].text))[-1]


async def gives_code(folk: Folk, who: str) -> None:
    await folk[who].says(code_of(folk, who))


async def certified(folk: Folk, who: str) -> None:
    await folk[who].begins("icap.certificate")
    await folk[who].taps("بله")
    await gives_code(folk, who)


async def drafts(folk: Folk, guarantor: str = "", loan: str = "۵۰ میلیون") -> None:
    await folk["zahra"].begins("icap.new_note")
    code = (await folk.member(guarantor)).code if guarantor else ""
    await folk.plays("zahra", loan, *(["«بله»", code] if guarantor else ["«خیر»"]), CONFIRM)


async def signs(folk: Folk, who: str) -> None:
    await folk[who].taps("می‌خوانم و امضا می‌کنم" if who != "zahra" else "امضا می‌کنم")
    await folk.plays(who, CONFIRM)
    await gives_code(folk, who)
