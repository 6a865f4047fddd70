"""استعداد و دعوت - fields that fit somebody and their place, for reasons; a rahyar invites, who has done such work before comes first.   Rules: hasteh:H4"""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.hasteh.model import Field
from domain.hasteh.talent import Means, Reason, Talent, suggested
from domain.hasteh.work_call import WORK_CALL_MOVES, WorkAim, WorkCall, WorkCallId, WorkCallState
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from tests.hasteh.conftest import FORM, active, asks, do, told
from tests.membership.townsfolk import CONFIRM, Folk

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def test_past_work_counts_most_and_a_neighbour_alone_is_no_reason() -> None:
    answers = Talent(MemberId(1), (Field.FOOD,), (Field.CLOTHING,), (Means.TOOLS,), NOW)
    found = suggested(answers, {Field.LIVESTOCK: [("دام سبک", "زنجان")], Field.CLOTHING: [("کارگاه دوخت", "گرگان")] * 3}, 3, 2)
    assert [(s.field, s.reasons) for s in found] == [
        (Field.CLOTHING, (Reason.LIKES, Reason.MEANS, Reason.NEIGHBOURS)), (Field.FOOD, (Reason.DONE,)), (Field.HANDICRAFT, (Reason.MEANS,)),
    ]  # fmt: skip
    assert (found[0].neighbours, len(found[0].some)) == (3, 2)
    assert suggested(Talent(MemberId(1), (), (), (), NOW), {Field.FOOD: [("مربا", "گرگان")]}, 3, 2) == ()


@pytest.mark.parametrize("state", list(WorkCallState))
@pytest.mark.parametrize("to", list(WorkCallState))
def test_an_invitation_is_answered_once(state: WorkCallState, to: WorkCallState) -> None:
    call = WorkCall(WorkCallId(1), MemberId(1), MemberId(2), WorkAim.GROW, "", state, NOW, NOW)
    if to in WORK_CALL_MOVES[state]:
        assert call.to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"hasteh\.cannot_move"):
        call.to(to, NOW)


async def test_the_questions_suggest_what_neighbours_live_on(folk: Folk) -> None:
    await active(folk)
    assert await do(folk, "maryam", "suggestions") == (), "nobody is told what they did not ask"
    await folk["maryam"].begins("hasteh.talent")
    await folk.plays("maryam", "«صنایع دستی»", "«همین ۱ مورد»", "«هیچ‌کدام»", "«همین ۱ مورد»", "«دار، چرخ خیاطی»", "«همین ۱ مورد»")
    assert "پیش‌تر این کار را کرده‌اید" in folk["maryam"].text and "کارگاه گلیم" in folk["maryam"].text
    await folk.plays("maryam", "«شناسه‌ی هسته بگیرم»")
    assert "نام" in folk["maryam"].last.text


async def test_a_rahyar_invites_who_then_asks(folk: Folk) -> None:
    await do(folk, "maryam", "tell_talent", (), (Field.FOOD,), (Means.KITCHEN,))
    await do(folk, "zahra", "tell_talent", (Field.HANDICRAFT,), (), (Means.TOOLS,))
    assert [c.done for c in await do(folk, "reza", "candidates")] == [(Field.HANDICRAFT,), ()], "past work first"
    await folk["reza"].begins("hasteh.call")
    await folk.plays("reza", "«سابقه»", "«بزرگ کردن کاری که دارد»", "گلیم‌هایتان را دیدم", CONFIRM)
    assert "شما را به کارآفرینی دعوت کرد" in folk["zahra"].last.text
    assert await told(folk, "reza", "call_to_work", (await folk.member("zahra")).code, WorkAim.GROW, "") == "hasteh.leads_or_called"
    await folk["zahra"].begins("hasteh.called", 1)
    assert "گلیم‌هایتان را دیدم" in folk["zahra"].text
    await folk.plays("zahra", "«شناسه‌ی هسته بگیرم»")
    await asks(folk)
    assert "شناسه‌ی هسته خواست" in folk["reza"].text
    assert [c.code for c in await do(folk, "reza", "candidates")] == [(await folk.member("maryam")).code], "who leads one is invited no more"


async def test_no_thank_you_needs_no_reason_and_may_be_asked_again(folk: Folk) -> None:
    code = (await folk.member("maryam")).code
    call = await do(folk, "reza", "call_to_work", code, WorkAim.START, "")
    assert await told(folk, "zahra", "decline_call", call) == await told(folk, "zahra", "work_call", call) == "hasteh.no_such_call"
    await folk["maryam"].begins("hasteh.called", int(call))
    await folk.plays("maryam", "«نه، ممنون»")
    assert "نپذیرفت" in folk["reza"].last.text
    assert await told(folk, "maryam", "decline_call", call) == "hasteh.cannot_move"
    assert await told(folk, "reza", "call_to_work", code, WorkAim.START, "") == "done"


async def test_only_of_those_one_goes_along_with(folk: Folk) -> None:
    own, zahra = (await folk.member("reza")).code, (await folk.member("zahra")).code
    assert await told(folk, "reza", "call_to_work", own, WorkAim.GROW, "") == "hasteh.nobody_with_code"
    assert await told(folk, "reza", "call_to_work", "XXXXXXXX", WorkAim.GROW, "") == "hasteh.nobody_with_code"
    assert await told(folk, "maryam", "call_to_work", zahra, WorkAim.GROW, "") != "done", "members invite nobody to work"
    assert await told(folk, "reza", "call_to_work", zahra, WorkAim.GROW, "ب" * 301) == "hasteh.bad_words"
    await do(folk, "zahra", "ask", FORM)
    assert await told(folk, "reza", "call_to_work", zahra, WorkAim.GROW, "") == "hasteh.leads_or_called"
