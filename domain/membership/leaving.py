"""رفتن - see, take along and be forgotten: a member's own data (decision 17).   Siblings: profile.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine
from domain.kernel.verbs import command, query
from domain.membership.events import LeavingAsked, LeavingDelayed, LeavingStopped, MemberErased, RoleRevoked
from domain.membership.model import OPEN_STAGES, Kind, Stage, State
from domain.membership.papers import LegalForm
from domain.membership.places import Home
from domain.membership.profile import Profile
from domain.membership.rules import Category


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything that is kept of a member, whole: it is theirs. `elsewhere`: by the other subsystems."""

    code: str
    kind: Kind
    state: State
    name: str
    identifier: str
    birth: date | None
    mobile: str
    home: Home
    joined: datetime
    legal_form: LegalForm | None
    registration: str
    answers_for: tuple[str, ...]  # names of children and organisations
    guardian: str  # the name of who answers for this one
    accounts: tuple[tuple[str, datetime], ...]  # platform, last used
    roles: tuple[tuple[Role, str], ...]  # with their scope
    terms: tuple[tuple[int, datetime], ...]
    notices: tuple[tuple[Category, bool], ...]
    requests: tuple[RequestLine, ...]
    elsewhere: tuple[DataLine, ...]


class Leaving(Profile):
    """Verbs about being forgotten."""

    @query(Role.MEMBER)
    async def my_data(self, actor: Actor) -> MyData:
        """Raises Refusal(membership.no_such_member)."""
        me = await self._member(actor.member_id)
        wards = [await self.ports.members.find(w) for w in await self.ports.members.wards(me.id)]
        guardian = await self.ports.members.find(me.guardian) if me.guardian else None
        return MyData(
            me.code, me.kind, me.state, me.name, me.identifier, me.birth, me.mobile, me.home, me.joined, me.legal_form, me.registration,
            tuple(w.name for w in wards if w is not None), guardian.name if guardian else "",
            tuple((a.platform, a.seen) for a in await self.ports.accounts.accounts_of(me.id)),
            tuple((g.role, g.scope) for g in await self.ports.members.grants(me.id) if g.role is not Role.MEMBER),
            tuple(await self.ports.members.accepted(me.id)), tuple((n.category, n.on) for n in await self.notices(actor)),
            tuple(await self.my_requests(actor)), tuple(await self.ports.elsewhere.data_of(actor, me.id)),
        )  # fmt: skip

    @query(Role.MEMBER)
    async def ties(self, actor: Actor) -> list[str]:
        """Text keys of what delays being forgotten now; empty when nothing does."""
        return await self._ties(actor.member_id)

    async def _ties(self, member: MemberId) -> list[str]:
        own = []
        if any(a.stage in OPEN_STAGES for a in await self.ports.applications.all_of("", member)):
            own.append("membership.tie.application")
        if any(g.role is Role.ADMIN for g in await self.ports.members.grants(member)):
            own.append("membership.tie.admin")
        wards = [await self.ports.members.find(w) for w in await self.ports.members.wards(member)]
        own += [f"membership.tie.{kind.value}" for kind in (Kind.MINOR, Kind.LEGAL) if any(w is not None and w.kind is kind for w in wards)]
        return own + await self.ports.elsewhere.ties_of(member)

    @command(Role.MEMBER)
    async def leave(self, actor: Actor) -> datetime:
        """Ask to be forgotten; returns when it happens, seven days from now. Raises Refusal: membership.tied (how many), leaving_already, cannot_move."""
        me = await self._member(actor.member_id)
        if ties := await self._ties(me.id):
            raise Refusal("membership.tied", count=len(ties))
        if me.leaves is not None:
            raise Refusal("membership.leaving_already", due=me.leaves)
        due = self.unit.now + self._policy.cooling
        me = await (self._save(me, leaves=due) if me.state is State.SUSPENDED else self._become(me, State.LEAVING, leaves=due))
        self.about(f"membership:member:{me.id}")
        self.unit.record(LeavingAsked(me.id, due, me.version))
        return due

    @command(Role.MEMBER)
    async def stay(self, actor: Actor) -> None:
        """Change one's mind. Raises Refusal(membership.not_leaving)."""
        me = await self._member(actor.member_id)
        if me.leaves is None:
            raise Refusal("membership.not_leaving")
        await (self._save(me, leaves=None) if me.state is State.SUSPENDED else self._become(me, State.ACTIVE, leaves=None))
        self.about(f"membership:member:{me.id}")
        self.unit.record(LeavingStopped(me.id))

    @query(Role.SYSTEM)
    async def leaves_at(self, actor: Actor, member: MemberId) -> datetime | None:
        """When a member is to be forgotten; None for whoever stays."""
        found = await self.ports.members.find(member)
        return None if found is None or found.state is State.ERASED else found.leaves

    @command(Role.SYSTEM)
    async def erase(self, actor: Actor, member: MemberId) -> None:
        """The seven days are over: the key of everything personal is destroyed. What ties the member meanwhile delays it by a day, and is told.

        A timer that comes after a change of mind, or too early, does nothing.
        """
        found = await self.ports.members.find(member)
        if found is None or found.state is State.ERASED or found.leaves is None or self.unit.now < found.leaves:
            return
        self.about(f"membership:member:{member}")
        if ties := await self._ties(member):
            again = self.unit.now + self._policy.erase_again
            self.unit.record(LeavingDelayed(member, tuple(ties), again, first=self.unit.now < found.leaves + self._policy.erase_again))
            return
        accounts = tuple(a.person for a in await self.ports.accounts.accounts_of(member))
        for person in accounts:
            await self.ports.accounts.unlink(person, member)
            await self._hand_on(person)
        for grant in await self.ports.members.grants(member):
            await self.ports.hats.take(member, grant.role, grant.scope)
            if grant.role is not Role.MEMBER:
                self.unit.record(RoleRevoked(member, grant.role, grant.scope))
        for application in await self.ports.applications.all_of("", member):
            await self.ports.applications.forget(application)
        await self.ports.challenges.forget(member)
        await self.ports.changes.forget(member)
        await self.ports.members.erase(await self._become(found, State.ERASED))
        self.unit.record(MemberErased(member, accounts))

    @command(Role.SYSTEM)
    async def forget_application(self, actor: Actor, application: int) -> None:
        """Destroy what an applicant declared, once nothing is to come of it; of an approved one the member's own copy stays."""
        found = await self.ports.applications.find(application)
        if found is not None and found.stage in (Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED):
            await self.ports.applications.forget(found)
            self.about(f"membership:application:{application}")
