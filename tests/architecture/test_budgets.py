"""اندازه‌ها - a file has at most 300 lines, a dialog at most 40.   Reading: house.py"""

from __future__ import annotations

from tests.architecture.house import CODE, Source, expect_none, functions, sources

FILE, DIALOG = 300, 40  # lines


def too_long(source: Source) -> list[str]:
    """A file above its budget."""
    lines = len(source.text.splitlines())
    return [f"{source.path}: {lines} lines"] if lines > FILE else []


def long_dialogs(source: Source) -> list[str]:
    """Functions of handlers/ above their budget, decorators and docstring included."""
    faults = []
    for function in functions(source):
        first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        if (lines := (function.end_lineno or first) - first + 1) > DIALOG:
            faults.append(source.at(function, f"{function.name} has {lines} lines"))
    return faults


def test_no_file_is_longer_than_its_budget() -> None:
    expect_none(fault for source in sources(*CODE, "tests") for fault in too_long(source))


def test_no_dialog_is_longer_than_its_budget() -> None:
    expect_none(fault for source in sources("handlers") for fault in long_dialogs(source))


def test_what_is_too_long_is_found() -> None:
    assert too_long(Source.of("a.py", "x = 1\n" * 301)) == ["a.py: 301 lines"]
    assert long_dialogs(Source.of("a.py", "@flow\nasync def ask(chat):\n" + "    x = 1\n" * 39)) == ["a.py:2: ask has 41 lines"]
