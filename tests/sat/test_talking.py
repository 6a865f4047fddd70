"""گفت‌وگوی سات - a booth opened in one form, its contract signed with a code; a product in five messages; stock by one tap.   Product: handlers/sat/"""

from __future__ import annotations

import re
from dataclasses import replace

from bot.outside.banking import TwinBank
from bot.outside.paying import KeptInMemory
from domain.kernel.persian.letters import normalise
from domain.sat.model import SatFlaw, SatState
from domain.sat.product import ProductState
from domain.sat.sections import Section
from tests.membership.townsfolk import CONFIRM, PHOTO, Folk
from tests.sat.conftest import OTHER_SHEBA, OWN_SHEBA, added, asks, do, on_sale, opened

OPENING = ("گلیم ده‌زیار", "گلیم دست‌باف با پشم خودمان", "۸ صبح", "۹ شب", "«بله»", "«رد شدن»", OWN_SHEBA, "«نقدی»", "«همین ۱ مورد»")
GOODS = (PHOTO, "فرش و گلیم", "گلیم پشمی کوچک\nبا رنگ روناس، شستنی", "۸۵۰ هزار تومان", "۱۲ عدد، ۲ روز، یک و نیم کیلو")


async def gives_code(folk: Folk, who: str) -> None:
    await folk[who].says(re.findall(r"کد تأیید شما: <code>(.*?)</code>", normalise(folk[who].text))[-1])


async def test_a_sat_is_opened_its_contract_signed_and_goods_may_be_listed(folk: Folk) -> None:
    await folk["zahra"].begins("sat.open")
    await folk.plays("zahra", *OPENING)
    assert "قرارداد سات" in folk["zahra"].text and "۴۸ ساعت" in folk["zahra"].text
    await folk.plays("zahra", CONFIRM)
    await gives_code(folk, "zahra")
    assert "عملیات با موفقیت انجام شد" in folk["zahra"].text
    await folk.town.later(seconds=1)
    assert "حالا می‌توانید کالا بگذارید" in folk["zahra"].last.text
    seen = await do(folk, "zahra", "mine")
    assert seen.state is SatState.ACTIVE and seen.form.name == "گلیم ده‌زیار" and seen.form.sheba == OWN_SHEBA


async def test_without_a_hasteh_one_is_led_there(folk: Folk) -> None:
    await folk["maryam"].begins("sat.open")
    await folk.plays("maryam", "«شناسه‌ی هسته بگیرم»")
    assert "نام هسته" in folk["maryam"].last.text


async def test_a_product_is_listed_in_five_messages_looked_at_and_shown(folk: Folk) -> None:
    await opened(folk)
    await folk["zahra"].begins("sat.add")
    await folk.plays("zahra", *GOODS, CONFIRM)
    assert "عکسش را نگاه می‌کنیم" in folk["zahra"].text
    await folk.town.later(seconds=1)
    await folk["reza"].taps("نگاه می‌کنم")
    await folk.plays("reza", "«دیده شود»")
    seen = await do(folk, "zahra", "product", 1)
    assert seen.state is ProductState.LIVE and (seen.stock, seen.form.prep_days, seen.form.weight) == (12, 2, 1500)
    assert seen.form.section is Section.CARPET and seen.form.about == "با رنگ روناس، شستنی"
    await folk["zahra"].taps("یکی کمتر")
    assert (await do(folk, "zahra", "product", 1)).stock == 11


async def test_what_cannot_be_read_is_asked_again_with_an_example(folk: Folk) -> None:
    await opened(folk)
    await folk["zahra"].begins("sat.add")
    await folk.plays("zahra", *GOODS[:4], "۱۲ عدد")
    assert "«۱۲ عدد، ۲ روز، ۵۰۰ گرم»" in folk["zahra"].last.text
    await folk.plays("zahra", "۵۰۰ گرم، دوازده تا، سه روزه", CONFIRM)
    assert (await do(folk, "zahra", "product", 1)).form.prep_days == 3


async def test_something_forbidden_is_said_kindly_and_the_rest_stays(folk: Folk) -> None:
    await opened(folk)
    await folk["zahra"].begins("sat.add")
    await folk.plays("zahra", *GOODS[:2], "تنباکو برای قلیان", *GOODS[3:], CONFIRM)
    assert "در بازار اعضا فروخته نمی‌شود" in folk["zahra"].last.text
    await folk.plays("zahra", "گلیم کوچک", CONFIRM)
    assert (await do(folk, "zahra", "product", 1)).form.title == "گلیم کوچک"


async def test_the_account_of_somebody_else_is_sent_back_and_mended(folk: Folk) -> None:
    folk.town.house.outside = replace(folk.town.house.outside, bank=TwinBank(KeptInMemory()))
    await asks(folk, sheba=OTHER_SHEBA)
    await folk.town.later(seconds=1)
    seen = await do(folk, "zahra", "mine")
    assert seen.state is SatState.NEEDS_EDIT and seen.flaw is SatFlaw.SHEBA
    assert "به نام شما نیست" in folk["zahra"].last.text
    await folk["zahra"].taps("اصلاح سات")
    await folk.plays("zahra", *OPENING, CONFIRM)
    await folk.town.later(seconds=1)
    assert (await do(folk, "zahra", "mine")).state is SatState.ACTIVE


async def test_a_name_like_that_of_an_organisation_is_looked_at_by_a_person(folk: Folk) -> None:
    await opened(folk, name="نمایندگی گلیم")
    await folk["reza"].taps("نگاه می‌کنم")
    await folk.plays("reza", "«برای اصلاح برگردانم»", "نام کار خودتان را بنویسید", CONFIRM)
    assert "نام کار خودتان را بنویسید" in folk["zahra"].last.text
    await folk["zahra"].begins("sat.mend", 1)
    await folk.plays("zahra", *OPENING, CONFIRM)
    await folk.town.later(seconds=1)
    assert (await do(folk, "zahra", "mine")).form.name == "گلیم ده‌زیار"


async def test_price_stock_words_and_photos_are_changed_one_at_a_time(folk: Folk) -> None:
    number = await on_sale(folk, await opened(folk), section=Section.CARPET)
    for n in range(3):
        await on_sale(folk, (await do(folk, "zahra", "mine")).id, title=f"گلیم شماره‌ی {n}")
    await folk["zahra"].begins("sat.goods")
    await folk.plays("zahra", "«گلیم پشمی کوچک»", "«قیمت»", "۹۰۰ هزار تومان", CONFIRM)
    await folk["zahra"].begins("sat.product", int(number))
    await folk.plays("zahra", "«موجودی»", "هفت")
    await folk["zahra"].begins("sat.product", int(number))
    await folk.plays("zahra", "«نام و توضیح»", "گلیم پشمی میانه\nدو متری", CONFIRM)
    await folk["zahra"].begins("sat.product", int(number))
    await folk.plays("zahra", "«عکس دیگر»", PHOTO)
    await folk.town.later(seconds=1)
    seen = await do(folk, "zahra", "product", number)
    assert (seen.price, seen.stock, seen.form.title, len(seen.form.photos)) == (9_000_000, 7, "گلیم پشمی میانه", 2)
    await folk["zahra"].begins("sat.product", int(number))
    await folk.plays("zahra", "«پنهانش کنم»", CONFIRM)
    await folk["zahra"].begins("sat.product", int(number))
    await folk.plays("zahra", "«دوباره نشانش بدهم»")
    await folk["zahra"].begins("sat.product", int(number))
    await folk.plays("zahra", "«برش دارم»", CONFIRM)
    assert number not in [p.id for p in await do(folk, "zahra", "my_goods", seen.sat)]


async def test_a_sat_goes_on_leave_comes_back_changes_and_closes(folk: Folk) -> None:
    await opened(folk)
    for label, steps in (
        ("مرخصی می‌روم", (CONFIRM,)), ("از مرخصی برگشتم", (CONFIRM,)),
        ("مشخصات سات را عوض کنم", ("«معرفی و ساعت پاسخ‌گویی»", "گلیم و جاجیم و خورجین", "۹ صبح", "۶ عصر", CONFIRM)),
        ("مشخصات سات را عوض کنم", ("«نشانی مبدأ کالا»", "گرگان، خیابان ولیعصر، کوچه‌ی ۳، پلاک ۹", "۴۹۱۳۸۱۵۷۳۹", CONFIRM)),
        ("مشخصات سات را عوض کنم", ("«روش‌های پرداخت»", "«نقدی»", "«همین ۱ مورد»", CONFIRM)),
        ("سات را ببندم", (CONFIRM,)),
    ):  # fmt: skip
        await folk["zahra"].begins("sat.mine")
        await folk.plays("zahra", f"«{label}»", *steps)
    assert await do(folk, "zahra", "mine") is None


async def test_who_looks_after_the_bazaar_takes_down_and_suspends_by_code(folk: Folk) -> None:
    home = await opened(folk)
    number = await on_sale(folk, home)
    await added(folk, home, title="گلیم دیگر")
    await folk["reza"].begins("sat.watch")
    await folk.plays("reza", "نمی‌دانم")
    assert "از روی صفحه‌اش بنویسید" in folk["reza"].last.text
    await folk.plays("reza", (await do(folk, "zahra", "product", number)).code, "عکس از اینترنت است", CONFIRM)
    assert "عکس از اینترنت است" in folk["zahra"].last.text
    for why, state in (("پاسخ سفارش‌ها را نمی‌دهد", SatState.SUSPENDED), ("", SatState.ACTIVE)):
        await folk["reza"].begins("sat.watch")
        await folk.plays("reza", (await do(folk, "zahra", "mine")).code, *([why] if why else []), CONFIRM)
        assert (await do(folk, "zahra", "mine")).state is state
    await folk["reza"].begins("sat.desk")
    await folk.plays("reza", "«گلیم دیگر»", "«نمی‌پذیرم»", "نوشته درست نیست", CONFIRM)
    assert "نوشته درست نیست" in folk["zahra"].last.text
