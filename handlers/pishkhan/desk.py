"""پشت باجه - what waits for a poshtiban: who somebody is, an account, a card.   Rules: domain/pishkhan/   Cards: cards.py"""

from __future__ import annotations

from typing import Any

from domain.pishkhan import PishkhanService
from domain.pishkhan.account import AccountItem, BankAccountId
from domain.pishkhan.bank_card import BankCardId, BankCardState
from domain.pishkhan.base import CLERKS
from domain.pishkhan.carding import PARCEL
from domain.pishkhan.identity import Flaw, IdentityId
from domain.pishkhan.policy import policy_on
from domain.pishkhan.views import BankCardView, Desk
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import code, text


@flow("pishkhan.desk", offers=CLERKS, family="desk", order=51, drafts=False)
async def desk(chat: Chat, pishkhan: PishkhanService) -> None:
    """Everything that waits, in one list."""
    found = await pishkhan.waiting(chat.member)
    options = [Option(f"{w.desk.value}:{w.id}", f"line_{w.desk.value}", {"number": w.number, "name": w.name, "since": w.since}) for w in found]
    picked = await chat.choose("which", options, search=True)
    kind, _, number = picked.partition(":")
    if kind == Desk.IDENTITY:
        await chat.start("pishkhan.judge", int(number))
    await chat.start("pishkhan.review" if kind == Desk.ACCOUNT else "pishkhan.serve", int(number))


@flow("pishkhan.judge", offers=CLERKS, drafts=False)
async def judge(chat: Chat, pishkhan: PishkhanService) -> None:
    """Card, face and video are looked at in the chat; the subject is the identity check."""
    number = IdentityId(int(chat.subject or 0))
    seen = await pishkhan.evidence_of(chat.member, number)
    if not seen.may:
        await chat.stop("decided_already")
    options = [Option("look", "let_it_come"), Option("passed", "it_is_them"), *(Option(f.value, f"flaw_{f.value}") for f in Flaw)]
    told: dict[str, Any] = {"number": seen.number, "name": seen.name, "identifier": seen.identifier, "serial": seen.serial, "digits": seen.spoken, "tries": seen.tries}
    verdict = await chat.choose("verdict", options, **told)
    if verdict == "look":
        await pishkhan.look_at_evidence(chat.member, number)
        await chat.stop("it_comes")
    flaw = None if verdict == "passed" else Flaw(verdict)
    await chat.confirm("sure", said_as="sure_passed" if flaw is None else "sure_flaw", name=seen.name)
    await pishkhan.decide_identity(chat.member, number, flaw)
    await chat.say("decided", name=seen.name)


@flow("pishkhan.review", offers=CLERKS)
async def review(chat: Chat, pishkhan: PishkhanService) -> None:
    """The form is right, or some of it is to be mended; the subject is the account."""
    number = BankAccountId(int(chat.subject or 0))
    seen = await pishkhan.account_to_review(chat.member, number)
    if not seen.may:
        await chat.stop("decided_already")
    told: dict[str, Any] = {"code": seen.code, "name": seen.name, "address": seen.form.address, "postal_code": seen.form.postal_code, "job": seen.form.job}
    deed = await chat.choose("form_is", [Option("right", "it_is_right"), Option("wrong", "is_to_be_mended")], **told)
    if deed == "right":
        await chat.confirm("sure_right", name=seen.name)
        await pishkhan.approve_account(chat.member, number)
        await chat.stop("bank_is_asked", name=seen.name)
    wrong = await chat.choose_many("what_is_wrong", [Option(item, f"pishkhan.account_item.{item.value}") for item in AccountItem])
    note = await chat.ask("how_to_mend", text(*policy_on(chat.today).words), name=seen.name)
    await chat.confirm("sure_wrong", name=seen.name)
    await pishkhan.return_account(chat.member, number, tuple(wrong), note)
    await chat.say("returned", name=seen.name)


@flow("pishkhan.serve", offers=CLERKS)
async def serve(chat: Chat, pishkhan: PishkhanService) -> None:
    """A card is made, posted, or refused; the subject is the request."""
    number = BankCardId(int(chat.subject or 0))
    seen = await pishkhan.card_to_serve(chat.member, number)
    if not seen.may:
        await chat.stop("decided_already")
    deed = await chat.choose("step", [Option(d, f"step_{d}") for d in _steps(seen)], **_told(seen))
    if deed == "refuse":
        why = await chat.ask("why_refused", text(*policy_on(chat.today).words), name=seen.name)
        await chat.confirm("sure_refused", name=seen.name)
        await pishkhan.card_refused(chat.member, number, why)
    elif deed == "post":
        parcel = await chat.ask("parcel_code", text(*PARCEL, lines=False))
        await chat.confirm("sure_posted", parcel=parcel, name=seen.name)
        await pishkhan.card_posted(chat.member, number, parcel)
    else:
        tail = await chat.ask("last_four", code(4))
        await chat.confirm("sure_made", name=seen.name)
        await pishkhan.card_made(chat.member, number, tail)
    await chat.say("is_noted", name=seen.name)


def _steps(seen: BankCardView) -> tuple[str, ...]:
    return {BankCardState.ASKED: ("make", "refuse"), BankCardState.MADE: ("post",)}.get(seen.state, ("make_anew",))


def _told(seen: BankCardView) -> dict[str, Any]:
    return {"number": seen.number, "name": seen.name, "cause": seen.cause, "address": seen.address, "postal_code": seen.postal_code, "state": seen.state}
