"""رهیار در پیام‌رسانی دیگر - the member on Telegram, the rahyar on Bale, then the page: words, files, edits, an answer filled in.   Cast: test_messengers.py"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import NewDatabase
from tests.gateways.contract.messengers import JPEG, OGG
from tests.gateways.contract.village import KANOON, empty
from tests.stories.test_messengers import file_seen, open_town, url

__all__ = ["url"]
ZAHRA, SARA, PAGE = "zahra telegram", "sara bale", "zahra web"


@pytest.fixture
async def database(url: str | NewDatabase) -> str:
    return url if isinstance(url, str) else await empty(url)


async def test_a_member_and_a_rahyar_on_two_messengers_and_then_at_the_page(database: str, tmp_path: Path) -> None:
    async with open_town(database, tmp_path) as town:
        await town.enter("sara", "bale")
        await town.link("sara", "telegram", "bale")
        await town(ZAHRA, "says", "kanoon.join.words")
        await town(ZAHRA, "taps", "kanoon.join.how_words")
        await town(ZAHRA, "says", "می‌خواهم با آدم حرف بزنم")
        await town(ZAHRA, "sees", "moshavereh.wait.head")
        await town(ZAHRA, "says", "کد کانون را ندارم")
        await town(ZAHRA, "sees", "engine.kept_for_rahyar")
        await town(SARA, "taps", "moshavereh.case.take")
        await town(SARA, "sees", "کد کانون را ندارم")
        await town(ZAHRA, "has", "engine.button.end_talk")

        await town(SARA, "taps", "moshavereh.case.answer")
        await town(SARA, "says", "سلام، عکس برگه را بفرستید")
        await town(ZAHRA, "sees", "سلام، عکس برگه را بفرستید")
        await town(SARA, "rewrites", "سلام، عکس دعوت‌نامه را بفرستید")
        await town(ZAHRA, "sees", "سلام، عکس دعوت‌نامه را بفرستید")
        await town(ZAHRA, "sends", "photo")
        await town(SARA, "gets", "photo")
        assert file_seen(town.actors[SARA], "photo") == JPEG
        await town(ZAHRA, "sends", "document")
        await town(SARA, "gets", "document")
        assert file_seen(town.actors[SARA], "document") == b"%PDF a paper"
        await town(ZAHRA, "says", "این است")
        await town(ZAHRA, "rewrites", "این هم رویش")
        await town(SARA, "sees", "این هم رویش")
        await town(SARA, "sends", "voice")
        await town(ZAHRA, "gets", "voice")
        assert file_seen(town.actors[ZAHRA], "voice") == OGG

        await town(PAGE, "says", "حالا پای رایانه‌ام")
        await town(SARA, "sees", "حالا پای رایانه‌ام")
        await town(SARA, "sends", "photo")
        await town(PAGE, "gets", "photo")
        await town(SARA, "taps", "moshavereh.case.fill")
        await town(SARA, "says", "ده زیار")
        await town(SARA, "taps", KANOON)
        await town(SARA, "sees", "moshavereh.fill.theirs")
        await town(SARA, "taps", "moshavereh.case.close")
        await town(PAGE, "sees", "engine.go_on_from")
        await town(PAGE, "sees", "engine.filled_in")
        await town(PAGE, "taps", "engine.button.go_on")
        await town(PAGE, "taps", "بله")
        await town(ZAHRA, "has no", "رد شدن")
