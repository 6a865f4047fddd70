"""کارت‌های میز - an identity check, a request for an account, a request for a bank card: for poshtibans.   Posted by: hearing.py"""

from __future__ import annotations

from domain.pishkhan import PishkhanService
from domain.pishkhan.account import AccountState, BankAccountId
from domain.pishkhan.bank_card import BankCardId
from domain.pishkhan.identity import IdentityId
from handlers.kit import Card, card


@card("pishkhan.evidence")
async def draw_evidence(card: Card, pishkhan: PishkhanService) -> None:
    seen = await pishkhan.evidence_of(card.viewer, IdentityId(card.subject))
    card.show("head", number=seen.number, name=seen.name, since=seen.since, tries=seen.tries)
    if seen.may:
        card.action("look", "", pishkhan.look_at_evidence, seen.id)
        card.action("judge", "pishkhan.judge")
    else:
        card.line(f"is_{seen.state.value}")


@card("pishkhan.request")
async def draw_request(card: Card, pishkhan: PishkhanService) -> None:
    seen = await pishkhan.account_to_review(card.viewer, BankAccountId(card.subject))
    card.show("head", number=seen.code, name=seen.name, since=seen.moved)
    if seen.may:
        card.action("review", "pishkhan.review")
    elif seen.state is not AccountState.REVIEW:
        card.line("account_is", state=seen.state)


@card("pishkhan.bank_card")
async def draw_bank_card(card: Card, pishkhan: PishkhanService) -> None:
    seen = await pishkhan.card_to_serve(card.viewer, BankCardId(card.subject))
    card.show("head", number=seen.number, name=seen.name, cause=seen.cause, state=seen.state)
    if seen.may:
        card.action("serve", "pishkhan.serve")
