"""پایه - what every part of the service of membership stands on.   Parts: joining.py to granting.py, see service.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.kernel.moves import move
from domain.kernel.people import Actor, MemberId
from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit
from domain.membership.events import AccountLinked, AccountUnlinked, SpeakerSwitched
from domain.membership.model import MOVES, STAGE_MOVES, Application, Member, Stage, State
from domain.membership.policy import Policy, policy_on
from domain.membership.ports import Ports


class Base(Service):
    """The ports, today's policy, and the few steps that several verbs share."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.ports = ports

    @property
    def _today(self) -> date:
        return day_in_tehran(self.unit.now)

    @property
    def _policy(self) -> Policy:
        return policy_on(self._today)

    async def _member(self, member: MemberId) -> Member:
        """Raises Refusal(membership.no_such_member)."""
        found = await self.ports.members.find(member)
        if found is None or found.state is State.ERASED:
            raise Refusal("membership.no_such_member")
        return found

    async def _active(self, actor: Actor) -> Member:
        """The actor's own membership, in force. Raises Refusal(membership.not_active)."""
        me = await self._member(actor.member_id)
        if me.state is not State.ACTIVE:
            raise Refusal("membership.not_active", state=me.state)
        return me

    async def _by_code(self, code: str) -> Member:
        """Raises Refusal(membership.no_such_member): absent, erased and mistyped are one answer."""
        found = await self.ports.members.by_code(code)
        if found is None or found.state is State.ERASED:
            raise Refusal("membership.no_such_member")
        return found

    async def _become(self, member: Member, state: State, **changes: object) -> Member:
        state = move(MOVES, member.state, state, subsystem="membership")
        return await self.ports.members.save(replace(member, state=state, **changes))  # type: ignore[arg-type]  # fields of Member, named by the callers

    async def _save(self, member: Member, **changes: object) -> Member:
        return await self.ports.members.save(replace(member, **changes))  # type: ignore[arg-type]  # fields of Member, named by the callers

    async def _move(self, application: Application, stage: Stage, **changes: object) -> Application:
        stage = move(STAGE_MOVES, application.stage, stage, subsystem="membership")
        moved = replace(application, stage=stage, moved=self.unit.now, **changes)  # type: ignore[arg-type]  # fields of Application, named by the callers
        return await self.ports.applications.save(moved)

    async def _link(self, person: str, member: MemberId) -> None:
        """Let an account speak for a member. Whoever speaks through it now goes on speaking: a family phone is not taken out of a hand.

        Raises Refusal(membership.family_full).
        """
        account = await self.ports.accounts.find(person)
        if member not in await self.ports.accounts.members_behind(person):
            await self._check_room(person)
        speaker = account.member if account else None
        await self.ports.accounts.link(person, member)
        if speaker is not None and speaker != member:
            await self.ports.accounts.link(person, speaker)
        self.unit.record(AccountLinked(member, person, speaks=speaker in (None, member)))

    async def _check_room(self, person: str) -> None:
        """Raises Refusal(membership.family_full)."""
        if len(await self.ports.accounts.members_behind(person)) >= self._policy.family:
            raise Refusal("membership.family_full", most=self._policy.family)

    async def _unlink(self, person: str, member: MemberId) -> None:
        """Take an account away from a member, and from the children and organisations the member answers for: a thief would go on as one of them."""
        behind = await self.ports.accounts.members_behind(person)
        for one in (member, *(w for w in await self.ports.members.wards(member) if w in behind)):
            await self.ports.accounts.unlink(person, one)
            self.unit.record(AccountUnlinked(one, person))

    async def _unlink_all(self, member: MemberId) -> tuple[str, ...]:
        people = tuple(a.person for a in await self.ports.accounts.accounts_of(member))
        for person in people:
            await self._unlink(person, member)
        return people

    async def _hand_on(self, person: str) -> None:
        """Who left willingly leaves a family phone to whoever is still behind it."""
        if others := await self.ports.accounts.members_behind(person):
            await self.ports.accounts.link(person, others[0])
            self.unit.record(SpeakerSwitched(person, others[0]))

    async def _bring_wards(self, member: MemberId, person: str) -> None:
        """Children and organisations that nobody speaks for any more come along, as far as there is room."""
        for ward in await self.ports.members.wards(member):
            full = len(await self.ports.accounts.members_behind(person)) >= self._policy.family
            if not full and not await self.ports.accounts.accounts_of(ward):
                await self._link(person, ward)

    async def _follow_mobile(self, member: Member, old: str) -> None:
        """The number of children and organisations is that of who answers for them."""
        for id in await self.ports.members.wards(member.id):
            ward = await self.ports.members.find(id)
            if ward is not None and ward.mobile == old and not ward.owns_mobile:
                await self._save(ward, mobile=member.mobile)
