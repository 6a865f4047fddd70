"""حمایت می‌کنم - the steps of «حامی باش»: who, how much, for what, a code; and everything that was lent.   Rules: domain/hami/giving.py   Source: banking.md 9"""

from __future__ import annotations

from typing import Any

from domain.hami import HamiService
from domain.hami.giving import to_give
from domain.hami.model import USABLE, AskId, AskState, SpentOn, SupportId
from domain.hami.policy import policy_on
from domain.hami.views import SupportView
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import mobile, national_id, rials, text
from handlers.membership.stepping_up import step_up

LARGEST = 10_000_000_000  # rials; the service says what may be
ABOUT_AMOUNT = ("hami.over_capacity", "hami.amount_between", "hami.more_than_asked")


@flow("hami.give", offers=Role.MEMBER, family="bank", order=54, own=("step_code",))
async def give(chat: Chat, hami: HamiService, membership: MembershipService) -> None:
    """Without a subject to whoever has both numbers; with one, for a request that I was asked."""
    capacity = (await hami.me_as_hami(chat.member)).capacity
    if not capacity.free:
        await chat.stop("nothing_free", gathered=capacity.gathered, reserved=capacity.reserved, missing=capacity.missing)
    ask = AskId(chat.subject) if isinstance(chat.subject, int) else None
    if ask is not None:
        seen = await hami.ask_seen(chat.member, ask)
        if seen.state is not AskState.OPEN:
            await chat.stop("hami.refusal.ask_over")
        code, name, spent_on = await hami.code_of_asker(chat.member, ask), seen.name, seen.spent_on
        most = min(seen.missing, capacity.free)
    else:
        code, name = await _person(chat, membership)
        spent_on, most = None, capacity.free
    amount = await chat.ask("how_much", rials(1, LARGEST), free=capacity.free, most=most)
    if spent_on is None:
        spent_on = await chat.choose("spent_on", [Option(s, f"hami.spent_on.{s.value}") for s in SpentOn])
    await chat.confirm("sure_to_give", name=name, amount=amount, spent_on=spent_on)
    await step_up(chat, membership, to_give(code))
    try:
        number = await hami.give(chat.member, code, Rial(amount), spent_on, ask)
    except Refusal as no:
        if no.code not in ABOUT_AMOUNT:
            raise
        await chat.again("how_much", no)
        return
    made = await hami.support(chat.member, number)
    await chat.say("given", **support_fields(made))


async def _person(chat: Chat, membership: MembershipService) -> tuple[str, str]:
    """Both numbers must be one person's; the name is shown before anything else."""
    number = await chat.ask("their_mobile", mobile())
    identifier = await chat.ask("their_id", national_id())
    found = await membership.person_behind(chat.member, number, identifier)
    if found is None:
        await chat.again("their_id", "hami.give.not_one_person")
        return "", ""  # not reached: the question is asked again
    if not await chat.yes_no("is_it_them", name=found.name):
        await chat.stop("not_them")
    return found.code, found.name


@flow("hami.supports", offers=Role.MEMBER, family="bank", order=55, drafts=False)
async def supports(chat: Chat, hami: HamiService) -> None:
    """حمایت‌های من: what I lent, newest first."""
    found = await hami.my_supports(chat.member)
    picked = await chat.choose("which_support", [Option(int(s.id), "support_line", support_fields(s)) for s in found])
    await chat.start("hami.support", picked)


@flow("hami.hamis", offers=Role.MEMBER, family="bank", order=52, drafts=False)
async def hamis(chat: Chat, hami: HamiService) -> None:
    """حامیان من: what I was lent, newest first."""
    found = await hami.my_hamis(chat.member)
    picked = await chat.choose("which_hami", [Option(int(s.id), "support_line", support_fields(s)) for s in found])
    await chat.start("hami.support", picked)


@flow("hami.support", offers=Role.MEMBER, drafts=False)
async def support(chat: Chat, hami: HamiService) -> None:
    """One support, for either of its two; the subject is its number."""
    number = SupportId(int(chat.subject or 0))
    seen = await hami.support(chat.member, number)
    if seen.thanks:
        await chat.write("thanks_were", words=seen.thanks)
    await chat.say("i_gave" if seen.mine else "i_got", **support_fields(seen))
    deeds = [*(["take_back"] if seen.mine and seen.state in USABLE else []), *(["thank"] if not seen.mine and not seen.thanks else [])]
    deed = await chat.choose("deed_of_it", [*(Option(d, f"deed_{d}") for d in deeds), Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "take_back":
        await chat.confirm("sure_to_take_back", left=seen.left, name=seen.other)
        await hami.take_back(chat.member, number)
        await chat.stop("taken_back", left=seen.left)
    words = await chat.ask("thanks", text(*policy_on(chat.today).words), name=seen.other)
    await hami.thank(chat.member, number, words)
    await chat.say("thanked", name=seen.other)


def support_fields(s: SupportView) -> dict[str, Any]:
    """Fields of everything that tells of a support."""
    return {
        "number": s.number, "name": s.other, "amount": s.amount, "used": s.used, "left": s.left, "spent_on": s.spent_on, "state": s.state, "given": s.given,
        "until": s.until,
    }  # fmt: skip
