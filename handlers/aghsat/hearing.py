"""شنیدن - who is told of parts that are due, plans that are over, and vouchers.   Events: domain/aghsat/events.py"""

from __future__ import annotations

from typing import Any

from domain.aghsat import AghsatService, events
from domain.aghsat.bon import BonId, BonState
from domain.aghsat.plan import OWING, PlanId, PlanState
from domain.kernel.people import SYSTEM
from handlers.aghsat.telling import bon_fields, plan_fields
from handlers.kit import Post, TimeUp, at_time, hears

LOOK, BON_OVER = "aghsat.look", "aghsat.bon_over"
REMINDERS = "reminders"


async def _next_look(post: Post, aghsat: AghsatService, plan: PlanId) -> None:
    at = await aghsat.next_look(SYSTEM, plan)
    await (post.at(at, LOOK, int(plan)) if at is not None else post.off(LOOK, int(plan)))


@hears(events.PlanMoved)
async def a_plan_moved(event: events.PlanMoved, post: Post, aghsat: AghsatService) -> None:
    await _next_look(post, aghsat, event.plan)
    seen = await aghsat.plan_now(SYSTEM, event.plan)
    if seen is None:
        return
    if event.state in (PlanState.DONE, PlanState.UNDONE):
        await post.tell(event.member, f"aghsat.notice.{event.state.value}", start=("aghsat.plan", int(event.plan)), **plan_fields(seen))
    if event.state in (PlanState.DONE, PlanState.DEFAULTED):
        for hami in event.hamis:
            await post.tell(hami, f"aghsat.notice.hami_{event.state.value}", **plan_fields(seen))


@hears(events.PartsPaid)
async def something_is_paid(event: events.PartsPaid, post: Post, aghsat: AghsatService) -> None:
    await _next_look(post, aghsat, event.plan)


@at_time(LOOK)
async def time_goes_on(up: TimeUp, post: Post, aghsat: AghsatService) -> None:
    """Three days before, on the day, when it is late, when it is very late."""
    number = PlanId(int(up.subject))
    said = await aghsat.look(SYSTEM, number)
    seen = await aghsat.plan_now(SYSTEM, number)
    for one in said:
        if seen is not None and seen.state in OWING:
            when = "before" if one.days < 0 else "today" if one.days == 0 else "defaulted" if one.very_late else "late"
            told: dict[str, Any] = plan_fields(seen) | {"n": abs(one.days), "part": one.part.number, "due": one.part.due, "amount": one.part.owed}
            await post.tell(one.member, f"aghsat.notice.due_{when}", start=("aghsat.pay", int(number)), category=REMINDERS, **told)
    await _next_look(post, aghsat, number)


@hears(events.BonMoved)
async def a_voucher_moved(event: events.BonMoved, post: Post, aghsat: AghsatService) -> None:
    number = int(event.bon)
    if event.state is BonState.ACTIVE:
        await post.at(event.until, BON_OVER, number)
    for who in (event.member, event.giver):
        seen = await aghsat.bon_for(SYSTEM, event.bon, who)
        if seen is None or (who == event.giver and event.state is BonState.ACTIVE) or (event.state is BonState.EXPIRED and not event.left):
            continue
        side = "giver" if who == event.giver else "member"
        await post.tell(who, f"aghsat.notice.bon_{event.state.value}_{side}", start=("aghsat.bons", None), **(bon_fields(seen) | {"left": event.left}))


@at_time(BON_OVER)
async def its_day_has_come(up: TimeUp, post: Post, aghsat: AghsatService) -> None:
    await aghsat.expire_bon(SYSTEM, BonId(int(up.subject)))
