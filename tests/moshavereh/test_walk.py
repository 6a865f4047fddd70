"""آزمون پرسه - everybody does anything, in any order: a conversation has one owner, and no note ever reaches a member (rel:I8, handoff.md 3.6, 3.8).

The first walk goes through the verbs alone and asks the audit after every deed; the second goes through the whole house and reads the members' chats. Each is
seen to fail where its fault is planted.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.people import SYSTEM, Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.desk_events import NoteWritten
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post
from tests.kanoon.village import NAMES
from tests.moshavereh.deeds import DESK, MEMBERS, SECRET, Deed, Fresh, anything, hunting, openly, quick, secretly, thorough
from tests.moshavereh.desk import Desk, open_desk
from tests.moshavereh.room import Room, TalksInRows, open_room

Walk = list[Deed]
in_the_room = st.lists(anything, min_size=25, max_size=40)
in_the_house = st.lists(st.one_of(openly, secretly), min_size=10, max_size=16)
"""Half of it in secret."""


async def one_owner(room: Room, walk: Walk) -> None:
    """Members ask whenever nothing of theirs is under way; after each deed the audit looks whether every case and its conversation agree."""
    for deed in walk:
        for who in MEMBERS:
            try:
                await room.ask(who)
            except Refusal as no:
                assert no.code == "moshavereh.blocked"
        async with room.open() as (_, service):
            cases = await service.store.cases.not_over()
        if cases:
            await deed.on(room.do, cases, room.now)
        await room.sound()
        room.later(seconds=deed.seconds)


async def nothing_secret(desk: Desk, walk: Walk) -> None:
    """No member ever reads what rahyars tell each other."""
    await desk.open(*MEMBERS, "dabir")
    await desk.on_duty(*DESK)
    await desk.give("dabir", Role.DABIR)
    for deed in walk:
        under_way = {c.member for c in await desk.under_way()}
        for who in MEMBERS:
            if NAMES[who] not in under_way:
                await desk[who].says("رهیار")
        if cases := await desk.under_way():
            await deed.on(desk.do, cases, desk.town.now)
        await desk.town.later(seconds=deed.seconds)
        for who in MEMBERS:
            assert SECRET not in desk[who].text, who
    await desk.sound()


@settings(quick, max_examples=12)
@given(walk=in_the_room)
async def test_whatever_is_done_a_conversation_has_one_owner(sqlite_template: Path, walk: Walk) -> None:
    with Fresh(sqlite_template) as url:
        async with open_room(url) as room:
            await one_owner(room, walk)


@pytest.mark.slow
@thorough
@given(walk=in_the_room)
async def test_whatever_is_done_a_conversation_has_one_owner_in_many_walks(sqlite_template: Path, walk: Walk) -> None:
    with Fresh(sqlite_template) as url:
        async with open_room(url) as room:
            await one_owner(room, walk)


@quick
@given(walk=in_the_house)
async def test_no_note_reason_or_whisper_ever_reaches_a_member(sqlite_template: Path, walk: Walk) -> None:
    with Fresh(sqlite_template) as url:
        async with open_desk(url) as desk:
            await nothing_secret(desk, walk)


@pytest.mark.slow
@settings(thorough, max_examples=20)
@given(walk=in_the_house)
async def test_no_note_reason_or_whisper_ever_reaches_a_member_in_many_walks(sqlite_template: Path, walk: Walk) -> None:
    with Fresh(sqlite_template) as url:
        async with open_desk(url) as desk:
            await nothing_secret(desk, walk)


def found(walks: Callable[[Walk], Awaitable[None]], strategy: st.SearchStrategy[Walk]) -> str:
    """What a walk complains of when a fault is planted. Fails when it complains of nothing."""

    @hunting
    @given(walk=strategy)
    def hunt(walk: Walk) -> None:
        loop = asyncio.new_event_loop()
        try:
            loop.run_until_complete(walks(walk))
        finally:
            loop.close()

    with pytest.raises(AssertionError) as fault:
        hunt()
    return str(fault.value)


def test_a_conversation_that_stays_with_who_gave_it_back_is_found(sqlite_template: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hand_to = TalksInRows.hand_to

    async def keeps(self: TalksInRows, talk_id: int, owner: str, rahyar: Any, case: str) -> None:
        if (owner, await self.owner_of(talk_id)) != ("queue", "rahyar"):
            await hand_to(self, talk_id, owner, rahyar, case)

    monkeypatch.setattr(TalksInRows, "hand_to", keeps)

    async def walks(walk: Walk) -> None:
        with Fresh(sqlite_template) as url:
            async with open_room(url) as room:
                await one_owner(room, walk)

    assert "moshavereh.owner_agrees" in found(walks, in_the_room)


def test_a_listener_that_tells_notes_to_the_member_is_found(sqlite_template: Path) -> None:
    async def leak(event: NoteWritten, post: Post, moshavereh: MoshaverehService) -> None:
        case = await moshavereh.case(SYSTEM, event.case)
        if case is not None and case.member is not None:
            await post.tell(case.member, "moshavereh.whispered", name="", number=event.number, words=event.words)

    async def walks(walk: Walk) -> None:
        with Fresh(sqlite_template) as url:
            async with open_desk(url) as desk:
                desk.town.house.registry.hearers[NoteWritten].append(leak)
                await nothing_secret(desk, walk)

    assert SECRET in found(walks, in_the_house)
