"""سنجش رهیار - members who write to rahyars through the house: how long a word takes, and what it costs.   `python -m tests.benchmarks --relay`; docs/performance.md"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.benchmarks.contest import Contestant, Wrong
from tests.benchmarks.scenes import cpu_of
from tests.kit.servers import PostgresServer, RedisServer

FIRST = 10_000_000


@dataclass(frozen=True, slots=True)
class Relay:
    """So many rahyars with so many members each; every member writes `words`, `pause` seconds after the one before has arrived."""

    rahyars: int
    each: int
    words: int
    pause: float

    @property
    def members(self) -> int:
        return self.rahyars * self.each


@dataclass(frozen=True, slots=True)
class Relayed:
    """What it cost: CPU seconds of the bot's process and of the servers, milliseconds from a member's update to the words in the rahyar's chat."""

    cpu: float
    server_cpu: float
    seconds: float
    calls: int
    milliseconds: dict[str, float]


def relays(*, quick: bool) -> list[Relay]:
    """At leisure, and as fast as it goes. Nobody writes so much that the desk would ask them to slow down."""
    return [Relay(5, 10, 6, 4.0), Relay(5, 10, 8, 0.0)] if quick else [Relay(20, 10, 8, 8.0), Relay(20, 10, 12, 0.0)]


async def meet(relay: Relay, *, durable: bool = True) -> Relayed:
    """A house of its own, with everybody seated before anything is measured. Raises Wrong unless every word arrived and was kept."""
    redis, postgres = RedisServer(), PostgresServer(durable=durable)
    try:
        redis.start()
        postgres.start()
        async with Contestant("the house", "at_the_desk", postgres.url, redis.url, (str(relay.rahyars), str(relay.each))) as house:
            return await _measured(house, relay, (postgres.pid, redis.pid))
    finally:
        postgres.remove()
        redis.remove()


async def _measured(house: Contestant, relay: Relay, servers: tuple[int, int]) -> Relayed:
    people = relay.members + relay.rahyars
    came = await house.sim.do("crowd", people=people, script=[{"starts": ""}], first_id=FIRST)
    if came["finished"] != people:
        raise Wrong(f"{came['finished']} of {people} came: {came['stuck'][:1]}")
    await house.settled()
    before, spent = await house.asked("usage"), sum(map(cpu_of, servers))
    pairs = [(FIRST + n, FIRST + relay.members + n // relay.each) for n in range(relay.members)]
    report = await house.sim.do("relay", pairs=pairs, words=relay.words, pause=relay.pause)
    after, spent_after = await house.asked("usage"), sum(map(cpu_of, servers))
    outcome, wanted = await house.settled(), relay.members * relay.words
    if (report["arrived"], outcome) != (wanted, {"taken": relay.members, "lines": wanted, "parked": 0, "unsent": 0}):
        raise Wrong(f"{report['arrived']} of {wanted} words arrived; {outcome}")
    return Relayed(after["cpu"] - before["cpu"], spent_after - spent, report["seconds"], report["calls"], report["milliseconds"])


def lines(relay: Relay, told: Relayed) -> Iterator[str]:
    """One line of the report, with what it is about."""
    words, wait = relay.members * relay.words, told.milliseconds
    how = f"one every {relay.pause:.0f} s" if relay.pause else "as fast as they arrive"
    yield f"\n{relay.members} members write to {relay.rahyars} rahyars, {words} words, {how}: {words / told.seconds:.0f} a second"
    yield f"  from the member's update to the rahyar's chat: p50 {wait['p50']:.0f} ms, p95 {wait['p95']:.0f} ms, p99 {wait['p99']:.0f} ms"
    yield f"  {words / told.cpu:.0f} words in a CPU second of the bot, {told.calls / words:.1f} calls a word; {told.server_cpu * 1000 / words:.1f} ms of the servers each"
