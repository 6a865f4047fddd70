"""درگاه‌های بازار - goods of the booths, members, the ledger, and who carries.   Ports: domain/bazaar/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from domain.aghsat.bon import BonId
from domain.aghsat.plan import PlanBasis, PlanId, PlanKind, PlanTerms
from domain.bazaar.order import Order, OrderSource, Place
from domain.bazaar.ports import Credit, Good, Later
from domain.hesam.model import CARRIAGE, FEES, Account, Money, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.membership.joining import PERSONAL
from domain.membership.model import State
from domain.mts.parcel import ParcelKind, Spot
from domain.mts.sending import ParcelForm
from domain.sat.model import SatId
from domain.sat.product import ProductId
from domain.sat.sections import CATEGORY_OF, NOT_TAKEN_BACK, Section, needed_for
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services


class ShopOfSats:
    """Asked of `sat`, which keeps goods and stock."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def good(self, product: int) -> Good | None:
        seen = await self._services["sat"].good_now(SYSTEM, ProductId(product))
        if seen is None:
            return None
        p, home = seen.product, seen.sat
        f, methods = p.form, tuple(home.form.methods)
        return Good(
            int(p.id), p.code, int(p.sat), home.form.name, p.seller, f.title, p.price, p.stock, seen.shown, f.photos[0], f.section.value, f.prep_days, f.weight, methods
        )  # fmt: skip

    async def take(self, product: int, count: int) -> Good:
        await self._services["sat"].reserve(SYSTEM, ProductId(product), count)
        taken = await self.good(product)
        if taken is None:
            raise LookupError(f"product {product} vanished while it was taken")
        return taken

    async def put_back(self, product: int, count: int) -> None:
        await self._services["sat"].put_back(SYSTEM, ProductId(product), count)

    async def sold_by(self, seller: MemberId) -> list[Good]:
        return await self.goods([int(number) for number in await self._services["sat"].shown_of(SYSTEM, seller)])

    async def sellers_of(self, section: str, limit: int) -> list[MemberId]:
        found: list[MemberId] = await self._services["sat"].sellers_of(SYSTEM, Section(section), limit)
        return found

    async def is_kept_by_law(self, section: str) -> bool:
        return section in {s.value for s in NOT_TAKEN_BACK}

    async def goods(self, products: Collection[int]) -> list[Good]:
        found = [await self.good(product) for product in products]
        return [good for good in found if good is not None]


class PeopleOfBazaar:
    """Persons who may act now buy and write by themselves."""

    def __init__(self, services: Services) -> None:
        self._services, self._rows = services, MemberRows(services.unit)

    async def needs(self, member: MemberId) -> frozenset[str]:
        found = await self._services["hasteh"].with_id_of(SYSTEM, member)
        return frozenset(s.value for s in needed_for(found.form.field.value)) if found is not None else frozenset()

    async def active(self, member: MemberId) -> bool:
        found = await self._rows.find(member)
        return found is not None and found.state is State.ACTIVE and found.kind in PERSONAL

    async def province_of(self, member: MemberId) -> str:
        found = await self._rows.find(member)
        return found.home.province.value if found is not None else ""

    async def managers(self) -> list[MemberId]:
        hats = self._services.unit.hats
        return await hats.wearers(Role.BAZAAR_MANAGER) or await hats.wearers(Role.ADMIN)

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}


class TillOfBazaar:
    """The ledger: an account of its own holds what was paid for an order."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def free(self, member: MemberId) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, own(member))).free)

    async def loans(self, member: MemberId) -> list[Credit]:
        found = await self._services["hesam"].accounts_of(SYSTEM, member, Money.LOAN)
        return [Credit(one.account.bound, one.free) for one in found if one.free > 0]

    async def bons(self, member: MemberId, sections: Collection[str]) -> list[Credit]:
        categories = frozenset(CATEGORY_OF[Section(one)].value for one in sections)
        found = await self._services["aghsat"].usable_bons(SYSTEM, member, categories)
        return [Credit(f"{OrderSource.BON}:{one.id}", one.left) for one in found if one.left > 0]

    async def take(self, order: Order) -> None:
        await self._post(order, "paid", Why.ORDER, (_credit(order), _held(order), order.credit), (own(order.buyer), _held(order), order.cash))
        await self._look_at_bon(order)

    async def _look_at_bon(self, order: Order) -> None:
        word, _, number = order.source.partition(":")
        if word == OrderSource.BON:
            await self._services["aghsat"].bon_changed(SYSTEM, BonId(int(number)))

    async def held(self, order: Order) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, _held(order))).balance)

    async def give_back(self, order: Order, cash: Rial, credit: Rial) -> None:
        if order.plan is not None:
            await self._services["aghsat"].give_back(SYSTEM, PlanId(order.plan), Rial(cash + credit))
            return
        key = f"back:{order.back}"
        await self._post(order, key, Why.ORDER_BACK, (_held(order), own(order.buyer), cash), (_held(order), _credit(order), credit))
        await self._look_at_bon(order)

    async def pay_out(self, order: Order) -> None:
        carriage = Rial(min(order.shipping, order.held))
        rest = Rial(order.held - carriage)
        commission = Rial(order.commission * rest // order.goods)  # of what was taken back nothing is due
        parts = ((CARRIAGE, carriage), (FEES, commission), (own(order.seller), Rial(rest - commission)))
        await self._post(order, "settled", Why.SALE, *((_held(order), target, amount) for target, amount in parts))

    async def _post(self, order: Order, key: str, why: Why, *parts: tuple[Account, Account, Rial]) -> None:
        postings = tuple(Posting(source, target, amount) for source, target, amount in parts if amount)
        if postings:
            await self._services["hesam"].post(SYSTEM, f"order:{order.id}:{key}", why, postings, order.about)


def _held(order: Order) -> Account:
    return Account(Money.ESCROW, 0, f"order:{order.id}")


def _credit(order: Order) -> Account:
    """The account of a loan, or of a voucher."""
    return Account(Money.BON if order.source.startswith(OrderSource.BON) else Money.LOAN, order.buyer, order.source)


class PlansOfOrders:
    """ام‌اقساط draws a plan for an order, and drops it when the order is not to be."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def draw(self, order: Order, later: Later, months: int) -> tuple[int, Rial]:
        if order.until is None:
            raise ValueError(f"order {order.id} waits for no money")
        terms = PlanTerms(PlanKind(later.kind), PlanBasis(later.basis), later.advance, later.months, later.breath, later.days)
        plan = await self._services["aghsat"].draw(SYSTEM, order.buyer, order.about, order.lines[0].title, order.total, terms, months, order.until)
        return int(plan), Rial(order.total - later.advance)

    async def drop(self, plan: int) -> None:
        await self._services["aghsat"].drop(SYSTEM, PlanId(plan))


class CarrierOfOrders:
    """ام‌تی‌اس fetches at the booth and brings to the buyer; what it costs is in the order."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def price(self, sat: int, place: Place, grams: int) -> Rial | None:
        try:
            found = await self._services["mts"].price(SYSTEM, await self._origin(sat), _spot(place), grams, Rial(0))
        except Refusal:
            return None  # too heavy, or no place at all
        return Rial(found.total)

    async def _origin(self, sat: int) -> Spot:
        home = await self._services["sat"].sat_of(SYSTEM, SatId(sat))
        return Spot(home.province, home.city, home.form.address, home.form.postal_code)

    async def send(self, order: Order) -> None:
        if order.place is None:
            raise ValueError(f"order {order.id} goes nowhere")
        grams = sum(line.grams * line.count for line in order.lines)
        content = f"{order.lines[0].title} ({order.number})"
        form = ParcelForm(ParcelKind.GOODS, content, await self._origin(order.sat), _spot(order.place), grams, Rial(0))
        await self._services["mts"].send_order(SYSTEM, form, order.seller, order.buyer, int(order.id), order.shipping)

    async def cancel(self, order: Order) -> None:
        await self._services["mts"].cancel_order(SYSTEM, int(order.id))


def _spot(place: Place) -> Spot:
    return Spot(place.province, place.city, place.address, place.postal_code)
