"""نوشتن سفته - for a loan, with or without a guarantor; the stamp duty is held until it is issued.   Moves: note.py   Amounts: policy.py"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.icap import events
from domain.icap.certifying import Certifying
from domain.icap.note import BINDING, OPEN, NoteId, NoteState, PromissoryNote
from domain.icap.policy import note_amount, stamp_duty
from domain.icap.views import Cost
from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.persian.dates import day_begins
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


class Drafting(Certifying):
    """One note at a time is on its way; nobody guarantees their own."""

    @query(Role.MEMBER)
    async def cost(self, actor: Actor, loan: Rial) -> Cost:
        """Under the rates of today. Raises Refusal(`icap.loan_between`, least, most)."""
        self._check_loan(loan)
        table = await self.rates.table(self.today)
        amount = note_amount(loan, table)
        return Cost(amount, stamp_duty(amount, table), await self.fees.free(actor.member_id))

    def _check_loan(self, loan: Rial) -> None:
        least, most = self.policy.least, self.policy.most
        if not least <= loan <= most:
            raise Refusal("icap.loan_between", least=least, most=most)

    @command(Role.MEMBER)
    async def draft(self, actor: Actor, loan: Rial, guarantor: str) -> NoteId:
        """`guarantor`: a member code, "" for none.

        Raises Refusal: `icap.not_now`, `icap.loan_between`, `icap.no_certificate`, `icap.no_such_member`, `icap.not_yourself`, `icap.no_ring`,
        `icap.stamp_short` (stamp, free), `icap.note_open`.
        """
        me = await self._me(actor)
        self._check_loan(loan)
        await self._my_certificate(me.id)
        other = await self._guarantor(me.id, guarantor) if guarantor else None
        table, now = await self.rates.table(self.today), self.unit.now
        amount = note_amount(loan, table)
        stamp, free = stamp_duty(amount, table), await self.fees.free(me.id)
        if free < stamp:
            raise Refusal("icap.stamp_short", stamp=stamp, free=free)
        until = await self._until()
        fresh = PromissoryNote(
            NoteId(0), me.id, loan, amount, other, NoteState.DRAFT, now, until, now, table.day, table.version, self.signing.token()
        )  # fmt: skip
        made = await self.notes.add_alone(fresh)
        if made is None:
            raise Refusal("icap.note_open")
        self.about(made.about)
        if stamp:
            await self.fees.hold(made.member, made.key, stamp, made.about)
        self.unit.record(events.NoteDrafted(made.id, until))
        return made.id

    async def _until(self) -> datetime:
        """24:00 in Tehran (S7)."""
        return day_begins(self.today + (await self.rates.table(self.today)).days("note.draft_days") + timedelta(days=1))

    async def _guarantor(self, me: MemberId, code: str) -> MemberId:
        """Raises Refusal: `icap.no_such_member`, `icap.not_yourself`, `icap.no_ring`: two do not guarantee each other."""
        found = await self.people.by_code(code)
        if found is None:
            raise Refusal("icap.no_such_member")
        if found.id == me:
            raise Refusal("icap.not_yourself")
        if any(n.member == found.id and n.guarantor == me for n in await self.notes.of_member(me, self.policy.shown) if n.state in BINDING):
            raise Refusal("icap.no_ring")
        return found.id

    @command(Role.MEMBER)
    async def withdraw_note(self, actor: Actor, note: NoteId) -> None:
        """Before it is issued: the stamp duty is free again. Raises Refusal: `icap.no_such_note`, `icap.cannot_move`."""
        await self._give_up(await self._mine(actor, note, lock=True), NoteState.WITHDRAWN)

    @command(Role.MEMBER)
    async def void_note(self, actor: Actor, note: NoteId) -> None:
        """After it is issued and before it is tied to a loan; the stamp duty is gone. Raises Refusal: `icap.no_such_note`, `icap.cannot_move`."""
        found = await self._mine(actor, note, lock=True)
        await self._note_moved(found.to(NoteState.VOIDED, self.unit.now))

    @command(Role.SYSTEM)
    async def expire_note(self, actor: Actor, note: NoteId) -> None:
        """Its day is over and not everybody has signed."""
        self.about(f"icap:note:{note}")
        found = await self.notes.find(note, lock=True)
        if found is not None and found.state in OPEN and self.unit.now >= found.until:
            await self._give_up(found, NoteState.EXPIRED)

    async def _give_up(self, found: PromissoryNote, state: NoteState) -> None:
        """Raises Refusal(`icap.cannot_move`)."""
        await self._note_moved(found.to(state, self.unit.now))
        if await self._stamp(found):
            await self.fees.void(found.key)

    async def _note_moved(self, after: PromissoryNote) -> PromissoryNote:
        saved = await self.notes.save(after)
        self.about(saved.about, state=saved.state)
        self.unit.record(events.NoteMoved(saved.id, saved.member, saved.guarantor, saved.state))
        return saved

    async def _stamp(self, one: PromissoryNote) -> Rial:
        """Under the rates it was drafted under."""
        return stamp_duty(one.amount, await self.rates.table(one.day, one.rates))
