"""پیشخوان سات - what everybody may see of booths and goods: looked for by words, section and place.   Views: views.py   Rules: shared:G12"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import in_tehran
from domain.kernel.persian.sounds import sounds
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import query
from domain.sat.judging import Judging
from domain.sat.model import Sat, SatId, SatState
from domain.sat.ports import Search
from domain.sat.product import Product, ProductId, ProductState
from domain.sat.sections import SECTIONS, Category, Section
from domain.sat.views import Booth, OnSale, Stocked

SEEN = (SatState.ACTIVE, SatState.PAUSED)


class Showing(Judging):
    """A seller's address, account and phone are nobody's to see here."""

    @query(Role.MEMBER)
    async def booth(self, actor: Actor, sat: SatId) -> Booth:
        """Raises Refusal(`sat.no_such_sat`): absent and not shown answer alike."""
        found = await self._sat(sat)
        if found.state not in SEEN:
            raise Refusal("sat.no_such_sat")
        f, now = found.form, in_tehran(self.unit.now).time()
        goods = await self.goods.count(sat, [ProductState.LIVE])
        return Booth(
            found.id, found.code, f.name, f.about, f.logo, found.province, found.city, f.opens, f.closes, f.opens <= now < f.closes, f.methods, goods, found.signed,
            found.state is SatState.PAUSED,
        )  # fmt: skip

    @query(Role.MEMBER)
    async def on_sale(self, actor: Actor, product: ProductId) -> OnSale:
        """Raises Refusal(`sat.no_such_product`): absent and not shown answer alike."""
        found = await self._product(product)
        home = await self._sat(found.sat)
        if found.state is not ProductState.LIVE or home.state is not SatState.ACTIVE:
            raise Refusal("sat.no_such_product")
        return _on_sale(found, home, actor)

    @query(Role.MEMBER)
    async def search(self, actor: Actor, words: str, near: str, in_stock: bool, cheapest_first: bool) -> list[OnSale]:
        """However it is spelt, the words in any order; goods of the province `near` first. [] for words that say nothing."""
        told = sounds(words)
        together = [(*told[:n], told[n] + told[n + 1], *told[n + 2 :]) for n in range(len(told) - 1)]  # «سر گل», where it is written «سرگل»
        for asked in (tuple(told), *together):
            if asked and (found := await self._found(actor, Search(asked, near=near, in_stock=in_stock, cheapest_first=cheapest_first))):
                return found
        return []

    @query(Role.MEMBER)
    async def browse(self, actor: Actor, section: Section, province: str, near: str, cheapest_first: bool, monthly: bool) -> list[OnSale]:
        """`province`: only of there; "": of everywhere. `monthly`: only what may be paid by instalments."""
        return await self._found(actor, Search(sections=(section,), province=province, near=near, cheapest_first=cheapest_first, monthly=monthly))

    @query(Role.MEMBER)
    async def needed(self, actor: Actor, sections: list[Section], near: str) -> list[OnSale]:
        """What several sections have, in stock."""
        return await self._found(actor, Search(sections=tuple(sections), near=near, in_stock=True)) if sections else []

    @query(Role.MEMBER)
    async def goods_of(self, actor: Actor, sat: SatId) -> list[OnSale]:
        """Raises Refusal(`sat.no_such_sat`)."""
        await self.booth(actor, sat)
        return await self._found(actor, Search(sat=sat))

    @query(Role.MEMBER)
    async def shelves(self, actor: Actor) -> dict[Category, int]:
        """How many goods are shown in each category."""
        counts = await self.goods.counts()
        return {category: sum(counts.get(s, 0) for s in sections) for category, sections in SECTIONS.items()}

    @query(Role.MEMBER)
    async def sections_of(self, actor: Actor, category: Category) -> dict[Section, int]:
        counts = await self.goods.counts()
        return {section: counts.get(section, 0) for section in SECTIONS[category]}

    @query(Role.SYSTEM)
    async def good_now(self, actor: Actor, product: ProductId) -> Stocked | None:
        """Whatever its state: carts and orders remember what was bought."""
        found = await self.goods.find(product)
        if found is None:
            return None
        home = await self._sat(found.sat)
        return Stocked(found, home, found.state is ProductState.LIVE and home.state is SatState.ACTIVE)

    @query(Role.SYSTEM)
    async def shown_of(self, actor: Actor, seller: MemberId) -> list[ProductId]:
        """What of somebody's goods is shown."""
        return await self.goods.shown_of(seller, self.policy.found)

    @query(Role.SYSTEM)
    async def sellers_of(self, actor: Actor, section: Section, limit: int) -> list[MemberId]:
        """Who shows goods of a section, the latest first."""
        return await self.goods.sellers_of(section, limit)

    @query(Role.SYSTEM)
    async def sat_of(self, actor: Actor, sat: SatId) -> Sat:
        """For those it sells to through the house. Raises Refusal(`sat.no_such_sat`)."""
        return await self._sat(sat)

    async def _found(self, actor: Actor, wanted: Search) -> list[OnSale]:
        found = await self.goods.search(wanted, self.policy.found)
        homes: dict[SatId, Sat] = {}
        for one in found:
            if one.sat not in homes:
                homes[one.sat] = await self._sat(one.sat)
        return [_on_sale(p, homes[p.sat], actor) for p in found]


def _on_sale(p: Product, home: Sat, actor: Actor) -> OnSale:
    return OnSale(
        p.id, p.code, p.sat, home.form.name, p.form, p.price, p.stock, home.province, home.city, home.form.methods, p.seller == actor.member
    )  # fmt: skip
