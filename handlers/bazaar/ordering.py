"""سفارش دادن - what of one booth, paid how, and the money; a purchase too small a purse for waits half an hour.   Rules: domain/bazaar/ordering.py"""

from __future__ import annotations

from domain.aghsat import AghsatService
from domain.aghsat.plan import PlanKind
from domain.bazaar import BazaarService
from domain.bazaar.order import NOTHING, UNDER_WAY, OrderId, OrderSource, OrderState, Place
from domain.bazaar.policy import policy_on
from domain.bazaar.ports import Credit, Later
from domain.bazaar.views import Checkout, OrderView
from domain.kernel.money import Rial
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.places import Province
from domain.membership.service import MembershipService
from domain.mts import MtsService
from handlers.aghsat.choosing import how_later, write_preview
from handlers.bazaar.order_telling import order_fields, write_lines
from handlers.bazaar.telling import line_fields
from handlers.kit import Chat, Option, flow, short
from handlers.kit.readers import address, postal_code, text

OWN = ""
"""Own money only."""
PAY_LATER = "later"
"""Beside the sources of an order: by a plan of ام‌اقساط."""
ADDRESS = 40  # characters of an address on a button
HOME, ELSEWHERE = 0, -1
"""Beside the numbers of orders that were brought somewhere."""


@flow("bazaar.order", offers=Role.MEMBER, family="market", order=6)
async def order(chat: Chat, bazaar: BazaarService, membership: MembershipService, aghsat: AghsatService) -> None:
    """Of one booth; where there are several in the cart, which first."""
    booths = await bazaar.cart(chat.member)
    if not booths:
        await chat.stop("bazaar.cart_is_empty")
    sat = booths[0].sat if len(booths) == 1 else await chat.choose("which_booth", [Option(b.sat, "booth_option", {"booth": b.booth, "total": b.total}) for b in booths])
    try:
        seen = await bazaar.checkout(chat.member, sat)
    except Refusal as no:
        if no.code != "bazaar.not_enough_left":
            raise
        await chat.start("bazaar.cart")
        return
    place, shipping = await _how_delivered(chat, bazaar, membership, sat, seen)
    total = Rial(seen.booth.total + shipping)
    source = await _how_to_pay(chat, seen, total)
    terms = await how_later(chat, aghsat, total, frozenset(PlanKind(word) for word in seen.later), seen.months) if source == PAY_LATER else None
    words = await chat.ask("words_beside", text(1, policy_on(chat.today).words), optional=True)
    for line in seen.booth.lines:
        await chat.write("bazaar.cart_line", **line_fields(line))
    if shipping:
        await chat.write("shipping_part", shipping=shipping)
    if credit := min(total, next((c.free for c in seen.credits if c.source == source), 0)):
        await chat.write("bon_part" if source.startswith(OrderSource.BON) else "credit_part", credit=credit, cash=total - credit)
    if terms is not None:
        await write_preview(chat, await aghsat.preview(chat.member, total, terms, seen.months))
    await chat.say("what_you_order", booth=seen.booth.booth)
    await chat.confirm("sure_to_order", booth=seen.booth.booth, prep_days=seen.prep_days, total=total)
    later = None if terms is None else Later(terms.kind.value, terms.basis.value, terms.advance, terms.months, terms.breath, terms.days)
    number = await bazaar.order(chat.member, sat, OWN if later else source, words or "", place, later)
    await chat.start("bazaar.pay", int(number))


async def _how_delivered(chat: Chat, bazaar: BazaarService, membership: MembershipService, sat: int, seen: Checkout) -> tuple[Place | None, Rial]:
    """By hand, or by a متصدی to an address; the price of that is told before the yes."""
    if not seen.grams or await chat.choose("how_delivered", [Option(d, f"delivered_{d}") for d in ("carrier", "hand")]) == "hand":
        return None, NOTHING
    place = await _where_to(chat, bazaar, membership)
    price = await bazaar.carriage(chat.member, sat, place)
    if price is None:
        await chat.stop("nobody_carries")
        return None, NOTHING
    return place, price


async def _where_to(chat: Chat, bazaar: BazaarService, membership: MembershipService) -> Place:
    """Home, where something was brought before, or somewhere else."""
    home = (await membership.profile(chat.member)).home
    known = {int(number): place for number, place in await bazaar.places_of(chat.member)}
    if home.address and home.postal_code:
        known = {HOME: Place(home.province.value, home.city, home.address, home.postal_code)} | {n: p for n, p in known.items() if p.postal_code != home.postal_code}
    options = [Option(n, "to_my_home" if n == HOME else "to_known_place", {"city": p.city, "address": short(p.address, ADDRESS)}) for n, p in known.items()]
    picked = await chat.choose("to_where", [*options, Option(ELSEWHERE, "to_another_place")]) if options else ELSEWHERE
    if picked != ELSEWHERE:
        return known[picked]
    province = await chat.choose("to_province", [Option(p, f"membership.province.{p.value}") for p in Province], search=True, columns=2)
    city = await chat.ask("to_city", text(2, 60, lines=False))
    return Place(province.value, city, await chat.ask("to_address", address()), await chat.ask("to_postal_code", postal_code()))


async def _how_to_pay(chat: Chat, seen: Checkout, total: Rial) -> str:
    """Only asked where there is a choice."""
    fit: list[Credit] = [c for c in seen.credits if seen.cash or c.free >= total]
    if not seen.cash and not fit and not seen.later:
        await chat.stop("no_way_to_pay", booth=seen.booth.booth)
    options = [Option(c.source, "with_bon" if c.source.startswith(OrderSource.BON) else "with_loan", {"free": c.free}) for c in fit]
    options += [Option(OWN, "with_own", {"free": seen.free})] if seen.cash else []
    options += [Option(PAY_LATER, "pay_later")] if seen.later else []
    return options[0].value if len(options) == 1 else await chat.choose("how_to_pay", options, total=total)


@flow("bazaar.pay", offers=Role.MEMBER, drafts=False)
async def pay(chat: Chat, bazaar: BazaarService) -> None:
    """The subject is the order."""
    seen = await _mine(chat, bazaar)
    told = order_fields(seen)
    if seen.state is not OrderState.UNPAID:
        await chat.start("bazaar.order_page", int(seen.id))
    if seen.plan is not None:
        await chat.start("aghsat.agree", seen.plan)
    try:
        await bazaar.pay(chat.member, seen.id)
    except Refusal as no:
        if no.code != "bazaar.money_short":
            raise
        await _pay_in_first(chat, bazaar, seen, no)
        return
    await chat.say("is_paid", **order_fields(await bazaar.order_seen(chat.member, seen.id)) | {"total": told["total"]})


async def _pay_in_first(chat: Chat, bazaar: BazaarService, seen: OrderView, no: Refusal) -> None:
    """The goods are set aside meanwhile; when money comes, the order is offered again."""
    deed = await chat.choose("money_first", [Option(d, f"do_{d}") for d in ("pay_in", "cancel", "later")], **(order_fields(seen) | no.fields))
    if deed == "pay_in":
        await chat.start("hesam.pay_in")
    if deed == "cancel":
        await bazaar.cancel(chat.member, seen.id)
        await chat.stop("bazaar.is_cancelled", **order_fields(seen))
    await chat.stop("pay_until", **order_fields(seen))


@flow("bazaar.orders", offers=Role.MEMBER, family="market", order=7, drafts=False)
async def orders(chat: Chat, bazaar: BazaarService) -> None:
    """Everything I bought, newest first."""
    found = await bazaar.my_orders(chat.member)
    picked = await chat.choose("which_order", [Option(int(o.id), "bazaar.order_option", order_fields(o)) for o in found], search=True)
    await chat.start("bazaar.order_page", picked)


@flow("bazaar.order_page", offers=Role.MEMBER, drafts=False)
async def order_page(chat: Chat, bazaar: BazaarService, mts: MtsService) -> None:
    """How it stands, whose turn it is; the subject is the order."""
    seen = await _mine(chat, bazaar)
    told = order_fields(seen)
    await write_lines(chat, seen)
    if seen.why:
        await chat.write("bazaar.why_line", **told)
    if seen.back:
        await chat.write("bazaar.back_line", **told)
    if seen.code:
        await chat.write("code_line", **told)
    if seen.shipping:
        await chat.write("bazaar.shipping_line", **told)
    if seen.plan is not None:
        await chat.write("later_line", **told)
    await chat.write(f"turn_{seen.state.value}", **told)
    await chat.say("order_now", **told)
    rated = ["rate"] if await bazaar.to_rate(chat.member, seen.id) else []
    deed = await chat.choose("deed_of_order", [*(Option(d, f"do_{d}") for d in [*_deeds(seen), *rated]), Option("leave_it", "bazaar.all_for_now")])
    if deed == "leave_it":
        await chat.stop("bazaar.any_time")
    if deed == "pay":
        await chat.start("bazaar.pay", int(seen.id))
    if deed == "plan":
        await chat.start("aghsat.plan", seen.plan)
    if deed == "parcel":
        await _parcel(chat, mts, seen)
        return
    if deed == "take_back":
        await chat.start("bazaar.take_back", int(seen.id))
    if deed == "rate":
        await chat.start("bazaar.rate", int(seen.id))
    if deed == "again":
        await _again(chat, bazaar, seen)
        return
    await chat.confirm("sure", said_as=f"sure_{deed}", **told)
    verbs = {"cancel": bazaar.cancel, "want_out": bazaar.want_out, "have_it": bazaar.have_it, "all_is_well": bazaar.all_is_well}
    await verbs[deed](chat.member, seen.id)
    await chat.say("done")


def _deeds(seen: OrderView) -> list[str]:
    """What makes sense now."""
    by_state = {
        OrderState.UNPAID: ["pay", "cancel"], OrderState.PLACED: ["cancel"], OrderState.READY: ["have_it"], OrderState.SHIPPED: ["have_it"],
        OrderState.DELIVERED: ["all_is_well", "take_back"],
    }  # fmt: skip
    out = ["want_out"] if seen.state in UNDER_WAY and not seen.wants_out else []
    over = ["again"] if seen.state not in by_state and seen.state not in UNDER_WAY else []
    parcel = ["parcel"] if seen.shipping and seen.state in (OrderState.READY, OrderState.SHIPPED, OrderState.DELIVERED) else []
    plan = ["plan"] if seen.plan is not None and seen.state not in (OrderState.UNPAID, OrderState.LAPSED) else []
    return [*parcel, *plan, *by_state.get(seen.state, []), *out, *over]


async def _parcel(chat: Chat, mts: MtsService, seen: OrderView) -> None:
    """Where it is, with the code for the door."""
    mine = [p for p in await mts.my_parcels(chat.member) if p.order == int(seen.id)]
    if mine:
        await chat.start("mts.parcel", int(mine[0].id))
    await chat.stop("bazaar.no_parcel_yet")


async def _again(chat: Chat, bazaar: BazaarService, seen: OrderView) -> None:
    """Into the cart what can be bought now; the rest is told."""
    for n, line in enumerate(seen.lines):
        try:
            await bazaar.put_in_cart(chat.member, line.product, line.count)
        except Refusal as no:
            await chat.say("not_again", n=n, title=line.title)
            if no.code not in ("bazaar.no_such_good", "bazaar.not_so_many"):
                raise
    await chat.start("bazaar.cart")


async def _mine(chat: Chat, bazaar: BazaarService) -> OrderView:
    seen = await bazaar.order_seen(chat.member, OrderId(int(chat.subject or 0)))
    if seen.selling:
        await chat.start("bazaar.sold_page", int(seen.id))
    return seen
