"""چک در هر وضع - in every state, everything that must not happen then is refused, and what may happen does.   Moves: domain/cheque/cheque.py   Product: domain/cheque/"""

from __future__ import annotations

from typing import Any

import pytest

from domain.cheque.booking import to_book
from domain.cheque.cheque import CHEQUE_MOVES, ChequeId, ChequeState, LeafDeed
from domain.cheque.holding import to_pass
from domain.cheque.writing import to_issue
from domain.kernel.money import Rial
from tests.cheque.conftest import FIVE, WOOL, Press, bounced, given, has_book, holds, in_days, issues, passes, seen
from tests.loan.conftest import MILLION, do, has, proves, told, worth
from tests.membership.townsfolk import Folk

NONE, STUCK, ANSWERED = "cheque.no_such_cheque", "cheque.cannot_move", "cheque.answered_already"
EVENTS: dict[LeafDeed, tuple[str, str, tuple[Any, ...]]] = {
    LeafDeed.ACCEPT: ("maryam", "accept", ()),
    LeafDeed.REJECT: ("maryam", "reject", ("مبلغ چیز دیگری بود",)),
    LeafDeed.WITHDRAW: ("zahra", "withdraw", ()),
    LeafDeed.PASS: ("maryam", "pass_on", ()),
    LeafDeed.CALL_OFF: ("maryam", "call_off", ()),
    LeafDeed.PRESENT: ("maryam", "present", ()),
    LeafDeed.WAIT: ("maryam", "wait", ()),
    LeafDeed.GIVE_BACK: ("maryam", "give_back", ()),
    LeafDeed.PAY: ("zahra", "settle", ()),
}
AFTER: dict[ChequeState, dict[LeafDeed, ChequeState]] = {
    ChequeState.ISSUED: {LeafDeed.ACCEPT: ChequeState.HELD, LeafDeed.REJECT: ChequeState.REJECTED, LeafDeed.WITHDRAW: ChequeState.WITHDRAWN},
    ChequeState.HELD: {LeafDeed.PASS: ChequeState.PASSING, LeafDeed.PRESENT: ChequeState.PRESENTED, LeafDeed.GIVE_BACK: ChequeState.RETURNED},
    ChequeState.PASSING: {LeafDeed.CALL_OFF: ChequeState.HELD},
    ChequeState.PRESENTED: {LeafDeed.WAIT: ChequeState.HELD},
    ChequeState.BOUNCED: {LeafDeed.GIVE_BACK: ChequeState.RETURNED, LeafDeed.PAY: ChequeState.PAID},
}
"""What the people of EVENTS may do; everything else of them is refused."""
WRITTEN = [s for s in ChequeState if s is not ChequeState.BLANK]


async def brought(folk: Folk, state: ChequeState) -> ChequeId:
    """A leaf of Zahra's, written to Maryam, that stands so."""
    if state is ChequeState.BOUNCED:
        number = await bounced(folk)
    elif state in (ChequeState.ISSUED, ChequeState.REJECTED, ChequeState.WITHDRAWN):
        number = await issues(folk)
    else:
        number = await holds(folk)
    if state is ChequeState.PASSING:
        await passes(folk, number)
    by = {
        ChequeState.REJECTED: LeafDeed.REJECT, ChequeState.WITHDRAWN: LeafDeed.WITHDRAW, ChequeState.PRESENTED: LeafDeed.PRESENT,
        ChequeState.RETURNED: LeafDeed.GIVE_BACK,
        ChequeState.PAID: LeafDeed.PRESENT,
    }  # fmt: skip
    if state in by:
        await does(folk, number, by[state])
    if state is ChequeState.PAID:
        await folk.town.later(days=16)
    assert (await seen(folk, number)).state is state
    return number


async def does(folk: Folk, number: ChequeId, deed: LeafDeed) -> str:
    who, verb, args = EVENTS[deed]
    if deed is LeafDeed.PASS:
        code = (await folk.member("hassan")).code
        await proves(folk, who, to_pass(number, code))
        args = (code,)
    return await told(folk, who, "cheque", verb, number, *args)


@pytest.mark.parametrize("state", WRITTEN)
async def test_what_must_not_happen_is_refused(booked: Folk, state: ChequeState) -> None:
    number = await brought(booked, state)
    before, money = await seen(booked, number), (await has(booked, "zahra"), await has(booked, "maryam"))
    for deed in EVENTS:
        if deed not in AFTER.get(state, {}):
            assert await does(booked, number, deed) in (NONE, STUCK, ANSWERED), deed
    assert await seen(booked, number) == before and (await has(booked, "zahra"), await has(booked, "maryam")) == money


@pytest.mark.parametrize(("state", "deed", "after"), [(s, d, a) for s, deeds in AFTER.items() for d, a in deeds.items()])
async def test_what_may_happen_does_and_is_written_down(booked: Folk, state: ChequeState, deed: LeafDeed, after: ChequeState) -> None:
    number = await brought(booked, state)
    assert after in CHEQUE_MOVES[state]
    if deed is LeafDeed.PAY:
        await given(booked, 20 * MILLION)
    assert await does(booked, number, deed) == "done"
    found = await seen(booked, number)
    assert found.state is after and found.steps[-1].deed is deed and found.intact
    assert deed not in (await seen(booked, number, EVENTS[deed][0])).may, "it is not offered again"


async def test_nobody_else_sees_or_touches_it(booked: Folk) -> None:
    number = await holds(booked)
    for verb, args in (("cheque", ()), ("accept", ()), ("present", ()), ("give_back", ()), ("settle", ()), ("withdraw", ()), ("call_off", ()), ("wait", ())):
        assert await told(booked, "reza", "cheque", verb, number, *args) == NONE, verb
        assert await told(booked, "reza", "cheque", verb, ChequeId(999), *args) == NONE, verb
    assert await told(booked, "zahra", "cheque", "present", number) == NONE, "the drawer does not hold it"
    assert await told(booked, "zahra", "cheque", "cheque", ChequeId(5)) == NONE, "a blank leaf is no cheque"
    assert await told(booked, "zahra", "cheque", "collect", number) == "kernel.not_allowed"


async def test_who_once_held_it_still_sees_it_and_only_the_holder_acts(booked: Folk) -> None:
    number = await holds(booked)
    await passes(booked, number)
    assert await told(booked, "hassan", "cheque", "accept", number) == "done"
    assert (await seen(booked, number, "maryam")).may == ()
    assert await told(booked, "maryam", "cheque", "present", number) == NONE
    assert LeafDeed.PRESENT in (await seen(booked, number, "hassan")).may
    assert (await seen(booked, number, "hassan")).holder == (await booked.member("hassan")).short_name


async def test_a_rejected_passing_leaves_it_with_its_holder(booked: Folk) -> None:
    number = await holds(booked)
    await passes(booked, number)
    assert await told(booked, "hassan", "cheque", "reject", number, "لازم ندارم") == "done"
    found = await seen(booked, number, "maryam")
    assert (found.state, found.why) == (ChequeState.HELD, "لازم ندارم") and LeafDeed.PRESENT in found.may


async def test_a_cheque_that_is_due_is_paid_at_once_and_once(booked: Folk) -> None:
    number = await holds(booked, FIVE, 0)
    drawer, holder = await has(booked, "zahra"), await has(booked, "maryam")
    assert await do(booked, "maryam", "cheque", "present", number) is ChequeState.PAID
    assert await told(booked, "maryam", "cheque", "present", number) == STUCK
    assert (await has(booked, "zahra"), await has(booked, "maryam")) == (drawer - FIVE, holder + FIVE)


async def test_one_that_is_presented_early_is_paid_in_the_evening_of_its_day(booked: Folk) -> None:
    number = await holds(booked, FIVE, 10)
    await do(booked, "maryam", "cheque", "present", number)
    at = (await seen(booked, number)).collect
    assert at is not None
    holder = await has(booked, "maryam")
    await booked.town.later(seconds=(at - booked.town.now).total_seconds() - 60)
    assert await has(booked, "maryam") == holder
    await booked.town.later(minutes=2)
    assert (await seen(booked, number)).state is ChequeState.PAID and await has(booked, "maryam") == holder + FIVE


async def test_too_little_bounces_and_weighs_until_it_is_paid(booked: Folk) -> None:
    number = await bounced(booked)
    found = await seen(booked, number)
    assert found.state is ChequeState.BOUNCED and found.lack == Rial(30 * MILLION - await has(booked, "zahra"))
    assert not [s for s in found.steps if s.deed is LeafDeed.PAY], "nothing of it was paid"
    code, due = (await booked.member("maryam")).code, in_days(booked, 3)
    assert await told(booked, "zahra", "cheque", "issue", code, FIVE, due, WOOL) == "cheque.bounced_first"
    assert await told(booked, "zahra", "cheque", "settle", number) == "hesam.not_enough"
    me = (await booked.member("zahra")).id
    async with booked.scene() as scene:
        known = await scene.services["loan"].house.worth(me)
    assert known.bounced == 1, "loans know at once"
    assert (await worth(booked)).facts.bounced == 0, "the result of Merat is of an earlier day"


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"code": "ACDEFHJK"}, "cheque.nobody_with_code"), ({"code": "zahra"}, "cheque.not_yourself"), ({"code": "reza"}, "cheque.without_account"),
        ({"amount": 999}, "cheque.amount_between"), ({"amount": 201 * MILLION}, "cheque.amount_between"), ({"days": -1}, "cheque.day_between"),
        ({"days": 800}, "cheque.day_between"), ({"reason": "ا"}, "cheque.bad_words"), ({}, "cheque.code_first"),
    ],
)  # fmt: skip
async def test_what_is_not_written(booked: Folk, change: dict[str, Any], code: str) -> None:
    to = change.get("code", "maryam")
    written = to if to.isupper() else (await booked.member(to)).code
    args = (written, Rial(change.get("amount", FIVE)), in_days(booked, change.get("days", 10)), change.get("reason", WOOL))
    assert await told(booked, "zahra", "cheque", "issue", *args) == code


async def test_a_code_is_for_this_cheque_only(booked: Folk) -> None:
    code, due = (await booked.member("maryam")).code, in_days(booked, 10)
    await proves(booked, "zahra", to_issue(code, FIVE, due))
    assert await told(booked, "zahra", "cheque", "issue", code, Rial(FIVE + 10), due, WOOL) == "cheque.code_first"
    assert await told(booked, "zahra", "cheque", "issue", code, FIVE, due, WOOL) == "done"


async def test_leaves_end_and_a_new_book_comes_only_then(booked: Folk) -> None:
    await proves(booked, "zahra", to_book(20))
    await do(booked, "zahra", "cheque", "ask_book", 20)
    await booked.town.settle()
    await proves(booked, "zahra", to_book(5))
    assert await told(booked, "zahra", "cheque", "ask_book", 5) == "cheque.not_ready", "twenty-five are blank"
    for _ in range(20):
        await issues(booked)
    await has_book(booked)


async def test_the_bank_says_no_or_nothing(counter: Folk, press: Press) -> None:
    press.mood = "silent"
    await has_book(counter)
    assert await told(counter, "zahra", "cheque", "ask_book", 5) == "cheque.not_ready"
    press.mood = "made"
    await counter.town.later(minutes=2)
    assert (await do(counter, "zahra", "cheque", "counter")).blank == 5 and press.asked == 2
    press.mood = "refused"
    await has_book(counter, "maryam")
    assert (await do(counter, "maryam", "cheque", "counter")).blank == 0
    press.mood = "made"
    await has_book(counter, "maryam")
    assert (await do(counter, "maryam", "cheque", "counter")).blank == 5, "it may be asked again"


async def test_who_has_no_account_gets_no_book(counter: Folk) -> None:
    found = await do(counter, "reza", "cheque", "counter")
    assert [what.value for what in found.missing] == ["account", "certificate"]
    assert await told(counter, "reza", "cheque", "ask_book", 5) == "cheque.not_ready"
