"""صحنه‌های سنجش - who competes and in which scenes; rounds in alternation, ratios pair by pair.   One crowd: contest.py; the table: report.py"""

from __future__ import annotations

import tempfile
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, ExitStack, asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from tests.benchmarks.contest import Contestant, Told, Wrong
from tests.kit.servers import PostgresServer, RedisServer

OURS = "the house, PostgreSQL"


@dataclass(frozen=True, slots=True)
class Scene:
    """One way to come: `people` at once, or so that `per_second` updates arrive, with `slow` seconds for every API call. `left_out`: who would not end."""

    name: str
    people: int
    rounds: int
    per_second: float = 0
    slow: float = 0
    left_out: tuple[str, ...] = ()


PTB, PTB_CHATS, SQLITE = "python-telegram-bot", "python-telegram-bot, chat by chat", "the house, SQLite"


def scenes(*, quick: bool) -> list[Scene]:
    """Quick: in two minutes; else in ten."""
    only_fast, all_but_chats = (PTB, SQLITE), (PTB_CHATS,)
    if quick:
        return [
            Scene("burst of 150", 150, 2, left_out=all_but_chats),
            Scene("paced, 120 a second", 60, 1, per_second=120, left_out=all_but_chats),
            Scene("40 ms a call", 80, 1, slow=0.04, left_out=only_fast),
        ]
    return [
        Scene("burst of 500", 500, 3, left_out=(PTB_CHATS, SQLITE)),  # a crowd at one writer: that is not what SQLite is for
        Scene("paced, 120 a second", 200, 2, per_second=120, left_out=all_but_chats),
        Scene("40 ms a call", 200, 2, slow=0.04, left_out=only_fast),
        Scene("burst of 2,000", 2000, 1, left_out=(PTB_CHATS, SQLITE)),
    ]


@dataclass(slots=True)
class Results:
    """What every contestant told in every scene, round by round, how large it is at the end, and who had to leave: why."""

    told: dict[str, dict[str, list[Told]]] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)
    left: dict[str, str] = field(default_factory=dict)


def cpu_of(pid: int) -> float:
    """CPU seconds of a server so far: its process and every child, those that ended included."""
    parent = psutil.Process(pid)
    own = parent.cpu_times()
    spent = own.user + own.system + own.children_user + own.children_system
    for child in parent.children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.NoSuchProcess:
            continue
        spent += times.user + times.system
    return spent


@asynccontextmanager
async def contestants(*, quick_simulator: bool = True, durable: bool = True) -> AsyncIterator[list[Contestant]]:
    """Everybody, started and waiting."""
    with ExitStack() as servers:
        folder = Path(servers.enter_context(tempfile.TemporaryDirectory()))
        redis, postgres = RedisServer(), PostgresServer(durable=durable)
        for server in (redis, postgres):
            servers.callback(server.remove)
            server.start()
        spent = (lambda: cpu_of(postgres.pid)), (lambda: cpu_of(redis.pid))
        everybody = [
            Contestant("aiogram", "with_aiogram", f"{folder}/plain.db", f"{redis.url}?db=1", ("plain",), spent[1]),
            Contestant("aiogram, tuned", "with_aiogram", f"{folder}/tuned.db", f"{redis.url}?db=2", ("tuned",), spent[1]),
            Contestant(PTB, "with_ptb", f"{folder}/ptb.db", redis.url),
            Contestant(PTB_CHATS, "with_ptb", f"{folder}/chats.db", redis.url, ("chats",)),
            Contestant(OURS, "ours", postgres.url, f"{redis.url}?db=3", (), _both(*spent)),
            Contestant(SQLITE, "ours", f"sqlite+aiosqlite:///{folder}/ours.db", "", ()),
        ]
        async with AsyncExitStack() as running:
            for contestant in everybody:
                contestant.quick = quick_simulator
                await running.enter_async_context(contestant)
            yield everybody


def _both(one: Callable[[], float], other: Callable[[], float]) -> Callable[[], float]:
    return lambda: one() + other()


async def play(
    plan: list[Scene],
    tell: Callable[[str], None],
    show: Callable[[str, dict[str, list[Told]]], None],
    *,
    warm: int = 10,
    quick_simulator: bool = True,
    durable: bool = True,
) -> Results:
    """Every scene, round by round, everybody in each round; `show` gets each when it is over.

    Whose dialogs do not end, or are not written, leaves. Raises Wrong when that is the house on PostgreSQL.
    """
    results = Results()
    async with contestants(quick_simulator=quick_simulator, durable=durable) as everybody:
        for contestant in everybody:
            await contestant.meets(warm)  # caches, connections and imports are warm
        for scene in plan:
            told = results.told.setdefault(scene.name, {})
            for number in range(scene.rounds):
                for contestant in [c for c in everybody if c.name not in results.left and c.name not in scene.left_out]:
                    tell(f"{scene.name}, round {number + 1} of {scene.rounds}: {contestant.name}")
                    try:
                        one = await contestant.meets(scene.people, per_second=scene.per_second, slow=scene.slow)
                    except Wrong as wrong:
                        if contestant.name == OURS:
                            raise
                        results.left[contestant.name] = f"{scene.name}: {wrong}"
                        told.pop(contestant.name, None)
                    else:
                        told.setdefault(contestant.name, []).append(one)
            show(scene.name, told)
        for contestant in everybody:
            results.megabytes[contestant.name] = (await contestant.asked("usage"))["megabytes"]
    return results
