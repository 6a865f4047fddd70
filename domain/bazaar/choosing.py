"""سبد و پسندیده‌ها - what somebody keeps in mind and means to buy; nothing is set aside for it until it is ordered.   Rules: bazaar:M10"""

from __future__ import annotations

from domain.bazaar.base import BazaarBase
from domain.bazaar.model import CartLine
from domain.bazaar.ports import Good
from domain.bazaar.views import BoothCart, InCart
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Choosing(BazaarBase):
    """A cart is split by booth."""

    @command(Role.MEMBER)
    async def put_in_cart(self, actor: Actor, product: int, count: int) -> None:
        """So many instead of what was there. Raises Refusal: `bazaar.not_now`, `bazaar.no_such_good`, `bazaar.your_own`, `bazaar.bad_count` (most), `bazaar.not_so_many`
        (left), `bazaar.cart_is_full` (most).
        """
        me, good = await self._me(actor), await self._good(actor, product)
        if not 1 <= count <= self.policy.most:
            raise Refusal("bazaar.bad_count", most=self.policy.most)
        if count > good.stock:
            raise Refusal("bazaar.not_so_many", left=good.stock)
        there = await self.carts.cart_of(me)
        if product not in {line.product for line in there} and len(there) >= self.policy.cart:
            raise Refusal("bazaar.cart_is_full", most=self.policy.cart)
        await self.carts.put(me, CartLine(product, count, self.unit.now))
        self.about(f"bazaar:cart:{me}", product=product, count=count)

    @command(Role.MEMBER)
    async def take_out(self, actor: Actor, product: int) -> None:
        """Not being there is no error."""
        await self.carts.put(actor.member_id, CartLine(product, 0, self.unit.now))
        self.about(f"bazaar:cart:{actor.member_id}", product=product)

    @query(Role.MEMBER)
    async def cart(self, actor: Actor) -> list[BoothCart]:
        """By booth, in the order they came; with what is left of it now."""
        lines = await self.carts.cart_of(actor.member_id)
        goods = {g.product: g for g in await self.shop.goods([line.product for line in lines])}
        by_booth: dict[int, list[InCart]] = {}
        for line in lines:
            if (good := goods.get(line.product)) is not None:
                enough = good.shown and line.count <= good.stock
                by_booth.setdefault(good.sat, []).append(InCart(good, line.count, enough))
        return [BoothCart(sat, found[0].good.booth, tuple(found)) for sat, found in by_booth.items()]

    @command(Role.MEMBER)
    async def keep(self, actor: Actor, product: int) -> None:
        """Among the favourites. Raises Refusal: `bazaar.no_such_good`, `bazaar.your_own`, `bazaar.enough_favourites` (most)."""
        await self._good(actor, product)
        most = self.policy.favourites
        if len(await self.carts.favourites_of(actor.member_id, most)) >= most:
            raise Refusal("bazaar.enough_favourites", most=most)
        await self.carts.keep(actor.member_id, product, self.unit.now)
        self.about(f"bazaar:favourite:{product}")

    @command(Role.MEMBER)
    async def drop(self, actor: Actor, product: int) -> None:
        """Not being there is no error."""
        await self.carts.drop(actor.member_id, product)
        self.about(f"bazaar:favourite:{product}")

    @query(Role.MEMBER)
    async def favourites(self, actor: Actor) -> list[Good]:
        """The latest first, also what is not sold now."""
        return await self.shop.goods(await self.carts.favourites_of(actor.member_id, self.policy.favourites))

    @query(Role.MEMBER)
    async def is_kept(self, actor: Actor, product: int) -> bool:
        return product in await self.carts.favourites_of(actor.member_id, self.policy.favourites)
