"""خدمت رهیار - everything around rahyars but the conversation itself, under one name.   Its parts: one file of verbs each, beside this one"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine
from domain.kernel.verbs import command, query
from domain.rahyar import rules
from domain.rahyar.affiliating import Affiliating
from domain.rahyar.assigning import Assigning
from domain.rahyar.mastering import Mastering
from domain.rahyar.model import AffiliationState, FollowUpState, InvitationState
from domain.rahyar.working import Working

EVERYTHING = 100_000  # follow-ups of one member, for their own page


class RahyarService(Assigning, Affiliating, Working, Mastering):
    """Injected into dialogs as `rahyar`. Each part is a file of verbs over the same ports and checks (base.py)."""

    @query(Role.MEMBER, *RAHYARS, Role.SYSTEM)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """What a member declared, and what their rahyar does for them, for «درخواست‌های من»; a member sees their own only. Raises `rahyar.not_yours`."""
        if actor.member != member and not actor.has(*RAHYARS, Role.SYSTEM):
            raise Refusal("rahyar.not_yours")
        said = [RequestLine(rules.affiliation_number(a.id), "rahyar.request.organisation", rules.affiliation_status(a), a.since)
                for a in await self.store.affiliations.all_of(member)]  # fmt: skip
        done = [RequestLine(rules.follow_up_number(f.id), "rahyar.request.follow_up", rules.follow_up_status(f), f.closed or f.opened)
                for f in await self.store.follow_ups.about(rules.person(member), self.policy.listed)]  # fmt: skip
        return said + done

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من»: the organisations of this member, what was followed up for them (never a remark), and what they are a rahyar of.

        Raises `rahyar.not_yours` for another's.
        """
        if actor.member != member:
            raise Refusal("rahyar.not_yours")
        told = [DataLine("rahyar.data.organisation", {"employer": a.employer, "state": a.state, "at": a.since}) for a in await self.store.affiliations.all_of(member)]
        for f in await self.store.follow_ups.about(rules.person(member), EVERYTHING):
            shown = {"topic": f.topic or None, "kind": f.kind, "due": f.due, "state": f.state, "result": f.result or None}
            told.append(DataLine("rahyar.data.follow_up", shown))
        for one in await self.store.assignments.of_rahyar(member):
            told.append(DataLine("rahyar.data.assignment", {"kind": rules.kind_of(one.scope), "at": one.since}))
        return told + [DataLine("rahyar.data.skill", {"skill": m.skill, "at": m.at}) for m in await self.store.marks.of(member) if m.has]

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """A member is erased: nobody goes along with them, they go along with nobody, and nothing is done for them any more.

        What was written about them is unreadable by then: the key that sealed it is gone.
        """
        self.about(f"rahyar:member:{member}")
        for one in [*await self.store.assignments.active_in([rules.person(member)]), *await self.store.assignments.of_rahyar(member)]:
            await self._end(one, None, "")
        if (open_one := await self.store.affiliations.open_of(member)) is not None:
            await self._settle(open_one, AffiliationState.ENDED, None)
        for todo in await self.store.follow_ups.about(rules.person(member), self.policy.listed):
            if todo.state is FollowUpState.OPEN:
                await self.store.follow_ups.save(todo.to(FollowUpState.DROPPED, self.unit.now, ""))
        for sent in await self.store.invitations.of(member):
            if sent.state in (InvitationState.SENT, InvitationState.OPENED):
                await self.store.invitations.save(sent.to(InvitationState.OVER, person=""))
        await self.store.affiliations.forget(member)
        await self.store.marks.forget(member)
        self.about(f"rahyar:member:{member}")
