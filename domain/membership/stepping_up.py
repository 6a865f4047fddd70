"""تأیید دوباره - before something that binds, a fresh code shows that it is the member who does it, and not only their phone on the table.   Codes: proving.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.membership.events import CodeMade, SmsWanted
from domain.membership.model import Purpose
from domain.membership.proving import Proving, Sent, Tried

STEPPED = "stepped"


class SteppingUp(Proving):
    """The code goes by text message where the house has a carrier, else to the messenger. What was proven holds for one thing and a few minutes."""

    @command(Role.MEMBER, fence=False)
    async def ask_step_up(self, actor: Actor) -> Sent:
        """An earlier code stops working. Raises Refusal: membership.not_active, too_many_codes (until)."""
        me = await self._active(actor)
        await self._check_sends(f"member:{me.id}")
        until, code = self.unit.now + self._policy.code_life, self.ports.secrets.digits(self._policy.code_digits)
        challenge = await self.ports.challenges.add(Purpose.STEP_UP, actor.person, me.id, code, until)
        self.about(f"membership:challenge:{challenge.id}")
        if self.ports.sms.carries and me.sms_trusted:
            await self.ports.challenges.keep_sms(challenge.id, me.id, code)
            self.unit.record(SmsWanted(challenge.id))
        else:
            self.unit.record(CodeMade(me.id, Purpose.STEP_UP, challenge.id, code))
        return Sent(until)

    @command(Role.MEMBER, fence=False)
    async def step_up(self, actor: Actor, about: str, code: str) -> Tried:
        """`about` is the one thing that it is for. Raises Refusal: membership.code_over, too_many_tries (until)."""
        who = f"member:{actor.member_id}"
        await self._check_tries(Purpose.STEP_UP, who)
        found = await self.ports.challenges.of(Purpose.STEP_UP, actor.person)
        if found is None or found.member != actor.member or self.unit.now >= found.until:
            raise Refusal("membership.code_over")
        if not await self.ports.challenges.fits(found, code):
            return await self._miss(Purpose.STEP_UP, who)
        await self.ports.challenges.drop(found)
        await self.ports.challenges.unhit("send", who)  # only codes that nobody used count: who signs much in an hour is not stopped
        self.about(about)
        await self.ports.challenges.hit(STEPPED, f"{who}:{about}", self.unit.now)
        return Tried(True)

    @query(Role.SYSTEM)
    async def stepped_up(self, actor: Actor, member: MemberId, about: str) -> bool:
        """Whether a member proved just now that they are the one who does it."""
        return await self.ports.challenges.count(STEPPED, f"member:{member}:{about}", self.unit.now - self._policy.step_up_holds) > 0
