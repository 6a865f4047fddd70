"""گفت‌وگوی وام - asked for, led to what is missing and back, signed, reviewed, paid back: with the whole product around it.   Product: handlers/loan/"""

from __future__ import annotations

import json
import re

from bot.pictures import draw
from domain.kernel.persian.letters import normalise
from domain.loan.guarding import Lack
from domain.loan.loan import LoanState
from domain.loan.terms import Track
from tests.kit.renderings import looks_as_before
from tests.loan.conftest import MILLION, TEN, asks, do, has, lends, noted, owes, reviewed, running, seen
from tests.membership.townsfolk import CONFIRM, Folk

FREE, NOT_LIABLE, WORK = "«بدون کارمزد»", "«خانم هستم»", "«ابزار و مواد کار خودم»"


async def gives_code(folk: Folk, who: str) -> None:
    await folk[who].says(re.findall(r"کد تأیید شما: <code>(.*?)</code>", normalise(folk[who].text))[-1])


async def test_a_member_asks_is_led_to_the_note_and_back_signs_and_has_the_money(bank: Folk) -> None:
    await bank["zahra"].begins("loan.ask")
    await bank.plays("zahra", FREE, "۱۰ میلیون تومان", "«۲۰ ماه»", NOT_LIABLE, WORK)
    assert "ده میلیون تومان" in bank["zahra"].last.text and "۵۰۰٬۰۰۰ تومان" in bank["zahra"].last.text
    await bank.plays("zahra", CONFIRM)
    assert "سفته‌ی ۱۲٬۰۰۰٬۰۰۰ تومان لازم است" in bank["zahra"].text
    await bank["zahra"].taps("سفته بگیریم")
    assert "ضامن" in bank["zahra"].last.text, "how large the loan is need not be said again"
    await bank.plays("zahra", "«بله»", (await bank.member("maryam")).code, CONFIRM)
    await bank["zahra"].taps("امضا می‌کنم")
    await bank.plays("zahra", CONFIRM)
    await gives_code(bank, "zahra")
    await bank["maryam"].taps("می‌خوانم و امضا می‌کنم")
    await bank.plays("maryam", CONFIRM)
    await gives_code(bank, "maryam")
    assert "برگردیم به درخواست وام" in bank["zahra"].text
    (loan,) = await do(bank, "zahra", "loan", "my_loans")
    await bank["zahra"].begins("loan.follow", int(loan.id))
    await bank["zahra"].taps("قرارداد را می‌خوانم")
    assert "قرارداد وام" in bank["zahra"].text
    await bank.plays("zahra", CONFIRM)
    await gives_code(bank, "zahra")
    assert "قرارداد امضا شد" in bank["zahra"].text
    await bank["reza"].taps("بررسی می‌کنم")
    assert "کاملاً متناسب" in bank["reza"].text and "با ضامن" in bank["reza"].text
    await bank.plays("reza", "«تأیید می‌کنم»", CONFIRM)
    assert "به «پول من» واریز شد" in bank["zahra"].text and await owes(bank, loan.id) == TEN
    assert "پرداخت شد" in bank["maryam"].text, "the guarantor knows"


async def test_a_calculation_becomes_a_request(bank: Folk) -> None:
    await bank["zahra"].begins("loan.calculate")
    await bank.plays("zahra", "«با کارمزد سالانه»", "«مبلغ وام را می‌دانم»", "۱۰ میلیون", "«۲۴ ماه»", "«همین وام را می‌خواهم»", WORK, CONFIRM)
    (loan,) = await do(bank, "zahra", "loan", "my_loans")
    assert (loan.track, loan.amount, loan.months) == (Track.FEE, TEN, 24)


async def test_who_asks_twice_is_shown_the_first(bank: Folk) -> None:
    await asks(bank)
    await bank["zahra"].begins("loan.ask")
    await bank.plays("zahra", FREE)
    assert "هنوز باز است" in bank["zahra"].text
    assert len(await do(bank, "zahra", "loan", "my_loans")) == 1


async def test_who_owes_their_service_is_shown_the_other_loan(bank: Folk) -> None:
    await bank["zahra"].begins("loan.ask")
    await bank.plays("zahra", FREE, "۱۰ میلیون", "«۲۰ ماه»", "«کارت جدید را هنوز ندارم»")
    assert "با کارمزد این شرط را ندارد" in bank["zahra"].last.text
    await bank.plays("zahra", "«وام دیگر را ببینم»")
    assert "کدام وام" in bank["zahra"].last.text and await do(bank, "zahra", "loan", "my_loans") == []


async def test_too_few_points_say_how_many_and_what_helps(bank: Folk) -> None:
    loan = await asks(bank, amount=13 * MILLION, months=24)
    await bank["zahra"].begins("loan.follow", int(loan))
    told = bank["zahra"].text
    assert "۶ امتیاز کم است؛ مدت کوتاه‌تر یا حمایت حامی" in told, told[-600:]
    assert "تا ۲۰ ماه کافی است" in told
    await bank["zahra"].taps("مبلغ یا مدت را عوض کنم")
    await bank.plays("zahra", "۱۰ میلیون", "«۲۰ ماه»", CONFIRM)
    assert [n.lack for n in (await seen(bank, loan)).needs] == [Lack.NOTE]
    await lends(bank, 10 * MILLION)
    assert "حمایت حامی آماده است" in bank["zahra"].text


async def test_a_support_that_comes_later_is_used_with_one_tap(bank: Folk) -> None:
    loan = await asks(bank, amount=13 * MILLION, months=24)
    await lends(bank, 10 * MILLION)
    await bank["zahra"].begins("loan.follow", int(loan))
    assert "هنوز به کار نرفته" in bank["zahra"].text
    await bank.plays("zahra", "«از حمایت حامی استفاده کنم»")
    assert "نقد نمی‌شود" in bank["zahra"].last.text
    await bank.plays("zahra", CONFIRM)
    found = await seen(bank, loan)
    assert found.supported and Lack.POINTS not in [n.lack for n in found.needs]


async def test_a_reviewer_sends_back_with_words(bank: Folk) -> None:
    loan = await reviewed(bank)
    await bank["reza"].begins("loan.desk")
    await bank.plays("reza", "«وام»", "«برای اصلاح برمی‌گردانم»", "مدت را بیشتر کنید", CONFIRM)
    assert (await seen(bank, loan)).state is LoanState.PREPARING
    assert "مدت را بیشتر کنید" in bank["zahra"].text
    await bank["hassan"].begins("loan.review", int(loan))
    assert "تصمیم نمی‌گیرید" in bank["hassan"].text


async def test_who_has_too_little_is_led_to_pay_in_and_a_bill_is_paid(bank: Folk) -> None:
    loan = await running(bank)
    await bank["zahra"].begins("loan.pay", int(loan))
    await bank.plays("zahra", "«چند تا با هم»", "۳")
    assert "۱٬۵۰۰٬۰۰۰ تومان بابت ۳ قسط" in bank["zahra"].last.text
    before = await has(bank)
    await bank.plays("zahra", CONFIRM)
    assert await has(bank) == before - 15_000_000 and await owes(bank, loan) == TEN - 15_000_000
    await do(bank, "zahra", "hesam", "send", (await bank.member("reza")).code, type(TEN)(await has(bank) - 100_000), "بابت قالی", False)
    await bank["zahra"].begins("loan.settle", int(loan))
    assert "اول پول واریز کنیم" in bank["zahra"].last.text
    await bank.plays("zahra", "«واریز می‌کنم»")
    assert await owes(bank, loan) == TEN - 15_000_000


async def test_a_bill_of_yesterday_is_not_paid(bank: Folk) -> None:
    loan = await running(bank)
    await bank["zahra"].begins("loan.pay", int(loan))
    await bank.plays("zahra", "«همین یکی»")
    await bank.town.later(days=40)
    before = await owes(bank, loan)
    await bank.plays("zahra", CONFIRM)
    assert await owes(bank, loan) == before == TEN and "چیزی برداشته نشد" in bank["zahra"].text


async def test_time_is_asked_and_given_in_chat(bank: Folk) -> None:
    loan = await running(bank)
    await bank["zahra"].begins("loan.relief", int(loan))
    await bank.plays("zahra", "«۲ ماه»", "سیل کارگاه را برد", CONFIRM)
    await bank["reza"].taps("پاسخ می‌دهم")
    assert "سیل کارگاه را برد" in bank["reza"].last.text
    await bank.plays("reza", "«بله»", CONFIRM)
    assert "۲ ماه عقب رفت" in bank["zahra"].text


async def test_the_schedule_and_the_contract_come_as_papers(bank: Folk) -> None:
    loan = await running(bank, months=24, track=Track.FEE)
    await do(bank, "zahra", "loan", "pay", loan, (1,), type(TEN)(2_000_000))
    await bank["zahra"].begins("loan.follow", int(loan))
    await bank.plays("zahra", "«جدول قسط‌ها»")
    assert "۲. یکشنبه ۳ مرداد ۱۴۰۶: ۴۵۴٬۵۴۵ تومان (قسط وام)" in bank["zahra"].text and "۱۴. " not in bank["zahra"].text.split("قسط‌های پیش رو")[1]
    picture, paper = [m.media for m in bank["zahra"].chat if m.media is not None][-2:]
    assert picture is not None and paper is not None
    _, head, *rows = json.loads(paper.ref.removeprefix("draw:paper:"))["parts"]
    assert head.startswith("شماره\t") and len(rows) == 24
    assert rows[0].endswith("کارمزد سال\t۲۰۰٬۰۰۰ تومان\t۰ تومان\tداده شد") and rows[1].endswith("مانده")
    looks_as_before("loan_schedule", draw(picture.ref.removeprefix("draw:"), bank.town.house.texts))
    await bank["zahra"].begins("loan.follow", int(loan))
    await bank.plays("zahra", "«قراردادم را ببینم»")
    contract = [m.media for m in bank["zahra"].chat if m.media is not None][-1]
    assert contract is not None and contract.name == "قرارداد وام.pdf"
    facts = contract.ref.removeprefix("draw:paper:")
    told = " ".join(json.loads(facts)["parts"])
    assert "ده میلیون تومان" in told and "وام‌گیرنده: ⁨زهرا" in told and "امضا درست است" in told and (await seen(bank, loan)).digest in normalise(told)
    looks_as_before("contract", draw(f"first_page:{facts}", bank.town.house.texts))


async def test_a_request_is_taken_back_and_the_note_stays(bank: Folk) -> None:
    loan = await asks(bank)
    await noted(bank, "zahra", TEN, "maryam")
    await bank["zahra"].begins("loan.follow", int(loan))
    await bank.plays("zahra", "«درخواست را پس می‌گیرم»", CONFIRM)
    assert (await seen(bank, loan)).state is LoanState.WITHDRAWN
    assert (await do(bank, "zahra", "icap", "my_notes"))[0].state.value == "issued"
