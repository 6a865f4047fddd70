"""پس دادن - what goes back and why, with photos; the seller's answer; and who decides when they do not agree.   Rules: domain/bazaar/taking_back.py"""

from __future__ import annotations

from typing import Any

from domain.bazaar import BazaarService
from domain.bazaar.order import OrderId, OrderState
from domain.bazaar.policy import policy_on
from domain.bazaar.take_back import BackReason, BackState, TakeBackId
from domain.bazaar.taking_back import MANAGERS
from domain.bazaar.views import BackView
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.bazaar.order_telling import order_fields
from handlers.kit import Chat, Media, Option, flow
from handlers.kit.readers import number, photo, text

ABOUT_REASON = ("bazaar.not_taken_back",)


def back_fields(seen: BackView) -> dict[str, Any]:
    """Fields of everything that tells of a return."""
    return {
        "number": seen.number, "booth": seen.booth, "buyer": seen.buyer, "title": seen.title, "count": seen.count, "amount": seen.amount, "reason": seen.reason,
        "words": seen.words, "photos": seen.photos, "state": seen.state, "asked": seen.asked, "until": seen.until, "answer": seen.answer or None,
        "ruling": seen.ruling or None,
    }  # fmt: skip


@flow("bazaar.take_back", offers=Role.MEMBER)
async def take_back(chat: Chat, bazaar: BazaarService) -> None:
    """The subject is the order."""
    seen = await bazaar.order_seen(chat.member, OrderId(int(chat.subject or 0)))
    if seen.selling or seen.state is not OrderState.DELIVERED:
        await chat.stop("bazaar.refusal.too_late_to_take_back")
    told, p = order_fields(seen), policy_on(chat.today)
    lines = seen.lines
    product = lines[0].product if len(lines) == 1 else await chat.choose("which_goods", [Option(one.product, "goods_option", {"title": one.title}) for one in lines])
    line = next(one for one in lines if one.product == product)
    count = 1 if line.count == 1 else await chat.ask("how_many_back", number(1, line.count), title=line.title)
    reason = await chat.choose("why_back", [Option(r, f"bazaar.back_reason.{r.value}") for r in BackReason])
    photos = []
    for n in range(0 if reason is BackReason.CHANGED_MIND else p.photos):
        shot: Media | None = await chat.ask("photo_of_it", photo(), n=n, said_as="photo_of_it" if n == 0 else "one_more_photo", optional=n > 0)
        if shot is None:
            break
        photos.append(f"{shot.kind}|{shot.ref}")
    words = await chat.ask("what_is_wrong", text(*p.reason))
    await chat.confirm("sure_to_ask_back", title=line.title, count=count, amount=line.price * count, reason=reason)
    try:
        number_of = await bazaar.ask_back(chat.member, seen.id, product, count, reason, words, tuple(photos))
    except Refusal as no:
        if no.code not in ABOUT_REASON:
            raise
        await chat.again("why_back", no)
        return
    await chat.say("is_asked_back", **told | back_fields(await bazaar.return_seen(chat.member, number_of)))


@flow("bazaar.returns", offers=Role.MEMBER, family="market", order=8, drafts=False)
async def returns(chat: Chat, bazaar: BazaarService) -> None:
    """Bought or sold, newest first."""
    found = await bazaar.my_returns(chat.member)
    picked = await chat.choose("which_return", [Option(int(b.id), "bazaar.return_option", back_fields(b)) for b in found], search=True)
    await chat.start("bazaar.return_page", picked)


@flow("bazaar.return_page", offers=Role.MEMBER)
async def return_page(chat: Chat, bazaar: BazaarService) -> None:
    """How it stands, for either side; the subject is the return."""
    seen = await bazaar.return_seen(chat.member, TakeBackId(int(chat.subject or 0)))
    if seen.side == "judge":
        await chat.start("bazaar.rule", int(seen.id))
    told = back_fields(seen)
    if seen.answer:
        await chat.write("bazaar.answer_line", **told)
    if seen.ruling:
        await chat.write("bazaar.ruling_line", **told)
    if seen.side == "buyer":
        await chat.write(f"buyer_{seen.state.value}", **told)
    else:
        await chat.write(f"seller_{seen.state.value}", **told)
    await chat.say("return_now", **told)
    deed = await chat.choose("deed_of_return", [*(Option(d, f"do_{d}") for d in _deeds(seen)), Option("leave_it", "bazaar.all_for_now")])
    if deed == "leave_it":
        await chat.stop("bazaar.any_time")
    if deed == "refuse":
        why = await chat.ask("why_refuse", text(*policy_on(chat.today).reason))
        await chat.confirm("sure", said_as="sure_refuse", **told)
        await bazaar.refuse(chat.member, seen.id, why)
    else:
        await chat.confirm("sure", said_as=f"sure_{deed}", **told)
        verbs = {"agree": bazaar.agree, "got_back": bazaar.got_back, "have_sent": bazaar.have_sent, "withdraw": bazaar.withdraw_return}
        await verbs[deed](chat.member, seen.id)
    await chat.say("done")


def _deeds(seen: BackView) -> list[str]:
    """What makes sense now."""
    of_buyer = {BackState.ASKED: ["withdraw"], BackState.AGREED: ["have_sent", "withdraw"], BackState.DISPUTED: ["withdraw"]}
    of_seller = {BackState.ASKED: ["agree", "got_back", "refuse"], BackState.AGREED: ["got_back"], BackState.SENT: ["got_back"]}
    return (of_buyer if seen.side == "buyer" else of_seller).get(seen.state, [])


@flow("bazaar.disputes", offers=MANAGERS, family="desk", order=64, drafts=False)
async def disputes(chat: Chat, bazaar: BazaarService) -> None:
    """Longest first."""
    found = await bazaar.disputes(chat.member)
    picked = await chat.choose("which_dispute", [Option(int(b.id), "bazaar.return_option", back_fields(b)) for b in found], search=True)
    await chat.start("bazaar.rule", picked)


@flow("bazaar.rule", offers=MANAGERS)
async def rule(chat: Chat, bazaar: BazaarService) -> None:
    """Both sides are read, then decided; the subject is the return."""
    number_of = TakeBackId(int(chat.subject or 0))
    seen = await bazaar.return_seen(chat.member, number_of)
    if seen.side != "judge" or seen.state is not BackState.DISPUTED:
        await chat.stop("bazaar.decided_already")
    told = back_fields(seen)
    deeds = (*(["photos"] if seen.photos else []), "refund", "deny")
    deed = await chat.choose("ruling", [Option(d, f"rule_{d}") for d in deeds], **told)
    if deed == "photos":
        await bazaar.look_at_photos(chat.member, number_of)
        await chat.stop("photos_come")
    why = await chat.ask("why_so", text(*policy_on(chat.today).reason))
    await chat.confirm("sure_to_rule", said_as=f"sure_to_{deed}", **told)
    await bazaar.rule(chat.member, number_of, deed == "refund", why)
    await chat.say("is_ruled", **told)
