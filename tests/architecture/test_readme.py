"""آزمون راهنما - the README and the pages behind it tell what is there: map, commands, links, files.   Claims: pages.py   Map: house_map.py"""

from __future__ import annotations

import subprocess

import pytest

from bot import cli
from tests.architecture import house_map
from tests.architecture.house import ROOT, expect_none, words_in
from tests.architecture.pages import Page, command_names, dead_links, lost_places, make_targets, pages, wrong_commands


def test_the_map_of_the_readme_is_what_the_code_says() -> None:
    page = house_map.README.read_text("utf-8")
    assert house_map.written(page) == page, "run `make map`"


def test_a_map_that_tells_another_story_is_found() -> None:
    page = house_map.README.read_text("utf-8")
    assert words_in("domain")
    for word in words_in("domain"):
        assert f"| `{word}` |" in page
        assert house_map.written(page.replace(f"| `{word}` |", "| `bimeh` |")) != page.replace(f"| `{word}` |", "| `bimeh` |")
    with pytest.raises(ValueError, match="no place for commands"):
        house_map.written(page.replace(house_map.marks("commands")[1], ""))


def test_every_link_leads_somewhere() -> None:
    expect_none(fault for page in pages() for fault in dead_links(page))


def test_every_file_that_is_named_is_there() -> None:
    expect_none(fault for page in pages() for fault in lost_places(page))


def test_every_command_that_is_named_exists() -> None:
    targets, names = make_targets(), command_names()
    assert "run" in targets and "run" in names
    expect_none(fault for page in pages() for fault in wrong_commands(page, targets, names))


def test_a_page_that_leads_astray_is_found() -> None:
    page = Page(
        "docs/a.md",
        "[x](nowhere.md) [y](house.md#part) [z](https://example.org) `bot/nothing.py` `bot/cli.py` `make dinner` `python -m bot sing` `python -m tests.nothing`",
    )
    assert dead_links(page) == ["docs/a.md: links nowhere.md, which is not there"]
    assert lost_places(page) == ["docs/a.md: names bot/nothing.py, which is not there"]
    assert wrong_commands(page, {"run"}, ["run"]) == [
        "docs/a.md: make dinner: no such target",
        "docs/a.md: python -m bot sing: no such command",
        "docs/a.md: python -m tests.nothing: no such module",
    ]
    assert wrong_commands(Page("a.md", "```sh\nmake dinner\n```"), {"run"}, []) == ["a.md: make dinner: no such target"]


@pytest.mark.parametrize("target", sorted(make_targets()))
def test_make_understands_each_target(target: str) -> None:
    told = subprocess.run(["make", "-n", target], cwd=ROOT, capture_output=True, text=True, check=False)
    assert told.returncode == 0, told.stderr


def test_make_is_asked_for_nothing_that_it_does_not_know() -> None:
    assert subprocess.run(["make", "-n", "dinner"], cwd=ROOT, capture_output=True, check=False).returncode == 2


@pytest.mark.parametrize("name", command_names())
def test_each_command_explains_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as done:
        cli.main([name, "--help"])
    assert done.value.code == 0
    assert f"python -m bot {name}" in capsys.readouterr().out
