"""تقاضا - what I want and do not find, what others want that I sell.   Rules: domain/bazaar/wishing.py"""

from __future__ import annotations

from typing import Any

from domain.bazaar import BazaarService
from domain.bazaar.policy import policy_on
from domain.bazaar.views import WishView
from domain.bazaar.wish import WishId, WishState
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.places import Province
from domain.sat import SatService
from domain.sat.model import SatState
from domain.sat.product import ProductState
from domain.sat.sections import SECTIONS, Category, Section
from handlers.bazaar.telling import good_fields
from handlers.kit import Chat, Option, flow, short
from handlers.kit.readers import rials, text

NEW, LEAVE, MET, WITHDRAW = "new", "leave", "met", "withdraw"
LARGEST = Rial(100_000_000_000)
WORDS = 40  # characters on a button
ABOUT_WORDS = ("bazaar.no_numbers", "bazaar.bad_words")


@flow("bazaar.wish", offers=Role.MEMBER, family="market", order=9)
async def wish(chat: Chat, bazaar: BazaarService) -> None:
    """What, in which section, for how much, until when."""
    category = await chat.choose("wish_category", [Option(c, f"sat.category.{c.value}") for c in Category], columns=2)
    section = await chat.choose("wish_section", [Option(s, f"sat.section.{s.value}") for s in SECTIONS[category]], columns=2)
    words = await chat.ask("wish_words", text(*policy_on(chat.today).letter))
    most = await chat.ask("wish_most", rials(10, LARGEST), optional=True)
    days = await chat.choose("wish_days", [Option(d, "wish_days_option", {"n": d}) for d in policy_on(chat.today).wish_days], columns=3)
    await chat.confirm("sure_to_wish", section=section, words=words, days=days)
    try:
        number = await bazaar.wish(chat.member, section.value, words, Rial(most or 0), days)
    except Refusal as no:
        if no.code not in ABOUT_WORDS:
            raise
        await chat.again("wish_words", no)
        return
    await chat.say("is_wished")
    await chat.start("bazaar.my_wish", int(number))


@flow("bazaar.wishes", offers=Role.MEMBER, family="market", order=10, drafts=False)
async def wishes(chat: Chat, bazaar: BazaarService) -> None:
    """Mine first, then what others want that I sell."""
    mine = [w for w in await bazaar.my_wishes(chat.member) if w.state is WishState.OPEN]
    others = await bazaar.wishes_for_me(chat.member)
    options = [Option(f"m{w.id}", "wish_mine", wish_fields(w)) for w in mine] + [Option(f"o{w.id}", "wish_of_other", wish_fields(w)) for w in others]
    picked = await chat.choose("which_wish", [*options, Option(NEW, "new_wish"), Option(LEAVE, "bazaar.all_for_now")], search=True)
    if picked == LEAVE:
        await chat.stop("bazaar.any_time")
    if picked == NEW:
        await chat.start("bazaar.wish")
    await chat.start("bazaar.my_wish" if picked.startswith("m") else "bazaar.show_to", int(picked[1:]))


@flow("bazaar.my_wish", offers=Role.MEMBER, drafts=False)
async def my_wish(chat: Chat, bazaar: BazaarService) -> None:
    """What sellers showed; the subject is the wish."""
    seen = await bazaar.wish_seen(chat.member, WishId(int(chat.subject or 0)))
    if not seen.mine:
        await chat.start("bazaar.show_to", int(seen.id))
    if seen.state is WishState.OPEN and not seen.goods:
        await chat.say("nobody_showed_yet", **wish_fields(seen))
    else:
        await chat.say(f"wish_is_{seen.state.value}", count=len(seen.goods), **wish_fields(seen))
    ends = [Option(MET, "wish_found"), Option(WITHDRAW, "wish_no_more")] if seen.state is WishState.OPEN else []
    goods = [Option(str(g.product), "wish_good", good_fields(g)) for g in seen.goods]
    picked = await chat.choose("deed_of_wish", [*goods, *ends, Option(LEAVE, "bazaar.all_for_now")])
    if picked == LEAVE:
        await chat.stop("bazaar.any_time")
    if picked not in (MET, WITHDRAW):
        await chat.start("bazaar.product", int(picked))
    await bazaar.end_wish(chat.member, seen.id, picked == MET)
    await chat.say("wish_is_ended")


@flow("bazaar.show_to", offers=Role.MEMBER, drafts=False)
async def show_to(chat: Chat, bazaar: BazaarService, sat: SatService) -> None:
    """Something of my booth for who wants such; the subject is the wish."""
    seen = await bazaar.wish_seen(chat.member, WishId(int(chat.subject or 0)))
    if seen.mine:
        await chat.start("bazaar.my_wish", int(seen.id))
    await chat.say("somebody_wants", **wish_fields(seen))
    home = await sat.mine(chat.member)
    if home is None or home.state is not SatState.ACTIVE:
        await chat.start("sat.mine")
        return
    mine = [p for p in await sat.my_goods(chat.member, home.id) if p.state is ProductState.LIVE]
    product = await chat.choose("which_of_mine", [Option(int(p.id), "own_good", {"title": p.form.title, "price": p.price}) for p in mine], search=True)
    await bazaar.show_to(chat.member, seen.id, product)
    await chat.say("is_shown")


def wish_fields(seen: WishView) -> dict[str, Any]:
    return {
        "name": seen.name or None, "section": Section(seen.section), "words": seen.words, "first": short(seen.words, WORDS), "most": seen.most or None,
        "province": Province(seen.province), "until": seen.until, "state": seen.state,
    }  # fmt: skip
