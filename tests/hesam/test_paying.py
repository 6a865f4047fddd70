"""واریز - whatever a gateway and a browser do, a payment is credited once, with our amount, or not at all (rel:M1).   Rules: domain/hesam/paying.py"""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from domain.hesam.events import PaymentDelayed, PaymentOpened, PaymentOver, PaymentReady, PaymentStuck
from domain.hesam.payment import PAYMENT_MOVES, Payment, PaymentId, PaymentState
from domain.hesam.policy import policy_on
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from tests.hesam.till import GatewayInMemory, Till
from tests.kit.people import refused
from tests.kit.units import START

S = PaymentState
POLICY = policy_on(START.date())


def gateway(till: Till) -> GatewayInMemory:
    assert isinstance(till.gateway, GatewayInMemory)
    return till.gateway


async def opened(till: Till, toman: int = 50_000, who: str = "zahra") -> PaymentId:
    payment: PaymentId = await till.do(who, "open_payment", Rial(toman * 10))
    return payment


async def begun(till: Till, toman: int = 50_000, who: str = "zahra") -> tuple[PaymentId, str]:
    """A payment that waits at the gateway, and what the gateway calls it."""
    payment = await opened(till, toman, who)
    await till.do("system", "begin_payment", payment)
    return payment, list(gateway(till).begun)[-1]


async def ask(till: Till, payment: PaymentId) -> None:
    await till.do("system", "ask_gateway", payment)


async def state(till: Till, payment: PaymentId) -> PaymentState:
    found: PaymentState = (await till.do("system", "payment_now", payment)).state
    return found


async def test_money_comes_in_when_the_gateway_says_so(till: Till) -> None:
    payment = await opened(till)
    assert till.heard(PaymentOpened)
    await till.do("system", "begin_payment", payment)
    ready = till.heard(PaymentReady)[0]
    assert ready.ask == till.now + timedelta(minutes=15)
    (authority,) = gateway(till).begun
    assert (await till.do("zahra", "find_payment", payment)).link.endswith(authority)
    gateway(till).paid[authority] = 500_000
    assert await till.do("system", "came_back", authority) is True
    assert till.heard(PaymentDelayed)[0].at == till.now
    await ask(till, payment)
    assert till.heard(PaymentOver)[0].paid
    view = await till.do("zahra", "find_payment", payment)
    assert (view.state, view.reference, view.link) == (S.PAID, f"R{authority[-4:]}", "")
    assert await till.toman("zahra") == (50_000, 0)


async def test_a_browser_that_comes_back_twice_and_a_gateway_that_is_asked_five_times_credit_once(till: Till) -> None:
    payment, authority = await begun(till)
    gateway(till).paid[authority] = 500_000
    for _ in range(2):
        await till.do("system", "came_back", authority)
    for _ in range(5):
        await ask(till, payment)
    assert await till.toman("zahra") == (50_000, 0)
    await till.do("system", "came_back", authority)
    assert not till.heard(PaymentDelayed)  # over is over


async def test_who_comes_back_before_paying_is_credited_when_they_have_paid(till: Till) -> None:
    payment, authority = await begun(till)
    await till.do("system", "came_back", authority)
    await ask(till, payment)
    assert await state(till, payment) is S.WAITING
    gateway(till).paid[authority] = 500_000
    await ask(till, payment)
    assert await till.toman("zahra") == (50_000, 0)


async def test_who_never_comes_back_is_found_by_the_clock(till: Till) -> None:
    payment, authority = await begun(till)
    gateway(till).paid[authority] = 500_000
    till.later(minutes=15)
    await ask(till, payment)
    assert await till.toman("zahra") == (50_000, 0)


async def test_who_does_not_pay_is_told_after_an_hour_and_one_who_paid_late_gets_it_all_the_same(till: Till) -> None:
    payment, authority = await begun(till)
    await ask(till, payment)
    assert (till.heard(PaymentOver), await state(till, payment)) == ([], S.WAITING)
    till.later(hours=1)
    await ask(till, payment)
    assert (till.heard(PaymentOver)[0].paid, await state(till, payment)) == (False, S.FAILED)
    gateway(till).paid[authority] = 500_000
    await till.do("system", "came_back", authority)
    await ask(till, payment)
    assert (await state(till, payment), await till.toman("zahra")) == (S.PAID, (50_000, 0))


async def test_another_amount_is_never_credited_and_somebody_is_told(till: Till) -> None:
    payment, authority = await begun(till)
    gateway(till).paid[authority] = 5_000
    await ask(till, payment)
    assert till.heard(PaymentStuck)[0].other_amount
    await ask(till, payment)
    assert not till.heard(PaymentStuck)  # once is enough
    assert (await state(till, payment), await till.toman("zahra")) == (S.UNKNOWN, (0, 0))


@pytest.mark.parametrize("authority", ["", "A" * 36, "T1", "' OR 1=1", "A" * 500])
async def test_an_authority_of_nobody_changes_nothing(till: Till, authority: str) -> None:
    payment, _ = await begun(till)
    assert await till.do("system", "came_back", authority) is False
    assert (await state(till, payment), till.events) == (S.WAITING, [])


async def test_a_gateway_that_is_away_is_asked_again_later_and_longer_and_at_last_somebody_is_told(till: Till) -> None:
    payment, authority = await begun(till)
    gateway(till).mood = "away"
    waits = list[timedelta]()
    stuck = 0
    for _ in range(len(POLICY.ask_after) + 2):
        await ask(till, payment)
        waits.append(till.heard(PaymentDelayed)[0].at - till.now)
        stuck += len(till.heard(PaymentStuck))
        till.now += waits[-1]
    assert waits == sorted(waits) and waits[-1] == timedelta(days=1) and stuck == 1
    assert await state(till, payment) is S.UNKNOWN
    gateway(till).mood = ""
    gateway(till).paid[authority] = 500_000
    await ask(till, payment)
    assert await till.toman("zahra") == (50_000, 0)


async def test_a_gateway_that_cannot_be_told_of_it_ends_it_and_nobody_could_have_paid(till: Till) -> None:
    payment = await opened(till)
    gateway(till).mood = "away"
    for _ in POLICY.begin_after:
        await till.do("system", "begin_payment", payment)
    over = till.heard(PaymentOver)[0]
    assert (over.paid, over.begun, await state(till, payment)) == (False, False, S.FAILED)
    assert len(set(gateway(till).asked)) == len(POLICY.begin_after)


async def test_what_the_gateway_took_and_nobody_confirmed_is_found_in_the_morning(till: Till) -> None:
    lost, authority = await begun(till)
    forgotten, _ = await begun(till, who="hassan")
    gateway(till).paid[authority] = 500_000
    gateway(till).paid["of-somebody-else"] = 7
    till.later(hours=2)
    assert await till.do("system", "reconcile") == 2
    assert {e.payment for e in till.heard(PaymentDelayed)} == {lost, forgotten}
    for payment in (lost, forgotten):
        await ask(till, payment)
    assert (await state(till, lost), await state(till, forgotten)) == (S.PAID, S.FAILED)


async def test_asked_from_two_sides_at_once_it_is_credited_once(till: Till) -> None:
    for _ in range(10):
        payment, authority = await begun(till)
        gateway(till).paid[authority] = 500_000
        await asyncio.gather(*(ask(till, payment) for _ in range(4)))
    assert await till.toman("zahra") == (500_000, 0)


@pytest.mark.parametrize(("toman", "code"), [(9_999, "pay_between"), (50_000_001, "pay_between")])
async def test_an_amount_has_its_bounds(till: Till, toman: int, code: str) -> None:
    async with till.unchanged(code):
        await opened(till, toman)


async def test_a_few_open_ones_are_enough_and_no_gateway_is_no_payment(till: Till) -> None:
    for _ in range(POLICY.open_payments):
        await opened(till)
    async with till.unchanged("too_many_open"):
        await opened(till)
    gateway(till).ready = False  # type: ignore[misc]  # a house without one
    assert await till.do("zahra", "may_pay_in") is None
    async with till.unchanged("no_gateway"):
        await opened(till, who="hassan")


async def test_nobody_sees_the_payments_of_others(till: Till) -> None:
    payment, _ = await begun(till)
    assert await till.do("hassan", "find_payment", payment) is None
    assert await till.do("hassan", "payments_of") == []
    with refused("kernel.not_allowed"):
        await till.do("hassan", "ask_gateway", payment)


@pytest.mark.parametrize("state", list(S))
@pytest.mark.parametrize("to", list(S))
def test_a_payment_moves_only_as_its_table_says(state: PaymentState, to: PaymentState) -> None:
    one = Payment(PaymentId(1), MemberId(1), Rial(1), START, state)
    if to in PAYMENT_MOVES[state]:
        assert one.to(to, START).state is to
        return
    with refused("hesam.cannot_move"):
        one.to(to, START)
