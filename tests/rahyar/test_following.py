"""پیگیری و سازمان - promises for a day, what the member sees of them, and to which organisation somebody belongs.   Rules: domain/rahyar/following.py affiliating.py"""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.kernel.people import Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.requests import Status
from domain.rahyar import rules
from domain.rahyar.events import FollowUpClosed, FollowUpSet, OrgDeclared
from domain.rahyar.model import AffiliationState, Employer, FollowUpKind, FollowUpState
from tests.kit.units import START
from tests.rahyar.society import Society

TODAY = day_in_tehran(START)


def _in(days: int) -> date:
    return TODAY + timedelta(days=days)


async def _promise(society: Society, who: str = "zahra", days: int = 2, topic: str = "درخواست وام", remark: str = "") -> str:
    await society.do("rahyar", "follow_up", rules.person(society.id(who)), FollowUpKind.PURSUIT, topic, _in(days), remark)
    return topic


async def test_the_longest_overdue_is_on_top(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    for topic, days in (("سومی", 9), ("دومی", 4), ("یکمی", 1)):
        await _promise(society, days=days, topic=topic)
    society.later(days=5)
    work = await society.do("rahyar", "my_work")
    assert [(f.topic, f.overdue) for f in work] == [("یکمی", True), ("دومی", True), ("سومی", False)]


async def test_the_member_sees_topic_day_and_result_and_never_the_remark(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await _promise(society, remark="پرونده‌ی خانوادگی پیچیده است")
    (own,) = await society.do("zahra", "own_follow_ups")
    assert (own.topic, own.due, own.state, own.rahyar) == ("درخواست وام", _in(2), FollowUpState.OPEN, "سارا نوری")
    (todo,) = await society.do("rahyar", "my_work")
    assert todo.remark == "پرونده‌ی خانوادگی پیچیده است"
    await society.do("rahyar", "conclude", todo.id, "وام پرداخت شد")
    assert society.heard(FollowUpClosed)[0].result == "وام پرداخت شد"
    (own,) = await society.do("zahra", "own_follow_ups")
    assert (own.state, own.result) == (FollowUpState.DONE, "وام پرداخت شد")
    assert "پیچیده" not in repr(own) and "پیچیده" not in repr(await society.do("zahra", "requests_of", society.id("zahra")))
    assert await society.do("hassan", "own_follow_ups") == []


async def test_a_follow_up_may_be_put_off_and_dropped(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await _promise(society)
    todo = (await society.do("rahyar", "my_work"))[0]
    await society.do("rahyar", "postpone", todo.id, _in(7))
    moved = society.heard(FollowUpSet)[0]
    assert (moved.due, moved.version) == (_in(7), todo.version + 1)
    assert await society.do("system", "due_now", todo.id, todo.version) is None  # the clock of the day before does nothing
    assert (await society.do("system", "due_now", todo.id, moved.version)).topic == "درخواست وام"
    await society.do("rahyar", "conclude", todo.id, "دیگر لازم نیست", done=False)
    assert await society.do("rahyar", "my_work") == []
    assert await society.do("system", "due_now", todo.id, moved.version) is None


@pytest.mark.parametrize(
    ("about", "topic", "days", "code"),
    [
        ("member:4", "درخواست وام", 2, "rahyar.not_yours"),
        ("member:999", "درخواست وام", 2, "rahyar.not_yours"),
        ("kanoon:5", "درخواست وام", 2, "rahyar.not_yours"),
        ("hasteh:5", "درخواست وام", 2, "rahyar.not_yours"),
        ("member:1", "و", 2, "rahyar.topic_length"),
        ("member:1", "درخواست وام", -1, "rahyar.bad_day"),
        ("member:1", "درخواست وام", 400, "rahyar.bad_day"),
    ],
)
async def test_what_may_not_be_promised_is_not(society: Society, about: str, topic: str, days: int, code: str) -> None:
    await society.assign("area:kerman", "rahyar")
    async with society.unchanged(code):
        await society.do("rahyar", "follow_up", about, FollowUpKind.ADVICE, topic, _in(days))


async def test_another_rahyar_touches_no_follow_up_of_mine(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await _promise(society)
    todo = (await society.do("rahyar", "my_work"))[0]
    for verb, args in (("conclude", (todo.id, "نتیجه‌ای نیست")), ("postpone", (todo.id, _in(3))), ("find_follow_up", (todo.id,)), ("follow_ups_of", (todo.about,))):
        async with society.unchanged("rahyar.not_yours" if verb == "follow_ups_of" else "rahyar.no_such_follow_up"):
            await society.do("bahram", verb, *args)


async def test_work_goes_to_the_next_rahyar_and_waits_while_there_is_none(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    about = society.kanoon(people=("hassan",))
    await _promise(society)
    await society.do("rahyar", "follow_up", about, FollowUpKind.COORDINATION, "اردوی بهار", _in(3))
    await society.do("dabir", "end", "area:kerman", "مأموریت او تمام شد")
    await society.do("system", "hand_on", society.id("rahyar"))
    assert await society.do("rahyar", "my_work") == []
    await society.assign("area:kerman", "bahram")
    await society.do("system", "hand_on", None)
    assert [f.topic for f in await society.do("bahram", "my_work")] == ["درخواست وام", "اردوی بهار"]
    assert [f.topic for f in await society.do("bahram", "follow_ups_of", about)] == ["اردوی بهار"]


async def test_a_letter_lies_on_the_desk_until_it_is_answered(society: Society) -> None:
    async with society.unchanged("rahyar.no_rahyar"):
        await society.do("zahra", "expect_answer", "سلام")
    await society.assign("area:kerman", "rahyar")
    assert await society.do("zahra", "expect_answer", "سلام " * 100) == _in(1)
    assert [f.due for f in await society.do("rahyar", "my_work")] == [_in(1)]


async def test_the_dabir_confirms_while_the_organisation_has_no_rahyar(society: Society) -> None:
    number = await society.do("zahra", "declare_org", Employer.BEHZISTI)
    assert number.startswith("RO")
    declared = society.heard(OrgDeclared)[0]
    assert declared.deciders == (society.id("dabir"),)
    (seen,) = await society.do("dabir", "orgs_to_confirm")
    assert (seen.name, seen.employer, seen.may) == ("زهرا کریمی", Employer.BEHZISTI, {"confirm", "refuse"})
    await society.do("omid", "confirm_org", seen.id)
    assert (await society.do("zahra", "my_rahyar")).employer_state is AffiliationState.CONFIRMED
    async with society.unchanged("rahyar.cannot_move"):
        await society.do("dabir", "refuse_org", seen.id, "دلیل کافی است")


async def test_a_refusal_has_a_reason_and_another_may_be_declared_afterwards(society: Society) -> None:
    await society.do("zahra", "declare_org", Employer.EMDAD)
    async with society.unchanged("rahyar.org_open"):
        await society.do("zahra", "declare_org", Employer.ETKA)
    (seen,) = await society.do("dabir", "orgs_to_confirm")
    async with society.unchanged("rahyar.reason_length"):
        await society.do("dabir", "refuse_org", seen.id, "نه")
    await society.do("dabir", "refuse_org", seen.id, "نام شما در فهرست نیست")
    assert (await society.do("zahra", "find_affiliation", seen.id)).reason == "نام شما در فهرست نیست"
    await society.do("zahra", "declare_org", Employer.ETKA)
    statuses = [line.status for line in await society.do("zahra", "requests_of", society.id("zahra"))]
    assert statuses == [Status.WAITING, Status.REJECTED]
    await society.do("zahra", "leave_org")
    async with society.unchanged("rahyar.no_org"):
        await society.do("zahra", "leave_org")


async def test_nobody_confirms_their_own_or_what_is_out_of_reach(society: Society) -> None:
    await society.give("dabir", Role.DABIR, "org:emdad")
    await society.assign("org:emdad", "rahyar")
    await society.do("rahyar", "declare_org", Employer.EMDAD)
    assert society.heard(OrgDeclared)[0].deciders == (society.id("dabir"),)
    own = (await society.do("dabir", "orgs_to_confirm"))[0].id
    await society.give("narges", Role.DABIR, "area:golestan")
    for who in ("rahyar", "bahram", "narges"):
        async with society.unchanged("rahyar.no_such_affiliation"):
            await society.do(who, "confirm_org", own)
    assert await society.do("narges", "find_affiliation", own) is None
    assert (await society.do("rahyar", "find_affiliation", own)).may == frozenset()


async def test_what_nobody_confirms_expires_once(society: Society) -> None:
    await society.do("zahra", "declare_org", Employer.EMDAD)
    seen = (await society.do("dabir", "orgs_to_confirm"))[0]
    await society.do("system", "expire_org", seen.id, seen.version + 1)
    assert len(await society.do("dabir", "orgs_to_confirm")) == 1
    await society.do("system", "expire_org", seen.id, seen.version)
    assert (await society.do("system", "affiliation_now", seen.id)).state is AffiliationState.EXPIRED
    assert await society.do("dabir", "orgs_to_confirm") == []


async def test_requests_are_shown_to_the_member_and_to_rahyars(society: Society) -> None:
    await society.do("zahra", "declare_org", Employer.EMDAD)
    async with society.unchanged("rahyar.not_yours"):
        await society.do("hassan", "requests_of", society.id("zahra"))
    assert len(await society.do("rahyar", "requests_of", society.id("zahra"))) == 1


async def test_of_the_erased_nothing_is_left_to_do(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.assign(rules.person(society.id("zahra")), "bahram")
    await _promise(society)
    await society.do("zahra", "declare_org", Employer.EMDAD)
    async with society.open() as (unit, _):
        await unit.vault.forget(rules.person(society.id("zahra")))
    society.known.gone.add(society.id("zahra"))
    await society.do("system", "forget", society.id("zahra"))
    assert await society.do("rahyar", "my_work") == []
    assert [a.scope for a in await society.do("dabir", "assignments")] == ["area:kerman"]
    assert (await society.do("zahra", "own_follow_ups"))[0].topic == ""  # only its key is gone; the row stays


async def test_an_erased_rahyar_goes_along_with_nobody(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.do("rahyar", "invite", "همسایه")
    await _promise(society)
    await society.do("system", "forget", society.id("rahyar"))
    assert await society.rahyar_of("zahra") == ""
    assert not await society.wears("rahyar", Role.RAHYAR_AREA, "area:kerman")
    await society.do("system", "hand_on", society.id("rahyar"))
    assert await society.do("rahyar", "my_work") == []
