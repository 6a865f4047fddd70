"""آزمون وارسی - what `python -m bot check` tells of an installation.   Tested: bot/check.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import cast

import pytest

from bot import wiring
from bot.check import run_check
from bot.gateways.base import Gateway, NotNow
from bot.opening import prepare as prepare_house
from bot.settings import Settings, WrongSetting
from storage.kit.database import open_database
from storage.kit.keyring import Keyring
from storage.migrations import prepare
from tests.bot.running import free_port
from tests.kit.botapi import BotApi
from tests.outside.provider import Provider, serving

KEY = "the only key of the house"
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"


@pytest.fixture
async def provider() -> AsyncIterator[Provider]:
    async with serving() as served:
        yield served


class Door:
    """A gateway of which only `check` is asked."""

    def __init__(self, name: str, fault: Exception | None = None) -> None:
        self.name, self._fault = name, fault

    async def check(self) -> str:
        if self._fault:
            raise self._fault
        return "@emresalat_bot answers"


def settings(tmp_path: Path, **given: str) -> Settings:
    whole = {"DATABASE_URL": f"sqlite:///{tmp_path}/house.db", "SECRET_KEY": KEY} | given
    return Settings.read({f"EMRESALAT_{name}": value for name, value in whole.items()}, None, tmp_path)


async def told(chosen: Settings, *doors: Door) -> tuple[int, list[str]]:
    lines: list[str] = []
    return await run_check(chosen, cast("list[Gateway]", list(doors)), out=lines.append), lines


async def open_house(chosen: Settings, key: str = KEY) -> None:
    engine = open_database(chosen.database_url)
    await prepare(engine, Keyring([key]), demo=chosen.demo)
    await engine.dispose()


async def test_a_healthy_installation_answers_with_zero(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    await open_house(chosen)
    code, lines = await told(chosen, Door("telegram"))
    assert code == 0
    assert [line.split(":")[0] for line in lines] == [
        f"ok  {what}" for what in ("mode", "database", "migrations", "keys", "redis", "files", "page", "codes", "payment", "bank", "bureau", "registry", "telegram")
    ]


async def test_a_database_that_was_not_migrated_is_told(tmp_path: Path) -> None:
    code, lines = await told(settings(tmp_path))
    assert code == 1
    assert any(line.startswith("no  migrations: at nothing, wanted") for line in lines)


async def test_a_key_that_does_not_open_the_house_is_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    await open_house(chosen, "the key of another house")
    code, lines = await told(chosen)
    assert code == 1
    assert "no  keys: no key of EMRESALAT_SECRET_KEY opens this database" in lines


async def test_the_demo_in_a_real_house_is_told(tmp_path: Path) -> None:
    await open_house(settings(tmp_path))
    code, lines = await told(settings(tmp_path, DEMO="1"))
    assert code == 1
    assert "no  database: the demo does not enter a database that it did not create" in lines


async def test_a_database_that_does_not_answer_is_told_without_its_password(tmp_path: Path) -> None:
    code, lines = await told(settings(tmp_path, DATABASE_URL=f"postgresql://bot:p4ssw0rd@/house?host={tmp_path}"))
    assert code == 1
    assert any(line.startswith("no  database: postgresql+asyncpg://bot:***@/house") and "does not answer" in line for line in lines)
    assert "p4ssw0rd" not in "".join(lines)


async def test_a_redis_that_is_away_is_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path, REDIS_URL=f"unix://{tmp_path}/nobody")
    await open_house(chosen)
    code, lines = await told(chosen)
    assert code == 1
    assert any(line.startswith("no  redis: does not answer") for line in lines)


@pytest.mark.redis
async def test_a_redis_that_is_there_answers(tmp_path: Path, redis_url: str) -> None:
    chosen = settings(tmp_path, REDIS_URL=redis_url)
    await open_house(chosen)
    code, lines = await told(chosen)
    assert (code, "ok  redis: answers" in lines) == (0, True)


async def test_a_messenger_that_is_away_is_told_and_the_others_are_still_asked(tmp_path: Path) -> None:
    chosen = settings(tmp_path, TELEGRAM_TOKEN=TOKEN)
    await open_house(chosen)
    code, lines = await told(chosen, Door("telegram", NotNow(f"POST /bot{TOKEN}/getMe\nrefused")), Door("bale"))
    assert code == 1
    assert lines[-2:] == ["no  telegram: POST /bot***/getMe refused", "ok  bale: @emresalat_bot answers"]


async def test_what_only_plays_a_part_is_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path)
    await open_house(chosen)
    lines = (await told(chosen))[1]
    assert "ok  codes: no carrier, so no sign-in on the page" in lines
    assert "ok  registry: twin: nobody's identity is really checked, and members are told" in lines


async def test_a_provider_that_is_away_is_told_without_its_key(tmp_path: Path) -> None:
    away = {"SMS": "http", "SMS_URL": "http://127.0.0.1:9/send", "SMS_KEY": "s3cret-of-sms", "REGISTRY": "http"}
    chosen = settings(tmp_path, **away, REGISTRY_URL="http://127.0.0.1:9/registry?key=s3cret-of-registry", REGISTRY_KEY="s3cret-of-registry")
    await open_house(chosen)
    code, lines = await told(chosen)
    assert code == 1
    assert any(line.startswith("no  codes: http does not answer") for line in lines)
    assert any(line.startswith("no  registry: does not answer") for line in lines)
    assert "s3cret" not in "".join(lines)


async def test_a_provider_that_answers_anything_is_there(tmp_path: Path, provider: Provider) -> None:
    chosen = settings(tmp_path, REGISTRY="http", REGISTRY_URL=f"{provider.url}/registry", REGISTRY_KEY="k" * 20)
    await open_house(chosen)
    code, lines = await told(chosen)
    assert (code, "ok  registry: answers" in lines) == (0, True)


async def test_a_page_in_clear_on_the_internet_is_told(tmp_path: Path) -> None:
    chosen = settings(tmp_path, WEB_URL="http://chat.example.org")
    await open_house(chosen)
    code, lines = await told(chosen)
    assert code == 1
    assert any(line.startswith("no  page: EMRESALAT_WEB_URL http://chat.example.org is no https address") for line in lines)


async def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    chosen = settings(tmp_path, MEDIA_DIR=str(tmp_path / "taken"))
    await open_house(chosen)
    code, lines = await told(chosen)
    assert (code, any(line.startswith("no  files: ") for line in lines)) == (1, True)


async def test_the_platforms_themselves_are_asked_and_nothing_is_sent(tmp_path: Path) -> None:
    async with BotApi("telegram") as telegram, BotApi("bale") as bale:
        given = {"TELEGRAM_TOKEN": telegram.token, "TELEGRAM_API_BASE": telegram.base_url, "BALE_TOKEN": bale.token, "BALE_API_BASE": bale.base_url}
        chosen = settings(tmp_path, **given)
        await open_house(chosen)
        lines: list[str] = []
        assert await wiring.check(chosen, lambda s, gateways: run_check(s, gateways, out=lines.append)) == 0
        assert [line for line in lines if line.startswith(("ok  telegram: ", "ok  bale: "))] == lines[-2:]
        assert {call.method for call in (*telegram.calls, *bale.calls)} == {"getMe"}
        wrong = settings(tmp_path, **given | {"BALE_TOKEN": "999:a-token-that-nobody-knows"})
        lines.clear()
        assert await wiring.check(wrong, lambda s, gateways: run_check(s, gateways, out=lines.append)) == 1
        assert lines[-1].startswith("no  bale: ") and lines[-2].startswith("ok  telegram: ")
        assert "a-token-that-nobody-knows" not in "".join(lines)


@pytest.mark.parametrize("name", ["telegram", "bale"])
async def test_a_start_with_a_token_that_nobody_knows_names_the_setting(tmp_path: Path, name: str) -> None:
    async with BotApi(name) as api:
        word = name.upper()
        given = {f"{word}_TOKEN": "999:a-token-that-nobody-knows", f"{word}_API_BASE": api.base_url, "WEB_PORT": str(free_port())}
        chosen = settings(tmp_path, **given)
        program = await wiring.build(chosen, await prepare_house(chosen))
        with pytest.raises(WrongSetting, match=rf"^EMRESALAT_{word}_TOKEN is not known to {name}$"):
            await program.start()
        await program.stop()
