"""آزمون هم‌زمانی در گفت‌وگو - two hamyars tap their cards in one moment, through the whole house on PostgreSQL (rel:C1).   Without chat: test_races.py"""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from bot.gateways.base import Incoming
from domain.kanoon.model import JoinId, JoinState, KanoonId
from storage.kanoon.invariants import INVARIANTS
from storage.kit.speed import InProcess
from tests.kanoon.talkers import Talkers, open_talkers
from tests.kanoon.village import Village
from tests.kit.talk import Person

pytestmark = pytest.mark.postgres

ROUNDS = 100


def tap(talkers: Talkers, person: Person, label: str) -> Incoming:
    message, button = person.button(label)
    return Incoming(person.at, str(next(talkers.town.updates)), person.key, "tap", ref=button.ref, message=message.id, tap="t")


async def at_once(talkers: Talkers, *incoming: Incoming) -> None:
    await asyncio.gather(*(talkers.town.house.inbox.receive(one) for one in incoming))
    await talkers.town.settle()


async def cast(talkers: Talkers, **form: Any) -> KanoonId:
    """Hassan and Leila are hamyars; everybody has the bot open."""
    kanoon = await Village.kanoon(talkers.village, **form)
    await Village.second_hamyar(talkers.village, kanoon)
    await talkers.open("zahra", "hassan", "leila", "maryam", "omid")
    return kanoon


async def ask(talkers: Talkers, who: str) -> None:
    await talkers.begins(who, "kanoon.join")
    for label in ("کانون‌های نزدیک من", "قورچای", "بله", "رد شدن", "بله، درست است"):
        await talkers[who].taps(label)


async def sound(talkers: Talkers) -> None:
    async with talkers.village.open() as (unit, _):
        for invariant in INVARIANTS:
            assert await invariant.faults(unit.conn) == [], invariant.name


@pytest.mark.slow
async def test_two_hamyars_tap_yes_in_one_moment_and_the_applicant_is_welcomed_once(fresh_postgres: str) -> None:
    async with open_talkers(fresh_postgres) as talkers:
        await cast(talkers)
        await ask(talkers, "maryam")
        hassan, leila, maryam = talkers["hassan"], talkers["leila"], talkers["maryam"]
        for round_ in range(1, ROUNDS + 1):
            await at_once(talkers, tap(talkers, hassan, "می‌پذیرم"), tap(talkers, leila, "می‌پذیرم"))
            async with talkers.village.open() as (_, service):
                request = await service.store.joins.find(JoinId(2))
            assert request is not None and request.state is JoinState.APPROVED, round_
            assert maryam.text.count("خوش آمدید! همیار") == round_
            decider, other = (hassan, leila) if request.decided_by == talkers.village.id("hassan") else (leila, hassan)
            assert "پذیرفت" in next(m.text for m in other.chat if "مریم سادات" in m.text)
            assert not any(b.label == "پس گرفتن پذیرش" for m in other.chat for b in m.buttons)
            talkers.town.house.speed = InProcess()  # nobody taps this often
            await decider.taps("پس گرفتن پذیرش")
        await sound(talkers)


async def test_the_last_place_is_given_once_by_two_taps(fresh_postgres: str) -> None:
    async with open_talkers(fresh_postgres) as talkers:
        kanoon = await cast(talkers, capacity=4)
        await ask(talkers, "maryam")
        first = tap(talkers, talkers["hassan"], "می‌پذیرم")
        await ask(talkers, "omid")
        await at_once(talkers, first, tap(talkers, talkers["leila"], "می‌پذیرم"))
        async with talkers.village.open() as (_, service):
            states = sorted([r.state.value for n in (2, 3) if (r := await service.store.joins.find(JoinId(n)))])
            assert states == ["approved", "waiting"] and await service.store.belongings.count(kanoon) == 4
        await sound(talkers)
