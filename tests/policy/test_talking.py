"""گفت‌وگوهای نرخ‌ها - two keepers and a member, with the whole product around them.   Product: handlers/policy/"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.kernel.people import Role
from storage.policy.invariants import INVARIANTS
from tests.membership.townsfolk import CONFIRM, Folk, open_folk


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """Hassan is an admin by the settings; Maryam and Reza keep the rates; Zahra is a member."""
    async with open_folk(sqlite_url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        for who in ("maryam", "reza"):
            await made.give(who, Role.RATES_KEEPER)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def _proposed(folk: Folk, value: str = "۲٫۵", day: str = "فردا") -> None:
    """Maryam proposes another yearly fee."""
    await folk["maryam"].begins("policy.rules")
    await folk.plays("maryam", "«وام و امتیاز»", "کارمزد سالانه", "«پیشنهاد مقدار تازه»", value, day, "«از منبع»", "ابلاغ تازه‌ی بانک", CONFIRM)


async def _fee(folk: Folk) -> str:
    """The line of the yearly fee, as Zahra reads it."""
    await folk["zahra"].begins("policy.rates")
    await folk["zahra"].taps("وام و امتیاز")
    told = next(m.text for m in reversed(folk["zahra"].chat) if "کارمزد سالانه" in m.text)
    return next(line for line in told.split("\n") if "کارمزد سالانه‌ی وام" in line)


async def test_a_member_reads_the_numbers_since_when_and_which_are_assumed(folk: Folk) -> None:
    assert "۲٪" in await _fee(folk)
    page = folk["zahra"].text
    assert "۴۰۰٬۰۰۰٬۰۰۰ تومان" in page and "برآورد" in page and "۱۴۰۵/۰۱/۰۱" in page
    await folk["zahra"].begins("policy.rules")
    assert "سقف وام" not in folk["zahra"].last.text and not any("سفته" in label for label in folk["zahra"].labels)


async def test_two_people_change_a_number_and_everybody_reads_it_from_its_day_on(folk: Folk) -> None:
    await _proposed(folk)
    for who in ("reza", "hassan"):
        assert "۲٫۵٪" in folk[who].text and "ابلاغ تازه‌ی بانک" in folk[who].text
    await folk["reza"].taps("تأیید می‌کنم")
    for who in ("maryam", "reza", "hassan"):
        assert "تأیید کرد" in folk.card(who, "پیشنهاد تغییر نرخ").text
        assert not folk.card(who, "پیشنهاد تغییر نرخ").buttons
    assert "تأیید کرد. آغاز" in folk["maryam"].text
    assert "۲٪" in await _fee(folk)
    await folk.town.later(days=1)
    assert "۲٫۵٪" in await _fee(folk)


async def test_a_no_has_its_reason_and_the_number_stays(folk: Folk) -> None:
    await _proposed(folk)
    await folk["reza"].taps("نمی‌پذیرم")
    await folk.plays("reza", "منبع آن را ندیدم")
    assert "منبع آن را ندیدم" in folk["maryam"].text
    await folk.town.later(days=2)
    assert "۲٪" in await _fee(folk)
    await folk["maryam"].begins("policy.rule_page", "fee.rate_year")
    await folk["maryam"].taps("تاریخچه")
    assert "پذیرفته نشد" in folk["maryam"].text


async def test_the_proposer_can_take_it_back_and_not_approve_it(folk: Folk) -> None:
    await _proposed(folk)
    assert [b.label for b in folk.card("maryam", "پیشنهاد تغییر نرخ").buttons] == ["پس می‌گیرم"]
    _, late = folk["reza"].button("تأیید می‌کنم")
    await folk["maryam"].begins("policy.waiting")
    await folk["maryam"].taps("کارمزد سالانه")
    assert "تأیید می‌کنم" not in folk["maryam"].labels
    await folk["maryam"].taps("پس می‌گیرم")
    await folk["reza"].taps_ref(late.ref)
    assert "پس گرفته شد" in folk.card("reza", "پیشنهاد تغییر نرخ").text
    await folk.town.later(days=2)
    assert "۲٪" in await _fee(folk)


async def test_a_proposal_may_be_decided_from_the_list_too(folk: Folk) -> None:
    await _proposed(folk)
    await folk["hassan"].begins("policy.waiting")
    await folk.plays("hassan", "«کارمزد سالانه»", "«تأیید می‌کنم»")
    assert "تأیید شد" in folk["hassan"].text and "تأیید کرد. آغاز" in folk["maryam"].text


async def test_what_is_out_of_bounds_or_no_number_is_asked_again(folk: Folk) -> None:
    await folk["maryam"].begins("policy.propose", "fee.rate_year")
    for typed in ("۵", "خیلی زیاد", "۲٫۵۵۵"):
        await folk["maryam"].says(typed)
        assert "کارمزد سالانه" in folk["maryam"].last.text
    await folk["maryam"].says("سه و نیم")
    assert "از چه روزی" in folk["maryam"].last.text


async def test_nobody_answers_so_they_are_reminded_and_then_it_is_over(folk: Folk) -> None:
    await _proposed(folk, day="۱۰ روز دیگر")
    cards = sum("پیشنهاد تغییر نرخ" in m.text for m in folk["reza"].chat)
    await folk.town.later(hours=25)
    assert sum("پیشنهاد تغییر نرخ" in m.text for m in folk["reza"].chat) >= cards
    await folk.town.later(days=15)
    assert "مهلت پیشنهاد شما" in folk["maryam"].text
    assert "مهلت گذشت" in folk.card("reza", "پیشنهاد تغییر نرخ").text


async def test_an_admin_makes_a_keeper_of_rates(folk: Folk) -> None:
    code = (await folk.member("zahra")).code
    await folk.begins("hassan", "grant")
    await folk.plays("hassan", code, "«صفحه‌ی بعد»", "«مسئول نرخ‌ها»", CONFIRM)
    await folk["zahra"].begins("policy.waiting")
    assert "پیشنهاد بازی نیست" in folk["zahra"].text
