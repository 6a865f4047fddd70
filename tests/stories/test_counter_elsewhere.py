"""باجه روی پیام‌رسان‌ها - known by photos and a video on Telegram, a signature and a note on Bale, over real HTTP.   Cast: test_messengers.py"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.scene import open_scene
from domain.hesam.model import BANK, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from domain.kernel.persian.letters import normalise
from tests.gateways.contract.messengers import MP4
from tests.stories.test_messengers import Town, file_seen, open_town

YES, NO, SURE = "بله", "خیر", "engine.button.confirm"


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path) as town:
        yield town


async def prepare(town: Town) -> None:
    """Sara sits at the counter, and Zahra has half a million toman."""
    house = town.house
    async with open_scene(house, house.clock()) as scene:
        sara, zahra = [(await scene.accounts.find(town.actors[f"{who} telegram"].account[0])) for who in ("sara", "zahra")]
        assert sara is not None and sara.member is not None and zahra is not None and zahra.member is not None
        await scene.unit.hats.give(sara.member, Role.POSHTIBAN)
        await scene.services["hesam"].post(SYSTEM, "story:zahra", Why.PAID_IN, (Posting(BANK, own(zahra.member), Rial(5_000_000)),), "story:payment:1")
        await scene.settle()


async def writes_code(town: Town, who: str) -> None:
    await town(who, "sees", "کد تأیید شما")
    shown = [normalise(n.text) for n in await town.actors[who].looks() if "کد تأیید شما" in n.text]
    await town(who, "says", re.findall(r"\d{6}", shown[-1])[0])


async def test_known_on_telegram_and_a_note_is_signed_on_bale(town: Town) -> None:
    await prepare(town)
    await town("zahra telegram", "says", "pishkhan.identity.words")
    await town("zahra telegram", "taps", YES)
    await town("zahra telegram", "says", "۵G۱۲۳۴۵۶۷۸")
    for what in ("photo", "photo", "video"):
        await town("zahra telegram", "sends", what)
    await town("zahra telegram", "taps", SURE)
    await town("zahra telegram", "sees", "pishkhan.identity.evidence_sent")

    await town("sara telegram", "taps", "pishkhan.evidence.look")
    await town("sara telegram", "gets", "video")
    assert file_seen(town.actors["sara telegram"], "video") == MP4
    await town("sara telegram", "taps", "pishkhan.evidence.judge")
    await town("sara telegram", "taps", "pishkhan.judge.it_is_them")
    await town("sara telegram", "taps", SURE)
    await town("zahra telegram", "sees", "احراز هویت شما تأیید شد")

    await town("zahra bale", "says", "icap.certificate.words")
    await town("zahra bale", "taps", YES)
    await writes_code(town, "zahra bale")
    await town("zahra bale", "sees", "امضای الکترونیک شما ساخته شد")
    await town("zahra bale", "says", "icap.new_note.words")
    await town("zahra bale", "says", "۱۰ میلیون")
    await town("zahra bale", "taps", NO)
    await town("zahra bale", "taps", SURE)
    await town("zahra bale", "taps", "icap.note.note_sign")
    await town("zahra bale", "taps", SURE)
    await writes_code(town, "zahra bale")
    await town("zahra bale", "sees", "صادر شد")
    await town("zahra bale", "says", "icap.notes.words")
    await town("zahra bale", "taps", "صادر شده")
    await town("zahra bale", "taps", "icap.note.note_document")
    await town("zahra bale", "gets", "document")
    assert file_seen(town.actors["zahra bale"], "document").startswith(b"%PDF")
