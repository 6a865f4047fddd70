"""برداشتن - money that goes to the member's own account goes once, or is free again.   Rules: domain/hesam/withdrawing.py"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.hesam.events import PayoutDue, PayoutOver, PayoutStuck
from domain.hesam.model import BANK, Account, Money, Posting, Why
from domain.hesam.payout import PAYOUT_MOVES, Payout, PayoutId, PayoutState
from domain.hesam.policy import policy_on
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from tests.hesam.till import BankInMemory, Till
from tests.kit.people import refused
from tests.kit.units import START

S = PayoutState
MINE, OF_ANOTHER = "IR880700000000000001234567", "IR120700000000000000000000"
POLICY = policy_on(START.date())


def bank(till: Till) -> BankInMemory:
    assert isinstance(till.bank, BankInMemory)
    return till.bank


async def asked(till: Till, toman: int = 50_000, sheba: str = MINE) -> PayoutId:
    """Zahra has 80,000 toman and withdraws some."""
    await till.pay_in("zahra", 80_000)
    payout: PayoutId = await till.do("zahra", "withdraw", sheba, Rial(toman * 10))
    return payout


async def works(till: Till, payout: PayoutId, times: int = 1) -> None:
    for _ in range(times):
        await till.do("system", "pay_out", payout)


async def state(till: Till, payout: PayoutId) -> PayoutState:
    found: PayoutState = (await till.do("system", "payout_now", payout)).state
    return found


async def test_money_is_held_at_once_and_leaves_when_the_bank_has_paid(till: Till) -> None:
    payout = await asked(till)
    assert till.heard(PayoutDue)[0].at == till.now + POLICY.second_thoughts
    assert await till.toman("zahra") == (80_000, 50_000)
    await works(till, payout)
    assert (await state(till, payout), await till.toman("zahra")) == (S.SENDING, (80_000, 50_000))
    await till.do("system", "pay_out", payout)
    assert till.heard(PayoutOver)[0].state is S.PAID
    assert (await till.toman("zahra"), bank(till).paid) == ((30_000, 0), {f"payout:{payout}": 500_000})
    view = await till.do("zahra", "find_payout", payout)
    assert (view.tail, view.reference) == ("4567", "R1")
    (line, _) = (await till.do("zahra", "statement")).lines
    assert (line.amount, line.why) == (-500_000, Why.PAID_OUT)


async def test_an_account_of_somebody_else_is_not_paid_into(till: Till) -> None:
    payout = await asked(till, sheba=OF_ANOTHER)
    await works(till, payout, 3)
    assert (await state(till, payout), await till.toman("zahra"), bank(till).paid) == (S.NOT_OWN, (80_000, 0), {})


async def test_an_answer_that_is_lost_pays_nothing_twice(till: Till) -> None:
    payout = await asked(till)
    bank(till).mood = "loses"
    await works(till, payout, 2)
    assert (await state(till, payout), await till.toman("zahra")) == (S.SENDING, (80_000, 50_000))
    bank(till).mood = ""
    await works(till, payout, 3)
    assert bank(till).asked.count("pay") == 1
    assert (await state(till, payout), await till.toman("zahra")) == (S.PAID, (30_000, 0))


async def test_a_bank_that_refuses_frees_the_money(till: Till) -> None:
    payout = await asked(till)
    bank(till).mood = "refuses"
    await works(till, payout, 2)
    assert (await state(till, payout), await till.toman("zahra")) == (S.REFUSED, (80_000, 0))


async def test_a_bank_that_is_away_is_asked_longer_and_longer_and_at_last_somebody_is_told(till: Till) -> None:
    payout = await asked(till)
    bank(till).mood = "away"
    waits, stuck = list[timedelta](), 0
    for _ in range(len(POLICY.ask_after) + 1):
        await till.do("system", "pay_out", payout)
        waits.append(till.heard(PayoutDue)[0].at - till.now)
        stuck += len(till.heard(PayoutStuck))
    assert waits == sorted(waits) and waits[-1] == timedelta(days=1) and stuck == 1
    assert await till.toman("zahra") == (80_000, 50_000)


async def test_in_the_first_minutes_one_may_think_better_of_it(till: Till) -> None:
    payout = await asked(till)
    await till.do("zahra", "stop_payout", payout)
    assert (await till.toman("zahra"), await state(till, payout)) == ((80_000, 0), S.WITHDRAWN)
    await works(till, payout, 2)
    assert bank(till).asked == []
    again: PayoutId = await till.do("zahra", "withdraw", MINE, Rial(10_000))
    await works(till, again)
    async with till.unchanged("cannot_move"):
        await till.do("zahra", "stop_payout", again)


async def test_one_at_a_time_within_what_is_there_and_what_a_day_allows(till: Till) -> None:
    await asked(till)
    async with till.unchanged("payout_open"):
        await till.do("zahra", "withdraw", MINE, Rial(10_000))
    for who, toman, code in (("hassan", 10_000, "not_enough"), ("hassan", 999, "too_little")):
        async with till.unchanged(code):
            await till.do(who, "withdraw", MINE, Rial(toman * 10))
    await till.pay_in("maryam", 20_000_000)
    async with till.unchanged("over_limit"):
        await till.do("maryam", "withdraw", MINE, Rial(10_000_001 * 10))
    assert await till.do("maryam", "may_withdraw") == (10_000, 100_000_000)


async def test_what_is_on_its_way_counts_against_the_day(till: Till) -> None:
    await till.pay_in("maryam", 20_000_000)
    await till.do("maryam", "withdraw", MINE, Rial(90_000_000))
    async with till.unchanged("over_limit"):
        await till.send("maryam", "hassan", 1_000_001)


async def test_money_of_a_loan_is_never_cash(till: Till) -> None:
    loan = Account(Money.LOAN, till.id("zahra"), "loan:1")
    await till.do("system", "post", "loan", Why.PAID_IN, (Posting(BANK, loan, Rial(900_000)),), "test:loan:1")
    async with till.unchanged("not_enough"):
        await till.do("zahra", "withdraw", MINE, Rial(10_000))


async def test_two_asked_at_once_are_one(till: Till) -> None:
    await till.pay_in("zahra", 80_000)

    async def told() -> str:
        try:
            await till.do("zahra", "withdraw", MINE, Rial(100_000))
        except Refusal as no:
            return no.code
        return "done"

    assert sorted(await asyncio.gather(*(told() for _ in range(4)))) == ["done", *["hesam.payout_open"] * 3]
    assert await till.toman("zahra") == (80_000, 10_000)


async def test_asked_from_two_sides_at_once_the_bank_pays_once(till: Till) -> None:
    payout = await asked(till)
    await works(till, payout)
    await asyncio.gather(*(works(till, payout) for _ in range(4)))
    assert (bank(till).asked.count("pay"), await till.toman("zahra")) == (1, (30_000, 0))


async def test_nobody_sees_or_stops_the_payouts_of_others_and_without_a_bank_there_are_none(till: Till) -> None:
    payout = await asked(till)
    assert await till.do("hassan", "find_payout", payout) is None and await till.do("hassan", "payouts_of") == []
    async with till.unchanged("no_such_payout"):
        await till.do("hassan", "stop_payout", payout)
    with refused("kernel.not_allowed"):
        await till.do("hassan", "pay_out", payout)
    bank(till).ready = False  # type: ignore[misc]  # a house without one
    assert await till.do("zahra", "may_withdraw") is None
    async with till.unchanged("no_bank"):
        await till.do("zahra", "withdraw", MINE, Rial(10_000))


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("to", list(S))
def test_a_payout_moves_only_as_its_table_says(state: PayoutState, to: PayoutState) -> None:
    one = Payout(PayoutId(1), MemberId(1), Rial(1), MINE, START, state)
    if to in PAYOUT_MOVES[state]:
        assert one.to(to, START).state is to
        return
    with refused("hesam.cannot_move"):
        one.to(to, START)
