"""دفتر کل - what may be written into the ledger, and how.   Kept by: ports.py `Books`   Used by: service.py and, through ports, every subsystem with money"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from domain.hesam.model import HOLD_MOVES, Account, Entry, EntryId, Hold, HoldState, Posting, Why
from domain.hesam.ports import Books
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.refusal import Refusal

LARGEST = 2**62
"""No amount is larger, so that a sum of two stays within what a database counts."""


def checked(postings: Sequence[Posting]) -> tuple[Posting, ...]:
    """Raises ValueError for what is a bug of whoever posts: nothing at all, no or a huge amount, and an account that pays itself."""
    if not postings:
        raise ValueError("an entry without postings")
    for p in postings:
        if not 0 < p.amount < LARGEST:
            raise ValueError(f"{p.amount} cannot be posted")
        if p.source == p.target:
            raise ValueError("an account cannot pay itself")
    return tuple(postings)


def digest(why: Why, postings: Sequence[Posting], about: str, reverses: EntryId | None = None) -> str:
    """What an entry says, in few characters: the same key with another digest is a conflict."""
    said = [why.value, about, str(reverses or "")]
    said += [f"{p.source.money}/{p.source.owner}/{p.source.bound}>{p.target.money}/{p.target.owner}/{p.target.bound}={p.amount}" for p in postings]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


class Ledger:
    """Entries and holds of one unit of work. Every verb is done once under its key: a repetition answers what the first one did.

    Raises Refusal: `hesam.not_enough` (an account that must not go below zero would), `hesam.owed_less` (more paid than is owed), `hesam.other_under_key`.
    """

    def __init__(self, books: Books, now: datetime) -> None:
        self._books, self._now = books, now

    async def post(self, key: str, why: Why, postings: Sequence[Posting], about: str) -> EntryId:
        """Write an entry."""
        entry = Entry(key, why, checked(postings), about, self._now)
        return await self._books.write(entry, digest(why, entry.postings, about))

    async def reverse(self, key: str, entry: EntryId, about: str) -> EntryId:
        """Take an entry back, once: a mistake is never edited. Raises also `hesam.no_such_entry`, `hesam.reversed_already`."""
        wrong = await self._books.entry(entry)
        if wrong is None or wrong.reverses is not None:
            raise Refusal("hesam.no_such_entry")
        back = tuple(Posting(p.target, p.source, p.amount) for p in reversed(wrong.postings))
        undo = Entry(key, Why.CORRECTED, back, about, self._now, reverses=entry)
        return await self._books.write(undo, digest(undo.why, back, about, entry))

    async def hold(self, key: str, why: Why, source: Account, target: Account, amount: Rial, about: str, until: datetime | None = None) -> Hold:
        """Set money aside for `target`; only an account that may not go below zero can have some held."""
        posting = checked([Posting(source, target, amount)])[0]
        new = Hold(key, posting, why, about, until, self._now)
        return await self._books.set_aside(new, digest(why, [posting], about))

    async def settle(self, key: str, *, to: Account | None = None) -> EntryId:
        """Post what was held, to its target or to another. Raises also `hesam.no_such_hold`, `hesam.cannot_move`."""
        one = await self._found(key)
        if one.state is HoldState.POSTED:
            return await self._became(one)
        posting = one.posting if to is None else Posting(one.posting.source, to, one.posting.amount)
        entry = Entry(f"hold:{key}", one.why, checked([posting]), one.about, self._now, hold=one.id)
        await self._books.release(self._moved(one, HoldState.POSTED))
        return await self._books.write(entry, digest(entry.why, entry.postings, entry.about))

    async def void(self, key: str) -> None:
        """Give back what was held. Raises also `hesam.no_such_hold`, `hesam.cannot_move`."""
        one = await self._found(key)
        if one.state is not HoldState.VOIDED:
            await self._books.release(self._moved(one, HoldState.VOIDED))

    async def expire(self, key: str) -> bool:
        """Give back what was held, if its time is up and nothing happened to it yet; whether it did."""
        one = await self._found(key)
        if one.state is not HoldState.PENDING or one.until is None or one.until > self._now:
            return False
        await self._books.release(self._moved(one, HoldState.EXPIRED))
        return True

    async def _became(self, one: Hold) -> EntryId:
        """The entry of a hold that is posted already."""
        done = await self._books.entry_of_key(f"hold:{one.key}")
        if done is None:
            raise LookupError(f"hold {one.id} is posted, but there is no entry of it")
        return done.id

    async def _found(self, key: str) -> Hold:
        one = await self._books.hold_of_key(key)
        if one is None:
            raise Refusal("hesam.no_such_hold")
        return one

    def _moved(self, one: Hold, to: HoldState) -> Hold:
        return replace(one, state=move(HOLD_MOVES, one.state, to, subsystem="hesam"))
