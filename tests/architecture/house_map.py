"""نقشه‌ی خانه - writes what README.md says of the subsystems and the commands from the code itself: `make map`.   Checked by test_readme.py"""

from __future__ import annotations

import argparse
import ast
import sys
from pathlib import Path

from bot.cli import command_parser
from tests.architecture.house import ROOT, words_in

README = ROOT / "README.md"


def marks(block: str) -> tuple[str, str]:
    """Between these two lines of the README a block is written."""
    return f"<!-- {block}: written by `make map` -->", f"<!-- end of {block} -->"


def about(word: str, root: Path = ROOT) -> str:
    """What a subsystem is, in the words of its module in domain/: Persian name and one English sentence."""
    told = ast.get_docstring(ast.parse((root / "domain" / word / "__init__.py").read_text("utf-8"))) or ""
    return told.partition("\n")[0].split("   ")[0].rstrip(".")


def home(folder: str, word: str, root: Path = ROOT) -> str:
    """Where a word lives in a folder; "" where it does not."""
    if folder == "locales":
        return f"`{word}.po`" if (root / "locales/fa/LC_MESSAGES" / f"{word}.po").is_file() else ""
    if (root / folder / word).is_dir():
        return f"`{folder}/{word}/`"
    return f"`{folder}/{word}.py`" if (root / folder / f"{word}.py").is_file() else ""


def subsystems() -> str:
    """One line a subsystem."""
    head = ["| word | what it is | dialogs | rules | rows | texts |", "|---|---|---|---|---|---|"]
    folders = ("handlers", "domain", "storage", "locales")
    return "\n".join([*head, *(f"| `{word}` | {about(word)} | {' | '.join(home(folder, word) for folder in folders)} |" for word in sorted(words_in("domain")))])


def commands() -> str:
    """One line a command, in the words of its help."""
    (choices,) = (action for action in command_parser()._actions if isinstance(action, argparse._SubParsersAction))
    lines = []
    for told in choices._choices_actions:
        places = [action for action in choices.choices[told.dest]._actions if not action.option_strings]
        takes = ["\\|".join(place.choices) if place.choices else f"<{place.dest}>" for place in places]
        lines.append(f"| `{' '.join(['python -m bot', told.dest, *takes])}` | {told.help} |")
    return "\n".join(["| command | what it does |", "|---|---|", *lines])


BLOCKS = {"subsystems": subsystems, "commands": commands}


def written(page: str) -> str:
    """The page with every block written anew. Raises ValueError when the place of a block is missing."""
    for block, write in BLOCKS.items():
        first, last = marks(block)
        before, found, rest = page.partition(first)
        _, ended, after = rest.partition(last)
        if not found or not ended:
            raise ValueError(f"the README has no place for {block}: {first} … {last}")
        page = f"{before}{first}\n{write()}\n{last}{after}"
    return page


def main() -> int:
    README.write_text(written(README.read_text("utf-8")), "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
