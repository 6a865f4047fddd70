"""آزمون مشخصات، پرسش‌ها، صف و رهیار - what a kanoon tells and asks, who sees what, letters, and every limit in words.   Product: domain/kanoon/"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from domain.kanoon import events
from domain.kanoon.model import JoinState, Reply, Why
from domain.kanoon.ports import Place
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from tests.kanoon.test_together import a_plan
from tests.kanoon.village import Village, a_form
from tests.kit.people import refused


async def test_what_a_kanoon_asks_everybody_is_answered_and_shown_to_who_decides(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.do("hassan", "ask_applicants", ["از کدام خانواده‌اید؟", "چه کاری بلدید؟"])
    assert (await village.do("maryam", "card_of", kanoon)).questions == ("از کدام خانواده‌اید؟", "چه کاری بلدید؟")
    for replies in ([], ["حسینی"], ["حسینی", "خیاطی", "آشپزی"]):
        async with village.unchanged("kanoon.questions_changed"):
            await village.ask("maryam", kanoon, replies=replies)
    async with village.unchanged("kanoon.answer_length"):
        await village.ask("maryam", kanoon, replies=["حسینی", "ب"])
    request = await village.ask("maryam", kanoon, replies=["خانواده‌ی حسینی", "خیاطی"])
    seen = await village.do("hassan", "find_request", request)
    assert seen.replies == (Reply("از کدام خانواده‌اید؟", "خانواده‌ی حسینی"), Reply("چه کاری بلدید؟", "خیاطی"))
    await village.do("zahra", "ask_applicants", [])
    await village.ask("reza", kanoon)
    async with village.open() as (unit, _):
        await unit.vault.forget(f"member:{village.id('maryam')}")
    assert (await village.do("hassan", "find_request", request)).replies == ()


async def test_a_no_has_a_reason_from_the_list_or_in_words(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    await village.do("hassan", "reject", request, "", Why.ELSEWHERE)
    seen = await village.do("maryam", "find_request", request)
    assert (seen.state, seen.why, seen.reason, seen.again_from) == (JoinState.REJECTED, Why.ELSEWHERE, "", village.now + timedelta(hours=24))


async def test_the_rahbar_changes_what_the_kanoon_tells_and_nobody_else(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    for verb, word in (("change_goal", "آبیاری و فروش پسته"), ("change_place", "رامیان"), ("change_capacity", 9)):
        async with village.unchanged("kernel.not_allowed"):
            await village.do("hassan", verb, word)
        await village.do("zahra", verb, word)
    card = await village.do("maryam", "card_of", kanoon)
    assert (card.goal, card.place, card.free) == ("آبیاری و فروش پسته", "رامیان", 6)
    assert [line.id for line in await village.do("reza", "search", "پسته رامیان")] == [kanoon]
    for capacity, code in ((2, "capacity_below"), (1, "capacity_range"), (10**6, "capacity_range")):
        async with village.unchanged(f"kanoon.{code}"):
            await village.do("zahra", "change_capacity", capacity)
    await village.do("zahra", "change_capacity", None)
    assert (await village.do("maryam", "card_of", kanoon)).free is None


LONG = "ب" * 2000
LIMITS = [
    ("zahra", "change_goal", (LONG,), "goal_length"),
    ("zahra", "change_goal", ("",), "goal_length"),
    ("zahra", "change_place", (LONG,), "place_length"),
    ("hassan", "ask_applicants", (["چرا"],), "question_length"),
    ("hassan", "ask_applicants", ([LONG],), "question_length"),
    ("hassan", "ask_applicants", (["از کجا هستید؟"] * 4,), "questions_enough"),
    ("zahra", "send_message", ("سلا",), "message_length"),
    ("zahra", "send_message", (LONG,), "message_length"),
    ("maryam", "declare_tags", (LONG, ""), "tags_length"),
    ("maryam", "write_to_rahyar", ("",), "letter_length"),
    ("maryam", "write_to_rahyar", (LONG,), "letter_length"),
    ("maryam", "leave", (LONG,), "reason_length"),
]


@pytest.mark.parametrize(("who", "verb", "args", "code"), LIMITS)
async def test_every_text_has_its_limits(village: Village, who: str, verb: str, args: tuple[object, ...], code: str) -> None:
    await village.join("maryam", await _with_rahyar(village))
    async with village.unchanged(f"kanoon.{code}"):
        await village.do(who, verb, *args)


async def test_a_note_has_its_limit_too(village: Village) -> None:
    kanoon = await village.kanoon()
    async with village.unchanged("kanoon.note_length"):
        await village.ask("maryam", kanoon, note=LONG)


async def _with_rahyar(village: Village, **form: object) -> int:
    kanoon = await village.kanoon(**form)  # type: ignore[arg-type]  # what a form takes
    await village.give("dabir", Role.DABIR, "area:گلستان")
    await village.give("rahyar", Role.RAHYAR_AREA, "area:گلستان")
    await village.do("dabir", "assign_rahyar", kanoon, village.id("rahyar"))
    return kanoon


async def test_letters_pass_between_a_member_and_the_rahyar_of_their_kanoon(village: Village) -> None:
    kanoon = await _with_rahyar(village)
    await village.join("maryam", kanoon)  # type: ignore[arg-type]  # the id as a plain number
    assert await village.do("maryam", "write_to_rahyar", "از کجا شروع کنم؟") == "سارا نوری"
    assert village.heard(events.RahyarAddressed) == [events.RahyarAddressed(kanoon, village.id("maryam"), village.id("rahyar"), "از کجا شروع کنم؟")]  # type: ignore[arg-type]  # as above
    await village.do("rahyar", "answer_member", village.id("maryam"), "فردا با هم شروع می‌کنیم")
    assert len(village.heard(events.RahyarAnswered)) == 1
    for who in ("omid", "narges"):
        async with village.unchanged("kanoon.not_your_member"):
            await village.do("rahyar", "answer_member", village.id(who), "سلام")
    await village.join("rahyar", kanoon)  # type: ignore[arg-type]  # the id as a plain number
    async with village.unchanged("kanoon.own_rahyar"):
        await village.do("rahyar", "write_to_rahyar", "سلام به خودم")


async def test_a_kanoon_without_a_rahyar_takes_no_letters(village: Village) -> None:
    await village.kanoon()
    async with village.unchanged("kanoon.no_rahyar"):
        await village.do("zahra", "write_to_rahyar", "سلام")


async def test_rahbar_hamyar_and_rahyar_see_the_queue_and_what_is_over_and_a_member_does_not(village: Village) -> None:
    kanoon = await _with_rahyar(village)
    waiting, over = await village.ask("maryam", kanoon), await village.ask("reza", kanoon)  # type: ignore[arg-type]  # the id as a plain number
    await village.do("hassan", "reject", over, "", Why.FOR_NOW)
    for who in ("zahra", "hassan", "rahyar"):
        assert [v.id for v in await village.do(who, "queue")] == [waiting], who
        assert [v.id for v in await village.do(who, "past_requests", 0)] == [over], who
    await village.do("hassan", "approve", waiting)
    for who in ("maryam", "reza"):
        async with village.unchanged("kanoon.nothing_to_watch"):
            await village.do(who, "past_requests", 0)


async def test_members_see_each_other_by_first_name_and_leaders_whole(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    assert [p.name for p in await village.do("maryam", "neighbours")] == ["حسن م.", "زهرا ک."]
    assert [p.name for p in await village.do("zahra", "neighbours")] == ["حسن مرادی", "مریم سادات حسینی"]
    await village.do("maryam", "declare_tags", "خیاطی", "")
    seen = await village.do("hassan", "person_in", village.id("maryam"))
    assert (seen.skills, seen.role, seen.since) == ("خیاطی", Role.MEMBER, village.now)
    async with village.unchanged("kernel.not_allowed"):
        await village.do("maryam", "person_in", village.id("zahra"))
    async with village.unchanged("kanoon.not_a_member"):
        await village.do("zahra", "person_in", village.id("omid"))


async def test_the_same_town_comes_before_the_province_and_far_ones_last(village: Village) -> None:
    for who, place in (("zahra", Place("یزد", "میبد")), ("reza", Place("گلستان", "گنبد")), ("narges", Place("گلستان", "رامیان"))):
        village.cards.places[village.id(who)] = place
    far, province = await village.kanoon(title="الف همیاران"), await village.kanoon("reza", "leila", "ب همیاران")
    town = await village.kanoon("narges", "omid", "پ همیاران", place="شهرستان گرگان")
    assert [k.id for k in await village.do("maryam", "search", "همیاران")] == [town, province, far]
    assert [k.id for k in await village.do("maryam", "near_me")] == [town, province]
    assert [k.id for k in await village.do("maryam", "led_by", "قاسمی")] == [province]
    assert await village.do("maryam", "led_by", "کریمی") == []


async def test_photos_are_asked_for_by_the_kanoons_own_people(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.join("maryam", kanoon)
    activity = (await village.do("zahra", "plan_activity", a_plan(village))).id
    async with village.unchanged("kanoon.no_photos"):
        await village.do("maryam", "see_photos", activity)
    await village.do("zahra", "begin_activity", activity)
    await village.do("zahra", "add_photo", activity, "web:1")
    assert await village.do("maryam", "see_photos", activity) == 1 and len(village.heard(events.PhotosWanted)) == 1
    async with village.unchanged("kanoon.activity_not_found"):
        await village.do("omid", "see_photos", activity)


async def test_a_kanoon_does_not_open_for_a_rahbar_who_is_gone(village: Village) -> None:
    filed = await village.do("zahra", "register", a_form(), "id-hassan", "mobile-hassan")
    village.cards.gone.add(village.id("zahra"))
    async with village.unchanged("kanoon.rahbar_gone"):
        await village.do("hassan", "accept_offer", await village.last_offer(filed.id))


async def test_a_row_that_somebody_else_wrote_meanwhile_is_not_overwritten(village: Village) -> None:
    kanoon = await village.kanoon()
    async with village.open() as (_, service):
        seen = await service.store.kanoons.find(kanoon)
        assert seen is not None
        await service.store.kanoons.save(replace(seen, goal="نخستین"))
        with refused("kanoon.changed_meanwhile"):
            await service.store.kanoons.save(replace(seen, goal="دومین"))


async def test_a_rahyar_stays_while_one_hat_remains_and_goes_with_the_last(village: Village) -> None:
    kanoon = await _with_rahyar(village)
    await village.do("system", "let_rahyar_go", village.id("rahyar"))
    assert village.heard(events.RahyarGone) == []
    assert (await village.do("zahra", "card_of", kanoon)).rahyar == "سارا نوری"
    async with village.open() as (unit, _):
        await unit.hats.take(village.id("rahyar"), Role.RAHYAR_AREA, "area:گلستان")
    await village.do("system", "let_rahyar_go", village.id("rahyar"))
    assert len(village.heard(events.RahyarGone)) == 1
    assert (await village.do("zahra", "card_of", kanoon)).rahyar == ""
    with pytest.raises(Refusal):
        await village.do("zahra", "write_to_rahyar", "سلام")
