"""رفتن - see, take along and be forgotten: a member's own data (decision 17).   Siblings: profile.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.events import LeavingAsked, LeavingStopped, MemberErased
from domain.membership.model import OPEN_STAGES, Kind, Stage, State
from domain.membership.places import Home
from domain.membership.profile import Profile


@dataclass(frozen=True, slots=True)
class MyData:
    """Everything membership keeps of a member, whole: it is theirs."""

    code: str
    kind: Kind
    state: State
    name: str
    identifier: str
    birth: str  # ISO day, "" for organisations
    mobile: str
    home: Home
    joined: datetime
    accounts: tuple[str, ...]
    roles: tuple[str, ...]
    terms: tuple[tuple[int, datetime], ...]
    requests: tuple[tuple[str, str, datetime], ...]  # number, status, when


class Leaving(Profile):
    """Verbs about being forgotten."""

    @query(Role.MEMBER)
    async def my_data(self, actor: Actor) -> MyData:
        """Raises Refusal(membership.no_such_member)."""
        me = await self._member(actor.member_id)
        accounts = tuple(a.person for a in await self.ports.accounts.accounts_of(me.id))
        roles = tuple(f"{g.role.value} {g.scope}".strip() for g in await self.ports.members.grants(me.id) if g.role is not Role.MEMBER)
        terms = tuple(await self.ports.members.accepted(me.id))
        asked = tuple((r.number, r.status.value, r.at) for r in await self.my_requests(actor))
        birth = me.birth.isoformat() if me.birth else ""
        return MyData(me.code, me.kind, me.state, me.name, me.identifier, birth, me.mobile, me.home, me.joined, accounts, roles, terms, asked)

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
        if await self.ports.members.wards(member):
            own.append("membership.tie.child")
        return own + await self.ports.elsewhere.ties_of(member)

    @command(Role.MEMBER)
    async def leave(self, actor: Actor) -> datetime:
        """Ask to be forgotten; returns when it happens, seven days from now. Raises Refusal: membership.tied (how many), cannot_move."""
        me = await self._member(actor.member_id)
        if ties := await self._ties(me.id):
            raise Refusal("membership.tied", count=len(ties))
        due = self.unit.now + self._policy.cooling
        me = await self._become(me, State.LEAVING, leaves=due)
        self.about(f"membership:member:{me.id}")
        self.unit.record(LeavingAsked(me.id, due, me.version))
        return due

    @command(Role.MEMBER)
    async def stay(self, actor: Actor) -> None:
        """Change one's mind. Raises Refusal(membership.not_leaving)."""
        me = await self._member(actor.member_id)
        if me.state is not State.LEAVING:
            raise Refusal("membership.not_leaving")
        await self._become(me, State.ACTIVE, leaves=None)
        self.about(f"membership:member:{me.id}")
        self.unit.record(LeavingStopped(me.id))

    @command(Role.SYSTEM)
    async def erase(self, actor: Actor, member: MemberId) -> datetime | None:
        """The seven days are over: the key of everything personal is destroyed. Returns when to look again if something tied the member meanwhile.

        A timer that comes after a change of mind, or too early, does nothing.
        """
        found = await self.ports.members.find(member)
        if found is None or found.state is not State.LEAVING or found.leaves is None or self.unit.now < found.leaves:
            return None
        self.about(f"membership:member:{member}")
        if await self._ties(member):
            return self.unit.now + self._policy.erase_again
        accounts = await self._unlink_all(member)
        for grant in await self.ports.members.grants(member):
            await self.ports.hats.take(member, grant.role, grant.scope)
        for application in await self.ports.applications.all_of("", member):
            await self.ports.applications.forget(application)
        await self.ports.members.erase(await self._become(found, State.ERASED))
        self.unit.record(MemberErased(member, accounts))
        return None

    @command(Role.SYSTEM)
    async def forget_application(self, actor: Actor, application: int) -> None:
        """Destroy what an applicant declared, once nothing is to come of it; of an approved one the member's own copy stays."""
        found = await self.ports.applications.find(application)
        if found is not None and found.stage in (Stage.APPROVED, Stage.REJECTED, Stage.WITHDRAWN, Stage.EXPIRED):
            await self.ports.applications.forget(found)
            self.about(f"membership:application:{application}")
