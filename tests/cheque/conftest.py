"""سفره‌ی آزمون‌های چک - Zahra, Maryam and Hassan have accounts and signatures, Zahra a book of five leaves; a bank that answers as it is told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from bot.outside.cheques import TwinCheques
from domain.cheque.booking import to_book
from domain.cheque.cheque import ChequeId
from domain.cheque.holding import to_pass
from domain.cheque.ports import Leaves
from domain.cheque.views import ChequeView
from domain.cheque.writing import to_issue
from domain.hesam.model import Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran
from storage.cheque.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.loan.conftest import MILLION, banked, do, open_bank, proves
from tests.membership.townsfolk import Folk

FIVE = Rial(5 * MILLION)
WOOL = "ده کیلو پشم"


@dataclass
class Press:
    """The bank: `mood` is made, refused or silent."""

    mood: str = "made"
    asked: int = 0
    ready = True
    trial = False

    async def leaves(self, key: str, request: str, identifier: str, name: str, count: int) -> Leaves | None:
        self.asked += 1
        if self.mood == "silent":
            return None
        return await TwinCheques().leaves(key, request, identifier, name, count) if self.mood == "made" else Leaves()


@pytest.fixture
def press() -> Press:
    return Press()


@asynccontextmanager
async def open_counter(url: str, press: Press) -> AsyncIterator[Folk]:
    """Nobody has a book yet."""
    async with open_bank(url) as made:
        made.town.house.outside = replace(made.town.house.outside, cheques=press)
        await banked(made, "hassan")
        yield made
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


@pytest.fixture
async def counter(sqlite_url: str, press: Press) -> AsyncIterator[Folk]:
    """On SQLite; see `open_counter`."""
    async with open_counter(sqlite_url, press) as made:
        yield made


@pytest.fixture
async def booked(counter: Folk) -> Folk:
    """Zahra has five leaves."""
    await has_book(counter)
    return counter


@pytest.fixture
async def postgres_booked(new_database: NewDatabase, press: Press) -> AsyncIterator[Folk]:
    async with open_counter(await new_database(), press) as made:
        await has_book(made)
        yield made


async def has_book(folk: Folk, who: str = "zahra", leaves: int = 5) -> None:
    await proves(folk, who, to_book(leaves))
    await do(folk, who, "cheque", "ask_book", leaves)
    await folk.town.settle()


def in_days(folk: Folk, days: int) -> date:
    return day_in_tehran(folk.town.now) + timedelta(days=days)


async def issues(folk: Folk, to: str = "maryam", amount: int = FIVE, days: int = 10, who: str = "zahra") -> ChequeId:
    """A cheque that somebody writes to somebody, for a day after so many."""
    code, due = (await folk.member(to)).code, in_days(folk, days)
    await proves(folk, who, to_issue(code, Rial(amount), due))
    number: ChequeId = await do(folk, who, "cheque", "issue", code, Rial(amount), due, WOOL)
    return number


async def holds(folk: Folk, amount: int = FIVE, days: int = 10) -> ChequeId:
    """Maryam holds a cheque of Zahra's."""
    number = await issues(folk, "maryam", amount, days)
    await do(folk, "maryam", "cheque", "accept", number)
    return number


async def passes(folk: Folk, cheque: ChequeId, to: str = "hassan", who: str = "maryam") -> None:
    code = (await folk.member(to)).code
    await proves(folk, who, to_pass(cheque, code))
    await do(folk, who, "cheque", "pass_on", cheque, code)


async def seen(folk: Folk, cheque: ChequeId, who: str = "zahra") -> ChequeView:
    found: ChequeView = await do(folk, who, "cheque", "cheque", cheque)
    return found


async def bounced(folk: Folk) -> ChequeId:
    """Zahra wrote more than she has."""
    number = await holds(folk, 30 * MILLION, 3)
    await do(folk, "maryam", "cheque", "present", number)
    await folk.town.later(days=9)
    return number


async def given(folk: Folk, amount: int, giver: str = "maryam", to: str = "zahra") -> None:
    """So many rials, as a gift."""
    source, target = (await folk.member(giver)).id, (await folk.member(to)).id
    async with folk.scene() as scene:
        await scene.services["hesam"].post(SYSTEM, f"test:gift:{target}", Why.GIFT, (Posting(own(source), own(target), Rial(amount)),), "test:gift:1")
