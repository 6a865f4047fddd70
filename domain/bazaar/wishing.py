"""تقاضا گذاشتن - wanted in words; who sells such things is told, and answers with goods of their booth.   Moves: wish.py"""

from __future__ import annotations

from datetime import timedelta

from domain.bazaar.events import WishAnswered, WishMoved
from domain.bazaar.judging import Judging
from domain.bazaar.views import WishView
from domain.bazaar.wish import Bid, Wish, WishId, WishState
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Wishing(Judging):
    """Nobody sees a number here either (M24); an answer is goods, and they are bought as all others."""

    @command(Role.MEMBER)
    async def wish(self, actor: Actor, section: str, words: str, most: Rial, days: int) -> WishId:
        """Raises Refusal: `bazaar.not_now`, `bazaar.bad_words`, `bazaar.no_numbers`, `bazaar.bad_wish`, `bazaar.enough_wishes` (most)."""
        me, told, now = await self._me(actor), self._fit(words), self.unit.now
        if days not in self.policy.wish_days or most < 0:
            raise Refusal("bazaar.bad_wish")
        if await self.wishes.count_open(me) >= self.policy.wishes:
            raise Refusal("bazaar.enough_wishes", most=self.policy.wishes)
        province = await self.people.province_of(me)
        made = await self.wishes.add(Wish(WishId(0), me, section, told, most, province, WishState.OPEN, now, now + timedelta(days=days), now))
        sellers = [m for m in await self.shop.sellers_of(section, self.policy.wish_told) if m != me]
        self._tell_wish(made, tuple(sellers))
        return made.id

    @command(Role.MEMBER)
    async def end_wish(self, actor: Actor, wish: WishId, met: bool) -> None:
        """Found, or not wanted any more. Raises Refusal: `bazaar.no_such_wish`, `bazaar.cannot_move`."""
        found = await self.wishes.find(wish, lock=True)
        if found is None or found.buyer != actor.member:
            raise Refusal("bazaar.no_such_wish")
        self._tell_wish(await self.wishes.save(found.to(WishState.MET if met else WishState.WITHDRAWN, self.unit.now)))

    @command(Role.MEMBER)
    async def show_to(self, actor: Actor, wish: WishId, product: int) -> None:
        """Goods of the own booth. Raises Refusal: `bazaar.not_now`, `bazaar.no_such_wish`, `bazaar.no_such_good`, `bazaar.shown_already`, `bazaar.enough_bids` (most)."""
        me, found = await self._me(actor), await self.wishes.find(wish, lock=True)
        if found is None or found.state is not WishState.OPEN or found.buyer == me:
            raise Refusal("bazaar.no_such_wish")
        good = await self.shop.good(product)
        if good is None or not good.shown or good.seller != me:
            raise Refusal("bazaar.no_such_good")
        if len(await self.wishes.bids_of(wish)) >= self.policy.bids:
            raise Refusal("bazaar.enough_bids", most=self.policy.bids)
        if not await self.wishes.bid(Bid(wish, product, me, self.unit.now)):
            raise Refusal("bazaar.shown_already")
        self.about(found.about, product=product)
        self.unit.record(WishAnswered(wish, found.buyer, product))

    @command(Role.SYSTEM)
    async def wish_is_over(self, actor: Actor, wish: WishId) -> None:
        """Its day has come."""
        self.about(f"bazaar:wish:{wish}")
        found = await self.wishes.find(wish, lock=True)
        if found is not None and found.state is WishState.OPEN and found.until <= self.unit.now:
            self._tell_wish(await self.wishes.save(found.to(WishState.OVER, self.unit.now)))

    def _tell_wish(self, one: Wish, sellers: tuple[MemberId, ...] = ()) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(WishMoved(one.id, one.buyer, one.state, one.until, sellers))

    @query(Role.MEMBER)
    async def my_wishes(self, actor: Actor) -> list[WishView]:
        """Newest first."""
        return [await self._wish_view(w, actor.member_id) for w in await self.wishes.of_buyer(actor.member_id, self.policy.shown)]

    @query(Role.MEMBER)
    async def wishes_for_me(self, actor: Actor) -> list[WishView]:
        """Of others, in the sections that the viewer sells, newest first."""
        sections = {g.section for g in await self.shop.sold_by(actor.member_id)}
        found = await self.wishes.open_in(sections, self.policy.shown) if sections else []
        return [await self._wish_view(w, actor.member_id) for w in found if w.buyer != actor.member]

    @query(Role.MEMBER)
    async def wish_seen(self, actor: Actor, wish: WishId) -> WishView:
        """One's own, or open. Raises Refusal(`bazaar.no_such_wish`)."""
        found = await self.wishes.find(wish)
        if found is None or (found.buyer != actor.member and found.state is not WishState.OPEN):
            raise Refusal("bazaar.no_such_wish")
        return await self._wish_view(found, actor.member_id)

    @query(Role.SYSTEM)
    async def wish_for(self, actor: Actor, wish: WishId, member: MemberId) -> WishView | None:
        """As somebody sees it, for notices."""
        found = await self.wishes.find(wish)
        return None if found is None else await self._wish_view(found, member)

    async def _wish_view(self, w: Wish, me: MemberId) -> WishView:
        mine = w.buyer == me
        goods = await self.shop.goods([b.product for b in await self.wishes.bids_of(w.id)]) if mine else []
        name = (await self.people.short_names_of([w.buyer])).get(w.buyer, "")
        return WishView(w.id, name, w.section, w.words, w.most, w.province, w.state, w.until, tuple(g for g in goods if g.shown), mine)
