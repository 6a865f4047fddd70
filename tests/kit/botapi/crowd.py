"""جمعیت - many people who play one script at the same time: the load of the benchmarks.   Called over control.py"""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from tests.kit.botapi.people import Person
from tests.kit.botapi.seen import seen

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

Step = dict[str, str]


@dataclass(slots=True)
class Tally:
    """What came of it. Latencies are milliseconds from an update's birth to what its step waits for."""

    latencies: list[float] = field(default_factory=list)
    finished: int = 0
    stuck: list[str] = field(default_factory=list)


async def run_crowd(
    api: BotApi, people: int, script: list[Step], first_id: int = 10_000_000, per_second: float = 0, patience: float = 60.0, name: str = "Zahra"
) -> dict[str, Any]:
    """Let `people` persons play the script, all at once or so that about `per_second` updates arrive in a second.

    A step is {"starts": payload}, {"says": text} or {"taps": part of a label}; with "sees": part it is over when that is seen, else at the first change.
    """
    tally = Tally()
    crowd = [api.person(name, first_id + n, mobile=f"98912{n:07}") for n in range(people)]
    pause = len(script) / per_second if per_second else 0.0
    began, spent, calls = time.perf_counter(), time.process_time(), api.answering.carried_out
    tasks = []
    for n, person in enumerate(crowd):
        tasks.append(asyncio.create_task(_play(person, script, tally, patience)))
        if pause:
            await asyncio.sleep(max(0.0, began + (n + 1) * pause - time.perf_counter()))
    await asyncio.gather(*tasks)
    seconds = time.perf_counter() - began
    return {
        "people": people,
        "finished": tally.finished,
        "updates": len(tally.latencies),
        "calls": api.answering.carried_out - calls,
        "seconds": round(seconds, 3),
        "updates_per_second": round(len(tally.latencies) / seconds, 1),
        "milliseconds": {f"p{p}": percentile(tally.latencies, p) for p in (50, 95, 99, 100)},
        "stuck": tally.stuck[:5],
        "cpu_seconds": round(time.process_time() - spent, 3),  # of the simulator
    }


def percentile(values: list[float], percent: int) -> float:
    """Of any values; 0 of none."""
    ranked = sorted(values)
    return round(ranked[min(len(ranked) - 1, len(ranked) * percent // 100)], 2) if ranked else 0.0


async def _play(person: Person, script: list[Step], tally: Tally, patience: float) -> None:
    for number, step in enumerate(script):
        try:
            async with asyncio.timeout(patience):
                await _step(person, step, tally)
        except TimeoutError:
            tally.stuck.append(f"step {number} {step}\n{person.dump()}")
            return
    tally.finished += 1


async def _step(person: Person, step: Step, tally: Tally) -> None:
    if "taps" in step:
        while not _has_button(person, step["taps"]):
            await _change(person)
    began = time.perf_counter()
    if "taps" in step:
        await person.taps(step["taps"])
    elif "starts" in step:
        await person.starts(step["starts"])
    else:
        await person.says(step["says"])
    while not _news(person, step.get("sees", "")):
        await _change(person)
    tally.latencies.append((time.perf_counter() - began) * 1000)


def _has_button(person: Person, label: str) -> bool:
    return any(label in button["text"] for m in person.chat.newest() for row in m.buttons for button in row)


def _news(person: Person, part: str) -> bool:
    return any(m.stamp > person.mark and (not part or seen(m).holds(part)) for m in person.chat.newest())


async def _change(person: Person) -> None:
    """Wait until the bot changes something in this chat; other chats do not wake it."""
    person.chat.watcher = asyncio.get_running_loop().create_future()
    await person.chat.watcher
