"""گفت‌وگوهای پول - members send money, ask it back and disagree, with the whole product around them.   Product: handlers/hesam/"""

from __future__ import annotations

import json
import re
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.outside import Outside
from bot.outside.banking import TwinBank
from bot.outside.paying import KeptInMemory, TwinGateway
from domain.hesam.model import BANK, Posting, Why, own
from domain.hesam.policy import policy_on
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from storage.hesam.invariants import INVARIANTS
from tests.kit.people import refused
from tests.membership.townsfolk import CONFIRM, Folk, open_folk

SKIP = "«رد شدن»"


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """Zahra has 500,000 toman; Maryam has none; Reza is a poshtiban."""
    async with open_folk(sqlite_url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.POSHTIBAN)
        zahra = await made.member("zahra")
        async with made.scene() as scene:
            postings = (Posting(BANK, own(zahra.id), Rial(5_000_000)),)
            await scene.services["hesam"].post(SYSTEM, "test:in", Why.PAID_IN, postings, "test:payment:1")
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def sent(folk: Folk, amount: str = "۲۰۰ هزار تومان") -> None:
    """Zahra sends Maryam money for cheese."""
    await folk["zahra"].begins("hesam.send")
    await folk.plays("zahra", (await folk.member("maryam")).code, amount, "بابت پنیر محلی", CONFIRM)


async def asked_back(folk: Folk) -> None:
    await sent(folk)
    await folk["zahra"].begins("hesam.transfers")
    await folk.plays("zahra", "۲۰۰٬۰۰۰ تومان", "«اشتباه شد، پس می‌خواهم»", "کد را اشتباه نوشتم", CONFIRM)


async def money(folk: Folk, who: str) -> str:
    await folk[who].begins("hesam.money")
    return next(m.text for m in reversed(folk[who].chat) if "پول شما تا این لحظه" in m.text)


async def test_money_goes_to_the_name_that_was_shown_and_both_are_told(folk: Folk) -> None:
    await folk["zahra"].begins("hesam.send")
    await folk["zahra"].says((await folk.member("maryam")).code.lower())
    name = (await folk.member("maryam")).name
    assert name in folk["zahra"].last.text and "۵۰۰٬۰۰۰ تومان" in folk["zahra"].last.text
    await folk.plays("zahra", "دویست هزار تومان", "بابت پنیر محلی")
    assert name in folk["zahra"].last.text and "دویست هزار تومان" in folk["zahra"].last.text
    await folk["zahra"].taps(CONFIRM.strip("«»"))
    assert "به دست" in folk["zahra"].text
    assert "۲۰۰٬۰۰۰ تومان" in folk["maryam"].text and "بابت پنیر محلی" in folk["maryam"].text
    assert "۳۰۰٬۰۰۰ تومان" in await money(folk, "zahra")
    assert "۲۰۰٬۰۰۰ تومان" in await money(folk, "maryam")


async def test_a_wrong_code_and_too_much_money_are_asked_again_and_the_rest_stays(folk: Folk) -> None:
    await folk["zahra"].begins("hesam.send")
    await folk["zahra"].says("ACDEFHJK")
    assert "پیدا نشد" in folk["zahra"].last.text
    await folk["zahra"].says((await folk.member("zahra")).code)
    assert "کد خودتان" in folk["zahra"].last.text
    await folk.plays("zahra", (await folk.member("maryam")).code, "۶۰۰ هزار تومان")
    assert "۵۰۰٬۰۰۰ تومان" in folk["zahra"].last.text
    await folk.plays("zahra", "۵۰۰ هزار تومان", SKIP, CONFIRM)
    assert "۵۰۰٬۰۰۰ تومان" in await money(folk, "maryam")


async def test_who_has_nothing_is_told_so_before_the_amount(folk: Folk) -> None:
    await folk["maryam"].begins("hesam.send")
    await folk["maryam"].says((await folk.member("zahra")).code)
    assert "الان نمی‌شود فرستاد" in folk["maryam"].text


async def test_a_second_tap_and_a_restart_send_nothing_twice(folk: Folk) -> None:
    await folk["zahra"].begins("hesam.send")
    await folk.plays("zahra", (await folk.member("maryam")).code, "۱۰۰ هزار تومان", SKIP, restart=True)
    message, button = folk["zahra"].button(CONFIRM.strip("«»"))
    for _ in range(3):
        folk.restart()
        await folk["zahra"].taps_ref(button.ref, message.id)
    assert "۴۰۰٬۰۰۰ تومان" in await money(folk, "zahra")


async def test_what_was_sent_by_mistake_is_given_back(folk: Folk) -> None:
    await asked_back(folk)
    assert "کد را اشتباه نوشتم" in folk["maryam"].text
    assert "۲۰۰٬۰۰۰ تومان دیگر فعلاً نگه داشته" in await money(folk, "maryam")
    await folk["maryam"].taps("پس می‌دهم")
    await folk["maryam"].taps(CONFIRM.strip("«»"))
    assert "به فرستنده برگشت" in folk.card("maryam", "درخواست برگرداندن پول").text
    assert "را به شما برگرداند" in folk["zahra"].text
    assert "۵۰۰٬۰۰۰ تومان" in await money(folk, "zahra")


async def test_what_they_do_not_agree_about_a_poshtiban_decides(folk: Folk) -> None:
    await asked_back(folk)
    await folk["maryam"].taps("مال من است")
    await folk["maryam"].says("بهای دو کیلو پنیر است")
    assert "بهای دو کیلو پنیر است" in folk["reza"].text and "بهای دو کیلو پنیر است" not in folk["hassan"].last.text.partition("فرستنده")[0]
    await folk["reza"].taps("رأی می‌دهم")
    await folk.plays("reza", "«نزد گیرنده بماند»", "پیام‌ها نشان می‌دهد که بهای جنس بوده است", CONFIRM)
    for who in ("zahra", "maryam"):
        assert "رأی پشتیبان" in folk[who].text and "بهای جنس" in folk[who].text
    assert "نگه داشته" not in await money(folk, "maryam")
    assert "۲۰۰٬۰۰۰ تومان" in await money(folk, "maryam")


async def test_no_answer_in_seven_days_brings_it_before_a_poshtiban(folk: Folk) -> None:
    await asked_back(folk)
    await folk.town.later(days=7, minutes=1)
    assert "گیرنده در مهلتش پاسخی نداد" in folk["reza"].text
    assert "مهلت پاسخ" in folk["maryam"].text and "مهلت پاسخ" in folk["zahra"].text


async def test_the_statement_tells_each_line_and_finds_by_name_and_amount(folk: Folk) -> None:
    await sent(folk)
    await folk["zahra"].begins("hesam.statement")
    await folk["zahra"].taps("از آغاز تا امروز")
    page = next(m.text for m in reversed(folk["zahra"].chat) if "صورت‌حساب" in m.text and "➖" in m.text)
    assert "واریز از بانک" in page and "۵۰۰٬۰۰۰ تومان" in page and (await folk.member("maryam")).name in page
    await folk["zahra"].taps("همین‌ها بس است")
    await folk["zahra"].begins("hesam.statement")
    await folk.plays("zahra", "«جست‌وجوی نام یا مبلغ»", "۲۰۰۰۰۰")
    assert "➖" in folk["zahra"].text
    await folk["maryam"].begins("hesam.statement")
    await folk.plays("maryam", "«جست‌وجوی نام یا مبلغ»", "کسی که نیست")
    assert "چیزی پیدا نشد" in folk["maryam"].text


async def test_older_lines_come_without_those_that_were_shown(folk: Folk) -> None:
    zahra = await folk.member("zahra")
    async with folk.scene() as scene:
        for n in range(policy_on(folk.town.now.date()).page + 3):
            await scene.services["hesam"].post(SYSTEM, f"test:{n}", Why.PAID_IN, (Posting(BANK, own(zahra.id), Rial(10 * (n + 1))),), "test:payment:1")
    await folk["zahra"].begins("hesam.statement")
    await folk.plays("zahra", "«از آغاز تا امروز»", "«بله، قدیمی‌ترها»")
    pages = [m.text for m in folk["zahra"].chat if "تازه‌ترین در بالا" in m.text]
    assert [page.count("➕") for page in pages] == [policy_on(folk.town.now.date()).page, 4]


async def test_the_statement_comes_on_paper_with_what_was_left_after_each_line(folk: Folk) -> None:
    await sent(folk)
    await folk["zahra"].begins("hesam.statement")
    await folk.plays("zahra", "«از آغاز تا امروز»", "«برگه‌اش را برای چاپ بفرستید»")
    (given,) = [m for m in folk["zahra"].chat if m.media is not None]
    assert given.media is not None and given.media.name == "صورت‌حساب پول من.pdf" and "چاپ" in given.text
    sums, head, came, went = json.loads(given.media.ref.removeprefix("draw:paper:"))["parts"]
    assert "در آغاز: ۰ تومان" in sums and "۳۰۰٬۰۰۰ تومان" in sums and head.startswith("روز\t")
    assert came.split("\t")[1:] == ["آمد", "واریز از بانک", "—", "۵۰۰٬۰۰۰ تومان", "۵۰۰٬۰۰۰ تومان"]
    assert [clean(cell) for cell in went.split("\t")[1:]] == ["رفت", "انتقال", (await folk.member("maryam")).name, "۲۰۰٬۰۰۰ تومان", "۳۰۰٬۰۰۰ تومان"]


def clean(cell: str) -> str:
    """Without the isolates around a name."""
    return cell.strip("\u2066\u2068\u2069")


async def test_a_sheet_begins_with_what_was_there_before_its_span(folk: Folk) -> None:
    await folk.town.later(days=2)
    await sent(folk)
    zahra = Actor((await folk.member("zahra")).id, frozenset({Hat(Role.MEMBER)}), "telegram:zahra")
    async with folk.scene() as scene:
        hesam = scene.services["hesam"]
        sheet = await hesam.sheet(zahra, folk.town.now - timedelta(days=1))
        assert (sheet.opening, sheet.closing, sheet.cut, [one.left for one in sheet.lines]) == (5_000_000, 3_000_000, False, [3_000_000])
        with refused("hesam.span_backwards"):
            await hesam.sheet(zahra, folk.town.now, folk.town.now - timedelta(days=1))


async def test_nobody_opens_a_transfer_of_others_by_its_number(folk: Folk) -> None:
    await sent(folk)
    await folk["hassan"].begins("hesam.transfer", 1)
    assert "پیدا نکردیم" in folk["hassan"].text and "پنیر" not in folk["hassan"].text
    await folk["hassan"].begins("hesam.give_back", 1)
    assert "پیدا نکردیم" in folk["hassan"].last.text or "پیدا نکردیم" in folk["hassan"].text
    assert "۲۰۰٬۰۰۰ تومان" in await money(folk, "maryam")


async def pays(folk: Folk, amount: str = "۵۰ هزار تومان") -> TwinGateway:
    """Maryam wants to pay in; the house has the twin."""
    twin = TwinGateway(KeptInMemory(), "http://127.0.0.1:8080")
    folk.town.house.outside = Outside(folk.clerk, folk.sms, gateway=twin)
    await folk["maryam"].begins("hesam.pay_in")
    await folk.plays("maryam", amount, CONFIRM)
    return twin


def authority(folk: Folk) -> str:
    return re.findall(r"/pay/trial/(\w+)", folk["maryam"].text)[-1]


async def comes_back(folk: Folk) -> None:
    async with folk.scene() as scene:
        await scene.services["hesam"].came_back(SYSTEM, authority(folk))


async def test_a_member_pays_in_at_the_gateway_and_is_told_when_it_is_there(folk: Folk) -> None:
    twin = await pays(folk)
    assert "آزمایشی" in folk["maryam"].text and "http://127.0.0.1:8080/pay/trial/" in folk["maryam"].text
    await twin.decide(authority(folk), pays=True)
    await comes_back(folk)
    assert "به حساب شما نشست" in folk["maryam"].text and "۵۰٬۰۰۰ تومان" in await money(folk, "maryam")
    await folk["maryam"].begins("hesam.payments")
    await folk["maryam"].taps("۵۰٬۰۰۰ تومان")
    assert "شماره‌ی پیگیری" in folk["maryam"].text


async def test_who_never_comes_back_is_found_and_who_does_not_pay_is_told(folk: Folk) -> None:
    twin = await pays(folk)
    await twin.decide(authority(folk), pays=True)
    await folk.town.later(minutes=16)
    assert "۵۰٬۰۰۰ تومان" in await money(folk, "maryam")
    await pays(folk, "۷۰ هزار تومان")
    await folk.town.later(minutes=16)
    await folk.town.later(minutes=16)
    await folk.town.later(minutes=32)
    assert "پرداخت ۷۰٬۰۰۰ تومان انجام نشد" in folk["maryam"].text


async def test_an_unpaid_one_can_be_opened_again_and_three_are_enough(folk: Folk) -> None:
    for amount in ("۱۰ هزار تومان", "۲۰ هزار تومان", "۳۰ هزار تومان", "۴۰ هزار تومان"):
        await pays(folk, amount)
    assert "چند پرداخت نیمه‌کاره دارید" in folk["maryam"].text
    await folk["maryam"].taps("۲۰٬۰۰۰ تومان")
    assert "هنوز پرداخت نشده" in folk["maryam"].text


async def test_a_house_without_a_gateway_says_so(folk: Folk) -> None:
    await folk["maryam"].begins("hesam.pay_in")
    assert "فعلاً پرداخت اینترنتی" in folk["maryam"].text


async def withdraws(folk: Folk, sheba: str = "IR88 0700 0000 0000 0001 2345 67") -> None:
    """Zahra withdraws 100,000 toman through the twin of the bank."""
    folk.town.house.outside = Outside(folk.clerk, folk.sms, bank=TwinBank(KeptInMemory()))
    await folk["zahra"].begins("hesam.withdraw")
    await folk.plays("zahra", sheba, "۱۰۰ هزار تومان", CONFIRM)


async def test_own_money_goes_to_the_own_account_and_the_member_is_told(folk: Folk) -> None:
    await withdraws(folk)
    assert "۱۰۰٬۰۰۰ تومان دیگر فعلاً نگه داشته" in await money(folk, "zahra")
    await folk.town.later(minutes=3)
    assert "برداشت آزمایشی" in folk["zahra"].text
    assert "۴۰۰٬۰۰۰ تومان" in await money(folk, "zahra")
    await folk["zahra"].begins("hesam.payouts")
    await folk["zahra"].taps("۱۰۰٬۰۰۰ تومان")
    assert "واریز شد" in folk["zahra"].text and "۴۵۶۷" in folk["zahra"].text and "۰۰۰۰ ۰۰۰۱" not in folk["zahra"].last.text


async def test_one_thinks_better_of_it_in_the_first_minutes(folk: Folk) -> None:
    await withdraws(folk)
    await folk["zahra"].taps("جلویش را بگیرید")
    await folk.town.later(minutes=5)
    assert "انجام نمی‌شود" in folk["zahra"].text and "۵۰۰٬۰۰۰ تومان" in await money(folk, "zahra")


async def test_an_account_of_somebody_else_is_not_paid_into(folk: Folk) -> None:
    await withdraws(folk, "IR260700000000000000000000")
    await folk.town.later(minutes=3)
    assert "به نام شما نیست" in folk["zahra"].text
    assert "۵۰۰٬۰۰۰ تومان" in await money(folk, "zahra")


async def test_a_house_without_a_bank_pays_nothing_out(folk: Folk) -> None:
    await folk["zahra"].begins("hesam.withdraw")
    assert "فعلاً برداشت به حساب بانکی" in folk["zahra"].text
