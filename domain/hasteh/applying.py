"""شناسه‌ی هسته - asked for by who will lead it, mended where a reviewer says so, taken back.   Moves: model.py   Rules: hasteh:H1-H6"""

from __future__ import annotations

from dataclasses import replace

from domain.hasteh.base import HastehBase
from domain.hasteh.model import STANDS, Hasteh, HastehForm, HastehId, HastehState
from domain.hasteh.views import Home
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Applying(HastehBase):
    """One hasteh of each leader."""

    @query(Role.MEMBER)
    async def home_of(self, actor: Actor) -> Home:
        """Raises Refusal(`hasteh.not_now`)."""
        me = await self._me(actor)
        return Home(me.address, me.postal_code)

    @command(Role.MEMBER)
    async def ask(self, actor: Actor, form: HastehForm) -> HastehId:
        """Raises Refusal: `hasteh.not_now`, `hasteh.bad_words`, `hasteh.bad_form`, `hasteh.leads_already` (code)."""
        me, now = await self._me(actor), self.unit.now
        fresh = Hasteh(HastehId(0), me.id, self._checked(form), me.province, me.city, HastehState.REVIEW, now, now)
        made = await self.hastehs.add_alone(fresh)
        if made is None:
            first = [h for h in await self.hastehs.led_by(me.id, self.policy.shown) if h.state in STANDS]
            raise Refusal("hasteh.leads_already", code=first[0].code if first else "")
        await self._tell(made)
        return made.id

    @command(Role.MEMBER)
    async def mend(self, actor: Actor, hasteh: HastehId, form: HastehForm) -> None:
        """What a reviewer sent back. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.bad_words`, `hasteh.bad_form`, `hasteh.cannot_move`."""
        found = await self._led(actor, hasteh)
        await self._moved(replace(found.to(HastehState.REVIEW, self.unit.now), form=self._checked(form), why="", by=None))

    @command(Role.MEMBER)
    async def withdraw(self, actor: Actor, hasteh: HastehId) -> None:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.cannot_move`."""
        await self._moved((await self._led(actor, hasteh)).to(HastehState.WITHDRAWN, self.unit.now))
