"""فرستادن - a parcel of one's own, or of an order; the money is set aside and taken when it is picked up.   Moves: parcel.py   Rules: mts:D1, D10, D11"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.identifiers import BadIdentifier, check_postal_code
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.mts.base import MtsBase
from domain.mts.distance import NEIGHBOURS, band
from domain.mts.job import JobState, Leg
from domain.mts.parcel import DIGIT, Parcel, ParcelEvent, ParcelId, ParcelKind, ParcelState, Payer, Spot
from domain.mts.tariff import Quote, charged, quote
from domain.mts.tracking_code import tracking_code


@dataclass(frozen=True, slots=True)
class ParcelForm:
    """What a sender fills in. `receiver`: the code of a member, "" for somebody who is none; then `name` and `mobile` say who. `declared`: 0 without insurance.

    `size`: length, width and height in centimetres; zeros where it is small enough not to matter.
    """

    kind: ParcelKind
    content: str
    origin: Spot
    target: Spot
    grams: int
    declared: Rial
    receiver: str = ""
    name: str = ""
    mobile: str = ""
    size: tuple[int, int, int] = (0, 0, 0)


class Sending(MtsBase):
    """The price is shown before anything is sent."""

    @query(Role.MEMBER, Role.SYSTEM)
    async def price(self, actor: Actor, origin: Spot, target: Spot, grams: int, declared: Rial) -> Quote:
        """Raises Refusal: `mts.too_heavy` (most), `mts.bad_place`."""
        if not 1 <= grams <= self.policy.heaviest:
            raise Refusal("mts.too_heavy", most=self.policy.heaviest // 1000)
        if origin.province not in NEIGHBOURS or target.province not in NEIGHBOURS:
            raise Refusal("mts.bad_place")
        far = band(origin.province, origin.city, target.province, target.city)
        return quote(await self.rates.table(self.today), far, grams, declared)

    @command(Role.MEMBER)
    async def send(self, actor: Actor, form: ParcelForm) -> ParcelId:
        """Raises Refusal: `mts.not_now`, `mts.bad_words`, `mts.bad_place`, `mts.too_heavy`, `mts.too_large` (most), `mts.too_dear` (most), `mts.nobody_with_code`,
        `mts.not_yourself`, `mts.bad_receiver`, `mts.money_short` (missing), `mts.only_by_bank`.
        """
        me = await self._me(actor)
        if form.kind in (ParcelKind.BANK_CARD, ParcelKind.CHEQUE_BOOK):
            raise Refusal("mts.only_by_bank")
        receiver, name, mobile = await self._receiver(me.id, form)
        if not all(0 <= side <= self.policy.longest for side in form.size):
            raise Refusal("mts.too_large", most=self.policy.longest)
        price = await self.price(actor, form.origin, form.target, charged(form.grams, form.size), form.declared)
        if not 0 <= form.declared <= self.policy.declared:
            raise Refusal("mts.too_dear", most=Rial(self.policy.declared))
        if (free := await self.till.free(me.id)) < price.total:
            raise Refusal("mts.money_short", missing=Rial(price.total - free))
        made = await self._made(form, me.id, receiver, name, mobile, price, Payer.SENDER)
        if made.price:
            await self.till.hold(made)
        return made.id

    async def _receiver(self, me: MemberId, form: ParcelForm) -> tuple[MemberId | None, str, str]:
        if not form.receiver:
            if len(form.name.strip()) < 2 or not form.mobile:
                raise Refusal("mts.bad_receiver")
            return None, form.name.strip(), form.mobile
        found = await self.people.by_code(form.receiver)
        if found is None:
            raise Refusal("mts.nobody_with_code")
        if found.id == me:
            raise Refusal("mts.not_yourself")
        return found.id, found.name, found.mobile

    def _spot(self, spot: Spot) -> Spot:
        """Raises Refusal: `mts.bad_place`, `mts.bad_words`."""
        try:
            code = check_postal_code(spot.postal_code)
        except BadIdentifier:
            raise Refusal("mts.bad_place") from None
        if spot.province not in NEIGHBOURS or not spot.city.strip():
            raise Refusal("mts.bad_place")
        return Spot(spot.province, spot.city.strip(), self._words(spot.address, (5, 300)), code)

    async def _made(
        self, form: ParcelForm, sender: MemberId, receiver: MemberId | None, name: str, mobile: str, price: Quote, payer: Payer, order: int = 0
    ) -> Parcel:  # fmt: skip
        """It has its code by its number, so it is added first."""
        now, origin, target = self.unit.now, self._spot(form.origin), self._spot(form.target)
        content, expected = self._words(form.content, self.policy.content), self.today + timedelta(days=price.days)
        fresh = Parcel(
            ParcelId(0), "", form.kind, content, sender, receiver, name, mobile, origin, target, form.grams, form.declared, payer, price.carriage, price.insurance,
            ParcelState.WAITING, now, now, expected, order,
        )  # fmt: skip
        made = await self.parcels.add(fresh)
        code = tracking_code(self.today, origin.province, target.province, made.id, DIGIT[form.kind])
        saved = await self.parcels.save(replace(made, code=code))
        await self.parcels.happened(ParcelEvent(saved.id, saved.state, now, origin.city, sender, now))
        self._tell(saved)
        await self._offer(saved, Leg.PICKUP)
        self.about(saved.about)
        return saved

    @command(Role.SYSTEM)
    async def send_order(self, actor: Actor, form: ParcelForm, sender: MemberId, receiver: MemberId, order: int, carriage: Rial) -> ParcelId:
        """Of an order that is ready; what it costs was agreed with the order, and is paid out of it. Once for an order.

        Raises Refusal: `mts.not_now`, `mts.bad_words`, `mts.bad_place`, `mts.too_heavy`.
        """
        if (there := await self.parcels.of_order(order)) is not None:
            self.about(there.about)
            return there.id
        to = await self.people.known(receiver)
        if to is None:
            raise Refusal("mts.not_now")
        price = await self.price(actor, form.origin, form.target, form.grams, form.declared)
        agreed = Quote(carriage, Rial(0), price.days)
        return (await self._made(form, sender, receiver, to.name, to.mobile, agreed, Payer.ORDER, order)).id

    @command(Role.MEMBER)
    async def call_back(self, actor: Actor, parcel: ParcelId) -> None:
        """By its sender, before it is picked up; the money is free again. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`, `mts.of_an_order`."""
        found = await self._parcel(parcel)
        if found.sender != actor.member:
            raise Refusal("mts.no_such_parcel")
        if found.order:
            raise Refusal("mts.of_an_order")
        await self._cancel(found, actor.member_id)

    @command(Role.SYSTEM)
    async def cancel_order(self, actor: Actor, order: int) -> None:
        """An order is not to be: its parcel is not picked up. Raises Refusal(`mts.cannot_move`): somebody has it already."""
        self.about(f"mts:order:{order}")
        found = await self.parcels.of_order(order)
        if found is not None and found.state is not ParcelState.CANCELLED:
            await self._cancel(await self._parcel(found.id), None)

    async def _cancel(self, found: Parcel, by: MemberId | None) -> None:
        after = found.to(ParcelState.CANCELLED, self.unit.now)
        await self._leg_is_over(found, Leg.PICKUP, JobState.TAKEN_AWAY)
        if found.payer is Payer.SENDER and found.price:
            await self.till.void(found)
        await self._happens(replace(after, agent=None), found.origin.city, by)
