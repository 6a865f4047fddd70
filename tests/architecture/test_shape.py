"""شکل خانه - one subsystem is one word in every folder, in files of fixed names.   Names: house.py"""

from __future__ import annotations

import ast
from collections.abc import Mapping, Set

from tests.architecture.house import NOT_SUBSYSTEMS, Source, expect_none, sources, subsystem_of, words_in

FIXED = {"__init__", "model", "rules", "service", "ports", "errors", "events", "policy"}
"""The files of a subsystem in domain/. Any other is a part of one of them, and is imported by it."""
BANNED = {"utils", "util", "helpers", "helper", "manager", "managers", "data", "process", "misc", "common_code"}


def orphans(known: Mapping[str, Set[str]]) -> list[str]:
    """Words that some folder does not know, though another does."""
    every = set().union(*known.values())
    return [f"{word}: nothing in {folder}/" for word in sorted(every) for folder in known if word not in known[folder]]


def stray_parts(files: Mapping[str, Source]) -> list[str]:
    """Files of one subsystem of the domain that no file of a fixed name imports, directly or by way of others."""
    reached = {name for name in files if name in FIXED}
    waiting = list(reached)
    while waiting:
        source = files[waiting.pop()]
        for node in ast.walk(source.tree):
            names = [*[a.name for a in node.names], (node.module or "").rpartition(".")[2]] if isinstance(node, ast.ImportFrom) else []
            for name in set(names) & set(files) - reached:
                reached.add(name)
                waiting.append(name)
    return [f"{files[name].path}: no {', '.join(sorted(FIXED - {'__init__'}))} of its subsystem uses it" for name in sorted(set(files) - reached)]


def banned_names(paths: Set[str]) -> list[str]:
    """Names that say nothing."""
    return sorted(path for path in paths if BANNED & set(path.removesuffix(".py").split("/")))


def banned_classes(source: Source) -> list[str]:
    """Classes called ...Manager, ...Helper or ...Utils."""
    classes = [node for node in ast.walk(source.tree) if isinstance(node, ast.ClassDef)]
    return [source.at(node, node.name) for node in classes if node.name.endswith(("Manager", "Helper", "Helpers", "Utils", "Util"))]


def test_every_subsystem_is_one_word_in_every_folder() -> None:
    expect_none(orphans({folder: words_in(folder) for folder in NOT_SUBSYSTEMS}))


def test_a_word_without_a_store_is_an_orphan() -> None:
    assert orphans({"domain": {"loan"}, "storage": set()}) == ["loan: nothing in storage/"]


def test_files_of_the_domain_have_the_fixed_names_or_are_parts_of_them() -> None:
    faults = []
    for word in words_in("domain"):
        faults += stray_parts({s.path.rpartition("/")[2].removesuffix(".py"): s for s in sources("domain") if subsystem_of(s) == word})
    expect_none(faults)


def test_a_part_that_nobody_uses_is_found() -> None:
    service = Source.of("domain/loan/service.py", "from domain.loan.asking import Asking")
    asking = Source.of("domain/loan/asking.py", "class Asking: ...")
    stray = Source.of("domain/loan/extras.py", "")
    assert stray_parts({"service": service, "asking": asking}) == []
    assert len(stray_parts({"service": service, "asking": asking, "extras": stray})) == 1


def test_no_file_or_class_has_a_name_that_says_nothing() -> None:
    every = sources("bot", "domain", "handlers", "storage", "tests")
    expect_none(banned_names({source.path for source in every}))
    expect_none(fault for source in every for fault in banned_classes(source))


def test_a_helpers_module_and_a_manager_class_are_found() -> None:
    assert banned_names({"domain/loan/helpers.py", "domain/loan/rules.py"}) == ["domain/loan/helpers.py"]
    assert banned_classes(Source.of("a.py", "class LoanManager: ...")) == ["a.py:1: LoanManager"]
