"""گفت‌وگوی سفارش - from the cart to the money in the seller's purse, with an empty purse, a reason, a change of mind.   Product: handlers/bazaar/"""

from __future__ import annotations

from domain.bazaar.order import OrderState
from domain.hasteh.model import HastehId
from domain.hesam.events import PaymentOver
from domain.hesam.payment import PaymentId
from domain.sat.sections import Section
from tests.bazaar.conftest import KILIM, MONEY, PRICE, code_of, do, has, ordered, placed, ready, settles
from tests.bazaar.test_orders import lent
from tests.membership.townsfolk import CONFIRM, Folk
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import on_sale, workshop
from tests.sat.conftest import told as sat_told


async def test_bought_accepted_prepared_handed_over_and_paid(paying: Folk) -> None:
    await do(paying, "maryam", "put_in_cart", KILIM, 2)
    await paying["maryam"].begins("bazaar.order")
    await paying.plays("maryam", "«خودم از فروشنده می‌گیرم»", "لطفاً رنگ قرمز باشد.")
    assert "۱٬۷۰۰٬۰۰۰ تومان" in paying["maryam"].last.text
    await paying.plays("maryam", CONFIRM)
    assert "عملیات با موفقیت انجام شد" in paying["maryam"].text
    await paying["zahra"].taps("می‌پذیرم")
    assert "پذیرفت" in paying["maryam"].last.text
    await paying["zahra"].taps("آماده است")
    await paying["maryam"].taps("یک سفارش")
    assert "کد تحویل" in paying["maryam"].text
    code = await code_of(paying, (await do(paying, "maryam", "my_orders"))[0].id)
    await paying["zahra"].taps("تحویل می‌دهم")
    await paying.plays("zahra", "000000" if code != "000000" else "111111")
    assert "این کد نیست" in paying["zahra"].text
    await paying.plays("zahra", code)
    assert "تحویل شد" in paying["zahra"].text and "تحویل شد" in paying["maryam"].text
    await paying["maryam"].begins("bazaar.orders")
    await paying.plays("maryam", "«گلیم پشمی کوچک»", "«همه‌چیز خوب است»", CONFIRM)
    await settles(paying)
    assert "به «پول من» رسید" in paying["zahra"].last.text and await has(paying, "zahra") == 2 * PRICE


async def test_an_empty_purse_is_led_to_paying_in_and_back(paying: Folk) -> None:
    await do(paying, "reza", "put_in_cart", KILIM, 1)
    await paying["reza"].begins("bazaar.order")
    await paying.plays("reza", "«خودم از فروشنده می‌گیرم»", "«رد شدن»", CONFIRM)
    assert "کم دارید" in paying["reza"].text
    await paying.plays("reza", "«کمی بعد»")
    assert "سفارش‌های من" in paying["reza"].last.text
    me = (await paying.member("reza")).id
    async with paying.scene() as scene:
        scene.unit.record(PaymentOver(PaymentId(1), me, paid=True, begun=True))
    assert "منتظر پرداخت است" in paying["reza"].last.text
    await paying["reza"].taps("پرداخت سفارش")
    await paying.plays("reza", "«سفارش را نمی‌خواهم»")
    assert (await do(paying, "reza", "my_orders"))[0].state is OrderState.CANCELLED


async def test_the_seller_cannot_and_says_why(paying: Folk) -> None:
    await placed(paying)
    await paying["zahra"].begins("bazaar.to_prepare")
    await paying.plays("zahra", "«گلیم پشمی کوچک»", "«نمی‌توانم، با دلیل»", "پشم این رنگ تمام شده است.", CONFIRM)
    assert "پشم این رنگ تمام شده است." in paying["maryam"].last.text and await has(paying, "maryam") == MONEY


async def test_a_buyer_changes_their_mind_when_work_has_begun(paying: Folk) -> None:
    number = await ready(paying)
    await paying["maryam"].begins("bazaar.order_page", int(number))
    await paying.plays("maryam", "«می‌خواهم لغو کنم»", CONFIRM)
    await paying["zahra"].begins("bazaar.sold_page", int(number))
    await paying.plays("zahra", "«لغو را نمی‌پذیرم»", "بسته‌بندی شده و به نام شماست.", CONFIRM)
    await do(paying, "maryam", "want_out", number)
    await paying["zahra"].begins("bazaar.sold_page", int(number))
    await paying.plays("zahra", "«لغو را می‌پذیرم»", CONFIRM)
    assert (await do(paying, "maryam", "order_seen", number)).state is OrderState.CANCELLED


async def test_a_buyer_calls_it_off_in_time_and_orders_it_again(paying: Folk) -> None:
    number = await placed(paying)
    await paying["maryam"].begins("bazaar.order_page", int(number))
    await paying.plays("maryam", "«لغو سفارش»", CONFIRM)
    assert await has(paying, "maryam") == MONEY
    await paying["maryam"].begins("bazaar.order_page", int(number))
    await paying.plays("maryam", "«دوباره همین را می‌خواهم»")
    assert "سبد شما" in paying["maryam"].text


async def test_the_sheet_for_packing_and_calling_off(paying: Folk) -> None:
    number = await placed(paying)
    await do(paying, "zahra", "accept", number)
    await paying["zahra"].begins("bazaar.sold_page", int(number))
    await paying.plays("zahra", "«برگه‌ی سفارش»")
    assert "برای چاپ و بسته‌بندی" in paying["zahra"].text
    await paying["zahra"].begins("bazaar.sold_page", int(number))
    await paying.plays("zahra", "«سفارش را لغو کنم»", "دار قالی شکست", CONFIRM)
    await paying["zahra"].begins("bazaar.sold")
    await paying.plays("zahra", "«گلیم پشمی کوچک»")
    assert "این سفارش لغو شد" in paying["zahra"].text


async def test_the_loan_pays_first_and_the_own_money_the_rest(paying: Folk) -> None:
    home = (await sat_does(paying, "zahra", "mine")).id
    yarn = int(await on_sale(paying, home, section=Section.YARN, title="نخ پشم کله‌ای", price=6_000_000))
    await workshop(paying, "maryam")
    await lent(paying, "maryam", 4_000_000)
    await do(paying, "maryam", "put_in_cart", yarn, 1)
    await paying["maryam"].begins("bazaar.order")
    await paying.plays("maryam", "«خودم از فروشنده می‌گیرم»", "«اعتبار وام»", "«رد شدن»")
    assert "از اعتبار وام: ۴۰۰٬۰۰۰ تومان" in paying["maryam"].text and "از پول خودتان: ۲۰۰٬۰۰۰ تومان" in paying["maryam"].text
    await paying.plays("maryam", CONFIRM)
    assert await has(paying, "maryam") == MONEY - 2_000_000


async def test_a_sat_with_an_open_order_does_not_close(paying: Folk) -> None:
    await ordered(paying)
    await paying["zahra"].begins("sat.mine")
    await paying.plays("zahra", "«سات را ببندم»", CONFIRM)
    assert "سفارش هنوز باز است" in paying["zahra"].text
    assert await sat_told(paying, "zahra", "close", HastehId(1), service="hasteh") == "hasteh.orders_open"
