"""فهمیدن گزینه‌ها - finds which of some labels a member typed.   Whole sentences: bot/engine/intents.py"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from domain.kernel.persian.letters import match_key

T = TypeVar("T")


def matching(said: str, labels: Sequence[tuple[str, T]]) -> list[T]:
    """The labelled things that `said` may mean: one that is equal, else one counted by its number, else all that contain it."""
    want = match_key(said)
    if not want:
        return []
    keyed = [(match_key(label), thing) for label, thing in labels]
    if equal := [thing for key, thing in keyed if key == want]:
        return equal[:1]
    if want.isdigit() and 1 <= int(want) <= len(keyed) and not any(want in key for key, _ in keyed):
        return [keyed[int(want) - 1][1]]
    if starting := [thing for key, thing in keyed if f" {want}" in f" {key}"]:
        return starting
    words = want.split()
    return [thing for key, thing in keyed if all(word in key for word in words) and len(want) > 1]
