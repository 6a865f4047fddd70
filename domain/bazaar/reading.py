"""دیدن بازار - what the house tells elsewhere of what somebody did there.   Views: views.py"""

from __future__ import annotations

from domain.bazaar.asking import Asking
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine
from domain.kernel.verbs import command, query

KEPT = 100  # things that «داده‌های من» tells


class Reading(Asking):
    """Everybody sees their own."""

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `bazaar.not_yours` for another's."""
        self._check_self(actor, member)
        kept = [DataLine("bazaar.data.favourite", {"title": g.title}) for g in await self.shop.goods(await self.carts.favourites_of(member, KEPT))]
        cart = [DataLine("bazaar.data.in_cart", {"title": line.good.title, "count": line.count}) for booth in await self.cart(actor) for line in booth.lines]
        letters = [DataLine("bazaar.data.letter", {"words": one.words, "at": one.at}) for one in await self.letters.of_member(member, KEPT)]
        return [*kept, *cart, *letters]

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("bazaar.not_yours")

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"bazaar:member:{member}")
        await self.carts.forget(member)
