"""کارت‌های مرآت - a question about a member, an income document, a request to answer for somebody, a dispute.   Posted by: hearing.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.merat import MeratService
from domain.merat.model import Asked, CheckId, CheckState, ImproverId, ImproverState, Opinion, WitnessId
from handlers.kit import Card, card


@card("merat.witness")
async def draw_witness(card: Card, merat: MeratService) -> None:
    """For hamyar, rahbar or poshtiban; nobody else learns what was said."""
    seen = await merat.question(card.viewer, WitnessId(card.subject))
    payslip = seen.kind is Asked.PAYSLIP
    card.show("head_payslip" if payslip else "head", number=seen.number, name=seen.name, income=seen.income)
    if seen.word is not None:
        card.line("said_already", by=seen.by, word=seen.word)
    elif not seen.open:
        card.line("too_late")
    else:
        if payslip:
            card.action("look", "", merat.look_at_payslip, seen.id)
            card.action("accept", "", merat.answer, seen.id, Opinion.YES)
            card.action("unreadable", "", merat.answer, seen.id, Opinion.NO)
            return
        card.action("trust", "", merat.answer, seen.id, Opinion.YES)
        card.action("not_trust", "", merat.answer, seen.id, Opinion.NO)
        card.action("unsure", "", merat.answer, seen.id, Opinion.UNSURE)


@card("merat.improving")
async def draw_improving(card: Card, merat: MeratService) -> None:
    """For whoever is asked to answer for a member."""
    seen = await merat.improver(card.viewer, ImproverId(card.subject))
    card.show("head", name=seen.name, until=seen.until)
    if seen.state is ImproverState.ASKED and not seen.mine:
        card.action("agree", "", merat.agree_improving, seen.id)
        card.action("decline", "", merat.decline_improving, seen.id)
    else:
        card.line(f"is_{seen.state.value}")


@card("merat.disputed")
async def draw_disputed(card: Card, merat: MeratService) -> None:
    """For rahyars online: whoever is first decides."""
    seen = await merat.dispute_of(card.viewer, CheckId(card.subject))
    card.show("head", number=seen.number, name=seen.name, words=seen.words, since=seen.since)
    if seen.may and card.viewer.has(Role.RAHYAR_ONLINE, Role.ADMIN):
        card.action("decide", "merat.decide")
    elif seen.state is not CheckState.DISPUTED:
        card.line("is_decided")
