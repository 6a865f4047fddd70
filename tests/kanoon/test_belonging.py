"""آزمون ماندن و رفتن - leaving, removing, suspending, closing, a rahyar, deputies (kanoon:K5-K6, K13).   Product: domain/kanoon/belonging.py"""

from __future__ import annotations

from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from domain.kanoon import events
from domain.kanoon.base import dabir_scopes
from domain.kanoon.model import JoinState, KanoonState
from domain.kernel.people import Role
from domain.kernel.persian.dates import day_in_tehran
from domain.membership.rules import Matter
from tests.kanoon.village import Village


async def test_a_member_leaves_and_comes_back_by_a_new_request(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    assert await village.do("maryam", "leave") == "کانون روستای قورچای"
    assert village.heard(events.MemberLeft) == [events.MemberLeft(village.id("maryam"), kanoon)]
    assert (await village.do("maryam", "mine")).card is None
    async with village.unchanged("kanoon.no_kanoon"):
        await village.do("maryam", "leave")
    await village.join("maryam", kanoon)


async def test_rahbar_and_hamyar_hand_over_before_they_go(village: Village) -> None:
    kanoon = await village.kanoon()
    other = await village.kanoon("reza", "leila", "کانون مسجد جامع")
    for who, code in (("zahra", "rahbar_hands_over_first"), ("hassan", "hamyar_hands_over_first")):
        async with village.unchanged(f"kanoon.{code}"):
            await village.do(who, "leave")
        async with village.unchanged("kanoon.holds_role_elsewhere"):
            await village.ask(who, other)
        async with village.unchanged("kernel.not_allowed" if who == "hassan" else "kanoon.holds_role"):
            await village.do(who, "remove_member", village.id("hassan"), "نمی‌خواهم بماند")
    assert kanoon != other


async def test_the_rahbar_removes_a_member_with_a_reason(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    async with village.unchanged("kanoon.reason_length"):
        await village.do("zahra", "remove_member", village.id("maryam"), "")
    assert await village.do("zahra", "remove_member", village.id("maryam"), "سال‌هاست اینجا نیستند") == "مریم سادات حسینی"
    assert village.heard(events.MemberRemoved)[0].reason == "سال‌هاست اینجا نیستند"
    async with village.unchanged("kanoon.not_a_member"):
        await village.do("zahra", "remove_member", village.id("maryam"), "سال‌هاست اینجا نیستند")


async def test_every_kanoon_has_one_rahyar_who_is_named_on_its_card(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.give("dabir", Role.DASTYAR, "area:گلستان")
    async with village.unchanged("kanoon.not_a_rahyar"):
        await village.do("dabir", "assign_rahyar", kanoon, village.id("reza"))
    for rahyar in ("rahyar", "omid"):
        await village.give(rahyar, Role.RAHYAR_AREA, "area:گلستان")
        await village.do("dabir", "assign_rahyar", kanoon, village.id(rahyar))
    assert (await village.do("maryam", "card_of", kanoon)).rahyar == "امید رستمی"
    async with village.open() as (unit, _):
        assert await unit.hats.wearers(Role.RAHYAR_SOCIAL, f"kanoon:{kanoon}") == [village.id("omid")]


async def test_a_rahbar_closes_an_empty_kanoon_and_the_dabir_any(village: Village) -> None:
    one, other = await village.kanoon(), await village.kanoon("reza", "leila", "کانون مسجد جامع")
    await village.join("maryam", one)
    async with village.unchanged("kanoon.has_members"):
        await village.do("zahra", "close", one, "دیگر دور هم نیستیم")
    await village.do("reza", "close", other, "دیگر دور هم نیستیم")
    assert (await village.do("reza", "mine")).card is None
    request = await village.ask("omid", one)
    await village.give("dabir", Role.DABIR)
    await village.do("dabir", "close", one, "به درخواست اعضا بسته شد")
    assert set(village.heard(events.KanoonClosed)[0].members) == {village.id(w) for w in ("zahra", "hassan", "maryam")}
    assert (await village.do("omid", "find_request", request)).state is JoinState.EXPIRED
    async with village.unchanged("kernel.not_allowed"):
        await village.do("zahra", "send_message", "سلام به همه‌ی همسایه‌ها")
    async with village.unchanged("kanoon.cannot_move"):
        await village.do("dabir", "restore", one)
    assert (await village.do("omid", "card_of", one)).state is KanoonState.CLOSED


async def test_a_deputy_decides_while_the_hamyar_is_away_and_not_a_moment_longer(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    request, late = await village.ask("reza", kanoon), await village.ask("omid", kanoon)
    async with village.unchanged("kanoon.request_not_found"):
        await village.do("maryam", "approve", request)
    until = await village.do("hassan", "go_away", day_in_tehran(village.now) + timedelta(days=3), village.id("maryam"))
    assert village.heard(events.HamyarAway) == [events.HamyarAway(kanoon, village.id("hassan"), village.id("maryam"))]
    assert [r.id for r in await village.do("maryam", "requests_to_decide")] == [request, late]
    await village.do("maryam", "approve", request)
    village.now = until
    async with village.unchanged("kanoon.request_not_found"):
        await village.do("maryam", "approve", late)
    assert await village.do("system", "end_absence", kanoon, village.id("hassan")) is True
    assert await village.do("system", "end_absence", kanoon, village.id("hassan")) is False


async def test_a_deputys_right_ends_with_the_absence_the_role_and_the_membership(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    await village.second_hamyar(kanoon)
    request, day = await village.ask("reza", kanoon), day_in_tehran(village.now) + timedelta(days=3)
    endings = (("hassan", "come_back", ()), ("maryam", "leave", ()), ("zahra", "release_hamyar", (kanoon, village.id("hassan"))))
    for who, verb, args in endings:
        await village.do("hassan", "go_away", day, village.id("maryam"))
        assert "approve" in (await village.do("maryam", "find_request", request)).may
        await village.do(who, verb, *args)
        async with village.unchanged("kanoon.request_not_found"):
            await village.do("maryam", "approve", request)
        if verb == "leave":
            await village.join("maryam", kanoon)


async def test_a_deputy_is_a_plain_member_and_an_absence_has_limits(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    today = day_in_tehran(village.now)
    assert [p.name for p in await village.do("hassan", "deputies_to_choose")] == ["مریم سادات حسینی"]
    for day, deputy, code in (
        (today, "maryam", "away_range"),
        (today + timedelta(days=70), "maryam", "away_range"),
        (today + timedelta(days=2), "zahra", "bad_deputy"),
        (today + timedelta(days=2), "reza", "not_a_member"),
    ):
        async with village.unchanged(f"kanoon.{code}"):
            await village.do("hassan", "go_away", day, village.id(deputy))
    async with village.unchanged("kanoon.not_away"):
        await village.do("hassan", "come_back")
    assert kanoon


async def test_who_leads_a_kanoon_is_not_forgotten_before_handing_over(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    ties = {who: await village.do("system", "ties_of", village.id(who)) for who in ("zahra", "hassan", "maryam", "reza")}
    assert ties == {"zahra": ["kanoon.tie.rahbar"], "hassan": ["kanoon.tie.hamyar"], "maryam": [], "reza": []}


async def test_somebody_who_is_gone_belongs_nowhere_and_asks_nothing(village: Village) -> None:
    one, other = await village.kanoon(), await village.kanoon("reza", "leila", "کانون مسجد جامع")
    await village.join("maryam", one)
    request = await village.ask("maryam", other)
    await village.do("system", "farewell", village.id("maryam"))
    async with village.unchanged("kanoon.request_over"):
        await village.do("leila", "approve", request)
    async with village.open() as (_, kanoon):
        assert await kanoon.store.belongings.count(one) == 2


def test_an_admin_can_give_the_hat_that_counts_for_every_kanoon() -> None:
    """The scope that kanoon asks for is one that membership gives."""
    anywhere: Any = SimpleNamespace(province="")
    assert dabir_scopes(anywhere) == (f"topic:{Matter.KANOON.value}",)
