"""فرستادن پول - to a member by code, with the name before the yes; the way back of what went wrong.   Rules: domain/hesam/sending.py recalling.py"""

from __future__ import annotations

from domain.hesam import HesamService
from domain.hesam.base import JUDGES
from domain.hesam.policy import policy_on
from domain.hesam.transfer import TransferId
from domain.hesam.views import Recipient, TransferView
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.hesam.showing import transfer_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import rials, text
from handlers.membership.questions import member_code


@flow("hesam.send", offers=Role.MEMBER, family="bank", order=12)
async def send(chat: Chat, hesam: HesamService) -> None:
    """Own money to somebody of the house."""
    await _send(chat, hesam, gift=False)


@flow("hesam.give", offers=Role.MEMBER)
async def give(chat: Chat, hesam: HesamService) -> None:
    """اهدای اعتبار: the same, meant as a gift."""
    await _send(chat, hesam, gift=True)


async def ask_recipient(chat: Chat, hesam: HesamService) -> Recipient | None:
    """Whom a code belongs to, and how much may still be given; for everything that is given to a member."""
    code = await chat.ask("to_whom", member_code())
    try:
        to = await hesam.recipient(chat.member, code)
    except Refusal as no:
        if no.code != "hesam.yourself":
            raise
        await chat.again("to_whom", no)
        return None
    if to is None:
        await chat.again("to_whom", "hesam.nobody_with_code")
    return to


async def _send(chat: Chat, hesam: HesamService, *, gift: bool) -> None:
    to = await ask_recipient(chat, hesam)
    if to is None:
        return  # not reached: the question is asked again
    most = min(to.free, to.left_today)
    if most < to.least:
        await chat.stop("cannot_send", free=to.free, left=to.left_today, least=to.least)
    amount = await chat.ask("amount", rials(to.least, most), name=to.name, free=to.free, left=to.left_today)
    words = await chat.ask("words_beside", text(1, policy_on(chat.today).words), optional=True, name=to.name)
    await chat.confirm("sure", said_as="sure_gift" if gift else "sure", name=to.name, amount=amount)
    await hesam.send(chat.member, to.code, Rial(amount), words or "", gift)
    await chat.say("sent_gift" if gift else "sent", name=to.name, amount=amount, at=chat.now)


async def _transfer(chat: Chat, hesam: HesamService, deed: str) -> TransferView:
    """The transfer that the subject names, if this may be done with it now; else the run ends with where it stands."""
    seen = await hesam.find_transfer(chat.member, TransferId(chat.subject)) if isinstance(chat.subject, int) else None
    if seen is None:
        raise Refusal("hesam.no_such_transfer")
    if deed not in seen.may:
        await chat.stop("over_by_now", state=seen.state, number=seen.number)
    return seen


@flow("hesam.ask_back", offers=Role.MEMBER)
async def ask_back(chat: Chat, hesam: HesamService) -> None:
    """It went to the wrong one; the subject is the transfer."""
    seen = await _transfer(chat, hesam, "ask_back")
    why = await chat.ask("mistake", text(*policy_on(chat.today).reason), **transfer_fields(seen))
    await chat.confirm("sure_back", name=seen.recipient or None, amount=seen.amount)
    until = await hesam.ask_back(chat.member, seen.id, why)
    await chat.say("asked", name=seen.recipient or None, until=until)


@flow("hesam.let_be", offers=Role.MEMBER, drafts=False)
async def let_be(chat: Chat, hesam: HesamService) -> None:
    """I do not ask for it any more; the subject is the transfer."""
    seen = await _transfer(chat, hesam, "let_be")
    await chat.confirm("sure_to_let_be", name=seen.recipient or None, amount=seen.amount)
    await hesam.let_be(chat.member, seen.id)
    await chat.say("let_be", name=seen.recipient or None)


@flow("hesam.give_back", offers=Role.MEMBER, drafts=False)
async def give_back(chat: Chat, hesam: HesamService) -> None:
    """It was not mine: all of it goes back; the subject is the transfer."""
    seen = await _transfer(chat, hesam, "give_back")
    await chat.confirm("sure_to_give_back", name=seen.sender or None, amount=seen.amount)
    await hesam.give_back(chat.member, seen.id)
    await chat.say("given_back", name=seen.sender or None, amount=seen.amount)


@flow("hesam.keep", offers=Role.MEMBER)
async def keep(chat: Chat, hesam: HesamService) -> None:
    """It is mine, and why; the subject is the transfer."""
    seen = await _transfer(chat, hesam, "keep")
    answer = await chat.ask("why_mine", text(*policy_on(chat.today).reason), **transfer_fields(seen))
    await hesam.keep(chat.member, seen.id, answer)
    await chat.say("answered", name=seen.sender or None)


@flow("hesam.disputes", offers=JUDGES, family="house", order=70, drafts=False)
async def disputes(chat: Chat, hesam: HesamService) -> None:
    """What two members do not agree about, oldest first."""
    found = await hesam.disputes(chat.member)
    options = [Option(int(t.id), "line_dispute", transfer_fields(t)) for t in found]
    picked = await chat.choose("which_dispute", options, search=True)
    await chat.start("hesam.decide", picked)


@flow("hesam.decide", offers=JUDGES)
async def decide(chat: Chat, hesam: HesamService) -> None:
    """Back to the sender or not, with a reason that both read; the subject is the transfer."""
    seen = await _transfer(chat, hesam, "decide")
    back = await chat.choose("ruling", [Option("back", "rule_back"), Option("stays", "rule_stays")], **transfer_fields(seen))
    words = await chat.ask("ruling_words", text(*policy_on(chat.today).reason))
    await chat.confirm("sure_ruling", said_as=f"sure_ruling_{back}", **transfer_fields(seen))
    went = await hesam.decide(chat.member, seen.id, back == "back", words)
    await chat.say("decided", number=seen.number, went=went)
