"""کشته میان قسط - the process is killed at every point of signing, paying and giving back a plan: whole or not at all (rel:M2).   Killed: tests/kit/dying.py"""

from __future__ import annotations

from typing import Any

import pytest

from domain.aghsat.plan import PlanBasis, PlanId, PlanState
from domain.aghsat.signing import to_agree
from domain.bazaar.order import OrderId, OrderState
from tests.aghsat.conftest import MILLION, PRICE, all_adds_up, bought, do, has, lends, open_town, ordered, owes, pays, stands, terms
from tests.conftest import NewDatabase
from tests.kit.dying import Does, open_nursery
from tests.loan.conftest import proves
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in
from tests.sat.conftest import actor

pytestmark = pytest.mark.postgres

KILLED = ("agree", "pay", "reject")
BUYER = "reza"


class Counter:
    """What is done and killed, and how it is seen whether all of it happened. Reza buys on the points of Hassan; one thing after the other."""

    def __init__(self, folk: Folk) -> None:
        self.folk = folk
        self.before = 0

    async def _by(self, who: str, verb: str, *args: Any, service: str = "aghsat") -> Does:
        return Does(await actor(self.folk, who), service, verb, args)

    async def _is_undone(self, order: OrderId, plan: PlanId) -> None:
        """Afterwards nothing of it is left: no rial, no debt, no point."""
        await do(self.folk, BUYER, "cancel", order, service="bazaar")
        assert await stands(self.folk, plan, BUYER) in (PlanState.UNDONE, PlanState.LAPSED)
        assert await has(self.folk, BUYER) == self.before and await owes(self.folk, plan, BUYER) == 0

    async def prepare_agree(self) -> tuple[OrderId, PlanId]:
        self.before = await has(self.folk, BUYER)
        made = await ordered(self.folk, terms(PlanBasis.HAMI, months=6), BUYER)
        await proves(self.folk, BUYER, to_agree(made[1]))
        return made

    async def does_agree(self, made: tuple[OrderId, PlanId]) -> Does:
        return await self._by(BUYER, "agree", made[1])

    async def whole_agree(self, made: tuple[OrderId, PlanId]) -> bool:
        signed = await stands(self.folk, made[1], BUYER) is PlanState.RUNNING
        placed = (await do(self.folk, BUYER, "order_seen", made[0], service="bazaar")).state is OrderState.PLACED
        assert placed is signed, "the order is paid exactly when the plan is signed"
        assert await has(self.folk, BUYER) == self.before - (MILLION if signed else 0)
        assert await owes(self.folk, made[1], BUYER) == (PRICE - MILLION if signed else 0)
        await self._is_undone(*made)
        return signed

    async def prepare_pay(self) -> tuple[OrderId, PlanId]:
        self.before = await has(self.folk, BUYER)
        return await bought(self.folk, terms(PlanBasis.HAMI, months=6), BUYER)

    async def does_pay(self, made: tuple[OrderId, PlanId]) -> Does:
        bill = await do(self.folk, BUYER, "bill", made[1], 2)
        return await self._by(BUYER, "pay", made[1], bill.numbers, bill.total)

    async def whole_pay(self, made: tuple[OrderId, PlanId]) -> bool:
        left = await owes(self.folk, made[1], BUYER)
        paid = left == PRICE - 3 * MILLION
        assert paid or left == PRICE - MILLION, left
        assert await has(self.folk, BUYER) == self.before - (3 if paid else 1) * MILLION
        if not paid:
            await pays(self.folk, made[1], 2, BUYER)
        await self._is_undone(*made)
        return paid

    async def prepare_reject(self) -> tuple[OrderId, PlanId]:
        self.before = await has(self.folk, BUYER)
        return await bought(self.folk, terms(PlanBasis.HAMI, months=6), BUYER)

    async def does_reject(self, made: tuple[OrderId, PlanId]) -> Does:
        return await self._by("zahra", "reject", made[0], "دار تمام شد", service="bazaar")

    async def whole_reject(self, made: tuple[OrderId, PlanId]) -> bool:
        undone = await stands(self.folk, made[1], BUYER) is PlanState.UNDONE
        assert await has(self.folk, BUYER) == self.before - (0 if undone else MILLION)
        if not undone:
            await self._is_undone(*made)
        return undone


@pytest.mark.parametrize("what", KILLED)
async def test_killed_anywhere_it_happened_whole_or_not_at_all(new_database: NewDatabase, what: str) -> None:
    url = await new_database()
    async with open_town(url) as folk, open_nursery(url) as nursery:
        await lends(folk, 4 * MILLION)
        await pay_in(folk, BUYER, 10 * MILLION)
        counter = Counter(folk)
        await nursery.killed_everywhere(folk, *(getattr(counter, f"{part}_{what}") for part in ("prepare", "does", "whole")))
        await all_adds_up(folk)
