"""قرار در هر وضع - in every state, everything that must not happen then is refused, and what may happen does.   Moves: domain/aghsat/plan.py bon.py"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from domain.aghsat.bon import BON_MOVES, Bon, BonId, BonState
from domain.aghsat.plan import PLAN_MOVES, Plan, PlanBasis, PlanId, PlanState
from domain.bazaar.order import OrderId
from domain.bazaar.take_back import BackReason
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.refusal import Refusal
from tests.aghsat.conftest import LOOM, MILLION, bought, delivered, do, has, lends, ordered, owes, pays, stands, terms, told
from tests.loan.conftest import proves
from tests.membership.townsfolk import Folk

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def plan(state: Any) -> Any:
    return Plan(PlanId(1), MemberId(1), terms(), "bazaar:order:1", "دار", Rial(60), Rial(0), Rial(0), state, NOW, NOW, NOW)


def bon(state: Any) -> Any:
    return Bon(BonId(1), MemberId(1), MemberId(2), Rial(10), "", "", NOW, NOW, NOW, state)


CASES = [*((plan, PLAN_MOVES, a, b) for a, b in product(PlanState, repeat=2)), *((bon, BON_MOVES, a, b) for a, b in product(BonState, repeat=2))]


@pytest.mark.parametrize(("make", "moves", "state", "to"), CASES)
def test_nothing_moves_but_as_its_table_says(make: Any, moves: Mapping[Any, frozenset[Any]], state: Any, to: Any) -> None:
    if to in moves[state]:
        assert make(state).to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"aghsat\.cannot_move"):
        make(state).to(to, NOW)


async def brought(folk: Folk, state: PlanState) -> tuple[OrderId, PlanId]:
    """A plan of Maryam's that stands so."""
    if state in (PlanState.DRAWN, PlanState.LAPSED):
        made = await ordered(folk, terms(months=3))
        await folk.town.later(minutes=31 if state is PlanState.LAPSED else 0)
        return made
    made = await (bought if state is PlanState.UNDONE else delivered)(folk, terms(months=3))
    if state is PlanState.UNDONE:
        await do(folk, "zahra", "reject", made[0], "دار تمام شد", service="bazaar")
    if state is PlanState.DONE:
        await pays(folk, made[1], 3)
    if state in (PlanState.BEHIND, PlanState.DEFAULTED):
        await folk.town.later(days=36 if state is PlanState.BEHIND else 66)
    return made


OVER = {"agree": "bazaar.cannot_move", "pay": "aghsat.nothing_owed", "bill": "aghsat.nothing_owed"}
REFUSED = {
    PlanState.DRAWN: {"pay": "aghsat.nothing_owed", "bill": "aghsat.nothing_owed"},
    PlanState.RUNNING: {"agree": "bazaar.cannot_move"},
    PlanState.BEHIND: {"agree": "bazaar.cannot_move"},
    PlanState.DEFAULTED: {"agree": "bazaar.cannot_move"},
    PlanState.DONE: OVER,
    PlanState.UNDONE: OVER,
    PlanState.LAPSED: OVER,
}


@pytest.mark.parametrize("state", list(PlanState))
async def test_every_event_in_every_state(town: Folk, state: PlanState) -> None:
    _, number = await brought(town, state)
    assert await stands(town, number) is state
    await proves(town, "maryam", f"aghsat:agree:{number}")
    owed, money = await owes(town, number), await has(town)
    for event, no in REFUSED[state].items():
        args: tuple[Any, ...] = {"agree": (), "bill": (1,), "pay": ((1,), Rial(2 * MILLION))}[event]
        assert await told(town, "maryam", event, number, *args) == no, event
    async with town.scene() as scene:  # the order is not to be; the clock looks
        await scene.services["aghsat"].look(SYSTEM, number)
        if state is not PlanState.DRAWN:
            await scene.services["aghsat"].drop(SYSTEM, number)
    assert (await stands(town, number), await owes(town, number), await has(town)) == (state, owed, money), "nothing that was refused left a trace"
    if "pay" not in REFUSED[state]:
        await pays(town, number, 3)
        assert await stands(town, number) is PlanState.DONE
    elif state is PlanState.DRAWN:
        assert await told(town, "maryam", "agree", number) == "done"
        assert await stands(town, number) is PlanState.RUNNING


@pytest.mark.parametrize("state", list(PlanState))
async def test_an_order_that_is_cancelled_and_its_plan(town: Folk, state: PlanState) -> None:
    """Only what is not signed is dropped; a plan that runs is given back with the order or stays."""
    order, number = await brought(town, state)
    no = await told(town, "maryam", "cancel", order, service="bazaar")
    assert (no == "done") is (state is PlanState.DRAWN)
    assert await stands(town, number) is (PlanState.LAPSED if state is PlanState.DRAWN else state)


async def test_who_goes_back_twice_gets_it_once(town: Folk) -> None:
    """The same return in two units: the second finds nothing to give back."""
    before = await has(town)
    order, number = await delivered(town, terms(PlanBasis.POINTS, months=3))
    args = (order, LOOM, 1, BackReason.FAULTY, "پایه‌اش شکسته است", ("telegram:photo",))
    back = await do(town, "maryam", "ask_back", *args, service="bazaar")
    await do(town, "zahra", "got_back", back, service="bazaar")
    assert await told(town, "zahra", "got_back", back, service="bazaar") != "done"
    assert await has(town) == before and await owes(town, number) == 0


async def test_a_hami_may_not_be_used_twice_for_one_rial(town: Folk) -> None:
    await lends(town, 3 * MILLION)
    _, first = await ordered(town, terms(PlanBasis.HAMI, months=5), "reza")
    _, second = await ordered(town, terms(PlanBasis.HAMI, months=5), "reza")
    from tests.merat.conftest import pay_in

    await pay_in(town, "reza", 20 * MILLION)
    for number, no in ((first, "done"), (second, "aghsat.less_credit")):
        await proves(town, "reza", f"aghsat:agree:{number}")
        assert await told(town, "reza", "agree", number) == no
