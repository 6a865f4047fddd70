"""نظر دادن - stars and words about what one bought; the seller answers once; everybody reads them.   Rules: domain/bazaar/judging.py"""

from __future__ import annotations

from domain.bazaar import BazaarService
from domain.bazaar.order import OrderId
from domain.bazaar.policy import policy_on
from domain.bazaar.rating import STARS, RatingId
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.sat import SatService
from domain.sat.product import ProductId
from handlers.bazaar.telling import score_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text


@flow("bazaar.rate", offers=Role.MEMBER)
async def rate(chat: Chat, bazaar: BazaarService) -> None:
    """The subject is the order."""
    order = OrderId(int(chat.subject or 0))
    goods = await bazaar.to_rate(chat.member, order)
    if not goods:
        await chat.stop("nothing_to_rate")
    product = goods[0][0] if len(goods) == 1 else await chat.choose("which_to_rate", [Option(p, "goods_option", {"title": title}) for p, title in goods])
    title = next(t for p, t in goods if p == product)
    stars = await chat.choose("how_many_stars", [Option(n, f"bazaar.stars_{n}") for n in reversed(STARS)], title=title)
    words = await chat.ask("your_opinion", text(*policy_on(chat.today).letter), optional=True, title=title)
    try:
        await bazaar.rate(chat.member, order, product, stars, words or "")
    except Refusal as no:
        if no.code != "bazaar.no_numbers":
            raise
        await chat.again("your_opinion", no)
        return
    await chat.say("is_rated", title=title)


@flow("bazaar.answer_rating", offers=Role.MEMBER)
async def answer_rating(chat: Chat, bazaar: BazaarService) -> None:
    """The subject is the rating."""
    number = RatingId(int(chat.subject or 0))
    seen = await bazaar.rating_seen(chat.member, number)
    if seen.answer:
        await chat.stop("bazaar.refusal.answered_already")
    words = await chat.ask("your_thanks", text(*policy_on(chat.today).letter), name=seen.name, stars=seen.stars, words=seen.words or None)
    try:
        await bazaar.answer_rating(chat.member, number, words)
    except Refusal as no:
        if no.code != "bazaar.no_numbers":
            raise
        await chat.again("your_thanks", no)
        return
    await chat.say("is_answered")


@flow("bazaar.opinions", offers=Role.MEMBER, drafts=False)
async def opinions(chat: Chat, sat: SatService, bazaar: BazaarService) -> None:
    """What buyers say; the subject is the product."""
    product = ProductId(int(chat.subject or 0))
    goods = await sat.on_sale(chat.member, product)
    score, said = await bazaar.opinions(chat.member, int(product))
    for one in said:
        await chat.write("opinion_line", name=one.name, stars=one.stars, words=one.words)
        if one.answer:
            await chat.write("answer_line", words=one.answer)
    await chat.say("opinions_now", title=goods.form.title, **score_fields(score))
    await chat.start("bazaar.product", int(product))
