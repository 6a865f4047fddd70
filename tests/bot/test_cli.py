"""آزمون خط فرمان - what an operator reads when something is missing or wrong: one line that names it, and an exit code.   Tested: bot/cli.py, bot/opening.py"""

from __future__ import annotations

import io
import logging
import re
import socket
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import cli

KEY = "the only key of the house"
LOGGED = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+Z [A-Z]+ ")


@pytest.fixture(autouse=True)
def at_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A fresh folder to run in, without the `.env` of whoever runs the tests; afterwards logging is as it was."""
    monkeypatch.setattr(cli, "ROOT", tmp_path)
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    yield tmp_path
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


class Operator:
    """Types commands and reads what comes."""

    def __init__(self, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._capsys, self._patch = capsys, monkeypatch

    def types(self, *words: str, **settings: str) -> tuple[int, str, str]:
        """The exit code, what was printed, and what was complained about."""
        with self._patch.context() as patch:
            for name, value in settings.items():
                patch.setenv(f"EMRESALAT_{name}", value)
            code = cli.main(list(words))
        told = self._capsys.readouterr()
        return code, told.out, told.err

    def is_told(self, *words: str, **settings: str) -> str:
        """The one line of a command that could not begin."""
        code, out, err = self.types(*words, **settings)
        assert code == 2, (out, err)
        assert out == ""
        *logged, line = err.splitlines()
        assert "Traceback" not in err
        assert all(LOGGED.match(earlier) for earlier in logged), err
        return line


@pytest.fixture
def operator(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Operator:
    return Operator(capsys, monkeypatch)


def real(home: Path, **more: str) -> dict[str, str]:
    """The settings of a real house on SQLite."""
    return {"DEMO": "0", "SECRET_KEY": KEY, "DATABASE_URL": f"sqlite:///{home}/house.db"} | more


@pytest.mark.parametrize("command", ["run", "chat", "migrate", "check", "audit", "rotate"])
def test_a_wrong_setting_is_one_line_whatever_was_typed(operator: Operator, command: str) -> None:
    assert operator.is_told(command, WEB_PORT="80a").startswith("EMRESALAT_WEB_PORT ")


@pytest.mark.parametrize("command", ["run", "chat", "migrate", "audit", "rotate"])
def test_a_database_that_does_not_answer_is_one_line_without_its_password(operator: Operator, at_home: Path, command: str) -> None:
    line = operator.is_told(command, **real(at_home, DATABASE_URL="postgresql://bot:p4ssw0rd@127.0.0.1:9/house"))
    assert line.startswith("EMRESALAT_DATABASE_URL postgresql+asyncpg://bot:***@127.0.0.1:9/house does not answer: ")
    assert "p4ssw0rd" not in line


@pytest.mark.parametrize("command", ["run", "migrate", "audit"])
def test_a_file_that_is_no_database_is_one_line(operator: Operator, at_home: Path, command: str) -> None:
    (at_home / "house.db").write_text("dear diary, " * 100)
    assert "does not answer: file is not a database" in operator.is_told(command, **real(at_home))


def test_a_folder_that_cannot_be_made_is_one_line(operator: Operator, at_home: Path) -> None:
    (at_home / "taken").write_text("a file")
    assert operator.is_told("migrate", **real(at_home, DATABASE_URL=f"sqlite:///{at_home}/taken/house.db")).startswith("EMRESALAT_DATABASE_URL sqlite")
    assert operator.is_told("run", **real(at_home, MEDIA_DIR=str(at_home / "taken"))).startswith("EMRESALAT_MEDIA_DIR ")


@pytest.mark.parametrize("command", ["audit", "rotate"])
def test_a_house_that_nobody_moved_into_cannot_be_audited(operator: Operator, at_home: Path, command: str) -> None:
    line = operator.is_told(command, **real(at_home))
    assert "is at revision nothing" in line and "python -m bot migrate" in line


@pytest.mark.parametrize("command", ["run", "migrate", "audit", "rotate"])
def test_the_key_of_another_house_is_refused(operator: Operator, at_home: Path, command: str) -> None:
    assert operator.types("migrate", **real(at_home))[0] == 0
    assert operator.is_told(command, **real(at_home, SECRET_KEY="the key of another house")) == "no key of EMRESALAT_SECRET_KEY opens this database"


@pytest.mark.parametrize("command", ["run", "migrate", "audit", "rotate", "chat"])
def test_the_demo_does_not_enter_a_house_of_others_and_they_do_not_enter_the_demo(operator: Operator, at_home: Path, command: str) -> None:
    with sqlite3.connect(at_home / "foreign.db") as foreign:
        foreign.execute("CREATE TABLE customers (id INTEGER)")
    foreign.close()
    line = operator.is_told(command, DEMO="1", DATABASE_URL=f"sqlite:///{at_home}/foreign.db")
    assert line == "the demo does not enter a database that it did not create"
    assert operator.types("migrate")[0] == 0
    line = operator.is_told(command, **real(at_home, DATABASE_URL=f"sqlite:///{at_home}/var/demo/emresalat.db"))
    assert line.startswith("this database belongs to the demo")


def test_a_program_older_than_its_database_says_so(operator: Operator, at_home: Path) -> None:
    assert operator.types("migrate", **real(at_home))[0] == 0
    with sqlite3.connect(at_home / "house.db") as newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    newer.close()
    assert operator.is_told("migrate", **real(at_home)).startswith("EMRESALAT_DATABASE_URL could not be migrated, and is as it was: ")


def test_migrating_tells_where_one_is_and_may_be_repeated(operator: Operator, at_home: Path) -> None:
    for _ in range(2):
        code, out, _ = operator.types("migrate", **real(at_home))
        assert code == 0
        assert out.startswith(f"sqlite+aiosqlite:///{at_home}/house.db is at revision 0")


def test_nobody_else_on_the_machine_reads_the_books(operator: Operator, at_home: Path) -> None:
    assert operator.types("migrate", **real(at_home, DATABASE_URL=f"sqlite:///{at_home}/books/house.db"))[0] == 0
    assert [path.stat().st_mode & 0o077 for path in (at_home / "books", at_home / "books/house.db")] == [0, 0]


def test_a_migrated_house_is_in_order(operator: Operator, at_home: Path) -> None:
    operator.types("migrate", **real(at_home))
    assert operator.types("audit", **real(at_home))[1].rstrip().endswith("everything holds")
    assert operator.types("rotate", **real(at_home))[0] == 0
    code, out, _ = operator.types("check", **real(at_home))
    assert code == 0
    assert all(line.startswith("ok  ") for line in out.splitlines())


def test_a_port_that_is_taken_is_one_line(operator: Operator, at_home: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        line = operator.is_told("run", **real(at_home, WEB_PORT=str(taken.getsockname()[1]), LOG_LEVEL="ERROR"))
    assert line.startswith("EMRESALAT_WEB_PORT or EMRESALAT_WEB_HOST cannot be used: 127.0.0.1:")


def test_a_word_that_nothing_is_called_by_leads_to_those_that_are(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cli, "ROOT", Path(__file__).parents[2])  # `where` and `texts` look at the house itself
    code, out, err = operator.types("where", "kanon")
    assert (code, out) == (1, "")
    assert "kanoon" in err and len(err.splitlines()) == 1
    code, out, err = operator.types("where", "kanoon")
    assert (code, err) == (0, "")
    assert "domain/kanoon/rules.py" in out.splitlines()


def test_texts_are_checked_and_compiled_by_name_only(operator: Operator) -> None:
    assert operator.types("texts", "check") == (0, "", "")
    with pytest.raises(SystemExit) as no:
        operator.types("texts", "sing")
    assert no.value.code == 2


def test_somebody_joins_in_the_terminal_of_the_demo(operator: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = "1\n1\n1\n0\n0499370899\n۱۳۶۲/۵/۱۴\nرضا\nمرادی\nکرمان\nده‌زیار\n1\nعضو کانون شوم\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(lines))
    code, out, _ = operator.types("chat")
    assert code == 0
    assert "رضا مرادی عزیز، خوش آمدید!" in out and "آزمایشی" in out
    assert "کانون را چطور پیدا کنیم؟" in out
    assert out.rstrip().endswith("خدانگهدار.")


def test_a_number_that_is_no_mobile_is_refused_at_the_door_of_the_terminal(operator: Operator, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as no:
        operator.types("chat", "--mobile", "12")
    assert no.value.code == 2
    assert "--mobile: is no Iranian mobile number" in capsys.readouterr().err
