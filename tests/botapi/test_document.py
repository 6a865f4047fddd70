"""آزمون سند شبیه‌ساز - the examples of docs/simulator.md run, and its lists are whole."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any, get_args

import pytest

from tests.kit.botapi import BotApi
from tests.kit.botapi.control import Control
from tests.kit.botapi.faults import Kind

PAGE = (Path(__file__).parents[2] / "docs" / "simulator.md").read_text("utf-8")
EXAMPLES = re.findall(r"^```python\n(.*?)^```", PAGE, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("number", range(len(EXAMPLES)))
async def test_an_example_of_the_page_runs(number: int) -> None:
    space: dict[str, Any] = {}
    exec(compile(EXAMPLES[number], "docs/simulator.md", "exec"), space)
    await space["story"]()


def test_the_page_names_every_fault() -> None:
    table = PAGE.partition("## Faults")[2].partition("## ")[0]
    assert {name for row in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`(\w+)`", row)} == set(get_args(Kind))


async def test_the_page_names_every_act() -> None:
    listed = re.findall(r"`(\w+)`", PAGE.partition("\nActs: ")[2].partition("\n\n")[0])
    status, answer = await Control(BotApi()).do("dances", {})
    assert status == 404
    assert listed == answer["error"].partition(": ")[2].split(", ")
