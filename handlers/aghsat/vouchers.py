"""بن‌ها - given to somebody by code, with their name before the yes; those I have and those I gave.   Rules: domain/aghsat/vouching.py"""

from __future__ import annotations

from domain.aghsat import AghsatService
from domain.aghsat.bon import ANYTHING
from domain.aghsat.policy import policy_on
from domain.hesam import HesamService
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.sat.sections import Category
from handlers.aghsat.telling import bon_fields
from handlers.hesam.sending import ask_recipient
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import rials, text

ALL = "all"


@flow("aghsat.give_bon", offers=Role.MEMBER, family="bank", order=15)
async def give_bon(chat: Chat, aghsat: AghsatService, hesam: HesamService) -> None:
    """Own money, for one kind of goods, until a day; what is left then comes back."""
    to = await ask_recipient(chat, hesam)
    if to is None:
        return  # not reached: the question is asked again
    most = min(to.free, to.left_today)
    if most < to.least:
        await chat.stop("cannot_give", free=to.free, left=to.left_today)
    amount = await chat.ask("amount", rials(to.least, most), name=to.name, free=to.free)
    kinds = [Option(ALL, "for_anything"), *(Option(c.value, f"sat.category.{c.value}") for c in Category)]
    category = await chat.choose("for_what", kinds, columns=2)
    policy = policy_on(chat.today)
    days = await chat.choose("how_long", [Option(d, "so_many_days", {"n": d}) for d in policy.bon_days], columns=2)
    words = await chat.ask("words_beside", text(1, policy.bon_words), optional=True, name=to.name)
    await chat.confirm("sure_to_give", name=to.name, amount=amount)
    await aghsat.give_bon(chat.member, to.code, Rial(amount), ANYTHING if category == ALL else category, days, words or "")
    await chat.say("is_given", name=to.name, amount=amount)


@flow("aghsat.bons", offers=Role.MEMBER, family="bank", order=14, drafts=False)
async def bons(chat: Chat, aghsat: AghsatService) -> None:
    """Newest first."""
    found = await aghsat.my_bons(chat.member)
    picked = await chat.choose("which_bon", [Option(int(b.id), "bon_got" if b.mine else "bon_gave", bon_fields(b)) for b in found])
    seen = next(b for b in found if b.id == picked)
    if seen.words:
        await chat.write("bon_words", **bon_fields(seen))
    await chat.say(f"bon_is_{seen.state.value}" if seen.mine else f"my_bon_is_{seen.state.value}", **bon_fields(seen))
    if seen.mine and seen.left and await chat.yes_no("to_the_bazaar"):
        await chat.start("bazaar.browse")
