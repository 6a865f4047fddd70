"""ظرفیت - never above what there is, with thirty at once; nobody supports themselves, no two each other.   Product: domain/hami/giving.py"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from itertools import product
from typing import Any

import pytest

from domain.hami.asking import Whom
from domain.hami.model import ASK_MOVES, SUPPORT_MOVES, Ask, AskId, AskState, HamiKind, SpentOn, Support, SupportId, SupportState
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.refusal import Refusal
from tests.hami.conftest import FIVE, TWENTY, do, lends, steps, told
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in

NOW = datetime(2026, 11, 27, tzinfo=UTC)
STORY = "می‌خواهم دار قالی دوم را بخرم"


def support(state: Any) -> Any:
    return Support(SupportId(1), MemberId(1), MemberId(2), FIVE, SpentOn.LOAN, state, NOW, NOW, NOW)


def ask(state: Any) -> Any:
    return Ask(AskId(1), MemberId(1), HamiKind.CREDIT, FIVE, SpentOn.LOAN, "", state, NOW, NOW, NOW)


CASES = [
    *((support, SUPPORT_MOVES, a, b) for a, b in product(SupportState, repeat=2)),
    *((ask, ASK_MOVES, a, b) for a, b in product(AskState, repeat=2)),
]


@pytest.mark.parametrize(("make", "moves", "state", "to"), CASES)
def test_nothing_moves_but_as_its_table_says(make: Any, moves: Mapping[Any, frozenset[Any]], state: Any, to: Any) -> None:
    if to in moves[state]:
        assert make(state).to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"hami\.cannot_move"):
        make(state).to(to, NOW)


async def test_who_may_not(folk: Folk) -> None:
    zahra, hassan = [(await folk.member(who)).code for who in ("zahra", "hassan")]
    assert await told(folk, "hassan", "give", zahra, FIVE, SpentOn.LOAN) == "hami.code_first"
    assert await told(folk, "hassan", "give", hassan, FIVE, SpentOn.LOAN) == "hami.not_yourself"
    await steps(folk, "hassan", zahra)
    assert await told(folk, "hassan", "give", zahra, Rial(TWENTY + 10), SpentOn.LOAN) == "hami.over_capacity"
    assert await told(folk, "hassan", "give", zahra, Rial(10), SpentOn.LOAN) == "hami.amount_between"
    number = await lends(folk, "hassan", "zahra")
    assert await told(folk, "maryam", "support", number) == "hami.no_such_support"
    assert await told(folk, "zahra", "take_back", number) == "hami.no_such_support"
    assert await told(folk, "hassan", "thank", number, "ممنون از خودم") == "hami.no_such_support"
    assert await told(folk, "hassan", "ask", HamiKind.CREDIT, FIVE, SpentOn.LOAN, STORY, Whom.ONE, zahra) == "hami.no_ring"
    assert await told(folk, "zahra", "ask", HamiKind.CREDIT, FIVE, SpentOn.LOAN, STORY, Whom.ONE, hassan) == "done"


async def test_a_support_is_used_for_what_it_was_given_and_by_whom(folk: Folk) -> None:
    number = await lends(folk, "hassan", "zahra")
    zahra, maryam = [(await folk.member(who)).id for who in ("zahra", "maryam")]
    for member, amount, spent_on, no in (
        (maryam, FIVE, SpentOn.LOAN, "hami.no_such_support"),
        (zahra, FIVE, SpentOn.BAZAAR, "hami.not_for_this"),
        (zahra, FIVE + 1, SpentOn.LOAN, "hami.less_left"),
    ):
        with pytest.raises(Refusal) as refused:
            async with folk.scene() as scene:
                await scene.services["hami"].use(SYSTEM, number, member, Rial(amount), spent_on)
        assert refused.value.code == no
    async with folk.scene() as scene:
        for _ in range(5):
            await scene.services["hami"].use(SYSTEM, number, zahra, Rial(10_000_000), SpentOn.LOAN)
    assert (await do(folk, "hassan", "support", number)).state is SupportState.USED


async def test_a_deposit_that_was_withdrawn_lends_no_more_but_what_was_lent_stays(folk: Folk) -> None:
    number = await lends(folk, "hassan", "zahra")
    await folk.town.later(days=1)
    seen = await do(folk, "hassan", "me_as_hami")
    assert seen.capacity.reserved == FIVE and seen.capacity.free == TWENTY - FIVE
    assert (await do(folk, "zahra", "support", number)).left == FIVE


async def test_the_last_part_of_a_request_may_be_smaller_than_the_least(folk: Folk) -> None:
    number = await do(folk, "zahra", "ask", HamiKind.CREDIT, Rial(15_000_000), SpentOn.LOAN, STORY, Whom.KANOON, "")
    zahra = (await folk.member("zahra")).code
    await steps(folk, "hassan", zahra)
    for amount, answer in ((1_000_000, "hami.amount_between"), (10_000_000, "done"), (4_000_000, "hami.amount_between"), (5_000_000, "done")):
        assert await told(folk, "hassan", "give", zahra, Rial(amount), SpentOn.LOAN, number) == answer
    assert (await do(folk, "zahra", "ask_seen", number)).missing == 0


@pytest.mark.postgres
async def test_thirty_at_once_never_lend_more_than_there_is(postgres_folk: Folk) -> None:
    folk = postgres_folk
    codes = [(await folk.member(who)).code for who in ("zahra", "maryam", "reza")]
    for code in codes:
        await steps(folk, "hassan", code)
    done = Counter(await asyncio.gather(*(told(folk, "hassan", "give", codes[n % 3], FIVE, SpentOn.LOAN) for n in range(30))))
    assert done == {"done": 4, "hami.over_capacity": 26}
    assert (await do(folk, "hassan", "me_as_hami")).capacity.free == 0


@pytest.mark.postgres
async def test_two_who_support_each_other_at_once(postgres_folk: Folk) -> None:
    folk = postgres_folk
    await pay_in(folk, "zahra", TWENTY)
    await folk.town.later(days=181)
    zahra, hassan = [(await folk.member(who)).code for who in ("zahra", "hassan")]
    await steps(folk, "hassan", zahra)
    await steps(folk, "zahra", hassan)
    both = [told(folk, "hassan", "give", zahra, FIVE, SpentOn.LOAN), told(folk, "zahra", "give", hassan, FIVE, SpentOn.LOAN)]
    assert Counter(await asyncio.gather(*both)) == {"done": 1, "hami.no_ring": 1}


@pytest.mark.postgres
async def test_a_request_is_never_covered_twice(postgres_folk: Folk) -> None:
    folk = postgres_folk
    number = await do(folk, "zahra", "ask", HamiKind.CREDIT, FIVE, SpentOn.LOAN, STORY, Whom.KANOON, "")
    zahra = (await folk.member("zahra")).code
    await steps(folk, "hassan", zahra)
    gifts = [told(folk, "hassan", "give", zahra, FIVE, SpentOn.LOAN, number) for _ in range(5)]
    done = Counter(await asyncio.gather(*gifts, told(folk, "zahra", "withdraw_ask", number)))
    assert done["done"] == 1
