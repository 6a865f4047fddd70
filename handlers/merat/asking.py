"""درخواست سنجش - fee and consent first, then what only the member knows; and withdrawing it.   Rules: domain/merat/asking.py"""

from __future__ import annotations

from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.merat import MeratService
from domain.merat.asking import MOST_DEPENDANTS
from domain.merat.model import Declaration
from domain.merat.scorecard import Household
from domain.merat.views import Before
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number, photo, rials

LARGEST = Rial(100_000_000_000)  # rials a month; more is a slip of the finger


@flow("merat.ask", offers=Role.MEMBER, family="bank", order=31, own=("consent",))
async def ask(chat: Chat, merat: MeratService) -> None:
    """Name, number, kanoon and how long one is a member are known and not asked again."""
    if (await merat.standing(chat.member)).gathering is not None:
        await chat.stop("one_on_its_way")
    seen = await merat.before(chat.member)
    if seen.free < seen.fee:
        deed = await chat.choose("fee_first", [Option("pay", "pay_in_now"), Option("leave", "later")], fee=seen.fee, free=seen.free)
        if deed == "pay":
            await chat.start("hesam.pay_in")
        await chat.stop("any_time")
    if not await chat.yes_no(
        "consent", said_as="consent_trial" if seen.trial else "consent", fee=seen.fee, least=seen.days[0], most=seen.days[1], kanoon=seen.kanoon or None
    ):
        await chat.stop("without_consent")
    home = await _household(chat, seen)
    paper = await chat.ask("payslip", photo(), optional=True)
    fields = {"income": home.income, "instalments": home.instalments, "dependants": home.dependants, "can_pay": home.can_pay, "fee": seen.fee}
    await chat.confirm("sure_to_ask", **fields)
    await merat.ask(chat.member, Declaration(home, f"{paper.kind}|{paper.ref}" if paper is not None else ""))
    await chat.say("asked", fee=seen.fee, least=seen.days[0], most=seen.days[1])


async def _household(chat: Chat, seen: Before) -> Household:
    """What was declared the last time may stay."""
    last = seen.last
    if last is not None:
        fields = {"income": last.income, "instalments": last.instalments, "dependants": last.dependants, "can_pay": last.can_pay}
        if await chat.yes_no("same_as_before", **fields):
            return last
    income = await chat.ask("income", rials(1, LARGEST))
    instalments = await chat.ask("instalments", rials(0, LARGEST), optional=True)
    dependants = await chat.ask("dependants", number(0, MOST_DEPENDANTS))
    can_pay = await chat.ask("can_pay", rials(1, LARGEST))
    return Household(Rial(income), Rial(instalments or 0), dependants, Rial(can_pay))


@flow("merat.withdraw", offers=Role.MEMBER, drafts=False)
async def withdraw(chat: Chat, merat: MeratService) -> None:
    """Before there is a result: the fee is free again."""
    seen = (await merat.standing(chat.member)).gathering
    if seen is None:
        await chat.stop("nothing_to_withdraw")
        return
    await chat.confirm("sure_to_withdraw", number=seen.number, fee=seen.fee)
    await merat.withdraw(chat.member, seen.id)
    await chat.say("withdrawn", fee=seen.fee)
