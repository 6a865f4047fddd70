"""تأیید دوباره - how many codes one may ask for.   Product: domain/membership/stepping_up.py"""

from __future__ import annotations

import re

import pytest

from domain.kernel.people import Actor, Hat, Role
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from tests.membership.townsfolk import Folk, open_folk


async def test_right_codes_do_not_count_against_the_codes_of_an_hour(sqlite_url: str) -> None:
    """Somebody signs a note, a contract, a cheque and more in one hour; whoever only asks for codes is stopped."""
    async with open_folk(sqlite_url) as folk:
        await folk.join("zahra")
        await _signs_much(folk)


async def _signs_much(folk: Folk) -> None:
    me = Actor((await folk.member("zahra")).id, frozenset({Hat(Role.MEMBER)}), "telegram:zahra")

    async def asked() -> None:
        async with folk.scene() as scene:
            await scene.services["membership"].ask_step_up(me)

    for n in range(8):
        await asked()
        code = re.findall(r"کد تأیید شما: <code>(.*?)</code>", normalise(folk["zahra"].text))[-1]
        async with folk.scene() as scene:
            assert (await scene.services["membership"].step_up(me, f"test:{n}", code)).ok
    for _ in range(5):
        await asked()
    with pytest.raises(Refusal, match="too_many_codes"):
        await asked()
