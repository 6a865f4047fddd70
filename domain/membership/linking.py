"""پیوند پیام‌رسان‌ها - one member behind several messengers, and several members behind one phone.   Codes: proving.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.events import MemberFrozen, MemberThawed, SpeakerSwitched
from domain.membership.model import Kind, Member, Purpose, State
from domain.membership.proving import Tried
from domain.membership.stepping_up import SteppingUp


@dataclass(frozen=True, slots=True)
class Device:
    """A messenger account where a member is signed in. `here`: the one in use now; `open`: it was not shut."""

    person: str
    platform: str
    seen: datetime
    here: bool
    open: bool


@dataclass(frozen=True, slots=True)
class Speaker:
    """Somebody who may speak through this account."""

    member: MemberId
    name: str
    kind: Kind
    now: bool


@dataclass(frozen=True, slots=True)
class Ways:
    """How a code may reach whoever says that a mobile is theirs: accounts, last used first; `sms`: by text message where there are none."""

    accounts: tuple[str, ...]
    sms: bool


class Linking(SteppingUp):
    """Verbs about where somebody is signed in."""

    @command(Role.NEWCOMER, Role.MEMBER, fence=False)
    async def use_code(self, actor: Actor, code: str) -> Tried:
        """Type here the code that another messenger shows: from now on this account speaks for that member, too.

        Raises Refusal: membership.too_many_tries (until), family_full.
        """
        await self._check_tries(Purpose.LINK, actor.person)
        found = await self.ports.challenges.by_code(Purpose.LINK, code)
        member = await self.ports.members.find(found.member) if found and found.member and self.unit.now < found.until else None
        if found is None or member is None or member.state is State.ERASED:
            return await self._miss(Purpose.LINK, actor.person)
        await self.ports.challenges.drop(found)
        self.about(f"membership:member:{member.id}")
        await self._link(actor.person, member.id)
        return Tried(True)

    @command(Role.NEWCOMER, Role.MEMBER, fence=False)
    async def sign_in(self, actor: Actor, code: str) -> Tried:
        """The code that was sent for `send_code`; it also thaws who was frozen. Raises Refusal: membership.too_many_tries, code_over, family_full."""
        found = await self.ports.challenges.of(Purpose.SIGN_IN, actor.person)
        if found is None or self.unit.now >= found.until or found.wrong >= self._policy.wrong_tries:
            raise Refusal("membership.code_over")
        member = await self.ports.members.find(found.member) if found.member else None
        if member is None or member.state is State.ERASED or not await self.ports.challenges.fits(found, code):
            await self.ports.challenges.missed(found)
            return Tried(False, self._policy.wrong_tries - found.wrong - 1)
        await self.ports.challenges.drop(found)
        self.about(f"membership:member:{member.id}")
        if member.state is State.FROZEN:
            await self._become(member, State.ACTIVE)
            self.unit.record(MemberThawed(member.id))
        await self._link(actor.person, member.id)
        await self._bring_wards(member.id, actor.person)
        return Tried(True)

    @query(Role.MEMBER)
    async def devices(self, actor: Actor) -> list[Device]:
        """Where am I signed in: last used first."""
        accounts = await self.ports.accounts.accounts_of(actor.member_id)
        return [Device(a.person, a.platform, a.seen, a.person == actor.person, a.blocked is None) for a in accounts]

    @query(Role.SYSTEM)
    async def accounts_of(self, actor: Actor, member: MemberId) -> list[str]:
        """Every account where a member is signed in: what touches safety is told to all of them."""
        return [a.person for a in await self.ports.accounts.accounts_of(member)]

    @query(Role.SYSTEM)
    async def ways_to(self, actor: Actor, mobile: str) -> Ways:
        """Where a code for this mobile may go (decision 22): to the messengers of the one member who has it, else by SMS.

        Of a number that several have nobody knows whose messenger it would be; one whose SIM is said to be stolen gets no text message.
        """
        holders = await self._holders(mobile)
        accounts = await self.ports.accounts.accounts_of(holders[0].id) if len(holders) == 1 and holders[0].owns_mobile else []
        return Ways(tuple(a.person for a in accounts if a.blocked is None), all(m.sms_trusted for m in holders))

    @query(Role.SYSTEM)
    async def is_page_of(self, actor: Actor, person: str, mobile: str) -> bool:
        """Whether who proved a mobile may open what this account said before: everybody behind it still has the number, and nobody else has it by now."""
        behind = [await self.ports.members.find(m) for m in await self.ports.accounts.members_behind(person)]
        ids = {m.id for m in behind if m is not None}
        return all(m is not None and m.mobile == mobile for m in behind) and all(m.id in ids for m in await self._holders(mobile))

    async def _holders(self, mobile: str) -> list[Member]:
        """Who has a number, without the children and organisations that only share that of who answers for them."""
        found = await self.ports.members.with_mobile(mobile)
        ids = {m.id for m in found}
        return [m for m in found if m.guardian not in ids]

    @command(Role.MEMBER)
    async def sign_out_here(self, actor: Actor) -> None:
        """Sign out of the account in use; a family goes on there. Raises Refusal(membership.last_device): then there would be no way to show a code."""
        if len(await self.ports.accounts.accounts_of(actor.member_id)) < 2:
            raise Refusal("membership.last_device")
        self.about(f"membership:member:{actor.member_id}")
        await self._unlink(actor.person, actor.member_id)
        await self._hand_on(actor.person)

    @command(Role.MEMBER, fence=False)
    async def sign_out(self, actor: Actor, person: str, identifier: str) -> Tried:
        """Sign another account out, at once (a stolen messenger). The proof is the own identifier, which no screen shows whole.

        Raises Refusal: membership.no_such_device, too_many_tries (until).
        """
        if person not in {a.person for a in await self.ports.accounts.accounts_of(actor.member_id)}:
            raise Refusal("membership.no_such_device")
        tried = await self._prove(actor, identifier)
        if tried.ok:
            self.about(f"membership:member:{actor.member_id}")
            await self._unlink(person, actor.member_id)
        return tried

    @command(Role.MEMBER, fence=False)
    async def freeze(self, actor: Actor, identifier: str, sim_lost: bool) -> Tried:
        """Sign everything out, here too, until a code proves who comes back; with `sim_lost` codes do not leave by SMS before a poshtiban says so.

        Raises Refusal: membership.too_many_tries (until), cannot_move.
        """
        tried = await self._prove(actor, identifier)
        if tried.ok:
            await self._freeze(await self._member(actor.member_id), sim_lost)
        return tried

    @command(Role.POSHTIBAN, Role.RAHYAR_ONLINE, Role.ADMIN)
    async def freeze_for(self, actor: Actor, code: str, sim_lost: bool) -> str:
        """The same at the word of a member who reached a person; returns the short name. Raises Refusal: membership.no_such_member, cannot_move."""
        member = await self._by_code(code)
        await self._freeze(member, sim_lost)
        return member.short_name

    async def _freeze(self, member: Member, sim_lost: bool) -> None:
        self.about(f"membership:member:{member.id}", sim_lost=sim_lost)
        await self._become(member, State.FROZEN, sms_trusted=member.sms_trusted and not sim_lost, leaves=None)
        self.unit.record(MemberFrozen(member.id, await self._unlink_all(member.id), sim_lost))

    @command(Role.POSHTIBAN, Role.ADMIN)
    async def trust_sms(self, actor: Actor, code: str) -> str:
        """The SIM is the member's again: codes may leave by SMS. Returns the short name. Raises Refusal(membership.no_such_member)."""
        member = await self._save(await self._by_code(code), sms_trusted=True)
        self.about(f"membership:member:{member.id}")
        return member.short_name

    @query(Role.MEMBER)
    async def speakers(self, actor: Actor) -> list[Speaker]:
        """Everybody who may speak through this account, oldest first."""
        found = [await self.ports.members.find(m) for m in await self.ports.accounts.members_behind(actor.person)]
        return [Speaker(m.id, m.name, m.kind, m.id == actor.member) for m in found if m is not None and m.state is not State.ERASED]

    @command(Role.MEMBER)
    async def switch(self, actor: Actor, member: MemberId) -> None:
        """On a family phone: somebody else speaks from now on. Raises Refusal(membership.no_such_member)."""
        if member not in await self.ports.accounts.members_behind(actor.person):
            raise Refusal("membership.no_such_member")
        self.about(f"membership:member:{member}")
        await self.ports.accounts.link(actor.person, member)
        self.unit.record(SpeakerSwitched(actor.person, member))
