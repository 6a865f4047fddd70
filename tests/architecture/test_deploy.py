"""آزمون استقرار - the examples of deploy/ are hardened, name no other house, and are understood by what reads them.   Files: deploy/"""

from __future__ import annotations

import os
import re
import shutil
import sqlite3
import subprocess
from pathlib import Path

import pytest

from bot.gateways.web import WebSettings
from bot.gateways.webhook import BODY_LIMIT
from bot.program import PATIENCE
from bot.settings import NAMES, PARTS
from storage.kit.database import open_database
from tests.architecture.house import ROOT, expect_none
from tests.architecture.pages import configurations
from tests.conftest import NewDatabase
from tests.kit.servers import PostgresServer

DEPLOY = ROOT / "deploy"
HARDENED = (
    *("NoNewPrivileges=true", "CapabilityBoundingSet=", "ProtectSystem=strict", "ProtectHome=true", "PrivateTmp=true", "PrivateDevices=true"),
    *("RestrictNamespaces=true", "LockPersonality=true", "SystemCallArchitectures=native", "SystemCallFilter=@system-service", "LimitCORE=0", "User=emresalat"),
)
HOSTED = re.compile(r"^\s*(?:FROM|image:)\s+([\w.-]+\.[a-z]+(?::\d+)?/\S+)", re.MULTILINE)
SECONDS = {"s": 1, "min": 60, "m": 60, "h": 3600}


def read(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def soft(unit: str) -> list[str]:
    """What a unit leaves open."""
    lines = unit.splitlines()
    return [f"without {line}" for line in HARDENED if line not in lines]


def foreign(text: str) -> list[str]:
    """Images from another registry than the default one."""
    return HOSTED.findall(text)


@pytest.mark.parametrize("name", sorted(file.name for file in DEPLOY.glob("*.service")))
def test_every_unit_is_hardened(name: str) -> None:
    expect_none(f"{name}: {fault}" for fault in soft(read(name)))


def test_a_unit_that_was_left_open_is_found() -> None:
    unit = read("emresalat.service")
    assert soft(unit.replace("ProtectSystem=strict", "ProtectSystem=full")) == ["without ProtectSystem=strict"]
    assert soft(unit.replace("CapabilityBoundingSet=", "CapabilityBoundingSet=CAP_NET_ADMIN")) == ["without CapabilityBoundingSet="]


def test_a_stop_has_the_time_that_the_program_takes() -> None:
    steps = len(re.findall(r"await self\._within\(", (ROOT / "bot/program.py").read_text("utf-8")))
    for name in ("emresalat.service", "emresalat@.service"):
        (given,) = re.findall(r"^TimeoutStopSec=(\d+)$", read(name), re.MULTILINE)
        assert int(given) >= steps * PATIENCE
    ((number, unit),) = re.findall(r"stop_grace_period: (\d+)(s|m)", read("compose.yaml"))
    assert int(number) * SECONDS[unit] >= steps * PATIENCE


def test_the_parts_of_the_units_are_those_of_the_program() -> None:
    told = re.search(r"emresalat@web.*", read("emresalat@.service"))
    assert told is not None
    assert set(re.findall(r"emresalat@([a-z]+)", told[0])) == PARTS
    together = [part for roles in re.findall(r"EMRESALAT_ROLES: \"?([a-z,]+)\"?", read("compose.yaml")) for part in roles.split(",")]
    assert sorted(together) == sorted(PARTS), "each once"


def test_no_image_comes_from_a_named_registry_and_nobody_is_root() -> None:
    for name in ("Containerfile", "compose.yaml"):
        assert foreign(read(name)) == []
    assert re.search(r"^USER 10001:10001$", read("Containerfile"), re.MULTILINE)
    assert "--require-hashes" in read("Containerfile")
    assert foreign("FROM registry.example.org/python:3\n    image: example.org:5000/redis") == ["registry.example.org/python:3", "example.org:5000/redis"]


def test_everything_that_the_image_copies_is_there_and_let_in() -> None:
    allowed = re.findall(r"^!(\S+)$", read("Containerfile.dockerignore"), re.MULTILINE)
    copied = re.findall(r"^COPY ([a-z]\S*) /", read("Containerfile"), re.MULTILINE)
    assert sorted(allowed) == sorted(copied)
    assert all((ROOT / name).exists() for name in copied)


def test_compose_gives_only_settings_that_there_are() -> None:
    told = set(re.findall(r"EMRESALAT_[A-Z_]+", read("compose.yaml")))
    assert told and told <= set(NAMES)
    assert "POSTGRES_PASSWORD:?" in read("compose.yaml"), "a missing password stops it"
    assert not re.search(r"(?:PASSWORD|KEY|TOKEN): *[\"']?[A-Za-z0-9]{6,}", read("compose.yaml"))


def test_nginx_lets_through_what_the_bot_takes_and_no_more() -> None:
    conf = read("nginx.conf")
    page, hooks = re.findall(r"client_max_body_size (\d+)m;", conf)
    assert int(page) * 1024 * 1024 > WebSettings().file_limit
    assert int(hooks) * 1024 * 1024 == BODY_LIMIT
    assert conf.count("{") == conf.count("}")
    assert "proxy_buffering off;" in conf
    assert "$request_uri" not in re.findall(r"log_format[^;]+;", conf)[0], "paths and queries hold secrets"


@pytest.mark.parametrize("name", ["backup.sh", "restore.sh"])
def test_the_scripts_can_be_run_and_are_understood_by_sh(name: str) -> None:
    assert os.access(DEPLOY / name, os.X_OK)
    told = subprocess.run(["sh", "-n", DEPLOY / name], capture_output=True, text=True, check=False)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.postgres
def test_postgresql_understands_its_settings(postgres_server: PostgresServer, tmp_path: Path) -> None:
    def asked(conf: Path) -> tuple[int, str]:
        conf.chmod(0o644)
        command = [postgres_server._bin / "postgres", "-D", postgres_server.folder / "data", "-c", f"config_file={conf}", "-C", "max_wal_size"]
        told = subprocess.run(command, capture_output=True, text=True, check=False, cwd=postgres_server.folder, **postgres_server._as)
        return told.returncode, told.stdout + told.stderr

    conf = Path(shutil.copy(DEPLOY / "postgresql.conf", postgres_server.folder / "example.conf"))
    code, told = asked(conf)
    assert (code, told.strip()) == (0, "8192"), told
    conf.write_text(conf.read_text() + "\nlog_parameter_max_lenght = 0\n")
    assert asked(conf)[0] != 0, "a slip of the pen is found"


def copied(home: Path, script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    env = {"PATH": os.environ["PATH"], "EMRESALAT_DATABASE_URL": f"sqlite:///{home}/house.db", "EMRESALAT_MEDIA_DIR": str(home / "media")}
    return subprocess.run([DEPLOY / script, folder], env=env, capture_output=True, text=True, check=False)


def test_what_was_backed_up_comes_back_and_overwrites_nothing(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    (old / "media" / "web").mkdir(parents=True)
    (old / "media" / "web" / "photo").write_bytes(b"sealed")
    books = sqlite3.connect(old / "house.db")
    books.execute("PRAGMA journal_mode=WAL")
    books.execute("CREATE TABLE house (key TEXT)")
    books.execute("INSERT INTO house VALUES ('lock')")
    books.commit()
    told = copied(old, "backup.sh", tmp_path / "backups")
    books.close()
    assert told.returncode == 0, told.stderr
    kept = Path(told.stdout.strip())
    assert kept.stat().st_mode & 0o077 == 0, "nobody else reads it"
    new.mkdir()
    told = copied(new, "restore.sh", kept)
    assert told.returncode == 0, told.stderr
    with sqlite3.connect(new / "house.db") as restored:
        assert restored.execute("SELECT key FROM house").fetchall() == [("lock",)]
    restored.close()
    assert (new / "media" / "web" / "photo").read_bytes() == b"sealed"
    told = copied(new, "restore.sh", kept)
    assert told.returncode == 2 and "is not empty" in told.stderr
    shutil.rmtree(new / "media")
    told = copied(new, "restore.sh", kept)
    assert told.returncode == 2 and "is there already" in told.stderr


@pytest.mark.postgres
async def test_postgresql_goes_out_and_comes_back_whole_or_not_at_all(new_database: NewDatabase, postgres_server: PostgresServer, tmp_path: Path) -> None:
    books, empty = await new_database(), await new_database()
    for url, statement in ((books, "INSERT INTO house VALUES ('lock', 'x')"), (empty, "DROP SCHEMA public CASCADE"), (empty, "CREATE SCHEMA public")):
        engine = open_database(url)
        async with engine.begin() as conn:
            await conn.exec_driver_sql(statement)
        await engine.dispose()
    tools = {"PATH": f"{postgres_server._bin}:{os.environ['PATH']}", "EMRESALAT_MEDIA_DIR": str(tmp_path / "media")}

    def run(script: str, folder: Path, url: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run([DEPLOY / script, folder], env=tools | {"EMRESALAT_DATABASE_URL": url}, capture_output=True, text=True, check=False)

    told = run("backup.sh", tmp_path / "backups", books)
    assert told.returncode == 0, told.stderr
    kept = Path(told.stdout.strip())
    assert run("restore.sh", kept, books).returncode != 0, "it is not empty"
    told = run("restore.sh", kept, empty)
    assert told.returncode == 0, told.stderr
    engine = open_database(empty)
    async with engine.connect() as conn:
        assert (await conn.exec_driver_sql("SELECT value FROM house WHERE key = 'lock'")).scalar() == "x"
    await engine.dispose()


def test_a_backup_that_was_damaged_is_not_restored(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    sqlite3.connect(tmp_path / "old" / "house.db").close()
    kept = Path(copied(tmp_path / "old", "backup.sh", tmp_path / "backups").stdout.strip())
    (kept / "emresalat.db").write_bytes(b"other bytes")
    told = copied(tmp_path / "new", "restore.sh", kept)
    assert told.returncode != 0
    assert not (tmp_path / "new").exists()


def test_every_file_of_deploy_is_told_in_its_page() -> None:
    page = read("README.md")
    names = {Path(config.path).name for config in configurations() if config.path.startswith("deploy/")} - {"README.md", "Containerfile.dockerignore"}
    expect_none(f"deploy/README.md: says nothing of {name}" for name in sorted(names) if name not in page)
