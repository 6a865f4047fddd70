"""کارت‌های مشاوره - a case as a rahyar sees it, and whether a rahyar is still there.   Rules: domain/moshavereh/   Shown by: hearing.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM
from domain.moshavereh.model import Case, CaseState, Line
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import CaseView
from handlers.kit import Card, card


@card("moshavereh.case")
async def draw_case(card: Card, moshavereh: MoshaverehService) -> None:
    """What a rahyar sees of a case: who, in the middle of what, the last words; and what may be done with it now."""
    seen = await moshavereh.view(card.viewer, card.subject)
    case = seen.case
    if seen.name:
        card.show("head", number=case.number, name=seen.name, opened=case.opened)
    else:
        card.show("head_newcomer", number=case.number, opened=case.opened)
    card.line("rings_here" if seen.rings_here else f"is_{case.state.value}", name=seen.rahyar_name, until=case.until)
    if flow_name := case.about.partition("/")[0]:
        card.line("about", flow=f"{flow_name}.title")
    if seen.earlier:
        card.line("earlier")
    for line in (*seen.earlier, *seen.lines):
        _draw_line(card, line)
    _offer(card, seen, case, moshavereh)


def _offer(card: Card, seen: CaseView, case: Case, moshavereh: MoshaverehService) -> None:
    if case.state is CaseState.WAITING or seen.rings_here:
        card.action("take", "", moshavereh.take, case.id)
    if seen.rings_here:
        card.action("pass_on", "", moshavereh.pass_on, case.id)
    elif case.state is CaseState.RINGING:
        card.over("take", "refusal.rings_at", name=seen.rahyar_name)
    elif case.rahyar is not None and not case.is_over and not seen.mine:
        card.over("take", "refusal.taken", name=seen.rahyar_name)
    if seen.offered_here:
        card.action("accept", "", moshavereh.accept_transfer, case.id)
        card.action("decline", "", moshavereh.decline_transfer, case.id)
    if not seen.mine or case.is_over:
        return
    if case.state is CaseState.TRANSFERRING:
        card.action("keep", "", moshavereh.call_transfer_back, case.id)
        return
    card.action("answer", "moshavereh.answer")
    card.action("fill", "moshavereh.fill")
    card.action("send", "moshavereh.send")
    card.action("give_back", "", moshavereh.give_back, case.id)
    card.action("close", "", moshavereh.close, case.id)


def _draw_line(card: Card, line: Line) -> None:
    if line.words:
        card.line(f"said_by_{line.by}", words=line.words)
    if line.media:
        card.line(f"sent_by_{line.by}", what=f"moshavereh.kind.{line.kind}")


@card("moshavereh.presence")
async def draw_presence(card: Card, moshavereh: MoshaverehService) -> None:
    """«هنوز هستید؟» with one button, while it is asked."""
    duty = await moshavereh.duty_of(SYSTEM, card.subject)
    asked = duty is not None and duty.asked is not None and card.viewer.member == card.subject
    card.show("still_there" if asked else "seen")
    if asked:
        card.action("still_here", "", moshavereh.still_here)
