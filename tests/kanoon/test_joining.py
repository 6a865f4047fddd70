"""آزمون پیوستن - asking, deciding, asking back, undoing, expiring (kanoon:K7-K11).   Product: domain/kanoon/joining.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kanoon import events
from domain.kanoon.model import JoinId, JoinState, KanoonState
from domain.kernel.people import Role
from domain.kernel.requests import Status
from tests.kanoon.village import Village, a_form
from tests.kit.people import refused


async def test_a_request_goes_to_the_hamyar_and_his_yes_makes_a_member(village: Village) -> None:
    kanoon = await village.kanoon()
    filed = await village.do("maryam", "ask_to_join", kanoon, "همسایه‌ی زهرا هستم", consent=True)
    assert filed.number.startswith("KJ") and filed.kanoon == "کانون روستای قورچای" and filed.moves_from == ""
    assert village.heard(events.JoinAsked)[0].member == village.id("maryam")
    (seen,) = await village.do("hassan", "requests_to_decide")
    assert (seen.name, seen.note, seen.may) == ("مریم سادات حسینی", "همسایه‌ی زهرا هستم", {"approve", "reject", "ask"})
    decision = await village.do("hassan", "approve", filed.id)
    assert decision.state is JoinState.APPROVED and decision.undo_until == village.now + timedelta(minutes=10)
    assert len(village.heard(events.JoinApproved)) == 1
    mine = await village.do("maryam", "mine")
    assert mine.card.title == "کانون روستای قورچای" and mine.card.people == 3 and mine.pending == ""


async def test_nobody_asks_without_consent_to_show_the_name(village: Village) -> None:
    kanoon = await village.kanoon()
    async with village.unchanged("kanoon.consent_needed"):
        await village.do("maryam", "ask_to_join", kanoon, "", consent=False)


async def test_the_rahbar_and_the_rahyar_see_a_request_but_do_not_decide(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.give("dabir", Role.DABIR, "topic:kanoon")
    await village.give("rahyar", Role.RAHYAR_AREA, "area:گلستان")
    await village.do("dabir", "assign_rahyar", kanoon, village.id("rahyar"))
    request = await village.ask("maryam", kanoon)
    for watcher in ("zahra", "rahyar"):
        view = await village.do(watcher, "find_request", request)
        assert view.name == "مریم سادات حسینی" and view.may == frozenset()
        async with village.unchanged("kanoon.request_not_found"):
            await village.do(watcher, "approve", request)
    assert await village.do("reza", "find_request", request) is None


async def test_a_forged_number_and_a_strangers_request_answer_alike(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    for who, number in (("reza", request), ("hassan", JoinId(request + 999)), ("reza", JoinId(request + 999))):
        async with village.unchanged("kanoon.request_not_found"):
            await village.do(who, "approve", number)


async def test_a_hamyar_cannot_approve_his_own_request(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    await village.give("maryam", Role.HAMYAR, f"kanoon:{kanoon}")
    async with village.unchanged("kanoon.own_request"):
        await village.do("maryam", "approve", request)


async def test_a_member_has_one_open_request_and_one_kanoon(village: Village) -> None:
    one, other = await village.kanoon(), await village.kanoon("reza", "leila", "کانون مسجد جامع")
    await village.ask("maryam", one)
    async with village.unchanged("kanoon.request_is_open"):
        await village.ask("maryam", other)
    async with village.unchanged("kanoon.already_member"):
        await village.ask("zahra", one)


async def test_moving_ends_the_old_membership_exactly_once(village: Village) -> None:
    one, other = await village.kanoon(), await village.kanoon("reza", "leila", "کانون مسجد جامع")
    await village.join("maryam", one)
    filed = await village.do("maryam", "ask_to_join", other, "", consent=True)
    assert filed.moves_from == "کانون روستای قورچای"
    assert (await village.do("maryam", "mine")).card.title == "کانون روستای قورچای"
    await village.do("leila", "approve", filed.id)
    assert village.heard(events.MemberMoved) == [events.MemberMoved(village.id("maryam"), one, other)]
    mine = await village.do("maryam", "mine")
    assert mine.card.title == "کانون مسجد جامع"
    async with village.open() as (_, kanoon):
        assert await kanoon.store.belongings.count(one) == 2
        old = await kanoon.store.belongings.last_in(village.id("maryam"), one)
        assert old is not None and old.state.value == "moved" and old.until == village.now


async def test_a_full_kanoon_takes_nobody_even_when_it_filled_up_after_the_asking(village: Village) -> None:
    kanoon = await village.kanoon(capacity=3)
    first, second = await village.ask("maryam", kanoon), await village.ask("reza", kanoon)
    await village.do("hassan", "approve", first)
    async with village.unchanged("kanoon.full"):
        await village.do("hassan", "approve", second)
    async with village.unchanged("kanoon.full"):
        await village.ask("leila", kanoon)


async def test_an_applicant_who_is_gone_or_took_it_back_is_not_admitted(village: Village) -> None:
    kanoon = await village.kanoon()
    gone, back = await village.ask("maryam", kanoon), await village.ask("reza", kanoon)
    village.cards.gone.add(village.id("maryam"))
    async with village.unchanged("kanoon.applicant_gone"):
        await village.do("hassan", "approve", gone)
    await village.do("reza", "cancel_request", back)
    assert len(village.heard(events.JoinCancelled)) == 1
    async with village.unchanged("kanoon.request_over"):
        await village.do("hassan", "approve", back)


async def test_an_applicant_who_became_a_rahbar_elsewhere_is_not_moved(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    filed = await village.do("maryam", "register", a_form("کانون کاروان زیارت"), "id-reza", "mobile-reza")
    await village.do("reza", "accept_offer", await village.last_offer(filed.id))
    async with village.unchanged("kanoon.request_over"):
        await village.do("hassan", "approve", request)
    async with village.unchanged("kanoon.holds_role_elsewhere"):
        await village.ask("maryam", kanoon)


async def test_a_removed_hamyar_cannot_decide_with_an_old_card(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    await village.second_hamyar(kanoon)
    await village.do("zahra", "release_hamyar", kanoon, village.id("hassan"))
    async with village.unchanged("kanoon.request_not_found"):
        await village.do("hassan", "approve", request)
    assert await village.do("hassan", "find_request", request) is None
    assert (await village.do("leila", "approve", request)).state is JoinState.APPROVED


async def test_the_second_hamyar_learns_who_decided_and_when(village: Village) -> None:
    kanoon = await village.kanoon()
    await village.second_hamyar(kanoon)
    request = await village.ask("maryam", kanoon)
    await village.do("hassan", "approve", request)
    for verb, words in (("approve", ()), ("reject", ("نمی‌شناسمشان",)), ("ask_more", ("از کدام محله‌اید؟",))):
        async with village.unchanged("kanoon.already_decided"):
            await village.do("leila", verb, request, *words)
    seen = await village.do("leila", "find_request", request)
    assert (seen.decided_by, seen.since, seen.may) == ("حسن مرادی", village.now, frozenset())


async def test_a_rejection_has_a_reason_and_may_be_followed_by_another_try_a_day_later_three_times(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    async with village.unchanged("kanoon.reason_length"):
        await village.do("hassan", "reject", request, "نه")
    for attempt in range(3):
        if attempt:
            async with village.unchanged("kanoon.ask_again_later"):
                await village.ask("maryam", kanoon)
            village.now += timedelta(hours=24)
            request = await village.ask("maryam", kanoon)
        await village.do("hassan", "reject", request, "ایشان را در روستا نمی‌شناسیم")
        assert (await village.do("maryam", "find_request", request)).reason == "ایشان را در روستا نمی‌شناسیم"
    village.now += timedelta(hours=48)
    async with village.unchanged("kanoon.rejected_too_often"):
        await village.ask("maryam", kanoon)


async def test_the_hamyar_asks_the_applicant_answers_and_the_request_waits_again(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    await village.do("hassan", "ask_more", request, "از کدام خانواده‌اید؟")
    assert len(village.heard(events.JoinAnswerWanted)) == 1
    assert (await village.do("maryam", "find_request", request)).may == {"answer", "cancel"}
    async with village.unchanged("kanoon.cannot_move"):
        await village.do("hassan", "ask_more", request, "و کجا زندگی می‌کنید؟")
    async with village.unchanged("kanoon.request_not_found"):
        await village.do("reza", "answer", request, "من جواب می‌دهم")
    await village.do("maryam", "answer", request, "نوه‌ی حاج کریم")
    seen = await village.do("hassan", "find_request", request)
    assert (seen.state, seen.question, seen.answer) == (JoinState.WAITING, "از کدام خانواده‌اید؟", "نوه‌ی حاج کریم")
    async with village.unchanged("kanoon.no_question"):
        await village.do("maryam", "answer", request, "باز هم من")


async def test_a_hamyar_asks_at_most_three_times(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    for _ in range(3):
        await village.do("hassan", "ask_more", request, "کمی بیشتر بگویید")
        await village.do("maryam", "answer", request, "چشم")
    async with village.unchanged("kanoon.asked_too_often"):
        await village.do("hassan", "ask_more", request, "کمی بیشتر بگویید")


async def test_a_suspended_kanoon_decides_nothing_but_may_say_no(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    await village.give("dabir", Role.DABIR, "area:گلستان")
    await village.do("dabir", "suspend", kanoon, "شکایت اعضا در حال رسیدگی است")
    async with village.unchanged("kanoon.not_open"):
        await village.do("hassan", "approve", request)
    async with village.unchanged("kanoon.not_open"):
        await village.ask("reza", kanoon)
    assert (await village.do("hassan", "find_request", request)).may == {"reject", "ask"}
    await village.do("dabir", "restore", kanoon)
    assert (await village.do("maryam", "card_of", kanoon)).state is KanoonState.ACTIVE
    await village.do("hassan", "approve", request)


async def test_my_requests_are_told_in_five_words(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon)
    assert [line.status for line in await village.do("maryam", "requests_of", village.id("maryam"))] == [Status.WAITING]
    await village.do("hassan", "ask_more", request, "از کدام خانواده‌اید؟")
    assert [line.status for line in await village.do("maryam", "requests_of", village.id("maryam"))] == [Status.NEEDS_YOU]
    with refused("kernel.not_allowed"):
        await village.do("reza", "requests_of", village.id("maryam"))


async def test_what_an_applicant_wrote_is_gone_when_they_are_erased(village: Village) -> None:
    kanoon = await village.kanoon()
    request = await village.ask("maryam", kanoon, note="همسایه‌ی زهرا هستم")
    async with village.open() as (unit, _):
        await unit.vault.forget(f"member:{village.id('maryam')}")
    assert (await village.do("hassan", "find_request", request)).note == ""
