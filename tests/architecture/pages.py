"""صفحه‌ها - what the pages of the house claim: links, files, commands, settings.   Checks: test_readme.py test_operations.py"""

from __future__ import annotations

import argparse
import importlib.util
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from bot.cli import command_parser
from tests.architecture.house import ROOT

LINK = re.compile(r"\]\(([^)\s]+)\)")
CODE = re.compile(r"```[a-z]*\n(.*?)```|`([^`\n]+)`", re.DOTALL)
MAKE = re.compile(r"(?:^|\s)make ([a-z][a-z-]*)")
MODULE = re.compile(r"\bpython3? -m ([a-z_.]+)(?: ([a-z]+))?")
PLACE = re.compile(r"^(?:bot|domain|handlers|storage|locales|tests|docs|deploy|\.ci)/[\w./-]*$")
SETTING = re.compile(r"\bEMRESALAT_[A-Z0-9_]+")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.MULTILINE)
OURS = ("bot", "domain", "handlers", "storage", "tests")


@dataclass(frozen=True)
class Page:
    """One file that people read: its path from the root, and its text."""

    path: str
    text: str

    @property
    def code(self) -> Iterator[str]:
        """What is set as code: commands, names, paths."""
        for block, span in CODE.findall(self.text):
            yield block or span

    def fault(self, text: str) -> str:
        return f"{self.path}: {text}"


def pages() -> list[Page]:
    """Everything in prose that a newcomer or an operator reads."""
    found = [ROOT / "README.md", ROOT / "CHANGELOG.md", *(file for folder in ("docs", "deploy", "domain") for file in (ROOT / folder).rglob("*.md"))]
    return [Page(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in sorted(found)]


def configurations() -> list[Page]:
    """Everything that names settings to a machine."""
    found = [ROOT / ".env.example", ROOT / "Makefile", *(file for folder in ("deploy", ".ci") for file in (ROOT / folder).rglob("*") if file.is_file())]
    return [Page(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in sorted(found)]


def make_targets() -> set[str]:
    return set(TARGET.findall((ROOT / "Makefile").read_text("utf-8")))


def command_names() -> list[str]:
    """Every word after `python -m bot`."""
    (choices,) = (action for action in command_parser()._actions if isinstance(action, argparse._SubParsersAction))
    return list(choices.choices)


def dead_links(page: Page, root: Path = ROOT) -> list[str]:
    """Files that are linked and not there. Addresses of the world outside are not followed."""
    targets = [target.partition("#")[0] for target in LINK.findall(page.text) if "://" not in target]
    return [page.fault(f"links {target}, which is not there") for target in targets if target and not ((root / page.path).parent / target).exists()]


def lost_places(page: Page, root: Path = ROOT) -> list[str]:
    """Paths of the house in code spans that lead nowhere."""
    return [page.fault(f"names {span}, which is not there") for span in page.code if PLACE.match(span) and not (root / span).exists()]


def wrong_commands(page: Page, targets: Collection[str], names: Collection[str]) -> list[str]:
    """`make` targets, modules and commands that do not exist."""
    faults = []
    for code in page.code:
        faults += [page.fault(f"make {target}: no such target") for target in MAKE.findall(code) if target not in targets]
        for module, word in MODULE.findall(code):
            if module == "bot" and word and word not in names:
                faults.append(page.fault(f"python -m bot {word}: no such command"))
            elif module.partition(".")[0] in OURS and importlib.util.find_spec(module) is None:
                faults.append(page.fault(f"python -m {module}: no such module"))
    return faults


def unknown_settings(page: Page, names: Collection[str]) -> list[str]:
    """Names of settings that there are not. A name that ends in `_` or is followed by a placeholder stands for several."""
    told = {match for match in SETTING.findall(page.text) if not match.endswith("_")}
    return [page.fault(f"{name} is no setting") for name in sorted(told - set(names))]
