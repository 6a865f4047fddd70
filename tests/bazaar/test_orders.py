"""سفارش در هر وضع - state by event, what the money does, who may not; no rial and no kilim is lost or doubled.   Moves: domain/bazaar/order.py"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from domain.bazaar.order import ORDER_MOVES, News, OrderId, OrderState
from domain.bazaar.take_back import BackReason
from domain.hesam.model import BANK, Account, Money, Posting, Why
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from domain.sat.sections import Section
from tests.bazaar.conftest import CHEAPER, KHORJIN, KILIM, MONEY, PRICE, STOCK, code_of, delivered, do, has, ordered, placed, ready, settles, stock
from tests.membership.townsfolk import Folk
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import on_sale, opened, workshop
from tests.sat.conftest import told as sat_told

WHY = "پشم این رنگ تمام شده است"
EVENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "pay": ("maryam", ()), "cancel": ("maryam", ()), "accept": ("zahra", ()), "reject": ("zahra", (WHY,)), "ready": ("zahra", ()), "call_off": ("zahra", (WHY,)),
    "have_it": ("maryam", ()), "all_is_well": ("maryam", ()),
}  # fmt: skip
AFTER: dict[OrderState, dict[str, OrderState]] = {
    OrderState.UNPAID: {"pay": OrderState.PLACED, "cancel": OrderState.CANCELLED},
    OrderState.PLACED: {"accept": OrderState.PREPARING, "reject": OrderState.REJECTED, "cancel": OrderState.CANCELLED},
    OrderState.PREPARING: {"ready": OrderState.READY, "call_off": OrderState.CANCELLED},
    OrderState.READY: {"have_it": OrderState.DELIVERED, "call_off": OrderState.CANCELLED},
    OrderState.SHIPPED: {"have_it": OrderState.DELIVERED},
    OrderState.DELIVERED: {"all_is_well": OrderState.COMPLETED},
    OrderState.COMPLETED: {}, OrderState.SETTLED: {}, OrderState.LAPSED: {}, OrderState.CANCELLED: {}, OrderState.REJECTED: {}, OrderState.EXPIRED: {},
    OrderState.RETURNED: {},
}  # fmt: skip
NOT_TO_BE = (OrderState.LAPSED, OrderState.CANCELLED, OrderState.REJECTED, OrderState.EXPIRED)


async def told(folk: Folk, who: str, verb: str, *args: object) -> str:
    return await sat_told(folk, who, verb, *args, service="bazaar")


async def brought(folk: Folk, state: OrderState) -> OrderId:
    """An order of two kilims that stands so."""
    if state in (OrderState.UNPAID, OrderState.LAPSED):
        number = await ordered(folk, count=2)
    else:
        number = await placed(folk, count=2)
    if state is OrderState.LAPSED:
        await folk.town.later(minutes=31)
    if state is OrderState.EXPIRED:
        await folk.town.later(hours=49)
    steps = {
        OrderState.PREPARING: ["accept"], OrderState.READY: ["accept", "ready"], OrderState.SHIPPED: ["accept", "ready"],
        OrderState.DELIVERED: ["accept", "ready", "have_it"],
        OrderState.COMPLETED: ["accept", "ready", "have_it", "all_is_well"], OrderState.SETTLED: ["accept", "ready", "have_it", "all_is_well"],
        OrderState.RETURNED: ["accept", "ready", "have_it"],
        OrderState.CANCELLED: ["cancel"], OrderState.REJECTED: ["reject"],
    }  # fmt: skip
    for step in steps.get(state, []):
        who, args = EVENTS[step]
        await do(folk, who, step, number, *args)
    if state is OrderState.SHIPPED:
        async with folk.scene() as scene:
            await scene.services["bazaar"].parcel_moved(SYSTEM, number, News.PICKED_UP)
    if state is OrderState.SETTLED:
        await settles(folk)
    if state is OrderState.RETURNED:
        await do(folk, "zahra", "got_back", await do(folk, "maryam", "ask_back", number, KILIM, 2, BackReason.CHANGED_MIND, WHY, ()))
    return number


async def stands(folk: Folk, number: OrderId) -> OrderState:
    found: OrderState = (await do(folk, "maryam", "order_seen", number)).state
    return found


@pytest.mark.parametrize("state", list(OrderState))
async def test_what_must_not_happen_is_refused_and_moves_no_money(paying: Folk, state: OrderState) -> None:
    number = await brought(paying, state)
    before = (await has(paying, "maryam"), await has(paying, "zahra"), await stock(paying))
    for event, (who, args) in EVENTS.items():
        if event not in AFTER[state]:
            assert await told(paying, who, event, number, *args) in ("bazaar.cannot_move", "bazaar.no_such_order", "bazaar.seller_has_begun"), event
    assert await stands(paying, number) is state
    assert (await has(paying, "maryam"), await has(paying, "zahra"), await stock(paying)) == before


@pytest.mark.parametrize(("state", "event", "after"), [(s, e, a) for s, events in AFTER.items() for e, a in events.items()])
async def test_what_may_happen_does(paying: Folk, state: OrderState, event: str, after: OrderState) -> None:
    number = await brought(paying, state)
    assert after in ORDER_MOVES[state]
    who, args = EVENTS[event]
    await do(paying, who, event, number, *args)
    assert await stands(paying, number) is after
    if after in NOT_TO_BE:
        assert (await has(paying, "maryam"), await stock(paying)) == (MONEY, STOCK), "all is back, in the purse and on the shelf"


@pytest.mark.parametrize("state", NOT_TO_BE)
async def test_what_is_not_to_be_costs_nothing(paying: Folk, state: OrderState) -> None:
    await brought(paying, state)
    assert (await has(paying, "maryam"), await has(paying, "zahra"), await stock(paying)) == (MONEY, 0, STOCK)


async def test_the_seller_is_paid_after_seven_working_days_and_not_before(paying: Folk) -> None:
    number = await delivered(paying, count=2)
    assert await has(paying, "maryam") == MONEY - 2 * PRICE and await has(paying, "zahra") == 0
    await paying.town.later(days=6)
    assert await stands(paying, number) is OrderState.DELIVERED and await has(paying, "zahra") == 0
    await paying.town.later(days=6)
    await settles(paying)
    assert await stands(paying, number) is OrderState.SETTLED and await has(paying, "zahra") == 2 * PRICE
    assert "به «پول من» رسید" in paying["zahra"].text


async def test_a_buyer_who_is_content_lets_the_seller_be_paid_the_next_morning(paying: Folk) -> None:
    number = await delivered(paying)
    await do(paying, "maryam", "all_is_well", number)
    assert await has(paying, "zahra") == 0
    await settles(paying)
    assert await has(paying, "zahra") == PRICE and await stands(paying, number) is OrderState.SETTLED


async def test_five_wrong_codes_lock_it_and_the_buyer_is_told(paying: Folk) -> None:
    number = await ready(paying)
    right = await code_of(paying, number)
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert await do(paying, "zahra", "hand_over", number, wrong) is False
    assert await told(paying, "zahra", "hand_over", number, right) == "bazaar.locked"
    assert "کد نادرست" in paying["maryam"].last.text
    await paying.town.later(minutes=31)
    assert await do(paying, "zahra", "hand_over", number, right) is True
    assert await stands(paying, number) is OrderState.DELIVERED


async def test_the_code_is_the_buyers_alone(paying: Folk) -> None:
    number = await ready(paying)
    assert len(await code_of(paying, number)) == 6
    assert (await do(paying, "zahra", "order_seen", number)).code == "" and await code_of(paying, number) not in paying["zahra"].text
    for who in ("hassan", "reza"):
        assert await told(paying, who, "order_seen", number) == "bazaar.no_such_order"


async def test_nobody_does_what_is_the_others(paying: Folk) -> None:
    number = await placed(paying)
    for verb, args in (("accept", ()), ("reject", (WHY,)), ("ready", ()), ("call_off", (WHY,)), ("hand_over", ("123456",)), ("let_out", ())):
        for who in ("maryam", "hassan"):
            assert await told(paying, who, verb, number, *args) == "bazaar.no_such_order", verb
    for verb in ("pay", "cancel", "have_it", "all_is_well", "want_out"):
        for who in ("zahra", "hassan"):
            assert await told(paying, who, verb, number) == "bazaar.no_such_order", verb
    unpaid = await ordered(paying, "hassan")
    assert await told(paying, "zahra", "order_seen", unpaid) == "bazaar.no_such_order", "what is not paid is not the seller's to see"


async def test_once_begun_both_must_agree(paying: Folk) -> None:
    number = await brought(paying, OrderState.PREPARING)
    assert await told(paying, "zahra", "let_out", number) == "bazaar.nobody_wants_out"
    await do(paying, "maryam", "want_out", number)
    assert await told(paying, "maryam", "want_out", number) == "bazaar.cannot_move"
    await do(paying, "zahra", "keep_in", number, WHY)
    assert (await do(paying, "maryam", "order_seen", number)).why == WHY and await stands(paying, number) is OrderState.PREPARING
    await do(paying, "maryam", "want_out", number)
    await do(paying, "zahra", "let_out", number)
    assert await stands(paying, number) is OrderState.CANCELLED and await has(paying, "maryam") == MONEY


async def test_price_and_name_stay_as_they_were_ordered(paying: Folk) -> None:
    number = await placed(paying)
    await sat_does(paying, "zahra", "price_it", KILIM, Rial(99_000_000))
    await sat_does(paying, "zahra", "delete", KILIM)
    seen = await do(paying, "maryam", "order_seen", number)
    assert (seen.total, seen.lines[0].title) == (PRICE, "گلیم پشمی کوچک")
    await do(paying, "zahra", "reject", number, WHY)
    assert await has(paying, "maryam") == MONEY


async def test_a_cart_of_two_booths_becomes_two_orders(paying: Folk) -> None:
    await workshop(paying, "reza")
    home = await sat_does(paying, "reza", "mine")
    assert home is None
    other = await opened(paying, "reza", name="جاجیم رضا")
    third = await on_sale(paying, other, "reza", price=1_000_000)
    for product in (KILIM, KHORJIN, int(third)):
        await do(paying, "maryam", "put_in_cart", product, 1)
    first, second = await do(paying, "maryam", "cart")
    assert (first.total, second.total) == (PRICE + CHEAPER, 1_000_000)
    await do(paying, "maryam", "pay", await do(paying, "maryam", "order", first.sat, "", "رنگ قرمز"))
    assert [b.sat for b in await do(paying, "maryam", "cart")] == [int(other)], "what is ordered is out of the cart"


async def lent(folk: Folk, who: str, amount: int, loan: str = "loan:7") -> None:
    """Money of a loan, charged to Em-Hesam."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        await scene.services["hesam"].post(SYSTEM, f"test:{who}:{loan}", Why.LOAN, (Posting(BANK, Account(Money.LOAN, me, loan), Rial(amount)),), "loan:loan:7")


async def credit_left(folk: Folk, who: str, loan: str = "loan:7") -> int:
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        return int((await scene.services["hesam"].balance(SYSTEM, Account(Money.LOAN, me, loan))).balance)


async def test_money_of_a_loan_buys_what_the_trade_needs_and_never_becomes_cash(paying: Folk) -> None:
    home = (await sat_does(paying, "zahra", "mine")).id
    yarn = int(await on_sale(paying, home, section=Section.YARN, title="نخ پشم کله‌ای", price=6_000_000))
    await workshop(paying, "maryam")
    await lent(paying, "maryam", 10_000_000)
    await do(paying, "maryam", "put_in_cart", KILIM, 1)
    assert (await do(paying, "maryam", "checkout", int(home))).credits == (), "a kilim is not what a weaver needs"
    assert await told(paying, "maryam", "order", int(home), "loan:7", "") == "bazaar.no_such_credit"
    await do(paying, "maryam", "take_out", KILIM)
    number = await ordered(paying, product=yarn, count=2, loan="loan:7")
    await do(paying, "maryam", "pay", number)
    seen = await do(paying, "maryam", "order_seen", number)
    assert (seen.credit, seen.cash) == (10_000_000, 2_000_000)
    assert await credit_left(paying, "maryam") == 0 and await has(paying, "maryam") == MONEY - 2_000_000
    await do(paying, "zahra", "reject", number, WHY)
    assert await credit_left(paying, "maryam") == 10_000_000 and await has(paying, "maryam") == MONEY, "each where it came from"
    assert await told(paying, "hassan", "order", int(home), "loan:7", "") == "bazaar.nothing_of_it"


async def test_somebody_without_a_hasteh_cannot_spend_a_loan_here(paying: Folk) -> None:
    home = (await sat_does(paying, "zahra", "mine")).id
    yarn = int(await on_sale(paying, home, section=Section.YARN, title="نخ پشم کله‌ای", price=6_000_000))
    await lent(paying, "hassan", 10_000_000)
    await do(paying, "hassan", "put_in_cart", yarn, 1)
    assert (await do(paying, "hassan", "checkout", int(home))).credits == ()


async def test_too_small_a_purse_waits_half_an_hour_and_the_shelf_has_it_back(paying: Folk) -> None:
    number = await ordered(paying, "reza")
    assert await told(paying, "reza", "pay", number) == "bazaar.money_short" and await stock(paying) == STOCK - 1
    await paying.town.later(minutes=31)
    assert await stock(paying) == STOCK
    with pytest.raises(Refusal, match="cannot_move"):
        await do(paying, "reza", "pay", number)


@pytest.mark.postgres
async def test_fifty_buyers_and_one_last_kilim(postgres_paying: Folk) -> None:
    """rel:C6: the stock is never below nothing, and who was too late is told."""
    await sat_does(postgres_paying, "zahra", "count_it", KILIM, 1)
    await do(postgres_paying, "maryam", "put_in_cart", KILIM, 1)
    await do(postgres_paying, "hassan", "put_in_cart", KILIM, 1)
    (booth,) = await do(postgres_paying, "maryam", "cart")
    said = await asyncio.gather(*(told(postgres_paying, ("maryam", "hassan")[n % 2], "order", booth.sat, "", "") for n in range(50)))
    assert said.count("done") == 1, said
    assert set(said) <= {"done", "sat.not_so_many", "bazaar.not_enough_left", "bazaar.nothing_of_it"}
    assert await stock(postgres_paying) == 0


@pytest.mark.postgres
async def test_the_same_order_paid_a_hundred_times_is_paid_once(postgres_paying: Folk) -> None:
    number = await ordered(postgres_paying)
    said = await asyncio.gather(*(told(postgres_paying, "maryam", "pay", number) for _ in range(100)))
    assert said.count("done") == 1 and set(said) <= {"done", "bazaar.cannot_move"}
    assert await has(postgres_paying, "maryam") == MONEY - PRICE


@pytest.mark.postgres
async def test_of_cancelling_and_accepting_at_once_one_counts(postgres_paying: Folk) -> None:
    for _ in range(10):
        number = await placed(postgres_paying)
        said = await asyncio.gather(told(postgres_paying, "maryam", "cancel", number), told(postgres_paying, "zahra", "accept", number))
        state = await stands(postgres_paying, number)
        assert said.count("done") == 1 and state in (OrderState.CANCELLED, OrderState.PREPARING)
        if state is OrderState.PREPARING:
            await do(postgres_paying, "zahra", "call_off", number, WHY)
    assert (await has(postgres_paying, "maryam"), await stock(postgres_paying)) == (MONEY, STOCK)
