"""پرسیدن از فروشنده - a question about goods and its answer, through the house.   Rules: domain/bazaar/asking.py"""

from __future__ import annotations

from domain.bazaar import BazaarService
from domain.bazaar.model import LetterId
from domain.bazaar.policy import policy_on
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.sat import SatService
from domain.sat.product import ProductId
from handlers.bazaar.telling import on_sale_fields
from handlers.kit import Chat, flow
from handlers.kit.readers import text

ABOUT_WORDS = ("bazaar.no_numbers", "bazaar.bad_words")


@flow("bazaar.ask_seller", offers=Role.MEMBER)
async def ask_seller(chat: Chat, sat: SatService, bazaar: BazaarService) -> None:
    """The subject is the product."""
    product = ProductId(int(chat.subject or 0))
    seen = await sat.on_sale(chat.member, product)
    words = await chat.ask("your_question", text(*policy_on(chat.today).letter), **on_sale_fields(seen))
    try:
        await bazaar.write(chat.member, int(product), words)
    except Refusal as no:
        if no.code not in ABOUT_WORDS:
            raise
        await chat.again("your_question", no)
        return
    await chat.say("is_asked", booth=seen.name)


@flow("bazaar.answer", offers=Role.MEMBER)
async def answer(chat: Chat, bazaar: BazaarService) -> None:
    """What was written so far, then the answer; the subject is the letter."""
    letter = LetterId(int(chat.subject or 0))
    seen = await bazaar.letters_about(chat.member, letter)
    for one in seen:
        await chat.write("letter_mine" if one.mine else "letter_theirs", words=one.words, other=one.other)
    await chat.say("so_far", title=seen[-1].title)
    words = await chat.ask("your_answer", text(*policy_on(chat.today).letter))
    try:
        await bazaar.answer(chat.member, letter, words)
    except Refusal as no:
        if no.code not in ABOUT_WORDS:
            raise
        await chat.again("your_answer", no)
        return
    await chat.say("is_answered", other=seen[-1].other)
