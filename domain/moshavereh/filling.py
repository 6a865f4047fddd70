"""پر کردن - a rahyar answers the question a member stands at, or sends them into a dialog (desk:H22). The member sees, corrects and confirms.   Siblings: answering.py"""

from __future__ import annotations

from domain.kernel.people import Actor
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh.base import DESK, MoshaverehBase
from domain.moshavereh.filling_model import Given, Step
from domain.moshavereh.model import Case


class Filling(MoshaverehBase):
    """While a case is theirs, and never further than the member's own yes: no consent, code or confirmation, and nothing that takes effect."""

    @query(*DESK)
    async def member_step(self, actor: Actor, case_id: int) -> Step | None:
        """Where the member's dialog stands; None when none is under way. Raises `moshavereh.not_yours`."""
        return await self.talks.step((await self._mine(actor, case_id)).talk)

    @query(*DESK)
    async def member_flows(self, actor: Actor, case_id: int) -> list[str]:
        """The dialogs that the member may begin. Raises `moshavereh.not_yours`."""
        return await self.talks.flows((await self._mine(actor, case_id)).talk)

    @command(*DESK)
    async def fill(self, actor: Actor, case_id: int, asked: str, given: Given) -> None:
        """Answer the member's question on their behalf; it is marked, and theirs to correct.

        Raises `moshavereh.not_yours`, `moshavereh.trainee`, `moshavereh.question_moved` (they stand elsewhere), `moshavereh.theirs_alone`,
        `moshavereh.not_taken` (why).
        """
        case = await self._fillable(actor, case_id)
        await self.talks.fill(case.talk, asked, given, actor.member_id)
        self.about(f"moshavereh:case:{case.id}", asked=asked)

    @command(*DESK)
    async def send_into(self, actor: Actor, case_id: int, flow: str) -> None:
        """Begin a dialog for the member: they go on with it when the talk is over. Raises `moshavereh.not_yours`, `moshavereh.trainee`, `moshavereh.no_such_flow`."""
        case = await self._fillable(actor, case_id)
        await self.talks.begin(case.talk, flow)
        self.about(f"moshavereh:case:{case.id}", flow=flow)

    async def _fillable(self, actor: Actor, case_id: int) -> Case:
        duty = await self._acts(actor)
        if duty is not None and duty.mentor is not None:
            raise Refusal("moshavereh.trainee")
        return await self._mine(actor, case_id)
