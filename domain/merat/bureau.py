"""رتبه‌ی ملی - the rank of the national bureau, a different thing than the score of Merat and shown apart.   Source: banking.md 6 (B1 to B4, K1)"""

from __future__ import annotations

from dataclasses import dataclass

HIGHEST = 900
STEP = 20


@dataclass(frozen=True, slots=True)
class Report:
    """What the bureau says of somebody: `rank` 0 to 900, and what it knows of the last years."""

    rank: int
    on_time: int
    late: int
    bounced: int


def group_of(rank: int) -> str:
    """A1 to E3. The groups are reported; that sub-grades are steps of 20 is an inference that fits every known one."""
    for letter, floor in (("A", 640), ("B", 580), ("C", 520), ("D", 460), ("E", 400)):
        if rank >= floor:
            return f"{letter}{max(1, 3 - (rank - floor) // STEP)}"
    return "E3"
