"""تحویل - against the receiver's code; nobody there, twice more, then a week; without a code only with a photo and a second look.   Rules: mts:D5-D8"""

from __future__ import annotations

import hmac
from dataclasses import replace

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command
from domain.mts import events
from domain.mts.carrying import Carrying
from domain.mts.job import Leg
from domain.mts.parcel import OF_BANK, Parcel, ParcelId, ParcelState

LAST = 4  # digits of the national id, for what the bank sends (D8)


class Delivering(Carrying):
    """The code is in nobody's hands but the receiver's."""

    @command(Role.CARRIER, fence=False)
    async def deliver(self, actor: Actor, parcel: ParcelId, code: str, last_digits: str) -> bool:
        """Whether the code was right. `last_digits`: of the receiver's national id, asked for what the bank sends, else "".

        Five wrong ones lock it for a while. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`, `mts.locked` (until).
        """
        found, now = await self._carried(actor, parcel), self.unit.now
        if found.state is not ParcelState.OUT:
            raise Refusal("mts.cannot_move", now=found.state, to=ParcelState.DELIVERED)
        if found.locked is not None and found.locked > now:
            raise Refusal("mts.locked", until=found.locked)
        if found.secret and hmac.compare_digest(found.secret.encode(), code.encode()) and await self._is_owner(found, last_digits):
            await self._over(found, actor)
            return True
        tries = found.tries + 1
        over = tries >= self.policy.wrong_codes
        saved = await self.parcels.save(replace(found, tries=0 if over else tries, locked=now + self.policy.locked if over else None))
        self.about(saved.about, wrong=tries)
        if over:
            self.unit.record(events.CodesTried(saved.id, saved.receiver))
        return False

    async def _is_owner(self, found: Parcel, last_digits: str) -> bool:
        if found.kind not in OF_BANK or found.receiver is None:
            return True
        owner = await self.people.known(found.receiver)
        return owner is not None and owner.identifier[-LAST:] == last_digits

    async def _over(self, found: Parcel, actor: Actor) -> None:
        await self._leg_is_over(found, Leg.DELIVERY)
        await self._happens(replace(found.to(ParcelState.DELIVERED, self.unit.now), agent=None, secret=""), found.target.city, actor.member)

    @command(Role.CARRIER)
    async def nobody_there(self, actor: Actor, parcel: ParcelId) -> None:
        """Two more visits, then it is kept for a week; what the bank sent goes back to it. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`."""
        found, now = await self._carried(actor, parcel), self.unit.now
        attempts = found.attempts + 1
        after = await self._happens(replace(found.to(ParcelState.REATTEMPT, now), attempts=attempts), found.target.city, actor.member_id)
        if attempts > self.policy.attempts and found.kind in OF_BANK:
            await self._happens(after.to(ParcelState.RETURNING, now), found.target.city, None)
        elif attempts > self.policy.attempts:
            await self._happens(replace(after.to(ParcelState.HELD, now), until=now + self.policy.held), found.target.city, None)

    @command(Role.CARRIER)
    async def hand_over_without_code(self, actor: Actor, parcel: ParcelId, words: str, photo: str) -> None:
        """To whom, what they are to the receiver, and a photo of the signature; who dispatches looks at it (D7). Never what the bank sent.

        Raises Refusal: `mts.no_such_parcel`, `mts.only_with_code`, `mts.bad_words`, `mts.cannot_move`.
        """
        found, told = await self._carried(actor, parcel), self._words(words, self.policy.words)
        if found.kind in OF_BANK or found.receiver is not None:
            raise Refusal("mts.only_with_code")
        await self._happens(replace(found.to(ParcelState.UNPROVEN, self.unit.now), proof=photo, proof_words=told), found.target.city, actor.member_id)

    @command(Role.SYSTEM)
    async def week_is_over(self, actor: Actor, parcel: ParcelId) -> None:
        """Nobody came for it: it goes back."""
        self.about(f"mts:parcel:{parcel}")
        found = await self.parcels.find(parcel, lock=True)
        if found is not None and found.state is ParcelState.HELD and found.until is not None and found.until <= self.unit.now:
            await self._happens(found.to(ParcelState.RETURNING, self.unit.now), found.target.city, None)

    @command(Role.CARRIER)
    async def gave_back(self, actor: Actor, parcel: ParcelId) -> None:
        """To its sender. Raises Refusal: `mts.no_such_parcel`, `mts.cannot_move`."""
        found = await self._carried(actor, parcel)
        await self._leg_is_over(found, Leg.DELIVERY)
        await self._happens(replace(found.to(ParcelState.RETURNED, self.unit.now), agent=None), found.origin.city, actor.member_id)
