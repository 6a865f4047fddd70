"""دسترسی - who may open a case: read what was said, and everything beside it (desk:H23).   Asked by: beside.py seeing.py; the browser desk asks `may_open`"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import query
from domain.moshavereh.base import DESK, MoshaverehBase, supervises
from domain.moshavereh.model import IN_THE_QUEUE, Case, CaseId, CaseState


class Access(MoshaverehBase):
    """One rule for the chat desk, the browser desk, notes, files and cards."""

    @query(*DESK)
    async def may_open(self, actor: Actor, case_id: int) -> bool:
        """Whether the actor may read a case; an unknown one and one of others answer alike."""
        case = await self.store.cases.find(CaseId(case_id))
        return case is not None and await self._may_open(actor, case)

    async def _seen(self, actor: Actor, case_id: int) -> Case:
        """A case that the actor may open. Raises `moshavereh.no_such_case`: absent, or nothing to do with them."""
        case = await self._get(case_id)
        if not await self._may_open(actor, case):
            raise Refusal("moshavereh.no_such_case")
        return case

    async def _may_open(self, actor: Actor, case: Case) -> bool:
        """Never one's own, nor one's family's. Else a supervisor in their reach; a rahyar who has it, may take it, had it or takes part in it."""
        me = actor.member
        if me is None or case.member == me:
            return False
        if supervises(actor, case):
            return True
        if not actor.has(*RAHYARS, Role.POSHTIBAN) or me in await self._kin(case):
            return False
        if me in (case.rahyar, case.rung, case.kept_for) or case.state in IN_THE_QUEUE:
            return True
        if case.state is CaseState.TRANSFERRING and await self._may_accept(actor, case):
            return True
        return await self._takes_part(me, case)

    async def _takes_part(self, me: MemberId, case: Case) -> bool:
        """Learns from who has it, goes along with its member or their kanoon, serves the same person now, was mentioned beside it, or had it once."""
        duty = await self.store.duties.find(me)
        if duty is not None and duty.mentor is not None and case.rahyar == duty.mentor and not case.is_over:
            return True
        if case.member is not None and (await self.known.kanoon_of(case.member))[1] == me:
            return True
        if any(c.talk == case.talk or (c.member is not None and c.member == case.member) for c in await self.store.cases.taken_by(me)):
            return True
        if any(me in note.mentioned or note.by == me for note in await self.store.aids.notes(case)):
            return True
        return any(deed.by == me for deed in (await self.store.log.of([case.id])).get(case.id, []))

    async def _may_accept(self, actor: Actor, case: Case) -> bool:
        if case.rung is not None:
            return case.rung == actor.member
        kind, _, value = case.goes_to.partition(":")
        if kind == "topic":
            duty = await self.store.duties.find(actor.member_id)
            return duty is not None and value in duty.skills
        return actor.has(*RAHYARS, Role.POSHTIBAN, scope=case.goes_to)
