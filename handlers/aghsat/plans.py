"""اقساط من - everything one pays month by month on one picture, each plan, signing and paying.   Rules: domain/aghsat/signing.py repaying.py reading.py"""

from __future__ import annotations

from domain.aghsat import AghsatService
from domain.aghsat.plan import OWING, PlanId, PlanState
from domain.aghsat.signing import to_agree
from domain.aghsat.views import PlanView
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.aghsat.choosing import write_preview
from handlers.aghsat.telling import drawing_of, plan_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number
from handlers.membership.stepping_up import step_up

LOANS, LEAVE, SEVERAL = "loans", "leave", 0
SHOWN = 12  # parts on a screen


@flow("aghsat.mine", offers=Role.MEMBER, family="bank", order=29, drafts=False)
async def mine(chat: Chat, aghsat: AghsatService) -> None:
    """اقساط من: over all subsystems, the months ahead first."""
    months, plans = await aghsat.months_ahead(chat.member), await aghsat.my_plans(chat.member)
    if months:
        await chat.give("months_picture", drawing=drawing_of(months), count=len(months))
    for month in months:
        await chat.write("month_line", first=month.first, total=month.plans + month.loans)
    if months:
        await chat.say("months_are", total=sum(m.plans + m.loans for m in months))
    loans = [Option(LOANS, "my_loans")] if any(m.loans for m in months) else []
    options = [Option(str(int(p.id)), "plan_option" if p.owed else "plan_option_over", plan_fields(p)) for p in plans]
    picked = await chat.choose("which_plan", [*options, *loans])
    if picked == LOANS:
        await chat.start("loan.mine")
    await chat.start("aghsat.plan", int(picked))


@flow("aghsat.plan", offers=Role.MEMBER, drafts=False)
async def plan(chat: Chat, aghsat: AghsatService) -> None:
    """Its parts, and what is to be paid next; the subject is the plan."""
    seen = await _seen(chat, aghsat)
    if seen.state is PlanState.DRAWN:
        await chat.start("aghsat.agree", int(seen.id))
    for part in [p for p in seen.parts if p.open][:SHOWN]:
        await chat.write("part_line", number=part.number, due=part.due, amount=part.owed)
    if seen.late:
        await chat.write("late_line", **plan_fields(seen))
    await chat.say(f"stands_{seen.state.value}", **plan_fields(seen))
    deeds = [*(["pay"] if seen.state in OWING else []), "thing"]
    deed = await chat.choose("deed_of_plan", [*(Option(d, f"do_{d}") for d in deeds), Option(LEAVE, "aghsat.all_for_now")])
    if deed == "pay":
        await chat.start("aghsat.pay", int(seen.id))
    if deed == "thing":
        await chat.start("bazaar.order_page", int(seen.thing.rpartition(":")[2]))
    await chat.stop("aghsat.any_time")


@flow("aghsat.pay", offers=Role.MEMBER, drafts=False)
async def pay(chat: Chat, aghsat: AghsatService) -> None:
    """The oldest part first, several, or all; the subject is the plan."""
    seen = await _seen(chat, aghsat)
    left = sum(1 for p in seen.parts if p.open)
    if seen.state not in OWING:
        await chat.start("aghsat.plan", int(seen.id))
    options = [Option(1, "just_one"), *([Option(SEVERAL, "several")] if left > 2 else []), *([Option(left, "all_of_it")] if left > 1 else [])]
    count = 1 if left == 1 else await chat.choose("how_many", options, **plan_fields(seen))
    if count == SEVERAL:
        count = await chat.ask("how_many_exactly", number(2, left), most=left)
    bill = await chat.pin("bill", await aghsat.bill(chat.member, seen.id, count))
    if bill.free < bill.total:
        await _pay_in(chat, missing=bill.total - bill.free)
    await chat.confirm("sure_to_pay", total=bill.total, count=len(bill.numbers), title=seen.title)
    try:
        state = await aghsat.pay(chat.member, seen.id, bill.numbers, bill.total)
    except Refusal as no:
        if no.code != "aghsat.other_bill":
            raise
        await chat.stop("aghsat.refusal.other_bill")
        raise
    await chat.say("all_is_paid" if state is PlanState.DONE else "is_paid", total=bill.total, title=seen.title, at=chat.now)


async def _pay_in(chat: Chat, missing: int) -> None:
    """Whoever has too little is led to pay in; nothing is lost meanwhile."""
    if await chat.choose("money_first", [Option(d, f"money_{d}") for d in ("pay_in", LEAVE)], missing=missing) == "pay_in":
        await chat.start("hesam.pay_in")
    await chat.stop("aghsat.any_time")


@flow("aghsat.agree", offers=Role.MEMBER, own=("step_code", "sure_to_agree"), drafts=False)
async def agree(chat: Chat, aghsat: AghsatService, membership: MembershipService) -> None:
    """The rules, a yes, a code: then it is bought. The subject is the plan."""
    seen = await _seen(chat, aghsat)
    if seen.state is not PlanState.DRAWN:
        await chat.start("aghsat.plan", int(seen.id))
    made = await aghsat.preview(chat.member, seen.total, seen.terms, seen.terms.months)
    if made.free < made.now:
        await _pay_in(chat, missing=made.now - made.free)
    await write_preview(chat, made)
    await chat.say("rules", title=seen.title)
    await chat.confirm("sure_to_agree", total=seen.total, now=made.now, title=seen.title)
    await step_up(chat, membership, to_agree(seen.id))
    await aghsat.agree(chat.member, seen.id)
    await chat.say("is_agreed", **plan_fields(await aghsat.plan(chat.member, seen.id)))


async def _seen(chat: Chat, aghsat: AghsatService) -> PlanView:
    return await aghsat.plan(chat.member, PlanId(int(chat.subject or 0)))
