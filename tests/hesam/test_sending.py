"""فرستادن و برگرداندن - a member sends money by name, and what went wrong comes back by agreement or by a judge.   Rules: domain/hesam/sending.py recalling.py"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.hesam.events import AskedBack, Disputed, MoneySent, NotAskedAnyMore, TransferOver
from domain.hesam.model import Posting, Why
from domain.hesam.policy import policy_on
from domain.hesam.transfer import MOVES, TransferId, TransferState
from domain.kernel.money import Rial
from domain.kernel.people import Role
from tests.hesam.till import BANK, Till
from tests.kit.people import refused

S = TransferState
WHY = "اشتباهی برای شما فرستادم"
MINE = "این پول بهای پنیری است که فروختم"


async def asked(till: Till, toman: int = 50_000) -> TransferId:
    """Zahra sent Hassan money and asks for it back."""
    await till.pay_in("zahra", toman)
    one = await till.send("zahra", "hassan", toman, "برای پنیر")
    await till.do("zahra", "ask_back", one, WHY)
    return one


async def in_state(till: Till, state: TransferState) -> TransferId:
    await till.pay_in("zahra", 50_000)
    one = await till.send("zahra", "hassan", 50_000)
    if state is not S.SENT:
        await till.do("zahra", "ask_back", one, WHY)
    if state is S.RETURNED:
        await till.do("hassan", "give_back", one)
    if state in (S.DISPUTED, S.KEPT):
        await till.do("hassan", "keep", one, MINE)
    if state is S.KEPT:
        await till.do("rahyar", "decide", one, False, "مدرک فروش دیده شد")
    return one


async def test_money_arrives_at_once_by_the_name_that_was_shown(till: Till) -> None:
    await till.pay_in("zahra", 50_000)
    seen = await till.do("zahra", "recipient", "M-hassan")
    assert (seen.name, seen.free, seen.left_today) == ("حسن مرادی", 500_000, 1_000_000_000)
    await till.send("zahra", "hassan", 20_000, "برای پنیر")
    assert till.heard(MoneySent)[0].amount == 200_000
    assert (await till.toman("zahra"), await till.toman("hassan")) == ((30_000, 0), (20_000, 0))
    (line,) = (await till.do("hassan", "statement")).lines
    assert (line.amount, line.why, line.other) == (200_000, Why.SENT, "زهرا کریمی")


@pytest.mark.parametrize(
    ("to", "toman", "words", "code"),
    [
        ("nobody", 10_000, "", "nobody_with_code"),
        ("zahra", 10_000, "", "yourself"),
        ("hassan", 999, "", "too_little"),
        ("hassan", 50_001, "", "not_enough"),
        ("hassan", 10_000, "پ" * 201, "words_length"),
    ],
)
async def test_what_cannot_be_sent_is_not(till: Till, to: str, toman: int, words: str, code: str) -> None:
    await till.pay_in("zahra", 50_000)
    async with till.unchanged(code):
        await till.send("zahra", to, toman, words)
    assert await till.toman("zahra") == (50_000, 0)


async def test_a_day_has_a_limit_by_how_well_somebody_is_known(till: Till) -> None:
    for who in ("zahra", "maryam"):
        await till.pay_in(who, 200_000_000)
    await till.send("maryam", "hassan", 9_000_000)
    async with till.unchanged("over_limit"):
        await till.send("maryam", "hassan", 1_000_001)
    await till.send("maryam", "hassan", 1_000_000)
    await till.send("zahra", "hassan", 100_000_000)
    async with till.unchanged("over_limit"):
        await till.send("zahra", "hassan", 1_000)
    till.later(hours=24)
    await till.send("zahra", "hassan", 1_000)


async def test_who_is_not_active_neither_sends_nor_gets(till: Till) -> None:
    await till.pay_in("zahra", 50_000)
    till.neighbours.gone = {"hassan"}
    async with till.unchanged("nobody_with_code"):
        await till.send("zahra", "hassan", 10_000)
    assert await till.do("zahra", "recipient", "M-hassan") is None
    till.neighbours.gone = {"zahra"}
    async with till.unchanged("not_now"):
        await till.send("zahra", "hassan", 10_000)


async def test_nobody_reads_the_list_of_members_code_by_code(till: Till) -> None:
    for n in range(policy_on(till.now.date()).looks):
        assert await till.do("zahra", "recipient", f"M-{n}") is None
    async with till.unchanged("looked_too_often"):
        await till.do("zahra", "recipient", "M-hassan")
    till.later(hours=24)
    assert (await till.do("zahra", "recipient", "M-hassan")).name == "حسن مرادی"


async def test_money_of_a_loan_is_never_sent(till: Till) -> None:
    from domain.hesam.model import Account, Money

    loan = Account(Money.LOAN, till.id("zahra"), "loan:1")
    await till.do("system", "post", "loan", Why.PAID_IN, (Posting(BANK, loan, Rial(500_000)),), "test:loan:1")
    async with till.unchanged("not_enough"):
        await till.send("zahra", "hassan", 10_000)
    seen = await till.do("zahra", "balances")
    assert [(b.money, b.free) for b in seen] == [(Money.OWN, 0), (Money.LOAN, 500_000)]


async def test_what_was_asked_back_is_held_and_given_back(till: Till) -> None:
    one = await asked(till)
    event = till.heard(AskedBack)[0]
    assert event.until == till.now + timedelta(days=7)
    assert await till.toman("hassan") == (50_000, 50_000)
    await till.do("hassan", "give_back", one)
    assert till.heard(TransferOver)[0].returned
    assert (await till.toman("zahra"), await till.toman("hassan")) == ((50_000, 0), (0, 0))


async def test_of_what_is_spent_only_the_rest_is_held_and_the_whole_must_be_there_to_give_it_back(till: Till) -> None:
    await till.pay_in("zahra", 50_000)
    one = await till.send("zahra", "hassan", 50_000)
    await till.send("hassan", "leila", 30_000)
    await till.do("zahra", "ask_back", one, WHY)
    assert await till.toman("hassan") == (20_000, 20_000)
    async with till.unchanged("not_enough"):
        await till.do("hassan", "give_back", one)
    await till.do("hassan", "keep", one, MINE)
    assert await till.do("rahyar", "decide", one, True, "فرستنده راست می‌گوید") == 200_000
    view = await till.do("zahra", "find_transfer", one)
    assert (view.state, view.returned, view.held) == (S.RETURNED, 200_000, 0)


async def test_the_sender_may_let_it_be_and_asks_twice_at_most(till: Till) -> None:
    one = await asked(till)
    await till.do("zahra", "let_be", one)
    assert till.heard(NotAskedAnyMore)
    assert await till.toman("hassan") == (50_000, 0)
    await till.do("zahra", "ask_back", one, WHY)
    await till.do("zahra", "let_be", one)
    async with till.unchanged("recalled_too_often"):
        await till.do("zahra", "ask_back", one, WHY)


async def test_too_late_is_too_late_and_a_mistake_has_a_reason(till: Till) -> None:
    await till.pay_in("zahra", 50_000)
    one = await till.send("zahra", "hassan", 50_000)
    async with till.unchanged("reason_length"):
        await till.do("zahra", "ask_back", one, "نه")
    till.later(hours=73)
    async with till.unchanged("too_late_to_recall"):
        await till.do("zahra", "ask_back", one, WHY)


async def test_no_answer_brings_it_before_a_judge_but_only_by_its_own_clock(till: Till) -> None:
    one = await asked(till)
    version = till.heard(AskedBack)[0].version
    await till.do("system", "unanswered", one, version + 1)
    assert (await till.do("zahra", "find_transfer", one)).state is S.ASKED_BACK
    await till.do("system", "unanswered", one, version)
    assert not till.heard(Disputed)[0].answered
    assert [v.id for v in await till.do("rahyar", "disputes")] == [one]
    assert await till.toman("hassan") == (50_000, 50_000)


async def test_a_judge_never_decides_their_own_affair(till: Till) -> None:
    await till.give("zahra", Role.POSHTIBAN)
    one = await in_state(till, S.DISPUTED)
    assert await till.do("zahra", "disputes") == []
    async with till.unchanged("own_affair"):
        await till.do("zahra", "decide", one, True, "به نفع خودم رأی می‌دهم")
    with refused("kernel.not_allowed"):
        await till.do("hassan", "decide", one, False, "به نفع خودم رأی می‌دهم")


async def test_nobody_else_sees_or_moves_a_transfer(till: Till) -> None:
    one = await asked(till)
    assert await till.do("leila", "find_transfer", one) is None
    assert await till.do("rahyar", "find_transfer", one) is None  # nothing to judge yet
    for who, verb, args in (
        ("leila", "give_back", ()), ("leila", "ask_back", (WHY,)), ("zahra", "give_back", ()), ("hassan", "ask_back", (WHY,)), ("hassan", "let_be", ()),
    ):  # fmt: skip
        async with till.unchanged("no_such_transfer"):
            await till.do(who, verb, one, *args)


EVENTS = {"ask_back": ("zahra", (WHY,)), "let_be": ("zahra", ()), "give_back": ("hassan", ()), "keep": ("hassan", (MINE,)), "decide": ("rahyar", (True, WHY))}
LISTED = {
    (S.SENT, "ask_back"), (S.SENT, "give_back"), (S.ASKED_BACK, "let_be"), (S.ASKED_BACK, "give_back"), (S.ASKED_BACK, "keep"), (S.DISPUTED, "decide"),
}  # fmt: skip


@pytest.mark.parametrize("event", list(EVENTS))
@pytest.mark.parametrize("state", list(S))
async def test_every_event_in_every_state(till: Till, state: TransferState, event: str) -> None:
    one = await in_state(till, state)
    who, args = EVENTS[event]
    before = await till.toman("zahra"), await till.toman("hassan")
    if (state, event) in LISTED:
        await till.do(who, event, one, *args)
        assert (await till.do("zahra", "find_transfer", one)).state in MOVES[state]
        return
    async with till.unchanged("cannot_move"):
        await till.do(who, event, one, *args)
    assert (await till.toman("zahra"), await till.toman("hassan")) == before


async def test_a_statement_has_pages_spans_and_a_search(till: Till) -> None:
    await till.pay_in("zahra", 500_000)
    till.later(days=1)
    for n in range(12):
        await till.send("zahra", "hassan" if n % 2 else "leila", 1_000 + n)
    first = await till.do("zahra", "statement")
    second = await till.do("zahra", "statement", None, None, "", first.older)
    assert (len(first.lines), len(second.lines), second.older) == (10, 3, 0)
    assert [line.amount for line in first.lines][:2] == [-10_110, -10_100]
    found = await till.do("zahra", "statement", None, None, "ليلا")
    assert len(found.lines) == 6 and {line.other for line in found.lines} == {"لیلا احمدی"}
    assert [line.amount for line in (await till.do("zahra", "statement", None, None, "1003")).lines] == [-10_030]
    day = await till.do("zahra", "statement", till.now - timedelta(hours=1), till.now)
    assert (day.opening, day.opening - day.closing) == (5_000_000, sum(10 * (1_000 + n) for n in range(12)))


async def test_data_requests_and_ties_of_a_member(till: Till) -> None:
    one = await asked(till)
    (request,) = await till.do("zahra", "requests_of", till.id("zahra"))
    assert request.number.startswith("HV")
    assert [d.kind for d in await till.do("zahra", "data_of", till.id("zahra"))] == ["balance", "sent"]
    assert await till.do("system", "ties_of", till.id("hassan")) == ["hesam.tie.money", "hesam.tie.transfer"]
    await till.do("hassan", "give_back", one)
    assert await till.do("system", "ties_of", till.id("hassan")) == []
    with refused("hesam.not_yours"):
        await till.do("leila", "data_of", till.id("zahra"))


async def test_own_data_tell_of_payments_and_payouts_too_and_an_open_payment_is_a_tie(till: Till) -> None:
    await till.pay_in("zahra", 80_000)
    await till.do("zahra", "open_payment", Rial(500_000))
    await till.do("zahra", "withdraw", "IR880700000000000001234567", Rial(100_000))
    told = {d.kind: d.fields for d in await till.do("zahra", "data_of", till.id("zahra"))}
    assert set(told) == {"balance", "payment", "payout"} and told["payout"]["tail"] == "4567"
    assert await till.do("system", "ties_of", till.id("zahra")) == ["hesam.tie.money", "hesam.tie.payment"]
