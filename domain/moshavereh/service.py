"""خدمت مشاوره - everything around a talk with a rahyar, under one name.   Source: seed 003, handoff.md   Its parts: one file of verbs each, beside this one"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.verbs import command
from domain.moshavereh.asking import Asking
from domain.moshavereh.assigning import Assigning
from domain.moshavereh.calling import Calling
from domain.moshavereh.guarding import Guarding
from domain.moshavereh.model import CallBackState, Outcome
from domain.moshavereh.seeing import Seeing
from domain.moshavereh.shifts import Shifts
from domain.moshavereh.supervising import Supervising


class MoshaverehService(Asking, Calling, Seeing, Assigning, Shifts, Guarding, Supervising):
    """Injected into dialogs as `moshavereh`. Each part is a file of verbs over the same ports and checks (base.py)."""

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """A member is erased: nobody waits for them, nobody speaks with them or calls them any more, and their desk is empty.

        The words themselves are unreadable by then: the key that sealed them is gone.
        """
        for case in await self.store.cases.of_member(member):
            if not case.is_over:
                await self._close(case, Outcome.FORGOTTEN, by_member=True)
        if (call := await self.store.promises.call_of("", member)) is not None:
            await self._end(call, CallBackState.CANCELLED, "")
        for case in await self.store.cases.taken_by(member):
            await self._queue(case, by=member, kept_for=None)
        await self._stop_ringing_at(member)
        await self.store.duties.drop(member)
        await self.store.aids.drop_own(member)
        await self.store.cases.forget(member)
        await self.store.promises.forget(member)
        self.about(f"moshavereh:member:{member}")
