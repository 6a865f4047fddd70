"""سفره‌ی آزمون‌های هسته - Zahra will lead one; Reza is the rahyar of her province, Hassan represents the dabir there, Maryam is a neighbour."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from domain.hasteh.model import FellowId, Field, HastehForm, HastehId, Relation
from domain.kernel.people import Actor, Hat, Role
from domain.kernel.refusal import Refusal
from storage.hasteh.tables import INVARIANTS
from tests.conftest import NewDatabase
from tests.membership.townsfolk import Folk, open_folk

AREA = "area:golestan"
FORM = HastehForm("کارگاه گلیم", Field.HANDICRAFT, "گلیم و جاجیم دست‌باف", 5, True, "گرگان، خیابان امام، پلاک ۱۲", "4913815739")
HATS = {"reza": (Hat(Role.RAHYAR_AREA, AREA),), "hassan": (Hat(Role.NAMAYANDE, AREA),)}


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_village`."""
    async with open_village(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_folk(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_village(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_village(url: str) -> AsyncIterator[Folk]:
    async with open_folk(url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.RAHYAR_AREA, AREA)
        await made.give("hassan", Role.NAMAYANDE, AREA)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def actor(folk: Folk, who: str) -> Actor:
    return Actor((await folk.member(who)).id, frozenset({Hat(Role.MEMBER), *HATS.get(who, ())}), f"telegram:{who}")


async def do(folk: Folk, who: str, verb: str, *args: Any) -> Any:
    me = await actor(folk, who)
    async with folk.scene() as scene:
        return await getattr(scene.services["hasteh"], verb)(me, *args)


async def told(folk: Folk, who: str, verb: str, *args: Any) -> str:
    try:
        await do(folk, who, verb, *args)
    except Refusal as no:
        return no.code
    return "done"


async def asks(folk: Folk, who: str = "zahra") -> HastehId:
    number: HastehId = await do(folk, who, "ask", FORM)
    return number


async def active(folk: Folk, who: str = "zahra") -> HastehId:
    number = await asks(folk, who)
    await do(folk, "hassan", "approve", number)
    return number


async def invites(folk: Folk, hasteh: HastehId, whom: str = "maryam", who: str = "zahra") -> FellowId:
    code = (await folk.member(whom)).code
    number: FellowId = await do(folk, who, "invite", hasteh, code, Relation.SIBLING, "بافنده")
    return number
