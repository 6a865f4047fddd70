"""هم‌زمان - people who come at the same moment; on PostgreSQL, where they really do.   The cast: neighbours.py"""

from __future__ import annotations

import asyncio

import pytest

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.events import IdentityAsked
from domain.membership.model import Purpose, Stage
from tests.membership.neighbours import CAST, Neighbours, form_of, national_id

pytestmark = pytest.mark.postgres
ROUNDS = 20


async def test_two_people_race_on_one_identifier_and_one_of_them_is_the_member(on_postgres: Neighbours) -> None:
    n = on_postgres
    for turn in range(ROUNDS):
        identifier = national_id(300000001 + turn)
        applications: list[IdentityAsked] = []
        for who in ("a", "b"):
            mobile = f"+98913{turn:03d}{ord(who):04d}"
            await n.do(f"{who}{turn}", "file", form_of("zahra", identifier=identifier, mobile=mobile))
            applications += n.of(IdentityAsked)
        await asyncio.gather(*(n.do("system", "check_identity", a.application, a.version) for a in applications))
        stages = sorted([await n.stage(a.application) for a in applications])
        assert stages == [Stage.APPROVED, Stage.IN_REVIEW]


async def test_a_link_code_works_once_however_many_type_it(on_postgres: Neighbours) -> None:
    n = on_postgres
    await n.join("zahra")
    for turn in range(5):
        code = (await n.do("zahra", "link_code")).code
        people = [f"thief{turn}", f"friend{turn}"]
        for who in people:
            await n.do(who, "terms")  # their accounts are known
        done = await asyncio.gather(*(n.do(who, "use_code", code) for who in people), return_exceptions=True)
        assert sum(1 for d in done if not isinstance(d, BaseException) and d.ok) == 1
        n.later(hours=1)


async def test_two_poshtibans_decide_at_once_and_one_is_told(on_postgres: Neighbours) -> None:
    n = on_postgres
    await n.join("hassan", "reza")
    for who in ("hassan", "reza"):
        await n.give(who, Role.POSHTIBAN)
    n.clerk.says[CAST["zahra"][1]] = None
    await n.do("zahra", "file", form_of("zahra"))
    for _ in range(3):
        await n.tick()
    done = await asyncio.gather(n.do("hassan", "approve", 3), n.do("reza", "reject", 3, "یک دلیل کافی"), return_exceptions=True)
    refusals = [d.code for d in done if isinstance(d, Refusal)]
    assert len(refusals) == 1 and refusals[0] in ("membership.changed_meanwhile", "membership.already_decided")


async def test_a_code_of_one_person_is_no_use_to_another(on_postgres: Neighbours) -> None:
    n = on_postgres
    await n.join("zahra")
    await n.do("zahra@bale", "send_code", CAST["zahra"][1], CAST["zahra"][5])
    code = n.sent_code
    await n.do("thief", "send_code", CAST["zahra"][1], CAST["zahra"][5])
    assert not (await n.do("thief", "sign_in", code)).ok or code == n.sent_code
    async with n.open() as (_, membership):
        assert await membership.ports.challenges.of(Purpose.SIGN_IN, "bale:zahra") is not None
