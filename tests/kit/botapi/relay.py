"""رساندن - people who write to others through the bot: how long a word takes from its update to the other's chat.   Called over control.py; sibling: crowd.py"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.kit.botapi.crowd import percentile
from tests.kit.botapi.people import Person

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
Pair = tuple[int, int]
"""Who writes, and who is to read it."""


@dataclass(slots=True)
class Ear:
    """Somebody who waits for words: each is there once it stands in their chat."""

    person: Person
    waits: dict[str, tuple[float, asyncio.Future[float]]] = field(default_factory=dict)
    looked: int = 0  # the stamp up to which their chat was read

    async def listens(self) -> None:
        """Until cancelled. Milliseconds from the update to the word are what is told."""
        while True:
            changed: asyncio.Future[None] = asyncio.get_running_loop().create_future()
            self.person.chat.watcher = changed
            now, last = time.perf_counter(), self.looked
            for message in self.person.chat.newest():
                if message.stamp > last:
                    self.looked = max(self.looked, message.stamp)
                    for word in [w for w in self.waits if w in message.rich.text]:
                        began, heard = self.waits.pop(word)
                        heard.set_result((now - began) * 1000)
            await changed


async def run_relay(api: BotApi, pairs: list[Pair], words: int, pause: float = 0.0, patience: float = 60.0) -> dict[str, Any]:
    """Each first of a pair writes `words` messages to the bot, one after the other has arrived and `pause` seconds later; each second is who should read them."""
    ears = {to: Ear(api.people[to]) for _, to in pairs}
    listening = [asyncio.create_task(ear.listens()) for ear in ears.values()]
    began, spent, calls = time.perf_counter(), time.process_time(), api.answering.carried_out
    try:
        told = await asyncio.gather(*(_writes(api.people[by], ears[to], words, pause, patience, n / len(pairs)) for n, (by, to) in enumerate(pairs)))
    finally:
        for task in listening:
            task.cancel()
        await asyncio.gather(*listening, return_exceptions=True)
    latencies = [one for each in told for one in each]
    return {
        "arrived": len(latencies),
        "calls": api.answering.carried_out - calls,
        "seconds": round(time.perf_counter() - began, 3),
        "milliseconds": {f"p{p}": percentile(latencies, p) for p in (50, 95, 99, 100)},
        "cpu_seconds": round(time.process_time() - spent, 3),  # of the simulator
    }


async def _writes(person: Person, ear: Ear, words: int, pause: float, patience: float, first: float) -> list[float]:
    """The milliseconds of each word that arrived; the first comes a part of a pause later than everybody's."""
    found = list[float]()
    await asyncio.sleep(pause * first)
    for n in range(words):
        word = f"سخن {n} از {person.id}.".translate(DIGITS)
        heard: asyncio.Future[float] = asyncio.get_running_loop().create_future()
        ear.waits[word] = time.perf_counter(), heard
        await person.says(word)
        try:
            found.append(await asyncio.wait_for(heard, patience))
        except TimeoutError:
            ear.waits.pop(word, None)
            break
        await asyncio.sleep(pause)
    return found
