"""بودجه - how much a dialog may do: by counts, and of the thread's time between two awaits (decision 9).   Kept by player.py and verbs.py"""

from __future__ import annotations

import time

from bot.engine.questions import OverBudget

ANSWERS, COMMANDS = 300, 50  # of one run
QUERIES = 200  # of one message
STEPS = 2_000  # of one replay: a loop that asks nothing ends here
SECONDS = 0.05  # of the thread's own time, without an await


class TooSlow(OverBudget):
    """It took too long; once that may be somebody else's fault (another process, the collector of garbage), so the replay is tried a second time."""


class Meter:
    """Counts one replay: by the wall clock, which is cheap to ask; `exact`, when that raised suspicion, by the thread's own time."""

    def __init__(self, flow: str, *, exact: bool = False) -> None:
        self._clock = time.thread_time if exact else time.perf_counter
        self._flow, self._steps, self._began = flow, 0, self._clock()

    def step(self) -> None:
        """The dialog came by one more place. Raises OverBudget."""
        self._steps += 1
        if self._steps > STEPS:
            raise OverBudget(f"{self._flow}: more than {STEPS} steps in one replay")
        if self._clock() - self._began > SECONDS:
            raise TooSlow(f"{self._flow}: more than {SECONDS * 1000:.0f} ms without an await")

    def rest(self) -> None:
        """Something was awaited: others had the thread meanwhile."""
        self._began = self._clock()
