"""آزمون سلامت - what a load balancer hears, and that asking often costs nothing.   Tested: bot/wiring.py `/healthz`"""

from __future__ import annotations

from pathlib import Path

import pytest
from aiohttp.test_utils import make_mocked_request
from sqlalchemy import event

from bot import wiring
from bot.opening import prepare
from bot.settings import Settings
from storage.kit.database import open_database


def settings(home: Path, url: str = "") -> Settings:
    given = {"EMRESALAT_DEMO": "0", "EMRESALAT_SECRET_KEY": "the only key of the house", "EMRESALAT_DATABASE_URL": url or f"sqlite:///{home}/house.db"}
    return Settings.read(given, None, home)


async def test_a_house_that_is_well_says_so_and_asks_its_database_once_for_many(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    engine = await prepare(chosen)
    asked: list[str] = []
    event.listen(engine.sync_engine, "before_cursor_execute", lambda _conn, _cursor, statement, *_: asked.append(statement))
    health = wiring._health_of(wiring.make_house(chosen, engine))
    answers = [await health(make_mocked_request("GET", "/healthz")) for _ in range(100)]
    assert {answer.status for answer in answers} == {200}
    assert asked.count("SELECT 1") < 20
    await engine.dispose()


async def test_a_house_without_its_database_says_503_and_no_word_of_why(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    chosen = settings(tmp_path, "postgresql://bot:p4ssw0rd@127.0.0.1:9/house")
    engine = open_database(chosen.database_url)
    answer = await wiring._health_of(wiring.make_house(chosen, engine))(make_mocked_request("GET", "/healthz"))
    assert (answer.status, answer.text) == (503, '{"ok": false}')
    assert caplog.text == "", "a line a second would hide the others"
    await engine.dispose()
