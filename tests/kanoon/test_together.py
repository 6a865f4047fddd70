"""آزمون کارهای جمعی - activities, attendance, photos, messages, links, tags (kanoon:K9, K14-K16).   Product: domain/kanoon/acting.py speaking.py"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kanoon import events
from domain.kanoon.acting import Plan
from domain.kanoon.groups import ActivityKind, ActivityState, Path
from domain.kernel.money import Rial
from domain.kernel.persian.dates import day_in_tehran
from tests.kanoon.village import Village


def a_plan(village: Village, days: int = 3) -> Plan:
    return Plan(ActivityKind.BUILDING, "سنگ‌فرش کوچه‌ی اصلی", day_in_tehran(village.now) + timedelta(days=days), "میدان روستا", Rial(50_000_000))


async def test_leaders_plan_members_propose_and_leaders_decide(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    planned = await village.do("hassan", "plan_activity", a_plan(village))
    assert planned.state is ActivityState.PLANNED and len(village.heard(events.ActivityPlanned)) == 1
    mine = await village.do("maryam", "plan_activity", a_plan(village, 5))
    assert mine.state is ActivityState.PROPOSED and len(village.heard(events.ActivityProposed)) == 1
    await village.join("reza", kanoon)
    assert await village.do("reza", "find_activity", mine.id) is None
    async with village.unchanged("kernel.not_allowed"):
        await village.do("maryam", "approve_activity", mine.id)
    await village.do("zahra", "approve_activity", mine.id)
    other = await village.do("reza", "plan_activity", a_plan(village, 6))
    await village.do("zahra", "decline_activity", other.id, "زمستان شدنی نیست")
    assert (await village.do("reza", "find_activity", other.id)).reason == "زمستان شدنی نیست"
    assert [a.id for a in await village.do("maryam", "activities")] == [mine.id, planned.id]


async def test_an_activity_has_attendance_and_at_most_four_photos(village: Village) -> None:
    kanoon = await village.kanoon()
    for who in ("maryam", "reza"):
        await village.join(who, kanoon)
    activity = (await village.do("zahra", "plan_activity", a_plan(village))).id
    await village.do("maryam", "attend", activity, True)
    await village.do("reza", "attend", activity, True)
    await village.do("reza", "attend", activity, False)
    async with village.unchanged("kanoon.activity_not_begun"):
        await village.do("zahra", "add_photo", activity, "web:1")
    await village.do("hassan", "begin_activity", activity)
    assert [p.name for p in await village.do("hassan", "announced", activity)] == ["مریم سادات حسینی"]
    assert await village.do("hassan", "mark_present", activity, [village.id("maryam"), village.id("reza")]) == 1
    for n in range(4):
        await village.do("zahra", "add_photo", activity, f"web:{n}")
    async with village.unchanged("kanoon.photos_enough"):
        await village.do("zahra", "add_photo", activity, "web:5")
    await village.do("zahra", "finish_activity", activity)
    seen = await village.do("reza", "find_activity", activity)
    assert (seen.coming, seen.came, seen.i_come, len(seen.photos), seen.may) == (1, 1, False, 4, {"photos"})
    async with village.unchanged("kanoon.activity_over"):
        await village.do("reza", "attend", activity, True)


async def test_an_activity_is_for_the_kanoons_own_people_and_not_in_the_past(village: Village) -> None:
    await village.kanoon()
    await village.kanoon("reza", "leila", "کانون مسجد جامع")
    activity = (await village.do("zahra", "plan_activity", a_plan(village))).id
    assert await village.do("reza", "find_activity", activity) is None
    for who, verb, args in (("reza", "begin_activity", ()), ("reza", "attend", (True,)), ("omid", "attend", (True,)), ("reza", "cancel_activity", ())):
        async with village.unchanged("kanoon.activity_not_found"):
            await village.do(who, verb, activity, *args)
    async with village.unchanged("kanoon.day_gone"):
        await village.do("zahra", "plan_activity", a_plan(village, -1))
    async with village.unchanged("kanoon.no_kanoon"):
        await village.do("omid", "plan_activity", a_plan(village))


LEADERS_MOVES = {
    "approve_activity": {ActivityState.PROPOSED},
    "decline_activity": {ActivityState.PROPOSED},
    "begin_activity": {ActivityState.PLANNED},
    "finish_activity": {ActivityState.RUNNING},
    "cancel_activity": {ActivityState.PROPOSED, ActivityState.PLANNED, ActivityState.RUNNING},
}
WAY = {
    ActivityState.PROPOSED: (),
    ActivityState.PLANNED: ("approve_activity",),
    ActivityState.RUNNING: ("approve_activity", "begin_activity"),
    ActivityState.DONE: ("approve_activity", "begin_activity", "finish_activity"),
    ActivityState.CANCELLED: ("cancel_activity",),
    ActivityState.DECLINED: ("decline_activity",),
}


@pytest.mark.parametrize("verb", LEADERS_MOVES)
@pytest.mark.parametrize("state", ActivityState)
async def test_only_the_listed_moves_move_an_activity(village: Village, state: ActivityState, verb: str) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    activity = (await village.do("maryam", "plan_activity", a_plan(village))).id
    words = {"decline_activity": ("زمستان شدنی نیست",)}
    for step in WAY[state]:
        await village.do("zahra", step, activity, *words.get(step, ()))
    if state in LEADERS_MOVES[verb]:
        await village.do("zahra", verb, activity, *words.get(verb, ()))
        return
    async with village.unchanged("kanoon.cannot_move"):
        await village.do("zahra", verb, activity, *words.get(verb, ()))


async def test_a_message_reaches_everybody_but_the_speaker_and_who_muted_three_times_a_day(village: Village) -> None:
    kanoon = await village.kanoon()
    for who in ("maryam", "reza", "omid"):
        await village.join(who, kanoon)
    await village.do("reza", "mute", True)
    assert await village.do("hassan", "audience") == 3 == await village.do("hassan", "send_message", "جمعه صبح در حسینیه دور هم هستیم")
    message = village.heard(events.MessageSent)[0].message
    first, after = await village.do("system", "next_listeners", message, 0, 3)
    assert (first, after) == ([village.id("zahra"), village.id("maryam")], village.id("maryam"))
    await village.do("omid", "leave")
    assert await village.do("system", "next_listeners", message, after, 3) == ([], None)
    for _ in range(2):
        await village.do("zahra", "send_message", "یادتان نرود: جمعه صبح")
    async with village.unchanged("kanoon.messages_enough"):
        await village.do("zahra", "send_message", "یادتان نرود: جمعه صبح")
    village.now += timedelta(days=1)
    await village.do("zahra", "send_message", "سپاس از همه‌ی شما")
    async with village.unchanged("kernel.not_allowed"):
        await village.do("maryam", "send_message", "من هم حرفی دارم")


async def test_a_link_leads_to_its_kanoon_for_a_while_and_the_hamyar_sees_who_invited(village: Village) -> None:
    kanoon = await village.kanoon()
    link = await village.do("zahra", "invite")
    assert len(link.token) <= 40 and (await village.do("maryam", "by_invite", link.token)).id == kanoon
    request = await village.ask("maryam", kanoon, token=link.token)
    assert (await village.do("hassan", "find_request", request)).invited_by == "زهرا کریمی"
    for forged in (link.token[:-1], link.token + "A", "", "ا" * 22):
        async with village.unchanged("kanoon.link_over"):
            await village.do("reza", "by_invite", forged)
    village.now = link.until
    async with village.unchanged("kanoon.link_over"):
        await village.do("reza", "by_invite", link.token)


async def test_leaders_see_what_their_own_members_can_do_and_point_them_on(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.kanoon("reza", "leila", "کانون مسجد جامع")
    await village.join("maryam", kanoon)
    await village.do("maryam", "declare_tags", "خیاطی", "چرخ خیاطی")
    tags = await village.do("hassan", "tags_of", village.id("maryam"))
    assert (tags.skills, tags.needs) == ("خیاطی", "چرخ خیاطی")
    async with village.unchanged("kanoon.not_a_member"):
        await village.do("reza", "point_to", village.id("maryam"), Path.ENTERPRISE, "کارگاه پوشاک ما جا دارد")
    await village.do("zahra", "point_to", village.id("maryam"), Path.ENTERPRISE, "کارگاه پوشاک ما جا دارد")
    assert village.heard(events.MemberPointed)[0].path is Path.ENTERPRISE
