"""گروه رهیاران - who waits is told to the group without a name, a rahyar takes it there, and nobody else does."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from bot.gateways.base import Address, Incoming
from domain.kernel.people import MemberId, Role
from domain.moshavereh.model import CaseState
from storage.kit.accounts import AccountRows
from tests.kanoon.village import CAST, NAMES
from tests.kit.talk import Shown
from tests.moshavereh.desk import CALL, FIRST, Desk

GROUP = Address("telegram", "1", "-100777")
numbers = itertools.count(1)


@pytest.fixture
async def group(desk: Desk) -> Desk:
    desk.town.house.desk_group = GROUP
    return desk


def cards(desk: Desk) -> list[Shown]:
    return desk.town.gateways["telegram"].chats.get(GROUP.chat, [])


async def taps(desk: Desk, who: str, ref: str, at: Address = GROUP) -> str:
    """Somebody taps a button in the group, from their Telegram; the short word they see."""
    reply = await desk.town.house.inbox.receive(Incoming(at, f"g{next(numbers)}", f"t-{who}", "tap", ref=ref, tap="t", group=True))
    await desk.town.settle()
    return reply.ack.text if reply.ack else ""


async def has_telegram(desk: Desk, who: str) -> None:
    async with desk.town.house.units.open(desk.town.now) as unit:
        accounts = AccountRows(unit.conn, desk.town.now)
        await accounts.saw(f"telegram:t-{who}", "1", f"t-{who}")
        await accounts.link(f"telegram:t-{who}", MemberId(NAMES[who]))


async def waits(desk: Desk, who: str = "zahra") -> None:
    await desk[who].taps(CALL)
    await desk.town.later(seconds=6)


async def test_a_card_without_a_name_comes_and_a_rahyar_takes_the_case_by_it(group: Desk) -> None:
    await has_telegram(group, "rahyar")
    await group.asks_for_a_kanoon("zahra")
    await waits(group)
    (card,) = cards(group)
    assert FIRST in card.text and "میانه‌ی این کار" in card.text and [b.label for b in card.buttons] == ["برمی‌دارم"]
    assert not any(part in card.text for part in CAST["zahra"][1].split())
    assert await taps(group, "rahyar", card.buttons[0].ref) == "برداشتید. ادامه در گفت‌وگوی خصوصی شما با من است."
    case = await group.case()
    assert (case.state, case.rahyar) == (CaseState.TAKEN, NAMES["rahyar"])
    (card,) = cards(group)
    assert card.buttons == [] and CAST["rahyar"][1] in card.text and "برداشت" in card.text
    assert any("پاسخ" in button.label for button in group["rahyar"].last.buttons)  # in the chat they used last


async def test_who_taps_too_late_hears_who_was_quicker(group: Desk) -> None:
    for who in ("rahyar", "bahram"):
        await has_telegram(group, who)
    await waits(group)
    ref = cards(group)[0].buttons[0].ref
    await taps(group, "rahyar", ref)
    assert CAST["rahyar"][1] in await taps(group, "bahram", ref)
    assert (await group.case()).rahyar == NAMES["rahyar"]


@pytest.mark.parametrize("who", ["maryam", "a stranger"])
async def test_anybody_else_gets_a_kind_no_and_nothing_happens(group: Desk, who: str) -> None:
    if who == "maryam":
        await has_telegram(group, who)
    await waits(group)
    (card,) = cards(group)
    assert (await taps(group, who, card.buttons[0].ref)).startswith("این دکمه برای رهیاران است")
    assert (await group.case()).state is CaseState.WAITING
    assert len(cards(group)) == 1 and len(card.buttons) == 1


async def test_a_tap_from_elsewhere_or_with_another_reference_finds_nothing(group: Desk) -> None:
    await has_telegram(group, "rahyar")
    await waits(group)
    ref = cards(group)[0].buttons[0].ref
    assert await taps(group, "rahyar", ref, Address("telegram", "1", "-100778")) == "این دکمه برای شما نیست."
    assert await taps(group, "rahyar", "forged") == "این دکمه برای شما نیست."
    assert (await group.case()).state is CaseState.WAITING


async def test_nobody_takes_their_own_case_in_the_group(group: Desk) -> None:
    await has_telegram(group, "rahyar")
    await waits(group, "rahyar")
    assert "خودتان" in await taps(group, "rahyar", cards(group)[0].buttons[0].ref)
    assert (await group.case()).state is CaseState.WAITING


async def test_who_is_rung_at_once_needs_no_group_until_nobody_accepts(group: Desk) -> None:
    await group.do("rahyar", "come_on_duty")
    await waits(group)
    assert (await group.case()).state is CaseState.RINGING and cards(group) == []
    await group.do("rahyar", "pass_on", 1)
    await group.town.later(seconds=6)
    assert len(cards(group)) == 1 and cards(group)[0].buttons


async def test_a_card_tells_anew_how_long_and_one_that_waits_again_comes_again(group: Desk) -> None:
    await has_telegram(group, "rahyar")
    await waits(group)
    await group.town.later(minutes=6)
    assert len(cards(group)) == 1 and "۶ دقیقه" in cards(group)[0].text
    await taps(group, "rahyar", cards(group)[0].buttons[0].ref)
    await group.do("rahyar", "give_back", 1)
    await group.town.later(seconds=6)
    assert [bool(card.buttons) for card in cards(group)] == [False, True]
    await group.do("rahyar", "take", 1)
    assert [bool(card.buttons) for card in cards(group)] == [False, False]


async def test_a_group_gets_twenty_in_a_minute_and_never_what_moved_on_before(group: Desk) -> None:
    talk: Any = group.town
    people = [f"m{n}" for n in range(23)]
    for key in people:
        person = talk.person(key)
        await person.opens()
        await person.says("رهیار")
    await talk.later(seconds=6)
    assert len(cards(group)) == 20
    await group.do("rahyar", "take", 23)
    await talk.later(seconds=61)
    assert len(cards(group)) == 22
    assert not any("PR۱۰۲۳" in card.text and not card.buttons for card in cards(group))


async def test_without_a_group_nothing_is_sent_to_one(desk: Desk) -> None:
    await waits(desk)
    await desk.give("rahyar", Role.RAHYAR_ONLINE)
    assert cards(desk) == []
