"""میان دو تراکنش - asks another organisation outside of any transaction, and keeps its answer for the next one.   Raised in bot/outside/; done by bot/jobs.py"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

A = TypeVar("A")
KEPT = 10_000  # answers that nobody has come back for; one that is dropped is asked for again, with the same key


class AskFirst(Exception):
    """Raised in a transaction that needs somebody else's answer: roll back, `await work()`, and do the same again.

    No network is waited for while rows are locked, and a crash in between costs nothing: the key makes asking twice harmless.
    """

    def __init__(self, work: Callable[[], Awaitable[None]]) -> None:
        super().__init__("to be asked outside of the transaction")
        self.work = work


class Between(Generic[A]):
    """Answers on their way from the work that got them to the transaction that uses them."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, A] = OrderedDict()

    def answer(self, key: str, ask: Callable[[], Awaitable[A]]) -> A:
        """What was answered under this key. Raises AskFirst when nobody has asked yet."""
        if key in self._kept:
            return self._kept.pop(key)

        async def work() -> None:
            self._kept[key] = await ask()
            while len(self._kept) > KEPT:
                self._kept.popitem(last=False)

        raise AskFirst(work)
