"""جابه‌جایی وضعیت - the one function that obeys every table of state moves.   Tables: domain/<subsystem>/model.py, `MOVES`"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum
from typing import TypeVar

from domain.kernel.refusal import Refusal

S = TypeVar("S", bound=Enum)


def move(moves: Mapping[S, frozenset[S]], now: S, to: S, *, subsystem: str) -> S:
    """Return `to` if the table lets `now` become it.

    Raises Refusal(`<subsystem>.cannot_move`, now, to): an unlisted move is refused and logged, never "fixed" (reference-systems (i)).
    """
    if to not in moves[now]:
        raise Refusal(f"{subsystem}.cannot_move", now=now, to=to)
    return to
