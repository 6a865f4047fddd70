"""آزمون کنار پرونده - notes, ready answers, texts for the house, learning beside somebody.   Product: domain/moshavereh/beside.py   That no note leaves: test_walk.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.moshavereh.desk_events import AnswerProposed, DutyChanged, KnowledgeProposed, NoteWritten, ProposalDecided
from domain.moshavereh.events import RahyarWrote
from tests.moshavereh.room import Room


async def test_a_note_is_no_line_and_reaches_who_is_mentioned(room: Room) -> None:
    case = await room.taken()
    for stranger in ("bahram", "leila"):
        async with room.unchanged("no_such_case"):
            await room.do(stranger, "write_note", case, "سلام")
    await room.do("rahyar", "write_note", case, "  این عضو را می‌شناسم ", (room.id("leila"),))
    told = room.heard(NoteWritten)[0]
    assert (told.rahyar, told.mentioned, told.words) == (room.id("rahyar"), (room.id("leila"),), "این عضو را می‌شناسم")
    assert await room.lines(case) == []
    async with room.unchanged("bad_goal"):
        await room.do("leila", "write_note", case, "سلام", (room.id("zahra"),))
    async with room.unchanged("nothing_said"):
        await room.do("leila", "write_note", case, "  ")


async def test_nobody_reads_the_notes_of_their_own_family(room: Room) -> None:
    room.known.families.add(frozenset({room.id("zahra"), room.id("bahram")}))
    case = await room.taken()
    for verb, args in (("context", ()), ("write_note", ("سلام",)), ("transcript", ()), ("look_at", ())):
        async with room.unchanged("no_such_case"):
            await room.do("bahram", verb, case, *args)


async def test_the_context_shows_where_the_member_stands_and_what_was_before(room: Room) -> None:
    room.known.kanoons[room.id("zahra")] = ("قورچای", None)
    first = await room.taken()
    await room.do("rahyar", "reply", first, "بفرمایید")
    await room.do("rahyar", "close", first)
    await room.do("zahra", "rate", (await room.case(first)).number, 4)
    case = await room.taken()
    for n in range(12):
        await room.write("zahra", case, f"پیام {n}")
    card = await room.do("rahyar", "context", case)
    assert (card.kanoon, card.at.flow, card.view.name) == ("قورچای", "kanoon.join", "زهرا کریمی")
    assert len(card.view.lines) == 10 and card.view.lines[-1].words == "پیام 11"
    assert [(e.number, e.rahyar, e.score) for e in card.earlier] == [((await room.case(first)).number, "سارا نوری", 4)]


async def test_ready_answers_are_found_however_they_are_spelt(room: Room) -> None:
    await room.do("rahyar", "keep_ready", "ساعت کاری", "می‌توانید از ٨ تا ۱۶ بیایید")
    shared = await room.do("dabir", "keep_ready", "مدارك", "کارت ملی بیاورید", shared=True)
    for words in ("ساعت‌کاری", "مي توانيد", "۸", ""):
        assert "ساعت کاری" in [a.shortcut for a in await room.do("rahyar", "ready_answers", words)], words
    assert [a.id for a in await room.do("bahram", "ready_answers", "")] == [shared]
    assert [a.owner is None for a in await room.do("rahyar", "ready_answers")] == [False, True]
    assert await room.do("rahyar", "ready_answers", "ساعت مدارک") == []


async def test_shared_answers_are_a_supervisors_and_own_ones_ones_own(room: Room) -> None:
    shared = await room.do("dabir", "keep_ready", "مدارک", "کارت ملی", shared=True)
    own = await room.do("rahyar", "keep_ready", "سلام", "سلام {name}")
    async with room.unchanged("not_shared"):
        await room.do("rahyar", "keep_ready", "سلام", "سلام", shared=True)
    async with room.unchanged("not_shared"):
        await room.do("rahyar", "drop_ready", shared)
    async with room.unchanged("no_such_answer"):
        await room.do("bahram", "drop_ready", own)
    async with room.unchanged("shortcut_length"):
        await room.do("rahyar", "keep_ready", "س", "سلام")
    assert await room.do("rahyar", "keep_ready", "درود", "درود {name}", answer=own) == own
    await room.do("rahyar", "drop_ready", own)
    assert [a.id for a in await room.do("rahyar", "ready_answers")] == [shared]


async def test_a_variable_without_a_value_stops_the_sending(room: Room) -> None:
    case = await room.taken()
    number = (await room.case(case)).number
    answer = await room.do("rahyar", "keep_ready", "قرار", "{name} عزیز، پرونده‌ی {number} روز {day} ساعت {hour}", "photo|web:p1")
    async with room.unchanged("missing_variables"):
        await room.do("rahyar", "send_ready", case, answer, {"day": "شنبه"})
    given = {"day": "شنبه", "hour": "{name}"}
    assert await room.do("rahyar", "filled_answer", case, answer, given) == f"زهرا کریمی عزیز، پرونده‌ی {number} روز شنبه ساعت {{name}}"
    await room.do("rahyar", "send_ready", case, answer, given)
    assert room.heard(RahyarWrote)[0].media == "photo|web:p1"
    async with room.unchanged("not_assignee"):
        await room.do("bahram", "send_ready", case, answer, given)


async def test_a_text_is_proposed_to_the_house(room: Room) -> None:
    case = await room.taken()
    async with room.unchanged("nothing_said"):
        await room.do("rahyar", "propose_text", case, "کد کانون کجاست؟", " ")
    await room.do("rahyar", "propose_text", case, "کد کانون کجاست؟", "بالای صفحه‌ی کانون")
    assert room.heard(KnowledgeProposed)
    assert [t.answer for t in await room.do("dabir", "proposed_texts")] == ["بالای صفحه‌ی کانون"]


async def test_a_trainee_proposes_and_the_experienced_one_sends(room: Room) -> None:
    await room.come("rahyar", "leila")
    await room.do("leila", "learn_beside", room.id("rahyar"))
    assert room.heard(DutyChanged)[0].look is not None
    case, other = await room.taken(), await room.ask("maryam")
    async with room.unchanged("trainee"):
        await room.do("leila", "take", other)
    proposal = await room.do("leila", "propose_answer", case, "سلام، بفرمایید")
    assert room.heard(AnswerProposed)[0].mentor == room.id("rahyar") and await room.lines(case) == []
    assert [p.id for p in (await room.do("rahyar", "context", case)).proposals] == [proposal]
    async with room.unchanged("not_assignee"):
        await room.do("bahram", "send_proposal", proposal)
    await room.do("rahyar", "send_proposal", proposal, "سلام، در خدمتم")
    assert room.heard(ProposalDecided)[0].sent
    assert [(line.words, line.who) for line in await room.lines(case)] == [("سلام، در خدمتم", room.id("rahyar"))]
    async with room.unchanged("no_such_proposal"):
        await room.do("rahyar", "decline_proposal", proposal, "دیر شد")


async def test_a_declined_proposal_tells_why_and_learning_ends(room: Room) -> None:
    await room.come("rahyar", "leila", "bahram")
    await room.do("leila", "learn_beside", room.id("rahyar"))
    for mentor in ("leila", "zahra"):
        async with room.unchanged("bad_goal"):
            await room.do("bahram", "learn_beside", room.id(mentor))
    case = await room.taken()
    proposal = await room.do("leila", "propose_answer", case, "نمی‌دانم")
    await room.do("rahyar", "decline_proposal", proposal, "مهربان‌تر بنویس")
    assert room.heard(ProposalDecided)[0].why == "مهربان‌تر بنویس"
    other = await room.taken("maryam", "bahram")
    async with room.unchanged("no_such_case"):
        await room.do("leila", "propose_answer", other, "سلام")
    await room.do("leila", "learn_beside", 0)
    await room.do("leila", "take", await room.ask("reza"))


async def test_a_supervisor_notes_within_their_reach_only(room: Room) -> None:
    await room.give("reza", Role.DABIR, "topic:loan")
    case = await room.taken()
    async with room.unchanged("no_such_case"):
        await room.do("reza", "write_note", case, "سلام")
    await room.do("dabir", "write_note", case, "خوب پیش می‌رود")
