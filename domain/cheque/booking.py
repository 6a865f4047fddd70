"""گرفتن دسته‌چک - by who has an account and a signature; the bank gives the leaves.   Moves: book.py"""

from __future__ import annotations

from dataclasses import replace

from domain.cheque import events
from domain.cheque.base import ChequeBase
from domain.cheque.book import BookId, BookState, ChequeBook
from domain.cheque.cheque import ChequeState
from domain.cheque.views import CounterView, Missing
from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query


def to_book(leaves: int) -> str:
    """What a code before a new book is for."""
    return f"cheque:book:{leaves}"


class Booking(ChequeBase):
    """One request at a time, and none while there are blank leaves enough."""

    @query(Role.MEMBER)
    async def counter(self, actor: Actor) -> CounterView:
        """Where I stand. Raises Refusal(`cheque.not_now`)."""
        me = await self._me(actor)
        found = await self.books.of_member(me.id, self.policy.shown)
        last = found[0] if found else None
        blank, bounced = await self.cheques.count(me.id, [ChequeState.BLANK]), await self.cheques.count(me.id, [ChequeState.BOUNCED])
        enough = (await self.rates.table(self.today)).count("cheque.unused")
        lacks = {
            Missing.BANK: not self.bank.ready,
            Missing.ACCOUNT: not await self.house.has_account(me.id),
            Missing.CERTIFICATE: not await self.house.has_certificate(me.id),
            Missing.BOUNCED: bounced > 0,
            Missing.WAITS: last is not None and last.state is BookState.ASKED,
            Missing.LEAVES: blank > enough,
        }
        missing = tuple(what for what, lacking in lacks.items() if lacking)
        state, leaves = (last.state, last.leaves) if last is not None else (None, 0)
        account = next((b.account for b in found if b.account), "")
        return CounterView(missing, blank, account, state, leaves, bounced, self.bank.ready and self.bank.trial)

    @command(Role.MEMBER)
    async def ask_book(self, actor: Actor, leaves: int) -> BookId:
        """The bank is asked right after. Raises Refusal: `cheque.not_now`, `cheque.not_ready` (what), `cheque.code_first`, `cheque.book_waits`."""
        me, missing = await self._me(actor), (await self.counter(actor)).missing
        if missing or leaves not in self.policy.leaves:
            raise Refusal("cheque.not_ready", what=missing[0] if missing else Missing.LEAVES)
        await self._check_step(actor, to_book(leaves))
        now = self.unit.now
        made = await self.books.add_alone(ChequeBook(BookId(0), me.id, leaves, BookState.ASKED, now, now))
        if made is None:
            raise Refusal("cheque.book_waits")
        self.about(made.about, leaves=leaves)
        self.unit.record(events.BookDue(made.id, now))
        return made.id

    @command(Role.SYSTEM)
    async def open_book(self, actor: Actor, book: BookId) -> None:
        """One step of asking the bank; it may have made the leaves already. Nothing when it is not due."""
        self.about(f"cheque:book:{book}")
        found = await self.books.find(book, lock=True)
        if found is None or found.state is not BookState.ASKED:
            return
        identifier, name = await self.house.identity_of(found.member)
        told = await self.bank.leaves(f"{found.about}:{found.tries}", found.about, identifier, name, found.leaves)
        if told is None:
            waits = self.policy.ask_again
            await self.books.save(replace(found, tries=found.tries + 1))
            self.unit.record(events.BookDue(found.id, self.unit.now + waits[min(found.tries, len(waits) - 1)]))
            return
        state = BookState.ISSUED if told.serials else BookState.REFUSED
        saved = await self.books.save(replace(found.to(state, self.unit.now), account=told.account))
        if told.serials:
            await self.cheques.add_leaves(saved, told.serials)
        self.unit.record(events.BookMoved(saved.id, saved.member, saved.state))
