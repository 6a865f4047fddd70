"""امتیاز - the published vector, days that have no change or several, and a member who watches points grow on the real ledger.   Rules: domain/loan/points.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.rates import every_rule
from domain.hesam.model import BANK, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.persian.dates import TEHRAN, from_jalali
from domain.kernel.rates import RateTable
from domain.loan.calculating import longest_term, points_needed
from domain.loan.points import end_of_day_balances, gathered, rules_of
from domain.loan.terms import Track, terms_of
from tests.membership.townsfolk import Folk, open_folk

MILLION = 10_000_000  # rials in a million toman
TODAY = from_jalali(1405, 9, 5)
TABLE = RateTable(0, TODAY, {r.key: (r.measure, r.value) for r in every_rule()})
RULES = rules_of(TABLE)


def days(*spans: tuple[int, int]) -> list[Rial]:
    """Millions of toman for so many days each."""
    return [Rial(million * MILLION) for million, n in spans for _ in range(n)]


def test_two_hundred_million_for_the_whole_window_are_two_hundred_points() -> None:
    found = gathered(days((200, 180)), TODAY, RULES)
    assert (found.count, found.credit, found.usable, found.missing, found.steady) == (200, 200 * MILLION, 200, 0, 200)


@pytest.mark.parametrize(("held", "usable", "missing"), [(89, 0, 1), (90, 100, 0), (180, 200, 0)])
def test_before_ninety_days_nothing_may_be_used_and_all_is_shown(held: int, usable: int, missing: int) -> None:
    found = gathered(days((0, 180 - held), (200, held)), TODAY, RULES)
    assert (found.usable, found.missing, found.held) == (usable, missing, held)
    assert found.credit == 200 * MILLION * held // 180 // 10 * 10 and found.count == found.credit // MILLION


def test_nobody_has_points_of_nothing() -> None:
    assert gathered(days((0, 180)), TODAY, RULES).credit == 0


def test_the_end_of_the_day_in_tehran_is_what_counts() -> None:
    first = date(2026, 11, 1)
    noon = datetime(2026, 11, 2, 12, tzinfo=TEHRAN)
    night = datetime(2026, 11, 2, 23, 59, tzinfo=TEHRAN)
    changes = [(noon, 500), (night, -200), (datetime(2026, 11, 4, 0, 1, tzinfo=TEHRAN), -300)]
    assert end_of_day_balances(Rial(0), changes, first, 4) == [0, 300, 300, 0]


@given(st.lists(st.integers(0, 5_000 * MILLION), min_size=180, max_size=180), st.integers(0, 179), st.integers(1, 1_000 * MILLION))
def test_more_money_on_a_day_never_costs_points(balances: list[int], day: int, more: int) -> None:
    richer = [*balances[:day], balances[day] + more, *balances[day + 1 :]]
    before, after = (gathered([Rial(b) for b in one], TODAY, RULES) for one in (balances, richer))
    assert after.credit >= before.credit and after.count >= before.count and after.usable >= before.usable


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    async with open_folk(sqlite_url) as made:
        await made.join("zahra")
        yield made
        await made.all_is_well()


async def pays_in(folk: Folk, toman: int, key: str, *, out: bool = False) -> None:
    member = (await folk.member("zahra")).id
    ends = (own(member), BANK) if out else (BANK, own(member))
    async with folk.scene() as scene:
        why = Why.PAID_OUT if out else Why.PAID_IN
        await scene.services["hesam"].post(SYSTEM, key, why, (Posting(*ends, Rial(toman * 10)),), "test:payment:1")


async def looks(folk: Folk, who: str = "zahra") -> str:
    """What somebody reads."""
    seen = len(folk[who].chat)
    await folk[who].begins("loan.points")
    told = next(m.text for m in folk[who].chat[seen:] if "امتیاز" in m.text)
    await folk[who].taps("فعلاً همین")
    return told


async def test_a_member_sees_points_grow_and_calculates_with_them(folk: Folk) -> None:
    assert "هنوز امتیازی جمع نشده" in await looks(folk)
    await pays_in(folk, 200_000_000, "test:in")
    await folk.town.later(days=45)
    told = await looks(folk)
    assert "۵۰</b>" in told and "۴۵ روز مانده" in told and "به ۲۰۰ امتیاز" in told
    await folk["zahra"].begins("loan.calculate")
    await folk.plays("zahra", "«بدون کارمزد»")
    offered = " ".join(b.label for b in folk["zahra"].last.buttons)
    assert "امتیازم را می‌دانم" in offered and "با امتیاز خودم" not in offered
    await folk["zahra"].taps("لغو")
    await folk.town.later(days=45)
    told = await looks(folk)
    assert "بدون کارمزد: تا ۱۰۰٬۰۰۰٬۰۰۰ تومان" in told and "مانده است" not in told
    await folk["zahra"].begins("loan.points")
    await folk.plays("zahra", "«حساب کنیم»", "«بدون کارمزد»", "«با امتیاز خودم (۱۰۰)»", "«رد شدن»", "«۲۰ ماه»")
    assert any("۵۰٬۰۰۰٬۰۰۰ تومان" in m.text and "برآورد وام" in m.text for m in folk["zahra"].chat)


async def test_what_is_taken_out_no_longer_grows_and_falls_out_of_the_window(folk: Folk) -> None:
    await pays_in(folk, 180_000_000, "test:in")
    await folk.town.later(days=100)
    await pays_in(folk, 180_000_000, "test:out", out=True)
    await folk.town.later(days=50)
    told = await looks(folk)
    assert "۱۰۰</b>" in told and "کم‌کم" not in told
    await folk.town.later(days=60)
    told = await looks(folk)
    assert "۷۰</b>" in told and "۲۰ روز مانده" in told


async def test_two_see_only_their_own(folk: Folk) -> None:
    await folk.join("maryam")
    await pays_in(folk, 200_000_000, "test:in")
    await folk.town.later(days=100)
    assert "هنوز امتیازی جمع نشده" in await looks(folk, "maryam")


async def test_a_few_points_are_no_loan_yet_and_no_error(folk: Folk) -> None:
    await pays_in(folk, 20_000, "test:in")
    await folk.town.later(days=100)
    told = await looks(folk)
    assert "برآورد امتیاز" in told and "✅" not in told


async def test_the_calculator_tells_what_the_own_points_lack(folk: Folk) -> None:
    async def asked(amount: str, months: str) -> str:
        await folk["zahra"].begins("loan.calculate")
        await folk.plays("zahra", "«بدون کارمزد»", "«مبلغ وام را می‌دانم»", amount, months)
        told = next(m.text for m in reversed(folk["zahra"].chat) if "برآورد وام" in m.text)
        await folk["zahra"].taps("فعلاً همین")
        return told

    assert "۱۲۰ امتیاز بیشتر از امتیاز آماده‌ی شما (۰)" in await asked("۱۰۰ میلیون", "«۱۲ ماه»")
    await pays_in(folk, 100_000_000, "test:in")
    await folk.town.later(days=180)
    assert "۱۴۰ امتیاز بیشتر از امتیاز آماده‌ی شما (۱۰۰)" in await asked("۱۰۰ میلیون", "«۲۴ ماه»")
    told = await asked("۵۰ میلیون", "«۲۴ ماه»")
    assert "۲۰ امتیاز بیشتر" in told and "تا ۲۰ ماه امتیازتان بس است" in told
    assert "(۱۰۰) برای این وام بس است" in await asked("۵۰ میلیون", "«۲۰ ماه»")


@given(st.integers(1, 4_000), st.integers(0, 2_000), st.sampled_from(Track))
def test_the_longest_term_is_the_longest(tenths: int, points: int, track: Track) -> None:
    terms, amount = terms_of(track, TABLE), Rial(tenths * MILLION // 10)
    fitting = [n for n in range(terms.least, terms.most + 1) if points_needed(amount, n, terms) <= points]
    assert longest_term(amount, points, terms) == (fitting[-1] if fitting else 0)


async def test_own_points_and_too_little_a_month_ask_for_the_month_again(folk: Folk) -> None:
    await pays_in(folk, 200_000_000, "test:in")
    await folk.town.later(days=100)
    await folk["zahra"].begins("loan.calculate")
    await folk.plays("zahra", "«بدون کارمزد»", "«با امتیاز خودم»", "۱۰۰ تومان", "«۱۲ ماه»")
    assert "وامی به دست نمی‌آید" in folk["zahra"].last.text and "ماهی چقدر" in folk["zahra"].last.text
