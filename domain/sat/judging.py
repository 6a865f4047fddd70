"""داوری بازار - who looks after the bazaar lets a sat or its goods in, sends back, refuses, suspends; always with a reason.   Rules: bazaar:M2, M5, M7, shared:G7, G9"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command
from domain.sat.base import MANAGERS
from domain.sat.model import Sat, SatId, SatState
from domain.sat.product import Product, ProductId, ProductState
from domain.sat.stocking import Stocking


class Judging(Stocking):
    """The first answer counts; nobody decides about their own."""

    async def _to_judge(self, actor: Actor, sat: SatId) -> Sat:
        """Raises Refusal: `sat.no_such_sat` (also of the own)."""
        found = await self._sat(sat, lock=True)
        if not self._may_judge(actor, found.leader):
            raise Refusal("sat.no_such_sat")
        return found

    async def _waiting_sat(self, actor: Actor, sat: SatId) -> Sat:
        """Raises Refusal: `sat.no_such_sat`, `sat.decided_already`."""
        found = await self._to_judge(actor, sat)
        if found.state is not SatState.REVIEW:
            raise Refusal("sat.decided_already")
        return found

    @command(*MANAGERS)
    async def let_in(self, actor: Actor, sat: SatId) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.decided_already`."""
        found = await self._waiting_sat(actor, sat)
        await self._sat_moved(replace(found.to(SatState.ACTIVE, self.unit.now), by=actor.member_id))

    @command(*MANAGERS)
    async def send_sat_back(self, actor: Actor, sat: SatId, why: str) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.decided_already`, `sat.bad_words`."""
        await self._says(await self._waiting_sat(actor, sat), SatState.NEEDS_EDIT, actor, why)

    @command(*MANAGERS)
    async def refuse_sat(self, actor: Actor, sat: SatId, why: str) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.decided_already`, `sat.bad_words`."""
        await self._says(await self._waiting_sat(actor, sat), SatState.REJECTED, actor, why)

    @command(*MANAGERS)
    async def suspend(self, actor: Actor, sat: SatId, why: str) -> None:
        """Nothing of it is shown; what is ordered goes on. Raises Refusal: `sat.no_such_sat`, `sat.cannot_move`, `sat.bad_words`."""
        await self._says(await self._to_judge(actor, sat), SatState.SUSPENDED, actor, why)

    @command(*MANAGERS)
    async def release(self, actor: Actor, sat: SatId) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.cannot_move`."""
        found = await self._to_judge(actor, sat)
        if found.state is not SatState.SUSPENDED:
            raise Refusal("sat.cannot_move", now=found.state, to=SatState.ACTIVE)
        await self._sat_moved(replace(found.to(SatState.ACTIVE, self.unit.now), why="", by=actor.member_id))

    async def _says(self, found: Sat, state: SatState, actor: Actor, why: str) -> None:
        words = self._within(why, self.policy.words)
        await self._sat_moved(replace(found.to(state, self.unit.now), why=words, by=actor.member_id))

    async def _waiting_product(self, actor: Actor, product: ProductId) -> Product:
        """Raises Refusal: `sat.no_such_product` (also of the own), `sat.decided_already`."""
        found = await self._product(product, lock=True)
        if not self._may_judge(actor, found.seller):
            raise Refusal("sat.no_such_product")
        if not found.waits:
            raise Refusal("sat.decided_already")
        return found

    @command(*MANAGERS)
    async def let_on_sale(self, actor: Actor, product: ProductId) -> None:
        """Raises Refusal: `sat.no_such_product`, `sat.decided_already`."""
        found = await self._waiting_product(actor, product)
        fresh = found.to(ProductState.LIVE, self.unit.now) if found.state is ProductState.REVIEW else replace(found, moved=self.unit.now)
        await self._product_moved(replace(fresh, form=found.wanted or found.form, wanted=None, why="", by=actor.member_id))

    @command(*MANAGERS)
    async def send_product_back(self, actor: Actor, product: ProductId, why: str) -> None:
        """Of something that is shown only the new words are dropped. Raises Refusal: `sat.no_such_product`, `sat.decided_already`, `sat.bad_words`."""
        found, words = await self._waiting_product(actor, product), self._within(why, self.policy.words)
        fresh = found.to(ProductState.NEEDS_EDIT, self.unit.now) if found.state is ProductState.REVIEW else replace(found, moved=self.unit.now)
        await self._product_moved(replace(fresh, wanted=None, why=words, by=actor.member_id))

    @command(*MANAGERS)
    async def take_down(self, actor: Actor, product: ProductId, why: str) -> None:
        """Before it is shown, or later. Raises Refusal: `sat.no_such_product`, `sat.cannot_move`, `sat.bad_words`."""
        found, words = await self._product(product, lock=True), self._within(why, self.policy.words)
        if not self._may_judge(actor, found.seller):
            raise Refusal("sat.no_such_product")
        await self._product_moved(replace(found.to(ProductState.REJECTED, self.unit.now), wanted=None, why=words, by=actor.member_id))

    @command(Role.SYSTEM)
    async def remind_managers(self, actor: Actor, sat: SatId) -> None:
        """Nobody has looked in time: the cards go out once more."""
        self.about(f"sat:sat:{sat}")
        found = await self.sats.find(sat, lock=True)
        if found is not None and found.state is SatState.REVIEW:
            await self._sat_moved(replace(found, moved=self.unit.now))

    @command(Role.SYSTEM)
    async def remind_of_product(self, actor: Actor, product: ProductId) -> None:
        self.about(f"sat:product:{product}")
        found = await self.goods.find(product, lock=True)
        if found is not None and found.waits:
            await self._product_moved(replace(found, moved=self.unit.now))
