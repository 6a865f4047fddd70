"""هم‌زمانی قسط - on PostgreSQL: one plan signed, paid and given back by many at once is signed, paid and given back once.   Promise: rel:M5"""

from __future__ import annotations

import asyncio

from domain.aghsat.plan import PlanBasis, PlanKind, PlanState, PlanTerms
from domain.aghsat.signing import to_agree
from domain.bazaar.order import OrderState
from domain.bazaar.take_back import BackReason
from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.kernel.money import Rial
from tests.aghsat.conftest import MILLION, PRICE, bought, deferred, delivered, do, has, lends, ordered, owes, stands, terms, told
from tests.loan.conftest import proves
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in

MANY = 12


async def test_signed_by_many_at_once_it_is_bought_once(postgres_town: Folk) -> None:
    town = postgres_town
    before = await has(town)
    _, plan = await ordered(town, terms(advance=MILLION, months=5))
    await proves(town, "maryam", to_agree(plan))
    answers = await asyncio.gather(*(told(town, "maryam", "agree", plan) for _ in range(MANY)))
    assert answers.count("done") == 1, answers
    assert await has(town) == before - 2 * MILLION and await owes(town, plan) == 4 * MILLION


async def test_signed_while_it_is_called_off(postgres_town: Folk) -> None:
    town = postgres_town
    before = await has(town)
    for _ in range(6):
        order, plan = await ordered(town, terms(months=5))
        await proves(town, "maryam", to_agree(plan))
        await asyncio.gather(told(town, "maryam", "agree", plan), told(town, "maryam", "cancel", order, service="bazaar"))
        seen = await do(town, "maryam", "order_seen", order, service="bazaar")
        if seen.state is OrderState.PLACED:
            await do(town, "maryam", "cancel", order, service="bazaar")
        assert await stands(town, plan) in (PlanState.LAPSED, PlanState.UNDONE) and await has(town) == before and await owes(town, plan) == 0


async def test_paid_by_many_at_once_it_is_paid_once(postgres_town: Folk) -> None:
    town = postgres_town
    _, plan = await bought(town, terms(months=6))
    before, bill = await has(town), await do(town, "maryam", "bill", plan, 1)
    answers = await asyncio.gather(*(told(town, "maryam", "pay", plan, bill.numbers, bill.total) for _ in range(MANY)))
    assert answers.count("done") == 1 and await has(town) == before - MILLION and await owes(town, plan) == 4 * MILLION


async def test_paid_while_it_goes_back(postgres_town: Folk) -> None:
    town = postgres_town
    before = await has(town)
    order, plan = await delivered(town, terms(months=3))
    bill = await do(town, "maryam", "bill", plan, 2)
    back = await do(town, "maryam", "ask_back", order, 1, 1, BackReason.FAULTY, "پایه‌اش شکسته است", ("telegram:photo",), service="bazaar")
    await asyncio.gather(told(town, "maryam", "pay", plan, bill.numbers, bill.total), told(town, "zahra", "got_back", back, service="bazaar"))
    assert await stands(town, plan) is PlanState.UNDONE and await has(town) == before and await owes(town, plan) == 0


async def test_points_are_used_or_lent_and_not_both(postgres_town: Folk) -> None:
    town = postgres_town
    code = (await town.member("reza")).code
    await proves(town, "maryam", to_give(code))
    _, plan = await ordered(town, terms(months=12), count=3)  # eighteen million over twelve months: all but a few of the points
    await proves(town, "maryam", to_agree(plan))
    answers = await asyncio.gather(told(town, "maryam", "agree", plan), told(town, "maryam", "give", code, Rial(20 * MILLION), SpentOn.LOAN, service="hami"))
    assert sorted(a == "done" for a in answers) == [False, True], answers


async def test_trust_is_not_given_twice(postgres_town: Folk) -> None:
    """Three million and three million of the five that are trusted, signed at once."""
    town = postgres_town
    plans = [(await ordered(town, deferred(PlanBasis.TRUST), product=2, count=6))[1]]
    plans.append((await ordered(town, PlanTerms(PlanKind.DEFERRED, PlanBasis.TRUST, Rial(3 * MILLION), days=30)))[1])
    for plan in plans:
        await proves(town, "maryam", to_agree(plan))
    answers = await asyncio.gather(*(told(town, "maryam", "agree", plan) for plan in plans))
    assert sorted(answers) == ["aghsat.over_trust", "done"], answers


async def test_the_help_of_a_hami_is_used_once(postgres_town: Folk) -> None:
    town = postgres_town
    await lends(town, 3 * MILLION)
    await pay_in(town, "reza", 40 * MILLION)
    plans = [(await ordered(town, terms(PlanBasis.HAMI, months=5), "reza"))[1] for _ in range(3)]
    for plan in plans:
        await proves(town, "reza", to_agree(plan))
    answers = await asyncio.gather(*(told(town, "reza", "agree", plan) for plan in plans))
    assert answers.count("done") == 1, answers
    assert PRICE == 6 * MILLION
