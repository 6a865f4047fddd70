"""نه‌های روشن - every refusal has its words, every such text is the answer to some refusal, and its fields fit.   Class: domain/kernel/refusal.py"""

from __future__ import annotations

from collections.abc import Collection, Iterable

from tests.architecture.house import Source, catalogue, expect_none, fits, sources, subsystem_of
from tests.architecture.keys import Said, refusals_in, written
from tests.architecture.test_keys import missing, unfilled

RAISERS = ("domain", "storage", "handlers", "bot")


def _refusals() -> list[Said]:
    return [said for source in sources(*RAISERS) for said in refusals_in(source)]


def of_others(refusals: Iterable[Said]) -> list[str]:
    """Codes of another subsystem, raised in the domain: its words could not be found where one looks for them."""
    faults = []
    for said in refusals:
        word = said.pattern.partition(".")[0]
        if said.source.path.startswith("domain/") and word not in (subsystem_of(said.source), "kernel", "*"):
            faults.append(said.fault(f"{said.pattern} belongs to {word}"))
    return faults


def never_raised(keys: Iterable[str], patterns: Collection[str], strings: Collection[str]) -> list[str]:
    """Texts of refusals whose code no code raises, and whose name no string of the code is (a code put together elsewhere)."""
    texts = [key for key in keys if ".refusal." in key]
    exact = [p for p in patterns if "*" not in p.rpartition(".")[2]]  # rows refuse for whatever subsystem their table is of
    open_ended = [p for p in patterns if "*" in p.rpartition(".")[2] and p.rpartition(".")[2] != "*"]
    return [f"{key}: nothing refuses so" for key in texts if not any(fits(p, key) for p in (*exact, *open_ended)) and key.rpartition(".")[2] not in strings]


def test_every_refusal_has_its_words() -> None:
    refusals = _refusals()
    assert refusals
    expect_none(missing(refusals, catalogue()))
    expect_none(of_others(refusals))


def test_every_field_that_a_refusal_shows_is_given() -> None:
    expect_none(unfilled(_refusals(), catalogue()))


def test_every_text_of_a_refusal_is_raised_somewhere() -> None:
    expect_none(never_raised(catalogue(), {said.pattern for said in _refusals()}, written(sources(*RAISERS))))


def test_a_refusal_without_words_is_found() -> None:
    source = Source.of("domain/loan/rules.py", "def f():\n    raise Refusal('loan.too_high', top=1)\n    move(M, a, b, subsystem='loan')\n    raise Refusal('hami.no')")
    refusals = list(refusals_in(source))
    assert {said.pattern for said in refusals} == {"loan.refusal.too_high", "loan.refusal.cannot_move", "hami.refusal.no"}
    assert len(missing(refusals, {"loan.refusal.cannot_move"})) == 2
    assert of_others(refusals) == ["domain/loan/rules.py:4: hami.refusal.no belongs to hami"]
    assert never_raised(["loan.refusal.lost"], {said.pattern for said in refusals}, set()) == ["loan.refusal.lost: nothing refuses so"]
