"""خسارت - from two days after it should have been there, or when it came damaged; decided with a reason, and paid out of what carrying earned.   Rules: mts:D14"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from domain.kernel.money import Rial
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.mts import events
from domain.mts.base import DISPATCHERS, NOBODY_ELSES
from domain.mts.claim import NOTHING, ClaimId, ClaimKind, ClaimState, ParcelClaim
from domain.mts.parcel import CARRIED, Parcel, ParcelId, ParcelState
from domain.mts.tracking import Tracking
from domain.mts.views import ClaimView

ARRIVED = (ParcelState.DELIVERED, ParcelState.DAMAGED, ParcelState.RETURNED)


class Claiming(Tracking):
    """Once for a parcel; insured up to its declared value, else a few times its carriage."""

    @command(Role.MEMBER)
    async def claim(self, actor: Actor, parcel: ParcelId, kind: ClaimKind, words: str, photos: tuple[str, ...]) -> ClaimId:
        """Raises Refusal: `mts.no_such_parcel`, `mts.too_early_to_claim` (day), `mts.photo_needed`, `mts.bad_words`, `mts.claimed_already`."""
        found, now = await self._parcel(parcel), self.unit.now
        if actor.member not in (found.sender, found.receiver):
            raise Refusal(NOBODY_ELSES)
        self._check_time(found, kind)
        if kind is ClaimKind.DAMAGED and not photos:
            raise Refusal("mts.photo_needed")
        told = self._words(words, self.policy.words)
        fresh = ParcelClaim(
            ClaimId(0), parcel, actor.member_id, kind, told, photos[: self.policy.photos], ClaimState.OPEN, now, now, now + self.policy.claim_answered
        )  # fmt: skip
        made = await self.claims.add_alone(fresh)
        if made is None:
            raise Refusal("mts.claimed_already")
        self._tell_claim(made)
        return made.id

    def _check_time(self, found: Parcel, kind: ClaimKind) -> None:
        """Raises Refusal(`mts.too_early_to_claim`, day)."""
        day = found.expected + timedelta(days=self.policy.claim_after)
        lost = found.state is ParcelState.LOST or (found.state in CARRIED and self.today >= day)
        if not (found.state in ARRIVED if kind is ClaimKind.DAMAGED else lost):
            raise Refusal("mts.too_early_to_claim", day=day)

    @command(*DISPATCHERS)
    async def rule_claim(self, actor: Actor, claim: ClaimId, amount: Rial, why: str) -> None:
        """0: nothing is paid. Raises Refusal: `mts.no_such_claim` (also of the own), `mts.cannot_move`, `mts.too_much` (most), `mts.bad_words`."""
        found = await self.claims.find(claim, lock=True)
        if found is None or found.member == actor.member:
            raise Refusal("mts.no_such_claim")
        parcel, told = await self._parcel(found.parcel), self._words(why, self.policy.words)
        if not 0 <= amount <= (most := await self._most(parcel)):
            raise Refusal("mts.too_much", most=most)
        over = found.to(ClaimState.PAID if amount else ClaimState.DENIED, self.unit.now)
        saved = await self.claims.save(replace(over, amount=amount, ruling=told, by=actor.member_id))
        if amount:
            await self.till.compensate(saved, amount)
        self._tell_claim(saved)

    async def _most(self, parcel: Parcel) -> Rial:
        if parcel.declared:
            return parcel.declared
        return Rial(parcel.carriage * (await self.rates.table(self.today)).count("mts.uninsured"))

    def _tell_claim(self, one: ParcelClaim) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.ClaimMoved(one.id, one.parcel, one.member, one.state, one.until))

    @query(Role.MEMBER)
    async def claim_seen(self, actor: Actor, claim: ClaimId) -> ClaimView:
        """By who made it and who dispatches. Raises Refusal(`mts.no_such_claim`)."""
        found = await self.claims.find(claim)
        if found is None or not (found.member == actor.member or actor.has(*DISPATCHERS)):
            raise Refusal("mts.no_such_claim")
        return await self._claim_view(found, actor)

    @query(*DISPATCHERS)
    async def open_claims(self, actor: Actor) -> list[ClaimView]:
        """Oldest first, without the own."""
        return [await self._claim_view(c, actor) for c in await self.claims.open_ones(self.policy.shown) if c.member != actor.member]

    @query(Role.SYSTEM)
    async def claim_now(self, actor: Actor, claim: ClaimId) -> ClaimView | None:
        found = await self.claims.find(claim)
        return None if found is None else await self._claim_view(found, actor)

    @command(*DISPATCHERS)
    async def look_at_claim(self, actor: Actor, claim: ClaimId) -> None:
        """Its photos come to the own chat. Raises Refusal(`mts.no_such_claim`)."""
        found = await self.claims.find(claim)
        if found is None or found.member == actor.member:
            raise Refusal("mts.no_such_claim")
        self.about(found.about)
        self.unit.record(events.ProofWanted(actor.member_id, found.photos, found.parcel))

    async def _claim_view(self, one: ParcelClaim, actor: Actor) -> ClaimView:
        parcel = await self.parcels.find(one.parcel)
        names = await self.people.short_names_of([one.member])
        most = await self._most(parcel) if parcel is not None else NOTHING
        return ClaimView(
            one.id, one.parcel, parcel.code if parcel else "", names.get(one.member, ""), one.kind, one.words, len(one.photos), one.state, one.until, one.amount, most,
            one.ruling, one.member == actor.member,
        )  # fmt: skip
