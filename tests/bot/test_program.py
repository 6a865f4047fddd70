"""آزمون برنامه - a real process is told to stop, or is killed, in the middle of work; the next one goes on where it stood.   Tested: bot/program.py"""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.house import LOCALES
from bot.opening import CannotOpen, hold_alone
from bot.settings import Settings
from bot.texts import Texts
from storage.kit.database import open_database
from tests.bot.running import running
from tests.conftest import NewDatabase
from tests.kit.botapi import BotApi

WORDS = Texts.load(LOCALES)
JOIN = WORDS.plain("membership.join.title")
KIND = WORDS.plain("membership.joins.natural")


async def states(url: str) -> list[str]:
    """What became of the words in the outbox, the oldest first."""
    engine = open_database(url)
    async with engine.connect() as conn:
        found = [str(state) for state in (await conn.execute(text("SELECT state FROM outbox ORDER BY id"))).scalars()]
    await engine.dispose()
    return found


async def test_told_to_stop_it_finishes_what_is_in_hand_and_leaves_the_rest_for_the_next(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/house.db"
    async with BotApi("telegram", poll_cap=0.1) as api:
        zahra, reza = api.person("زهرا"), api.person("رضا")
        async with running(api, url, tmp_path) as first:
            held = api.fault("hold", method="sendMessage", chat=zahra.id)
            away = api.fault("retry_after", method="sendMessage", chat=reza.id, seconds=5, times=None)
            await zahra.starts()
            await reza.starts()
            await api.calls.soon("sendMessage", 2)
            first.signal(signal.SIGTERM)
            await first.says("stopping")
            held.release()
            assert await first.ended() == 0
        assert "stopped" in first.log[-1]
        assert len(zahra.sees()) == 1, "what was in hand was finished, once"
        assert reza.sees() == []
        assert set(await states(url)) == {"sent", "ready"}
        away.remove()
        await zahra.taps(JOIN)
        async with running(api, url, tmp_path):
            await zahra.sees_soon(KIND)
            await reza.sees_soon(JOIN)
            await api.settled()
        assert sum(seen.text.count("خوش آمدید") > 0 and JOIN in seen.labels for seen in zahra.sees()) <= 1
        assert len(reza.sees()) == 1


async def test_killed_in_the_middle_it_is_followed_by_one_that_goes_on(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path}/house.db"
    async with BotApi("telegram", poll_cap=0.1) as api:
        zahra = api.person("زهرا")
        async with running(api, url, tmp_path) as first:
            await zahra.starts()
            await zahra.sees_soon(JOIN)
            held = api.fault("hold", method="editMessageText", chat=zahra.id)
            await zahra.taps(JOIN)
            await api.calls.soon("editMessageText")
            first.signal(signal.SIGKILL)
            assert await first.ended() == -signal.SIGKILL
            held.release()
        async with running(api, url, tmp_path):
            await zahra.sees_soon(KIND)
            await zahra.taps(KIND)
            await zahra.sees_soon(WORDS.plain("membership.terms_yes"))


def test_a_second_process_on_one_sqlite_is_refused(tmp_path: Path) -> None:
    told = {"EMRESALAT_DEMO": "0", "EMRESALAT_SECRET_KEY": "a secret key of the tests alone", "EMRESALAT_DATABASE_URL": f"sqlite:///{tmp_path}/house.db"}
    settings = Settings.read(told, None, tmp_path)
    held = hold_alone(settings)
    assert held is not None
    with pytest.raises(CannotOpen, match="is served by another process already; several need PostgreSQL"):
        hold_alone(settings)
    os.close(held)
    again = hold_alone(settings)
    assert again is not None
    os.close(again)


@pytest.mark.slow
@pytest.mark.postgres
async def test_of_two_processes_one_polls_and_the_other_takes_over_when_it_stops(new_database: NewDatabase, tmp_path: Path) -> None:
    url = await new_database()
    engine = open_database(url)
    async with engine.begin() as conn:
        await conn.exec_driver_sql("DROP SCHEMA public CASCADE")
        await conn.exec_driver_sql("CREATE SCHEMA public")
    await engine.dispose()
    async with BotApi("telegram", poll_cap=0.1) as api:
        zahra = api.person("زهرا")
        async with running(api, url, tmp_path) as first, running(api, url, tmp_path) as second:
            await zahra.starts()
            await zahra.sees_soon(JOIN)
            assert [call for call in api.calls.of("getUpdates") if call.status == 409] == [], "two at it would cut each other off"
            first.signal(signal.SIGTERM)
            assert await first.ended() == 0
            await zahra.taps(JOIN)
            await zahra.sees_soon(KIND)
            assert not any("Traceback" in line for line in (*first.log, *second.log))
