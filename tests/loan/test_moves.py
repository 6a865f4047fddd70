"""وام در هر وضع - in every state, everything that must not happen then is refused, and what may happen does.   Moves: domain/loan/loan.py   Product: domain/loan/"""

from __future__ import annotations

from typing import Any

import pytest

from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.loan.loan import LOAN_MOVES, LoanId, LoanState
from domain.loan.relief import RELIEF_MOVES, ReliefState
from tests.loan.conftest import MILLION, TEN, asks, do, noted, proves, reviewed, running, seen, signs, told, two_from
from tests.membership.townsfolk import Folk

EVENTS: dict[str, tuple[str, str, tuple[Any, ...]]] = {
    "change": ("zahra", "change", (TEN, 10, False)),
    "sign": ("zahra", "sign_contract", ()),
    "withdraw": ("zahra", "withdraw", ()),
    "approve": ("reza", "approve", ()),
    "reject": ("reza", "reject", ("مبلغ زیاد است",)),
    "send_back": ("reza", "send_back", ("مدت را بیشتر کنید",)),
    "pay": ("zahra", "pay", ((1,), Rial(5_000_000))),
    "settle": ("zahra", "settle", ((1,), Rial(5_000_000))),
    "relief": ("zahra", "ask_relief", (1, "سیل آمد")),
}
SIGNED, DECIDED, IDLE, STUCK = "loan.signed_already", "loan.decided_already", "loan.not_running", "loan.cannot_move"
OVER = {"change": SIGNED, "sign": SIGNED, "withdraw": STUCK, "approve": DECIDED, "reject": DECIDED, "send_back": DECIDED, "pay": IDLE, "settle": IDLE, "relief": IDLE}
REFUSED: dict[LoanState, dict[str, str]] = {
    LoanState.PREPARING: {"approve": DECIDED, "reject": DECIDED, "send_back": DECIDED, "pay": IDLE, "settle": IDLE, "relief": IDLE, "sign": "loan.not_ready"},
    LoanState.REVIEW: {"change": SIGNED, "sign": SIGNED, "pay": IDLE, "settle": IDLE, "relief": IDLE},
    LoanState.SECOND: {
        "change": SIGNED, "sign": SIGNED, "approve": "loan.not_by_you", "reject": "loan.not_by_you", "send_back": "loan.not_by_you", "pay": IDLE, "settle": IDLE,
        "relief": IDLE,
    },
    LoanState.ACTIVE: {"change": SIGNED, "sign": SIGNED, "withdraw": STUCK, "approve": DECIDED, "reject": DECIDED, "send_back": DECIDED, "settle": "loan.other_bill"},
    LoanState.CLOSED: OVER,
    LoanState.REJECTED: OVER,
    LoanState.WITHDRAWN: OVER,
    LoanState.EXPIRED: OVER,
}  # fmt: skip


async def brought(folk: Folk, state: LoanState) -> LoanId:
    """A loan that stands so."""
    if state is LoanState.SECOND:
        await two_from(folk, Rial(5 * MILLION))
    if state in (LoanState.PREPARING, LoanState.EXPIRED, LoanState.WITHDRAWN):
        loan = await asks(folk)
    else:
        loan = await (running(folk) if state in (LoanState.ACTIVE, LoanState.CLOSED) else reviewed(folk))
    if state is LoanState.SECOND:
        assert await do(folk, "reza", "loan", "approve", loan) is state
    if state is LoanState.REJECTED:
        await do(folk, "reza", "loan", "reject", loan, "مبلغ زیاد است")
    if state is LoanState.WITHDRAWN:
        await do(folk, "zahra", "loan", "withdraw", loan)
    if state is LoanState.EXPIRED:
        await folk.town.later(days=31)
    if state is LoanState.CLOSED:
        bill = await do(folk, "zahra", "loan", "payoff", loan)
        await do(folk, "zahra", "loan", "settle", loan, bill.numbers, bill.total)
    assert (await seen(folk, loan)).state is state
    return loan


@pytest.mark.parametrize("state", list(LoanState))
async def test_what_must_not_happen_is_refused(bank: Folk, state: LoanState) -> None:
    loan = await brought(bank, state)
    before = await seen(bank, loan)
    for event, code in REFUSED[state].items():
        who, verb, args = EVENTS[event]
        assert await told(bank, who, "loan", verb, loan, *args) == code, event
    assert await seen(bank, loan) == before


@pytest.mark.parametrize("state", [LoanState.REVIEW, LoanState.SECOND])
@pytest.mark.parametrize("event", ["reject", "send_back", "withdraw", "approve"])
async def test_what_may_happen_under_review_does(bank: Folk, state: LoanState, event: str) -> None:
    loan = await brought(bank, state)
    who, verb, args = EVENTS[event]
    await do(bank, "hassan" if who == "reza" else who, "loan", verb, loan, *args)
    after = {"reject": LoanState.REJECTED, "send_back": LoanState.PREPARING, "withdraw": LoanState.WITHDRAWN, "approve": LoanState.ACTIVE}[event]
    found = await seen(bank, loan)
    assert found.state is after
    assert bool(found.signed) == (after is not LoanState.PREPARING), "whoever mends signs anew"


async def test_who_waits_too_long_is_over_and_a_step_gives_time(bank: Folk) -> None:
    loan = await asks(bank)
    await bank.town.later(days=29)
    await noted(bank, "zahra", TEN, "maryam")
    await bank.town.later(days=29)
    assert (await seen(bank, loan)).state is LoanState.PREPARING
    await bank.town.later(days=2)
    assert (await seen(bank, loan)).state is LoanState.EXPIRED


async def test_the_clock_changes_nothing_else(bank: Folk) -> None:
    loan = await reviewed(bank)
    async with bank.scene() as scene:
        await scene.services["loan"].expire(SYSTEM, loan)
    assert (await seen(bank, loan)).state is LoanState.REVIEW


async def test_without_a_code_nothing_is_signed(bank: Folk) -> None:
    loan = await asks(bank)
    await noted(bank, "zahra", TEN, "maryam")
    assert await told(bank, "zahra", "loan", "sign_contract", loan) == "loan.code_first"
    await proves(bank, "zahra", "loan:contract:999")
    assert await told(bank, "zahra", "loan", "sign_contract", loan) == "loan.code_first", "a code for something else"
    await signs(bank, loan)


async def test_nobody_sees_or_touches_what_is_not_theirs(bank: Folk) -> None:
    loan = await running(bank)
    for verb, args in (("loan", ()), ("bill", (1,)), ("payoff", ()), ("pay", ((1,), Rial(5_000_000))), ("settle", ((1,), Rial(1))), ("withdraw", ()), ("my_relief", ())):
        assert await told(bank, "maryam", "loan", verb, loan, *args) == "loan.no_such_loan", verb
        assert await told(bank, "maryam", "loan", verb, LoanId(999), *args) == "loan.no_such_loan", verb
    assert await told(bank, "zahra", "loan", "to_review", loan) == "kernel.not_allowed"
    assert await told(bank, "zahra", "loan", "approve", loan) == "kernel.not_allowed"


@pytest.mark.parametrize("state", list(ReliefState))
async def test_a_request_for_time_is_decided_once(bank: Folk, state: ReliefState) -> None:
    loan = await running(bank)
    relief = await do(bank, "zahra", "loan", "ask_relief", loan, 1, "سیل آمد")
    if state is ReliefState.WITHDRAWN:
        await do(bank, "zahra", "loan", "withdraw_relief", relief)
    if state in (ReliefState.GRANTED, ReliefState.REFUSED):
        await do(bank, "reza", "loan", "decide_relief", relief, state is ReliefState.GRANTED, "" if state is ReliefState.GRANTED else "نمی‌شود، ببخشید")
    may = bool(RELIEF_MOVES[state])
    assert (await told(bank, "maryam", "loan", "withdraw_relief", relief)) == "loan.no_such_relief"
    assert (await told(bank, "hassan", "loan", "decide_relief", relief, True, "")) == ("done" if may else STUCK)
    assert (await told(bank, "zahra", "loan", "withdraw_relief", relief)) == STUCK


def test_every_state_is_tried() -> None:
    assert set(REFUSED) == set(LOAN_MOVES)
