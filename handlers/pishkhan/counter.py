"""پیشخوان - where a member stands at the bank, the numbers to copy, and what comes next.   Rules: domain/pishkhan/reading.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.pishkhan import PishkhanService
from domain.pishkhan.account import AccountState
from domain.pishkhan.bank_card import BankCardState
from domain.pishkhan.identity import IdentityState
from domain.pishkhan.views import AccountView, CounterView
from handlers.kit import Chat, Option, flow


@flow("pishkhan.counter", offers=Role.MEMBER, family="bank", order=9, drafts=False)
async def counter(chat: Chat, pishkhan: PishkhanService) -> None:
    """One look, and only what makes sense now."""
    seen = await pishkhan.standing(chat.member)
    if not seen.entitled:
        await chat.stop("pishkhan.refusal.not_by_chat")
    await _write_identity(chat, seen)
    await _write_card(chat, seen)
    if seen.account is None:
        await chat.say("no_account_yet" if seen.ready else "no_bank_here")
    else:
        await _say_account(chat, seen.account)
    deeds = [Option(d, f"pishkhan.{d}.title") for d in _deeds(seen)]
    deed = await chat.choose("deed", [*deeds, Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    await chat.start(f"pishkhan.{deed}")


def _deeds(seen: CounterView) -> list[str]:
    found = ["average"]
    is_open = seen.account is not None and seen.account.state is AccountState.OPEN
    if seen.account is not None and seen.account.state is AccountState.BLOCKED:
        return ["unblock", *found]
    if seen.ready and not is_open:
        found.insert(0, "account")
    if seen.identity is None or seen.identity.state is not IdentityState.PASSED:
        found.insert(0, "identity")
    if is_open:
        found += ["card", "block"]
    return found


async def _write_identity(chat: Chat, seen: CounterView) -> None:
    if seen.identity is not None:
        await chat.write(f"identity_{seen.identity.state.value}", number=seen.identity.number, left=seen.identity.left, moved=seen.identity.moved)


async def _write_card(chat: Chat, seen: CounterView) -> None:
    card = seen.card
    if card is not None and card.state is not BankCardState.WITHDRAWN:
        await chat.write(f"card_{card.state.value}", number=card.number, tail=card.tail, parcel=card.parcel, why=card.why_not, moved=card.moved)


async def _say_account(chat: Chat, account: AccountView) -> None:
    if account.state is AccountState.BLOCKED and account.note:
        await chat.write("why_blocked", note=account.note)
    if account.state is not AccountState.OPEN:
        await chat.say(f"account_{account.state.value}", code=account.code, moved=account.moved, note=account.note)
        return
    if account.trial:
        await chat.write("numbers_are_invented")
    copies = {"copy_sheba": account.sheba, "copy_number": account.number}
    await chat.say("account_open", copies=copies, name=account.name, number=account.number, sheba=account.sheba)
