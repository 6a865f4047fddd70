"""واژه‌نامه - every subsystem, role, entity, event and state table has its line, and each diagram shows the moves of the code.   Page: domain/GLOSSARY.md"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Mapping, Sequence, Set

from domain.kernel.people import Role
from tests.architecture.house import NOT_SUBSYSTEMS, PERSIAN, ROOT, expect_none, sources, words_in
from tests.architecture.test_verbs import Moves, state_tables

ROW = re.compile(r"^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \| `([^`]+)` \|$", re.MULTILINE)
DIAGRAM = re.compile(r"^### `([^`]+)` - [^\n]*\n(.*?)^```mermaid\nstateDiagram-v2\n(.*?)^```$", re.MULTILINE | re.DOTALL)
ARROW = re.compile(r"^ {4}(\S+) --> (\S+)$", re.MULTILINE)
NAMING = ("domain/kernel/people.py", "domain/kernel/verbs.py", "domain/kernel/refusal.py", "domain/kernel/codes.py", "domain/kernel/requests.py")
"""Of the kernel. Of a subsystem: the files in which its entities (those of its states among them) and events are."""


def page() -> str:
    return (ROOT / "domain/GLOSSARY.md").read_text("utf-8")


def wanted() -> set[str]:
    """What the page must name: subsystems, roles, and the classes of the naming files."""
    tables = {key.partition(".")[0] for key in state_tables()}
    names = {"kernel", *words_in("domain"), *(f"Role.{role.name}" for role in Role)}
    for source in sources("domain"):
        holds_states = re.search(r"^[A-Z_]*MOVES\b", source.text, re.MULTILINE) is not None and source.path.split("/")[1] in tables
        if source.path in NAMING or source.path.endswith(("/model.py", "/events.py")) or holds_states:
            names |= {node.name for node in source.tree.body if isinstance(node, ast.ClassDef)}
    return names


def misplaced(rows: Iterable[tuple[str, str, str, str]]) -> list[str]:
    """Lines that name a file that is not there, or a word that the file does not know, or that have no Persian."""
    faults = []
    for name, persian, _, where in rows:
        file = ROOT / where
        is_there = file.is_file() and (file.name == "__init__.py" or re.search(rf"\b{name.removeprefix('Role.')}\b", file.read_text("utf-8")))
        if not is_there:
            faults.append(f"{name}: not in {where}")
        if not PERSIAN.search(persian):
            faults.append(f"{name}: no Persian")
    return faults


def arrows_of(moves: Moves) -> set[tuple[str, str]]:
    """The arrows of a diagram: from the beginning, between the states, and from the last ones to the end."""
    between = {(str(state.value), str(to.value)) for state, after in moves.items() for to in after}
    return {("[*]", str(next(iter(moves)).value)), *between, *((str(state.value), "[*]") for state, after in moves.items() if not after)}


def wrong_diagrams(text: str, tables: Mapping[str, Moves]) -> list[str]:
    """Tables without a diagram, diagrams without a table, arrows too few or too many, states that are not named in Persian."""
    drawn = {key: (words, set(ARROW.findall(arrows))) for key, words, arrows in DIAGRAM.findall(text)}
    faults = [f"{key}: in one of code and page only" for key in sorted(tables.keys() ^ drawn.keys())]
    for key in sorted(tables.keys() & drawn.keys()):
        words, arrows = drawn[key]
        faults += [f"{key}: {a} --> {b} differs" for a, b in sorted(arrows ^ arrows_of(tables[key]))]
        faults += [f"{key}: {state.value} has no Persian" for state in tables[key] if not re.search(rf"`{state.value}` {PERSIAN.pattern}", words)]
    return faults


def test_the_glossary_names_everything_once() -> None:
    names = [name for name, *_ in ROW.findall(page())]
    assert len(names) > len(NOT_SUBSYSTEMS)
    expect_none(unnamed(names, wanted()))


def unnamed(names: Sequence[str], needed: Set[str]) -> list[str]:
    """What the page leaves out, and what it names more than once."""
    left_out = [f"{name}: not in the glossary" for name in sorted(needed - set(names))]
    return [*left_out, *(f"{name}: {names.count(name)} times" for name in sorted(set(names)) if names.count(name) > 1)]


def test_a_word_that_is_missing_or_there_twice_is_found() -> None:
    assert unnamed(["Actor", "Role", "Role"], {"Actor", "Role", "Loan"}) == ["Loan: not in the glossary", "Role: 2 times"]
    assert {"Actor", "kanoon", "Role.HAMYAR", "JoinState"} <= wanted()


def test_what_the_glossary_names_is_where_it_says() -> None:
    expect_none(misplaced(ROW.findall(page())))


def test_a_line_about_nothing_is_found() -> None:
    assert misplaced([("Loan", "وام", "money", "domain/kernel/people.py"), ("Actor", "actor", "who", "domain/kernel/people.py")]) == [
        "Loan: not in domain/kernel/people.py",
        "Actor: no Persian",
    ]


def test_the_diagrams_show_the_moves_of_the_code() -> None:
    expect_none(wrong_diagrams(page(), state_tables()))


def test_a_wrong_diagram_is_found() -> None:
    text, tables = page(), state_tables()
    assert wrong_diagrams(text.replace("    taken --> waiting\n", ""), tables) == ["moshavereh.MOVES: taken --> waiting differs"]
    assert wrong_diagrams(text, {k: v for k, v in tables.items() if k != "moshavereh.MOVES"}) == ["moshavereh.MOVES: in one of code and page only"]
