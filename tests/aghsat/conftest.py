"""سفره‌ی آزمون‌های ام‌اقساط - Zahra's sat sells a loom every way; Maryam has points and a good result of Merat, Hassan lends, Reza has neither."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from domain.aghsat.plan import PlanBasis, PlanId, PlanKind, PlanState, PlanTerms
from domain.aghsat.signing import to_agree
from domain.bazaar.order import OrderId
from domain.bazaar.ports import Later
from domain.hami.giving import to_give
from domain.hami.model import SpentOn, SupportId
from domain.hesam.model import Account, Money, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from domain.kernel.refusal import Refusal
from domain.sat.model import Method
from domain.sat.sections import Section
from storage.aghsat.tables import INVARIANTS
from storage.bazaar.tables import INVARIANTS as OF_BAZAAR
from storage.hesam.invariants import INVARIANTS as OF_HESAM
from tests.conftest import NewDatabase
from tests.loan.conftest import open_bank, proves
from tests.membership.townsfolk import Folk
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import on_sale, opened, workshop

MILLION = 10_000_000  # toman in rials
LOOM, PRICE, STOCK = 1, Rial(6 * MILLION), 10
HONEY, CHEAP = 2, Rial(5_000_000)


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_town`."""
    async with open_town(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_town(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_town(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_town(url: str) -> AsyncIterator[Folk]:
    async with open_bank(url) as made:
        await made.give("reza", Role.BAZAAR_MANAGER)
        await workshop(made, "zahra")
        home = await opened(made, methods=tuple(Method))
        assert await on_sale(made, home, section=Section.TOOLS, title="دار قالی‌بافی", price=PRICE, stock=STOCK) == LOOM
        assert await on_sale(made, home, section=Section.HONEY, title="عسل کوهستان", price=CHEAP, stock=STOCK) == HONEY
        yield made
        await all_adds_up(made)


async def all_adds_up(folk: Folk) -> None:
    async with folk.look() as (unit, _):
        for rule in (*INVARIANTS, *OF_BAZAAR, *OF_HESAM):
            assert not await rule.faults(unit.conn), rule.name


async def do(folk: Folk, who: str, verb: str, *args: Any, service: str = "aghsat") -> Any:
    return await sat_does(folk, who, verb, *args, service=service)


async def told(folk: Folk, who: str, verb: str, *args: Any, service: str = "aghsat") -> str:
    try:
        await do(folk, who, verb, *args, service=service)
    except Refusal as no:
        return no.code
    return "done"


def terms(basis: PlanBasis = PlanBasis.POINTS, advance: int = 0, months: int = 6, breath: int = 0) -> PlanTerms:
    return PlanTerms(PlanKind.INSTALMENTS, basis, Rial(advance), months, breath)


def deferred(basis: PlanBasis, days: int = 30) -> PlanTerms:
    return PlanTerms(PlanKind.DEFERRED, basis, days=days)


async def ordered(folk: Folk, wanted: PlanTerms, who: str = "maryam", product: int = LOOM, count: int = 1) -> tuple[OrderId, PlanId]:
    """Set aside, with a plan that waits to be signed."""
    await do(folk, who, "put_in_cart", product, count, service="bazaar")
    (booth,) = await do(folk, who, "cart", service="bazaar")
    later = Later(wanted.kind.value, wanted.basis.value, wanted.advance, wanted.months, wanted.breath, wanted.days)
    order: OrderId = await do(folk, who, "order", booth.sat, "", "", None, later, service="bazaar")
    seen = await do(folk, who, "order_seen", order, service="bazaar")
    return order, PlanId(seen.plan)


async def bought(folk: Folk, wanted: PlanTerms, who: str = "maryam", product: int = LOOM, count: int = 1) -> tuple[OrderId, PlanId]:
    """Signed: the seller has the order."""
    order, plan = await ordered(folk, wanted, who, product, count)
    await proves(folk, who, to_agree(plan))
    await do(folk, who, "agree", plan)
    return order, plan


async def delivered(folk: Folk, wanted: PlanTerms, who: str = "maryam", count: int = 1) -> tuple[OrderId, PlanId]:
    order, plan = await bought(folk, wanted, who, count=count)
    for verb in ("accept", "ready"):
        await do(folk, "zahra", verb, order, service="bazaar")
    await do(folk, who, "have_it", order, service="bazaar")
    return order, plan


async def pays(folk: Folk, plan: PlanId, count: int, who: str = "maryam") -> PlanState:
    bill = await do(folk, who, "bill", plan, count)
    state: PlanState = await do(folk, who, "pay", plan, bill.numbers, bill.total)
    return state


async def stands(folk: Folk, plan: PlanId, who: str = "maryam") -> PlanState:
    found: PlanState = (await do(folk, who, "plan", plan)).state
    return found


async def balance(folk: Folk, account: Account) -> int:
    async with folk.scene() as scene:
        return int((await scene.services["hesam"].balance(SYSTEM, account)).balance)


async def has(folk: Folk, who: str = "maryam") -> int:
    return await balance(folk, own((await folk.member(who)).id))


async def owes(folk: Folk, plan: PlanId, who: str = "maryam") -> int:
    return -await balance(folk, Account(Money.RECEIVABLE, (await folk.member(who)).id, f"plan:{plan}"))


async def lends(folk: Folk, amount: int, to: str = "reza", who: str = "hassan") -> SupportId:
    """For the bazaar."""
    code = (await folk.member(to)).code
    await proves(folk, who, to_give(code))
    support: SupportId = await do(folk, who, "give", code, Rial(amount), SpentOn.BAZAAR, service="hami")
    return support
