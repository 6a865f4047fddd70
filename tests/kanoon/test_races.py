"""آزمون هم‌زمانی - several people act in the same moment on PostgreSQL: one decision, never too many people (rel:C1).   Product: domain/kanoon/"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable

import pytest

from domain.kanoon.model import JoinState
from domain.kernel.refusal import Refusal
from storage.kanoon.invariants import INVARIANTS
from tests.kanoon.village import Village, settle_village

pytestmark = pytest.mark.postgres

ROUNDS = 100


async def _outcome(deed: Awaitable[object]) -> str:
    try:
        await deed
    except Refusal as no:
        return no.code
    return "done"


async def _sound(village: Village) -> None:
    async with village.open() as (unit, _):
        for invariant in INVARIANTS:
            assert await invariant.faults(unit.conn) == [], invariant.name


async def test_two_hamyars_decide_at_once_and_one_decision_counts(fresh_postgres: str) -> None:
    async with settle_village(fresh_postgres) as village:
        kanoon = await village.kanoon()
        await village.second_hamyar(kanoon)
        for round_ in range(ROUNDS):
            request = await village.ask("maryam", kanoon)
            ends = await asyncio.gather(_outcome(village.do("hassan", "approve", request)), _outcome(village.do("leila", "reject", request, "ایشان را نمی‌شناسیم")))
            assert sorted(ends) == ["done", "kanoon.already_decided"], round_
            seen = await village.do("leila", "find_request", request)
            assert (seen.state, seen.decided_by) == ((JoinState.APPROVED, "حسن مرادی") if ends[0] == "done" else (JoinState.REJECTED, "لیلا احمدی"))
            if seen.state is JoinState.APPROVED:
                await village.do("hassan", "undo_approval", request)
                await village.do("maryam", "cancel_request", request)
            else:
                async with village.open() as (unit, _):
                    await unit.conn.exec_driver_sql("DELETE FROM kanoon_join WHERE state = 'rejected'")
        await _sound(village)


async def test_the_last_place_is_given_once(fresh_postgres: str) -> None:
    async with settle_village(fresh_postgres) as village:
        kanoon = await village.kanoon(capacity=4)
        await village.second_hamyar(kanoon)
        requests = [await village.ask(who, kanoon) for who in ("maryam", "reza", "omid")]
        ends = await asyncio.gather(*(_outcome(village.do(h, "approve", r)) for r, h in zip(requests, ("hassan", "leila", "hassan"), strict=True)))
        assert sorted(ends) == ["done", "kanoon.full", "kanoon.full"]
        await _sound(village)


async def test_a_hamyar_who_is_released_in_the_same_moment_either_decided_before_or_not_at_all(fresh_postgres: str) -> None:
    async with settle_village(fresh_postgres) as village:
        kanoon = await village.kanoon()
        await village.second_hamyar(kanoon)
        request = await village.ask("maryam", kanoon)
        released, decided = await asyncio.gather(
            _outcome(village.do("zahra", "release_hamyar", kanoon, village.id("hassan"))), _outcome(village.do("hassan", "approve", request))
        )
        assert released == "done" and decided in ("done", "kanoon.request_not_found")
        await _sound(village)


async def test_leaving_joining_and_crowning_at_once_leave_everybody_in_one_place(fresh_postgres: str) -> None:
    async with settle_village(fresh_postgres) as village:
        one, other = await village.kanoon(), await village.kanoon("reza", "leila", "کانون مسجد جامع")
        for round_ in range(20):
            await village.join("maryam", one)
            request = await village.ask("maryam", other)
            await village.do("zahra", "propose_hamyar", one, village.id("maryam"))
            offer = await village.last_offer(one)
            deeds = [village.do("leila", "approve", request), village.do("maryam", "leave"), village.do("maryam", "accept_offer", offer)]
            ends = await asyncio.gather(*(_outcome(d) for d in deeds))
            assert "done" in ends, (round_, ends)
            await _sound(village)
            await _clear(village)


async def _clear(village: Village) -> None:
    """Maryam is nowhere again."""
    async with village.open() as (unit, _):
        me = village.id("maryam")
        for statement in ("DELETE FROM kanoon_belonging WHERE member = {}", "DELETE FROM kanoon_offer WHERE member = {}", "DELETE FROM kanoon_join WHERE member = {}",
                          "DELETE FROM role_grant WHERE member = {}"):  # fmt: skip
            await unit.conn.exec_driver_sql(statement.format(int(me)))
