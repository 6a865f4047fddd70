"""کارت - asked for, followed, and the word that it came.   Rules: domain/pishkhan/carding.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import Role
from domain.pishkhan import PishkhanService
from domain.pishkhan.account import AccountState
from domain.pishkhan.bank_card import UNDER_WAY, BankCardState, CardCause
from domain.pishkhan.views import BankCardView
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, postal_code


@flow("pishkhan.card", offers=Role.MEMBER, family="bank", order=28)
async def card(chat: Chat, pishkhan: PishkhanService) -> None:
    """One at a time; why, and where it is to be sent."""
    seen = await pishkhan.standing(chat.member)
    if seen.card is not None and seen.card.state in UNDER_WAY:
        await _on_its_way(chat, pishkhan, seen.card)
        return
    if seen.account is None or seen.account.state is not AccountState.OPEN:
        await chat.say("account_first")
        await chat.start("pishkhan.account")
    cause = await chat.choose("cause", [Option(c, f"cause_{c.value}") for c in CardCause])
    where, code = await pishkhan.home_of(chat.member)
    if not await chat.yes_no("live_there", address=where, postal_code=code):
        where, code = await chat.ask("home_address", address()), await chat.ask("home_postal_code", postal_code())
    await chat.confirm("sure_to_ask", address=where, postal_code=code)
    await pishkhan.ask_card(chat.member, cause, where, code)
    await chat.say("asked")


async def _on_its_way(chat: Chat, pishkhan: PishkhanService, seen: BankCardView) -> None:
    """Where it is, and what may be done with that."""
    deeds = {BankCardState.ASKED: ["take_back"], BankCardState.MADE: [], BankCardState.POSTED: ["it_came"]}[seen.state]
    options = [Option("leave", "i_wait"), *(Option(d, d) for d in deeds)]
    told: dict[str, Any] = {"number": seen.number, "moved": seen.moved, "tail": seen.tail, "parcel": seen.parcel}
    deed = await chat.choose("where_it_is", options, said_as=f"is_{seen.state.value}", **told)
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "it_came":
        await pishkhan.card_arrived(chat.member)
        await chat.stop("arrived")
    await chat.confirm("sure_to_take_back", number=seen.number)
    await pishkhan.withdraw_card(chat.member)
    await chat.say("taken_back")
