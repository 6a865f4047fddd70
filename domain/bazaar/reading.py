"""دیدن بازار - what the house tells elsewhere of what somebody did there.   Views: views.py"""

from __future__ import annotations

from domain.bazaar.order import OPEN, PAID, Order, OrderId, OrderSource, OrderState, Place, Record
from domain.bazaar.take_back import TakeBack, TakeBackId
from domain.bazaar.taking_back import MANAGERS
from domain.bazaar.views import BackView, Journey, OrderView
from domain.bazaar.wishing import Wishing
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query

KEPT = 100  # things that «داده‌های من» tells


STATUS = {
    OrderState.UNPAID: Status.NEEDS_YOU, OrderState.PLACED: Status.WAITING, OrderState.PREPARING: Status.WAITING, OrderState.READY: Status.WAITING,
    OrderState.SHIPPED: Status.WAITING,
    OrderState.DELIVERED: Status.APPROVED, OrderState.REJECTED: Status.REJECTED,
}  # fmt: skip
SOLD = (OrderState.COMPLETED, OrderState.SETTLED)
GOES_ON = (*PAID, OrderState.SETTLED)
TO_DO = (OrderState.PLACED, OrderState.PREPARING, OrderState.READY)
EVER_PAID = tuple(s for s in OrderState if s not in (OrderState.UNPAID, OrderState.LAPSED))


class Reading(Wishing):
    """Everybody sees their own."""

    @query(Role.MEMBER)
    async def order_seen(self, actor: Actor, order: OrderId) -> OrderView:
        """Raises Refusal(`bazaar.no_such_order`): absent, another's, and not yet paid for who sells answer alike."""
        found = await self.orders.find(order)
        if found is None or not (found.buyer == actor.member or self._seen_by_seller(found, actor)):
            raise Refusal("bazaar.no_such_order")
        return await self._order_view(found, actor)

    def _seen_by_seller(self, one: Order, actor: Actor) -> bool:
        never_paid = one.state in (OrderState.UNPAID, OrderState.LAPSED) or (one.state is OrderState.CANCELLED and not one.back)
        return one.seller == actor.member and not never_paid

    @query(Role.MEMBER)
    async def my_orders(self, actor: Actor) -> list[OrderView]:
        """Bought, newest first."""
        return [await self._order_view(o, actor) for o in await self.orders.of_buyer(actor.member_id, list(OrderState), self.policy.shown)]

    @query(Role.MEMBER)
    async def places_of(self, actor: Actor) -> list[tuple[OrderId, Place]]:
        """Where the latest orders of the viewer were brought, each place once, with its earliest order: one that comes meanwhile changes no number."""
        found = await self.orders.of_buyer(actor.member_id, EVER_PAID, self.policy.shown)
        places = {o.place: o.id for o in found if o.place is not None}
        return [(number, place) for place, number in places.items()][: self.policy.places]

    @query(Role.MEMBER)
    async def to_prepare(self, actor: Actor) -> list[OrderView]:
        """Sold, and something is to be done; those that wait longest first."""
        return [await self._order_view(o, actor) for o in (await self.orders.of_seller(actor.member_id, TO_DO, self.policy.shown))[::-1]]

    @query(Role.MEMBER)
    async def sold(self, actor: Actor) -> list[OrderView]:
        """Newest first."""
        found = await self.orders.of_seller(actor.member_id, EVER_PAID, self.policy.shown)
        return [await self._order_view(o, actor) for o in found if self._seen_by_seller(o, actor)]

    @query(Role.SYSTEM)
    async def order_now(self, actor: Actor, order: OrderId) -> OrderView | None:
        """For notices: as its seller sees it."""
        found = await self.orders.find(order)
        return None if found is None else await self._order_view(found, Actor(found.seller, frozenset()))

    @query(Role.MEMBER)
    async def record_of_sat(self, actor: Actor, sat: int) -> Record:
        """Of the last three months."""
        return await self.orders.record_of_sat(sat, self.unit.now - self.policy.record)

    @query(Role.MEMBER)
    async def return_seen(self, actor: Actor, back: TakeBackId) -> BackView:
        """Raises Refusal(`bazaar.no_such_return`): absent and not for the viewer answer alike."""
        found = await self.backs.find(back)
        if found is None or not (actor.member in (found.buyer, found.seller) or actor.has(*MANAGERS)):
            raise Refusal("bazaar.no_such_return")
        return await self._back_view(found, actor)

    @query(Role.MEMBER)
    async def my_returns(self, actor: Actor) -> list[BackView]:
        """Bought or sold, newest first."""
        return [await self._back_view(b, actor) for b in await self.backs.of_member(actor.member_id, self.policy.shown)]

    @query(*MANAGERS)
    async def disputes(self, actor: Actor) -> list[BackView]:
        """Longest first, without those one is part of."""
        found = await self.backs.disputed(self.policy.shown)
        return [await self._back_view(b, actor) for b in found if actor.member not in (b.buyer, b.seller)]

    @query(Role.SYSTEM)
    async def return_now(self, actor: Actor, back: TakeBackId) -> BackView | None:
        """For notices."""
        found = await self.backs.find(back)
        return None if found is None else await self._back_view(found, actor)

    @query(Role.SYSTEM)
    async def judges_of(self, actor: Actor, back: TakeBackId) -> list[MemberId]:
        """Who may decide about a return."""
        found = await self.backs.find(back)
        return [] if found is None else [m for m in await self.people.managers() if m not in (found.buyer, found.seller)]

    @query(Role.SYSTEM)
    async def judges_of_seller(self, actor: Actor, seller: MemberId) -> list[MemberId]:
        """Who may look at the booth of somebody."""
        return [m for m in await self.people.managers() if m != seller]

    async def _back_view(self, one: TakeBack, actor: Actor) -> BackView:
        order = await self.orders.find(one.order)
        names = await self.people.short_names_of([one.buyer])
        side = "buyer" if actor.member == one.buyer else "seller" if actor.member == one.seller else "judge"
        return BackView(
            one.id, one.order, order.number if order else "", order.booth if order else "", names.get(one.buyer, ""), one.title, one.count, one.amount, one.reason,
            one.words, len(one.photos), one.state, one.asked, one.until, one.answer, one.ruling, side,
        )  # fmt: skip

    async def _order_view(self, one: Order, actor: Actor) -> OrderView:
        selling = actor.member == one.seller
        other = one.buyer if selling else one.seller
        names = await self.people.short_names_of([other])
        code = one.code if not selling and one.place is None and one.state in (OrderState.PREPARING, OrderState.READY) else ""
        return OrderView(
            one.id, one.number, one.booth, one.sat, names.get(other, ""), one.lines, one.state, one.total, one.cash, one.credit, one.back, one.commission, one.words,
            one.why, one.asked, one.moved, one.until, one.prep_days, code, one.wants_out, selling, one.shipping,
            one.place.city if one.place else "", one.source, one.plan,
        )  # fmt: skip

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Newest first. Raises `bazaar.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.orders.of_buyer(member, list(OrderState), self.policy.shown)
        return [RequestLine(o.number, "bazaar.request.order", STATUS.get(o.state, Status.ENDED), o.moved) for o in found]

    @query(Role.SYSTEM)
    async def journey_of(self, actor: Actor, member: MemberId) -> Journey:
        """What somebody did here, as the board of their hasteh needs it (hasteh:H10)."""
        bought = await self.orders.of_buyer(member, EVER_PAID, KEPT)
        sold = await self.orders.of_seller(member, EVER_PAID, KEPT)
        unpaid = await self.orders.of_buyer(member, [OrderState.UNPAID], self.policy.unpaid)
        with_loan = [o for o in bought if _of_loan(o) and o.state in GOES_ON]
        return Journey(
            bool(await self.carts.favourites_of(member, 1)), any(o.state in GOES_ON for o in bought), bool(with_loan), any(_of_loan(o) for o in unpaid),
            any(o.delivered is not None for o in with_loan), any(o.state in SOLD for o in sold), any(o.state in GOES_ON for o in sold),
        )  # fmt: skip

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """Orders are brought to their end first."""
        bought, sold = await self.orders.of_buyer(member, OPEN, 1), await self.orders.of_seller(member, OPEN, 1)
        return [*(["bazaar.tie.buys"] if bought else []), *(["bazaar.tie.sells"] if sold else [])]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `bazaar.not_yours` for another's."""
        self._check_self(actor, member)
        kept = [DataLine("bazaar.data.favourite", {"title": g.title}) for g in await self.shop.goods(await self.carts.favourites_of(member, KEPT))]
        cart = [DataLine("bazaar.data.in_cart", {"title": line.good.title, "count": line.count}) for booth in await self.cart(actor) for line in booth.lines]
        letters = [DataLine("bazaar.data.letter", {"words": one.words, "at": one.at}) for one in await self.letters.of_member(member, KEPT)]
        orders = [
            DataLine("bazaar.data.order", {"number": o.number, "booth": o.booth, "total": o.total, "at": o.asked, "state": o.state})
            for o in await self.orders.of_buyer(member, list(OrderState), KEPT)
        ]
        wishes = [DataLine("bazaar.data.wish", {"words": w.words, "at": w.asked, "state": w.state}) for w in await self.wishes.of_buyer(member, KEPT)]
        return [*orders, *kept, *cart, *letters, *wishes]

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("bazaar.not_yours")

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"bazaar:member:{member}")
        await self.carts.forget(member)
        await self.orders.forget(member)


def _of_loan(order: Order) -> bool:
    return order.source.partition(":")[0] == OrderSource.LOAN and order.credit > 0
