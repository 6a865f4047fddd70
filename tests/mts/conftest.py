"""سفره‌ی آزمون‌های ام‌تی‌اس - Zahra sends, Maryam receives, Reza carries in Gorgan, Hassan dispatches; everybody who pays has ten million toman."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from typing import Any

import pytest

from domain.kernel.money import Rial
from domain.kernel.people import Actor, Hat, Role
from domain.kernel.refusal import Refusal
from domain.mts.job import Vehicle
from domain.mts.parcel import ParcelId, ParcelKind, ParcelState, Spot
from domain.mts.sending import ParcelForm
from storage.hesam.invariants import INVARIANTS as OF_HESAM
from storage.mts.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.membership.townsfolk import Folk, open_folk
from tests.merat.conftest import pay_in

MONEY = 100_000_000  # rials
HERE = Spot("golestan", "گرگان", "گرگان، خیابان امام، پلاک ۱۲", "4913815739")
THERE = Spot("golestan", "گرگان", "گرگان، خیابان ولیعصر، پلاک ۹", "4913815740")
FAR_AWAY = Spot("kerman", "کرمان", "کرمان، خیابان شریعتی، پلاک ۸", "7613812345")
HATS = {"reza": (Hat(Role.CARRIER),), "hassan": (Hat(Role.DISPATCHER), Hat(Role.ADMIN))}


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_road`."""
    async with open_road(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_road(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_road(url: str) -> AsyncIterator[Folk]:
    async with open_folk(url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.CARRIER)
        await made.give("hassan", Role.DISPATCHER)
        await pay_in(made, "zahra", MONEY)
        await do(made, "reza", "go_online", "golestan", "گرگان", Vehicle.CAR)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in (*INVARIANTS, *OF_HESAM):
                assert not await rule.faults(unit.conn), rule.name


async def actor(folk: Folk, who: str) -> Actor:
    return Actor((await folk.member(who)).id, frozenset({Hat(Role.MEMBER), *HATS.get(who, ())}), f"telegram:{who}")


async def do(folk: Folk, who: str, verb: str, *args: Any) -> Any:
    me = await actor(folk, who)
    async with folk.scene() as scene:
        return await getattr(scene.services["mts"], verb)(me, *args)


async def told(folk: Folk, who: str, verb: str, *args: Any) -> str:
    try:
        await do(folk, who, verb, *args)
    except Refusal as no:
        return no.code
    return "done"


async def form(folk: Folk, **other: Any) -> ParcelForm:
    """A kilim to Maryam in the same city."""
    code = (await folk.member("maryam")).code
    return replace(ParcelForm(ParcelKind.GOODS, "یک گلیم پشمی", HERE, THERE, 1500, Rial(0), code), **other)


async def sent(folk: Folk, **other: Any) -> ParcelId:
    number: ParcelId = await do(folk, "zahra", "send", await form(folk, **other))
    return number


async def accepted(folk: Folk, **other: Any) -> ParcelId:
    number = await sent(folk, **other)
    (job,) = [j for j in await do(folk, "reza", "open_jobs") if j.parcel == number]
    await do(folk, "reza", "accept", job.id)
    return number


async def out(folk: Folk, **other: Any) -> ParcelId:
    """On the way to the receiver, in one city."""
    number = await accepted(folk, **other)
    await do(folk, "reza", "pick_up", number)
    await do(folk, "reza", "take_along", number)
    return number


async def stands(folk: Folk, number: ParcelId) -> ParcelState:
    found: ParcelState = (await do(folk, "zahra", "parcel", number)).state
    return found


async def secret_of(folk: Folk, number: ParcelId) -> str:
    return str((await do(folk, "maryam", "parcel", number)).secret)
