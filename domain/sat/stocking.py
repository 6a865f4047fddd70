"""کالا گذاشتن - photographed, named, priced and counted by its seller; bought by others only as long as there is some.   Moves: product.py   Rules: bazaar:M6-M8"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command
from domain.sat import events
from domain.sat.model import Sat, SatId, SatState
from domain.sat.opening import Opens
from domain.sat.policy import CONTRACT
from domain.sat.product import STOCKED, Product, ProductForm, ProductId, ProductState
from domain.sat.sections import ALWAYS_LOOKED_AT

APPROVED = (ProductState.LIVE, ProductState.HIDDEN)


class Stocking(Opens):
    """Price and stock count at once; words are looked at where that is the rule, and the old ones are shown meanwhile."""

    @command(Role.MEMBER)
    async def add(self, actor: Actor, sat: SatId, form: ProductForm, price: Rial, stock: int) -> ProductId:
        """Raises Refusal: `sat.no_such_sat`, `sat.not_open`, `sat.contract_first`, `sat.enough_goods` (most), `sat.bad_words`, `sat.forbidden`, `sat.bad_product`,
        `sat.bad_price` (least, most), `sat.bad_stock` (most).
        """
        home, now = await self._selling(actor, sat), self.unit.now
        most = self.policy.goods
        if await self.goods.count(sat, STOCKED) >= most:
            raise Refusal("sat.enough_goods", most=most)
        checked = self._checked_product(form)
        fresh = Product(
            ProductId(0), sat, home.leader, checked, self._price(price), self._stock(stock), ProductState.CHECKING, home.province, now, now
        )  # fmt: skip
        made = await self.goods.add(fresh)
        self._tell_product(made, None)
        return made.id

    async def _selling(self, actor: Actor, sat: SatId) -> Sat:
        found = await self._mine(actor, sat)
        if found.state not in (SatState.ACTIVE, SatState.PAUSED):
            raise Refusal("sat.not_open")
        if found.contract != CONTRACT:
            raise Refusal("sat.contract_first")
        return found

    def _price(self, price: Rial) -> Rial:
        """Raises Refusal(`sat.bad_price`, least, most)."""
        p = self.policy
        if not p.least <= price <= p.most:
            raise Refusal("sat.bad_price", least=Rial(p.least), most=Rial(p.most))
        return price

    def _stock(self, stock: int) -> int:
        """Raises Refusal(`sat.bad_stock`, most)."""
        if not 0 <= stock <= self.policy.stock:
            raise Refusal("sat.bad_stock", most=self.policy.stock)
        return stock

    @command(Role.SYSTEM)
    async def check_product(self, actor: Actor, product: ProductId) -> None:
        """Its photos are looked at and kept; then it is shown, or somebody looks. Asked again later while a photo cannot be had."""
        self.about(f"sat:product:{product}")
        one = await self.goods.find(product, lock=True)
        if one is None or one.state is not ProductState.CHECKING:
            return
        kept = [await self.photos.keep(f"{one.about}:{n}:{one.tries}", photo) for n, photo in enumerate(one.form.photos)]
        if None in kept:
            waits = self.policy.ask_after
            saved = await self.goods.save(replace(one, tries=one.tries + 1))
            self.unit.record(events.ProductToCheck(product, self.unit.now + (waits[one.tries] if one.tries < len(waits) else timedelta(days=1))))
            self.about(saved.about, tries=saved.tries)
            return
        good = tuple(photo for photo in kept if photo)
        if not good:
            await self._product_moved(one.to(ProductState.NEEDS_EDIT, self.unit.now))
            return
        seen = replace(one, form=replace(one.form, photos=good))
        state = ProductState.REVIEW if await self._to_be_looked_at(seen) else ProductState.LIVE
        await self._product_moved(seen.to(state, self.unit.now))

    async def _to_be_looked_at(self, one: Product) -> bool:
        """The first goods of a sat, and some sections always (M7)."""
        first = (await self.rates.table(self.today)).count("sat.first_goods")
        return one.form.section in ALWAYS_LOOKED_AT or await self.goods.count(one.sat, APPROVED) < first

    @command(Role.MEMBER)
    async def mend_product(self, actor: Actor, product: ProductId, form: ProductForm) -> None:
        """What was sent back. Raises Refusal: `sat.no_such_product`, `sat.cannot_move`, `sat.bad_words`, `sat.forbidden`, `sat.bad_product`."""
        found = await self._my_product(actor, product)
        await self._product_moved(replace(found.to(ProductState.CHECKING, self.unit.now), form=self._checked_product(form), why="", by=None, tries=0))

    @command(Role.MEMBER)
    async def reword(self, actor: Actor, product: ProductId, title: str, about: str) -> bool:
        """Whether it is shown so at once; else somebody looks first. Raises Refusal: `sat.no_such_product`, `sat.not_shown`, `sat.bad_words`, `sat.forbidden`."""
        found = await self._my_product(actor, product)
        if found.state not in APPROVED:
            raise Refusal("sat.not_shown")
        form = self._checked_product(replace(found.form, title=title, about=about))
        waits = await self._to_be_looked_at(found)
        after = replace(found, wanted=form, moved=self.unit.now) if waits else replace(found, form=form, wanted=None)
        await self._product_moved(replace(after, why=""))
        return not waits

    @command(Role.MEMBER)
    async def add_photo(self, actor: Actor, product: ProductId, photo: str) -> None:
        """Looked at like the first ones before it is shown. Raises Refusal: `sat.no_such_product`, `sat.not_shown`, `sat.enough_photos` (most)."""
        found = await self._my_product(actor, product)
        if found.state not in APPROVED:
            raise Refusal("sat.not_shown")
        if len(found.form.photos) + len(found.coming) >= self.policy.photos:
            raise Refusal("sat.enough_photos", most=self.policy.photos)
        saved = await self.goods.save(replace(found, coming=(*found.coming, photo)))
        self.about(saved.about)
        self.unit.record(events.PhotoToKeep(product, self.unit.now))

    @command(Role.SYSTEM)
    async def keep_photos(self, actor: Actor, product: ProductId) -> None:
        """Those that came are looked at; what is no picture is left out, and the seller is told. What cannot be had now is asked for again later."""
        self.about(f"sat:product:{product}")
        found = await self.goods.find(product, lock=True)
        if found is None or found.state not in APPROVED or not found.coming:
            return
        first, *rest = found.coming
        kept = await self.photos.keep(f"{found.about}:more:{first}", first)
        if kept is None:
            self.unit.record(events.PhotoToKeep(product, self.unit.now + self.policy.ask_after[1]))
            return
        photos = (*found.form.photos, kept) if kept else found.form.photos
        await self.goods.save(replace(found, coming=tuple(rest), form=replace(found.form, photos=photos)))
        self.unit.record(events.PhotoLookedAt(product, found.seller, bool(kept)))
        if rest:
            self.unit.record(events.PhotoToKeep(product, self.unit.now))

    @command(Role.MEMBER)
    async def price_it(self, actor: Actor, product: ProductId, price: Rial) -> None:
        """From now on; orders keep theirs. Raises Refusal: `sat.no_such_product`, `sat.bad_price`."""
        found = await self._my_product(actor, product)
        await self._counts(replace(found, price=self._price(price)))

    @command(Role.MEMBER)
    async def count_it(self, actor: Actor, product: ProductId, stock: int) -> None:
        """How many there are to sell now. Raises Refusal: `sat.no_such_product`, `sat.bad_stock`."""
        found = await self._my_product(actor, product)
        await self._counts(replace(found, stock=self._stock(stock)))

    @command(Role.MEMBER)
    async def one_more(self, actor: Actor, product: ProductId) -> None:
        """Raises Refusal: `sat.no_such_product`, `sat.bad_stock`."""
        found = await self._my_product(actor, product)
        await self._counts(replace(found, stock=self._stock(found.stock + 1)))

    @command(Role.MEMBER)
    async def one_less(self, actor: Actor, product: ProductId) -> None:
        """Raises Refusal: `sat.no_such_product`, `sat.bad_stock`."""
        found = await self._my_product(actor, product)
        await self._counts(replace(found, stock=self._stock(found.stock - 1)))

    async def _counts(self, after: Product) -> None:
        saved = await self.goods.save(after)
        self.about(saved.about, price=saved.price, stock=saved.stock)
        self.unit.record(events.StockChanged(saved.id, saved.seller))

    @command(Role.MEMBER)
    async def hide(self, actor: Actor, product: ProductId) -> None:
        """Raises Refusal: `sat.no_such_product`, `sat.cannot_move`."""
        await self._product_moved((await self._my_product(actor, product)).to(ProductState.HIDDEN, self.unit.now))

    @command(Role.MEMBER)
    async def show(self, actor: Actor, product: ProductId) -> None:
        """Raises Refusal: `sat.no_such_product`, `sat.not_hidden`."""
        found = await self._my_product(actor, product)
        if found.state is not ProductState.HIDDEN:
            raise Refusal("sat.not_hidden")
        await self._product_moved(found.to(ProductState.LIVE, self.unit.now))

    @command(Role.MEMBER)
    async def delete(self, actor: Actor, product: ProductId) -> None:
        """Orders remember it. Raises Refusal: `sat.no_such_product`, `sat.cannot_move`."""
        found = await self._my_product(actor, product)
        await self._product_moved(replace(found.to(ProductState.DELETED, self.unit.now), wanted=None))

    @command(Role.SYSTEM)
    async def reserve(self, actor: Actor, product: ProductId, count: int) -> Product:
        """Taken out of the stock for an order; the first of two units gets the last one.

        Raises Refusal: `sat.no_such_product`, `sat.not_on_sale` (title), `sat.not_so_many` (title, left).
        """
        found = await self._product(product, lock=True)
        home = await self._sat(found.sat)
        if found.state is not ProductState.LIVE or home.state is not SatState.ACTIVE:
            raise Refusal("sat.not_on_sale", title=found.form.title)
        if found.stock < count:
            raise Refusal("sat.not_so_many", title=found.form.title, left=found.stock)
        saved = await self.goods.save(replace(found, stock=found.stock - count))
        self.about(saved.about, stock=saved.stock)
        self.unit.record(events.StockChanged(saved.id, saved.seller, gone=saved.stock == 0))
        return saved

    @command(Role.SYSTEM)
    async def put_back(self, actor: Actor, product: ProductId, count: int) -> None:
        """An order is not to be. Raises Refusal(`sat.no_such_product`): never of something that was only deleted meanwhile."""
        found = await self.goods.find(product, lock=True)
        if found is None:
            raise Refusal("sat.no_such_product")
        saved = await self.goods.save(replace(found, stock=found.stock + count))
        self.about(saved.about, stock=saved.stock)
        self.unit.record(events.StockChanged(saved.id, saved.seller))
