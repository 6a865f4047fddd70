"""پایه‌ی سات - the ports of the service and what its verbs share.   Verbs: opening.py judging.py stocking.py showing.py reading.py"""

from __future__ import annotations

from datetime import datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.identifiers import BadIdentifier, check_postal_code, check_sheba
from domain.kernel.persian.selling import deals_in_points
from domain.kernel.persian.unfit import FORBIDDEN, HOLY, NAME, OFFICIAL, POLITICAL, found_in
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.sat import events
from domain.sat.model import Sat, SatForm, SatId, SatState
from domain.sat.policy import Policy, policy_on
from domain.sat.ports import Ports, Workshop
from domain.sat.product import STOCKED, Product, ProductForm, ProductId, ProductState

MANAGERS = (Role.BAZAAR_MANAGER, Role.ADMIN)
"""Who looks after the bazaar; nobody decides about their own."""


def to_sign(version: int) -> str:
    """What a code is asked for when the contract is signed."""
    return f"sat.contract:{version}"


class SatBase(Service):
    """A sat is its leader's; of goods only what is shown is anybody else's to see."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.sats, self.goods, self.house, self.bank = ports.sats, ports.goods, ports.house, ports.bank
        self.photos, self.trade, self.rates = ports.photos, ports.trade, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _workshop(self, actor: Actor) -> Workshop:
        """Raises Refusal: `sat.hasteh_first`, `sat.hasteh_paused`."""
        found = await self.house.led_by(actor.member_id)
        if found is None:
            raise Refusal("sat.hasteh_first")
        if not found.active:
            raise Refusal("sat.hasteh_paused")
        return found

    async def _mine(self, actor: Actor, sat: SatId) -> Sat:
        """Led by the actor, held to the end of the unit; absent and another's answer alike. Raises Refusal(`sat.no_such_sat`)."""
        found = await self.sats.find(sat, lock=True)
        if found is None or found.leader != actor.member:
            raise Refusal("sat.no_such_sat")
        return found

    async def _sat(self, sat: SatId, *, lock: bool = False) -> Sat:
        """Raises Refusal(`sat.no_such_sat`)."""
        found = await self.sats.find(sat, lock=lock)
        if found is None:
            raise Refusal("sat.no_such_sat")
        return found

    async def _product(self, product: ProductId, *, lock: bool = False) -> Product:
        """Raises Refusal(`sat.no_such_product`)."""
        found = await self.goods.find(product, lock=lock)
        if found is None or found.state is ProductState.DELETED:
            raise Refusal("sat.no_such_product")
        return found

    async def _my_product(self, actor: Actor, product: ProductId) -> Product:
        """Sold by the actor, held to the end of the unit. Raises Refusal(`sat.no_such_product`)."""
        found = await self._product(product, lock=True)
        if found.seller != actor.member or found.state not in STOCKED:
            raise Refusal("sat.no_such_product")
        return found

    def _may_judge(self, actor: Actor, of: MemberId) -> bool:
        return actor.member is not None and actor.member != of and actor.has(*MANAGERS)

    def _within(self, words: str, bounds: tuple[int, int]) -> str:
        """Raises Refusal(`sat.bad_words`, least, most)."""
        trimmed, (least, most) = words.strip(), bounds
        if not least <= len(trimmed) <= most:
            raise Refusal("sat.bad_words", least=least, most=most)
        return trimmed

    def _name(self, name: str) -> str:
        """Raises Refusal: `sat.bad_words`, `sat.name_letters`, `sat.name_word` (word)."""
        trimmed = self._within(" ".join(name.split()), self.policy.name)
        if not NAME.fullmatch(trimmed):
            raise Refusal("sat.name_letters")
        if word := found_in(trimmed, (*HOLY, *POLITICAL)):
            raise Refusal("sat.name_word", word=word)
        return trimmed

    def _checked(self, form: SatForm) -> SatForm:
        """Raises Refusal: `sat.bad_words`, `sat.name_letters`, `sat.name_word` (word), `sat.bad_form`, `sat.bad_hours`, `sat.forbidden` (word)."""
        try:
            code, sheba = check_postal_code(form.postal_code), check_sheba(form.sheba)
        except BadIdentifier:
            raise Refusal("sat.bad_form") from None
        if not form.methods:
            raise Refusal("sat.bad_form")
        if form.opens >= form.closes:
            raise Refusal("sat.bad_hours")
        about = self._allowed(self._within(form.about, self.policy.about))
        return SatForm(self._name(form.name), about, form.address.strip(), code, form.opens, form.closes, sheba, tuple(dict.fromkeys(form.methods)), form.logo)

    def _allowed(self, words: str) -> str:
        """Raises Refusal: `sat.forbidden` (word), `sat.no_points`: they are lent, never sold (banking.md 7.5)."""
        if word := found_in(words, FORBIDDEN):
            raise Refusal("sat.forbidden", word=word)
        if deals_in_points(words):
            raise Refusal("sat.no_points")
        return words

    def _checked_product(self, form: ProductForm) -> ProductForm:
        """Raises Refusal: `sat.bad_words`, `sat.forbidden` (word), `sat.bad_product`."""
        p = self.policy
        title = self._allowed(self._within(" ".join(form.title.split()), p.title))
        about = self._allowed(self._within(form.about, p.told))
        least, most = p.prep_days
        if not (least <= form.prep_days <= most and 0 <= form.weight <= p.weight and 1 <= len(form.photos) <= p.photos):
            raise Refusal("sat.bad_product")
        return ProductForm(form.section, title, about, form.prep_days, form.weight, form.photos)

    async def _until(self, moved: datetime) -> datetime:
        """By when somebody is to have looked."""
        return moved + (await self.rates.table(self.today)).days("sat.review")

    async def _sat_moved(self, after: Sat) -> Sat:
        saved = await self.sats.save(after)
        self.about(saved.about, state=saved.state)
        until = await self._until(saved.moved) if saved.state is SatState.REVIEW else None
        self.unit.record(events.SatMoved(saved.id, saved.leader, saved.state, until))
        if saved.state is SatState.CHECKING:
            self.unit.record(events.SatToCheck(saved.id, self.unit.now))
        return saved

    async def _product_moved(self, after: Product) -> Product:
        saved = await self.goods.save(after)
        self._tell_product(saved, await self._until(saved.moved) if saved.waits else None)
        return saved

    def _tell_product(self, one: Product, until: datetime | None) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.ProductMoved(one.id, one.sat, one.seller, one.state, until))
        if one.state is ProductState.CHECKING:
            self.unit.record(events.ProductToCheck(one.id, self.unit.now))

    def _official(self, name: str) -> bool:
        return bool(found_in(name, OFFICIAL))
