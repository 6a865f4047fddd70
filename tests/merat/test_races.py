"""هم‌زمان - two at once ask, answer, decide and withdraw; one of them does, the other is told so.   On real PostgreSQL.   Product: domain/merat/"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from domain.hesam.model import own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Role
from domain.kernel.refusal import Refusal
from domain.merat.model import CheckState, Declaration, Opinion, WitnessId
from domain.merat.scorecard import Household
from tests.membership.townsfolk import Folk
from tests.merat.conftest import actor

pytestmark = pytest.mark.postgres

SAID = Declaration(Household(Rial(120_000_000), Rial(0), 1, Rial(30_000_000)))


async def told(folk: Folk, deed: Callable[[Any], Awaitable[object]]) -> str:
    """In a unit of its own."""
    try:
        async with folk.scene() as scene:
            await deed(scene.services["merat"])
    except Refusal as no:
        return no.code
    return "done"


async def held(folk: Folk, who: Actor) -> tuple[int, int]:
    async with folk.scene() as scene:
        found = await scene.services["hesam"].balance(SYSTEM, own(who.member_id))
        return found.free, found.held


async def test_who_asks_four_times_at_once_is_evaluated_once_and_pays_once(postgres_folk: Folk) -> None:
    zahra = await actor(postgres_folk, "zahra")
    done = Counter(await asyncio.gather(*(told(postgres_folk, lambda merat: merat.ask(zahra, SAID)) for _ in range(4))))
    assert done == {"done": 1, "merat.one_at_a_time": 3}
    assert await held(postgres_folk, zahra) == (1_500_000, 500_000)


async def test_one_question_has_one_answer(postgres_folk: Folk) -> None:
    zahra, maryam = await actor(postgres_folk, "zahra"), await actor(postgres_folk, "maryam")
    await told(postgres_folk, lambda merat: merat.ask(zahra, SAID))
    first = WitnessId(1)
    answers = [told(postgres_folk, lambda merat, o=o: merat.answer(maryam, first, o)) for o in (Opinion.YES, Opinion.NO, Opinion.UNSURE)]
    assert Counter(await asyncio.gather(*answers)) == {"done": 1, "merat.answered_already": 2}


async def test_a_result_and_a_withdrawal_at_once_take_the_fee_or_give_it_back(postgres_folk: Folk) -> None:
    zahra = await actor(postgres_folk, "zahra")
    await told(postgres_folk, lambda merat: merat.ask(zahra, SAID))
    async with postgres_folk.scene() as scene:
        check = (await scene.services["merat"].standing(zahra)).gathering.id
    for who, witness in (("maryam", 1), ("hassan", 2)):
        leader = await actor(postgres_folk, who)
        async with postgres_folk.scene() as scene:
            await scene.services["merat"].answer(leader, WitnessId(witness), Opinion.YES)
    both = [told(postgres_folk, lambda merat: merat.evaluate(SYSTEM, check)), told(postgres_folk, lambda merat: merat.withdraw(zahra, check))]
    done = await asyncio.gather(*both)
    free, still = await held(postgres_folk, zahra)
    async with postgres_folk.scene() as scene:
        result = (await scene.services["merat"].standing(zahra)).result
    assert still == 0 and done[0] == "done"
    assert (free, done[1]) == ((1_500_000, "merat.cannot_move") if result is not None else (2_000_000, "done"))


async def test_two_who_decide_about_one_dispute(postgres_folk: Folk) -> None:
    zahra, reza = await actor(postgres_folk, "zahra"), await actor(postgres_folk, "reza", Role.RAHYAR_ONLINE)
    hassan = await actor(postgres_folk, "hassan", Role.ADMIN)
    await told(postgres_folk, lambda merat: merat.ask(zahra, SAID))
    await postgres_folk.town.later(days=2, minutes=1)
    async with postgres_folk.scene() as scene:
        check = await scene.services["merat"].dispute(zahra, "این آمار درست نیست")
    stays, wrong = "دفتر درست گفته است", "رسیدش را دیدم و درست است"
    both = [told(postgres_folk, lambda m: m.let_stand(reza, check, stays)), told(postgres_folk, lambda m: m.correct(hassan, check, 20, 0, 0, wrong))]
    done = Counter(await asyncio.gather(*both))
    assert done == {"done": 1, "merat.decided_already": 1}
    async with postgres_folk.scene() as scene:
        assert (await scene.services["merat"].standing(zahra)).result.state is CheckState.VALID
