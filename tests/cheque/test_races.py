"""هم‌زمان - two at once write, answer, present and settle; one of them does.   On real PostgreSQL.   Product: domain/cheque/"""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

import pytest

from domain.cheque.cheque import ChequeState
from domain.cheque.writing import to_issue
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor
from domain.kernel.refusal import Refusal
from tests.cheque.conftest import FIVE, bounced, given, holds, in_days, issues, seen
from tests.loan.conftest import MILLION, has, proves
from tests.membership.townsfolk import Folk
from tests.merat.conftest import actor

pytestmark = pytest.mark.postgres


async def told(folk: Folk, who: Actor, verb: str, *args: Any) -> str:
    """In a unit of its own."""
    try:
        async with folk.scene() as scene:
            await getattr(scene.services["cheque"], verb)(who, *args)
    except Refusal as no:
        return no.code
    return "done"


async def people(folk: Folk) -> tuple[Actor, Actor]:
    return await actor(folk, "zahra"), await actor(folk, "maryam")


async def test_eight_who_present_at_once_are_paid_once(postgres_booked: Folk) -> None:
    maryam = await actor(postgres_booked, "maryam")
    number = await holds(postgres_booked, FIVE, 0)
    money = await has(postgres_booked, "maryam")
    done = Counter(await asyncio.gather(*(told(postgres_booked, maryam, "present", number) for _ in range(8))))
    assert done == {"done": 1, "cheque.cannot_move": 7}
    assert await has(postgres_booked, "maryam") == money + FIVE


async def test_the_payee_accepts_while_the_drawer_takes_it_back(postgres_booked: Folk) -> None:
    zahra, maryam = await people(postgres_booked)
    for _ in range(4):
        number = await issues(postgres_booked)
        done = await asyncio.gather(told(postgres_booked, maryam, "accept", number), told(postgres_booked, zahra, "withdraw", number))
        assert done.count("done") == 1
        state = (await seen(postgres_booked, number)).state
        assert state is (ChequeState.HELD if done[0] == "done" else ChequeState.WITHDRAWN)


async def test_as_many_cheques_as_leaves_each_with_its_own(postgres_booked: Folk) -> None:
    zahra, _ = await people(postgres_booked)
    code, due = (await postgres_booked.member("maryam")).code, in_days(postgres_booked, 10)
    await proves(postgres_booked, "zahra", to_issue(code, FIVE, due))
    done = Counter(await asyncio.gather(*(told(postgres_booked, zahra, "issue", code, FIVE, due, "پشم") for _ in range(8))))
    assert done["done"] <= 5 and set(done) <= {"done", "cheque.no_leaf"}
    for _ in range(5 - done["done"]):
        assert await told(postgres_booked, zahra, "issue", code, FIVE, due, "پشم") == "done", "a leaf that somebody was looking at is free again"
    async with postgres_booked.scene() as scene:
        found = await scene.services["cheque"].my_cheques(zahra)
    assert len({c.serial for c in found}) == 5


async def test_a_bounced_one_is_settled_once_while_it_is_given_back(postgres_booked: Folk) -> None:
    zahra, maryam = await people(postgres_booked)
    number = await bounced(postgres_booked)
    await given(postgres_booked, 20 * MILLION, "hassan")
    money = await has(postgres_booked, "maryam")
    deeds = [told(postgres_booked, zahra, "settle", number) for _ in range(4)] + [told(postgres_booked, maryam, "give_back", number)]
    done = await asyncio.gather(*deeds)
    assert done.count("done") == 1
    paid = (await seen(postgres_booked, number)).state is ChequeState.PAID
    assert await has(postgres_booked, "maryam") == money + (Rial(30 * MILLION) if paid else 0)


async def test_the_clock_and_the_holder_at_once(postgres_booked: Folk) -> None:
    maryam = await actor(postgres_booked, "maryam")
    number = await holds(postgres_booked, FIVE, 3)
    assert await told(postgres_booked, maryam, "present", number) == "done"
    collect = (await seen(postgres_booked, number)).collect
    assert collect is not None
    money = await has(postgres_booked, "maryam")
    postgres_booked.town.now = collect
    await asyncio.gather(told(postgres_booked, maryam, "wait", number), *(told(postgres_booked, SYSTEM, "collect", number) for _ in range(4)))
    paid = (await seen(postgres_booked, number)).state is ChequeState.PAID
    assert await has(postgres_booked, "maryam") == money + (FIVE if paid else 0)
