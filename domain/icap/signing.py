"""امضا - first the issuer, then the guarantor; what is signed is frozen at the first.   Moves: note.py   Source: banking.md 8, 13.5"""

from __future__ import annotations

from dataclasses import replace

from domain.icap import events
from domain.icap.certificate import Certificate
from domain.icap.drafting import Drafting
from domain.icap.note import PAYEE, NoteId, NoteState, Party, PromissoryNote, Signature, SignerSide, Wording, digest_of
from domain.icap.ports import Signer
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command


def to_sign(note: NoteId) -> str:
    """What a code before a signature is for."""
    return f"icap:sign:{note}"


class SigningNotes(Drafting):
    """A code first, then the key of whoever signs."""

    @command(Role.MEMBER)
    async def sign(self, actor: Actor, note: NoteId) -> None:
        """By the issuer; without a guarantor it is issued with that.

        Raises Refusal: `icap.no_such_note`, `icap.too_late`, `icap.no_certificate`, `icap.code_first`, `icap.cannot_move`, `icap.no_such_member`.
        """
        found = await self._mine(actor, note, lock=True)
        key = await self._ready(found, found.member)
        issuer, other = await self._me(actor), await self._other(found)
        wording = Wording(found.number, found.amount, PAYEE, _party(issuer), _party(other) if other is not None else None, found.day)
        text = wording.canonical
        after = found.to(NoteState.ISSUED if other is None else NoteState.SIGNED, self.unit.now)
        signed = await self._note_moved(replace(after, text=text, digest=digest_of(text)))
        await self._add_signature(signed, SignerSide.ISSUER, key)
        if other is None:
            await self._issued(signed)
        else:
            self.unit.record(events.GuarantorAsked(signed.id, other.id))

    async def _other(self, found: PromissoryNote) -> Signer | None:
        """Raises Refusal(`icap.no_such_member`): the guarantor has left."""
        if found.guarantor is None:
            return None
        other = await self.people.known(found.guarantor)
        if other is None:
            raise Refusal("icap.no_such_member")
        return other

    @command(Role.MEMBER)
    async def guarantee(self, actor: Actor, note: NoteId) -> None:
        """By the guarantor, after the issuer.

        Raises Refusal: `icap.no_such_note`, `icap.too_late`, `icap.no_certificate`, `icap.code_first`, `icap.cannot_move`, `icap.account_first`,
        `icap.merat_first`, `icap.over_guarantee` (free).
        """
        found = await self._asked_of(actor, note)
        key = await self._ready(found, actor.member_id)
        await self._check_guarantor(actor.member_id, found)
        signed = await self._note_moved(found.to(NoteState.ISSUED, self.unit.now))
        await self._add_signature(signed, SignerSide.GUARANTOR, key)
        await self._issued(signed)

    @command(Role.MEMBER)
    async def decline(self, actor: Actor, note: NoteId) -> None:
        """The guarantor does not; the stamp duty is free again. Raises Refusal: `icap.no_such_note`, `icap.cannot_move`."""
        await self._give_up(await self._asked_of(actor, note), NoteState.DECLINED)

    @command(Role.MEMBER)
    async def remind_guarantor(self, actor: Actor, note: NoteId) -> None:
        """Raises Refusal: `icap.no_such_note`, `icap.nobody_to_remind`, `icap.reminded_enough`."""
        found = await self._mine(actor, note, lock=True)
        if found.state is not NoteState.SIGNED or found.guarantor is None:
            raise Refusal("icap.nobody_to_remind")
        if found.reminded >= self.policy.reminders:
            raise Refusal("icap.reminded_enough")
        await self.notes.save(replace(found, reminded=found.reminded + 1))
        self.about(found.about)
        self.unit.record(events.GuarantorAsked(found.id, found.guarantor))

    async def _asked_of(self, actor: Actor, note: NoteId) -> PromissoryNote:
        """Raises Refusal(`icap.no_such_note`): absent, another's, and not signed by the issuer answer alike."""
        found = await self._note(note, lock=True)
        if found.guarantor != actor.member or found.state is NoteState.DRAFT:
            raise Refusal("icap.no_such_note")
        return found

    async def _ready(self, found: PromissoryNote, who: MemberId) -> Certificate:
        """Raises Refusal: `icap.too_late`, `icap.no_certificate`, `icap.code_first`."""
        if self.unit.now >= found.until:
            raise Refusal("icap.too_late")
        key = await self._my_certificate(who)
        await self._check_step(who, to_sign(found.id))
        return key

    async def _check_guarantor(self, who: MemberId, found: PromissoryNote) -> None:
        """The certificate is held, so two notes of one guarantor are weighed one after the other."""
        if not await self.proofs.has_account(who):
            raise Refusal("icap.account_first")
        ceiling = await self.proofs.guarantee(who)
        if ceiling is None:
            raise Refusal("icap.merat_first")
        free = ceiling - await self.notes.guaranteed(who, found.id)
        if found.amount > free:
            raise Refusal("icap.over_guarantee", free=max(0, free))

    async def _add_signature(self, signed: PromissoryNote, side: SignerSide, key: Certificate) -> None:
        value = self.signing.sign(key.keys.private, signed.digest.encode())
        await self.notes.add_signature(Signature(signed.id, side, key.id, value, self.unit.now))

    async def _issued(self, signed: PromissoryNote) -> None:
        if await self._stamp(signed):
            await self.fees.settle(signed.key)

    @command(Role.SYSTEM)
    async def allocate(self, actor: Actor, note: NoteId, tie: str) -> None:
        """Tie it to a loan, `<subsystem>:<kind>:<id>`. Raises Refusal: `icap.no_such_note`, `icap.cannot_move`."""
        found = await self._note(note, lock=True)
        await self._note_moved(replace(found.to(NoteState.ALLOCATED, self.unit.now), tie=tie))

    @command(Role.SYSTEM)
    async def release(self, actor: Actor, note: NoteId) -> None:
        """The loan is paid back. Raises Refusal: `icap.no_such_note`, `icap.cannot_move`."""
        found = await self._note(note, lock=True)
        await self._note_moved(found.to(NoteState.RELEASED, self.unit.now))


def _party(who: Signer) -> Party:
    return Party(who.name, who.identifier)
