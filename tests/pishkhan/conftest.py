"""سفره‌ی آزمون‌های پیشخوان - Zahra with money, a poshtiban, and a bank that says what it is told to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace

import pytest

from bot.outside.counter import sheba_of
from domain.kernel.people import Role
from domain.pishkhan.ports import Opened
from handlers.kit import Media
from storage.pishkhan.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.membership.townsfolk import CONFIRM, PHOTO, Folk, open_folk
from tests.merat.conftest import pay_in

NUMBERS = Opened("10.1234567.1", sheba_of("0700000000000012345671"))
VIDEO = Media("video", "telegram:video", mime="video/mp4", size=500_000)
SERIAL = "۵g ۱۲۳۴۵۶۷۸"


@dataclass
class Desk:
    """The bank of the tests. None in `says`: no answer."""

    says: Opened | None = NUMBERS
    asked: list[str] = field(default_factory=list)
    ready: bool = True
    trial: bool = False

    async def open(self, key: str, request: str, identifier: str, name: str) -> Opened | None:
        self.asked.append(key)
        return self.says


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def folk(sqlite_url: str, desk: Desk) -> AsyncIterator[Folk]:
    """On SQLite; see `open_bank`."""
    async with open_bank(sqlite_url, desk) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase, desk: Desk) -> AsyncIterator[Folk]:
    async with open_bank(await new_database(), desk) as made:
        yield made


@asynccontextmanager
async def open_bank(url: str, desk: Desk) -> AsyncIterator[Folk]:
    """Hassan is admin, Reza poshtiban; Zahra has 100,000 toman, Maryam nothing."""
    async with open_folk(url) as made:
        made.town.house.outside = replace(made.town.house.outside, counter=desk)
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.POSHTIBAN)
        await pay_in(made, "zahra", 1_000_000)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def sends_evidence(folk: Folk, who: str = "zahra", *, again: bool = False) -> None:
    await folk[who].begins("pishkhan.identity")
    await folk.plays(who, *([] if again else ["«بله»"]), SERIAL, PHOTO, PHOTO, VIDEO, CONFIRM)


async def judged(folk: Folk, verdict: str, clerk: str = "reza") -> None:
    await folk[clerk].taps("رأی می‌دهم")
    await folk.plays(clerk, f"«{verdict}»", CONFIRM)


async def identified(folk: Folk, who: str = "zahra") -> None:
    await sends_evidence(folk, who)
    await judged(folk, "خودش است")


async def asks_account(folk: Folk, who: str = "zahra") -> None:
    await folk[who].begins("pishkhan.account")
    await folk.plays(who, *home_of(folk, who), "کشاورز", CONFIRM)


def home_of(folk: Folk, who: str) -> tuple[str, ...]:
    """Confirmed where it is known, typed where it is not."""
    return ("«بله»",) if "نشانی شما همین است" in folk[who].last.text else ("گرگان، خیابان امام، کوچه‌ی لاله، پلاک ۱۲", "۴۹۱۳۸۱۵۷۳۹")


async def opened(folk: Folk, who: str = "zahra") -> None:
    """An open account."""
    await identified(folk, who)
    await asks_account(folk, who)
    await folk["reza"].taps("نگاه می‌کنم")
    await folk.plays("reza", "«درست است»", CONFIRM)
    await folk.town.later(minutes=1)
