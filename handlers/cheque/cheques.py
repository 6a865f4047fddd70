"""کارتابل چک - cheques that I wrote, hold or am offered; one of them, and everything that may be done with it now.   Rules: domain/cheque/"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from domain.cheque import ChequeService
from domain.cheque.cheque import ChequeId, ChequeState, LeafDeed
from domain.cheque.views import ChequeView
from domain.kernel.money import Rial
from domain.kernel.people import Role
from handlers.cheque.telling import cheque_fields, give_document, write_steps
from handlers.kit import Chat, Option, flow

WRITE = 0
"""No cheque: a new one."""
DIALOGS = (LeafDeed.REJECT, LeafDeed.PASS)
"""These need an answer first and are dialogs of their own."""


@flow("cheque.mine", offers=Role.MEMBER, family="bank", order=46, drafts=False)
async def mine(chat: Chat, cheque: ChequeService) -> None:
    """What moved last comes first."""
    found = await cheque.my_cheques(chat.member)
    lines = [Option(int(c.id), "drawn_line" if c.mine else "other_line", cheque_fields(c)) for c in found]
    picked = await chat.choose("which_cheque", [*lines, Option(WRITE, "write_one")])
    if picked == WRITE:
        await chat.start("cheque.write")
    await chat.start("cheque.cheque", picked)


@flow("cheque.cheque", offers=Role.MEMBER, drafts=False)
async def one(chat: Chat, cheque: ChequeService) -> None:
    """The subject is the leaf."""
    number = ChequeId(int(chat.subject or 0))
    seen = await cheque.cheque(chat.member, number)
    await write_steps(chat, seen)
    await chat.say("as_it_is", **cheque_fields(seen))
    deeds = [Option(d.value, f"do_{d.value}") for d in seen.may]
    deed = await chat.choose("deed_of_cheque", [*deeds, Option("document", "do_document"), Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "document":
        await give_document(chat, seen)
        return
    if deed == LeafDeed.REJECT:
        await chat.start("cheque.reject", int(number))
    if deed == LeafDeed.PASS:
        await chat.start("cheque.pass_on", int(number))
    await _does(chat, cheque, seen, LeafDeed(deed))


async def _does(chat: Chat, cheque: ChequeService, seen: ChequeView, deed: LeafDeed) -> None:
    """What needs a yes and nothing else."""
    if deed is LeafDeed.PAY:
        await _check_money(chat, cheque, seen)
    await chat.confirm("sure", said_as=f"sure_{deed.value}", **cheque_fields(seen))
    verbs: dict[LeafDeed, Callable[..., Awaitable[object]]] = {
        LeafDeed.ACCEPT: cheque.accept, LeafDeed.PRESENT: cheque.present, LeafDeed.WAIT: cheque.wait, LeafDeed.CALL_OFF: cheque.call_off,
        LeafDeed.GIVE_BACK: cheque.give_back,
        LeafDeed.WITHDRAW: cheque.withdraw, LeafDeed.PAY: cheque.settle,
    }  # fmt: skip
    became = await verbs[deed](chat.member, seen.id)
    paid = deed is LeafDeed.PRESENT and became == ChequeState.PAID
    after = await cheque.cheque(chat.member, seen.id)
    if paid:
        await chat.say("done_collected", **cheque_fields(after))
    else:
        await chat.say(f"done_{deed.value}", **cheque_fields(after))


async def _check_money(chat: Chat, cheque: ChequeService, seen: ChequeView) -> None:
    """Whoever has too little is led to pay in."""
    free = await cheque.free(chat.member)
    if free >= seen.amount:
        return
    short = Rial(seen.amount - free)
    deed = await chat.choose("pay_in_first", [Option("pay", "pay_in_now"), Option("leave", "later")], amount=seen.amount, free=free, short=short)
    if deed == "pay":
        await chat.start("hesam.pay_in")
    await chat.stop("any_time")
