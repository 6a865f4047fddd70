"""پایه‌ی آیکاپ - the ports of the service and what its verbs share.   Verbs: certifying.py drafting.py signing.py reading.py"""

from __future__ import annotations

from domain.icap.certificate import Certificate
from domain.icap.note import NoteId, PromissoryNote
from domain.icap.policy import Policy, policy_on
from domain.icap.ports import Ports, Signer
from domain.kernel.people import Actor, MemberId
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Service, Unit


class IcapBase(Service):
    """A note is read by who is named on it; whoever holds the paper learns whether it is true."""

    def __init__(self, unit: Unit, ports: Ports) -> None:
        super().__init__(unit)
        self.certificates, self.notes, self.forgetting = ports.certificates, ports.notes, ports.forgetting
        self.people, self.proofs, self.signing = ports.people, ports.proofs, ports.signing
        self.fees, self.rates = ports.fees, ports.rates

    @property
    def policy(self) -> Policy:
        return policy_on(self.today)

    async def _me(self, actor: Actor) -> Signer:
        """Raises Refusal(`icap.not_now`): a member who is frozen or leaving."""
        found = await self.people.known(actor.member_id)
        if found is None:
            raise Refusal("icap.not_now")
        return found

    async def _my_certificate(self, member: MemberId) -> Certificate:
        """Held to the end of the unit, so that one member signs one thing at a time. Raises Refusal(`icap.no_certificate`)."""
        found = await self.certificates.valid_of(member, lock=True)
        if found is None or not found.holds(self.today):
            raise Refusal("icap.no_certificate")
        return found

    async def _check_step(self, member: MemberId, about: str) -> None:
        """Raises Refusal(`icap.code_first`)."""
        if not await self.proofs.stepped_up(member, about):
            raise Refusal("icap.code_first")

    async def _note(self, note: NoteId, *, lock: bool = False) -> PromissoryNote:
        """Raises Refusal(`icap.no_such_note`)."""
        found = await self.notes.find(note, lock=lock)
        if found is None:
            raise Refusal("icap.no_such_note")
        return found

    async def _mine(self, actor: Actor, note: NoteId, *, lock: bool = False) -> PromissoryNote:
        """Issued by the actor; absent and another's answer alike. Raises Refusal(`icap.no_such_note`)."""
        found = await self._note(note, lock=lock)
        if found.member != actor.member:
            raise Refusal("icap.no_such_note")
        return found
