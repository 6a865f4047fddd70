"""سفارشی که متصدی می‌آورد - the order and its parcel go together, and every rial of the carriage is where it belongs.   Tested: bot/bazaar_ports.py `CarrierOfOrders`"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest

from domain.bazaar.order import OrderId, OrderState, Place
from domain.bazaar.take_back import BackReason
from domain.hesam.model import CARRIAGE
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from domain.mts.job import Vehicle
from domain.mts.parcel import ParcelId, ParcelState
from storage.mts.tables import INVARIANTS as OF_MTS
from tests.bazaar.conftest import KILIM, MONEY, PRICE, STOCK, do, has, open_paying, settles, stock
from tests.membership.townsfolk import CONFIRM, Folk
from tests.sat.conftest import told as sat_told

HOME = Place("golestan", "گرگان", "گرگان، خیابان ولیعصر، کوچه‌ی ۴، پلاک ۹", "4913815740")
CITY = 550_000
"""Rials of a kilim and a half within Gorgan: one kilo and one more that is begun."""


@pytest.fixture
async def road(sqlite_url: str) -> AsyncIterator[Folk]:
    """Hassan carries in Gorgan."""
    async with open_carrying(sqlite_url) as made:
        yield made


@asynccontextmanager
async def open_carrying(url: str) -> AsyncIterator[Folk]:
    async with open_paying(url) as made:
        await made.give("hassan", Role.CARRIER)
        await carries(made, "go_online", "golestan", "گرگان", Vehicle.CAR)
        yield made
        async with made.look() as (unit, _):
            for rule in OF_MTS:
                assert not await rule.faults(unit.conn), rule.name


async def carries(folk: Folk, verb: str, *args: Any) -> Any:
    me = Actor((await folk.member("hassan")).id, frozenset({Hat(Role.MEMBER), Hat(Role.CARRIER), Hat(Role.ADMIN)}), "telegram:hassan")
    async with folk.scene() as scene:
        return await getattr(scene.services["mts"], verb)(me, *args)


async def earned(folk: Folk) -> int:
    async with folk.scene() as scene:
        return int((await scene.services["hesam"].balance(SYSTEM, CARRIAGE)).balance)


async def state_of(folk: Folk, order: OrderId) -> OrderState:
    found: OrderState = (await do(folk, "maryam", "order_seen", order)).state
    return found


async def ready(folk: Folk, count: int = 1) -> tuple[OrderId, ParcelId]:
    await do(folk, "maryam", "put_in_cart", KILIM, count)
    (booth,) = await do(folk, "maryam", "cart")
    order: OrderId = await do(folk, "maryam", "order", booth.sat, "", "", HOME)
    await do(folk, "maryam", "pay", order)
    for verb in ("accept", "ready"):
        await do(folk, "zahra", verb, order)
    async with folk.scene() as scene:
        parcel = await scene.services["mts"].of_order(SYSTEM, int(order))
    return order, parcel.id


async def taken(folk: Folk, count: int = 1) -> tuple[OrderId, ParcelId]:
    order, parcel = await ready(folk, count)
    (job,) = await carries(folk, "open_jobs")
    await carries(folk, "accept", job.id)
    await carries(folk, "pick_up", parcel)
    return order, parcel


async def test_it_is_fetched_brought_handed_over_and_everybody_has_their_part(road: Folk) -> None:
    order, parcel = await taken(road)
    assert await state_of(road, order) is OrderState.SHIPPED and await has(road, "maryam") == MONEY - PRICE - CITY
    await carries(road, "take_along", parcel)
    me = Actor((await road.member("maryam")).id, frozenset({Hat(Role.MEMBER)}), "telegram:maryam")
    async with road.scene() as scene:
        secret = (await scene.services["mts"].parcel(me, parcel)).secret
    assert await carries(road, "deliver", parcel, secret, "") is True
    assert await state_of(road, order) is OrderState.DELIVERED
    await do(road, "maryam", "all_is_well", order)
    await settles(road)
    assert (await has(road, "zahra"), await earned(road), await has(road, "maryam")) == (PRICE, CITY, MONEY - PRICE - CITY)


async def test_it_is_called_off_as_long_as_nobody_has_fetched_it(road: Folk) -> None:
    order, parcel = await ready(road)
    await do(road, "zahra", "call_off", order, "پشم تمام شد")
    assert (await has(road, "maryam"), await stock(road)) == (MONEY, STOCK) and await carries(road, "open_jobs") == []
    async with road.scene() as scene:
        assert (await scene.services["mts"].of_order(SYSTEM, int(order))).state is ParcelState.CANCELLED
    other, _ = await taken(road)
    assert await sat_told(road, "zahra", "call_off", other, "پشم تمام شد", service="bazaar") == "bazaar.cannot_move"
    assert parcel != other


async def test_what_comes_back_is_paid_back_but_not_the_way(road: Folk) -> None:
    order, parcel = await taken(road)
    for verb in ("take_along", "nobody_there", "take_along", "nobody_there", "take_along", "nobody_there"):
        await carries(road, verb, parcel)
    await road.town.later(days=8)
    await carries(road, "gave_back", parcel)
    assert await state_of(road, order) is OrderState.CANCELLED
    assert (await has(road, "maryam"), await earned(road), await stock(road)) == (MONEY - CITY, CITY, STOCK)


async def test_what_is_lost_is_paid_back_whole(road: Folk) -> None:
    order, parcel = await taken(road)
    await road.town.later(minutes=5)
    await road.give("reza", Role.DISPATCHER)
    boss = Actor((await road.member("reza")).id, frozenset({Hat(Role.MEMBER), Hat(Role.DISPATCHER)}), "telegram:reza")
    async with road.scene() as scene:
        await scene.services["mts"].note(boss, parcel, ParcelState.LOST, road.town.now, "گرگان")
    assert await state_of(road, order) is OrderState.CANCELLED and await has(road, "maryam") == MONEY
    assert "لغو شد" in road["maryam"].text


async def test_the_talk_shows_what_the_way_costs_and_leads_to_the_parcel(road: Folk) -> None:
    await do(road, "maryam", "put_in_cart", KILIM, 1)
    await road["maryam"].begins("bazaar.order")
    await road.plays("maryam", "«متصدی ام‌تی‌اس بیاورد»", "گلستان", "گرگان", HOME.address, "۴۹۱۳۸۱۵۷۴۰", "«رد شدن»")
    assert "کرایه‌ی متصدی: ۵۵٬۰۰۰ تومان" in road["maryam"].text and "۹۰۵٬۰۰۰ تومان" in road["maryam"].last.text
    await road.plays("maryam", CONFIRM)
    (order,) = [o.id for o in await do(road, "maryam", "my_orders")]
    for verb in ("accept", "ready"):
        await do(road, "zahra", verb, order)
    assert HOME.address not in road["zahra"].text, "the seller does not learn where the buyer lives"
    await road["maryam"].begins("bazaar.order_page", int(order))
    await road.plays("maryam", "«بسته‌ام کجاست»")
    assert "در انتظار جمع‌آوری" in road["maryam"].text


async def test_what_is_too_heavy_is_not_carried(road: Folk) -> None:
    await do(road, "maryam", "put_in_cart", KILIM, 10)
    (booth,) = await do(road, "maryam", "cart")
    assert await do(road, "maryam", "carriage", booth.sat, HOME) == 550_000 + 13 * 150_000
    assert await do(road, "maryam", "carriage", booth.sat, Place("nowhere", "هیچ", "هیچ‌کجا", "1")) is None
    assert await sat_told(road, "maryam", "order", booth.sat, "", "", Place("nowhere", "هیچ", "هیچ‌کجا", "1"), service="bazaar") == "bazaar.nobody_carries"


async def goes_back(road: Folk, order: OrderId, reason: BackReason, count: int = 1) -> None:
    back = await do(road, "maryam", "ask_back", order, KILIM, count, reason, "گوشه‌اش پاره است", ("telegram:photo",))
    await do(road, "zahra", "got_back", back)


async def arrived(road: Folk, count: int = 1) -> OrderId:
    order, _ = await taken(road, count)
    await do(road, "maryam", "have_it", order)
    return order


async def test_when_all_goes_back_for_a_fault_the_way_is_paid_back_too(road: Folk) -> None:
    order = await arrived(road, 2)
    await goes_back(road, order, BackReason.FAULTY)
    assert await has(road, "maryam") < MONEY - PRICE, "a part of it: the way there was not for nothing"
    await goes_back(road, order, BackReason.OTHER_THING)
    assert await has(road, "maryam") == MONEY and await state_of(road, order) is OrderState.RETURNED and await earned(road) == 0


async def test_who_only_changed_their_mind_pays_for_the_way(road: Folk) -> None:
    order = await arrived(road)
    await goes_back(road, order, BackReason.CHANGED_MIND)
    assert await has(road, "maryam") == MONEY - CITY and await earned(road) == CITY
