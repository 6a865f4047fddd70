"""خرید قسطی - who may and who not, what is taken at once, what is owed, paid, late, and given back.   Product: domain/aghsat/"""

from __future__ import annotations

import pytest

from domain.aghsat.plan import PlanBasis, PlanKind, PlanState
from domain.aghsat.signing import to_agree
from domain.bazaar.order import OrderState
from domain.bazaar.take_back import BackReason
from domain.hami.giving import to_give
from domain.hami.model import SpentOn, SupportState
from domain.hesam.model import FEES
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from tests.aghsat.conftest import LOOM, MILLION, PRICE, balance, bought, deferred, delivered, do, has, lends, ordered, owes, pays, stands, terms, told
from tests.bazaar.conftest import settles
from tests.loan.conftest import proves, running
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in

BOTH = frozenset(PlanKind)


async def points(folk: Folk, who: str = "maryam") -> int:
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        return int(await scene.services["loan"].points_free(SYSTEM, me))


async def test_what_is_open_to_whom(town: Folk) -> None:
    maryam = {(o.kind, o.basis) for o in await do(town, "maryam", "offers", PRICE, BOTH, 12)}
    assert maryam == {
        (PlanKind.INSTALMENTS, PlanBasis.POINTS), (PlanKind.INSTALMENTS, PlanBasis.HALF), (PlanKind.DEFERRED, PlanBasis.TRUST),
    }  # fmt: skip
    assert await do(town, "reza", "offers", PRICE, BOTH, 12) == [], "neither points nor a hami nor a result"
    await lends(town, 3 * MILLION)
    assert {(o.kind, o.basis) for o in await do(town, "reza", "offers", PRICE, BOTH, 12)} == {(k, PlanBasis.HAMI) for k in PlanKind}
    assert {o.kind for o in await do(town, "maryam", "offers", PRICE, frozenset({PlanKind.DEFERRED}), 12)} == {PlanKind.DEFERRED}
    assert all(o.months == 12 for o in await do(town, "maryam", "offers", PRICE, BOTH, 12)), "what is bought says how long"


async def test_bought_with_points_and_paid_to_the_last(town: Folk) -> None:
    before, free = await has(town), await points(town)
    order, plan = await bought(town, terms(advance=MILLION, months=5))
    seen = await do(town, "maryam", "plan", plan)
    assert [p.amount for p in seen.parts] == [MILLION] * 5 and seen.parts[0].paid is not None, "five million over five, the first at once (M20)"
    assert await has(town) == before - 2 * MILLION and await owes(town, plan) == 4 * MILLION
    assert await points(town) == free - 5 * MILLION // 2, "five tenths of what is paid later"
    assert (await do(town, "maryam", "order_seen", order, service="bazaar")).state is OrderState.PLACED
    assert await pays(town, plan, 1) is PlanState.RUNNING and await owes(town, plan) == 3 * MILLION
    assert await pays(town, plan, 9) is PlanState.DONE and await owes(town, plan) == 0
    assert await points(town) == free, "what it relied on may be used again"
    assert await told(town, "maryam", "bill", plan, 1) == "aghsat.nothing_owed"


async def test_the_seller_is_paid_by_the_house(town: Folk) -> None:
    before = await has(town, "zahra")
    order, plan = await delivered(town, terms(months=6))
    await do(town, "maryam", "all_is_well", order, service="bazaar")
    await settles(town)
    assert await has(town, "zahra") == before + PRICE, "all of it, though one sixth is paid (M20)"
    assert await owes(town, plan) == PRICE - MILLION and await stands(town, plan) is PlanState.RUNNING


async def test_without_a_hami_half_is_paid_at_once_and_merat_says_how_much_a_month(town: Folk) -> None:
    assert await told(town, "maryam", "preview", PRICE, terms(PlanBasis.HALF, PRICE // 2 - 10), 12) == "aghsat.advance_too_small"
    made = await do(town, "maryam", "preview", PRICE, terms(PlanBasis.HALF, PRICE // 2), 12)
    assert made.now == 3 * MILLION + MILLION // 2 and made.credit == 0
    big = Rial(400 * MILLION)
    assert await told(town, "maryam", "preview", big, terms(PlanBasis.HALF, big // 2, 2), 12) == "aghsat.over_month"
    least, most = await do(town, "maryam", "advance_between", big, terms(PlanBasis.HALF, 0, 2))
    assert big // 2 < least < most
    assert await told(town, "reza", "preview", PRICE, terms(PlanBasis.HALF, PRICE // 2), 12) == "aghsat.needs_merat"


async def test_deferred_for_who_is_trusted_up_to_an_amount(town: Folk) -> None:
    assert await told(town, "maryam", "preview", PRICE, deferred(PlanBasis.TRUST), 12) == "aghsat.over_trust", "six million, five are trusted"
    await do(town, "maryam", "preview", Rial(5 * MILLION), deferred(PlanBasis.TRUST), 12)
    before = await has(town)
    _, plan = await bought(town, deferred(PlanBasis.TRUST), product=2)
    assert await owes(town, plan) == 5_000_000 and await has(town) == before, "nothing at once"
    assert await told(town, "maryam", "preview", Rial(5 * MILLION), deferred(PlanBasis.TRUST), 12) == "aghsat.over_trust", "what is owed counts"
    assert await told(town, "reza", "preview", Rial(MILLION), deferred(PlanBasis.TRUST), 12) == "aghsat.needs_merat"
    assert await told(town, "maryam", "preview", Rial(MILLION), deferred(PlanBasis.TRUST, 61), 12) == "aghsat.bad_terms"


async def test_with_a_hami_whose_points_come_back(town: Folk) -> None:
    support = await lends(town, 3 * MILLION)
    await pay_in(town, "reza", 10 * MILLION)
    _, plan = await bought(town, terms(PlanBasis.HAMI, months=5), "reza")
    seen = await do(town, "hassan", "support", support, service="hami")
    assert (seen.state, seen.used) == (SupportState.USED, 3 * MILLION), "six million over five months need three"
    assert await told(town, "reza", "preview", PRICE, terms(PlanBasis.HAMI, months=2), 12) == "aghsat.less_credit"
    assert await pays(town, plan, 9, "reza") is PlanState.DONE
    seen = await do(town, "hassan", "support", support, service="hami")
    assert (seen.state, seen.left) == (SupportState.ACTIVE, 3 * MILLION), "until its day it may be used again"
    await town.town.later(days=91)
    assert (await do(town, "hassan", "support", support, service="hami")).state is SupportState.EXPIRED


async def test_a_support_that_was_taken_back_meanwhile_goes_back_with_the_last_part(town: Folk) -> None:
    support = await lends(town, 4 * MILLION)
    await pay_in(town, "reza", 10 * MILLION)
    _, plan = await bought(town, terms(PlanBasis.HAMI, months=5), "reza")
    await do(town, "hassan", "take_back", support, service="hami")
    assert (await do(town, "hassan", "support", support, service="hami")).amount == 3 * MILLION
    await pays(town, plan, 9, "reza")
    assert (await do(town, "hassan", "support", support, service="hami")).state is SupportState.RELEASED


async def test_a_support_for_a_loan_buys_nothing_here(town: Folk) -> None:
    code = (await town.member("reza")).code
    await proves(town, "hassan", to_give(code))
    await do(town, "hassan", "give", code, Rial(3 * MILLION), SpentOn.LOAN, service="hami")
    assert await told(town, "reza", "preview", PRICE, terms(PlanBasis.HAMI), 12) == "aghsat.less_credit"


async def test_nothing_is_signed_without_a_code_or_with_an_empty_purse(town: Folk) -> None:
    order, plan = await ordered(town, terms(months=5))
    assert await told(town, "maryam", "agree", plan) == "aghsat.prove_first"
    assert await told(town, "hassan", "agree", plan) == "aghsat.no_such_plan"
    assert await told(town, "maryam", "pay", order, service="bazaar") == "bazaar.sign_first"
    await lends(town, 3 * MILLION)
    _, poor = await ordered(town, terms(PlanBasis.HAMI, months=5), "reza")
    await proves(town, "reza", to_agree(poor))
    assert await told(town, "reza", "agree", poor) == "aghsat.money_short"
    await town.town.later(minutes=31)
    assert await stands(town, plan) is PlanState.LAPSED and await stands(town, poor, "reza") is PlanState.LAPSED
    assert await told(town, "maryam", "agree", plan) == "bazaar.cannot_move"


async def test_terms_that_are_none(town: Folk) -> None:
    for wanted in (terms(months=1), terms(months=13), terms(breath=4), terms(advance=-10), terms(advance=PRICE), terms(advance=5), terms(PlanBasis.TRUST)):
        assert await told(town, "maryam", "preview", PRICE, wanted, 12) == "aghsat.bad_terms", wanted
    assert await told(town, "maryam", "preview", Rial(1_000_000), terms(months=12), 12) == "aghsat.part_too_small"
    assert await told(town, "maryam", "preview", Rial(100 * MILLION), terms(), 12) == "aghsat.less_credit"
    assert await told(town, "maryam", "advance_between", Rial(MILLION // 10), terms(months=12)) == "aghsat.out_of_reach"


async def test_late_costs_nothing_and_very_late_closes_the_way(town: Folk) -> None:
    _, plan = await delivered(town, terms(months=3))
    await town.town.later(days=28)
    assert "روز دیگر" in town["maryam"].last.text
    await town.town.later(days=7)
    assert await stands(town, plan) is PlanState.BEHIND and "جریمه ندارد" in town["maryam"].text
    await town.town.later(days=28)
    assert await stands(town, plan) is PlanState.DEFAULTED
    assert await told(town, "maryam", "preview", PRICE, terms(), 12) == "aghsat.far_behind"
    assert await do(town, "maryam", "offers", PRICE, BOTH, 12) == []
    assert await owes(town, plan) == PRICE * 2 // 3, "not a rial more"
    assert await pays(town, plan, 1) in (PlanState.RUNNING, PlanState.BEHIND)
    assert await pays(town, plan, 1) is PlanState.DONE


async def test_a_hami_is_told_of_a_month_and_of_the_end(town: Folk) -> None:
    await lends(town, 3 * MILLION)
    await pay_in(town, "reza", 10 * MILLION)
    _, plan = await delivered(town, terms(PlanBasis.HAMI, months=3), "reza")
    await town.town.later(days=64)
    assert await stands(town, plan, "reza") is PlanState.DEFAULTED and "احوالپرسی" in town["hassan"].text
    await pays(town, plan, 9, "reza")
    assert "تا آخر پرداخت شد" in town["hassan"].last.text


async def test_what_goes_back_takes_the_last_parts_off_and_then_is_money(town: Folk) -> None:
    before, free = await has(town), await points(town)
    order, plan = await delivered(town, terms(advance=2 * MILLION, months=5), count=2)
    assert await owes(town, plan) == 8 * MILLION and await has(town) == before - 4 * MILLION
    back = await do(town, "maryam", "ask_back", order, LOOM, 1, BackReason.FAULTY, "یک پایه‌اش شکسته است", ("telegram:photo",), service="bazaar")
    await do(town, "zahra", "agree", back, service="bazaar")
    await do(town, "zahra", "got_back", back, service="bazaar")
    seen = await do(town, "maryam", "plan", plan)
    assert await owes(town, plan) == 2 * MILLION and [p.owed for p in seen.parts] == [0, 2 * MILLION, 0, 0, 0], "the last three fell away"
    assert await has(town) == before - 4 * MILLION, "what was paid for the other one stays"
    again = await do(town, "maryam", "ask_back", order, LOOM, 1, BackReason.FAULTY, "این هم شکسته است", ("telegram:photo",), service="bazaar")
    await do(town, "zahra", "got_back", again, service="bazaar")
    assert await stands(town, plan) is PlanState.UNDONE and await owes(town, plan) == 0 and await has(town) == before and await points(town) == free


async def test_a_refusal_of_the_seller_undoes_all_of_it(town: Folk) -> None:
    before, free = await has(town), await points(town)
    order, plan = await bought(town, terms(advance=MILLION, months=5))
    await do(town, "zahra", "reject", order, "دار تمام شد", service="bazaar")
    assert await stands(town, plan) is PlanState.UNDONE and await has(town) == before and await points(town) == free
    assert "چیزی بدهکار نیستید" in town["maryam"].text


async def test_a_plan_that_is_paid_becomes_money_when_goods_go_back(town: Folk) -> None:
    before = await has(town)
    order, plan = await delivered(town, terms(months=3))
    await pays(town, plan, 9)
    back = await do(town, "maryam", "ask_back", order, LOOM, 1, BackReason.FAULTY, "پایه‌اش شکسته است", ("telegram:photo",), service="bazaar")
    await do(town, "zahra", "got_back", back, service="bazaar")
    assert await stands(town, plan) is PlanState.UNDONE and await has(town) == before


async def test_an_old_bill_pays_nothing(town: Folk) -> None:
    _, plan = await bought(town, terms(months=5))
    bill = await do(town, "maryam", "bill", plan, 2)
    await pays(town, plan, 1)
    assert await told(town, "maryam", "pay", plan, bill.numbers, bill.total) == "aghsat.other_bill"
    assert await told(town, "hassan", "pay", plan, bill.numbers, bill.total) == "aghsat.no_such_plan"
    assert await told(town, "hassan", "bill", plan, 1) == await told(town, "hassan", "plan", plan) == "aghsat.no_such_plan"


async def test_the_months_ahead_over_everything(town: Folk) -> None:
    await bought(town, terms(months=3))
    await bought(town, terms(months=2, breath=1), product=2)
    months = await do(town, "maryam", "months_ahead")
    assert sum(m.plans for m in months) == 2 * PRICE // 3 + 5_000_000 and all(m.loans == 0 for m in months)
    assert [m.plans for m in months] == [0, PRICE // 3 + 2_500_000, PRICE // 3 + 2_500_000]
    assert await do(town, "hassan", "months_ahead") == []


async def test_points_that_a_plan_uses_are_lent_to_nobody_and_back_no_loan(town: Folk) -> None:
    before = await points(town)
    await bought(town, terms(months=12), count=2)  # twelve million over twelve months
    used = 144 * MILLION // 10
    code = (await town.member("reza")).code
    await proves(town, "maryam", to_give(code))
    free = await points(town)
    assert free == before - used
    assert await told(town, "maryam", "give", code, Rial(free + MILLION), SpentOn.LOAN, service="hami") == "hami.over_capacity"


@pytest.mark.parametrize("basis", [PlanBasis.POINTS, PlanBasis.HALF])
async def test_a_loan_that_is_overdue_comes_first(town: Folk, basis: PlanBasis) -> None:
    await running(town, "maryam", 2 * MILLION, 10)
    await town.town.later(days=32)
    advance = PRICE // 2 if basis is PlanBasis.HALF else 0
    assert await told(town, "maryam", "preview", PRICE, terms(basis, advance), 12) == "aghsat.loan_overdue"


async def test_nothing_of_the_house_is_made_or_lost(town: Folk) -> None:
    fees = await balance(town, FEES)
    await bought(town, terms(months=4))
    assert await balance(town, FEES) == fees, "no gain, no cost of waiting"
