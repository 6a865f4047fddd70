"""وام روی پیام‌رسان‌ها - asked for and followed on Telegram, signed and paid back on Bale, reviewed on Telegram, over real HTTP.   Cast: test_messengers.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.scene import Scene, open_scene
from domain.hesam.model import BANK, Entry, Posting, Why, own
from domain.icap.certifying import TO_CERTIFY
from domain.icap.note import NoteId
from domain.icap.signing import to_sign as to_sign_note
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.merat.model import Opinion
from domain.pishkhan.account import AccountForm
from domain.pishkhan.identity import Evidence
from storage.hesam import BookRows
from storage.membership import ChallengeRows
from tests.loan.conftest import HOME
from tests.pishkhan.conftest import Desk
from tests.stories.test_counter_elsewhere import SURE, writes_code
from tests.stories.test_messengers import Town, file_seen, open_town

GATHERED = Rial(300_000_000)
HELD = timedelta(days=179)
SENT = Evidence("5G12345678", "photo|telegram:card", "photo|telegram:face", "video|telegram:video", "4711")
FORM = AccountForm("گرگان، خیابان امام، پلاک ۱۲", "4913815739", "کشاورز")
LOAN = Rial(100_000_000)


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path) as town:
        yield town


class Backstage:
    """What happened before the story begins, through the same verbs."""

    def __init__(self, town: Town) -> None:
        self.town, self.ids = town, dict[str, MemberId]()

    async def at(self, scene: Scene, who: str) -> Actor:
        account = self.town.actors[f"{who} telegram"].account[0]
        found = await scene.accounts.find(account)
        assert found is not None and found.member is not None
        self.ids[who] = found.member
        roles = (Role.MEMBER, Role.POSHTIBAN) if who == "sara" else (Role.MEMBER,)
        return Actor(found.member, frozenset(Hat(r) for r in roles), account)

    async def do(self, who: str, service: str, verb: str, *args: Any, proves: str = "") -> Any:
        house = self.town.house
        async with open_scene(house, house.clock()) as scene:
            me = await self.at(scene, who)
            if proves:
                await ChallengeRows(scene.unit).hit("stepped", f"member:{me.member}:{proves}", scene.unit.now)
            done = await getattr(scene.services[service], verb)(me, *args)
            await scene.settle()
        return done

    async def prepare(self) -> None:
        """Zahra has 30 million toman since half a year, an account, a result and a signature, and a note with the guarantee of Hassan; Sara reviews."""
        house = self.town.house
        house.outside = replace(house.outside, counter=Desk())
        async with open_scene(house, house.clock()) as scene:
            for who in ("sara", "zahra", "hassan"):
                me = await self.at(scene, who)
                if who == "sara":
                    await scene.unit.hats.give(me.member_id, Role.POSHTIBAN)
                    continue
                entry = Entry(f"story:{who}", Why.PAID_IN, (Posting(BANK, own(me.member_id), GATHERED),), "story:payment:1", house.clock() - HELD)
                await BookRows(scene.unit).write(entry, f"story:{who}")
            await scene.settle()
        for who in ("zahra", "hassan"):
            await self.do("sara", "pishkhan", "decide_identity", await self.do(who, "pishkhan", "send_evidence", SENT), None)
            account = await self.do(who, "pishkhan", "ask_account", FORM)
            await self.do("sara", "pishkhan", "approve_account", account)
            check = await self.do(who, "merat", "ask", HOME)
            async with open_scene(house, house.clock()) as scene:
                await scene.services["pishkhan"].open_account(SYSTEM, account)
                merat = scene.services["merat"]
                for witness in await merat.witnesses.of_check(check):  # nobody of the kanoon knows them well enough
                    await merat.witnesses.save(replace(witness, word=Opinion.UNSURE, by=self.ids["sara"], at=scene.unit.now))
                await merat.evaluate(SYSTEM, check)
                await scene.settle()
            await self.do(who, "icap", "certify", proves=TO_CERTIFY)
        await self._note()

    async def _note(self) -> None:
        house = self.town.house
        async with open_scene(house, house.clock()) as scene:
            found = await scene.services["icap"].people.known(self.ids["hassan"])
        note: NoteId = await self.do("zahra", "icap", "draft", LOAN, found.code)
        for who, verb in (("zahra", "sign"), ("hassan", "guarantee")):
            await self.do(who, "icap", verb, note, proves=to_sign_note(note))


async def test_asked_on_telegram_signed_on_bale_reviewed_and_paid_back(town: Town) -> None:
    await Backstage(town).prepare()
    await town("zahra telegram", "says", "loan.ask.words")
    await town("zahra telegram", "taps", "loan.track.nofee")
    await town("zahra telegram", "says", "۱۰ میلیون تومان")
    await town("zahra telegram", "taps", "۱۰ ماه")
    await town("zahra telegram", "taps", "loan.military_service.not_liable")
    await town("zahra telegram", "taps", "loan.loan_purpose.hasteh")
    await town("zahra telegram", "taps", SURE)
    await town("zahra telegram", "sees", "همه چیز آماده است")

    await town("zahra bale", "says", "loan.mine.words")
    await town("zahra bale", "taps", "در حال آماده شدن")
    await town("zahra bale", "taps", "loan.follow.do_contract")
    await town("zahra bale", "taps", SURE)
    await writes_code(town, "zahra bale")
    await town("zahra bale", "sees", "قرارداد امضا شد")

    await town("sara telegram", "taps", "loan.reviewing.review")
    await town("sara telegram", "taps", "loan.review.do_approve")
    await town("sara telegram", "taps", SURE)
    await town("zahra bale", "sees", "به «پول من» واریز شد")
    await town("hassan telegram", "sees", "پرداخت شد")

    await town("zahra bale", "says", "loan.mine.words")
    await town("zahra bale", "taps", "در حال بازپرداخت")
    await town("zahra bale", "taps", "loan.follow.do_schedule")
    await town("zahra bale", "gets", "document")
    assert file_seen(town.actors["zahra bale"], "document").startswith(b"%PDF")
    await town("zahra bale", "says", "loan.mine.words")
    await town("zahra bale", "taps", "در حال بازپرداخت")
    await town("zahra bale", "taps", "loan.follow.do_settle")
    await town("zahra bale", "taps", SURE)
    await town("zahra bale", "sees", "وام تسویه شد")
    await town("hassan telegram", "sees", "دیگر تعهدی بابت آن ندارید")
