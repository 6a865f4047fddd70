"""تغییر نرخ‌ها - one proposes, another approves, and what was decided under a table stays true.   Rules: domain/policy/"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from fractions import Fraction

import pytest

from domain.kernel.people import Role
from domain.kernel.rates import Measure, Origin, RateTable
from domain.policy.events import ChangeProposed, ChangeSettled
from domain.policy.model import MOVES, ChangeId, ChangeState, RateChange
from domain.policy.policy import policy_on
from domain.policy.rules import checked_rules
from tests.kit.people import refused
from tests.policy.office import FEE, RULES, Office


async def test_a_change_that_another_approved_is_in_force_from_its_day_on(office: Office) -> None:
    change = await office.propose(250, ahead=3)
    told = office.heard(ChangeProposed)[0]
    assert set(told.may_approve) == {office.id("bahram"), office.id("dabir")} and told.by == office.id("rahyar")
    assert (await office.table(9)).share(FEE) == Fraction(2, 100)  # a proposal is nothing yet
    assert await office.do("bahram", "approve", change) == 1
    assert len(office.heard(ChangeSettled)) == 1
    assert [(await office.table(ahead)).share(FEE) for ahead in (0, 2, 3, 40)] == [Fraction(2, 100), Fraction(2, 100), Fraction(25, 1000), Fraction(25, 1000)]
    assert await office.do("zahra", "in_force", FEE, office.day(3)) == 250


async def test_what_was_decided_under_a_table_can_be_read_again_whatever_changes_later(office: Office) -> None:
    await office.changed(250, ahead=5)
    then = await office.table(6)
    assert (then.version, then.share(FEE)) == (1, Fraction(25, 1000))
    await office.changed(300, ahead=4, key="late.margin")
    await office.changed(400, ahead=6)
    now = await office.table(6)
    assert (now.version, now.share(FEE), now.share("late.margin")) == (3, Fraction(4, 100), Fraction(3, 100))
    assert await office.table(6, then.version) == then
    assert await office.table(6, 0) == replace(then, version=0, values={r.key: (r.measure, r.value) for r in RULES})


async def test_nobody_approves_or_refuses_what_they_proposed_themselves(office: Office) -> None:
    change = await office.propose()
    async with office.unchanged("own_change"):
        await office.do("rahyar", "approve", change)
    async with office.unchanged("own_change"):
        await office.do("rahyar", "refuse", change, "پشیمان شدم از آن")
    await office.do("rahyar", "withdraw", change)
    assert (await office.do("rahyar", "find_change", change)).state is ChangeState.WITHDRAWN


async def test_both_wear_the_role_at_the_moment_it_takes_effect(office: Office) -> None:
    change = await office.propose()
    await office.take("rahyar", Role.RATES_KEEPER)
    async with office.unchanged("proposer_may_not"):
        await office.do("bahram", "approve", change)
    await office.give("rahyar", Role.RATES_KEEPER)
    await office.take("bahram", Role.RATES_KEEPER)
    with refused("kernel.not_allowed"):
        await office.do("bahram", "approve", change)
    assert await office.do("dabir", "approve", change) == 1


async def test_a_refusal_has_a_reason_and_changes_nothing(office: Office) -> None:
    change = await office.propose()
    async with office.unchanged("reason_length"):
        await office.do("bahram", "refuse", change, "نه")
    await office.do("bahram", "refuse", change, "منبع آن روشن نیست")
    seen = await office.do("rahyar", "find_change", change)
    assert (seen.state, seen.answer, seen.may) == (ChangeState.REFUSED, "منبع آن روشن نیست", frozenset())
    assert (await office.table(30)).version == 0


async def test_a_proposal_that_nobody_answers_ends_with_its_day(office: Office) -> None:
    change = await office.propose(ahead=1)
    told = office.heard(ChangeProposed)[0]
    assert told.until - office.now < timedelta(days=2)
    office.now = told.until
    async with office.unchanged("too_late"):
        await office.do("bahram", "approve", change)
    await office.do("system", "expire", change, told.version + 1)  # the clock of another version
    assert (await office.do("bahram", "find_change", change)).state is ChangeState.PROPOSED
    await office.do("system", "expire", change, told.version)
    assert (await office.do("bahram", "find_change", change)).state is ChangeState.EXPIRED


@pytest.mark.parametrize(
    ("key", "value", "ahead", "reason", "code"),
    [
        ("loan.nothing", 1, 1, "ابلاغ تازه", "no_such_rule"),
        (FEE, 401, 1, "ابلاغ تازه", "out_of_bounds"),  # the cap of the regulator
        (FEE, -1, 1, "ابلاغ تازه", "out_of_bounds"),
        (FEE, 250, -1, "ابلاغ تازه", "day_in_past"),
        (FEE, 250, 400, "ابلاغ تازه", "day_too_far"),
        (FEE, 200, 1, "ابلاغ تازه", "same_value"),
        (FEE, 250, 1, " نه ", "reason_length"),
    ],
)
async def test_what_may_not_be_proposed_is_not(office: Office, key: str, value: int, ahead: int, reason: str, code: str) -> None:
    async with office.unchanged(code):
        await office.do("rahyar", "propose", key, value, office.day(ahead), Origin.ASSUMPTION, reason)


async def test_one_open_proposal_a_key_and_one_change_a_day(office: Office) -> None:
    change = await office.propose(250, ahead=3)
    async with office.unchanged("open_already"):
        await office.propose(300, ahead=4, by="bahram")
    await office.do("dabir", "approve", change)
    async with office.unchanged("day_taken"):
        await office.propose(300, ahead=3)
    assert await office.changed(300, ahead=4) == 2


async def test_the_shortest_term_never_comes_above_the_longest(office: Office) -> None:
    assert await office.changed(20, key="track.nofee.max", ahead=9) == 1
    async with office.unchanged("out_of_order"):
        await office.propose(24, key="track.nofee.min", ahead=3)  # until the ninth day it would do
    async with office.unchanged("out_of_order"):
        await office.propose(9, key="track.nofee.max", ahead=12)
    low, high = await office.propose(18, key="track.nofee.min", ahead=10), await office.propose(15, key="track.nofee.max", ahead=11, by="bahram")
    assert await office.do("dabir", "approve", low) == 2
    async with office.unchanged("out_of_order"):  # each alone would have done
        await office.do("dabir", "approve", high)


async def test_who_is_no_keeper_any_more_may_still_take_it_back(office: Office) -> None:
    change = await office.propose()
    await office.take("rahyar", Role.RATES_KEEPER)
    assert (await office.do("rahyar", "find_change", change)).may == {"withdraw"}
    await office.do("rahyar", "withdraw", change)
    assert (await office.do("bahram", "find_change", change)).state is ChangeState.WITHDRAWN


async def test_alone_one_changes_nothing(office: Office) -> None:
    await office.take("bahram", Role.RATES_KEEPER)
    await office.take("dabir", Role.ADMIN)
    async with office.unchanged("nobody_to_approve"):
        await office.propose()


async def test_members_read_the_public_numbers_and_propose_none(office: Office) -> None:
    await office.changed(250, ahead=0)
    seen = {view.rule.key: view for view in await office.do("zahra", "rates")}
    assert (seen[FEE].value, seen[FEE].since, seen[FEE].mark) == (250, office.day(), Origin.SOURCE)
    assert seen["loan.idle"].mark is Origin.ASSUMPTION and "note.draft_days" not in seen
    for verb, args in (("rules", ()), ("history", (FEE,)), ("propose", (FEE, 1, office.day(1), Origin.SOURCE, "دلیل خوب")), ("approve", (ChangeId(1),))):
        with refused("kernel.not_allowed"):
            await office.do("zahra", verb, *args)
    assert await office.do("zahra", "find_change", ChangeId(1)) is None


async def test_a_keeper_sees_what_comes_what_waits_and_what_was(office: Office) -> None:
    await office.changed(250, ahead=2)
    waiting = await office.propose(300, ahead=5, by="bahram")
    view = next(v for v in await office.do("dabir", "rules") if v.rule.key == FEE)
    assert (view.value, view.next_value, view.next_since, view.waiting) == (200, 250, office.day(2), waiting)
    (one,) = await office.do("rahyar", "open_changes")
    assert (one.before, one.value, one.may) == (250, 300, {"approve", "refuse"})
    assert [(c.value, c.state) for c in await office.do("dabir", "history", FEE)] == [(300, ChangeState.PROPOSED), (250, ChangeState.APPROVED)]
    assert [line.kind for line in await office.do("bahram", "data_of", office.id("bahram"))] == ["proposed", "decided"]
    with refused("policy.not_yours"):
        await office.do("bahram", "data_of", office.id("rahyar"))


async def test_of_somebody_erased_open_proposals_go_and_approved_changes_stay(office: Office) -> None:
    await office.changed(250, ahead=2)
    open_one = await office.propose(300, ahead=5)
    await office.do("system", "forget", office.id("rahyar"))
    assert (await office.do("bahram", "find_change", open_one)).state is ChangeState.WITHDRAWN
    assert (await office.table(3)).share(FEE) == Fraction(25, 1000)


@pytest.mark.parametrize("state", list(ChangeState))
@pytest.mark.parametrize("to", list(ChangeState))
def test_every_move_that_is_not_in_the_table_is_refused(state: ChangeState, to: ChangeState) -> None:
    now = datetime(2026, 11, 24, tzinfo=UTC)
    change = RateChange(ChangeId(1), FEE, 1, now.date(), Origin.SOURCE, "", 1, now, now, state)  # type: ignore[arg-type]  # any number will do
    if to in MOVES[state]:
        assert change.to(to, now, None).state is to
        return
    with refused("policy.cannot_move"):
        change.to(to, now, None)


def test_a_table_tells_each_number_in_its_own_measure_only() -> None:
    table = RateTable(0, policy_on(RULES[0].since).since, {r.key: (r.measure, r.value) for r in RULES})
    assert (table.rial("loan.ceiling.person"), table.months("track.fee.max"), table.count("score.divisor")) == (4_000_000_000, 60, 180)
    assert (table.days("marriage.match_window"), table.share("note.ratio"), table.share("note.stamp")) == (timedelta(days=12), Fraction(6, 5), Fraction(1, 2000))
    assert table.share("aghsat.round_up_from") == Fraction(97, 100)
    for wrong in (lambda: table.rial(FEE), lambda: table.share("kyc.fee")):
        with pytest.raises(TypeError):
            wrong()


def test_rules_that_cannot_be_are_found_at_start_up() -> None:
    above = [replace(r, value=r.high) if r.key == "track.fee.min" else r for r in RULES]
    for planted in ((RULES[0], RULES[0]), (replace(RULES[0], value=RULES[0].high + 1),), above):
        with pytest.raises(ValueError, match="cannot be"):
            checked_rules(planted)
    assert {r.measure for r in RULES} == set(Measure) and len(checked_rules(RULES)) == len(RULES)
