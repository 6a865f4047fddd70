"""پس دادن و نظر - state by event, refunds in reverse order, the law's seven working days, who decides; and ratings by real buyers only.   Moves: take_back.py"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.take_back import BACK_MOVES, BackReason, BackState, TakeBackId
from domain.kernel.persian.dates import day_in_tehran, works
from domain.sat.sections import Section
from tests.bazaar.conftest import KILIM, MONEY, PRICE, delivered, do, has, ordered, settles
from tests.bazaar.test_orders import credit_left, lent
from tests.membership.townsfolk import CONFIRM, PHOTO, Folk
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import on_sale, workshop
from tests.sat.conftest import told as sat_told

WHY, SHOT = "گوشه‌ی گلیم پاره است", ("photo|telegram:torn",)
EVENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "agree": ("zahra", ()), "refuse": ("zahra", (WHY,)), "got_back": ("zahra", ()), "have_sent": ("maryam", ()), "withdraw_return": ("maryam", ()),
    "rule": ("reza", (True, WHY)),
}  # fmt: skip
AFTER: dict[BackState, dict[str, BackState]] = {
    BackState.ASKED: {"agree": BackState.AGREED, "refuse": BackState.DISPUTED, "got_back": BackState.REFUNDED, "withdraw_return": BackState.WITHDRAWN},
    BackState.AGREED: {"have_sent": BackState.SENT, "got_back": BackState.REFUNDED, "withdraw_return": BackState.WITHDRAWN},
    BackState.SENT: {"got_back": BackState.REFUNDED},
    BackState.DISPUTED: {"rule": BackState.REFUNDED, "withdraw_return": BackState.WITHDRAWN, "got_back": BackState.REFUNDED},
    BackState.REFUNDED: {}, BackState.DENIED: {}, BackState.WITHDRAWN: {},
}  # fmt: skip


async def told(folk: Folk, who: str, verb: str, *args: object) -> str:
    return await sat_told(folk, who, verb, *args, service="bazaar")


async def asked(folk: Folk, order: OrderId, count: int = 1, reason: BackReason = BackReason.FAULTY, product: int = KILIM) -> TakeBackId:
    photos = () if reason is BackReason.CHANGED_MIND else SHOT
    number: TakeBackId = await do(folk, "maryam", "ask_back", order, product, count, reason, WHY, photos)
    return number


async def brought(folk: Folk, state: BackState) -> TakeBackId:
    number = await asked(folk, await delivered(folk, count=2))
    steps = {
        BackState.AGREED: ["agree"], BackState.SENT: ["agree", "have_sent"], BackState.DISPUTED: ["refuse"], BackState.REFUNDED: ["got_back"],
        BackState.WITHDRAWN: ["withdraw_return"], BackState.DENIED: ["refuse"],
    }  # fmt: skip
    for step in steps.get(state, []):
        who, args = EVENTS[step]
        await do(folk, who, step, number, *args)
    if state is BackState.DENIED:
        await do(folk, "reza", "rule", number, False, WHY)
    return number


async def stands(folk: Folk, number: TakeBackId) -> BackState:
    found: BackState = (await do(folk, "maryam", "return_seen", number)).state
    return found


@pytest.mark.parametrize("state", list(BackState))
async def test_what_must_not_happen_is_refused(paying: Folk, state: BackState) -> None:
    number = await brought(paying, state)
    before = await has(paying, "maryam")
    for event, (who, args) in EVENTS.items():
        if event not in AFTER[state]:
            assert await told(paying, who, event, number, *args) in ("bazaar.cannot_move", "bazaar.decided_already"), event
    assert await stands(paying, number) is state and await has(paying, "maryam") == before


@pytest.mark.parametrize(("state", "event", "after"), [(s, e, a) for s, events in AFTER.items() for e, a in events.items()])
async def test_what_may_happen_does(paying: Folk, state: BackState, event: str, after: BackState) -> None:
    number = await brought(paying, state)
    assert after in BACK_MOVES[state]
    who, args = EVENTS[event]
    await do(paying, who, event, number, *args)
    assert await stands(paying, number) is after
    assert await has(paying, "maryam") == MONEY - (PRICE if after is BackState.REFUNDED else 2 * PRICE)


async def test_part_goes_back_and_the_seller_gets_the_rest(paying: Folk) -> None:
    order = await delivered(paying, count=2)
    await do(paying, "zahra", "got_back", await asked(paying, order))
    assert (await do(paying, "maryam", "order_seen", order)).back == PRICE
    await do(paying, "maryam", "all_is_well", order)
    await settles(paying)
    assert (await has(paying, "maryam"), await has(paying, "zahra")) == (MONEY - PRICE, PRICE)


async def test_all_goes_back_and_the_order_is_over(paying: Folk) -> None:
    order = await delivered(paying, count=2)
    await do(paying, "zahra", "got_back", await asked(paying, order))
    await do(paying, "zahra", "got_back", await asked(paying, order))
    assert (await do(paying, "maryam", "order_seen", order)).state is OrderState.RETURNED and await has(paying, "maryam") == MONEY
    assert await told(paying, "maryam", "ask_back", order, KILIM, 1, BackReason.FAULTY, WHY, SHOT) == "bazaar.too_late_to_take_back"


async def test_while_it_is_asked_back_nothing_reaches_the_seller(paying: Folk) -> None:
    order = await delivered(paying)
    number = await asked(paying, order)
    await do(paying, "zahra", "refuse", number, WHY)
    assert await told(paying, "maryam", "all_is_well", order) == "bazaar.asked_back_already"
    await paying.town.later(days=20)
    await settles(paying)
    assert await has(paying, "zahra") == 0 and (await do(paying, "maryam", "order_seen", order)).state is OrderState.DELIVERED
    await do(paying, "reza", "rule", number, False, WHY)
    await paying.town.later(days=2)
    await settles(paying)
    assert await has(paying, "zahra") == PRICE


async def test_a_silent_seller_does_not_decide(paying: Folk) -> None:
    number = await asked(paying, await delivered(paying))
    await paying.town.later(hours=49)
    assert await stands(paying, number) is BackState.DISPUTED and "اختلاف بر سر" in paying["reza"].last.text
    assert [b.id for b in await do(paying, "reza", "disputes")] == [number]


async def test_on_the_seventh_working_day_it_is_taken_back_and_on_the_eighth_not(paying: Folk) -> None:
    """domain digest 5.10, row 6."""
    order = await delivered(paying)
    begun = day_in_tehran(paying.town.now)
    counted = 0
    while counted < 7:
        await paying.town.later(days=1)
        counted += works(day_in_tehran(paying.town.now))
    assert day_in_tehran(paying.town.now) - begun > timedelta(days=7), "there was a holiday between"
    number = await asked(paying, order, reason=BackReason.CHANGED_MIND)
    await do(paying, "maryam", "withdraw_return", number)
    await paying.town.later(days=1)
    assert await told(paying, "maryam", "ask_back", order, KILIM, 1, BackReason.CHANGED_MIND, WHY, ()) == "bazaar.too_late_to_take_back"


async def test_what_was_paid_last_goes_back_first_and_a_loan_never_becomes_cash(paying: Folk) -> None:
    """bazaar:M17, M19."""
    home = (await sat_does(paying, "zahra", "mine")).id
    yarn = int(await on_sale(paying, home, section=Section.YARN, title="نخ پشم کله‌ای", price=6_000_000))
    await workshop(paying, "maryam")
    await lent(paying, "maryam", 8_000_000)
    order = await ordered(paying, product=yarn, count=2, loan="loan:7")
    for who, verb in (("maryam", "pay"), ("zahra", "accept"), ("zahra", "ready"), ("maryam", "have_it")):
        await do(paying, who, verb, order)
    await do(paying, "zahra", "got_back", await asked(paying, order, product=yarn))
    assert (await has(paying, "maryam"), await credit_left(paying, "maryam")) == (MONEY, 2_000_000)
    await do(paying, "zahra", "got_back", await asked(paying, order, product=yarn))
    assert (await has(paying, "maryam"), await credit_left(paying, "maryam")) == (MONEY, 8_000_000)


async def test_food_is_taken_back_only_when_it_is_bad(paying: Folk) -> None:
    home = (await sat_does(paying, "zahra", "mine")).id
    honey = int(await on_sale(paying, home, section=Section.HONEY, title="عسل کوهستان", price=4_000_000))
    order = await ordered(paying, product=honey)
    for who, verb in (("maryam", "pay"), ("zahra", "accept"), ("zahra", "ready"), ("maryam", "have_it")):
        await do(paying, who, verb, order)
    assert await told(paying, "maryam", "ask_back", order, honey, 1, BackReason.CHANGED_MIND, WHY, ()) == "bazaar.not_taken_back"
    assert await told(paying, "maryam", "ask_back", order, honey, 1, BackReason.FAULTY, WHY, ()) == "bazaar.photo_needed"
    assert await told(paying, "maryam", "ask_back", order, honey, 2, BackReason.FAULTY, WHY, SHOT) == "bazaar.not_in_order"
    assert await told(paying, "hassan", "ask_back", order, honey, 1, BackReason.FAULTY, WHY, SHOT) == "bazaar.no_such_order"
    await asked(paying, order, product=honey)
    assert await told(paying, "maryam", "ask_back", order, honey, 1, BackReason.FAULTY, WHY, SHOT) == "bazaar.asked_back_already"


async def test_nobody_decides_what_is_not_theirs(paying: Folk) -> None:
    number = await asked(paying, await delivered(paying))
    for verb, args in (("agree", ()), ("refuse", (WHY,)), ("got_back", ())):
        assert await told(paying, "maryam", verb, number, *args) == "bazaar.no_such_return", verb
    for verb in ("have_sent", "withdraw_return"):
        assert await told(paying, "zahra", verb, number) == "bazaar.no_such_return", verb
    assert await told(paying, "maryam", "rule", number, True, WHY) == "kernel.not_allowed"
    assert await told(paying, "zahra", "return_seen", TakeBackId(99)) == "bazaar.no_such_return"


@pytest.mark.postgres
async def test_of_a_refund_and_a_ruling_at_once_the_money_goes_back_once(postgres_paying: Folk) -> None:
    number = await asked(postgres_paying, await delivered(postgres_paying))
    await do(postgres_paying, "zahra", "refuse", number, WHY)
    sides = (("zahra", "got_back", ()), ("reza", "rule", (True, WHY)), ("hassan", "rule", (False, WHY)))
    said = await asyncio.gather(*(told(postgres_paying, who, verb, number, *args) for who, verb, args in sides))
    assert said.count("done") == 1
    assert await has(postgres_paying, "maryam") in (MONEY, MONEY - PRICE)


async def test_the_talk_of_a_return_with_photos_and_a_judge(paying: Folk) -> None:
    order = await delivered(paying, count=2)
    await paying["maryam"].begins("bazaar.order_page", int(order))
    await paying.plays("maryam", "«می‌خواهم پس بدهم»", "۱", "«خراب یا معیوب است»", PHOTO, "«رد شدن»", WHY, CONFIRM)
    assert "پول نزد ما می‌ماند" in paying["maryam"].text
    await paying["zahra"].begins("bazaar.returns")
    await paying.plays("zahra", "«گلیم پشمی کوچک»", "«نمی‌پذیرم»", "سالم تحویل شد", CONFIRM)
    await paying["reza"].taps("نگاه می‌کنم")
    await paying.plays("reza", "«عکس‌ها را ببینم»")
    assert any(m.media is not None for m in paying["reza"].chat[-3:])
    await paying["reza"].begins("bazaar.disputes")
    await paying.plays("reza", "«گلیم پشمی کوچک»", "«پول به خریدار برگردد»", "پارگی روشن است", CONFIRM)
    assert "پارگی روشن است" in paying["maryam"].text and "پارگی روشن است" in paying["zahra"].text
    assert await has(paying, "maryam") == MONEY - PRICE


async def test_the_talk_of_a_return_that_is_agreed(paying: Folk) -> None:
    number = await asked(paying, await delivered(paying), reason=BackReason.CHANGED_MIND)
    for who, label in (("zahra", "می‌پذیرم، کالا را بیاورد"), ("maryam", "کالا را پس دادم"), ("zahra", "رسید، پولش برگردد")):
        await paying[who].begins("bazaar.return_page", int(number))
        await paying.plays(who, f"«{label}»", CONFIRM)
    assert await has(paying, "maryam") == MONEY


async def test_only_who_bought_says_what_they_think_once_and_the_seller_answers_once(paying: Folk) -> None:
    order = await delivered(paying)
    assert await told(paying, "maryam", "rate", order, KILIM, 5, "") == "bazaar.not_yet_over"
    await do(paying, "maryam", "all_is_well", order)
    await paying["maryam"].taps("نظر بدهم")
    await paying.plays("maryam", "«خوب»", "رنگش همان بود")
    assert await told(paying, "maryam", "rate", order, KILIM, 5, "") == "bazaar.rated_already"
    assert await told(paying, "hassan", "rate", order, KILIM, 1, "") == "bazaar.no_such_order"
    await paying["zahra"].taps("پاسخ نظر خریدار")
    await paying.plays("zahra", "ممنون که گفتید.")
    assert await told(paying, "zahra", "answer_rating", 1, "باز هم ممنون") == "bazaar.answered_already"
    await paying["hassan"].opens(f"bazaar_product-{(await sat_does(paying, 'hassan', 'on_sale', KILIM)).code}")
    assert "۴ از ۵" in paying["hassan"].text
    await paying.plays("hassan", "«نظر خریداران»")
    assert "رنگش همان بود" in paying["hassan"].text and "ممنون که گفتید." in paying["hassan"].text and "مریم ح" in paying["hassan"].text
    late = await delivered(paying)
    await do(paying, "maryam", "all_is_well", late)
    await paying.town.later(days=31)
    assert await told(paying, "maryam", "rate", late, KILIM, 5, "") == "bazaar.too_late_to_rate"
