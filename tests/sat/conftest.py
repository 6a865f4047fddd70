"""سفره‌ی آزمون‌های سات - Zahra leads a hasteh with an id and opens its sat; Reza looks after the bazaar, Hassan is an admin, Maryam only looks."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import time
from typing import Any

import pytest

from domain.hasteh.model import Field, HastehForm, HastehId
from domain.kernel.money import Rial
from domain.kernel.people import Actor, Hat, Role
from domain.kernel.refusal import Refusal
from domain.sat.base import to_sign
from domain.sat.model import Method, SatForm, SatId
from domain.sat.policy import CONTRACT
from domain.sat.product import ProductForm, ProductId
from domain.sat.sections import Section
from storage.hasteh.tables import INVARIANTS as OF_HASTEH
from storage.membership import ChallengeRows
from storage.sat.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.membership.townsfolk import Folk, open_folk

WORKSHOP = HastehForm("کارگاه گلیم", Field.HANDICRAFT, "گلیم و جاجیم دست‌باف", 5, True, "گرگان، خیابان امام، پلاک ۱۲", "4913815739")
OWN_SHEBA, OTHER_SHEBA = "IR062960000000100324200001", "IR950540000000000000000000"
FORM = SatForm(
    "گلیم ده‌زیار", "گلیم دست‌باف با پشم خودمان", "گرگان، خیابان امام، پلاک ۱۲", "4913815739", time(8), time(21), OWN_SHEBA, (Method.CASH, Method.LOAN)
)  # fmt: skip
KILIM = ProductForm(Section.CARPET, "گلیم پشمی کوچک", "با رنگ روناس", 2, 1500, ("telegram:kilim",))
PRICE = Rial(8_500_000)
HATS = {"reza": (Hat(Role.BAZAAR_MANAGER),), "hassan": (Hat(Role.ADMIN),)}
LOOKED_AT = 3
"""The first goods of a sat."""


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_market`."""
    async with open_market(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_market(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_market(url: str) -> AsyncIterator[Folk]:
    async with open_folk(url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.BAZAAR_MANAGER)
        await workshop(made, "zahra")
        yield made
        await made.all_is_well()
        await market_adds_up(made)


async def market_adds_up(folk: Folk) -> None:
    async with folk.look() as (unit, _):
        for rule in (*INVARIANTS, *OF_HASTEH):
            assert not await rule.faults(unit.conn), rule.name


async def actor(folk: Folk, who: str) -> Actor:
    return Actor((await folk.member(who)).id, frozenset({Hat(Role.MEMBER), *HATS.get(who, ())}), f"telegram:{who}")


async def do(folk: Folk, who: str, verb: str, *args: Any, service: str = "sat") -> Any:
    me = await actor(folk, who)
    async with folk.scene() as scene:
        return await getattr(scene.services[service], verb)(me, *args)


async def told(folk: Folk, who: str, verb: str, *args: Any, service: str = "sat") -> str:
    try:
        await do(folk, who, verb, *args, service=service)
    except Refusal as no:
        return no.code
    return "done"


async def proves(folk: Folk, who: str, about: str) -> None:
    """As if the right code had been written."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{about}", scene.unit.now)


async def workshop(folk: Folk, who: str, form: HastehForm = WORKSHOP) -> HastehId:
    """A hasteh with its id."""
    number: HastehId = await do(folk, who, "ask", form, service="hasteh")
    await do(folk, "hassan", "approve", number, service="hasteh")
    return number


async def asks(folk: Folk, who: str = "zahra", **other: Any) -> SatId:
    """Signed and asked for; the check follows by itself."""
    await proves(folk, who, to_sign(CONTRACT))
    number: SatId = await do(folk, who, "open", replace(FORM, **other))
    return number


async def opened(folk: Folk, who: str = "zahra", **other: Any) -> SatId:
    number = await asks(folk, who, **other)
    await folk.town.later(seconds=1)
    return number


async def added(folk: Folk, sat: SatId, who: str = "zahra", *, price: int = PRICE, stock: int = 10, **other: Any) -> ProductId:
    """Photographed and checked; of a new sat it waits to be looked at."""
    number: ProductId = await do(folk, who, "add", sat, replace(KILIM, **other), Rial(price), stock)
    await folk.town.later(seconds=1)
    return number


async def on_sale(folk: Folk, sat: SatId, who: str = "zahra", **other: Any) -> ProductId:
    """Everybody sees it."""
    number = await added(folk, sat, who, **other)
    if (await do(folk, who, "product", number)).until is not None:
        await do(folk, "reza" if who != "reza" else "hassan", "let_on_sale", number)
    return number
