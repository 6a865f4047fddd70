"""هم‌زمانی - several things happen in one moment, in one house or in two; each counts once (rel:D4, C1, T3, B1).   Two people at one case: tests/moshavereh/"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select

from bot.gateways.base import Address, Incoming, Outgoing
from bot.jobs import Jobs
from bot.leaving import Leaving
from bot.scene import open_scene
from domain.kernel.people import Role
from handlers.kit.said import Said
from storage.kit import quick
from storage.kit.inbox import inbox
from storage.kit.outbox import OutboxRows
from storage.kit.talks import Lost, TalkRow, TalkRows
from storage.kit.timers import timer
from tests.conftest import NewDatabase
from tests.engine import shop
from tests.kit.talk import FakeGateway, Person, Town
from tests.stories.shops import APPROVE, SELL, buys, check_sound, noted, open_shop, states, two_shops

pytestmark = pytest.mark.postgres
ROUNDS = 25


@pytest.fixture
async def towns(new_database: NewDatabase) -> AsyncIterator[tuple[Town, Town]]:
    async with two_shops(await new_database()) as both:
        yield both
        await check_sound(both[0])


def event(town: Town, person: Person, kind: Any, **more: Any) -> Incoming:
    return Incoming(person.at, str(next(town.updates)), person.key, kind, **more)


def tap(town: Town, person: Person, label: str) -> Incoming:
    message, button = person.button(label)
    return event(town, person, "tap", ref=button.ref, message=message.id, tap="t")


async def at_once(towns: tuple[Town, Town], *incoming: Incoming) -> None:
    """They arrive together, every other one at the other house."""
    await asyncio.gather(*(town.house.inbox.receive(one) for one, town in zip(incoming, itertools.cycle(towns), strict=False)))
    for town in towns:
        await town.house.outbox.drain()
    for town in towns:
        await town.settle()


async def test_ten_taps_at_once_on_two_houses_sell_once(towns: tuple[Town, Town]) -> None:
    town = towns[0]
    zahra = town.person("zahra")
    for sold in range(1, ROUNDS + 1):
        await buys(zahra, "bread")
        await at_once(towns, *(tap(town, zahra, "بله، درست است") for _ in range(10)))
        assert await noted(town, SELL) == sold
        await zahra.taps("خیر")


async def test_one_update_five_times_at_once_on_two_houses_counts_once(towns: tuple[Town, Town]) -> None:
    town = towns[0]
    zahra = town.person("zahra")
    await zahra.opens()
    for sold in range(1, ROUNDS + 1):
        await zahra.taps("Plain")
        await at_once(towns, *[event(town, zahra, "text", said=Said("2"))] * 5)
        assert await noted(town, SELL) == sold
        assert len([m for m in zahra.chat if "shop.plain.count" in m.text]) <= sold
        await zahra.says("منو")


async def test_two_texts_at_once_are_both_answered_one_after_the_other(towns: tuple[Town, Town]) -> None:
    """The short way loses its version and is gone again."""
    town = towns[0]
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    for round_ in range(ROUNDS):
        before = len(zahra.chat)
        await at_once(towns, event(town, zahra, "text", said=Said("x")), event(town, zahra, "text", said=Said("y")))
        answers = len(zahra.chat) - before
        assert answers == 2, f"{round_}\n{zahra.dump()}"
        await zahra.says("منو")
        await zahra.taps("Buy")


async def test_two_rahyars_and_a_buyer_at_one_card_undo_nothing_of_each_other(towns: tuple[Town, Town]) -> None:
    town = towns[0]
    hassan, maryam, zahra = (town.person(key) for key in ("hassan", "maryam", "zahra"))
    for number, rahyar in enumerate((hassan, maryam), 1):
        await rahyar.opens()
        await shop.make_member(town.house, f"web:{rahyar.key}", number, Role.RAHYAR_SOCIAL)
    await zahra.opens()
    await zahra.taps("Plain")
    await zahra.says("2")
    for round_ in range(1, ROUNDS + 1):
        await zahra.opens()
        await zahra.taps("Plain")
        await at_once(towns, tap(town, hassan, "shop.card.approve"), tap(town, maryam, "shop.card.approve"), event(town, zahra, "text", said=Said("2")))
        assert await noted(town, SELL) == round_ + 1
        await hassan.taps("shop.card.approve")  # the buttons they see are alive
        await maryam.taps("shop.card.approve")
    assert ROUNDS * 2 <= await noted(town, APPROVE) <= ROUNDS * 4


async def test_an_answer_and_the_end_of_the_wait_in_one_moment_are_told_once(towns: tuple[Town, Town]) -> None:
    town = towns[0]
    zahra = town.person("zahra")
    for round_ in range(1, ROUNDS + 1):
        await zahra.opens()
        await zahra.taps("Wait")
        await zahra.says("bread")
        async with town.house.units.open(town.now) as unit:
            run, _, key = (await unit.conn.execute(select(timer.c.subject).where(timer.c.name == "engine.wait"))).scalar_one().partition("/")
        for each in towns:
            each.now += timedelta(hours=1)
        await asyncio.gather(answer(towns[0], run, key), *(Jobs(each.house).tick() for each in towns))
        for each in towns:
            await each.settle()
        for each in towns:
            await each.later(minutes=2)
        assert zahra.text.count("shop.wait.came") == round_, zahra.dump()
        async with town.house.units.open(town.now) as unit:
            assert list(await unit.conn.execute(select(timer.c.name))) == []


async def answer(town: Town, run: str, key: str) -> None:
    """What a service of another organisation has to say, and the first look of the clock after it."""
    async with open_scene(town.house, town.now) as scene:
        await scene.post.resume(run, key, "yes")
        await scene.settle()
    await Jobs(town.house).tick()


class SlowGateway(FakeGateway):
    """Lets others run between any two messages."""

    async def deliver(self, out: Outgoing) -> str:
        await asyncio.sleep(0)
        return await super().deliver(out)


async def test_two_workers_at_one_outbox_send_each_message_once_and_in_order(new_database: NewDatabase) -> None:
    async with two_shops(await new_database()) as towns:
        slow = SlowGateway("web")
        for town in towns:
            town.house.gateways["web"] = slow
        expected = {f"chat {c}": [f"{c}-{n}" for n in range(45)] for c in range(8)}
        leaving = Leaving(towns[0].now)
        for chat, texts in expected.items():
            for words in texts:
                leaving.add(Outgoing("send", Address("web", "1", chat), words))
        async with towns[0].house.units.open(towns[0].now) as unit:
            await OutboxRows(unit.conn, unit.vault.ring, unit.now).add(leaving.rows)
        while (await states(towns[0])).keys() != {"sent"}:
            await asyncio.gather(*(town.house.outbox.sweep() for town in (*towns, *towns)))
            await asyncio.gather(*(town.house.outbox.drain() for town in towns))
        assert {chat: [m.text for m in shown] for chat, shown in slow.chats.items()} == expected


async def test_who_writes_a_conversation_with_an_old_version_writes_nothing(new_database: NewDatabase) -> None:
    async with open_shop(await new_database()) as town:
        ring, now = town.house.units.ring, town.now
        async with town.house.units.open(now) as unit:
            await TalkRows(unit.conn, ring, now).write(TalkRow(7, "chat:web:1:c", 0, "bot", None, "", b"{}"))
        old = TalkRow(7, "chat:web:1:c", 1, "bot", None, "", b'{"runs":1}')
        async with town.house.units.open(now) as unit:
            await TalkRows(unit.conn, ring, now).write(old)
        with pytest.raises(Lost):
            async with town.house.units.open(now) as unit:
                await TalkRows(unit.conn, ring, now).write(old)
        leaving = Leaving(now)
        leaving.add(Outgoing("send", Address("web", "1", "c"), "stale"))
        with pytest.raises(Lost):
            assert town.house.units.lines is not None
            await quick.write(town.house.units.lines, ring, quick.Update("web", "1", "u1", "c"), old, leaving.rows, now, ours=True)
        async with town.house.units.open(now) as unit:
            assert list(await unit.conn.execute(select(inbox.c.update))) == []
            found = await TalkRows(unit.conn, ring, now).find_by_id(7)
        assert found is not None
        assert found.version == 2
        assert await states(town) == {}
