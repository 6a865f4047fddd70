"""هم‌زمان - two who decide about the same thing at once: one of them has done it, the other is told.   Rules: domain/rahyar/"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from domain.kernel.people import Role
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal
from domain.rahyar import rules
from domain.rahyar.model import Employer, FollowUpKind
from tests.kit.units import START
from tests.rahyar.society import Society


async def _told(deed: Awaitable[Any]) -> str:
    try:
        await deed
    except Refusal as no:
        return no.code
    return "done"


async def test_an_organisation_is_confirmed_or_refused_and_not_both(society: Society) -> None:
    await society.do("zahra", "declare_org", Employer.EMDAD)
    one = (await society.do("dabir", "orgs_to_confirm"))[0]
    done = await asyncio.gather(_told(society.do("dabir", "confirm_org", one.id)), _told(society.do("omid", "refuse_org", one.id, "نام در فهرست نیست")))
    assert Counter(done)["done"] == 1 and set(done) <= {"done", "rahyar.changed_meanwhile", "rahyar.cannot_move"}


async def test_a_member_who_declares_twice_at_once_asks_once(society: Society) -> None:
    done = await asyncio.gather(*(_told(society.do("zahra", "declare_org", e)) for e in (Employer.EMDAD, Employer.ETKA)))
    assert sorted(done) == ["done", "rahyar.org_open"]


async def test_a_follow_up_is_concluded_once(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.do("rahyar", "follow_up", rules.person(society.id("zahra")), FollowUpKind.ADVICE, "درخواست وام", day_in_tehran(START))
    todo = (await society.do("rahyar", "my_work"))[0]
    done = await asyncio.gather(*(_told(society.do("rahyar", "conclude", todo.id, words)) for words in ("انجام شد", "انجام شده بود")))
    assert Counter(done)["done"] == 1 and set(done) <= {"done", "rahyar.changed_meanwhile", "rahyar.no_such_follow_up"}


async def test_one_link_brings_one_person(society: Society) -> None:
    made = await society.do("rahyar", "invite", "همسایه")
    done = await asyncio.gather(*(_told(society.do(who, "open_invitation", made.token)) for who in ("stranger-1", "stranger-2")))
    assert Counter(done)["done"] == 1 and set(done) <= {"done", "rahyar.changed_meanwhile", "rahyar.invitation_over"}


async def test_a_hat_and_an_assignment_for_one_scope_leave_one_rahyar(society: Society) -> None:
    await society.give("bahram", Role.RAHYAR_AREA, "area:kerman")
    adopt = society.do("system", "adopt", society.id("bahram"), Role.RAHYAR_AREA, "area:kerman")
    done = await asyncio.gather(_told(adopt), _told(society.assign("area:kerman", "rahyar")))
    assert done[0] == "done" and done[1] in ("done", "rahyar.changed_meanwhile")  # a hat is given, whoever has the scope by then
    assert len([a for a in await society.do("dabir", "history", "area:kerman") if a.until is None]) == 1


async def test_an_end_and_another_assignment_at_once_agree(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.give("narges", Role.DABIR)
    end = _told(society.do("narges", "end", "area:kerman", "مأموریت او تمام شد"))
    done = await asyncio.gather(end, _told(society.assign("area:kerman", "bahram")))
    assert set(done) <= {"done", "rahyar.changed_meanwhile", "rahyar.nobody_assigned"}
    assert len([a for a in await society.do("dabir", "history", "area:kerman") if a.until is None]) <= 1
