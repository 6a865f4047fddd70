"""واگذاری نقش - admins give and take roles, and stop or restore memberships (people:R10-R14).   Which role where: rules.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.events import GuardianChanged, MemberRestored, MemberSuspended, RoleGranted, RoleRevoked
from domain.membership.leaving import Leaving
from domain.membership.model import Kind, Member, State
from domain.membership.rules import SCOPES, check_grant, check_reason


@dataclass(frozen=True, slots=True)
class Wearer:
    """Who wears which role where."""

    member: MemberId
    name: str
    code: str
    role: Role
    scope: str
    whom: str = ""  # the name of the one member it is about


class Granting(Leaving):
    """Verbs of admins. What was ever given or taken stays in the audit trail."""

    @query(Role.ADMIN)
    async def member_behind(self, actor: Actor, code: str) -> str | None:
        """The full name behind a member code, to be looked at before a grant; None when nobody has it."""
        found = await self.ports.members.by_code(code)
        return found.name if found and found.state is not State.ERASED else None

    @query(Role.ADMIN)
    async def scope_of(self, actor: Actor, code: str) -> str:
        """The scope of a rahyar of one member: `member:<id>`. Raises Refusal(membership.no_such_member)."""
        return f"member:{(await self._by_code(code)).id}"

    @query(Role.ADMIN)
    async def wearers(self, actor: Actor) -> list[Wearer]:
        """Every granted role, by role; what kanoons give is not listed."""
        rows = [(g, await self.ports.members.find(g.member)) for g in await self.ports.members.grants(None)]
        return [Wearer(m.id, m.name, m.code, g.role, g.scope, await self._whom(g.scope)) for g, m in rows if m is not None and g.role in SCOPES]

    async def _whom(self, scope: str) -> str:
        kind, _, word = scope.partition(":")
        found = await self.ports.members.find(MemberId(int(word))) if kind == "member" else None
        return found.name if found is not None else ""

    @command(Role.ADMIN, Role.SYSTEM)
    async def grant(self, actor: Actor, code: str, role: Role, scope: str = "") -> str:
        """Give a role; returns the full name. Having it is no error.

        Raises Refusal: membership.no_such_member, not_active, not_a_person (organisations wear no roles), not_granted_here, bad_scope.
        """
        check_grant(role, scope)
        member = await self._by_code(code)
        if member.state is not State.ACTIVE:
            raise Refusal("membership.not_active", state=member.state)
        if member.kind not in (Kind.NATURAL, Kind.FOREIGN):
            raise Refusal("membership.not_a_person")
        await self.ports.hats.give(member.id, role, scope)
        self.about(f"membership:member:{member.id}", role=role, scope=scope)
        self.unit.record(RoleGranted(member.id, role, scope))
        return member.name

    @command(Role.ADMIN, Role.SYSTEM)
    async def revoke(self, actor: Actor, member: MemberId, role: Role, scope: str = "") -> str:
        """Take a role back; returns the full name. Not having it is no error.

        Raises Refusal: membership.no_such_member, not_granted_here, last_admin.
        """
        check_grant(role, scope)
        found = await self._member(member)
        if role is Role.ADMIN and await self.ports.hats.wearers(Role.ADMIN) == [member]:
            raise Refusal("membership.last_admin")
        await self.ports.hats.take(member, role, scope)
        self.about(f"membership:member:{member}", role=role, scope=scope)
        self.unit.record(RoleRevoked(member, role, scope))
        return found.name

    @command(Role.ADMIN)
    async def suspend(self, actor: Actor, code: str, reason: str) -> str:
        """Stop a membership, with a reason; returns the name. The roles that admins gave end with it, and do not come back by themselves.

        Raises Refusal: membership.no_such_member, bad_reason, own_membership, last_admin, cannot_move.
        """
        check_reason(reason)
        member = await self._by_code(code)
        self._check_other(actor, member)
        for grant in await self.ports.members.grants(member.id):
            if grant.role in SCOPES:
                await self.revoke(actor, member.id, grant.role, grant.scope)
        await self._become(member, State.SUSPENDED)
        self.about(f"membership:member:{member.id}")
        self.unit.record(MemberSuspended(member.id, reason.strip()))
        return member.name

    @command(Role.ADMIN)
    async def restore(self, actor: Actor, code: str) -> str:
        """Let a stopped membership go on; returns the name. Raises Refusal: membership.no_such_member, own_membership, not_suspended."""
        member = await self._by_code(code)
        self._check_other(actor, member)
        if member.state is not State.SUSPENDED:
            raise Refusal("membership.not_suspended")
        await self._become(member, State.ACTIVE)
        self.about(f"membership:member:{member.id}")
        self.unit.record(MemberRestored(member.id))
        return member.name

    @command(Role.ADMIN, Role.POSHTIBAN)
    async def entrust(self, actor: Actor, ward: str, to: str, reason: str) -> tuple[str, str]:
        """A child or an organisation is answered for by another member: a guardian died, a representative left. Returns both names.

        Nobody speaks for the ward from the accounts of the one before any more. Raises Refusal: membership.bad_reason, no_such_member, not_a_ward,
        not_a_person, not_active, own_membership, family_full.
        """
        check_reason(reason)
        child, new = await self._by_code(ward), await self._by_code(to)
        if child.kind not in (Kind.MINOR, Kind.LEGAL):
            raise Refusal("membership.not_a_ward")
        if new.kind not in (Kind.NATURAL, Kind.FOREIGN):
            raise Refusal("membership.not_a_person")
        if new.state is not State.ACTIVE:
            raise Refusal("membership.not_active", state=new.state)
        if actor.member in (new.id, child.guardian):
            raise Refusal("membership.own_membership")
        await self._unlink_all(child.id)
        if home := await self.ports.accounts.reach(new.id):
            await self._link(home.person, child.id)
        await self._save(child, guardian=new.id, mobile=new.mobile)
        self.about(f"membership:member:{child.id}", before=child.guardian, now=new.id)
        self.unit.record(GuardianChanged(child.id, child.guardian, new.id))
        return child.name, new.name

    @staticmethod
    def _check_other(actor: Actor, member: Member) -> None:
        if actor.member == member.id:
            raise Refusal("membership.own_membership")
