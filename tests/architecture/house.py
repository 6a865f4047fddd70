"""خانه - the files, syntax trees and words that the checks of this folder read.   Checks: test_*.py"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.texts.catalogue import Entry, read_catalogues

ROOT = Path(__file__).parents[2]
CODE = ("bot", "domain", "handlers", "storage")
PERSIAN = re.compile(r"[\u060c\u061b\u061f-\u066c\u066e-\u06ff\ufb50-\ufdff\ufe70-\ufefc]")

NOT_SUBSYSTEMS = {
    "domain": {"kernel", "decisions"},
    "handlers": {"kit"},
    "storage": {"kit", "migrations"},
    "locales": {"common", "engine", "kernel", "web"},  # words of everybody, of the conversation, of the roles and of the chat page
    "tests": {
        "architecture", "benchmarks", "bot", "botapi", "engine", "gateways", "kernel", "kit", "migrations", "outside", "servers", "storage", "stories", "texts",
        "walk",
    },
}  # fmt: skip
"""What lies beside the subsystems in each folder."""


@dataclass(frozen=True)
class Source:
    """One file of Python: its path from the root, its text and its syntax tree."""

    path: str
    text: str
    tree: ast.Module

    @classmethod
    def of(cls, path: str, text: str) -> Source:
        return cls(path, text, ast.parse(text))

    @property
    def module(self) -> str:
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def at(self, node: ast.AST, fault: str) -> str:
        """A line of a report that an editor can follow."""
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {fault}"


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file of the folders, in the order of their paths."""
    found = sorted(file for folder in folders for file in (ROOT / folder).rglob("*.py"))
    return tuple(Source.of(file.relative_to(ROOT).as_posix(), file.read_text("utf-8")) for file in found)


@cache
def words_in(folder: str) -> frozenset[str]:
    """The subsystems that a folder knows: its sub-folders with content and its modules."""
    home = ROOT / "locales/fa/LC_MESSAGES" if folder == "locales" else ROOT / folder
    names = set()
    for path in home.iterdir() if home.is_dir() else ():
        if path.is_dir() and any(path.glob("*.py")):
            names.add(path.name)
        elif path.suffix == (".po" if folder == "locales" else ".py") and (folder != "tests"):
            names.add(path.stem)
    return frozenset(names - NOT_SUBSYSTEMS[folder] - {"__init__", "__pycache__"})


def subsystems() -> list[str]:
    """Every word that any folder knows."""
    return sorted(set().union(*(words_in(folder) for folder in NOT_SUBSYSTEMS)))


def subsystem_of(source: Source) -> str:
    """The word of a file in domain/, handlers/ or storage/: `kanoon` of handlers/kanoon/joining.py and of handlers/kanoon.py."""
    return source.path.split("/")[1].removesuffix(".py")


@cache
def catalogue() -> dict[str, Entry]:
    """Every text by its key."""
    entries, _ = read_catalogues(ROOT / "locales")
    return {entry.key: entry for entry in entries}


def functions(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function of a file, at any depth."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def dialogs(source: Source) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """The functions that talk: those with a parameter called `chat`."""
    for function in functions(source):
        if "chat" in {arg.arg for arg in (*function.args.posonlyargs, *function.args.args, *function.args.kwonlyargs)}:
            yield function


def literals(node: ast.AST) -> list[str]:
    """Patterns of what an expression may be, with `*` where it is computed: "a", f"a_{x}" -> "a_*", "a" if x else "b" -> both; [] if anything."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if isinstance(node, ast.JoinedStr):
        return ["".join(part.value if isinstance(part, ast.Constant) else "*" for part in node.values)]
    if isinstance(node, ast.IfExp):
        return literals(node.body) + literals(node.orelse)
    if isinstance(node, ast.BoolOp):
        return [pattern for value in node.values for pattern in literals(value)]
    return []


def fits(pattern: str, name: str) -> bool:
    """Whether a name is one of what a pattern stands for."""
    return _compiled(pattern).fullmatch(name) is not None


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(".+".join(re.escape(part) for part in pattern.split("*")))


def called(node: ast.Call) -> str:
    """The last part of what is called: `ask` of `chat.ask(...)`, `Option` of `Option(...)`."""
    return node.func.attr if isinstance(node.func, ast.Attribute) else node.func.id if isinstance(node.func, ast.Name) else ""


def calls_of(node: ast.AST, owner: str) -> Iterator[tuple[str, ast.Call]]:
    """The methods called on a name: ("ask", call) for every `chat.ask(...)` when `owner` is "chat"."""
    for call in ast.walk(node):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name) and call.func.value.id == owner:
            yield call.func.attr, call


def expect_none(faults: Iterable[str]) -> None:
    """Fail with every fault on a line of its own, as an editor can follow them."""
    found = list(faults)
    assert not found, "\n" + "\n".join(found)
