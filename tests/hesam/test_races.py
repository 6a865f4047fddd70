"""هم‌زمان - many who move the same money at once, on real PostgreSQL: nothing below zero, nothing twice (rel:M3, C6).   Rules: domain/hesam/"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Awaitable
from typing import Any

import pytest

from domain.hesam.model import FEES, Posting, Why
from domain.hesam.transfer import TransferState
from domain.kernel.money import Rial
from domain.kernel.refusal import Refusal
from tests.hesam.till import Till, open_till

pytestmark = pytest.mark.postgres
ROUNDS = 100


@pytest.fixture
async def till(fresh_postgres: str) -> AsyncIterator[Till]:
    async with open_till(fresh_postgres) as made:
        yield made
        await made.sound()


async def told(deed: Awaitable[Any]) -> str:
    try:
        await deed
    except Refusal as no:
        return no.code.removeprefix("hesam.")
    return "done"


def pay(till: Till, who: str, key: str, rials: int) -> Awaitable[Any]:
    return till.do("system", "post", key, Why.SENT, (Posting(till.own(who), FEES, Rial(rials)),), "test:thing:1")


async def test_the_last_money_is_spent_once(till: Till) -> None:
    for n in range(ROUNDS):
        await till.pay_in("zahra", 1, key=f"in{n}")
        done = Counter(await asyncio.gather(*(told(pay(till, "zahra", f"out{n}.{i}", 6)) for i in range(4))))
        assert done == {"done": 1, "not_enough": 3}
        await pay(till, "zahra", f"rest{n}", 4)


async def test_one_key_from_many_sides_is_one_entry(till: Till) -> None:
    for n in range(ROUNDS):
        await asyncio.gather(*(till.pay_in("zahra", 7, key=f"same{n}") for _ in range(4)))
    assert await till.toman("zahra") == (7 * ROUNDS, 0)


async def test_a_hold_is_posted_or_voided_and_never_both(till: Till) -> None:
    ends = Counter[str]()
    for n in range(ROUNDS):
        await till.pay_in("zahra", 1, key=f"in{n}")
        await till.do("system", "hold", f"h{n}", Why.SENT, till.own("zahra"), FEES, Rial(10), "test:thing:1")
        deeds = [told(till.do("system", verb, f"h{n}")) for verb in (("settle", "void") if n % 2 else ("void", "settle"))]
        done = await asyncio.gather(*deeds)
        assert sorted(done)[1:] == ["done"] or Counter(done)["done"] == 1
        ends[str(sorted(done))] += 1
    assert all("done" in end for end in ends)


async def test_two_who_pay_each_other_never_wait_in_a_circle(till: Till) -> None:
    await till.pay_in("zahra", 1000)
    await till.pay_in("hassan", 1000)
    deeds = []
    for n in range(ROUNDS):
        source, target = (till.own("zahra"), till.own("hassan")) if n % 2 else (till.own("hassan"), till.own("zahra"))
        deeds.append(told(till.do("system", "post", f"x{n}", Why.SENT, (Posting(source, target, Rial(10)),), "test:thing:1")))
    for start in range(0, ROUNDS, 10):
        assert set(await asyncio.gather(*deeds[start : start + 10])) == {"done"}
    assert (await till.toman("zahra"))[0] + (await till.toman("hassan"))[0] == 2000


async def test_a_transfer_that_is_given_back_and_kept_at_once_ends_one_way(till: Till) -> None:
    ends = Counter[TransferState]()
    for n in range(20):
        await till.pay_in("zahra", 1000, key=f"in{n}")
        one = await till.send("zahra", "hassan", 1000)
        await till.do("zahra", "ask_back", one, "اشتباه فرستادم")
        deeds = [told(till.do("hassan", "give_back", one)), told(till.do("hassan", "keep", one, "این پول برای من است")), told(till.do("zahra", "let_be", one))]
        done = Counter(await asyncio.gather(*deeds))
        assert done["done"] >= 1
        state = (await till.do("zahra", "find_transfer", one)).state
        ends[state] += 1
        if state is TransferState.DISPUTED:
            await till.do("rahyar", "decide", one, False, "با مدرک ثابت شد")
    assert sum(ends.values()) == 20
    await till.sound()
