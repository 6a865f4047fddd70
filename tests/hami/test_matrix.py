"""حمایت در هر وضع - in every state, everything that may be done with a support, and what must not be is refused.   Moves: domain/hami/model.py"""

from __future__ import annotations

from typing import Any

import pytest

from domain.hami.model import SpentOn, SupportId, SupportState
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from tests.hami.conftest import FIVE, lends, told
from tests.membership.townsfolk import Folk

PART = Rial(FIVE // 2)
AFTER: dict[SupportState, dict[str, SupportState]] = {
    SupportState.ACTIVE: {
        "use a part": SupportState.PARTLY, "use all": SupportState.USED, "take back": SupportState.CANCELLED,
    },
    SupportState.PARTLY: {"use a part": SupportState.USED, "take back": SupportState.USED, "release": SupportState.RELEASED},
    SupportState.USED: {"release": SupportState.RELEASED},
}  # fmt: skip
"""What may happen; everything else of EVENTS is refused."""
EVENTS = ("use a part", "use all", "take back", "release")
NO = ("hami.cannot_move", "hami.less_left", "hami.no_such_support", "hami.not_for_this")


async def does(folk: Folk, support: SupportId, event: str) -> str:
    if event == "take back":
        return await told(folk, "hassan", "take_back", support)
    zahra = (await folk.member("zahra")).id
    used: tuple[Any, ...] = (zahra, FIVE if event == "use all" else PART, SpentOn.BAZAAR)
    verb, args = ("release", ()) if event == "release" else ("use", used)
    try:
        async with folk.scene() as scene:
            await getattr(scene.services["hami"], verb)(SYSTEM, support, *args)
    except Refusal as no:
        return no.code
    return "done"


async def state(folk: Folk, support: SupportId) -> tuple[SupportState, int, int]:
    async with folk.scene() as scene:
        found = await scene.services["hami"].supports.find(support)
    return found.state, found.amount, found.used


async def brought(folk: Folk, to: SupportState) -> SupportId:
    support = await lends(folk, "hassan", "zahra", FIVE, SpentOn.BAZAAR)
    steps = {
        SupportState.PARTLY: ["use a part"], SupportState.USED: ["use all"], SupportState.CANCELLED: ["take back"], SupportState.RELEASED: ["use all", "release"],
    }  # fmt: skip
    for event in steps.get(to, []):
        assert await does(folk, support, event) == "done"
    if to is SupportState.EXPIRED:
        await folk.town.later(days=400)
    assert (await state(folk, support))[0] is to
    return support


@pytest.mark.parametrize("now", list(SupportState))
async def test_every_event_in_every_state(folk: Folk, now: SupportState) -> None:
    """What must not happen is tried first and changes nothing; then one of those that may."""
    support = await brought(folk, now)
    before, may = await state(folk, support), AFTER.get(now, {})
    for event in EVENTS:
        if event not in may:
            assert await does(folk, support, event) in NO, event
            assert await state(folk, support) == before, event
    assert await told(folk, "maryam", "take_back", support) == "hami.no_such_support"
    for event, after in list(may.items())[:1]:
        assert await does(folk, support, event) == "done" and (await state(folk, support))[0] is after


@pytest.mark.parametrize(("now", "event", "after"), [(s, e, a) for s, events in AFTER.items() for e, a in list(events.items())[1:]])
async def test_what_else_may_happen_does(folk: Folk, now: SupportState, event: str, after: SupportState) -> None:
    support = await brought(folk, now)
    assert await does(folk, support, event) == "done" and (await state(folk, support))[0] is after
