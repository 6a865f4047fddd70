"""معرفی - a rahyar invites somebody who has not applied, by a link with their mark (people:R11).   Siblings: working.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.rahyar import events, rules
from domain.rahyar.base import RahyarBase
from domain.rahyar.model import Invitation, InvitationId, InvitationState
from domain.rahyar.views import InvitationLine, Invited

WAITING = (InvitationState.SENT, InvitationState.OPENED)


class Inviting(RahyarBase):
    """One link for one person."""

    @command(*RAHYARS)
    async def invite(self, actor: Actor, whom: str) -> Invited:
        """Make a link for somebody. Raises Refusal: `rahyar.whom_length`, `rahyar.too_many_invitations` (most)."""
        name = rules.checked(whom, "whom", *self.policy.whom)
        if sum(self._is_waiting(i) for i in await self.store.invitations.of(actor.member_id)) >= self.policy.invitations:
            raise Refusal("rahyar.too_many_invitations", most=self.policy.invitations)
        until = self.unit.now + self.policy.invitation_lives
        made = await self.store.invitations.add(Invitation(InvitationId(0), actor.member_id, name, self.tokens.new(), self.unit.now, until))
        self.about(f"rahyar:invitation:{made.id}")
        return Invited(made.id, made.token, name, until)

    @command(*RAHYARS)
    async def take_invitation_back(self, actor: Actor, invitation: InvitationId) -> None:
        """The link is good for nothing any more. Raises Refusal(`rahyar.no_such_invitation`)."""
        one = await self.store.invitations.find(invitation)
        if one is None or one.by != actor.member or not self._is_waiting(one):
            raise Refusal("rahyar.no_such_invitation")
        await self.store.invitations.save(one.to(InvitationState.OVER, person=""))
        self.about(f"rahyar:invitation:{one.id}")

    @query(*RAHYARS)
    async def my_invitations(self, actor: Actor) -> list[InvitationLine]:
        """Newest first, with whom they brought."""
        found = (await self.store.invitations.of(actor.member_id))[: self.policy.listed]
        names = await self.members.names_of({i.member for i in found if i.member is not None})
        return [InvitationLine(i.id, i.whom, self._state(i), i.made, i.until, names.get(i.member, "") if i.member else "") for i in found]

    @command(Role.NEWCOMER, Role.MEMBER, fence=False)
    async def open_invitation(self, actor: Actor, token: str) -> str:
        """Somebody followed the link; returns the name of who invites. Whoever is a member already changes nothing.

        Raises Refusal(`rahyar.invitation_over`): unknown, taken back, too late, somebody else's by now.
        """
        one = await self.store.invitations.by_token(token)
        if one is None or not self._is_waiting(one) or one.person not in ("", actor.person):
            raise Refusal("rahyar.invitation_over")
        self.about(f"rahyar:invitation:{one.id}")
        if actor.member is None and one.state is InvitationState.SENT:
            await self.store.invitations.save(one.to(InvitationState.OPENED, person=actor.person))
        return await self._name(one.by)

    @query(Role.SYSTEM)
    async def came_by(self, actor: Actor, person: str) -> bool:
        """Whether an account followed an invitation that is still open."""
        return any(self._is_waiting(i) for i in (await self.store.invitations.opened_by(person))[:1])

    @command(Role.SYSTEM)
    async def welcome(self, actor: Actor, member: MemberId, person: str) -> None:
        """Somebody joined: if they came by an invitation, its rahyar sees it."""
        self.about(f"rahyar:member:{member}")
        for one in (await self.store.invitations.opened_by(person))[:1]:
            if self._is_waiting(one):
                await self.store.invitations.save(one.to(InvitationState.JOINED, member=member, person=""))
                self.unit.record(events.InvitedJoined(one.id, one.by, member))

    def _is_waiting(self, one: Invitation) -> bool:
        return one.state in WAITING and self.unit.now < one.until

    def _state(self, one: Invitation) -> InvitationState:
        return InvitationState.OVER if one.state in WAITING and not self._is_waiting(one) else one.state
