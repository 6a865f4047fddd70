"""گفت‌وگوهای وام - a member calculates, keeps, and looks again, with the whole product around them.   Product: handlers/loan/"""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from bot.pictures import draw
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from domain.kernel.rates import Origin
from domain.kernel.refusal import Refusal
from domain.loan.quote import QuoteId
from domain.loan.terms import Track
from storage.loan.tables import INVARIANTS
from tests.kit.people import refused
from tests.kit.renderings import looks_as_before
from tests.membership.townsfolk import Folk, open_folk

NO_FEE, FEE = "«بدون کارمزد»", "«با کارمزد سالانه»"
SKIP = "«رد شدن»"


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """Zahra and Maryam are members; Hassan is an admin, Reza keeps the rates."""
    async with open_folk(sqlite_url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("reza", Role.RATES_KEEPER)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def calculates(folk: Folk, *steps: str) -> str:
    """What Zahra reads."""
    await folk["zahra"].begins("loan.calculate")
    await folk.plays("zahra", *steps)
    return next(m.text for m in reversed(folk["zahra"].chat) if "برآورد وام" in m.text)


async def member(folk: Folk, who: str) -> Actor:
    return Actor((await folk.member(who)).id, frozenset({Hat(Role.MEMBER)}), f"telegram:{who}")


async def test_by_the_amount(folk: Folk) -> None:
    told = await calculates(folk, FEE, "«مبلغ وام را می‌دانم»", "۳۰۰ میلیون", "«۲۴ ماه»")
    for part in ("۳۰۰٬۰۰۰٬۰۰۰ تومان", "۱۳٬۶۳۶٬۳۶۴ تومان", "۹٬۰۰۰٬۰۰۰ تومان", "۶۰۰", "نه قول"):
        assert part in told


async def test_by_what_one_can_pay_a_month(folk: Folk) -> None:
    told = await calculates(folk, NO_FEE, "«می‌دانم ماهی»", "دو میلیون تومن", "«۳۰ ماه»")
    assert "۶۰٬۰۰۰٬۰۰۰ تومان" in told and "توان ماهانه" in told


async def test_by_points_the_best_term_is_found(folk: Folk) -> None:
    told = await calculates(folk, NO_FEE, "«امتیازم را می‌دانم»", "۹۰۰", "۱۰ میلیون", "«بهترین مدت»")
    assert "۳۰۰٬۰۰۰٬۰۰۰ تومان" in told and "۳۰ ماه" in told and "۹۰۰" in told


async def test_points_alone_have_no_best_term_but_a_chosen_one(folk: Folk) -> None:
    told = await calculates(folk, FEE, "«امتیازم را می‌دانم»", "۱۰۰", SKIP, "«۶۰ ماه»")
    assert "۲۰٬۰۰۰٬۰۰۰ تومان" in told and "حمایت یک حامی" in told


async def test_bad_input_and_too_little_are_asked_again_kindly(folk: Folk) -> None:
    await folk["zahra"].begins("loan.calculate")
    await folk.plays("zahra", FEE, "«مبلغ وام را می‌دانم»", "خیلی")
    assert "وام" in folk["zahra"].last.text
    await folk["zahra"].says("۹۰۰ میلیون")
    assert "۴۰۰٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].last.text
    await folk["zahra"].taps("لغو")
    await folk["zahra"].begins("loan.calculate")
    await folk.plays("zahra", NO_FEE, "«می‌دانم ماهی»", "۱۰۰ تومان", "«۱۲ ماه»")
    assert "وامی به دست نمی‌آید" in folk["zahra"].last.text and "ماهی چقدر" in folk["zahra"].last.text


async def test_the_instalments_come_as_a_picture_and_on_paper_with_every_row(folk: Folk) -> None:
    await calculates(folk, FEE, "«مبلغ وام را می‌دانم»", "۲۰ میلیون", "«۱۸ ماه»")
    await folk["zahra"].taps("جدول قسط‌ها را بفرستید")
    seen, kept = [m.media for m in folk["zahra"].chat if m.media is not None]
    assert seen is not None and kept is not None and (seen.kind, kept.kind, kept.name) == ("photo", "file", "جدول قسط‌های وام.pdf")
    about, head, *rows = json.loads(kept.ref.removeprefix("draw:paper:"))["parts"]
    assert "۲۰٬۰۰۰٬۰۰۰ تومان" in about and head.startswith("شماره\t") and len(rows) == 18
    assert (rows[0].split("\t")[2:4], rows[12].split("\t")[2:4]) == (["کارمزد", "۴۰۰٬۰۰۰ تومان"], ["کارمزد", "۶۲٬۵۰۰ تومان"])
    looks_as_before("instalments", draw(seen.ref.removeprefix("draw:"), folk.town.house.texts))


async def test_what_is_kept_stays_under_its_rates_whatever_changes(folk: Folk) -> None:
    await calculates(folk, FEE, "«مبلغ وام را می‌دانم»", "۲۰ میلیون", "«۱۸ ماه»")
    await folk["zahra"].taps("این محاسبه را نگه دارید")
    keeper, admin, zahra = (await folk.member("reza")).id, (await folk.member("hassan")).id, await member(folk, "zahra")
    async with folk.scene() as scene:
        policy = scene.services["policy"]
        tomorrow = folk.town.now.date() + timedelta(days=1)
        change = await policy.propose(Actor(keeper, frozenset({Hat(Role.RATES_KEEPER)}), ""), "fee.rate_year", 400, tomorrow, Origin.SOURCE, "ابلاغ تازه‌ی بانک")
        await policy.approve(Actor(admin, frozenset({Hat(Role.ADMIN)}), ""), change)
    await folk.town.later(days=3)
    assert "۹۲۵٬۰۰۰" in await calculates(folk, FEE, "«مبلغ وام را می‌دانم»", "۲۰ میلیون", "«۱۸ ماه»")
    async with folk.scene() as scene:
        (kept,) = await scene.services["loan"].kept(zahra)
    assert kept.offer.fees == 4_625_000 and kept.offer.day < folk.town.now.date()
    await folk["zahra"].begins("loan.kept")
    await folk.plays("zahra", "«۲۰٬۰۰۰٬۰۰۰ تومان»", "«دور بریزید»")
    await folk["zahra"].begins("loan.kept")
    assert "هنوز محاسبه‌ای نگه نداشته‌اید" in folk["zahra"].text


async def test_nobody_sees_or_drops_what_others_keep_and_twenty_are_enough(folk: Folk) -> None:
    zahra, maryam = await member(folk, "zahra"), await member(folk, "maryam")
    async with folk.scene() as scene:
        loan = scene.services["loan"]
        first: QuoteId = await loan.keep(zahra, Track.FEE, Rial(200_000_000), 18)
        assert await loan.kept(maryam) == []
        with refused("loan.no_such_quote"):
            await loan.drop(maryam, first)
        for _ in range(19):
            await loan.keep(zahra, Track.FEE, Rial(200_000_000), 18)
        for bad, code in (
            ((Track.FEE, Rial(1), 18), "amount_between"),
            ((Track.FEE, Rial(200_000_000), 61), "term"),
            ((Track.FEE, Rial(200_000_000), 18), "kept_enough"),
        ):
            with pytest.raises(Refusal) as no:
                await loan.keep(zahra, *bad)
            assert no.value.code == f"loan.{code}"
        assert len(await loan.data_of(zahra, zahra.member_id)) == 20
        with refused("loan.not_yours"):
            await loan.data_of(maryam, zahra.member_id)
        await loan.forget(SYSTEM, zahra.member_id)
        assert await loan.kept(zahra) == []
