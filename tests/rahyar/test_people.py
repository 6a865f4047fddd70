"""آدم‌ها برای رهیاران - what the product's own port tells of members, applicants and kanoons, on both databases.   Product: bot/rahyar_people.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.rahyar_people import PeopleOfRahyars
from domain.kernel.people import Role
from domain.membership.ports import Finding
from tests.kit.units import START
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import Folk, open_folk

GOLESTAN, GORGAN = "area:golestan", "area:golestan/گرگان"


@pytest.fixture
async def folk(database_url: str) -> AsyncIterator[Folk]:
    async with open_folk(database_url) as made:
        yield made


async def test_members_of_an_area_come_by_when_they_spoke_last(folk: Folk) -> None:
    await folk.join("zahra", "maryam")
    await folk.town.later(days=100)
    await folk["maryam"].says("سلام")
    zahra, maryam, code = (await folk.member("zahra")).id, (await folk.member("maryam")).id, (await folk.member("zahra")).code
    async with folk.look() as (unit, _):
        people = PeopleOfRahyars(unit)
        assert await people.living_in([GOLESTAN], 10) == [maryam, zahra] == await people.living_in([GORGAN], 10)
        assert await people.living_in([GOLESTAN, GORGAN], 1) == [maryam]
        assert await people.living_in(["area:golestan/آق‌قلا", "area:kerman"], 10) == []
        seen = await people.seen_of([zahra, maryam])
        assert seen[maryam] == START + timedelta(days=100) and seen[zahra] == START
        assert await people.towns_of("golestan") == ["گرگان"] and await people.towns_of("kerman") == []
        assert await people.homes_of([zahra]) == {zahra: ("golestan", "گرگان")}
        assert await people.by_code(code.lower()) == zahra and await people.by_code("NOBODYXX") is None


async def test_whoever_is_not_active_is_on_no_list(folk: Folk) -> None:
    await folk.join("hassan", "zahra")
    zahra = await folk.member("zahra")
    async with folk.scene() as scene:
        admin = await scene.actor_of((await scene.accounts.find("telegram:hassan")).member, "telegram:hassan")
        await scene.services["membership"].suspend(admin, zahra.code, "رسیدگی به یک شکایت")
    async with folk.look() as (unit, _):
        people = PeopleOfRahyars(unit)
        assert zahra.id not in await people.living_in([GOLESTAN], 10) and await people.seen_of([zahra.id]) == {}
        assert not await people.is_active(zahra.id) and await people.by_code(zahra.code) is None


async def test_identifiers_on_a_card_are_masked(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.member("zahra")
    async with folk.look() as (unit, _):
        known = await PeopleOfRahyars(unit).known(zahra.id)
    assert known is not None and (known.name, known.home) == ("زهرا کریمی", ("golestan", "گرگان"))
    assert CAST["zahra"][1] not in known.identifier and "1111111" not in known.mobile


async def test_who_asked_to_join_and_waits_is_an_applicant(folk: Folk) -> None:
    folk.clerk.says[CAST["reza"][1]] = Finding.MISMATCH
    await folk.join("maryam", "reza")
    await folk.give("maryam", Role.RAHYAR_AREA, GOLESTAN)
    async with folk.look() as (unit, _):
        (applicant,) = await PeopleOfRahyars(unit).applicants(10)
    assert (applicant.name, applicant.home) == ("رضا قاسمی", ("golestan", "گرگان"))
    await folk["maryam"].begins("rahyar.work")
    await folk["maryam"].taps("رضا قاسمی")
    assert "درخواست عضویت داده" in folk["maryam"].text and applicant.number.translate({ord(str(d)): "۰۱۲۳۴۵۶۷۸۹"[d] for d in range(10)}) in folk["maryam"].text
