"""دفتر کل - what is written stays, adds up to nothing, and happens once under its key.   Rules: domain/hesam/ledger.py"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from domain.hesam.ledger import LARGEST, checked
from domain.hesam.model import BANK, FEES, HOLD_MOVES, Account, HoldState, Money, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from storage.hesam.tables import hesam_entry, hesam_posting
from tests.hesam.till import Till
from tests.kit.people import refused


def debt(who: int) -> Account:
    return Account(Money.RECEIVABLE, who, "loan:1")


async def post(till: Till, key: str, *postings: Posting, why: Why = Why.SENT, about: str = "test:thing:1") -> Any:
    return await till.do("system", "post", key, why, postings, about)


async def test_money_that_came_in_is_there_and_the_whole_adds_up_to_nothing(till: Till) -> None:
    await till.pay_in("zahra", 5_000)
    assert await till.toman("zahra") == (5_000, 0)
    assert (await till.do("system", "balance", BANK)).balance == -50_000


async def test_the_same_key_writes_once_and_other_words_under_it_are_refused(till: Till) -> None:
    first = await till.pay_in("zahra", 5_000, key="pay:7")
    till.later(hours=1)
    assert await till.pay_in("zahra", 5_000, key="pay:7") == first
    assert await till.toman("zahra") == (5_000, 0)
    async with till.unchanged("other_under_key"):
        await till.pay_in("zahra", 5_001, key="pay:7")
    async with till.unchanged("other_under_key"):
        await till.pay_in("hassan", 5_000, key="pay:7")


async def test_nobody_spends_what_they_do_not_have_and_linked_postings_go_together(till: Till) -> None:
    await till.pay_in("zahra", 100)
    both = (Posting(till.own("zahra"), till.own("hassan"), Rial(600)), Posting(till.own("zahra"), FEES, Rial(500)))
    async with till.unchanged("not_enough"):
        await post(till, "two", *both)
    assert (await till.toman("zahra"), await till.toman("hassan")) == ((100, 0), (0, 0))
    await post(till, "two", both[0])  # a refusal leaves no trace, so its key is free
    assert (await till.toman("zahra"), await till.toman("hassan")) == ((40, 0), (60, 0))


async def test_within_an_entry_only_what_remains_counts(till: Till) -> None:
    await till.pay_in("zahra", 100)
    through = (Posting(till.own("hassan"), FEES, Rial(1000)), Posting(till.own("zahra"), till.own("hassan"), Rial(1000)))
    await post(till, "through", *through)
    assert (await till.toman("zahra"), await till.toman("hassan")) == ((0, 0), (0, 0))


async def test_a_debt_is_not_paid_twice(till: Till) -> None:
    zahra = till.id("zahra")
    await post(till, "loan", Posting(debt(zahra), Account(Money.LOAN, zahra, "loan:1"), Rial(900)))
    await till.pay_in("zahra", 200)
    await post(till, "instalment", Posting(till.own("zahra"), debt(zahra), Rial(500)))
    async with till.unchanged("owed_less"):
        await post(till, "too much", Posting(till.own("zahra"), debt(zahra), Rial(401)))
    assert (await till.do("system", "balance", debt(zahra))).balance == -400


async def test_an_entry_is_taken_back_once_and_never_a_reversal(till: Till) -> None:
    entry = await till.pay_in("zahra", 300)
    back = await till.do("system", "reverse", "oops", entry, "test:thing:1")
    assert await till.toman("zahra") == (0, 0)
    assert await till.do("system", "reverse", "oops", entry, "test:thing:1") == back
    async with till.unchanged("reversed_already"):
        await till.do("system", "reverse", "again", entry, "test:thing:1")
    async with till.unchanged("no_such_entry"):
        await till.do("system", "reverse", "back and forth", back, "test:thing:1")


async def test_a_reversal_needs_the_money_to_be_there(till: Till) -> None:
    entry = await till.pay_in("zahra", 300)
    await post(till, "spent", Posting(till.own("zahra"), FEES, Rial(10)))
    async with till.unchanged("not_enough"):
        await till.do("system", "reverse", "oops", entry, "test:thing:1")


async def hold(till: Till, key: str, toman: int, *, until: timedelta | None = None) -> Any:
    ends = None if until is None else till.now + until
    return await till.do("system", "hold", key, Why.SENT, till.own("zahra"), till.own("hassan"), Rial(toman * 10), "test:thing:1", ends)


async def test_what_is_held_cannot_be_used_and_goes_where_it_was_meant_for(till: Till) -> None:
    await till.pay_in("zahra", 100)
    await hold(till, "h", 70)
    assert await till.toman("zahra") == (100, 70)
    async with till.unchanged("not_enough"):
        await post(till, "more", Posting(till.own("zahra"), FEES, Rial(301)))
    async with till.unchanged("not_enough"):
        await hold(till, "h2", 31)
    entry = await till.do("system", "settle", "h")
    assert await till.do("system", "settle", "h") == entry
    assert (await till.toman("zahra"), await till.toman("hassan")) == ((30, 0), (70, 0))
    async with till.unchanged("cannot_move"):
        await till.do("system", "void", "h")


async def test_the_same_hold_is_made_once_and_another_under_its_key_is_refused(till: Till) -> None:
    await till.pay_in("zahra", 100)
    first = await hold(till, "h", 40)
    assert (await hold(till, "h", 40)).id == first.id
    assert await till.toman("zahra") == (100, 40)
    async with till.unchanged("other_under_key"):
        await hold(till, "h", 41)


async def test_a_hold_that_is_voided_or_runs_out_frees_its_money(till: Till) -> None:
    await till.pay_in("zahra", 100)
    await hold(till, "h", 40)
    await hold(till, "soon", 60, until=timedelta(hours=1))
    await till.do("system", "void", "h")
    await till.do("system", "void", "h")
    assert await till.toman("zahra") == (100, 60)
    assert await till.do("system", "expire", "soon") is False
    till.later(hours=1)
    assert await till.do("system", "expire", "soon") is True
    assert await till.do("system", "expire", "soon") is False
    assert await till.toman("zahra") == (100, 0)
    async with till.unchanged("cannot_move"):
        await till.do("system", "settle", "soon")
    async with till.unchanged("no_such_hold"):
        await till.do("system", "settle", "nothing")


@pytest.mark.parametrize("state", list(HoldState))
@pytest.mark.parametrize("verb", ["settle", "void"])
async def test_a_hold_moves_only_as_its_table_says(till: Till, state: HoldState, verb: str) -> None:
    await till.pay_in("zahra", 100)
    await hold(till, "h", 40, until=timedelta(hours=1))
    if state is HoldState.EXPIRED:
        till.later(hours=2)
    arrive = {HoldState.POSTED: "settle", HoldState.VOIDED: "void", HoldState.EXPIRED: "expire"}
    if state in arrive:
        await till.do("system", arrive[state], "h")
    to = {"settle": HoldState.POSTED, "void": HoldState.VOIDED}[verb]
    before = await till.balance("zahra")
    if to in HOLD_MOVES[state]:
        await till.do("system", verb, "h")
    elif to is state:
        await till.do("system", verb, "h")
        assert await till.balance("zahra") == before
    else:
        async with till.unchanged("cannot_move"):
            await till.do("system", verb, "h")


async def test_what_was_there_at_any_past_moment_can_be_read_again(till: Till) -> None:
    moments = []
    for toman in (100, 200, 300):
        await till.pay_in("zahra", toman)
        moments.append(till.now)
        till.later(days=1)
    await post(till, "spent", Posting(till.own("zahra"), FEES, Rial(1500)))
    seen = [await till.do("system", "balance_at", till.own("zahra"), moment) for moment in (*moments, till.now)]
    assert seen == [1000, 3000, 6000, 4500]
    assert await till.do("system", "balance_at", till.own("zahra"), moments[0] - timedelta(seconds=1)) == 0


@pytest.mark.parametrize("table", [hesam_entry, hesam_posting])
async def test_what_is_written_can_be_neither_changed_nor_deleted(till: Till, table: Any) -> None:
    await till.pay_in("zahra", 100)
    for statement in (update(table).values(id=table.c.id), delete(table)):
        with pytest.raises(DBAPIError, match="append-only"):
            async with till.open() as (unit, _):
                await unit.conn.execute(statement)
    assert await till.toman("zahra") == (100, 0)


async def test_members_and_judges_post_nothing(till: Till) -> None:
    for who in ("zahra", "rahyar"):
        with refused("kernel.not_allowed"):
            await till.do(who, "post", "mine", Why.PAID_IN, (Posting(BANK, till.own(who), Rial(10)),), "test:thing:1")
    assert await till.toman("zahra") == (0, 0)


@pytest.mark.parametrize("amount", [0, -1, LARGEST])
def test_no_amount_is_nothing_less_or_too_large(amount: int) -> None:
    with pytest.raises(ValueError, match="cannot be posted"):
        checked([Posting(BANK, FEES, Rial(amount))])


def test_an_entry_says_something_and_nobody_pays_themselves() -> None:
    for postings in ([], [Posting(own(MemberId(1)), own(MemberId(1)), Rial(5))]):
        with pytest.raises(ValueError, match=r"without postings|pay itself"):
            checked(postings)


async def test_a_refused_entry_leaves_no_trace_even_where_the_unit_goes_on(till: Till) -> None:
    async with till.open() as (unit, service):
        system = await till.actor(unit, "system")
        with pytest.raises(Refusal):
            await service.post(system, "no", Why.SENT, (Posting(till.own("zahra"), FEES, Rial(10)),), "test:thing:1")
        await service.post(system, "yes", Why.PAID_IN, (Posting(BANK, till.own("zahra"), Rial(10)),), "test:thing:1")
    assert await till.toman("zahra") == (1, 0)
    async with till.open() as (unit, service):
        assert await service.books.entry_of_key("no") is None
