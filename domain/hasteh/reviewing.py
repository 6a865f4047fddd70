"""بررسی هسته - a rahyar or a representative of the dabir gives the id, sends back or rejects, with a reason.   Rules: hasteh:H3, shared:G9"""

from __future__ import annotations

from dataclasses import replace

from domain.hasteh.base import DESK
from domain.hasteh.calling import Calling
from domain.hasteh.model import Hasteh, HastehId, HastehState
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Reviewing(Calling):
    """The first answer counts."""

    async def _to_decide(self, actor: Actor, hasteh: HastehId) -> Hasteh:
        """Raises Refusal: `hasteh.no_such_hasteh` (also of the own, and of another place), `hasteh.decided_already`."""
        found = await self._found(hasteh, lock=True)
        if not await self._may_decide(actor, found):
            raise Refusal("hasteh.no_such_hasteh")
        if found.state is not HastehState.REVIEW:
            raise Refusal("hasteh.decided_already")
        return found

    @command(*DESK)
    async def approve(self, actor: Actor, hasteh: HastehId) -> None:
        """It has its id. Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.decided_already`."""
        found = await self._to_decide(actor, hasteh)
        await self._moved(replace(found.to(HastehState.ACTIVE, self.unit.now), by=actor.member_id))

    @command(*DESK)
    async def send_back(self, actor: Actor, hasteh: HastehId, why: str) -> None:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.decided_already`, `hasteh.bad_words`."""
        await self._says_no(actor, hasteh, HastehState.NEEDS_EDIT, why)

    @command(*DESK)
    async def reject(self, actor: Actor, hasteh: HastehId, why: str) -> None:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.decided_already`, `hasteh.bad_words`."""
        await self._says_no(actor, hasteh, HastehState.REJECTED, why)

    async def _says_no(self, actor: Actor, hasteh: HastehId, state: HastehState, why: str) -> None:
        words, found = self._words(why, self.policy.words), await self._to_decide(actor, hasteh)
        await self._moved(replace(found.to(state, self.unit.now), why=words, by=actor.member_id))

    @command(Role.SYSTEM)
    async def remind_reviewers(self, actor: Actor, hasteh: HastehId) -> None:
        """Nobody has looked in time: the cards go out once more, to whoever may by now."""
        self.about(f"hasteh:hasteh:{hasteh}")
        found = await self.hastehs.find(hasteh)
        if found is not None and found.state is HastehState.REVIEW:
            await self._tell(replace(found, moved=self.unit.now))
