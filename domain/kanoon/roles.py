"""راهبر و همیار - offering a role, taking it, handing over, and the dabir's way when somebody is missing (kanoon:K4, K12).   Siblings: registering.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kanoon import events, rules
from domain.kanoon.model import Kanoon, KanoonId, KanoonState, Offer, OfferId, OfferKind, OfferState
from domain.kanoon.registering import Registering
from domain.kanoon.views import Offered
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Roles(Registering):
    """Nobody gets a role without saying yes, and a kanoon is never without a rahbar or a hamyar by anybody's own act."""

    @command(Role.RAHBAR, Role.DABIR)
    async def propose_hamyar(self, actor: Actor, kanoon: KanoonId, member: MemberId, *, instead_of: MemberId | None = None, reason: str = "") -> Offered:
        """Offer a member to be hamyar, beside the others or instead of one (kanoon:K12). A dabir gives a reason.

        Raises Refusal: `kanoon.not_found`, `kanoon.not_open`, `kanoon.not_a_member`, `kanoon.is_rahbar`, `kanoon.is_hamyar`, `kanoon.not_a_hamyar`,
        `kanoon.hamyars_enough`, `kanoon.offer_is_open`, `kanoon.reason_length`.
        """
        home = await self._kanoon(kanoon, lock=True)
        by_dabir = self._check_may_propose(actor, home)
        hamyars = await self._hamyars(home)
        await self._check_candidate(home, member)
        if member in hamyars:
            raise Refusal("kanoon.is_hamyar")
        if instead_of is not None and instead_of not in hamyars:
            raise Refusal("kanoon.not_a_hamyar")
        if instead_of is None and len(hamyars) >= self.policy.hamyars:
            raise Refusal("kanoon.hamyars_enough", hamyars=self.policy.hamyars)
        return await self._offer(actor, home, OfferKind.HAMYAR, member, instead_of, by_dabir, reason)

    @command(Role.RAHBAR, Role.DABIR)
    async def propose_rahbar(self, actor: Actor, kanoon: KanoonId, member: MemberId, reason: str = "") -> Offered:
        """Offer the kanoon to a successor (kanoon:K12), or find one for a rahbar who is missing or dead (decision 25; a dabir gives a reason).

        Raises Refusal as `propose_hamyar`, and `kanoon.hamyar_first`: the only hamyar is replaced before becoming the rahbar.
        """
        home = await self._kanoon(kanoon, lock=True)
        by_dabir = self._check_may_propose(actor, home)
        await self._check_candidate(home, member)
        if await self._hamyars(home) == [member]:
            raise Refusal("kanoon.hamyar_first")
        return await self._offer(actor, home, OfferKind.RAHBAR, member, home.rahbar, by_dabir, reason)

    @command(Role.MEMBER)
    async def accept_offer(self, actor: Actor, offer: OfferId) -> None:
        """The offered member says yes. A hand-over then waits for a hamyar; all else takes effect now.

        Raises Refusal: `kanoon.offer_not_found`, `kanoon.offer_over`, `kanoon.offer_no_longer_holds`, `kanoon.rahbar_gone`, `kanoon.not_a_member`,
        `kanoon.holds_role_elsewhere`, `kanoon.hamyar_first`, `kanoon.cannot_move`, `kanoon.changed_meanwhile`.
        """
        kanoon, made, locked = await self._mine(actor, offer)
        if made.state is not OfferState.WAITING:
            raise Refusal("kanoon.offer_over", state=made.state)
        if made.kind is OfferKind.FIRST_HAMYAR:
            await self._open_with(made, kanoon, locked)
        else:
            await self._check_holds(made, kanoon)
        if made.kind is OfferKind.RAHBAR and not made.by_dabir:
            done = await self.store.offers.save(made.to(OfferState.ACCEPTED, self.unit.now))
            self._tell(events.HandOverAccepted, done)
            return
        if made.kind is OfferKind.RAHBAR:
            await self._crown(made, kanoon)
        if made.kind is OfferKind.HAMYAR:
            await self._swap_hamyar(made, kanoon)
        self._tell(events.OfferDone, await self.store.offers.save(made.to(OfferState.DONE, self.unit.now)))

    @command(Role.MEMBER)
    async def refuse_offer(self, actor: Actor, offer: OfferId, reason: str = "") -> None:
        """The offered member says no; a registration goes back to its rahbar (kanoon:K4). Raises Refusal: `kanoon.offer_not_found`,
        `kanoon.offer_over`, `kanoon.reason_length`."""
        kanoon, made, _ = await self._mine(actor, offer)
        await self._end_offer(made, kanoon, OfferState.REFUSED, rules.checked(reason, "reason", 0, self.policy.reason[1]), events.OfferRefused)

    @command(Role.HAMYAR)
    async def confirm_hand_over(self, actor: Actor, offer: OfferId) -> None:
        """A hamyar who is not the successor confirms: the kanoon has its new rahbar. Raises Refusal as `accept_offer`."""
        kanoon, made = await self._hand_over(actor, offer)
        await self._check_holds(made, kanoon)
        await self._crown(made, kanoon)
        self._tell(events.OfferDone, await self.store.offers.save(made.to(OfferState.DONE, self.unit.now)))

    @command(Role.HAMYAR)
    async def decline_hand_over(self, actor: Actor, offer: OfferId, reason: str) -> None:
        """A hamyar does not confirm a hand-over. Raises Refusal: `kanoon.offer_not_found`, `kanoon.offer_over`, `kanoon.reason_length`."""
        kanoon, made = await self._hand_over(actor, offer)
        await self._end_offer(made, kanoon, OfferState.REFUSED, rules.checked(reason, "reason", *self.policy.reason), events.OfferRefused)

    @command(Role.MEMBER)
    async def withdraw_offer(self, actor: Actor, offer: OfferId) -> None:
        """Who made it takes it back. Raises Refusal: `kanoon.offer_not_found`, `kanoon.offer_over`."""
        kanoon, made, _ = await self._offer_locked(offer)
        if made.by != actor.member:
            raise Refusal("kanoon.offer_not_found")
        await self._end_offer(made, kanoon, OfferState.WITHDRAWN, "", events.OfferWithdrawn)

    @command(Role.SYSTEM)
    async def expire_offer(self, actor: Actor, offer: OfferId, version: int) -> bool:
        """After 14 days without an answer (shared:G8). False when it has moved since the clock was set."""
        kanoon, made, _ = await self._offer_locked(offer)
        if made.version != version or not made.is_open or self.unit.now < made.since + self.policy.expires_after:
            return False
        await self._end_offer(made, kanoon, OfferState.EXPIRED, "", events.OfferExpired)
        return True

    @command(Role.RAHBAR, Role.HAMYAR, Role.DABIR)
    async def release_hamyar(self, actor: Actor, kanoon: KanoonId, hamyar: MemberId, reason: str = "") -> None:
        """A hamyar lays the role down, or the rahbar or dabir takes it, while another hamyar stays; they remain a member.

        Raises Refusal: `kanoon.not_found`, `kanoon.not_a_hamyar`, `kanoon.last_hamyar`.
        """
        home = await self._kanoon(kanoon, lock=True)
        if actor.member != hamyar:
            self._check_may_propose(actor, home)
        hamyars = await self._hamyars(home)
        if hamyar not in hamyars:
            raise Refusal("kanoon.not_a_hamyar")
        if len(hamyars) == 1:
            raise Refusal("kanoon.last_hamyar")
        await self._unhat_hamyar(home, hamyar)
        self.about(f"kanoon:kanoon:{home.id}", reason=rules.checked(reason, "reason", 0, self.policy.reason[1]))
        self.unit.record(events.RoleChanged(home.id, Role.HAMYAR, hamyars[0] if hamyars[0] != hamyar else hamyars[1], hamyar))

    def _check_may_propose(self, actor: Actor, kanoon: Kanoon) -> bool:
        """Whether as a dabir. Raises Refusal(`kanoon.not_found`), Refusal(`kanoon.not_open`)."""
        by_dabir = actor.member != kanoon.rahbar
        if by_dabir and not self._is_dabir(actor, kanoon):
            raise Refusal("kanoon.not_found")
        if not by_dabir:
            self._check_rahbar(actor, kanoon)
        self._check_open(kanoon)
        return by_dabir

    async def _check_candidate(self, kanoon: Kanoon, member: MemberId) -> None:
        await self._check_member(member, kanoon)
        if member == kanoon.rahbar:
            raise Refusal("kanoon.is_rahbar")

    async def _offer(self, actor: Actor, kanoon: Kanoon, kind: OfferKind, member: MemberId, instead_of: MemberId | None, by_dabir: bool, reason: str) -> Offered:
        low, high = self.policy.reason
        why, now = rules.checked(reason, "reason", low if by_dabir else 0, high), self.unit.now
        for other in await self.store.offers.open_in(kanoon.id):
            if other.member == member or other.kind is kind is OfferKind.RAHBAR:
                raise Refusal("kanoon.offer_is_open")
        new = Offer(OfferId(0), kind, kanoon.id, member, actor.member_id, by_dabir, instead_of, OfferState.WAITING, now, now, why)
        made = await self.store.offers.add(new)
        self._tell(events.RahbarOffered if kind is OfferKind.RAHBAR else events.HamyarOffered, made)
        self.about(f"kanoon:offer:{made.id}", by_dabir=by_dabir)
        return Offered(made.id, rules.offer_number(made.id), await self._name(member), now + self.policy.expires_after)

    async def _offer_locked(self, offer: OfferId) -> tuple[Kanoon, Offer, dict[KanoonId, Kanoon]]:
        """Raises Refusal(`kanoon.offer_not_found`)."""
        seen = await self.store.offers.find(offer)
        if seen is None:
            raise Refusal("kanoon.offer_not_found")
        first = seen.kind is OfferKind.FIRST_HAMYAR
        homes = await self._homes_of(seen.member, seen.by) if first else {}
        locked = await self._locked([seen.kanoon, *homes.values()])
        made = await self.store.offers.find(offer, lock=True)
        if made is None:
            raise Refusal("kanoon.offer_not_found")
        self.about(f"kanoon:offer:{made.id}")
        return locked[made.kanoon], made, locked

    async def _mine(self, actor: Actor, offer: OfferId) -> tuple[Kanoon, Offer, dict[KanoonId, Kanoon]]:
        kanoon, made, locked = await self._offer_locked(offer)
        if made.member != actor.member:
            raise Refusal("kanoon.offer_not_found")
        return kanoon, made, locked

    async def _hand_over(self, actor: Actor, offer: OfferId) -> tuple[Kanoon, Offer]:
        kanoon, made, _ = await self._offer_locked(offer)
        if made.kind is not OfferKind.RAHBAR or made.member == actor.member or actor.member not in await self._hamyars(kanoon):
            raise Refusal("kanoon.offer_not_found")
        if made.state is not OfferState.ACCEPTED:
            raise Refusal("kanoon.offer_over", state=made.state)
        return kanoon, made

    async def _check_holds(self, made: Offer, kanoon: Kanoon) -> None:
        """Whether the offer is still what it was. Raises Refusal(`kanoon.offer_no_longer_holds`), Refusal(`kanoon.not_a_member`)."""
        still_entitled = made.by in await self._dabirs(kanoon) if made.by_dabir else made.by == kanoon.rahbar
        if kanoon.state is not KanoonState.ACTIVE or not still_entitled or made.member == kanoon.rahbar:
            raise Refusal("kanoon.offer_no_longer_holds")
        hamyars = await self._hamyars(kanoon)
        if made.kind is OfferKind.HAMYAR and made.instead_of not in hamyars and len(hamyars) >= self.policy.hamyars:
            raise Refusal("kanoon.offer_no_longer_holds")
        if made.kind is OfferKind.RAHBAR and hamyars == [made.member]:
            raise Refusal("kanoon.hamyar_first")
        await self._check_member(made.member, kanoon)

    async def _swap_hamyar(self, made: Offer, kanoon: Kanoon) -> None:
        await self.hats.give(made.member, Role.HAMYAR, kanoon.scope)
        if made.instead_of is not None:
            await self._unhat_hamyar(kanoon, made.instead_of)
        self.unit.record(events.RoleChanged(kanoon.id, Role.HAMYAR, made.member, made.instead_of))

    async def _crown(self, made: Offer, kanoon: Kanoon) -> None:
        before = kanoon.rahbar
        await self.hats.take(before, Role.RAHBAR, kanoon.scope)
        await self._unhat_hamyar(kanoon, made.member)
        await self.hats.give(made.member, Role.RAHBAR, kanoon.scope)
        await self.store.kanoons.save(replace(kanoon, rahbar=made.member))
        self.unit.record(events.RoleChanged(kanoon.id, Role.RAHBAR, made.member, before))

    async def _unhat_hamyar(self, kanoon: Kanoon, member: MemberId) -> None:
        await self.hats.take(member, Role.HAMYAR, kanoon.scope)
        for absence in await self.store.absences.of(kanoon.id):
            if absence.hamyar == member:
                await self.store.absences.drop(absence)

    async def _end_offer(self, made: Offer, kanoon: Kanoon, to: OfferState, reason: str, event: type[events.OfferEvent]) -> None:
        if not made.is_open:
            raise Refusal("kanoon.offer_over", state=made.state)
        if made.kind is OfferKind.FIRST_HAMYAR:
            await self.store.kanoons.save(kanoon.to(KanoonState.DRAFT, reason))
        self._tell(event, await self.store.offers.save(made.to(to, self.unit.now, reason)))

    def _tell(self, kind: type[events.OfferEvent], made: Offer) -> None:
        self.unit.record(kind(made.id, made.kanoon, made.member, made.version))
