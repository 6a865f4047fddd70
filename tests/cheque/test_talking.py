"""گفت‌وگوی چک - a book, a cheque, its payee, a third one, its day: with the whole product around it.   Product: handlers/cheque/"""

from __future__ import annotations

import json

from bot.pictures import draw
from domain.cheque.cheque import ChequeState
from tests.cheque.conftest import FIVE, Press, bounced, given, has_book, holds, issues, seen
from tests.kit.renderings import looks_as_before
from tests.loan.conftest import MILLION, do, has, told
from tests.loan.test_lending_talk import gives_code
from tests.membership.townsfolk import CONFIRM, Folk


async def test_from_a_book_to_the_money(counter: Folk, press: Press) -> None:
    press.mood = "made"
    await counter["zahra"].begins("cheque.book")
    await counter.plays("zahra", "«۵ برگ»", CONFIRM)
    await gives_code(counter, "zahra")
    assert "دسته‌چک دیجیتال شما آماده است" in counter["zahra"].text
    await counter["zahra"].taps("نوشتن چک")
    await counter.plays("zahra", (await counter.member("maryam")).code, "۵ میلیون تومان", "۱۰ روز دیگر", "ده کیلو پشم")
    assert "۵٬۰۰۰٬۰۰۰ تومان" in counter["zahra"].last.text and "پنج میلیون تومان" in counter["zahra"].last.text
    await counter.plays("zahra", CONFIRM)
    await gives_code(counter, "zahra")
    assert "صادر شد" in counter["zahra"].text
    assert "ده کیلو پشم" in counter["maryam"].text
    await counter["maryam"].taps("می‌پذیرم")
    assert "پذیرفته شد" in counter["zahra"].text
    (cheque,) = await do(counter, "maryam", "cheque", "my_cheques")
    await counter["maryam"].begins("cheque.cheque", int(cheque.id))
    await counter.plays("maryam", "«برای وصول بگذارم»", CONFIRM)
    assert "برای وصول گذاشته شد" in counter["zahra"].text and "به حساب شما می‌آید" in counter["maryam"].last.text
    before = await has(counter, "maryam")
    await counter.town.later(days=8)
    assert "پول آن را دارید" in counter["zahra"].text, "she was reminded"
    await counter.town.later(days=8)
    assert await has(counter, "maryam") == before + FIVE
    assert "وصول شد" in counter["maryam"].text and "پرداخت شد" in counter["zahra"].text


async def test_the_payee_says_no_with_a_reason(booked: Folk) -> None:
    number = await issues(booked)
    await booked["maryam"].taps("نمی‌پذیرم")
    await booked.plays("maryam", "مبلغ چیز دیگری بود", CONFIRM)
    assert (await seen(booked, number)).state is ChequeState.REJECTED
    assert "مبلغ چیز دیگری بود" in booked["zahra"].text


async def test_it_is_passed_on_and_the_third_one_accepts(booked: Folk) -> None:
    number = await holds(booked)
    await booked["maryam"].begins("cheque.cheque", int(number))
    await booked.plays("maryam", "«به کس دیگری واگذار کنم»", (await booked.member("hassan")).code, CONFIRM)
    await gives_code(booked, "maryam")
    await booked["hassan"].taps("می‌پذیرم")
    assert (await seen(booked, number)).holder == (await booked.member("hassan")).short_name
    await booked["zahra"].begins("cheque.cheque", int(number))
    assert "واگذاری، " in booked["zahra"].text and "حسن" in booked["zahra"].text, "the drawer sees where it went"


async def test_a_wrong_payee_is_asked_again_and_nothing_is_lost(booked: Folk) -> None:
    await booked["zahra"].begins("cheque.write")
    await booked.plays("zahra", (await booked.member("zahra")).code)
    assert "خودتان" in booked["zahra"].last.text
    await booked.plays("zahra", (await booked.member("reza")).code, "۵ میلیون", "۱۰ روز دیگر", "ده کیلو پشم", CONFIRM)
    await gives_code(booked, "zahra")
    assert "حساب بانکی ندارد" in booked["zahra"].last.text
    await booked.plays("zahra", (await booked.member("maryam")).code)
    assert "ده کیلو پشم" in booked["zahra"].last.text, "what was answered is still there"


async def test_a_bounced_one_leads_to_the_money_and_is_paid(booked: Folk) -> None:
    number = await bounced(booked)
    assert "برگشت خورد" in booked["zahra"].text and "وصول نشد" in booked["maryam"].text
    await booked["zahra"].begins("cheque.book")
    assert "چک برگشتی" in booked["zahra"].text
    await booked["zahra"].begins("cheque.cheque", int(number))
    await booked.plays("zahra", "«بپردازم»")
    assert "کم دارید" in booked["zahra"].last.text
    await booked.plays("zahra", "«فعلاً نه»")
    await given(booked, 20 * MILLION, "hassan")
    await booked["zahra"].begins("cheque.cheque", int(number))
    await booked.plays("zahra", "«بپردازم»", CONFIRM)
    assert (await seen(booked, number)).state is ChequeState.PAID
    assert await told(booked, "zahra", "cheque", "settle", number) == "cheque.cannot_move"


async def test_what_is_missing_leads_there(counter: Folk) -> None:
    await counter["reza"].begins("cheque.book")
    assert "حساب بانکی می‌خواهد" in counter["reza"].text
    await counter.plays("reza", "«حساب باز کنم»")
    assert "احراز هویت" in counter["reza"].text


async def test_the_document_says_what_was_signed_and_every_step(booked: Folk) -> None:
    number = await holds(booked)
    await booked["maryam"].begins("cheque.cheque", int(number))
    await booked.plays("maryam", "«سند چک»")
    paper = [m.media for m in booked["maryam"].chat if m.media is not None][-1]
    assert paper is not None
    facts = paper.ref.removeprefix("draw:paper:")
    told = "\n".join(json.loads(facts)["parts"])
    assert "پنج میلیون تومان" in told and "پذیرفتن\t" in told and (await seen(booked, number)).digest in told
    looks_as_before("cheque", draw(f"first_page:{facts}", booked.town.house.texts))


async def test_a_refused_book_is_told(counter: Folk, press: Press) -> None:
    press.mood = "refused"
    await has_book(counter)
    assert "موافقت نکرد" in counter["zahra"].text
    await counter["zahra"].begins("cheque.book")
    assert "موافقت نکرد" in counter["zahra"].text and "چند برگ می‌خواهید" in counter["zahra"].last.text
