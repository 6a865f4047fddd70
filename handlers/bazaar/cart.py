"""سبد و پسندیده‌ها - what somebody keeps in mind, and how many of it they mean to buy.   Rules: domain/bazaar/choosing.py"""

from __future__ import annotations

from domain.bazaar import BazaarService
from domain.bazaar.policy import policy_on
from domain.kernel.people import Role
from domain.sat import SatService
from domain.sat.product import ProductId
from handlers.bazaar.telling import good_fields, line_fields, on_sale_fields
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number

ORDER = -1
"""No goods: what is in the cart is ordered."""


@flow("bazaar.put_in_cart", offers=Role.MEMBER, drafts=False)
async def put_in_cart(chat: Chat, sat: SatService, bazaar: BazaarService) -> None:
    """How many; the subject is the product."""
    product = ProductId(int(chat.subject or 0))
    seen = await sat.on_sale(chat.member, product)
    told = on_sale_fields(seen)
    if not seen.stock:
        await chat.stop("sold_out", **told)
    most = min(seen.stock, policy_on(chat.today).most)
    count = await chat.ask("how_many", number(1, most), **told)
    await bazaar.put_in_cart(chat.member, int(product), count)
    after = await chat.choose("is_in_cart", [Option(a, f"then_{a}") for a in ("cart", "more")], **(told | {"count": count}))
    await chat.start("bazaar.cart" if after == "cart" else "bazaar.browse")


@flow("bazaar.cart", offers=Role.MEMBER, family="market", order=4, drafts=False)
async def cart(chat: Chat, bazaar: BazaarService) -> None:
    """By booth."""
    booths = await bazaar.cart(chat.member)
    if not booths:
        await chat.stop("bazaar.cart_is_empty")
    for one in booths:
        await chat.write("booth_line", booth=one.booth, total=one.total)
        for line in one.lines:
            await (chat.write("bazaar.cart_line", **line_fields(line)) if line.enough else chat.write("cart_line_short", **line_fields(line)))
    await chat.say("cart_now")
    lines = [line for one in booths for line in one.lines]
    order = [Option(ORDER, "order_it")] if any(one.ready for one in booths) else []
    change = [Option(line.good.product, "line_option", line_fields(line)) for line in lines]
    picked = await chat.choose("which_line", [*order, *change, Option(0, "bazaar.all_for_now")])
    if picked == ORDER:
        await chat.start("bazaar.order")
    if picked == 0:
        await chat.stop("bazaar.any_time")
    deed = await chat.choose("deed_of_line", [Option(d, f"do_{d}") for d in ("count", "out", "look")])
    if deed == "out":
        await bazaar.take_out(chat.member, picked)
        await chat.stop("is_out")
    await chat.start("bazaar.put_in_cart" if deed == "count" else "bazaar.product", picked)


@flow("bazaar.favourites", offers=Role.MEMBER, family="market", order=5, drafts=False)
async def favourites(chat: Chat, bazaar: BazaarService) -> None:
    """The latest first; what is not sold now can be dropped."""
    kept = await bazaar.favourites(chat.member)
    options = [Option(g.product, "kept_line" if g.shown else "kept_line_gone", good_fields(g)) for g in kept]
    picked = await chat.choose("which_kept", options, search=True)
    good = next(g for g in kept if g.product == picked)
    if good.shown:
        await chat.start("bazaar.product", picked)
    await chat.confirm("sure_to_drop", **good_fields(good))
    await bazaar.drop(chat.member, picked)
    await chat.say("is_dropped", title=good.title)
