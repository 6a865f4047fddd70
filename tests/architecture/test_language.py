"""زبان خانه - Persian words live in the catalogues, docstrings say where one is, suppressions say why.   Texts: locales/"""

from __future__ import annotations

import ast
import io
import re
import tokenize

from tests.architecture.house import CODE, PERSIAN, Source, expect_none, sources

DOCSTRING = re.compile(r"[\u0600-\u06ff][\u0600-\u06ff\u200c «»،؟,]* - \S.*[.)`:\w]")
SUPPRESSION = re.compile(r"#\s*(?:noqa|type:\s*ignore|pragma|fmt:\s*(?:off|skip)|pylint|mypy:)")
REASONED = re.compile(r"# (?:noqa: [A-Z0-9, ]+|type: ignore\[[a-z-, ]+\]) +(?:# |- )\S.{3,}")


def persian_literals(source: Source) -> list[str]:
    """Persian in a string that is no docstring."""
    docstrings = {id(node.value) for node in ast.walk(source.tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}
    strings = (node for node in ast.walk(source.tree) if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings)
    return [source.at(node, f"{node.value[:30]!r} belongs into a catalogue") for node in strings if PERSIAN.search(str(node.value))]


def unnamed(source: Source) -> list[str]:
    """A module whose docstring does not begin with its Persian name and one English sentence; an empty file says nothing."""
    first = (ast.get_docstring(source.tree) or "").partition("\n")[0].split("   ")[0]
    return [] if DOCSTRING.match(first) or not source.text.strip() else [f"{source.path}: {first[:60]!r} is not «نام - one sentence.»"]


def unreasoned(source: Source) -> list[str]:
    """Suppressed rules that do not name the rule and say why on the same line."""
    faults = []
    for token in tokenize.generate_tokens(io.StringIO(source.text).readline):
        comment = token.string
        if token.type == tokenize.COMMENT and SUPPRESSION.match(comment) and comment != "# fmt: skip" and not REASONED.fullmatch(comment):
            faults.append(f"{source.path}:{token.start[0]}: {comment}")
    return faults


def may_hold_persian(path: str) -> bool:
    """Where such words are the rule itself: the readers of numbers, days and letters, and the proof-reader of the catalogues."""
    return path.startswith("domain/kernel/persian/") or path == "bot/texts/lint.py"


def test_words_for_people_are_in_the_catalogues() -> None:
    expect_none(fault for source in sources(*CODE) if not may_hold_persian(source.path) for fault in persian_literals(source))


def test_a_sentence_in_code_is_found_and_a_docstring_is_not() -> None:
    planted = Source.of("a.py", '"""وام."""\ndef f():\n    """سلام."""\n    return f"سلام {f}"\n')
    assert len(persian_literals(planted)) == 1


def test_every_module_says_its_name_and_what_it_is() -> None:
    migrations = "storage/migrations/versions/"  # a revision is named by what it does
    expect_none(fault for source in sources(*CODE, "tests") if not source.path.startswith(migrations) for fault in unnamed(source))


def test_a_module_without_its_name_is_found() -> None:
    assert unnamed(Source.of("a.py", '"""Loan rules."""')) and unnamed(Source.of("a.py", "x = 1"))
    assert not unnamed(Source.of("a.py", '"""وام - asking for a loan.   Rules: domain/loan/rules.py"""'))


def test_every_suppressed_rule_carries_its_reason() -> None:
    expect_none(fault for source in sources(*CODE, "tests") for fault in unreasoned(source))


def test_a_bare_suppression_is_found() -> None:
    assert unreasoned(Source.of("a.py", "x = 1  # " + "noqa\n"))
    assert unreasoned(Source.of("a.py", "x = 1  # " + "type: ignore[misc]\n"))
    assert not unreasoned(Source.of("a.py", "x = 1  # " + "type: ignore[misc]  # the driver has no types\n"))
