"""دیدن سفته - for who is named on it; and the check for whoever holds the paper.   Views: views.py"""

from __future__ import annotations

from domain.icap.certificate import CertificateState
from domain.icap.note import BINDING, OPEN, NoteId, NoteState, PromissoryNote, Signature, digest_of, words_of
from domain.icap.signing import SigningNotes
from domain.icap.views import CertificateView, Checked, NoteView, SignatureView
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query

KEPT = 100  # things that «داده‌های من» tells
STATUS = {
    NoteState.DRAFT: Status.NEEDS_YOU, NoteState.SIGNED: Status.WAITING, NoteState.ISSUED: Status.APPROVED, NoteState.ALLOCATED: Status.APPROVED,
    NoteState.DECLINED: Status.REJECTED,
}  # fmt: skip


class Reading(SigningNotes):
    """Everything is checked whenever it is shown: the words against their digest, the digest against the signatures."""

    @query(Role.MEMBER)
    async def certificates_of(self, actor: Actor) -> list[CertificateView]:
        """Mine, newest first. Raises Refusal(`icap.not_now`)."""
        me = await self._me(actor)
        return [await self._certificate_view(c, me.name) for c in await self.certificates.of_member(me.id, self.policy.shown)]

    @query(Role.MEMBER)
    async def my_notes(self, actor: Actor) -> list[NoteView]:
        """Issued and guaranteed, newest first."""
        return [await self._view(n, actor) for n in await self.notes.of_member(actor.member_id, self.policy.shown) if self._may_see(n, actor)]

    @query(Role.MEMBER)
    async def note(self, actor: Actor, note: NoteId) -> NoteView:
        """Raises Refusal(`icap.no_such_note`): absent and another's answer alike."""
        found = await self._note(note)
        if not self._may_see(found, actor):
            raise Refusal("icap.no_such_note")
        return await self._view(found, actor)

    def _may_see(self, one: PromissoryNote, actor: Actor) -> bool:
        """A guarantor sees it once the issuer has signed."""
        return one.member == actor.member or (one.guarantor == actor.member and bool(one.digest))

    @query(Role.NEWCOMER, Role.MEMBER)
    async def check(self, actor: Actor, token: str) -> Checked:
        """For whoever holds the paper. Raises Refusal(`icap.no_such_paper`)."""
        found = await self.notes.by_token(token)
        if found is None or not found.digest:
            raise Refusal("icap.no_such_paper")
        names = await self.people.short_names_of([found.member, *([found.guarantor] if found.guarantor else [])])
        intact = await self._intact(found, await self.notes.signatures(found.id))
        guarantor = names.get(found.guarantor, "") if found.guarantor else ""
        return Checked(found.number, found.amount, found.state, names.get(found.member, ""), guarantor, found.moved, intact)

    @query(Role.SYSTEM)
    async def note_now(self, actor: Actor, note: NoteId) -> NoteView | None:
        """For notices."""
        found = await self.notes.find(note)
        return None if found is None else await self._view(found, actor)

    async def _view(self, one: PromissoryNote, actor: Actor) -> NoteView:
        given = await self.notes.signatures(one.id)
        names = await self.people.short_names_of([one.member, *([one.guarantor] if one.guarantor else [])])
        issuer, guarantor = await self._parties(one)
        by = {"issuer": names.get(one.member, ""), "guarantor": names.get(one.guarantor, "") if one.guarantor else ""}
        seen = tuple([await self._signature(one, s, by[s.side.value]) for s in given])
        return NoteView(
            one.id, one.number, one.state, one.loan, one.amount, await self._stamp(one), issuer[0], issuer[1], guarantor[0], guarantor[1], one.asked, one.until,
            one.moved, one.token, one.digest, seen, await self._intact(one, given), one.member == actor.member, max(0, self.policy.reminders - one.reminded),
        )  # fmt: skip

    async def _parties(self, one: PromissoryNote) -> tuple[tuple[str, str], tuple[str, str]]:
        """Names and numbers as they were signed; of a draft, as they are."""
        if one.text:
            words = words_of(one.text)
            return (tuple(words[3]), tuple(words[4] or ("", ""))) if words is not None else (("", ""), ("", ""))
        issuer = await self.people.known(one.member)
        other = await self.people.known(one.guarantor) if one.guarantor else None
        return (issuer.name, issuer.identifier) if issuer else ("", ""), (other.name, other.identifier) if other else ("", "")

    async def _signature(self, one: PromissoryNote, given: Signature, name: str) -> SignatureView:
        key = await self.certificates.find(given.certificate)
        fits = key is not None and self.signing.fits(key.keys.public, one.digest.encode(), given.value)
        return SignatureView(given.side, name, given.at, key.serial if key is not None else "", fits)

    async def _intact(self, one: PromissoryNote, given: list[Signature]) -> bool:
        """The words are those that were signed, they say what the note says, and every signature fits."""
        if not one.digest:
            return not given
        words = words_of(one.text) if digest_of(one.text) == one.digest else None
        if words is None or words[0] != one.number or words[1] != int(one.amount):
            return False
        expected = 1 if one.guarantor is None or one.state not in (NoteState.ISSUED, NoteState.ALLOCATED, NoteState.RELEASED) else 2
        return len(given) >= expected and all([(await self._signature(one, s, "")).fits for s in given])

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Own notes, newest first. Raises `icap.not_yours` for another's."""
        self._check_self(actor, member)
        found = await self.notes.of_member(member, self.policy.shown)
        return [RequestLine(n.number, "icap.request.note", STATUS.get(n.state, Status.ENDED), n.moved) for n in found if n.member == member]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `icap.not_yours` for another's."""
        self._check_self(actor, member)
        lines = [DataLine("icap.data.certificate", {"serial": c.serial, "at": c.issued, "state": c.state}) for c in await self.certificates.of_member(member, KEPT)]
        notes = [n for n in await self.notes.of_member(member, KEPT) if self._may_see(n, actor)]
        return [*lines, *(DataLine("icap.data.note", {"number": n.number, "at": n.asked, "amount": n.amount, "state": n.state}) for n in notes)]

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """A note that binds somebody is not forgotten."""
        found = await self.notes.of_member(member, KEPT)
        mine = any(n.state in (*OPEN, *BINDING) for n in found if n.member == member)
        others = any(n.state in BINDING for n in found if n.guarantor == member)
        return [*(["icap.tie.note"] if mine else []), *(["icap.tie.guarantee"] if others else [])]

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased; their keys with them."""
        self.about(f"icap:member:{member}")
        found = await self.certificates.valid_of(member, lock=True)
        if found is not None:
            await self._ends(found, CertificateState.REVOKED)
        await self.forgetting.forget(member)

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("icap.not_yours")
