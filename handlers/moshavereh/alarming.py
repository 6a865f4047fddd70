"""گروه رهیاران - one alarm card for each who waits, without anything personal, edited when somebody takes it (decision 27).   Sent by: bot/group.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened, RingEnded
from domain.moshavereh.model import CaseState
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Card, Post, card, hears

CARD = "moshavereh.waiting"
A_MOMENT = timedelta(seconds=5)
"""Whoever is rung at once needs no group."""


@card("moshavereh.waiting")
async def draw_waiting(card: Card, moshavereh: MoshaverehService) -> None:
    """Number, topic, since when; while it rings at somebody the group is left as it is."""
    case = await moshavereh.case(SYSTEM, card.subject)
    if case is None:
        raise Refusal("moshavereh.no_such_case")
    if case.state is CaseState.RINGING:
        raise Refusal("moshavereh.rings_at", name=await moshavereh.name_of(SYSTEM, case.rung) if case.rung is not None else "")
    if case.state is CaseState.WAITING:
        since = case.queued or case.opened
        card.show("head", number=case.number, since=since)
        if flow_name := case.about.partition("/")[0]:
            card.line("about", flow=f"{flow_name}.title")
        if waited := (card.now - since) // timedelta(minutes=1):
            card.line("waits", minutes=waited)
        card.action("take", "moshavereh.answer", moshavereh.take, case.id)
    elif case.is_over:
        card.show("over", number=case.number)
    else:
        name = await moshavereh.name_of(SYSTEM, case.rahyar) if case.rahyar is not None else ""
        card.show("taken", number=case.number, name=name)
        card.over("take", "refusal.taken", name=name)


@hears(CaseOpened)
async def call_the_group(event: CaseOpened, post: Post) -> None:
    await post.to_group(CARD, event.case, A_MOMENT)


@hears(CaseMoved, CaseClosed, RingEnded)
async def tell_the_group(event: CaseMoved | CaseClosed | RingEnded, post: Post) -> None:
    await post.to_group(CARD, event.case)
