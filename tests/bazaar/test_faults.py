"""خطای فروشنده - who leaves buyers in the lurch is warned, then looked at by a person; buyers see it. What a buyer wanted is no fault.   Source: bazaar:M23"""

from __future__ import annotations

import pytest

from domain.bazaar.order import OrderId, OrderState, Record
from domain.bazaar.take_back import BackReason
from domain.sat.model import SatState
from tests.bazaar.conftest import delivered, do, placed
from tests.membership.townsfolk import CONFIRM, Folk
from tests.sat.conftest import do as sat_does

WHY = "پشم این رنگ تمام شده است"


async def booth(folk: Folk) -> int:
    return int((await sat_does(folk, "zahra", "mine")).id)


async def record(folk: Folk) -> Record:
    found: Record = await do(folk, "maryam", "record_of_sat", await booth(folk))
    return found


async def failed(folk: Folk, times: int) -> None:
    for _ in range(times):
        number = await placed(folk)
        await do(folk, "zahra", "accept", number)
        await do(folk, "zahra", "call_off", number, WHY)


async def unanswered(folk: Folk) -> OrderId:
    number = await placed(folk)
    await folk.town.later(hours=49)
    return number


async def test_silence_and_calling_off_unasked_count_and_are_seen_by_buyers(paying: Folk) -> None:
    await delivered(paying)
    assert await record(paying) == Record(1, 0)
    number = await unanswered(paying)
    assert (await do(paying, "maryam", "order_seen", number)).state is OrderState.EXPIRED
    await failed(paying, 1)
    assert await record(paying) == Record(1, 2)
    await paying["hassan"].begins("bazaar.booth", (await sat_does(paying, "zahra", "mine")).code)
    assert "۱ سفارش به دست خریدار رسید" in paying["hassan"].text and "۲ سفارش را فروشنده بی‌پاسخ گذاشت" in paying["hassan"].text


async def test_of_a_new_booth_nothing_is_said_instead_of_nothing_good(paying: Folk) -> None:
    await paying["hassan"].begins("bazaar.booth", (await sat_does(paying, "zahra", "mine")).code)
    assert "سه ماه گذشته" not in paying["hassan"].text and "نظر خریداران" not in paying["hassan"].text and "—" not in paying["hassan"].text


async def test_what_the_buyer_wanted_and_a_refusal_at_once_are_no_fault(paying: Folk) -> None:
    for end in ("reject", "let_out", "call_off", "cancel"):
        number = await placed(paying)
        if end in ("let_out", "call_off"):
            await do(paying, "zahra", "accept", number)
            await do(paying, "maryam", "want_out", number)
        await do(paying, "maryam" if end == "cancel" else "zahra", end, number, *((WHY,) if end in ("reject", "call_off") else ()))
    assert await record(paying) == Record(0, 0)


async def test_the_third_time_the_seller_is_warned(paying: Folk) -> None:
    await failed(paying, 2)
    assert "در یک ماه گذشته" not in paying["zahra"].text
    await failed(paying, 1)
    assert "۳ سفارش سات" in paying["zahra"].text and "مرخصی" in paying["zahra"].text
    assert "ببینید و تصمیم بگیرید" not in paying["reza"].text


async def test_the_sixth_time_a_person_looks_and_may_hold_the_booth(paying: Folk) -> None:
    await failed(paying, 6)
    assert "بررسی می‌کند" in paying["zahra"].text and "ببینید و تصمیم بگیرید" in paying["reza"].text
    assert (await sat_does(paying, "zahra", "mine")).state is SatState.ACTIVE, "a count holds nobody"
    await paying["reza"].begins("sat.watch", await booth(paying))
    await paying.plays("reza", "سفارش‌ها را بی‌پاسخ می‌گذارد", CONFIRM)
    assert (await sat_does(paying, "zahra", "mine")).state is SatState.SUSPENDED


async def test_after_a_month_it_begins_anew(paying: Folk) -> None:
    await failed(paying, 2)
    await paying.town.later(days=31)
    await failed(paying, 1)
    assert "در یک ماه گذشته" not in paying["zahra"].text
    assert await record(paying) == Record(0, 3), "buyers see three months"


@pytest.mark.postgres
async def test_it_is_counted_alike_on_postgres(postgres_paying: Folk) -> None:
    await delivered(postgres_paying)
    await failed(postgres_paying, 1)
    assert await record(postgres_paying) == Record(1, 1)


async def test_late_and_argued_about_is_shown(paying: Folk) -> None:
    number = await placed(paying)
    await do(paying, "zahra", "accept", number)
    await paying.town.later(days=4)  # two were promised
    await do(paying, "zahra", "ready", number)
    seen = await record(paying)
    assert (seen.late, seen.disputed) == (1, 0)
    order = await delivered(paying)
    assert (await record(paying)).late == 1, "what was ready in time is not late"
    back = await do(paying, "maryam", "ask_back", order, 1, 1, BackReason.FAULTY, "گوشه‌اش پاره است", ("telegram:photo",))
    await do(paying, "zahra", "refuse", back, "سالم بود")
    await do(paying, "reza", "rule", back, False, "در عکس پیدا نیست")
    assert (await record(paying)).disputed == 1
    await paying["maryam"].begins("bazaar.booth", (await sat_does(paying, "zahra", "mine")).code)
    assert "دیرتر از قول" in paying["maryam"].text and "به داوری رسید" in paying["maryam"].text
