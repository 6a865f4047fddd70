"""کلیدها - which texts the dialogs, cards, notices and refusals of a subsystem say, as far as the code tells.   Checks: test_keys.py test_refusals.py"""

from __future__ import annotations

import ast
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from bot.texts.catalogue import Entry
from bot.texts.phrasing import parts_of
from tests.architecture.house import Source, called, calls_of, fits, functions, literals, subsystem_of

QUESTIONS = {"ask", "choose", "choose_many", "yes_no", "confirm", "wait"}
SAYINGS = QUESTIONS | {"say", "give", "write", "hand", "stop"}
VARIANTS = (".why", ".example", ".again", ".line", ".none")
DECLARED = {"flow", "card"}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True)
class Said:
    """One place where a text is said: the pattern of its key, the prefixes it may have, the fields given (None: it cannot be told)."""

    source: Source
    call: ast.Call
    how: str
    pattern: str
    prefixes: tuple[str, ...]
    fields: frozenset[str] | None

    def found(self, keys: Collection[str]) -> list[str]:
        """The keys of a catalogue that this may be."""
        wanted = [self.pattern, *(f"{prefix}.{self.pattern}" for prefix in self.prefixes)]
        if "*" not in self.pattern:
            return [key for key in wanted if key in keys]
        return [key for key in keys if any(fits(pattern, key) for pattern in wanted)]

    def fault(self, text: str) -> str:
        return self.source.at(self.call, text)


def placeholders(entry: Entry) -> set[str]:
    """The fields that a text shows."""
    return {field for form in entry.forms for _, field, _ in parts_of(form) if field}


def declared(function: Function) -> dict[str, str]:
    """What a function is registered as: {"flow": "kanoon.join"}."""
    found = {}
    for decorator in function.decorator_list:
        if isinstance(decorator, ast.Call) and called(decorator) in DECLARED and decorator.args and isinstance(decorator.args[0], ast.Constant):
            found[called(decorator)] = str(decorator.args[0].value)
    return found


def names_of(sources: Iterable[Source], kind: str) -> list[str]:
    """Every registered flow or card of some files."""
    return [names[kind] for source in sources for function in functions(source) if kind in (names := declared(function))]


def in_menu(sources: Iterable[Source]) -> list[str]:
    """The flows with a place in the menu."""
    found = []
    for source in sources:
        for function in functions(source):
            for decorator in function.decorator_list:
                if isinstance(decorator, ast.Call) and any(k.arg == "family" for k in decorator.keywords) and (name := declared(function).get("flow")):
                    found.append(name)
    return found


def resolved(node: ast.AST, function: Function) -> list[ast.AST]:
    """An expression, or what a local name was set to."""
    if not isinstance(node, ast.Name):
        return [node]
    set_here = [n.value for n in ast.walk(function) if isinstance(n, ast.Assign) and any(isinstance(t, ast.Name) and t.id == node.id for t in n.targets)]
    return list(set_here)


def patterns(node: ast.AST, function: Function) -> list[str]:
    """What a key may be, local names looked up; patterns without a letter of their own say nothing and are left out."""
    return [p for value in resolved(node, function) for p in literals(value) if p.strip("*.")]


def _given(call: ast.Call) -> frozenset[str] | None:
    return None if any(k.arg is None for k in call.keywords) else frozenset(k.arg for k in call.keywords if k.arg)


def said_in(source: Source, flows: Iterable[str], cards: Iterable[str]) -> Iterator[Said]:
    """Every text said in a file of handlers/. A function that is no flow itself may speak for any flow of its subsystem."""
    word = subsystem_of(source)
    for function in functions(source):
        names = declared(function)
        of_flow = (names["flow"], word, "common") if "flow" in names else (word, "common", *flows)
        of_card = (names["card"], word) if "card" in names else (word, *cards)
        places: list[tuple[str, ast.Call, ast.AST, tuple[str, ...]]] = []
        for method, call in calls_of(function, "chat"):
            if method in SAYINGS and call.args:
                places.append((method, call, call.args[0], of_flow))
            elif method == "again" and len(call.args) > 1 and literals(call.args[1]):
                places.append((method, call, call.args[1], of_flow))
        places += [(method, call, call.args[0], of_card) for method, call in calls_of(function, "card") if method in ("show", "line", "action") and call.args]
        places += [(method, call, call.args[1], of_card) for method, call in calls_of(function, "card") if method == "over" and len(call.args) > 1]
        places += [(method, call, call.args[1], ()) for method, call in calls_of(function, "post") if method in ("tell", "tell_person", "retell") and len(call.args) > 1]
        for how, call, key, prefixes in places:
            for pattern in patterns(key, function):
                yield Said(source, call, how, pattern, prefixes, _given(call))


def options_in(source: Source, flows: Iterable[str]) -> Iterator[Said]:
    """The labels of options in a file of handlers/."""
    for call in ast.walk(source.tree):
        if isinstance(call, ast.Call) and called(call) == "Option":
            label = call.args[1] if len(call.args) > 1 else next((k.value for k in call.keywords if k.arg == "label"), None)
            for pattern in literals(label) if label is not None else []:
                if pattern.strip("*."):
                    yield Said(source, call, "Option", pattern, (subsystem_of(source), *flows), None)


def refusals_in(source: Source) -> Iterator[Said]:
    """Refusals raised with a code that the code tells; the pattern is that of the text."""
    for call in ast.walk(source.tree):
        if not isinstance(call, ast.Call):
            continue
        if called(call) == "Refusal" and call.args:
            codes = literals(call.args[0])
        elif called(call) == "move" and (word := next((k.value for k in call.keywords if k.arg == "subsystem"), None)) is not None:
            codes = [f"{name}.cannot_move" for name in literals(word)]
        else:
            continue
        for code in codes:
            word_, _, name = code.partition(".")
            fields = frozenset({"now", "to"}) if called(call) == "move" else _given(call)
            yield Said(source, call, "Refusal", f"{word_}.refusal.{name}", (), fields)


def written(sources: Iterable[Source]) -> set[str]:
    """The patterns of every string in some files, docstrings included: what a key may be made of."""
    found: set[str] = set()
    for source in sources:
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Constant | ast.JoinedStr):
                found.update(p for p in literals(node) if p.strip("*.") and len(p) < 80)
    return found
