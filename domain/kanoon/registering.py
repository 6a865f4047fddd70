"""ثبت کانون - the rahbar declares himself and his hamyar, the hamyar agrees, the code is issued (kanoon:K1-K4).   Siblings: roles.py joining.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.kanoon import events, rules
from domain.kanoon.base import KanoonBase
from domain.kanoon.model import Affinity, Kanoon, KanoonId, KanoonState, Offer, OfferId, OfferKind, OfferState
from domain.kanoon.views import Registered, Unfinished
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


@dataclass(frozen=True, slots=True)
class Form:
    """What a rahbar says of his kanoon (kanoon:K2). `capacity` is None for no limit."""

    title: str
    affinity: Affinity
    goal: str
    place: str = ""
    capacity: int | None = None


class Registering(KanoonBase):
    """From «we are a group» to a code."""

    @query(Role.MEMBER)
    async def unfinished(self, actor: Actor) -> Unfinished | None:
        """The registration of this member that is not done yet."""
        found = await self.store.kanoons.unfinished_of(actor.member_id)
        return Unfinished(found.id, found.title, found.state, found.reason) if found else None

    @query(Role.MEMBER)
    async def check_may_register(self, actor: Actor) -> None:
        """Raises Refusal(`kanoon.registration_is_open`) or Refusal(`kanoon.holds_role_elsewhere`)."""
        if await self.store.kanoons.unfinished_of(actor.member_id):
            raise Refusal("kanoon.registration_is_open")
        await self._check_free(actor.member_id)

    @command(Role.MEMBER)
    async def register(self, actor: Actor, form: Form, national_id: str, mobile: str) -> Registered:
        """Write a kanoon down and ask the declared hamyar (kanoon:K2-K3).

        Raises Refusal: `kanoon.registration_is_open`, `kanoon.holds_role_elsewhere`, `kanoon.title_length`, `kanoon.goal_length`,
        `kanoon.place_length`, `kanoon.capacity_range`, `kanoon.hamyar_not_found`, `kanoon.own_hamyar`, `kanoon.hamyar_busy`.
        """
        await self.check_may_register(actor)
        hamyar = await self._declared(actor.member_id, national_id, mobile)
        p, home = self.policy, await self.members.place_of(actor.member_id)
        if form.capacity is not None and not p.capacity[0] <= form.capacity <= p.capacity[1]:
            raise Refusal("kanoon.capacity_range", low=p.capacity[0], high=p.capacity[1])
        draft = Kanoon(
            KanoonId(0), rules.checked(form.title, "title", *p.title), form.affinity, rules.checked(form.goal, "goal", 1, p.goal),
            rules.checked(form.place, "place", 0, p.place), home.province if home else "", actor.member_id, None, form.capacity,
            KanoonState.DRAFT, "", self.unit.now, home.city if home else "",
        )  # fmt: skip
        return await self._ask_hamyar(await self.store.kanoons.add(draft), hamyar)

    @command(Role.MEMBER)
    async def name_another_hamyar(self, actor: Actor, kanoon: KanoonId, national_id: str, mobile: str) -> Registered:
        """After a no, or no answer: the same kanoon, another hamyar. Raises Refusal as `register`, and `kanoon.not_found`, `kanoon.cannot_move`."""
        draft = await self._own_unfinished(actor, kanoon)
        return await self._ask_hamyar(draft, await self._declared(actor.member_id, national_id, mobile))

    @command(Role.MEMBER)
    async def drop_registration(self, actor: Actor, kanoon: KanoonId) -> None:
        """Give a registration up. Raises Refusal(`kanoon.not_found`)."""
        draft = await self._own_unfinished(actor, kanoon)
        for offer in await self.store.offers.open_in(draft.id):
            done = await self.store.offers.save(offer.to(OfferState.WITHDRAWN, self.unit.now))
            self.unit.record(events.OfferWithdrawn(done.id, draft.id, done.member, done.version))
        await self.store.kanoons.save(draft.to(KanoonState.CLOSED))
        self.about(f"kanoon:kanoon:{draft.id}")

    async def _open_with(self, offer: Offer, kanoon: Kanoon, locked: dict[KanoonId, Kanoon]) -> None:
        """The declared hamyar agreed: the kanoon is open, both belong to it, and its code counts (kanoon:K4).

        Raises Refusal: `kanoon.rahbar_gone`, `kanoon.holds_role_elsewhere`, `kanoon.cannot_move`, `kanoon.changed_meanwhile`.
        """
        if not await self.members.is_active(kanoon.rahbar):
            raise Refusal("kanoon.rahbar_gone")
        opened = await self.store.kanoons.save(kanoon.to(KanoonState.ACTIVE))
        for member, role in ((kanoon.rahbar, Role.RAHBAR), (offer.member, Role.HAMYAR)):
            left = await self._settle(member, opened, locked)
            await self._cancel_open_request(member)
            await self.hats.give(member, role, opened.scope)
            if left is not None:
                self.unit.record(events.MemberMoved(member, left, opened.id))
        self.unit.record(events.KanoonOpened(opened.id))

    async def _own_unfinished(self, actor: Actor, kanoon: KanoonId) -> Kanoon:
        found = await self._kanoon(kanoon, lock=True)
        if found.rahbar != actor.member or found.state not in (KanoonState.DRAFT, KanoonState.AWAITING_HAMYAR):
            raise Refusal("kanoon.not_found")
        return found

    async def _check_free(self, member: MemberId) -> None:
        """Who leads one kanoon hands over before leading another (kanoon:K10, K12)."""
        home = await self.store.belongings.active_of(member)
        if home is not None:
            kanoon = await self._kanoon(home.kanoon)
            if await self._holds_role(kanoon, member):
                raise Refusal("kanoon.holds_role_elsewhere", kanoon=kanoon.title)

    async def _declared(self, rahbar: MemberId, national_id: str, mobile: str) -> MemberId:
        hamyar = await self.directory.find_by_identity(national_id, mobile)
        if hamyar is None or not await self.members.is_active(hamyar):
            raise Refusal("kanoon.hamyar_not_found")
        if hamyar == rahbar:
            raise Refusal("kanoon.own_hamyar")
        home = await self.store.belongings.active_of(hamyar)
        if home is not None and await self._holds_role(await self._kanoon(home.kanoon), hamyar):
            raise Refusal("kanoon.hamyar_busy")
        return hamyar

    async def _ask_hamyar(self, draft: Kanoon, hamyar: MemberId) -> Registered:
        now = self.unit.now
        waiting = await self.store.kanoons.save(draft.to(KanoonState.AWAITING_HAMYAR))
        new = Offer(OfferId(0), OfferKind.FIRST_HAMYAR, waiting.id, hamyar, waiting.rahbar, False, None, OfferState.WAITING, now, now)
        offer = await self.store.offers.add(new)
        self.unit.record(events.HamyarOffered(offer.id, waiting.id, hamyar, offer.version))
        self.about(f"kanoon:kanoon:{waiting.id}", offer=int(offer.id))
        return Registered(waiting.id, rules.offer_number(offer.id), waiting.title, now + self.policy.expires_after)
