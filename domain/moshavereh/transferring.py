"""سپردن به دیگری - a rahyar offers a case to a person, a skill, an area or an organisation; it is theirs until somebody accepts (desk:H5).   Siblings: answering.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.moshavereh import events
from domain.moshavereh.access import Access
from domain.moshavereh.base import DESK
from domain.moshavereh.beside_model import PrivateNote
from domain.moshavereh.duty_model import PRESENT, DutyState
from domain.moshavereh.model import Case, CaseState, What
from domain.moshavereh.routing import load_of, may_serve
from domain.moshavereh.views import OnDuty

GOALS = ("topic", "area", "org")


class Transferring(Access):
    """The owner of the conversation does not change before the other one says yes."""

    @query(*DESK)
    async def colleagues(self, actor: Actor) -> list[OnDuty]:
        """Who is on duty besides me, by name, with what they have in hand."""
        duties = [d for d in await self.store.duties.on_duty() if d.rahyar != actor.member and d.mentor is None]
        names = await self.known.names_of({d.rahyar for d in duties})
        hands = await self.store.cases.in_hand_of([d.rahyar for d in duties])
        loads = {d.rahyar: load_of([c for c in hands if d.rahyar in (c.rahyar, c.rung)], self.policy) for d in duties}
        return sorted((OnDuty(d.rahyar, names.get(d.rahyar, ""), d, loads[d.rahyar]) for d in duties), key=lambda o: o.name)

    @command(*DESK)
    async def transfer(self, actor: Actor, case_id: int, goal: str, reason: str) -> int:
        """Offer it to `member:<id>`, `topic:<word>`, `area:<province>` or `org:<code>`, with a reason that is kept as a note; returns to how many it was shown.

        Raises `moshavereh.not_yours`, `moshavereh.reason_length`, `moshavereh.bad_goal`, `moshavereh.own_case`, `moshavereh.own_family`,
        `moshavereh.nobody_there`, `moshavereh.cannot_move`.
        """
        await self._acts(actor)
        case, reason = await self._mine(actor, case_id), self._checked(reason)
        to = await self._goal(case, goal, actor.member_id)
        if not to:
            raise Refusal("moshavereh.nobody_there")
        by_name = to[0] if goal.startswith("member:") else None
        offered = await self._move(case, CaseState.TRANSFERRING, What.OFFERED, by=actor.member, rung=by_name, goes_to=goal)
        await self.store.aids.note(case, PrivateNote(0, case.id, actor.member_id, reason, self.now))
        until = self.now + self.policy.transfer
        self._told(offered)
        self.unit.record(events.TransferAsked(case.id, case.number, actor.member_id, to, goal, reason, offered.step, until))
        return len(to)

    @command(*DESK)
    async def accept_transfer(self, actor: Actor, case_id: int) -> None:
        """Take over what was offered to me. Raises `moshavereh.offered_no_more`, `moshavereh.own_case`, `moshavereh.own_family`, `moshavereh.hands_full`,
        `moshavereh.trainee`."""
        duty = await self._acts(actor)
        case = await self._offered(actor, case_id)
        await self._check_may_serve(case, actor.member_id)
        await self._check_room(duty, case.id)
        taken = await self.store.cases.claim_transfer(case.id, case.step, actor.member_id, self.now)
        if taken is None:
            raise Refusal("moshavereh.offered_no_more")
        await self._claimed(taken, actor.member_id)
        self._ended(case, actor.member_id, accepted=True)

    @command(*DESK)
    async def decline_transfer(self, actor: Actor, case_id: int) -> None:
        """No. What was offered by name is the sender's again; what was offered to several waits for the others. Raises `moshavereh.offered_no_more`."""
        await self._acts(actor)
        case = await self._offered(actor, case_id)
        self.about(f"moshavereh:case:{case.id}", declined=True)
        if case.rung == actor.member:
            await self._kept(case, actor.member_id)

    @command(*DESK)
    async def call_transfer_back(self, actor: Actor, case_id: int) -> None:
        """Keep it after all. Raises `moshavereh.not_yours`."""
        await self._acts(actor)
        await self._kept(await self._mine(actor, case_id, [CaseState.TRANSFERRING]), actor.member_id)

    @command(Role.SYSTEM)
    async def transfer_timed_out(self, actor: Actor, case_id: int, step: int) -> None:
        """Nobody answered in time: it is the sender's again. Nothing happens when the case has moved on."""
        case = await self._get(case_id)
        self.about(f"moshavereh:case:{case.id}", step=step)
        if case.state is CaseState.TRANSFERRING and case.step == step:
            await self._kept(case, None)

    async def _goal(self, case: Case, goal: str, me: MemberId) -> tuple[MemberId, ...]:
        """Who may accept, without the sender."""
        kind, _, value = goal.partition(":")
        if kind == "member" and value.isdigit():
            to = MemberId(int(value))
            if to == me or to not in await self._desk():
                raise Refusal("moshavereh.bad_goal")
            await self._check_may_serve(case, to)
            duty = await self.store.duties.find(to)
            return () if duty is not None and duty.state not in PRESENT else (to,)
        if kind not in GOALS or not value:
            raise Refusal("moshavereh.bad_goal")
        kin = await self._kin(case)
        duties = [d for d in await self.store.duties.on_duty() if d.state is DutyState.ONLINE and d.mentor is None]
        found = [d.rahyar for d in duties if (value in d.skills if kind == "topic" else goal in d.scopes)]
        if kind == "org":  # a poshtiban serves an organisation whether or not on duty at this desk
            found += await self.hats.wearers(Role.POSHTIBAN, goal)
        return tuple(dict.fromkeys(m for m in found if m != me and may_serve(case, m, kin)))

    async def _offered(self, actor: Actor, case_id: int) -> Case:
        case = await self._get(case_id)
        if case.state is CaseState.TRANSFERRING and case.rahyar != actor.member and await self._may_accept(actor, case):
            return case
        raise Refusal("moshavereh.offered_no_more")

    async def _kept(self, case: Case, by: MemberId | None) -> None:
        self._told(await self._move(case, CaseState.TAKEN, What.TAKEN, by=case.rahyar))
        self._ended(case, by, accepted=False)

    def _ended(self, case: Case, who: MemberId | None, *, accepted: bool) -> None:
        sender = case.rahyar
        assert sender is not None  # in a transfer it is the sender's, as the audit holds
        told = events.TransferEnded(case.id, case.number, case.talk, sender, who if accepted and who is not None else sender, accepted, who is None)
        self.unit.record(told)
