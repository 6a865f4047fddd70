"""گشتن، سبد و نامه - a member looks around, keeps something, fills a cart and asks the seller; nobody sees a number.   Product: handlers/bazaar/"""

from __future__ import annotations

import pytest

from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from tests.bazaar.conftest import KHORJIN, KILIM, PRICE, do
from tests.membership.townsfolk import CONFIRM, Folk
from tests.sat.conftest import do as sat_does
from tests.sat.conftest import told as sat_told


async def told(folk: Folk, who: str, verb: str, *args: object) -> str:
    return await sat_told(folk, who, verb, *args, service="bazaar")


async def test_one_browses_to_a_product_keeps_it_and_puts_it_into_the_cart(folk: Folk) -> None:
    await folk["maryam"].begins("bazaar.browse")
    await folk.plays("maryam", "«صنایع دستی»", "«فرش و گلیم»", "«نزدیک‌ها اول»", "«گلیم پشمی کوچک»")
    assert "۸۵۰٬۰۰۰ تومان" in folk["maryam"].text and "گلیم ده‌زیار" in folk["maryam"].text and "پلاک" not in folk["maryam"].text
    await folk.plays("maryam", "«نگهش دارم برای بعد»")
    await folk["maryam"].begins("bazaar.product", (await sat_does(folk, "maryam", "on_sale", KILIM)).code)
    await folk.plays("maryam", "«می‌خواهم بخرم»", "۲۰")
    assert "۱۰" in folk["maryam"].last.text, "there are ten of them"
    await folk.plays("maryam", "دو تا", "«سبدم را ببینم»")
    assert "۱٬۷۰۰٬۰۰۰ تومان" in folk["maryam"].text
    (booth,) = await do(folk, "maryam", "cart")
    assert [(line.good.product, line.count, line.enough) for line in booth.lines] == [(KILIM, 2, True)] and booth.total == 2 * PRICE
    await folk.plays("maryam", "«سفارش می‌دهم»")
    assert "کالا چطور به دستتان برسد؟" in folk["maryam"].last.text
    await folk["maryam"].begins("bazaar.cart")
    await folk.plays("maryam", "«گلیم پشمی کوچک، ۲ عدد»", "«از سبد بردارم»")
    assert await do(folk, "maryam", "cart") == []
    await folk["maryam"].begins("bazaar.favourites")
    await folk.plays("maryam", "«گلیم پشمی کوچک»", "«از پسندیده‌ها برود»")
    assert await do(folk, "maryam", "favourites") == []


async def test_one_searches_as_one_speaks_and_is_told_kindly_when_there_is_nothing(folk: Folk) -> None:
    await folk["maryam"].begins("bazaar.search")
    await folk.plays("maryam", "موتورسیکلت")
    assert "چیزی پیدا نکردیم" in folk["maryam"].last.text
    await folk.plays("maryam", "خورجین پشمى", "«خورجین پشمی»", "«بقیه‌ی این سات»")
    assert "سات ⁨گلیم ده‌زیار⁩" in folk["maryam"].text


async def test_a_link_and_a_code_lead_to_the_product_and_the_booth(folk: Folk) -> None:
    await folk["maryam"].begins("bazaar.product", (await sat_does(folk, "maryam", "on_sale", KILIM)).code)
    await folk.plays("maryam", "«برای کسی بفرستم»")
    code = (await sat_does(folk, "maryam", "on_sale", KILIM)).code
    assert f"bazaar_product-{code}" in folk["maryam"].text
    await folk["hassan"].opens(f"bazaar_product-{code}")
    assert "گلیم پشمی کوچک" in folk["hassan"].text
    await folk["hassan"].begins("bazaar.by_code")
    await folk.plays("hassan", "۱۲")
    assert "نه کد کالاست و نه شناسه‌ی سات" in folk["hassan"].last.text
    await folk.plays("hassan", (await sat_does(folk, "zahra", "mine")).code)
    assert "پاسخ‌گو" in folk["hassan"].text
    await folk["zahra"].begins("sat.share")
    assert "bazaar_booth-ST" in folk["zahra"].text
    await folk["reza"].opens("bazaar_product-PR10018")
    assert "چنین کالایی پیدا نشد" in folk["reza"].text, "a mistyped code finds nothing"


async def test_a_question_and_its_answer_pass_through_the_house(folk: Folk) -> None:
    await folk["maryam"].begins("bazaar.ask_seller", KILIM)
    await folk.plays("maryam", "رنگ سبزش را دارید؟ ۰۹۱۲ ۳۴۵ ۶۷۸۹ زنگ بزنید")
    assert "بدون شماره بنویسید" in folk["maryam"].last.text
    await folk.plays("maryam", "رنگ سبزش را هم دارید؟")
    assert "رنگ سبزش را هم دارید؟" in folk["zahra"].last.text and "حسینی" not in folk["zahra"].last.text
    await folk["zahra"].taps("پاسخ بدهم")
    await folk.plays("zahra", "بله، تا پس‌فردا آماده می‌شود.")
    await folk["maryam"].taps("پاسخ بدهم")
    await folk.plays("maryam", "پس همان را می‌خواهم.")
    assert "پس همان را می‌خواهم." in folk["zahra"].last.text
    assert await told(folk, "hassan", "letters_about", 1) == "bazaar.no_such_letter"
    assert await told(folk, "maryam", "answer", 1, "سلام") == "bazaar.no_such_letter", "it came to the seller"


async def test_what_is_not_sold_now_is_said_and_may_go(folk: Folk) -> None:
    for product in (KILIM, KHORJIN):
        await do(folk, "maryam", "put_in_cart", product, 3)
        await do(folk, "maryam", "keep", product)
    await sat_does(folk, "zahra", "count_it", KILIM, 2)
    await sat_does(folk, "zahra", "hide", KHORJIN)
    (booth,) = await do(folk, "maryam", "cart")
    assert [line.enough for line in booth.lines] == [False, False] and not booth.ready
    await folk["maryam"].begins("bazaar.cart")
    assert "اکنون ۲ عدد هست" in folk["maryam"].text
    await folk["maryam"].begins("bazaar.favourites")
    await folk.plays("maryam", "«اکنون فروخته نمی‌شود»", CONFIRM)
    assert [g.product for g in await do(folk, "maryam", "favourites")] == [KILIM]


async def test_what_must_not_be_put_into_a_cart(folk: Folk) -> None:
    assert await told(folk, "zahra", "put_in_cart", KILIM, 1) == "bazaar.your_own"
    assert await told(folk, "maryam", "put_in_cart", 99, 1) == "bazaar.no_such_good"
    assert await told(folk, "maryam", "put_in_cart", KILIM, 0) == "bazaar.bad_count"
    assert await told(folk, "maryam", "put_in_cart", KILIM, 11) == "bazaar.not_so_many"
    assert await told(folk, "maryam", "write", KILIM, "۶۲۷۴-۱۲۱۲-۳۴۳۴-۵۶۵۶".translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789"))) == "bazaar.no_numbers"
    for _ in range(20):
        await do(folk, "maryam", "write", KILIM, "سلام، هست؟")
    with pytest.raises(Refusal, match="wrote_enough"):
        await do(folk, "maryam", "write", KILIM, "سلام؟")


async def test_what_somebody_did_is_told_to_them_and_forgotten_with_them(folk: Folk) -> None:
    await do(folk, "maryam", "put_in_cart", KILIM, 1)
    await do(folk, "maryam", "keep", KHORJIN)
    await do(folk, "maryam", "write", KILIM, "سلام، هست؟")
    me = (await folk.member("maryam")).id
    assert {line.kind for line in await do(folk, "maryam", "data_of", me)} == {"favourite", "in_cart", "letter"}
    assert await told(folk, "hassan", "data_of", me) == "bazaar.not_yours"
    async with folk.scene() as scene:
        await scene.services["bazaar"].forget(SYSTEM, me)
    assert await do(folk, "maryam", "data_of", me) == []
