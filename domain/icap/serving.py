"""برای زیرسامانه‌های دیگر - signs the digest of their documents, and tells which note is free to be tied.   Asked by: bot/loan_ports.py"""

from __future__ import annotations

from datetime import date

from domain.icap.certificate import CertificateId
from domain.icap.note import NoteState, PromissoryNote
from domain.icap.policy import note_amount
from domain.icap.reading import Reading
from domain.icap.views import FreeNote, Signed
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.verbs import command, query


class Serving(Reading):
    """Whoever asks has checked that it is the member who wants it."""

    @query(Role.SYSTEM)
    async def can_sign(self, actor: Actor, member: MemberId) -> bool:
        """Whether a member has a certificate that holds today."""
        found = await self.certificates.valid_of(member)
        return found is not None and found.holds(self.today)

    @command(Role.SYSTEM)
    async def sign_for(self, actor: Actor, member: MemberId, digest: str, about: str) -> Signed:
        """Raises Refusal(`icap.no_certificate`)."""
        key = await self._my_certificate(member)
        self.about(about, certificate=key.serial)
        return Signed(key.id, self.signing.sign(key.keys.private, digest.encode()))

    @query(Role.SYSTEM)
    async def fits(self, actor: Actor, certificate: CertificateId, digest: str, value: bytes) -> tuple[str, bool]:
        """The serial of a certificate ("" for none), and whether a signature over a digest is its."""
        key = await self.certificates.find(certificate)
        return (key.serial, self.signing.fits(key.keys.public, digest.encode(), value)) if key is not None else ("", False)

    @query(Role.SYSTEM)
    async def note_for(self, actor: Actor, loan: Rial, day: date, rates: int) -> Rial:
        """How large the note for a loan is, under the rates of a day."""
        return note_amount(loan, await self.rates.table(day, rates))

    @query(Role.SYSTEM)
    async def free_note(self, actor: Actor, member: MemberId, least: Rial) -> FreeNote | None:
        """Of those that are enough one with a guarantor first, then the smallest; else the largest that is not; None without any."""
        found = [n for n in await self.notes.of_member(member, self.policy.shown) if n.member == member and n.state is NoteState.ISSUED]
        enough = sorted((n for n in found if n.amount >= least), key=_fitting)
        best = enough[0] if enough else max(found, key=lambda n: n.amount, default=None)
        return FreeNote(best.id, best.number, best.amount, best.guarantor) if best is not None else None


def _fitting(one: PromissoryNote) -> tuple[bool, Rial, int]:
    return one.guarantor is None, one.amount, one.id
