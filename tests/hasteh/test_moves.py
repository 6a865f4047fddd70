"""هسته در هر وضع - in every state, everything that must not happen then is refused, and what may happen does.   Moves: domain/hasteh/model.py"""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from itertools import product
from typing import Any

import pytest

from domain.hasteh.model import FELLOW_MOVES, HASTEH_MOVES, FellowState, HastehId, HastehState, Relation
from domain.kernel.refusal import Refusal
from tests.hasteh.conftest import FORM, active, actor, asks, do, invites, told
from tests.membership.townsfolk import Folk

WHY = "نشانی را کامل بنویسید"
EVENTS: dict[str, tuple[str, str, tuple[Any, ...]]] = {
    "mend": ("zahra", "mend", (replace(FORM, title="گلیم ده‌زیار"),)),
    "withdraw": ("zahra", "withdraw", ()),
    "approve": ("hassan", "approve", ()),
    "send_back": ("reza", "send_back", (WHY,)),
    "reject": ("hassan", "reject", (WHY,)),
    "pause": ("zahra", "pause", ()),
    "resume": ("zahra", "resume", ()),
    "close": ("zahra", "close", ()),
}
AFTER: dict[HastehState, dict[str, HastehState]] = {
    HastehState.REVIEW: {
        "withdraw": HastehState.WITHDRAWN, "approve": HastehState.ACTIVE, "send_back": HastehState.NEEDS_EDIT, "reject": HastehState.REJECTED,
    },
    HastehState.NEEDS_EDIT: {"mend": HastehState.REVIEW, "withdraw": HastehState.WITHDRAWN},
    HastehState.ACTIVE: {"pause": HastehState.PAUSED, "close": HastehState.CLOSED},
    HastehState.PAUSED: {"resume": HastehState.ACTIVE, "close": HastehState.CLOSED},
}  # fmt: skip


async def brought(folk: Folk, state: HastehState) -> HastehId:
    """A hasteh of Zahra's that stands so."""
    number = await (active(folk) if state in (HastehState.ACTIVE, HastehState.PAUSED, HastehState.CLOSED) else asks(folk))
    by = {
        HastehState.NEEDS_EDIT: "send_back", HastehState.REJECTED: "reject", HastehState.WITHDRAWN: "withdraw", HastehState.PAUSED: "pause",
        HastehState.CLOSED: "close",
    }  # fmt: skip
    if state in by:
        who, verb, args = EVENTS[by[state]]
        await do(folk, who, verb, number, *args)
    return number


@pytest.mark.parametrize("state", list(HastehState))
async def test_what_must_not_happen_is_refused(folk: Folk, state: HastehState) -> None:
    number = await brought(folk, state)
    before = await do(folk, "zahra", "hasteh", number)
    for event, (who, verb, args) in EVENTS.items():
        if event not in AFTER.get(state, {}):
            assert await told(folk, who, verb, number, *args) in ("hasteh.cannot_move", "hasteh.decided_already"), event
    assert await do(folk, "zahra", "hasteh", number) == before


@pytest.mark.parametrize(("state", "event", "after"), [(s, e, a) for s, events in AFTER.items() for e, a in events.items()])
async def test_what_may_happen_does(folk: Folk, state: HastehState, event: str, after: HastehState) -> None:
    number = await brought(folk, state)
    assert after in HASTEH_MOVES[state]
    who, verb, args = EVENTS[event]
    await do(folk, who, verb, number, *args)
    assert (await do(folk, "zahra", "hasteh", number)).state is after


@pytest.mark.parametrize(("now", "to"), list(product(FellowState, repeat=2)))
async def test_people_come_and_go_as_their_table_says(folk: Folk, now: FellowState, to: FellowState) -> None:
    fellow = await invites(folk, await active(folk))
    verbs = {FellowState.JOINED: "join", FellowState.DECLINED: "decline", FellowState.LEFT: "leave"}
    for step in [FellowState.JOINED, now] if now is FellowState.LEFT else [now] if now is not FellowState.INVITED else []:
        await do(folk, "maryam", verbs[step], fellow)
    if to in verbs:
        assert await told(folk, "maryam", verbs[to], fellow) == ("done" if to in FELLOW_MOVES[now] else "hasteh.cannot_move")


async def test_nobody_sees_or_decides_what_is_not_theirs(folk: Folk) -> None:
    number = await asks(folk)
    for verb, args in (("hasteh", ()), ("withdraw", ()), ("mend", (FORM,)), ("pause", ()), ("close", ())):
        assert await told(folk, "maryam", verb, number, *args) == "hasteh.no_such_hasteh", verb
        assert await told(folk, "maryam", verb, HastehId(999), *args) == "hasteh.no_such_hasteh", verb
    assert await told(folk, "maryam", "approve", number) == "kernel.not_allowed"
    own = await do(folk, "hassan", "ask", FORM)
    assert await told(folk, "hassan", "approve", own) == "hasteh.no_such_hasteh", "nobody decides about their own"
    assert [h.id for h in await do(folk, "hassan", "waiting")] == [number]
    assert await told(folk, "reza", "approve", own) == "done"


async def test_one_of_its_people_does_not_decide_and_each_answers_for_themselves(folk: Folk) -> None:
    number = await active(folk)
    fellow = await invites(folk, number)
    assert await told(folk, "zahra", "join", fellow) == "hasteh.no_such_invitation"
    assert await told(folk, "hassan", "remove", fellow) == "hasteh.no_such_invitation"
    assert await told(folk, "zahra", "invite", number, (await folk.member("maryam")).code, Relation.KIN, "بافنده") == "hasteh.invited_already"
    assert await told(folk, "zahra", "invite", number, (await folk.member("zahra")).code, Relation.KIN, "بافنده") == "hasteh.not_yourself"
    await do(folk, "maryam", "join", fellow)
    assert [h.id for h in await do(folk, "maryam", "mine")] == [number]
    await do(folk, "zahra", "close", number)
    assert await do(folk, "maryam", "mine") == [] and await told(folk, "maryam", "leave", fellow) == "hasteh.cannot_move"


@pytest.mark.parametrize("change", [{"title": "آ"}, {"postal_code": "12"}, {"years": 200}, {"product": ""}, {"address": "گرگان"}])
async def test_what_a_form_must_not_say(folk: Folk, change: dict[str, Any]) -> None:
    assert await told(folk, "zahra", "ask", replace(FORM, **change)) in ("hasteh.bad_words", "hasteh.bad_form")


async def test_nobody_looks_and_the_cards_go_out_again(folk: Folk) -> None:
    await asks(folk)
    before = folk["hassan"].last.id
    await folk.town.later(days=4)
    assert folk["hassan"].last.id == before, "they have five days"
    await folk.town.later(days=2)
    assert folk["hassan"].last.id != before and "درخواست شناسه‌ی هسته" in folk["hassan"].last.text


@pytest.mark.postgres
async def test_asked_and_decided_by_many_at_once(postgres_folk: Folk) -> None:
    folk = postgres_folk
    people = {who: await actor(folk, who) for who in ("zahra", "hassan", "reza")}

    async def one(who: str, verb: str, *args: Any) -> str:
        try:
            async with folk.scene() as scene:
                await getattr(scene.services["hasteh"], verb)(people[who], *args)
        except Refusal as no:
            return no.code
        return "done"

    assert Counter(await asyncio.gather(*(one("zahra", "ask", FORM) for _ in range(4)))) == {"done": 1, "hasteh.leads_already": 3}
    deeds = [one("hassan", "approve", HastehId(1)), one("reza", "reject", HastehId(1), WHY), one("reza", "send_back", HastehId(1), WHY)]
    assert Counter(await asyncio.gather(*deeds)) == {"done": 1, "hasteh.decided_already": 2}
