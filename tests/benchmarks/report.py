"""گزارش - the results as a table, and ratios pair by pair.   Played by scenes.py"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median

from tests.benchmarks.contest import Told
from tests.benchmarks.dialog import UPDATES
from tests.benchmarks.scenes import OURS, Results

NOISE = 0.15


def scene_lines(scene: str, told: dict[str, list[Told]]) -> Iterator[str]:
    """One scene: its table and the ratios."""
    yield f"\n{scene}: CPU seconds of the bot's process alone, medians of {max(len(t) for t in told.values())}"
    yield f"{'':34}{'s/1,000':>9}{'updates/s':>11}{'server s/1,000':>16}{'calls/dialog':>14}{'p50':>9}{'p95':>9}{'p99 ms':>9}"
    for name, rounds in told.items():
        yield _line(name, rounds)
    yield from _ratios(told)


def last_lines(results: Results) -> Iterator[str]:
    """What is said of all scenes together."""
    for name, why in results.left.items():
        yield f"\n{name} left. {why}"
    yield "\nsize at the end: " + ", ".join(f"{name} {size:.0f} MB" for name, size in results.megabytes.items())
    yield f"Differences under {NOISE:.0%} mean nothing. The server's seconds are PostgreSQL's and Redis', as far as a bot uses them."


def _line(name: str, rounds: list[Told]) -> str:
    cost, server = median(r.per_thousand for r in rounds), median(r.server_cpu * 1000 / (r.people * UPDATES) for r in rounds)
    waits = "".join(f"{median(r.milliseconds[p] for r in rounds):9.1f}" for p in ("p50", "p95", "p99"))
    return f"{name:34}{cost:9.2f}{1000 / cost:11.0f}{server:16.2f}{median(r.calls / r.people for r in rounds):14.1f}{waits}"


def ratio(ours: list[Told], theirs: list[Told]) -> float:
    """How many times as many updates the house does in a CPU second: the median over the rounds, each with its neighbour."""
    return median(other.per_thousand / own.per_thousand for own, other in zip(ours, theirs, strict=True))


def _ratios(told: dict[str, list[Told]]) -> Iterator[str]:
    for name, rounds in told.items():
        if name != OURS:
            times = ratio(told[OURS], rounds)
            yield f"  {OURS} against {name}: {times:.2f} times" + (", which means nothing" if abs(times - 1) < NOISE else "")
