"""مرگ ناگهانی - the process is killed at every named point; the next one goes on as if nothing had happened (rel:D1, D2).   Points: bot/crash.py"""

from __future__ import annotations

import re
import shutil
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import select

from bot.audit import audit
from domain.kernel.people import Role
from storage.kit.database import open_database
from storage.kit.inbox import parked
from storage.kit.keyring import Keyring
from storage.kit.outbox import outbox
from storage.kit.timers import timer
from storage.kit.unit import Units, audit_note
from tests.conftest import NewDatabase
from tests.engine import shop
from tests.kit.units import SECRET, House
from tests.stories.platform import Nursery, Platform, open_nursery, open_platform

POINTS = {
    "before_commit",
    "after_commit_before_send",
    "after_claim_before_send",
    "after_send_before_sent",
    "before_confirm",
    "before_timer_commit",
    "after_timer_commit",
    "before_park_commit",
    "after_park_commit",
}
CHANGES = re.compile(r"number=\d+|sold=\d+|[0-9A-Z۰-۹]{8}")  # counted by the process, or drawn by lot


@pytest.fixture(scope="module")
async def nursery() -> AsyncIterator[Nursery]:
    async with open_nursery() as opened:
        yield opened


@dataclass
class End:
    """How a story ended."""

    notes: Counter[tuple[str, str, str]]  # who did what about what
    told: Counter[tuple[str, str, str]]
    screens: list[tuple[str, list[str]]]
    parked: int
    visits: list[str]
    deaths: int


async def story(platform: Platform, units: Units) -> None:
    """Hassan the hamyar gets a card of what Zahra buys, and a reminder; then she asks for something poisonous."""
    hassan, zahra = platform.person("hassan"), platform.person("zahra")
    await hassan.opens()
    house = House(units)
    house.clock = lambda: platform.now  # type: ignore[attr-defined]  # make_member asks a house for its clock
    await shop.make_member(house, "web:hassan", 1, Role.RAHYAR_SOCIAL)
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("bread")
    await zahra.says("3")
    await zahra.taps("shop.buy.blue")
    await zahra.taps("بله، درست است")
    await hassan.taps("shop.card.approve")
    await zahra.taps("خیر")
    await platform.later(hours=3)
    await zahra.taps("منوی اصلی")
    await zahra.taps("Buy")
    await zahra.says("poison")
    await zahra.says("1")
    await zahra.taps("shop.buy.red")
    await zahra.taps("بله، درست است")
    await zahra.says("لغو")


async def tell(nursery: Nursery, url: str, point: str = "", nth: int = 0) -> End:
    """Tell the story on a database, with a death at that point, and look at what is left."""
    engine, ring = open_database(url, pool=2), Keyring([SECRET])
    try:
        async with open_platform(nursery, url, point, nth) as platform:
            await story(platform, Units(engine, ring))
        said: list[str] = []
        assert await audit(engine, ring, out=said.append) == 0, "\n".join(said)
        async with engine.connect() as conn:
            assert set((await conn.execute(select(outbox.c.state))).scalars()) == {"sent"}
            assert list(await conn.execute(select(timer.c.name))) == []
            notes = Counter((r.who, r.verb, r.about) for r in await conn.execute(select(audit_note)))
            references = len(list(await conn.execute(select(parked.c.reference))))
    finally:
        await engine.dispose()
    told = Counter((chat, do, CHANGES.sub("…", text)) for chat, do, text in platform.told)
    screens = [(CHANGES.sub("…", chat[-1].text), [b.label for b in chat[-1].buttons]) for _, chat in sorted(platform.gateways["web"].chats.items())]
    return End(notes, told, screens, references, platform.visits, platform.deaths)


def compare(end: End, whole: End, where: str) -> None:
    """The same happened, once; the same was said, at most once more; and everybody stands where they would have stood."""
    assert end.notes == whole.notes, where
    assert end.parked == whole.parked == 1, where
    assert end.told.keys() == whole.told.keys(), where
    again = {words: end.told[words] - times for words, times in whole.told.items()}
    assert min(again.values()) >= 0, where
    assert all(again[words] <= times for words, times in whole.told.items()), where
    assert end.screens == whole.screens, where


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[], Awaitable[str]]:
    """Makes fresh databases of one kind."""
    if request.param == "postgresql":
        made: NewDatabase = request.getfixturevalue("new_database")
        return made
    template: Path = request.getfixturevalue("sqlite_template")
    numbers = iter(range(10_000))

    async def make() -> str:
        return f"sqlite+aiosqlite:///{shutil.copy(template, tmp_path / f'{next(numbers)}.db')}"

    return make


async def all_visits(nursery: Nursery, new_url: Callable[[], Awaitable[str]]) -> tuple[End, dict[str, int]]:
    """The story without a death, and how often it passes each point."""
    whole = await tell(nursery, await new_url())
    assert whole.deaths == 0
    return whole, dict(Counter(v.split()[0] for v in whole.visits))


async def test_a_process_killed_at_any_named_point_loses_and_doubles_nothing(nursery: Nursery, new_url: Callable[[], Awaitable[str]]) -> None:
    whole, times = await all_visits(nursery, new_url)
    assert times.keys() == POINTS
    for point, most in times.items():
        for nth in sorted({1, (most + 1) // 2} if most < 4 else {most // 2}):
            end = await tell(nursery, await new_url(), point, nth)
            assert end.deaths == 1, f"{point} {nth}"
            compare(end, whole, f"{point} {nth}")


@pytest.mark.slow
async def test_a_process_killed_at_any_visit_of_any_point_loses_and_doubles_nothing(nursery: Nursery, new_url: Callable[[], Awaitable[str]]) -> None:
    whole, times = await all_visits(nursery, new_url)
    for point, most in times.items():
        deaths = 0
        for nth in range(1, most + 1):
            end = await tell(nursery, await new_url(), point, nth)
            compare(end, whole, f"{point} {nth}")
            deaths += end.deaths
        assert deaths >= most - 2, point  # two messages may leave together in one run and apart in the other
