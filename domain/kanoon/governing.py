"""سرپرستی کانون - the dabir's verbs: a rahyar for every kanoon, suspending, restoring; and closing (kanoon:K5-K6; shared:G11).   Siblings: roles.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kanoon import events, rules
from domain.kanoon.base import KanoonBase, line_of
from domain.kanoon.model import BelongingState, JoinState, Kanoon, KanoonId, KanoonState, OfferState
from domain.kanoon.views import KanoonLine, Person
from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Governing(KanoonBase):
    """A dabir reaches kanoons by topic or by province; an assistant of theirs may assign rahyars (decision 25)."""

    @query(Role.DABIR, Role.DASTYAR)
    async def kanoons_in_reach(self, actor: Actor) -> list[KanoonLine]:
        """ACTIVE and SUSPENDED kanoons that this dabir or assistant looks after."""
        return [line_of(k) for k in await self.store.kanoons.led_by_province("") if self._is_dabir(actor, k, Role.DABIR, Role.DASTYAR)]

    @query(Role.DABIR, Role.DASTYAR)
    async def rahyars_to_assign(self, actor: Actor) -> list[Person]:
        """Everybody who wears a rahyar's hat, by name."""
        wearers = dict.fromkeys([m for role in RAHYARS for m in await self.hats.wearers(role)])
        names = await self.members.names_of(list(wearers))
        return sorted((Person(m, n) for m, n in names.items()), key=lambda p: p.name)

    @command(Role.DABIR, Role.DASTYAR)
    async def assign_rahyar(self, actor: Actor, kanoon: KanoonId, rahyar: MemberId) -> str:
        """Name the one rahyar of a kanoon; returns their name (kanoon:K5, shared:G11). Raises Refusal: `kanoon.not_found`, `kanoon.not_open`,
        `kanoon.not_a_rahyar`."""
        found = await self._reached(actor, kanoon, Role.DABIR, Role.DASTYAR)
        self._check_open(found)
        if rahyar not in {m for role in RAHYARS for m in await self.hats.wearers(role)} or not await self.members.is_active(rahyar):
            raise Refusal("kanoon.not_a_rahyar")
        if found.rahyar is not None and found.rahyar != rahyar:
            await self.hats.take(found.rahyar, Role.RAHYAR_SOCIAL, found.scope)
        await self.hats.give(rahyar, Role.RAHYAR_SOCIAL, found.scope)
        await self.store.kanoons.save(replace(found, rahyar=rahyar))
        self.unit.record(events.RahyarAssigned(found.id, rahyar, found.rahyar))
        return await self._name(rahyar)

    @command(Role.DABIR)
    async def suspend(self, actor: Actor, kanoon: KanoonId, reason: str) -> None:
        """Nothing is decided in it until it is restored (kanoon:K6). Raises Refusal: `kanoon.not_found`, `kanoon.cannot_move`, `kanoon.reason_length`."""
        found = await self._reached(actor, kanoon)
        await self.store.kanoons.save(found.to(KanoonState.SUSPENDED, rules.checked(reason, "reason", *self.policy.reason)))
        self.unit.record(events.KanoonSuspended(found.id))

    @command(Role.DABIR)
    async def restore(self, actor: Actor, kanoon: KanoonId) -> None:
        """Raises Refusal: `kanoon.not_found`, `kanoon.cannot_move` (only a suspended one is restored)."""
        found = await self._reached(actor, kanoon)
        if found.state is not KanoonState.SUSPENDED:
            raise Refusal("kanoon.cannot_move", now=found.state, to=KanoonState.ACTIVE)
        await self.store.kanoons.save(found.to(KanoonState.ACTIVE))
        self.unit.record(events.KanoonRestored(found.id))

    @command(Role.RAHBAR, Role.DABIR)
    async def close(self, actor: Actor, kanoon: KanoonId, reason: str) -> None:
        """End a kanoon: its rahbar while nobody else but hamyars belongs to it, or the dabir (kanoon:K6).

        Raises Refusal: `kanoon.not_found`, `kanoon.has_members`, `kanoon.cannot_move`, `kanoon.reason_length`.
        """
        found = await self._kanoon(kanoon, lock=True)
        if not self._is_dabir(actor, found):
            self._check_rahbar(actor, found)
            leaders = {found.rahbar, *await self._hamyars(found)}
            if set(await self.store.belongings.members_of(found.id)) - leaders:
                raise Refusal("kanoon.has_members")
        why = rules.checked(reason, "reason", *self.policy.reason)
        if found.state not in (KanoonState.ACTIVE, KanoonState.SUSPENDED):
            raise Refusal("kanoon.cannot_move", now=found.state, to=KanoonState.CLOSED)
        await self.store.kanoons.save(replace(found.to(KanoonState.CLOSED, why), rahyar=None))
        members = await self._send_home(found)
        self.about(f"kanoon:kanoon:{found.id}")
        self.unit.record(events.KanoonClosed(found.id, members))

    async def _send_home(self, kanoon: Kanoon) -> tuple[MemberId, ...]:
        """Everything that hangs on a kanoon ends with it; returns who belonged to it."""
        homes = await self.store.belongings.all_in(kanoon.id)
        for hamyar in await self._hamyars(kanoon):
            await self.hats.take(hamyar, Role.HAMYAR, kanoon.scope)
        await self.hats.take(kanoon.rahbar, Role.RAHBAR, kanoon.scope)
        if kanoon.rahyar is not None:
            await self.hats.take(kanoon.rahyar, Role.RAHYAR_SOCIAL, kanoon.scope)
        for home in homes:
            await self._end(home, BelongingState.ENDED, "")
        for asked in await self.store.joins.waiting_in(kanoon.id):
            over = await self.store.joins.save(asked.to(JoinState.EXPIRED, self.unit.now))
            self.unit.record(events.JoinExpired(over.id, kanoon.id, over.member, over.version))
        for offer in await self.store.offers.open_in(kanoon.id):
            gone = await self.store.offers.save(offer.to(OfferState.WITHDRAWN, self.unit.now))
            self.unit.record(events.OfferWithdrawn(gone.id, kanoon.id, gone.member, gone.version))
        return tuple(h.member for h in homes)

    async def _reached(self, actor: Actor, kanoon: KanoonId, *roles: Role) -> Kanoon:
        """Raises Refusal(`kanoon.not_found`): out of reach and absent answer alike."""
        found = await self._kanoon(kanoon, lock=True)
        if not self._is_dabir(actor, found, *roles):
            raise Refusal("kanoon.not_found")
        self.about(f"kanoon:kanoon:{found.id}")
        return found
