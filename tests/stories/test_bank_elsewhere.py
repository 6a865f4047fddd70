"""از حساب تا وام - from who one is to a loan that is charged, with a hami, a guarantor and a reviewer, on Telegram and Bale over real HTTP.   Cast: test_messengers.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.jobs import Jobs
from bot.scene import open_scene
from domain.hesam.model import BANK, Entry, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import Role
from storage.hesam import BookRows
from storage.kit.invariants import every_invariant
from tests.pishkhan.conftest import Desk
from tests.stories.test_counter_elsewhere import SURE, YES, writes_code
from tests.stories.test_messengers import Town, open_town

GATHERED, HELD = Rial(300_000_000), timedelta(days=179)
SKIP = "رد شدن"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Zahra, Maryam and Hassan have 30 million toman since half a year; Sara sits at the counter and reviews loans."""
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path) as town:
        house = town.house
        house.outside = replace(house.outside, counter=Desk())
        async with open_scene(house, house.clock()) as scene:
            for who in ("sara", "zahra", "hassan", "maryam"):
                found = await scene.accounts.find(town.actors[f"{who} telegram"].account[0])
                assert found is not None and found.member is not None
                if who == "sara":
                    await scene.unit.hats.give(found.member, Role.POSHTIBAN)
                    continue
                entry = Entry(f"story:{who}", Why.PAID_IN, (Posting(BANK, own(found.member), GATHERED),), "story:payment:1", house.clock() - HELD)
                await BookRows(scene.unit).write(entry, f"story:{who}")
            await scene.settle()
        yield town
        async with house.units.look(house.clock()) as unit:
            for rule in every_invariant():
                assert not await rule.faults(unit.conn), rule.name


async def clocks(town: Town) -> None:
    """What is due at once happens: the bank is asked, Merat is reckoned."""
    jobs = Jobs(town.house)
    while await jobs.tick() or await jobs.answered():
        await town.house.outbox.drain()


async def banked(town: Town, who: str, witness: str = "") -> None:
    """Known by photos and a video, with an account, a result of Merat and a signature: all in chat; `witness` leads their kanoon."""
    await town(who, "says", "pishkhan.identity.words")
    await town(who, "taps", YES)
    await town(who, "says", "۵G۱۲۳۴۵۶۷۸")
    for what in ("photo", "photo", "video"):
        await town(who, "sends", what)
    await town(who, "taps", SURE)
    await town("sara telegram", "taps", "pishkhan.evidence.judge")
    await town("sara telegram", "taps", "pishkhan.judge.it_is_them")
    await town("sara telegram", "taps", SURE)
    await town(who, "sees", "احراز هویت شما تأیید شد")

    await town(who, "says", "pishkhan.account.words")
    for said in ("گرگان، خیابان امام، کوچه‌ی لاله، پلاک ۱۲", "۴۹۱۳۸۱۵۷۳۹", "کشاورز"):
        await town(who, "says", said)
    await town(who, "taps", SURE)
    await town("sara telegram", "taps", "pishkhan.request.review")
    await town("sara telegram", "taps", "pishkhan.review.it_is_right")
    await town("sara telegram", "taps", SURE)
    await clocks(town)
    await town(who, "sees", "حساب شما باز شد")

    await town(who, "says", "merat.ask.words")
    await town(who, "taps", YES)
    await town(who, "says", "۴۰ میلیون تومان")
    await town(who, "taps", SKIP)
    await town(who, "says", "۲")
    await town(who, "says", "۱۰ میلیون تومان")
    await town(who, "taps", SKIP)
    await town(who, "taps", SURE)
    if witness:
        await town(witness, "taps", "اعتماد دارم")
    await clocks(town)
    await town(who, "sees", "نتیجه‌ی مرآت شما آماده است")

    await town(who, "says", "icap.certificate.words")
    await town(who, "taps", YES)
    await writes_code(town, who)
    await town(who, "sees", "امضای الکترونیک شما ساخته شد")


async def code_of(town: Town, who: str) -> str:
    house = town.house
    async with open_scene(house, house.clock()) as scene:
        found = await scene.accounts.find(town.actors[f"{who} telegram"].account[0])
        assert found is not None and found.member is not None
        return str((await scene.services["icap"].people.known(found.member)).code)


async def test_from_who_one_is_to_a_loan_that_is_charged(town: Town) -> None:
    await banked(town, "zahra telegram")
    await banked(town, "maryam bale", witness="hassan telegram")

    await town("zahra telegram", "says", "loan.ask.words")
    await town("zahra telegram", "taps", "loan.track.nofee")
    await town("zahra telegram", "says", "۳۶ میلیون تومان")
    await town("zahra telegram", "taps", "۱۰ ماه")
    await town("zahra telegram", "taps", "loan.military_service.not_liable")
    await town("zahra telegram", "taps", "loan.loan_purpose.hasteh")
    await town("zahra telegram", "taps", SURE)
    await town("zahra telegram", "sees", "امتیاز کم است")
    await town("zahra telegram", "taps", "loan.follow.do_points")
    await town("zahra telegram", "says", "می‌خواهم دار قالی دوم را بخرم")
    await town("zahra telegram", "taps", "hami.ask.whom_one")
    await town("zahra telegram", "says", await code_of(town, "hassan"))
    await town("zahra telegram", "taps", SURE)
    await town("hassan telegram", "taps", "hami.asked.give")
    await town("hassan telegram", "says", "۶ میلیون و ۲۰۰ هزار تومان")
    await town("hassan telegram", "taps", SURE)
    await writes_code(town, "hassan telegram")

    await town("zahra bale", "says", "منو")
    await town("zahra bale", "says", "loan.mine.words")
    await town("zahra bale", "taps", "در حال آماده شدن")
    await town("zahra bale", "taps", "loan.follow.do_support")
    await town("zahra bale", "taps", SURE)
    await town("zahra bale", "taps", "loan.follow.do_note")
    await town("zahra bale", "taps", YES)
    await town("zahra bale", "says", await code_of(town, "maryam"))
    await town("zahra bale", "taps", SURE)
    await town("zahra bale", "taps", "icap.note.note_sign")
    await town("zahra bale", "taps", SURE)
    await writes_code(town, "zahra bale")
    await town("maryam bale", "taps", "icap.guaranteeing.sign")
    await town("maryam bale", "taps", SURE)
    await writes_code(town, "maryam bale")
    await town("zahra bale", "sees", "برگردیم به درخواست وام")

    await town("zahra bale", "says", "loan.mine.words")
    await town("zahra bale", "taps", "در حال آماده شدن")
    await town("zahra bale", "taps", "loan.follow.do_contract")
    await town("zahra bale", "taps", SURE)
    await writes_code(town, "zahra bale")
    await town("sara telegram", "taps", "loan.reviewing.review")
    await town("sara telegram", "taps", "loan.review.do_approve")
    await town("sara telegram", "taps", SURE)
    await town("zahra bale", "sees", "در «ام حسام» شارژ شد")
    await town("maryam bale", "sees", "پرداخت شد")
