"""آزمون کجاست - one word leads to every file of a subsystem.   Tested: bot/where.py"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.where import files_of, run_where


@pytest.fixture
def town(tmp_path: Path) -> Path:
    names = """domain/kanoon/rules.py domain/kanoon/__pycache__/rules.pyc domain/loan/rules.py handlers/kanoon.py storage/kanoon/rows.py
    locales/fa/LC_MESSAGES/kanoon.po locales/fa/LC_MESSAGES/kanoon.mo tests/kanoon/test_rules.py tests/stories/test_kanoon.py bot/kanoons.py other/kanoon.py"""
    for name in names.split():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch()
    return tmp_path


def test_a_word_leads_to_its_files_in_every_folder(town: Path) -> None:
    assert [file.as_posix() for file in files_of("kanoon", town)] == [
        "domain/kanoon/rules.py",
        "handlers/kanoon.py",
        "storage/kanoon/rows.py",
        "locales/fa/LC_MESSAGES/kanoon.po",
        "tests/kanoon/test_rules.py",
        "tests/stories/test_kanoon.py",
    ]


def test_they_are_printed_one_a_line(town: Path) -> None:
    lines: list[str] = []
    assert run_where(" Loan", town, lines.append) == 0
    assert lines == ["domain/loan/rules.py"]


def test_an_unknown_word_is_told_by_the_exit_code(town: Path) -> None:
    lines: list[str] = []
    assert run_where("bakery", town, lines.append) == 1
    assert lines == []


def test_the_house_itself_can_be_asked() -> None:
    assert Path("storage/kit/audit.py") in files_of("audit", Path(__file__).parents[2])
