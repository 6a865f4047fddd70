"""شنیدن - who is told at the counter and behind it, and what the clock does.   Events: domain/pishkhan/events.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import SYSTEM, MemberId, Role
from domain.membership.events import MemberErased
from domain.pishkhan import PishkhanService, events
from domain.pishkhan.account import AccountState, BankAccountId
from domain.pishkhan.bank_card import BankCardId, BankCardState
from domain.pishkhan.identity import IdentityState
from handlers.kit import Post, TimeUp, at_time, hears

OPEN, ARRIVES = "pishkhan.open", "pishkhan.arrives"
REMINDERS = "reminders"
NEXT = {IdentityState.PASSED: ("pishkhan.account",), IdentityState.AGAIN: ("pishkhan.identity",), IdentityState.FAILED: ("pishkhan.identity",)}
NEWS = (BankCardState.MADE, BankCardState.POSTED, BankCardState.REFUSED)
ACCOUNT_NEWS = {AccountState.DEFECTIVE: "pishkhan.mend", AccountState.OPEN: "pishkhan.counter", AccountState.REFUSED: "pishkhan.account"}


async def _to_clerks(post: Post, name: str, subject: int, but: MemberId) -> None:
    for clerk in await post.wearers(Role.POSHTIBAN) or await post.wearers(Role.ADMIN):
        if clerk != but:
            await post.card(name, subject, clerk)


@hears(events.EvidenceSent)
async def evidence_waits(event: events.EvidenceSent, post: Post) -> None:
    await post.refresh("pishkhan.evidence", int(event.identity))
    await _to_clerks(post, "pishkhan.evidence", int(event.identity), event.member)


@hears(events.EvidenceWanted)
async def evidence_comes(event: events.EvidenceWanted, post: Post, pishkhan: PishkhanService) -> None:
    seen = await pishkhan.identity_now(SYSTEM, event.identity)
    for kind, media in zip(("card", "face", "video"), event.media, strict=True):
        await post.tell(event.by, f"pishkhan.notice.evidence_{kind}", media=media, number=seen.number if seen is not None else "")


@hears(events.IdentityDecided)
async def an_identity_is_decided(event: events.IdentityDecided, post: Post, pishkhan: PishkhanService) -> None:
    await post.refresh("pishkhan.evidence", int(event.identity))
    seen = await pishkhan.identity_now(SYSTEM, event.identity)
    if seen is not None and event.state in NEXT:
        key = f"pishkhan.notice.identity_{event.state.value}"
        again = event.state is IdentityState.PASSED and await pishkhan.is_blocked(SYSTEM, event.member)
        buttons, key = (("pishkhan.unblock",), f"{key}_again") if again else (NEXT[event.state], key)
        await post.tell(event.member, key, buttons=buttons, number=seen.number, flaw=seen.flaw, left=seen.left)


@hears(events.AccountMoved)
async def an_account_moved(event: events.AccountMoved, post: Post, pishkhan: PishkhanService) -> None:
    await post.refresh("pishkhan.request", int(event.account))
    if event.state is AccountState.REVIEW:
        await _to_clerks(post, "pishkhan.request", int(event.account), event.member)
    seen = await pishkhan.account_now(SYSTEM, event.account)
    if seen is not None and event.state in ACCOUNT_NEWS:
        key = f"pishkhan.notice.account_{event.state.value}"
        await post.tell(event.member, key, buttons=(ACCOUNT_NEWS[event.state],), number=seen.number, note=seen.note, code=seen.code)


@hears(events.AccountBlocked)
async def an_account_is_blocked(event: events.AccountBlocked, post: Post) -> None:
    """Told to its member in any case: somebody else may have their phone."""
    await post.refresh("pishkhan.request", int(event.account))
    if not event.blocked:
        await post.tell(event.member, "pishkhan.notice.unblocked", buttons=("pishkhan.counter",))
    elif event.by == event.member:
        await post.tell(event.member, "pishkhan.notice.blocked_mine", buttons=("pishkhan.unblock",))
    else:
        await post.tell(event.member, "pishkhan.notice.blocked", buttons=("pishkhan.unblock",), why=event.why)


@hears(events.AccountDue)
async def the_bank_is_to_be_asked(event: events.AccountDue, post: Post) -> None:
    await post.at(event.at, OPEN, int(event.account))


@at_time(OPEN)
async def ask_the_bank(up: TimeUp, post: Post, pishkhan: PishkhanService) -> None:
    await pishkhan.open_account(SYSTEM, BankAccountId(int(up.subject)))


@hears(events.BankCardMoved)
async def a_card_moved(event: events.BankCardMoved, post: Post, pishkhan: PishkhanService) -> None:
    await post.refresh("pishkhan.bank_card", int(event.card))
    if event.state is BankCardState.ASKED:
        await _to_clerks(post, "pishkhan.bank_card", int(event.card), event.member)
    if event.arrives is not None:
        await post.at(event.arrives, ARRIVES, int(event.card))
    else:
        await post.off(ARRIVES, int(event.card))
    seen = await pishkhan.card_now(SYSTEM, event.card)
    if seen is not None and event.state in NEWS:
        told: dict[str, Any] = {"number": seen.number, "tail": seen.tail, "parcel": seen.parcel, "why": seen.why_not}
        await post.tell(event.member, f"pishkhan.notice.card_{event.state.value}", buttons=("pishkhan.card",), **told)


@at_time(ARRIVES)
async def did_it_come(up: TimeUp, post: Post, pishkhan: PishkhanService) -> None:
    card = BankCardId(int(up.subject))
    seen, member = await pishkhan.card_now(SYSTEM, card), await pishkhan.whose_card(SYSTEM, card)
    if seen is not None and member is not None:
        await post.tell(member, "pishkhan.notice.did_it_come", buttons=("pishkhan.card",), category=REMINDERS, parcel=seen.parcel)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, pishkhan: PishkhanService) -> None:
    await pishkhan.forget(SYSTEM, event.member)
