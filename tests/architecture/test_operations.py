"""آزمون بهره‌برداری - settings, commands and times of keeping are told where an operator looks, and nothing else is.   Pages: docs/operations.md, .env.example, deploy/"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from bot.settings import NAMES
from storage.kit.modules import import_every_table
from storage.kit.retention import POLICIES, every_rule
from storage.kit.tables import metadata
from tests.architecture.house import ROOT, expect_none, words_in
from tests.architecture.pages import Page, command_names, configurations, pages, unknown_settings

NOT_OF_THE_BOT = {"EMRESALAT_NO_SKIPS"}  # of the tests
OPERATIONS = ROOT / "docs/operations.md"
EXAMPLE = re.compile(r"^#(EMRESALAT_[A-Z_]+)=", re.MULTILINE)


def operations() -> str:
    return OPERATIONS.read_text("utf-8")


def untold(names: Iterable[str], text: str, where: str) -> list[str]:
    """Names that a page does not hold as code, nor as a line of settings."""
    return [f"{where}: says nothing of {name}" for name in names if f"`{name}`" not in text and f"#{name}=" not in text]


def not_kept_on_purpose(tables: Iterable[str], text: str) -> list[str]:
    """Tables of which the page does not say how long, or why for ever: by their name, or by `<word>_*` for all of a subsystem."""
    told = set(re.findall(r"`([a-z_*]+)`", text))
    stars = tuple(name.removesuffix("*") for name in told if name.endswith("_*"))
    return [f"docs/operations.md: says nothing of how long {table} is kept" for table in tables if table not in told and not (stars and table.startswith(stars))]


def section(text: str, title: str) -> str:
    """A chapter of a page, without its title."""
    return text.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def days_told(text: str) -> dict[str, int]:
    """The rules of the page: `| `rule` | 7 days | …`."""
    return {name: int(days) for name, days in re.findall(r"^\| `([^`]+)` \| (\d+) days? \|", text, re.MULTILINE)}


def test_every_setting_is_in_the_example_and_in_the_page_and_no_other_is() -> None:
    example = (ROOT / ".env.example").read_text("utf-8")
    expect_none(untold(NAMES, example, ".env.example"))
    expect_none(untold(NAMES, operations(), "docs/operations.md"))
    assert sorted(EXAMPLE.findall(example)) == sorted(NAMES), "each once"
    known = {*NAMES, *NOT_OF_THE_BOT}
    expect_none(fault for page in [*pages(), *configurations()] for fault in unknown_settings(page, known))


def test_a_setting_that_is_not_told_and_one_that_does_not_exist_are_found() -> None:
    assert untold(["EMRESALAT_DEMO"], "EMRESALAT_DEMO is 1", "a page") == ["a page: says nothing of EMRESALAT_DEMO"]
    assert untold(["EMRESALAT_DEMO"], "`EMRESALAT_DEMO`", "a page") == []
    assert unknown_settings(Page("deploy/x.service", "Environment=EMRESALAT_DATABSE_URL=x\nEMRESALAT_SMS_KEY EMRESALAT_"), NAMES) == [
        "deploy/x.service: EMRESALAT_DATABSE_URL is no setting"
    ]


def test_every_command_is_in_the_page() -> None:
    told = section(operations(), "Commands")
    expect_none(f"docs/operations.md: says nothing of {name}" for name in command_names() if not re.search(rf"^\| `{name}[ `]", told, re.MULTILINE))


def test_every_table_has_its_time_or_its_reason() -> None:
    import_every_table()
    expect_none(not_kept_on_purpose(sorted(metadata.tables), section(operations(), "How long things are kept")))


def test_a_table_that_nobody_thought_of_is_found() -> None:
    assert not_kept_on_purpose(["loan", "kanoon", "kanoon_join"], "`kanoon` and `kanoon_*`") == ["docs/operations.md: says nothing of how long loan is kept"]


def test_the_times_of_the_page_are_those_of_the_policy() -> None:
    wanted = {rule.name: rule.life(POLICIES[-1]).days for rule in every_rule()}
    assert wrong_times(days_told(section(operations(), "How long things are kept")), wanted) == []


def wrong_times(told: dict[str, int], wanted: dict[str, int]) -> Collection[str]:
    """Rules that the page leaves out, invents or tells wrongly."""
    return sorted(name for name in {*told, *wanted} if told.get(name) != wanted.get(name))


def test_a_wrong_time_is_found() -> None:
    assert days_told("| `inbox` | 7 days | because |\n| `web_code` | 1 day | x |\n| `x` | for ever | x |") == {"inbox": 7, "web_code": 1}
    assert wrong_times({"inbox": 7, "loan": 1}, {"inbox": 8, "outbox": 90}) == ["inbox", "loan", "outbox"]


def test_every_folder_of_tests_is_told() -> None:
    folders = sorted(f"tests/{path.name}" for path in (ROOT / "tests").iterdir() if path.is_dir() and any(path.glob("*.py")))
    expect_none(unspoken(folders, words_in("domain"), (ROOT / "docs/testing.md").read_text("utf-8")))


def unspoken(folders: Iterable[str], words: Collection[str], text: str) -> list[str]:
    """Folders of tests that the page leaves out; those of subsystems are told together."""
    return [f"docs/testing.md: says nothing of {folder}" for folder in folders if folder.removeprefix("tests/") not in words and f"`{folder}`" not in text]


def test_a_folder_of_tests_that_nobody_told_of_is_found() -> None:
    assert unspoken(["tests/bot", "tests/loan", "tests/dreams"], {"loan"}, "`tests/bot`") == ["docs/testing.md: says nothing of tests/dreams"]
