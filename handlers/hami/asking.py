"""درخواست حمایت - what kind of help, how much, for what, why, and to whom; followed, answered and taken back.   Rules: domain/hami/asking.py"""

from __future__ import annotations

from typing import Any

from domain.hami import HamiService
from domain.hami.asking import Whom
from domain.hami.model import Answer, AskId, AskState, HamiKind, SpentOn, Trade
from domain.hami.policy import policy_on
from domain.hami.views import AskView
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import rials, text
from handlers.membership.questions import member_code

ROUND = 1_000_000  # rials: nobody asks a neighbour for 6,166,667 toman
LARGEST = 10_000_000_000  # rials; the service says what may be
ABOUT_THE_CODE = ("hami.not_yourself", "hami.no_ring", "hami.no_such_member")
PARTS = 10  # of the bar that shows how far it is


@flow("hami.ask", offers=Role.MEMBER, family="bank", order=50)
async def ask(chat: Chat, hami: HamiService, membership: MembershipService) -> None:
    """Points are lent and never sold; that is said before anything is asked. The subject, if any, is the credit that a loan lacks, in rials."""
    kind, amount, spent_on = HamiKind.CREDIT, Rial(0), SpentOn.LOAN
    if isinstance(chat.subject, int):
        amount = Rial(max(-(-chat.subject // ROUND) * ROUND, (await hami.ask_bounds(chat.member))[0]))
        await chat.say("for_your_loan", amount=amount)
    else:
        kind = await chat.choose("what_help", [Option(k, f"kind_{k.value}") for k in HamiKind])
    if kind is HamiKind.IMPROVER:
        await chat.start("merat.improver")
    if kind is HamiKind.CREDIT and not amount:
        spent_on = await chat.choose("for_what", [Option(s, f"hami.spent_on.{s.value}") for s in SpentOn])
        amount = await chat.ask("how_much_help", rials(1, LARGEST))
    story = await chat.ask("story", text(*policy_on(chat.today).story))
    whom = await chat.choose("to_whom", [Option(w, f"whom_{w.value}") for w in Whom])
    which = await _which(chat, membership, whom)
    await chat.confirm("sure_to_ask", said_as="sure_credit" if amount else "sure_other", kind=kind, amount=amount, spent_on=spent_on)
    try:
        number = await hami.ask(chat.member, kind, Rial(amount), spent_on, story, whom, which)
    except Refusal as no:
        await _again(chat, no, whom)
        return
    await chat.say("is_asked")
    await chat.start("hami.my_ask", int(number))


async def _which(chat: Chat, membership: MembershipService, whom: Whom) -> str:
    if whom is Whom.TRADE:
        return (await chat.choose("in_which_trade", [Option(t, f"hami.trade.{t.value}") for t in Trade], columns=2)).value
    if whom is Whom.KANOON:
        return ""
    code = await chat.ask("hami_code", member_code())
    if await membership.name_behind(chat.member, code) is None:
        await chat.again("hami_code", "membership.nobody_has_this_code")
    return code


async def _again(chat: Chat, no: Refusal, whom: Whom) -> None:
    """What of the answers will not do."""
    if no.code == "hami.amount_between":
        await chat.again("how_much_help", no)
    if no.code == "hami.not_for_sale":
        await chat.again("story", no)
    if no.code == "hami.nobody_there":
        await chat.again("to_whom", no)
    if no.code in ABOUT_THE_CODE and whom is Whom.ONE:
        await chat.again("hami_code", no)
    raise no


@flow("hami.asks", offers=Role.MEMBER, family="bank", order=51, drafts=False)
async def asks(chat: Chat, hami: HamiService) -> None:
    """What I asked, newest first."""
    found = await hami.my_asks(chat.member)
    picked = await chat.choose("which_ask", [Option(int(a.id), "ask_line", ask_fields(a)) for a in found])
    await chat.start("hami.my_ask", picked)


@flow("hami.my_ask", offers=Role.MEMBER, drafts=False)
async def my_ask(chat: Chat, hami: HamiService) -> None:
    """How far it is, and whose turn; the subject is its number."""
    number = AskId(int(chat.subject or 0))
    seen = await hami.ask_seen(chat.member, number)
    if not seen.mine:
        await chat.stop("hami.refusal.no_such_ask")
    if seen.amount:
        await chat.write("progress", bar=bar_of(seen), covered=seen.covered, missing=seen.missing)
    for answer in Answer:
        if count := seen.answers.get(answer, 0):
            await chat.write(f"so_many_{answer.value}", n=count)
    await chat.say("how_it_stands", **ask_fields(seen))
    if seen.state is not AskState.OPEN:
        await chat.stop("any_time")
    deed = await chat.choose("deed_of_ask", [Option("leave", "i_wait"), Option("withdraw", "take_it_back")])
    if deed == "leave":
        await chat.stop("any_time")
    await chat.confirm("sure_to_withdraw", number=seen.number)
    await hami.withdraw_ask(chat.member, number)
    await chat.say("withdrawn", number=seen.number)


def bar_of(seen: AskView) -> str:
    """Full parts and empty ones, filled from the right."""
    full = PARTS * min(seen.covered, seen.amount) // max(1, seen.amount)
    return "🟩" * full + "⬜️" * (PARTS - full)


@flow("hami.waiting", offers=Role.MEMBER, family="bank", order=56, drafts=False)
async def waiting(chat: Chat, hami: HamiService) -> None:
    """What others ask of me, oldest first."""
    found = await hami.asks_for_me(chat.member)
    picked = await chat.choose("whose_ask", [Option(int(a.id), "asked_line", ask_fields(a)) for a in found])
    seen = await hami.ask_seen(chat.member, AskId(picked))
    deeds = [("give" if seen.kind is HamiKind.CREDIT else "hand"), "question", "decline", "leave"]
    deed = await chat.choose("what_i_say", [Option(d, f"answer_{d}") for d in deeds], **ask_fields(seen))
    if deed in ("give", "question"):
        await chat.start("hami.give" if deed == "give" else "hami.question", picked)
    if deed == "leave":
        await chat.stop("any_time")
    await (hami.lend_a_hand(chat.member, seen.id) if deed == "hand" else hami.decline_ask(chat.member, seen.id))
    await chat.say("hand_is_lent" if deed == "hand" else "is_declined", name=seen.name)


@flow("hami.question", offers=Role.MEMBER)
async def question(chat: Chat, hami: HamiService) -> None:
    """A hami asks before they decide; the subject is the request."""
    number = AskId(int(chat.subject or 0))
    seen = await hami.ask_seen(chat.member, number)
    words = await chat.ask("what_to_ask", text(*policy_on(chat.today).words), name=seen.name)
    await hami.question(chat.member, number, words)
    await chat.say("question_went", name=seen.name)


@flow("hami.reply", offers=Role.MEMBER)
async def reply(chat: Chat, hami: HamiService) -> None:
    """The member answers those who asked; the subject is the request."""
    number = AskId(int(chat.subject or 0))
    await hami.ask_seen(chat.member, number)
    words = await chat.ask("what_to_reply", text(*policy_on(chat.today).words))
    await hami.reply(chat.member, number, words)
    await chat.say("reply_went")


def ask_fields(a: AskView) -> dict[str, Any]:
    """Fields of everything that tells of a request."""
    return {
        "number": a.number, "name": a.name, "kind": a.kind, "amount": a.amount, "covered": a.covered, "missing": a.missing, "spent_on": a.spent_on,
        "story": a.story, "state": a.state, "asked": a.asked, "until": a.until,
    }  # fmt: skip
