"""از درخواست تا تسویه - points, notes and money move together; penalties, time, early settlement and the end.   Product: domain/loan/   Source: banking.md 7, 13.3"""

from __future__ import annotations

import asyncio
from collections import Counter
from datetime import date, timedelta

import pytest
from sqlalchemy import text

from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.hesam.model import Money
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import day_in_tehran, months_after
from domain.loan.guarding import Lack
from domain.loan.loan import LoanState
from domain.loan.scheduling import Row
from domain.loan.terms import Track
from tests.loan.conftest import HOME, MILLION, TEN, asks, do, has, lends, noted, owes, proves, reviewed, running, seen, signs, told, two_from, worth
from tests.membership.townsfolk import Folk
from tests.merat.conftest import actor, pay_in

FIVE = Rial(5 * MILLION)


async def test_a_loan_from_own_points_is_paid_to_the_own_money_and_uses_them(bank: Folk) -> None:
    before = await has(bank)
    loan = await running(bank)
    assert await has(bank) == before + TEN - 60_000, "the loan came, the stamp duty of 12 million went"
    assert await owes(bank, loan) == TEN
    free = (await do(bank, "zahra", "hami", "me_as_hami")).capacity
    assert free.reserved == 20 * MILLION, "20 points for 10 million in 20 months cannot be lent any more (F-13)"
    (note,) = await do(bank, "zahra", "icap", "my_notes")
    assert note.state.value == "allocated"


async def test_points_are_used_once(bank: Folk) -> None:
    """26 points: 20 for the first loan, and the second, on the other track, would need 10."""
    first = await reviewed(bank)
    second = await asks(bank, months=12, track=Track.FEE)
    await noted(bank, "zahra", TEN, "maryam")
    await signs(bank, second)
    await do(bank, "reza", "loan", "approve", first)
    assert await told(bank, "reza", "loan", "approve", second) == "loan.not_ready"
    assert (await do(bank, "reza", "loan", "to_review", second)).lack is Lack.POINTS
    await do(bank, "reza", "loan", "send_back", second, "امتیاز کم شد")
    assert [n.lack for n in (await seen(bank, second)).needs] == [Lack.POINTS]
    assert (await seen(bank, second)).needs[0].facts["missing"] == 4


async def test_with_a_hami_it_is_charged_to_em_hesam_and_is_never_cash(bank: Folk) -> None:
    support = await lends(bank, 15 * MILLION)
    before = await has(bank)
    loan = await running(bank, supported=True)
    assert await has(bank) == before - 60_000
    me = await actor(bank, "zahra")
    async with bank.scene() as scene:
        (charged,) = [b for b in await scene.services["hesam"].balances(me) if b.money is Money.LOAN]
    assert charged.free == TEN
    assert (await do(bank, "hassan", "hami", "support", support)).left == 0
    assert (await do(bank, "zahra", "hami", "me_as_hami")).capacity.reserved == 5 * MILLION, "the hami's 15 points first, 5 own ones for the rest"
    await _settled(bank, loan)
    assert (await do(bank, "hassan", "hami", "support", support)).state.value == "released"
    assert (await do(bank, "hassan", "hami", "me_as_hami")).capacity.reserved == 0
    assert (await do(bank, "zahra", "hami", "me_as_hami")).capacity.reserved == 0


async def _settled(folk: Folk, loan: int) -> LoanState:
    bill = await do(folk, "zahra", "loan", "payoff", loan)
    found: LoanState = await do(folk, "zahra", "loan", "settle", loan, bill.numbers, bill.total)
    return found


async def test_one_support_behind_two_loans_goes_back_with_the_second(bank: Folk) -> None:
    support = await lends(bank, 12 * MILLION)
    first, second = [await running(bank, amount=FIVE, months=10, supported=True) for _ in range(2)]
    assert (await do(bank, "hassan", "hami", "support", support)).left == 2 * MILLION
    assert await _settled(bank, first) is LoanState.CLOSED
    assert (await do(bank, "hassan", "hami", "support", support)).state.value == "partly"
    await pay_in_more(bank)
    assert await _settled(bank, second) is LoanState.CLOSED
    assert (await do(bank, "hassan", "hami", "support", support)).state.value == "released"


async def test_a_hami_who_takes_back_before_the_approval_stops_it(bank: Folk) -> None:
    await pay_out_of_the_house(bank)
    support = await lends(bank, 15 * MILLION)
    loan = await reviewed(bank, supported=True)
    await do(bank, "hassan", "hami", "take_back", support)
    assert await told(bank, "reza", "loan", "approve", loan) == "loan.not_ready"
    assert (await seen(bank, loan)).state is LoanState.REVIEW and await owes(bank, loan) == 0


async def pay_out_of_the_house(folk: Folk) -> None:
    """Zahra keeps five million of her own: no points for ten in twenty months."""
    code = (await folk.member("reza")).code
    await do(folk, "zahra", "hesam", "send", code, Rial(20 * MILLION), "بابت قالی", False)
    await folk.town.later(days=150)


async def test_nobody_reviews_what_concerns_them_and_large_ones_want_two(bank: Folk) -> None:
    await two_from(bank, FIVE)
    await lends(bank, 15 * MILLION)
    loan = await reviewed(bank, supported=True)
    assert await told(bank, "hassan", "loan", "approve", loan) == "loan.not_by_you", "the hami"
    assert await do(bank, "reza", "loan", "approve", loan) is LoanState.SECOND
    assert await told(bank, "reza", "loan", "approve", loan) == "loan.not_by_you", "the first"
    assert await owes(bank, loan) == 0
    assert (await do(bank, "hassan", "loan", "to_review", loan)).may is False


async def test_instalments_are_paid_oldest_first_with_their_penalty(bank: Folk) -> None:
    """500,000 toman ten days late at 6 percent: 822 toman (F-10)."""
    loan = await running(bank)
    due = (await seen(bank, loan)).next.due
    await _on(bank, due + timedelta(days=10))
    bill = await do(bank, "zahra", "loan", "bill", loan, 1)
    assert (bill.principal, bill.fee, bill.late) == (5_000_000, 0, 8_220)
    assert await told(bank, "zahra", "loan", "pay", loan, (1,), Rial(5_000_000)) == "loan.other_bill", "the penalty is not left out"
    assert await told(bank, "zahra", "loan", "pay", loan, (2,), bill.total) == "loan.other_bill", "nor is the oldest"
    await do(bank, "zahra", "loan", "pay", loan, bill.numbers, bill.total)
    assert await told(bank, "zahra", "loan", "pay", loan, bill.numbers, bill.total) == "loan.other_bill", "an old bill pays nothing"
    assert await owes(bank, loan) == TEN - 5_000_000
    paid = (await seen(bank, loan)).rows[0]
    assert paid.late == 8_220 and paid.became.value == "paid"


async def _on(folk: Folk, day: date) -> None:
    """Let days pass until it is that day."""
    days = (day - day_in_tehran(folk.town.now)).days
    await folk.town.later(days=days)


async def test_too_little_money_pays_nothing(bank: Folk) -> None:
    loan = await running(bank)
    code = (await bank.member("reza")).code
    await do(bank, "zahra", "hesam", "send", code, Rial(await has(bank) - 1_000_000), "بابت قالی", False)
    assert await told(bank, "zahra", "loan", "pay", loan, (1,), Rial(5_000_000)) == "loan.money_short"
    assert await owes(bank, loan) == TEN


async def test_early_settlement_drops_the_fees_of_later_years(bank: Folk) -> None:
    """10 million in 24 months with 2 percent: two fees; the second has not begun."""
    loan = await running(bank, months=24, track=Track.FEE)
    rows = (await seen(bank, loan)).rows
    assert [(r.number, r.kind, r.amount) for r in rows if r.kind is Row.FEE] == [(1, Row.FEE, 2_000_000), (13, Row.FEE, 1_000_000)]
    bill = await do(bank, "zahra", "loan", "payoff", loan)
    assert (bill.principal, bill.fee, bill.late) == (TEN, 0, 0), "the first fee is not due yet either"
    await _on(bank, rows[0].due)
    bill = await do(bank, "zahra", "loan", "payoff", loan)
    assert (bill.principal, bill.fee) == (TEN, 2_000_000)
    await pay_in_more(bank)
    assert await _settled(bank, loan) is LoanState.CLOSED
    assert [r.became.value for r in (await seen(bank, loan)).rows if r.kind is Row.FEE] == ["paid", "dropped"]


async def pay_in_more(folk: Folk) -> None:
    await pay_in(folk, "reza", 5 * MILLION)
    await do(folk, "reza", "hesam", "send", (await folk.member("zahra")).code, Rial(3 * MILLION), "برای قسط", False)


async def test_the_last_instalment_closes_it_and_frees_the_note_and_tells_everybody(bank: Folk) -> None:
    loan = await running(bank, months=10)
    for n in range(1, 10):
        assert await do(bank, "zahra", "loan", "pay", loan, (n,), Rial(10_000_000)) is LoanState.ACTIVE
    assert await do(bank, "zahra", "loan", "pay", loan, (10,), Rial(10_000_000)) is LoanState.CLOSED
    assert await owes(bank, loan) == 0
    (note,) = await do(bank, "zahra", "icap", "my_notes")
    assert note.state.value == "released"
    assert "تسویه شد" in bank["zahra"].text and "دیگر تعهدی" in bank["maryam"].text


async def test_time_moves_every_instalment_that_is_not_paid(bank: Folk) -> None:
    loan = await running(bank, months=10)
    before = (await seen(bank, loan)).rows
    await _on(bank, before[0].due + timedelta(days=5))
    assert (await seen(bank, loan)).rows[0].late
    relief = await do(bank, "zahra", "loan", "ask_relief", loan, 2, "سیل آمد")
    assert await told(bank, "zahra", "loan", "ask_relief", loan, 1, "باز هم سیل") == "loan.relief_waits"
    await do(bank, "reza", "loan", "decide_relief", relief, True, "")
    after = (await seen(bank, loan)).rows
    assert [r.due for r in after] == [months_after(r.due, 2) for r in before] and not after[0].late
    assert "مهلت پذیرفته شد" in bank["zahra"].text
    assert await told(bank, "zahra", "loan", "ask_relief", loan, 9, "سیل آمد") == "loan.relief_months"
    await do(bank, "reza", "loan", "decide_relief", await do(bank, "zahra", "loan", "ask_relief", loan, 1, "سیل آمد"), True, "")
    assert await told(bank, "zahra", "loan", "ask_relief", loan, 1, "سیل آمد") == "loan.reliefs_enough"


async def test_one_is_reminded_before_on_the_day_and_after_and_no_more_once_it_is_paid(bank: Folk) -> None:
    loan = await running(bank, months=10)
    due = (await seen(bank, loan)).next.due
    heard = []
    for days in (-4, -3, -1, 0, 1, 2, 7, 8):
        before = bank["zahra"].text
        await _on(bank, due + timedelta(days=days))
        await bank.town.later(hours=6)
        fresh = bank["zahra"].text.removeprefix(before)
        heard.append((days, [w for w in ("روز تا قسط", "امروز سررسید", "دیروز سررسید", "روز از قسط") if w in fresh]))
    assert heard == [
        (-4, []), (-3, ["روز تا قسط"]), (-1, []), (0, ["امروز سررسید"]), (1, ["دیروز سررسید"]), (2, []), (7, ["روز از قسط"]), (8, []),
    ]  # fmt: skip
    bill = await do(bank, "zahra", "loan", "bill", loan, 2)
    await do(bank, "zahra", "loan", "pay", loan, bill.numbers, bill.total)
    before = bank["zahra"].text
    await bank.town.later(days=24)
    assert "قسط" not in bank["zahra"].text.removeprefix(before)


async def test_a_wish_for_time_is_over_with_its_loan(bank: Folk) -> None:
    loan = await running(bank)
    await do(bank, "zahra", "loan", "ask_relief", loan, 1, "سیل آمد")
    assert await _settled(bank, loan) is LoanState.CLOSED
    assert await do(bank, "reza", "loan", "reliefs_waiting") == []


async def test_a_debt_stands_in_the_way_of_the_next_loan_and_of_leaving(bank: Folk) -> None:
    loan = await running(bank, months=10)
    zahra = (await bank.member("zahra")).id
    async with bank.scene() as scene:
        assert await scene.services["loan"].ties_of(SYSTEM, zahra) == ["loan.tie.loan"]
    await _on(bank, (await seen(bank, loan)).next.due + timedelta(days=1))
    other = await asks(bank, months=12, track=Track.FEE, amount=MILLION)
    assert Lack.OVERDUE in [n.lack for n in (await seen(bank, other)).needs]


async def test_merat_counts_what_is_overdue_here_though_the_bureau_knows_nothing_of_it(bank: Folk) -> None:
    await running(bank, months=10)
    await bank.town.later(days=400)
    await do(bank, "zahra", "merat", "ask", HOME)
    await bank.town.later(minutes=1)
    found = await worth(bank)
    assert found is not None and found.facts.late == 10


async def test_the_contract_is_what_was_signed(bank: Folk) -> None:
    loan = await running(bank)
    view = await seen(bank, loan)
    assert view.intact and view.serial and len(view.digest) == 64
    async with bank.look() as (unit, _):
        await unit.conn.execute(text("UPDATE loan_loan SET digest = :d WHERE id = :id"), {"d": "0" * 64, "id": int(loan)})
        await unit.conn.commit()
    assert not (await seen(bank, loan)).intact


@pytest.mark.postgres
async def test_two_who_approve_at_once_pay_out_once(postgres_bank: Folk) -> None:
    bank = postgres_bank
    loan = await reviewed(bank)
    done = Counter(await asyncio.gather(*(told(bank, who, "loan", "approve", loan) for who in ("reza", "hassan") * 5)))
    assert done["done"] == 1 and await owes(bank, loan) == TEN


@pytest.mark.postgres
async def test_an_instalment_is_paid_once_however_often_it_is_tapped(postgres_bank: Folk) -> None:
    bank = postgres_bank
    loan = await running(bank)
    before = await has(bank)
    bill = await do(bank, "zahra", "loan", "payoff", loan)
    taps = [told(bank, "zahra", "loan", "pay", loan, (1,), Rial(5_000_000)) for _ in range(8)]
    done = Counter(await asyncio.gather(*taps, told(bank, "zahra", "loan", "settle", loan, bill.numbers, bill.total)))
    assert done["done"] == 1
    assert before - await has(bank) == TEN - await owes(bank, loan)


@pytest.mark.postgres
async def test_the_same_points_are_not_lent_and_borrowed_at_once(postgres_bank: Folk) -> None:
    """26 points: 20 for the own loan, or 10 for a neighbour: never both."""
    bank = postgres_bank
    loan = await reviewed(bank)
    code = (await bank.member("reza")).code
    await proves(bank, "zahra", to_give(code))
    done = await asyncio.gather(told(bank, "hassan", "loan", "approve", loan), told(bank, "zahra", "hami", "give", code, TEN, SpentOn.LOAN))
    assert sorted(done) in (["done", "hami.over_capacity"], ["done", "loan.not_ready"])
