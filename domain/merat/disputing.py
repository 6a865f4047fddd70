"""اعتراض - a member says that a result is wrong; somebody else decides, and nobody decides anything by it meanwhile.   Source: reference-systems.md 3"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.merat import events
from domain.merat.base import JUDGES, there
from domain.merat.improving import Improving
from domain.merat.model import Check, CheckId, CheckState, Look, Purpose
from domain.merat.views import DisputeView

WORDS = (10, 600)
"""Characters of what a member says, and of a ruling."""


class Disputing(Improving):
    """Whoever decides sees the facts and not the household; that they looked stands in the member's log."""

    @command(Role.MEMBER)
    async def dispute(self, actor: Actor, words: str) -> CheckId:
        """Raises Refusal: `merat.no_result`, `merat.cannot_move`, `merat.bad_words` (least, most)."""
        _check_words(words)
        found = await self._current(actor, lock=True)
        self._valid(found)
        await self.checks.save(replace(found.to(CheckState.DISPUTED, self.unit.now), dispute=words.strip()))
        self.about(found.about)
        self.unit.record(events.ResultDisputed(found.id, found.member))
        return found.id

    @query(*JUDGES)
    async def dispute_of(self, actor: Actor, check: CheckId) -> DisputeView:
        """Raises Refusal(`merat.no_such_check`): also for one that was never disputed."""
        found = await self._check(check)
        if found.outcome is None or not found.dispute:
            raise Refusal("merat.no_such_check")
        name = (await self._names(found.member)).get(found.member, "")
        may = found.state is CheckState.DISPUTED and actor.member != found.member
        o = found.outcome
        return DisputeView(found.id, found.number, name, found.dispute, o.facts, o.score, o.grade, found.state, found.moved, may)

    @query(*JUDGES)
    async def disputes(self, actor: Actor) -> list[DisputeView]:
        """What waits, oldest first, without the own."""
        return [await self.dispute_of(actor, c.id) for c in await self.checks.disputed(self.policy.shown) if c.member != actor.member]

    @command(*JUDGES)
    async def take_dispute(self, actor: Actor, check: CheckId) -> DisputeView:
        """Look at it before deciding; it stands in the log. Raises Refusal: `merat.no_such_check`, `merat.decided_already`."""
        await self._under_dispute(actor, check)
        found = await self._check(check)
        self.about(found.about)
        await self.permits.looked(Look(found.member, actor.member_id, Purpose.DISPUTE, self.unit.now))
        return await self.dispute_of(actor, check)

    @command(*JUDGES)
    async def let_stand(self, actor: Actor, check: CheckId, ruling: str) -> None:
        """Nothing was wrong. Raises Refusal: `merat.no_such_check`, `merat.decided_already`, `merat.bad_words`."""
        _check_words(ruling)
        found = await self._under_dispute(actor, check, lock=True)
        await self.checks.save(found.to(CheckState.VALID, self.unit.now))
        self._decided(found, ruling, stays=True)

    @command(*JUDGES)
    async def correct(self, actor: Actor, check: CheckId, on_time: int, late: int, bounced: int, ruling: str) -> None:
        """The bureau had it wrong: counts as they are. A new result is made.

        Raises Refusal: `merat.no_such_check`, `merat.decided_already`, `merat.bad_words`, `merat.nothing_changed`.
        """
        _check_words(ruling)
        found = await self._under_dispute(actor, check, lock=True)
        facts = there(found.outcome).facts
        right = replace(facts, on_time=max(0, on_time), late=max(0, late), bounced=max(0, bounced))
        if right == facts:
            raise Refusal("merat.nothing_changed")
        await self._again(found, right)
        self._decided(found, ruling, stays=False)

    def _decided(self, found: Check, ruling: str, *, stays: bool) -> None:
        self.about(found.about, stays=stays)
        self.unit.record(events.DisputeDecided(found.id, found.member, stays, ruling.strip()))

    async def _under_dispute(self, actor: Actor, check: CheckId, *, lock: bool = False) -> Check:
        """Nobody decides about themselves."""
        found = await self._check(check, lock=lock)
        if not found.dispute or actor.member == found.member:
            raise Refusal("merat.no_such_check")
        if found.state is not CheckState.DISPUTED:
            raise Refusal("merat.decided_already")
        return found


def _check_words(words: str) -> None:
    """Raises Refusal(`merat.bad_words`, least, most)."""
    if not WORDS[0] <= len(words.strip()) <= WORDS[1]:
        raise Refusal("merat.bad_words", least=WORDS[0], most=WORDS[1])
