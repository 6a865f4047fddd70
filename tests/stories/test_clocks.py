"""ساعت - the clock jumps, and workers sleep through their leases: nothing storms, nothing stalls, nothing is undone (rel:T1, T3).   Leases: storage/kit/"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import pytest
from sqlalchemy import select

from bot.gateways.base import Address, NotNow, NotSent, Outgoing, Refused, Unclear
from bot.leaving import Leaving
from domain.kernel.people import Role
from storage.kit import timers
from storage.kit.outbox import OutboxRows, outbox
from storage.kit.timers import timer
from tests.engine import shop
from tests.kit.talk import FakeGateway, Person, Town
from tests.stories.shops import SELL, buys, check_sound, noted, open_shop, states, two_shops

YES = "بله، درست است"


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with open_shop(database_url) as opened:
        yield opened


@pytest.fixture
async def towns(database_url: str) -> AsyncIterator[tuple[Town, Town]]:
    """Two workers."""
    async with two_shops(database_url) as both:
        yield both


async def put(town: Town, *texts: str, chat: str = "c-zahra") -> list[int]:
    """Messages that were committed and not sent yet."""
    leaving = Leaving(town.now)
    numbers = [leaving.add(Outgoing("send", Address("web", "1", chat), words)) for words in texts]
    async with town.house.units.open(town.now) as unit:
        await OutboxRows(unit.conn, unit.vault.ring, unit.now).add(leaving.rows)
    return numbers


async def message_ids(town: Town) -> dict[int, str]:
    async with town.house.units.open(town.now) as unit:
        return {row.id: row.message for row in await unit.conn.execute(select(outbox.c.id, outbox.c.message))}


async def test_a_clock_that_jumps_to_and_fro_repeats_nothing(town: Town) -> None:
    hassan, zahra = town.person("hassan"), town.person("zahra")
    await hassan.opens()
    await shop.make_member(town.house, "web:hassan", 1, Role.RAHYAR_SOCIAL)
    await buys(zahra, "bread")
    await town.later(hours=1)
    await zahra.taps(YES)
    heard = len(zahra.chat), len(hassan.chat)
    for hours in (-1, 1, -1, 1, 1):
        await town.later(hours=hours)
        assert (len(zahra.chat), len(hassan.chat)) == heard
    for hours in (1, -1, 1, 5):
        await town.later(hours=hours)
    assert hassan.text.count("shop.later") == 1
    assert await noted(town, SELL) == 1
    await check_sound(town)


async def test_who_speaks_after_the_clock_was_put_back_is_answered(town: Town) -> None:
    zahra = town.person("zahra")
    await buys(zahra, "bread")
    await town.later(hours=-1)
    await zahra.taps(YES)
    assert zahra.text.count("shop.buy.sold") == 1
    assert await noted(town, SELL) == 1
    await check_sound(town)


async def test_what_a_dead_worker_held_leaves_after_the_clock_was_put_back(town: Town) -> None:
    await put(town, "one", "two")
    async with town.house.units.open(town.now) as unit:
        await OutboxRows(unit.conn, unit.vault.ring, unit.now).claim_chat("web", "1", "c-zahra")
    await town.later(hours=-1)
    assert [m.text for m in town.person("zahra").chat] == ["one", "two"]
    await check_sound(town)


async def test_a_notice_for_the_morning_holds_no_answer_up(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    leaving = Leaving(town.now)
    morning = town.now.replace(hour=23)
    leaving.add(Outgoing("send", zahra.at, "good morning"), due=morning)
    async with town.house.units.open(town.now) as unit:
        await OutboxRows(unit.conn, unit.vault.ring, unit.now).add(leaving.rows)
    await zahra.taps("Buy")
    await zahra.says("x")
    await zahra.says("bread")
    assert "shop.buy.count" in zahra.last.text
    assert "good morning" not in zahra.text
    await town.later(hours=17)
    assert zahra.last.text == "good morning"
    await check_sound(town)


async def test_a_chat_that_must_wait_keeps_its_order_and_no_look_of_the_sweeper_busy(town: Town) -> None:
    await put(town, "one", "two")
    town.gateways["web"].fails = [NotNow("refused")]
    await town.house.outbox.sweep()
    await town.house.outbox.drain()
    await put(town, "three")
    async with town.house.units.open(town.now) as unit:
        assert await OutboxRows(unit.conn, unit.vault.ring, unit.now).chats_due(10) == []
    await town.later(seconds=2)
    assert [m.text for m in town.person("zahra").chat] == ["one", "two", "three"]


async def test_a_timer_that_was_moved_or_taken_away_meanwhile_does_nothing(town: Town) -> None:
    async with town.house.units.open(town.now) as unit:
        for subject in ("moved", "newer", "gone", "same"):
            await timers.put(unit.conn, "shop.later", subject, unit.now, version=1)
    async with town.house.units.open(town.now) as unit:
        due = {d.subject: d for d in await timers.claim_due(unit.conn, unit.now, 10)}
        assert await timers.claim_due(unit.conn, unit.now, 10) == []
    async with town.house.units.open(town.now) as unit:
        await timers.put(unit.conn, "shop.later", "moved", unit.now.replace(hour=23), version=1)
        await timers.put(unit.conn, "shop.later", "newer", unit.now, version=2)
        await timers.remove(unit.conn, "shop.later", "gone")
    async with town.house.units.open(town.now) as unit:
        assert {subject: await timers.fire(unit.conn, d) for subject, d in due.items()} == {"moved": False, "newer": False, "gone": False, "same": True}
        assert set((await unit.conn.execute(select(timer.c.subject))).scalars()) == {"moved", "newer"}


async def test_an_answer_that_came_in_time_leaves_no_timer_behind(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Wait")
    await zahra.says("bread")
    await town.later(hours=1)
    assert zahra.text.count("shop.wait.came answer=None what=bread") == 1
    await town.later(hours=5)
    assert zahra.text.count("shop.wait.came") == 1


class SleepyGateway(FakeGateway):
    """In the middle of its first delivery its process is stopped for longer than a lease; others work meanwhile."""

    def __init__(self, meanwhile: Callable[[], Awaitable[None]], end: NotSent | None, *, arrives: bool) -> None:
        super().__init__("web")
        self._meanwhile, self._end, self._arrives, self._awake = meanwhile, end, arrives, False

    async def deliver(self, out: Outgoing) -> str:
        message = await super().deliver(out) if self._arrives or self._awake else ""
        if not self._awake:
            self._awake = True
            await self._meanwhile()
            if self._end is not None:
                raise self._end
        return message


@pytest.mark.parametrize(
    ("end", "arrives"),
    [(None, True), (Unclear("cut"), True), (NotNow("refused"), False), (Refused("bad"), False)],
    ids=["arrived", "unclear", "not-now", "refused"],
)
async def test_a_worker_that_slept_through_its_lease_undoes_nothing_when_it_wakes(towns: tuple[Town, Town], end: NotSent | None, arrives: bool) -> None:
    sleeper, other = towns
    numbers = await put(sleeper, "one", "two", "three")

    async def meanwhile() -> None:
        for town in towns:
            town.now += 2 * timers.LEASE
        await other.house.outbox.sweep()
        await other.house.outbox.drain()

    sleepy = SleepyGateway(meanwhile, end, arrives=arrives)
    sleepy.chats = other.gateways["web"].chats
    sleepy._ids = other.gateways["web"]._ids  # one platform numbers its messages
    sleeper.house.gateways["web"] = sleepy
    await sleeper.house.outbox.sweep()
    await sleeper.house.outbox.drain()
    seen = [m.text for m in zahra_of(sleeper).chat]
    assert sorted(seen) == (["one"] if arrives else []) + ["one", "three", "two"]
    assert [words for words in seen if words != "one"] == ["two", "three"]
    shown = {m.id: m.text for m in zahra_of(sleeper).chat}
    assert [shown[(await message_ids(sleeper))[n]] for n in numbers] == ["one", "two", "three"]
    for town in towns:
        await town.later(hours=1)
    assert [m.text for m in zahra_of(sleeper).chat] == seen
    assert await states(sleeper) == {"sent": 3}


def zahra_of(town: Town) -> Person:
    return town.person("zahra")


async def test_a_worker_that_slept_before_its_second_message_leaves_the_rest_to_others(towns: tuple[Town, Town]) -> None:
    sleeper, other = towns
    await put(sleeper, *(str(n) for n in range(10)))

    async def nobody_meanwhile() -> None:
        for town in towns:
            town.now += 2 * timers.LEASE

    sleepy = SleepyGateway(nobody_meanwhile, None, arrives=True)
    sleepy.chats = other.gateways["web"].chats
    sleeper.house.gateways["web"] = sleepy
    await sleeper.house.outbox.sweep()
    await sleeper.house.outbox.drain()
    assert [m.text for m in zahra_of(sleeper).chat] == ["0"]
    for town in towns:
        await town.later(minutes=5)
    assert [m.text for m in zahra_of(sleeper).chat] == [str(n) for n in range(10)]
    assert await states(sleeper) == {"sent": 10}


async def test_a_gateway_that_breaks_holds_no_chat_for_ever(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    await put(town, "one", "two", "three")
    town.gateways["web"].fails = [KeyError("bug"), KeyError("bug")]
    await town.settle()
    await town.later(minutes=1)
    await town.later(minutes=1)
    assert [m.text for m in zahra_of(town).chat] == ["two", "three"]
    assert await states(town) == {"dead": 1, "sent": 2}
    assert "could not be sent" in caplog.text
