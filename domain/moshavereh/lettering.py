"""نامه - a member writes to their own rahyar, and a rahyar to a member, without anybody waiting: a case that is over as soon as it is written (shared:G11).
Siblings: asking.py"""

from __future__ import annotations

from dataclasses import replace

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import events
from domain.moshavereh.asking import Asking
from domain.moshavereh.duty_model import PRESENT
from domain.moshavereh.model import IN_THE_QUEUE, Case, CaseState, Line, LineId, Outcome


class Lettering(Asking):
    """Letters stand among the cases of the member, who may go on from them within the time in which a case may be opened again; they leave no deed in the log,
    so that no service time is computed of them."""

    @query(Role.MEMBER)
    async def is_present(self, actor: Actor, rahyar: MemberId) -> bool:
        """Whether somebody is on duty now."""
        duty = await self.store.duties.find(rahyar)
        return duty is not None and duty.state in PRESENT

    @command(Role.MEMBER)
    async def ask_for_mine(self, actor: Actor, rahyar: MemberId, words: str) -> str:
        """Ask for a rahyar, this one first; returns the number of the case. Raises `moshavereh.blocked`, `moshavereh.never_spoke`."""
        number = await self.ask_for_rahyar(actor, await self._talk_of(actor.member_id), "", "", words)
        case = await self.store.cases.find_by_number(number)
        if case is not None and case.state in IN_THE_QUEUE and case.kept_for != rahyar:
            case = await self.store.cases.save(replace(case, kept_for=rahyar))
        if case is not None:
            self.about(f"moshavereh:case:{case.id}", wanted=int(rahyar))
            self._told(case)
        return number

    @command(Role.MEMBER)
    async def leave_letter(self, actor: Actor, rahyar: MemberId, words: str) -> str:
        """Words for one rahyar who is not there now; returns the number of the case that holds them. Raises `moshavereh.blocked`, `moshavereh.nothing_said`,
        `moshavereh.never_spoke`."""
        await self._check_not_blocked(actor)
        case, line = await self._letter(actor, actor.member_id, rahyar, "member", words)
        self.unit.record(events.LetterLeft(case.id, case.number, actor.member_id, rahyar, line.words))
        return case.number

    @command(*RAHYARS)
    async def send_letter(self, actor: Actor, member: MemberId, words: str) -> str:
        """Words of a rahyar for a member who did not ask; the dialog of the member goes on undisturbed. Returns the number of the case that holds them.

        Raises `moshavereh.own_case`, `moshavereh.own_family`, `moshavereh.nothing_said`, `moshavereh.never_spoke`.
        """
        if member == actor.member:
            raise Refusal("moshavereh.own_case")
        if actor.member in await self.known.kin_of(member):
            raise Refusal("moshavereh.own_family")
        case, line = await self._letter(actor, member, actor.member_id, "rahyar", words)
        self.unit.record(events.RahyarWrote(case.id, case.person, member, actor.member_id, line.words, "", line.id))
        return case.number

    async def _letter(self, actor: Actor, member: MemberId, rahyar: MemberId, by: str, words: str) -> tuple[Case, Line]:
        said = normalise(words).strip()[: self.policy.words]
        if not said:
            raise Refusal("moshavereh.nothing_said")
        bare = await self._new(actor, await self._talk_of(member), "", "")
        over = replace(
            bare, person=actor.person if by == "member" else "", member=member, state=CaseState.CLOSED, rahyar=rahyar, kept_for=rahyar, outcome=Outcome.FOLLOWED_UP
        )
        case = await self.store.cases.add(over)
        line = await self.store.lines.write(case, Line(by, said, "", self.now, LineId(0), rahyar if by == "rahyar" else None))
        self.about(f"moshavereh:case:{case.id}", letter=by)
        return await self.store.cases.spoke(case, rahyar if by == "rahyar" else None, self.now), line

    async def _talk_of(self, member: MemberId) -> int:
        """Raises Refusal(`moshavereh.never_spoke`): there is no conversation to write into."""
        try:
            return await self.talks.of_member(member)
        except LookupError:
            raise Refusal("moshavereh.never_spoke") from None
