"""تأیید سازمان - whoever says that they belong to an organisation: the list, the card, the no with a reason.   Rules: domain/rahyar/affiliating.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Role
from domain.kernel.refusal import Refusal
from domain.rahyar import RahyarService
from domain.rahyar.model import AffiliationId
from domain.rahyar.policy import policy_on
from handlers.kit import Card, Chat, Option, card, flow
from handlers.kit.readers import text

DECIDERS = (*RAHYARS, Role.DABIR, Role.DASTYAR)


@flow("rahyar.confirm_org", offers=DECIDERS, family="desk", order=28, drafts=False)
async def confirm_org(chat: Chat, rahyar: RahyarService) -> None:
    """Those who wait for me."""
    waiting = {int(a.id): a for a in await rahyar.orgs_to_confirm(chat.member)}
    picked = await chat.choose("which", [Option(id, "line", {"name": a.name, "employer": a.employer}) for id, a in waiting.items()], search=True)
    if picked not in waiting:
        raise Refusal("rahyar.no_such_affiliation")
    one = waiting[picked]
    deed = await chat.choose("deed", [Option("confirm", "confirm"), Option("refuse", "refuse")], name=one.name, employer=one.employer, since=one.since)
    if deed == "refuse":
        await chat.start("rahyar.refuse_org", picked)
    await rahyar.confirm_org(chat.member, one.id)
    await chat.say("confirmed", name=one.name, employer=one.employer)


@flow("rahyar.refuse_org", offers=DECIDERS)
async def refuse_org(chat: Chat, rahyar: RahyarService) -> None:
    """A no has a reason, which the member reads (shared:G7); the subject is what was declared."""
    seen = await rahyar.find_affiliation(chat.member, AffiliationId(chat.subject)) if isinstance(chat.subject, int) else None
    if seen is None or "refuse" not in seen.may:
        await chat.stop("too_late")
        return
    reason = await chat.ask("reason", text(*policy_on(chat.today).reason), name=seen.name, employer=seen.employer)
    await rahyar.refuse_org(chat.member, seen.id, reason)
    await chat.say("refused", name=seen.name)


@card("rahyar.affiliation")
async def draw_affiliation(card: Card, rahyar: RahyarService) -> None:
    """For whoever may confirm it; the buttons go when somebody did."""
    seen = await rahyar.find_affiliation(card.viewer, AffiliationId(card.subject))
    if seen is None:
        raise Refusal("rahyar.no_such_affiliation")
    card.show("head", number=seen.number, name=seen.name or None, employer=seen.employer)
    card.line(f"is_{seen.state.value}", name=seen.by or None, at=seen.since)
    if "confirm" in seen.may:
        card.action("confirm", "", rahyar.confirm_org, seen.id)
        card.action("refuse", "rahyar.refuse_org")
