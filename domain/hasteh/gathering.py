"""اعضای هسته - invited by the leader, each accepts for themselves, and may leave.   Moves: model.py   Rules: hasteh:H6, H7"""

from __future__ import annotations

from domain.hasteh import events
from domain.hasteh.model import BELONGS, WITH_ID, Fellow, FellowId, FellowState, HastehId, Relation
from domain.hasteh.reviewing import Reviewing
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


class Gathering(Reviewing):
    """Nobody is put into a hasteh."""

    @command(Role.MEMBER)
    async def invite(self, actor: Actor, hasteh: HastehId, code: str, relation: Relation, task: str) -> FellowId:
        """Raises Refusal: `hasteh.no_such_hasteh`, `hasteh.not_active`, `hasteh.bad_words`, `hasteh.nobody_with_code`, `hasteh.not_yourself`, `hasteh.is_full` (most),
        `hasteh.invited_already`."""
        found, words = await self._led(actor, hasteh), self._words(task, self.policy.task)
        if found.state not in WITH_ID:
            raise Refusal("hasteh.not_active")
        other = await self.people.by_code(code)
        if other is None:
            raise Refusal("hasteh.nobody_with_code")
        if other.id == actor.member:
            raise Refusal("hasteh.not_yourself")
        most = (await self.rates.table(self.today)).count("hasteh.people")
        if len(await self.fellows.of_hasteh(hasteh, BELONGS)) >= most:
            raise Refusal("hasteh.is_full", most=most)
        now = self.unit.now
        made = await self.fellows.add_alone(Fellow(FellowId(0), hasteh, other.id, relation, words, FellowState.INVITED, now, now))
        if made is None:
            raise Refusal("hasteh.invited_already")
        self._told(made, actor.member_id)
        return made.id

    @command(Role.MEMBER)
    async def join(self, actor: Actor, fellow: FellowId) -> None:
        """Raises Refusal: `hasteh.no_such_invitation`, `hasteh.not_now`, `hasteh.not_active`, `hasteh.joined_enough` (most), `hasteh.cannot_move`."""
        found, me = await self._mine(actor, fellow), await self._me(actor)
        if (await self._found(found.hasteh, lock=True)).state not in WITH_ID:
            raise Refusal("hasteh.not_active")
        most = (await self.rates.table(self.today)).count("hasteh.joined")
        if len(await self.fellows.of_member(me.id, [FellowState.JOINED])) >= most:
            raise Refusal("hasteh.joined_enough", most=most)
        await self._turns(found, FellowState.JOINED, me.id)

    @command(Role.MEMBER)
    async def decline(self, actor: Actor, fellow: FellowId) -> None:
        """Raises Refusal: `hasteh.no_such_invitation`, `hasteh.cannot_move`."""
        await self._turns(await self._mine(actor, fellow), FellowState.DECLINED, actor.member_id)

    @command(Role.MEMBER)
    async def leave(self, actor: Actor, fellow: FellowId) -> None:
        """Raises Refusal: `hasteh.no_such_invitation`, `hasteh.cannot_move`."""
        await self._turns(await self._mine(actor, fellow), FellowState.LEFT, actor.member_id)

    @command(Role.MEMBER)
    async def remove(self, actor: Actor, fellow: FellowId) -> None:
        """By the leader. Raises Refusal: `hasteh.no_such_invitation`, `hasteh.cannot_move`."""
        found = await self._fellow(fellow)
        if (await self._found(found.hasteh)).leader != actor.member:
            raise Refusal("hasteh.no_such_invitation")
        await self._turns(found, FellowState.LEFT, actor.member_id)

    async def _mine(self, actor: Actor, fellow: FellowId) -> Fellow:
        """Raises Refusal(`hasteh.no_such_invitation`): absent and another's answer alike."""
        found = await self._fellow(fellow)
        if found.member != actor.member:
            raise Refusal("hasteh.no_such_invitation")
        return found

    async def _fellow(self, fellow: FellowId) -> Fellow:
        found = await self.fellows.find(fellow, lock=True)
        if found is None:
            raise Refusal("hasteh.no_such_invitation")
        return found

    async def _turns(self, found: Fellow, state: FellowState, by: MemberId | None) -> None:
        self._told(await self.fellows.save(found.to(state, self.unit.now)), by)

    def _told(self, one: Fellow, by: MemberId | None) -> None:
        self.about(one.about, state=one.state)
        self.unit.record(events.FellowMoved(one.id, one.hasteh, one.member, one.state, by))
