"""زنجیره و با هم - who fits whom and why, names only when both agreed; so many until a day, else nobody owes anything.   Rules: hasteh:H12-H15"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from domain.hasteh.chain import MATCH_MOVES, ChainLink, ChainMatch, ChainSide, ChainStage, LinkId, MatchId, MatchReason, MatchState, fit, speak_of_one_thing
from domain.hasteh.drive import DRIVE_MOVES, Drive, DriveId, DriveKind, DriveState
from domain.hasteh.model import Field, HastehId
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from tests.hasteh.conftest import active, do, told
from tests.membership.townsfolk import CONFIRM, Folk

NOW = datetime(2026, 11, 28, tzinfo=UTC)


def link(side: ChainSide, item: str, leader: int = 1, stage: ChainStage = ChainStage.SUPPLY) -> ChainLink:
    return ChainLink(LinkId(leader), HastehId(leader), MemberId(leader), side, stage, item, NOW)


def match(state: Any) -> Any:
    return ChainMatch(MatchId(1), LinkId(1), LinkId(2), MemberId(1), MemberId(2), MemberId(1), state, NOW, NOW)


def drive(state: Any) -> Any:
    return Drive(DriveId(1), DriveKind.FAIR, MemberId(1), "golestan", "گرگان", "", "", 1, 0, state, NOW, NOW, NOW)


CASES = [*((match, MATCH_MOVES, a, b) for a, b in product(MatchState, repeat=2)), *((drive, DRIVE_MOVES, a, b) for a, b in product(DriveState, repeat=2))]


@pytest.mark.parametrize(("make", "moves", "state", "to"), CASES)
def test_nothing_moves_but_as_its_table_says(make: Any, moves: Mapping[Any, frozenset[Any]], state: Any, to: Any) -> None:
    if to in moves[state]:
        assert make(state).to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"hasteh\.cannot_move"):
        make(state).to(to, NOW)


def test_who_speaks_of_one_thing() -> None:
    need = link(ChainSide.NEED, "نخ پشم رنگ شده", 2)
    assert speak_of_one_thing(link(ChainSide.OFFER, "نخ‌های پشمی"), need)
    assert not speak_of_one_thing(link(ChainSide.NEED, "نخ پشم"), need), "two who need the same"
    assert not speak_of_one_thing(link(ChainSide.OFFER, "نخ پشم", stage=ChainStage.PACKING), need)
    assert not speak_of_one_thing(link(ChainSide.OFFER, "نخ پشم", 2), need), "nobody is introduced to themselves"
    assert not speak_of_one_thing(link(ChainSide.OFFER, "چرم"), need)


def test_points_and_their_reasons() -> None:
    assert fit(same_field=True, same_province=True, trusted=True, tenths=50).points == 100
    some = fit(same_field=True, same_province=False, trusted=False, tenths=43)
    assert (some.points, some.reasons) == (40 + 17, (MatchReason.FIELD, MatchReason.RATING))
    assert fit(same_field=False, same_province=False, trusted=False, tenths=0) == fit(same_field=False, same_province=False, trusted=False, tenths=0)


async def two(folk: Folk) -> tuple[LinkId, LinkId]:
    """Zahra needs yarn, Maryam offers some."""
    first, second = await active(folk), await active(folk, "maryam")
    need = await do(folk, "zahra", "put_up", first, ChainSide.NEED, ChainStage.SUPPLY, "نخ پشم رنگ شده")
    offer = await do(folk, "maryam", "put_up", second, ChainSide.OFFER, ChainStage.SUPPLY, "نخ پشم کله‌ای")
    return need, offer


async def test_a_leader_finds_a_partner_and_learns_the_name_when_both_agreed(folk: Folk) -> None:
    await two(folk)
    await folk["zahra"].begins("hasteh.chain")
    await folk.plays("zahra", "«می‌خواهم»", "«از ۱۰۰»", CONFIRM)
    maryam = (await folk.member("maryam")).name
    assert maryam not in folk["zahra"].text, "no name before the yes"
    assert "می‌خورد" in folk["maryam"].last.text
    await folk["maryam"].begins("hasteh.match", 1)
    await folk.plays("maryam", "«می‌پذیرم»")
    assert (await folk.member("zahra")).code in folk["maryam"].text and (await folk.member("maryam")).code in folk["zahra"].text
    await folk.plays("maryam", "«همکار شدیم»")
    assert "خیر باشد" in folk["zahra"].last.text
    assert await told(folk, "zahra", "conclude", MatchId(1), False) == "hasteh.cannot_move"


async def test_whom_a_rahyar_brings_together_are_both_asked(folk: Folk) -> None:
    need, offer = await two(folk)
    await folk["reza"].begins("hasteh.bring_together")
    await folk.plays("reza", "«کارگاه گلیم»", "«از ۱۰۰»", CONFIRM)
    assert "می‌خورد" in folk["zahra"].last.text and "می‌خورد" in folk["maryam"].last.text
    assert await do(folk, "zahra", "answer_match", MatchId(1), True) is MatchState.INTRODUCED
    assert (await do(folk, "zahra", "match_seen", MatchId(1))).name == ""
    assert await do(folk, "maryam", "answer_match", MatchId(1), False) is MatchState.CLOSED
    assert await told(folk, "reza", "introduce", need, offer) == "hasteh.introduced_already", "a no is a no"


async def test_only_ones_own_and_only_what_fits(folk: Folk) -> None:
    need, offer = await two(folk)
    assert await told(folk, "maryam", "partners", need) == await told(folk, "maryam", "introduce", need, offer) == "hasteh.no_such_link"
    assert await told(folk, "maryam", "take_down", need) == "hasteh.no_such_link"
    assert await told(folk, "zahra", "introduce", need, need) == "hasteh.do_not_fit"
    await do(folk, "maryam", "take_down", offer)
    assert await do(folk, "zahra", "partners", need) == [] and await told(folk, "zahra", "introduce", need, offer) == "hasteh.do_not_fit"
    assert await told(folk, "hassan", "match_seen", MatchId(1)) == "hasteh.no_such_match"
    await do(folk, "zahra", "close", HastehId(1))
    assert await do(folk, "zahra", "my_links") == [], "of a hasteh that is closed nothing is offered"


async def opened(folk: Folk, least: int = 10, who: str = "zahra", kind: DriveKind = DriveKind.PURCHASE) -> DriveId:
    number: DriveId = await do(folk, who, "open_drive", kind, "خرید گروهی نخ", "کیلویی ۲۰۰ هزار تومان، تحویل در گرگان", least, 7, 0)
    return number


async def test_enough_until_the_day(folk: Folk) -> None:
    await active(folk)
    await active(folk, "maryam")
    number = await opened(folk)
    await folk["maryam"].begins("hasteh.drives")
    await folk.plays("maryam", "«خرید گروهی نخ»", "«من هم هستم»", "۶")
    await do(folk, "zahra", "take_part", number, 4)
    await folk.town.later(days=8)
    assert (await do(folk, "zahra", "drive", number)).state is DriveState.REACHED
    assert "به حد رسید: ۱۰ تا" in folk["maryam"].last.text and "سهم شما: ۶" in folk["maryam"].last.text
    assert await told(folk, "maryam", "take_part", number, 1) == "hasteh.drive_is_over"


async def test_not_enough_is_over_without_a_charge(folk: Folk) -> None:
    await active(folk)
    await active(folk, "maryam")
    number = await opened(folk)
    for count in (9, 3, 0, 5):
        await do(folk, "maryam", "take_part", number, count)
    seen = await do(folk, "maryam", "drive", number)
    assert (seen.joined, seen.many, seen.mine) == (5, 1, 5), "the last word counts"
    await folk.town.later(days=8)
    assert (await do(folk, "zahra", "drive", number)).state is DriveState.RELEASED and "بی‌هزینه بسته شد" in folk["maryam"].last.text


async def test_who_opens_what(folk: Folk) -> None:
    assert await told(folk, "zahra", "open_drive", DriveKind.PURCHASE, "خرید نخ", "در گرگان", 5, 7, 0) == "hasteh.not_a_leader"
    await active(folk)
    assert await told(folk, "zahra", "open_drive", DriveKind.FAIR, "جشنواره", "در گرگان", 5, 7, 0) == "hasteh.not_a_host"
    assert await told(folk, "zahra", "open_drive", DriveKind.PURCHASE, "خرید نخ", "در گرگان", 5, 61, 0) == "hasteh.bad_drive"
    await folk["reza"].begins("hasteh.open_drive")
    await folk.plays("reza", "«جشنواره‌ی محلی»", "جشنواره‌ی گلیم", "میدان شهر، روز جمعه", "۲", "۱۰", CONFIRM)
    assert "۰ از ۲" in folk["reza"].text
    number = (await do(folk, "zahra", "drives_here"))[0].id
    assert await told(folk, "maryam", "take_part", number, 1) == "hasteh.not_a_leader"
    await do(folk, "zahra", "take_part", number, 1)
    assert await told(folk, "zahra", "call_off_drive", number) == "hasteh.no_such_drive"
    await do(folk, "reza", "call_off_drive", number)
    assert "را برگزارکننده بست" in folk["zahra"].last.text


@pytest.mark.postgres
async def test_both_answer_at_once_and_all_join_at_once(postgres_folk: Folk) -> None:
    folk = postgres_folk
    need, offer = await two(folk)
    await do(folk, "reza", "introduce", need, offer)
    await asyncio.gather(*(told(folk, who, "answer_match", MatchId(1), True) for who in ("zahra", "maryam") * 3))
    assert (await do(folk, "zahra", "match_seen", MatchId(1))).state is MatchState.ACCEPTED
    number = await opened(folk)
    await asyncio.gather(*(told(folk, who, "take_part", number, n) for n, who in enumerate(("zahra", "maryam") * 4, 1)))
    seen = await do(folk, "zahra", "drive", number)
    assert seen.many == 2 and seen.joined >= 3


async def test_what_one_told_is_among_ones_data(folk: Folk) -> None:
    await two(folk)
    await do(folk, "zahra", "tell_talent", (Field.HANDICRAFT,), (), ())
    me = (await folk.member("zahra")).id
    keys = [line.key for line in await do(folk, "zahra", "data_of", me)]
    assert {"hasteh.data.link", "hasteh.data.talent"} <= set(keys)
    await folk["zahra"].begins("membership.my_data")
    await folk["zahra"].taps(folk["zahra"].last.buttons[1].label)
    assert any(m.media is not None and "نخ پشم رنگ شده" in m.media.ref for m in folk["zahra"].chat), "on the page that they keep"
