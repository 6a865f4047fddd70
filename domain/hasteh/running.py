"""چرخاندن هسته - paused, gone on with, closed by its leader.   Rules: hasteh:H8"""

from __future__ import annotations

from domain.hasteh.gathering import Gathering
from domain.hasteh.model import BELONGS, FellowState, HastehId, HastehState
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Running(Gathering):
    """Whoever closes it lets its people go."""

    @command(Role.MEMBER)
    async def pause(self, actor: Actor, hasteh: HastehId) -> None:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.cannot_move`."""
        await self._moved((await self._led(actor, hasteh)).to(HastehState.PAUSED, self.unit.now))

    @command(Role.MEMBER)
    async def resume(self, actor: Actor, hasteh: HastehId) -> None:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.cannot_move`."""
        found = await self._led(actor, hasteh)
        if found.state is not HastehState.PAUSED:
            raise Refusal("hasteh.cannot_move", now=found.state, to=HastehState.ACTIVE)
        await self._moved(found.to(HastehState.ACTIVE, self.unit.now))

    @command(Role.MEMBER)
    async def close(self, actor: Actor, hasteh: HastehId) -> None:
        """Only without an open order. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.orders_open` (count), `hasteh.cannot_move`."""
        found = await self._led(actor, hasteh)
        if count := await self.trade.open_orders(hasteh):
            raise Refusal("hasteh.orders_open", count=count)
        await self._moved(found.to(HastehState.CLOSED, self.unit.now))
        for one in await self.fellows.of_hasteh(hasteh, BELONGS):
            await self._turns(one, FellowState.LEFT, None)
