"""اثبات - codes that prove who somebody is, and the count of wrong tries (decision 24, rel:O1).   Used by linking.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command
from domain.membership.correcting import Correcting
from domain.membership.events import CodeMade, SmsWanted
from domain.membership.model import Member, Purpose, State


@dataclass(frozen=True, slots=True)
class Code:
    """A code to be shown, and until when it works."""

    code: str
    until: datetime


@dataclass(frozen=True, slots=True)
class Sent:
    """A code left, if there was anybody to send it to."""

    until: datetime


@dataclass(frozen=True, slots=True)
class Tried:
    """Whether it fitted; if not, how many tries are left. A wrong try is counted, so it is a result and no refusal, which would undo the count."""

    ok: bool
    left: int = 0


class Proving(Correcting):
    """Making codes and counting tries."""

    @command(Role.MEMBER, fence=False)
    async def link_code(self, actor: Actor) -> Code:
        """A code to type in another messenger within ten minutes; an earlier one stops working.

        Raises Refusal: membership.not_active, too_many_codes (until).
        """
        me = await self._active(actor)
        await self._check_sends(f"member:{me.id}")
        until = self.unit.now + self._policy.link_life
        code = self.ports.secrets.digits(self._policy.link_digits)
        await self.ports.challenges.add(Purpose.LINK, "", me.id, code, until)
        self.about(f"membership:member:{me.id}")
        return Code(code, until)

    @command(Role.NEWCOMER, Role.MEMBER, fence=False)
    async def send_code(self, actor: Actor, identifier: str, mobile: str) -> Sent:
        """Send a six-digit code to where a member is reached: the messenger used last, else by SMS.

        Identifier and mobile must belong to one member; whether they do is never told: the answer, its path and its words are the same (rel:O1).
        Raises Refusal(membership.too_many_codes, until).
        """
        await self._check_sends(actor.person)
        until = self.unit.now + self._policy.code_life
        code = self.ports.secrets.digits(self._policy.code_digits)
        member = await self._target(identifier, mobile)
        challenge = await self.ports.challenges.add(Purpose.SIGN_IN, actor.person, member.id if member else None, code, until)
        self.about(f"membership:challenge:{challenge.id}")
        if member is not None:
            await self._send(challenge.id, member, code)
        return Sent(until)

    async def _target(self, identifier: str, mobile: str) -> Member | None:
        member = await self.ports.members.by_identifier(identifier)
        if member is None or member.mobile != mobile or member.state is State.ERASED:
            return None
        return member if await self._may_send(f"member:{member.id}") else None

    async def _send(self, challenge: int, member: Member, code: str) -> None:
        if await self.ports.accounts.reach(member.id) is not None:
            self.unit.record(CodeMade(member.id, Purpose.SIGN_IN, challenge, code))
        elif member.sms_trusted:
            await self.ports.challenges.keep_sms(challenge, member.id, code)
            self.unit.record(SmsWanted(challenge))

    @command(Role.SYSTEM)
    async def send_sms(self, actor: Actor, challenge: int) -> bool:
        """Give a sealed code to the carrier, once; False when it did not take it: the member asks for another."""
        kept = await self.ports.challenges.take_sms(challenge)
        self.about(f"membership:challenge:{challenge}")
        if kept is None:
            return True
        member, code = kept
        found = await self.ports.members.find(member)
        return found is None or await self.ports.sms.send_code(found.mobile, code, f"membership-code-{challenge}")

    async def _may_send(self, who: str) -> bool:
        if await self.ports.challenges.count("send", who, self.unit.now - self._policy.window) >= self._policy.sends:
            return False
        await self.ports.challenges.hit("send", who, self.unit.now)
        return True

    async def _check_sends(self, who: str) -> None:
        if not await self._may_send(who):
            raise Refusal("membership.too_many_codes", until=self.unit.now + self._policy.window)

    async def _check_tries(self, purpose: Purpose, who: str) -> None:
        if await self.ports.challenges.count(purpose.value, who, self.unit.now - self._policy.window) >= self._policy.wrong_tries:
            raise Refusal("membership.too_many_tries", until=self.unit.now + self._policy.window)

    async def _miss(self, purpose: Purpose, who: str) -> Tried:
        await self.ports.challenges.hit(purpose.value, who, self.unit.now)
        wrong = await self.ports.challenges.count(purpose.value, who, self.unit.now - self._policy.window)
        return Tried(False, max(0, self._policy.wrong_tries - wrong))

    async def _prove(self, actor: Actor, identifier: str) -> Tried:
        """Whether this is the own identifier of the actor's member. Raises Refusal(membership.too_many_tries)."""
        who = f"member:{actor.member_id}"
        await self._check_tries(Purpose.IDENTITY, who)
        me = await self._member(actor.member_id)
        return Tried(True) if me.identifier == identifier else await self._miss(Purpose.IDENTITY, who)
