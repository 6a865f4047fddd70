"""کشته در بازار - the process is killed at every point of paying, sending, refusing and refunding an order: whole or not at all (rel:M2).   Killed: tests/kit/dying.py"""

from __future__ import annotations

from typing import Any

import pytest

from domain.bazaar.order import OrderId, OrderState, Place
from domain.bazaar.take_back import BackReason, BackState, TakeBackId
from domain.hesam.model import own
from domain.kernel.people import SYSTEM, Hat, Role
from domain.mts.job import JobId, JobState
from domain.mts.parcel import ParcelState
from storage.bazaar.tables import INVARIANTS as OF_BAZAAR
from storage.hesam.invariants import INVARIANTS as OF_MONEY
from storage.mts.tables import INVARIANTS as OF_MTS
from storage.sat.tables import INVARIANTS as OF_SAT
from tests.bazaar.conftest import KILIM, PRICE, delivered, do, ordered, placed, stock
from tests.bazaar.test_carried import carries, open_carrying
from tests.conftest import NewDatabase
from tests.kit.dying import Does, open_nursery
from tests.membership.townsfolk import Folk
from tests.sat.conftest import actor

pytestmark = pytest.mark.postgres

HOME = Place("golestan", "گرگان", "گرگان، خیابان ولیعصر، کوچه‌ی ۴، پلاک ۹", "4913815740")
CARRIES = frozenset({Hat(Role.CARRIER)})
KILLED = ("pay", "reject", "ready", "refund", "pick_up")


class Bazaar:
    """What is done and killed, and how it is seen whether all of it happened. One thing after the other, with the same people."""

    def __init__(self, folk: Folk) -> None:
        self.folk = folk
        self.before: tuple[int, int] = (0, 0)

    async def _by(self, who: str, verb: str, *args: Any, service: str = "bazaar") -> Does:
        return Does(await actor(self.folk, who), service, verb, args)

    async def _purse(self) -> tuple[int, int]:
        """What Maryam has free, and how many kilims are on the shelf."""
        me = (await self.folk.member("maryam")).id
        async with self.folk.scene() as scene:
            free = int((await scene.services["hesam"].balance(SYSTEM, own(me))).free)
        return free, await stock(self.folk)

    async def _state(self, number: OrderId) -> OrderState:
        found: OrderState = (await do(self.folk, "maryam", "order_seen", number)).state
        return found

    async def prepare_pay(self) -> OrderId:
        number = await ordered(self.folk)
        self.before = await self._purse()
        return number

    async def does_pay(self, number: OrderId) -> Does:
        return await self._by("maryam", "pay", number)

    async def whole_pay(self, number: OrderId) -> bool:
        paid = await self._state(number) is OrderState.PLACED
        assert (await self._purse())[0] == self.before[0] - (PRICE if paid else 0)
        await do(self.folk, "maryam", "cancel", number)
        assert (await self._purse()) == (self.before[0], self.before[1] + 1)
        return paid

    async def prepare_reject(self) -> OrderId:
        self.before = await self._purse()
        return await placed(self.folk)

    async def does_reject(self, number: OrderId) -> Does:
        return await self._by("zahra", "reject", number, "پشم تمام شد")

    async def whole_reject(self, number: OrderId) -> bool:
        rejected = await self._state(number) is OrderState.REJECTED
        if not rejected:
            await do(self.folk, "maryam", "cancel", number)
        assert await self._purse() == self.before, "every rial and every kilim is back"
        return rejected

    async def _carried(self) -> OrderId:
        await do(self.folk, "maryam", "put_in_cart", KILIM, 1)
        (booth,) = await do(self.folk, "maryam", "cart")
        number: OrderId = await do(self.folk, "maryam", "order", booth.sat, "", "", HOME)
        await do(self.folk, "maryam", "pay", number)
        await do(self.folk, "zahra", "accept", number)
        return number

    async def prepare_ready(self) -> OrderId:
        self.before = await self._purse()
        return await self._carried()

    async def does_ready(self, number: OrderId) -> Does:
        return await self._by("zahra", "ready", number)

    async def _parcel(self, number: OrderId) -> Any:
        async with self.folk.scene() as scene:
            return await scene.services["mts"].of_order(SYSTEM, int(number))

    async def whole_ready(self, number: OrderId) -> bool:
        is_ready = await self._state(number) is OrderState.READY
        assert (await self._parcel(number) is not None) == is_ready, "the parcel is there exactly when the order is ready"
        await do(self.folk, "zahra", "call_off", number, "پشم تمام شد")
        assert await self._purse() == self.before
        return is_ready

    async def prepare_refund(self) -> TakeBackId:
        order = await delivered(self.folk)
        back: TakeBackId = await do(self.folk, "maryam", "ask_back", order, KILIM, 1, BackReason.CHANGED_MIND, "پشیمان شدم", ())
        self.before = await self._purse()
        return back

    async def does_refund(self, back: TakeBackId) -> Does:
        return await self._by("zahra", "got_back", back)

    async def whole_refund(self, back: TakeBackId) -> bool:
        refunded = (await do(self.folk, "maryam", "return_seen", back)).state is BackState.REFUNDED
        assert (await self._purse())[0] == self.before[0] + (PRICE if refunded else 0)
        if not refunded:
            await do(self.folk, "zahra", "got_back", back)
        return refunded

    async def prepare_pick_up(self) -> OrderId:
        number = await self._carried()
        await do(self.folk, "zahra", "ready", number)
        offered = [j for j in await carries(self.folk, "open_jobs") if j.state is JobState.OFFERED]
        await carries(self.folk, "accept", JobId(offered[0].id))
        return number

    async def does_pick_up(self, number: OrderId) -> Does:
        me = await actor(self.folk, "hassan")
        parcel = await self._parcel(number)
        return Does(type(me)(me.member, me.hats | CARRIES, me.person), "mts", "pick_up", (parcel.id,))

    async def whole_pick_up(self, number: OrderId) -> bool:
        shipped = await self._state(number) is OrderState.SHIPPED
        parcel = await self._parcel(number)
        assert parcel.state is (ParcelState.PICKED_UP if shipped else ParcelState.WAITING), "order and parcel go together"
        if not shipped:
            await carries(self.folk, "pick_up", parcel.id)
        for verb in ("take_along", "nobody_there", "take_along", "nobody_there", "take_along", "nobody_there"):
            await carries(self.folk, verb, parcel.id)
        return shipped


@pytest.mark.parametrize("what", KILLED)
async def test_killed_anywhere_it_happened_whole_or_not_at_all(new_database: NewDatabase, what: str) -> None:
    url = await new_database()
    async with open_carrying(url) as folk, open_nursery(url) as nursery:
        bazaar = Bazaar(folk)
        await nursery.killed_everywhere(folk, *(getattr(bazaar, f"{part}_{what}") for part in ("prepare", "does", "whole")))
        async with folk.look() as (unit, _):
            for rule in (*OF_BAZAAR, *OF_SAT, *OF_MTS, *OF_MONEY):
                assert not await rule.faults(unit.conn), rule.name
