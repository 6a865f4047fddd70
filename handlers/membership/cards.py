"""کارت‌های عضویت - a doubtful application, an organisation to sign for, a claim to one's own identifier.   Posted by: hearing.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM
from domain.kernel.refusal import Refusal
from domain.membership.model import SignerAnswer, Stage
from domain.membership.service import MembershipService
from handlers.kit import Card, card


@card("membership.review")
async def draw_review(card: Card, membership: MembershipService) -> None:
    """For poshtibans: what the registry could not settle (decision 26)."""
    v = await membership.review(card.viewer, int(card.subject))
    card.show("head", number=v.number, name=v.name, kind=v.kind, birth=v.birth, identifier=v.identifier, mobile=v.mobile, city=v.city, filed=v.filed)
    if v.legal_form is not None:
        card.line("organisation", form=v.legal_form, registration=v.registration or None)
    if v.cause is not None:
        card.line(f"cause_{v.cause.value}")
    if v.stage is not Stage.IN_REVIEW:
        card.line(f"is_{v.stage.value}", reason=v.reason or None, items=[*v.wants] or None)
        return
    if v.mine:
        card.line("mine")
        return
    if v.paper:
        card.line("has_paper")
        card.action("look", "", membership.look_at_paper, int(card.subject))
    if v.until is not None and card.now < v.until:
        card.line("objection_until", until=v.until)
    else:
        card.action("approve", "", membership.approve, int(card.subject))
    card.action("ask_again", "membership.ask_again")
    card.action("reject", "membership.reject")


@card("membership.signature")
async def draw_signature(card: Card, membership: MembershipService) -> None:
    """For a signatory of an organisation."""
    v = await membership.signature(card.viewer, int(card.subject))
    card.show("head", number=v.number, name=v.name, role=v.role, by=v.by or None)
    if v.stage is Stage.WAITING_SIGNATORIES and v.answer is SignerAnswer.WAITING:
        card.action("agree", "", membership.sign, int(card.subject), True)
        card.action("refuse", "", membership.sign, int(card.subject), False)
    else:
        card.line(f"answer_{v.answer.value}")
        card.line(f"is_{v.stage.value}")


@card("membership.claim")
async def draw_claim(card: Card, membership: MembershipService) -> None:
    """For a member whose identifier somebody else came with."""
    outcome = await membership.outcome(SYSTEM, int(card.subject))
    if outcome.claimed is None or card.viewer.member != outcome.claimed:
        raise Refusal("membership.no_application")
    card.show("head", number=outcome.number)
    if outcome.stage is Stage.IN_REVIEW:
        card.action("not_me", "", membership.object_claim, int(card.subject))
    else:
        card.line("over")
