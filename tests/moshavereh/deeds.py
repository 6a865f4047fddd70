"""کردارها - everything that may be done at a desk, drawn by hypothesis: who does what to which case. Most of it is refused, which is as good.   Used by: test_walk.py"""

from __future__ import annotations

import shutil
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st

from domain.kernel.refusal import Refusal
from domain.moshavereh.beside_model import Danger
from domain.moshavereh.model import Case, Outcome
from tests.kanoon.village import NAMES

MEMBERS, DESK = ("zahra", "maryam", "reza"), ("rahyar", "bahram", "leila")
SECRET = "راز میان رهیاران"
GOALS, OUTCOMES, DANGERS = ("member:9", "member:10", "topic:loan", "org:bank"), (Outcome.SOLVED, Outcome.GUIDED), tuple(Danger)
Args = Callable[[Case, int, datetime], tuple[Any, ...]]
"""What a verb is told of a case, by a number that stands for every choice there is, and the moment."""

BY_MEMBERS: dict[str, Args] = {
    "write": lambda case, n, now: (case.number, f"سلام {n}", "", ""),
    "leave": lambda case, n, now: (case.number,),
    "reopen": lambda case, n, now: (case.number,),
    "rate": lambda case, n, now: (case.number, n % 5 + 1, "ممنون"),
}
BY_RAHYARS: dict[str, Args] = {
    **dict.fromkeys(("take", "pass_on", "hold", "wake", "give_back", "accept_transfer", "decline_transfer", "call_transfer_back"), lambda case, n, now: (int(case.id),)),
    "reply": lambda case, n, now: (int(case.id), f"بفرمایید {n}"),
    "snooze": lambda case, n, now: (int(case.id), now + timedelta(minutes=20)),
    "close": lambda case, n, now: (int(case.id), OUTCOMES[n % 2]),
    "learn_beside": lambda case, n, now: ((0, 9, 10)[n % 3],),
    "come_on_duty": lambda case, n, now: ((), 2),
    **dict.fromkeys(("take_break", "be_online", "go_off_duty", "still_here"), lambda case, n, now: ()),
}
SECRETLY: dict[str, Args] = {
    "transfer": lambda case, n, now: (int(case.id), GOALS[n % 4], SECRET),
    "write_note": lambda case, n, now: (int(case.id), SECRET, (9, 10)),
    "raise_alarm": lambda case, n, now: (int(case.id), DANGERS[n % len(DANGERS)], SECRET),
    "reveal": lambda case, n, now: (int(case.id), "mobile", SECRET),
    "propose_answer": lambda case, n, now: (int(case.id), SECRET),
}
BY_THE_DABIR: dict[str, Args] = {
    "take_over": lambda case, n, now: (int(case.id), SECRET),
    "whisper": lambda case, n, now: (int(case.id), SECRET),
    "listen": lambda case, n, now: (int(case.id),),
}
BY_ITSELF: dict[str, Args] = {
    "ring_next": lambda case, n, now: (int(case.id),),
    "find_late": lambda case, n, now: (int(case.id),),
    "drain": lambda case, n, now: (),
    **dict.fromkeys(("ring_timed_out", "transfer_timed_out", "snooze_over"), lambda case, n, now: (int(case.id), case.step)),
}
EVERY = {**BY_MEMBERS, **BY_RAHYARS, **SECRETLY, **BY_THE_DABIR, **BY_ITSELF}


@dataclass(frozen=True)
class Deed:
    """Somebody does something to one of the cases; then so many seconds pass. Two times of three it is whoever may: its member, or who has it or is rung."""

    doer: tuple[str, str]  # who, verb
    case: int
    choice: int
    seconds: int

    async def on(self, do: Callable[..., Awaitable[Any]], cases: Sequence[Case], now: datetime) -> bool:
        """Whether it was allowed."""
        (who, verb), case = self.doer, cases[self.case % len(cases)]
        try:
            await do(self._rightful(who, case) if self.choice % 3 else who, verb, *EVERY[verb](case, self.choice, now))
        except Refusal:
            return False
        return True

    def _rightful(self, who: str, case: Case) -> str:
        theirs = {MEMBERS: case.member, DESK: case.rahyar or case.rung}
        return next((WHO.get(member or 0, who) for group, member in theirs.items() if who in group), who)


WHO = {number: who for who, number in NAMES.items()}
OPENLY = [
    *product(DESK, ("take", "take", "take", *BY_RAHYARS)), *product(MEMBERS, BY_MEMBERS), ("dabir", "listen"), *product(("system",), BY_ITSELF),
]  # fmt: skip
SECRET_ONES = [*product(DESK, SECRETLY), ("dabir", "take_over"), ("dabir", "whisper"), ("dabir", "whisper")]


def _deeds(doers: Sequence[tuple[str, str]]) -> st.SearchStrategy[Deed]:
    return st.builds(Deed, st.sampled_from(doers), st.integers(0, 2), st.integers(0, 11), st.sampled_from((1, 30, 90)))


openly, secretly, anything = _deeds(OPENLY), _deeds(SECRET_ONES), _deeds([*OPENLY, *SECRET_ONES])

quick = settings(max_examples=5, deadline=None, database=None, derandomize=True, suppress_health_check=list(HealthCheck))
"""The same few walks in each run; the slow ones are others each time, and a fault is told by the shortest walk to it."""
thorough = settings(quick, max_examples=60, derandomize=False, print_blob=True)
hunting = settings(quick, max_examples=60, phases=(Phase.generate,))
"""For a fault that was planted: until it is found, and no further."""


class Fresh:
    """`with Fresh(template) as url`: a database of an example's own."""

    def __init__(self, template: Path) -> None:
        self._template, self._folder = template, TemporaryDirectory()

    def __enter__(self) -> str:
        return f"sqlite+aiosqlite:///{shutil.copy(self._template, self._folder.name)}"

    def __exit__(self, *_: object) -> None:
        self._folder.cleanup()
