"""واگذاری - who is whose rahyar, by which precedence, and who may say so.   Rules: domain/rahyar/rules.py assigning.py"""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.people import MemberId, Role
from domain.kernel.refusal import Refusal
from domain.rahyar import rules
from domain.rahyar.events import RahyarNamed, RahyarReleased
from domain.rahyar.model import Employer, RahyarKind
from tests.rahyar.society import Society


async def test_without_anybody_the_rahyar_is_still_being_found(society: Society) -> None:
    standing = await society.do("zahra", "my_rahyar")
    assert standing.named is None and standing.employer is None


async def test_the_rahyar_of_a_province_goes_along_with_whoever_lives_there(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    assert [await society.rahyar_of(who) for who in ("zahra", "maryam", "reza")] == ["سارا نوری", "سارا نوری", ""]
    assert (await society.do("zahra", "my_rahyar")).named.kind is RahyarKind.AREA
    assert await society.wears("rahyar", Role.RAHYAR_AREA, "area:kerman")


async def test_a_town_comes_before_its_province(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.assign("area:kerman/زرند", "bahram", by="omid")
    assert [await society.rahyar_of(who) for who in ("zahra", "maryam")] == ["سارا نوری", "بهرام یزدی"]


async def test_organisation_comes_before_area_and_area_before_person(society: Society) -> None:
    await society.give("dabir", Role.DABIR, "org:emdad")
    await society.assign(rules.person(society.id("zahra")), "leila")
    assert await society.rahyar_of("zahra") == "لیلا احمدی"
    await society.assign("area:kerman", "rahyar")
    assert await society.rahyar_of("zahra") == "سارا نوری"
    await society.assign("org:emdad", "bahram")
    await society.do("zahra", "declare_org", Employer.EMDAD)
    assert await society.rahyar_of("zahra") == "سارا نوری"  # not confirmed yet
    waiting = await society.do("bahram", "orgs_to_confirm")
    await society.do("bahram", "confirm_org", waiting[0].id)
    assert await society.rahyar_of("zahra") == "بهرام یزدی"


async def test_nobody_is_their_own_rahyar(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    assert await society.rahyar_of("rahyar") == ""
    async with society.unchanged("rahyar.own_rahyar"):
        await society.assign(rules.person(society.id("rahyar")), "rahyar")


async def test_whoever_moves_has_another_rahyar_at_once(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    society.known.homes[society.id("zahra")] = ("golestan", "گرگان")
    assert await society.rahyar_of("zahra") == ""


async def test_the_rahyar_of_the_kanoon_goes_along_when_nobody_else_does(society: Society) -> None:
    about = society.kanoon(rahyar="leila", people=("zahra", "reza"))
    assert [await society.rahyar_of(who) for who in ("zahra", "reza", "maryam")] == ["لیلا احمدی", "لیلا احمدی", ""]
    await society.assign("area:kerman", "rahyar")
    assert [await society.rahyar_of(who) for who in ("zahra", "reza")] == ["سارا نوری", "لیلا احمدی"]
    assert (await society.do("system", "rahyar_of", about)).name == "لیلا احمدی"  # who was named for a kanoon is its one rahyar (kanoon:K5)


async def test_a_kanoon_without_a_named_rahyar_has_that_of_its_area(society: Society) -> None:
    about = society.kanoon()
    assert await society.do("system", "rahyar_of", about) is None
    await society.assign("area:kerman", "rahyar")
    assert (await society.do("system", "rahyar_of", about)).name == "سارا نوری"
    assert await society.do("system", "rahyar_of", "kanoon:77") is None
    assert await society.do("system", "rahyar_of", "hasteh:1") is None  # there are none yet


async def test_another_takes_over_and_the_history_tells_it(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    society.later(days=3)
    await society.assign("area:kerman", "bahram", by="omid")
    assert society.heard(RahyarNamed) == [RahyarNamed("area:kerman", society.id("bahram"), society.id("rahyar"))]
    assert not await society.wears("rahyar", Role.RAHYAR_AREA, "area:kerman")
    now, before = await society.do("dabir", "history", "area:kerman")
    assert (now.name, now.until, now.by) == ("بهرام یزدی", None, "امید رستمی")
    assert (before.name, before.until - before.since, before.by) == ("سارا نوری", timedelta(days=3), "علی اکبری")


async def test_an_end_has_a_reason_and_frees_the_hat(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.assign("area:kerman/زرند", "rahyar")
    await society.do("dabir", "end", "area:kerman", "مأموریت او تمام شد")
    assert await society.wears("rahyar", Role.RAHYAR_AREA, "area:kerman")  # the town is still theirs
    assert society.heard(RahyarReleased)[0].bare is False
    await society.do("dabir", "end", "area:kerman/زرند", "مأموریت او تمام شد")
    assert not await society.wears("rahyar", Role.RAHYAR_AREA, "area:kerman")
    assert (await society.do("dabir", "history", "area:kerman"))[0].why == "مأموریت او تمام شد"
    async with society.unchanged("rahyar.nobody_assigned"):
        await society.do("dabir", "end", "area:kerman", "مأموریت او تمام شد")
    async with society.unchanged("rahyar.reason_length"):
        await society.do("dabir", "end", "area:kerman", "نه")


@pytest.mark.parametrize(
    ("who", "scope", "rahyar", "code"),
    [
        ("dabir", "area:golestan", "rahyar", "rahyar.not_in_reach"),
        ("dabir", "org:emdad", "rahyar", "rahyar.not_in_reach"),
        ("omid", f"member:{4}", "rahyar", "rahyar.not_in_reach"),  # Reza lives in Gorgan
        ("dabir", "member:999", "rahyar", "rahyar.not_in_reach"),
        ("dabir", "topic:kanoon", "rahyar", "rahyar.bad_scope"),
        ("dabir", "org:nobody", "rahyar", "rahyar.bad_scope"),
        ("dabir", "area:kerman", "zahra", "rahyar.not_a_rahyar"),
        ("rahyar", "area:kerman", "rahyar", "kernel.not_allowed"),
        ("zahra", "area:kerman", "rahyar", "kernel.not_allowed"),
    ],
)
async def test_who_may_not_assign_changes_nothing(society: Society, who: str, scope: str, rahyar: str, code: str) -> None:
    async with society.unchanged(code):
        await society.assign(scope, rahyar, by=who)
    assert await society.do("dabir", "assignments") == []


async def test_the_same_twice_is_told(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    async with society.unchanged("rahyar.already_assigned"):
        await society.assign("area:kerman", "rahyar")


async def test_a_dabir_of_another_province_sees_nothing_here(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.give("narges", Role.DABIR, "area:golestan")
    assert await society.do("narges", "assignments") == []
    assert await society.do("narges", "reach") == ("area:golestan",)
    for verb, args in (("history", ("area:kerman",)), ("holder_of", ("area:kerman",)), ("end", ("area:kerman", "دلیل کافی")), ("towns_of", ("kerman",))):
        async with society.unchanged("rahyar.not_in_reach"):
            await society.do("narges", verb, *args)


async def test_two_dabirs_at_once_leave_one_rahyar(society: Society) -> None:
    await society.give("narges", Role.DABIR)

    async def names(who: str, rahyar: str) -> Any:
        try:
            return await society.assign("area:kerman", rahyar, by=who)
        except Refusal as no:
            return no.code

    for _ in range(3):
        done = await asyncio.gather(names("dabir", "rahyar"), names("narges", "bahram"))
        refusals = [d for d in done if isinstance(d, str)]
        assert set(refusals) <= {"rahyar.changed_meanwhile", "rahyar.already_assigned"}
        active = [a for a in await society.do("narges", "history", "area:kerman") if a.until is None]
        assert len(active) == 1
        assert await society.rahyar_of("zahra") == active[0].name


async def test_the_hat_that_an_admin_gives_makes_the_rahyar_of_a_free_scope(society: Society) -> None:
    await society.give("leila", Role.RAHYAR_AREA, "area:kerman")
    await society.do("system", "adopt", society.id("leila"), Role.RAHYAR_AREA, "area:kerman")
    assert await society.rahyar_of("zahra") == "لیلا احمدی"
    await society.give("bahram", Role.RAHYAR_AREA, "area:kerman")
    await society.do("system", "adopt", society.id("bahram"), Role.RAHYAR_AREA, "area:kerman")
    assert await society.rahyar_of("zahra") == "لیلا احمدی"
    for role, scope in ((Role.RAHYAR_ORG, "org:bank"), (Role.RAHYAR_SOCIAL, "kanoon:1"), (Role.DABIR, "area:kerman"), (Role.RAHYAR_ONLINE, "")):
        await society.do("system", "adopt", society.id("bahram"), role, scope)
    assert len(await society.do("dabir", "assignments")) == 1


async def test_a_hat_that_is_taken_ends_what_hung_on_it(society: Society) -> None:
    await society.assign("area:kerman", "rahyar")
    await society.assign("area:kerman/زرند", "rahyar")
    await society.assign(rules.person(society.id("hassan")), "rahyar")
    async with society.open() as (unit, _):
        await unit.hats.take(society.id("rahyar"), Role.RAHYAR_AREA, "area:kerman")
    await society.do("system", "release", society.id("rahyar"), Role.RAHYAR_AREA, "area:kerman")
    assert [a.scope for a in await society.do("dabir", "assignments")] == [rules.person(society.id("hassan"))]
    assert await society.rahyar_of("hassan") == "سارا نوری"


async def test_many_are_told_the_same_as_one(society: Society) -> None:
    """The lists are computed for many at once; they must agree with what each member sees."""
    await society.give("dabir", Role.DABIR)
    for scope, who in (("area:kerman", "rahyar"), ("area:kerman/زرند", "bahram"), ("org:emdad", "leila"), (rules.person(society.id("reza")), "bahram")):
        await society.assign(scope, who)
    await society.do("hassan", "declare_org", Employer.EMDAD)
    await society.do("leila", "confirm_org", (await society.do("leila", "orgs_to_confirm"))[0].id)
    society.kanoon(rahyar="leila", people=("omid", "zahra"))
    everybody = [MemberId(n) for n in range(1, 11)]
    lists = {who: {line.key for line in (await society.do(who, "work_list")).lines} for who in ("rahyar", "bahram", "leila")}
    for member in everybody:
        named = await society.do("system", "rahyar_of", rules.person(member))
        listed = [who for who, keys in lists.items() if rules.person(member) in keys]
        assert listed == ([next(w for w in lists if society.id(w) == named.rahyar)] if named else []), member
