"""واگذاری نقش - admins give and take roles, and stop or restore memberships (people:R10-R14).   Which role where: rules.py"""

from __future__ import annotations

from dataclasses import dataclass

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.events import MemberRestored, MemberSuspended, RoleGranted, RoleRevoked
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


class Granting(Leaving):
    """Verbs of admins. What was ever given or taken stays in the audit trail."""

    @query(Role.ADMIN)
    async def member_behind(self, actor: Actor, code: str) -> str | None:
        """The full name behind a member code, to be looked at before a grant; None when nobody has it."""
        found = await self.ports.members.by_code(code.strip().upper())
        return found.name if found and found.state is not State.ERASED else None

    @query(Role.ADMIN)
    async def scope_of(self, actor: Actor, code: str) -> str:
        """The scope of a rahyar of one member: `member:<id>`. Raises Refusal(membership.no_such_member)."""
        return f"member:{(await self._by_code(code)).id}"

    @query(Role.ADMIN)
    async def wearers(self, actor: Actor) -> list[Wearer]:
        """Every granted role, by role; what kanoons give is not listed."""
        rows = [(g, await self.ports.members.find(g.member)) for g in await self.ports.members.grants(None)]
        return [Wearer(m.id, m.name, m.code, g.role, g.scope) for g, m in rows if m is not None and g.role in SCOPES]

    @query(Role.MEMBER)
    async def my_roles(self, actor: Actor) -> list[tuple[Role, str]]:
        """Role and scope of every role the member wears."""
        return [(g.role, g.scope) for g in await self.ports.members.grants(actor.member_id) if g.role is not Role.MEMBER]

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
        """Stop a membership, with a reason; returns the name. Raises Refusal: membership.no_such_member, bad_reason, own_membership, cannot_move."""
        check_reason(reason)
        member = await self._by_code(code)
        self._check_other(actor, member)
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

    @staticmethod
    def _check_other(actor: Actor, member: Member) -> None:
        if actor.member == member.id:
            raise Refusal("membership.own_membership")
