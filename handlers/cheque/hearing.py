"""شنیدن - who is told of books and cheques, and what the clock does.   Events: domain/cheque/events.py"""

from __future__ import annotations

from domain.cheque import ChequeService, events
from domain.cheque.book import BookId, BookState
from domain.cheque.cheque import ChequeId, ChequeState, LeafDeed
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.cheque.telling import cheque_fields
from handlers.kit import Post, TimeUp, at_time, hears

OPEN, COLLECT, REMIND = "cheque.open", "cheque.collect", "cheque.remind"
REMINDERS = "reminders"
OFFERS = (LeafDeed.ISSUE, LeafDeed.PASS)
TO_OTHER = (LeafDeed.ACCEPT, LeafDeed.REJECT, LeafDeed.GIVE_BACK, LeafDeed.PRESENT, LeafDeed.WAIT, LeafDeed.PAY, LeafDeed.BOUNCE)
"""Deeds that the other side is told of."""
TO_DRAWER = (LeafDeed.PAY, LeafDeed.BOUNCE)
"""Of these the drawer as well."""


@hears(events.BookDue)
async def the_bank_is_to_be_asked(event: events.BookDue, post: Post) -> None:
    await post.at(event.at, OPEN, int(event.book))


@at_time(OPEN)
async def ask_the_bank(up: TimeUp, post: Post, cheque: ChequeService) -> None:
    await cheque.open_book(SYSTEM, BookId(int(up.subject)))


@hears(events.BookMoved)
async def a_book_came(event: events.BookMoved, post: Post) -> None:
    issued = event.state is BookState.ISSUED
    await post.tell(event.member, f"cheque.notice.book_{event.state.value}", buttons=("cheque.write" if issued else "cheque.book",))


@hears(events.ChequeMoved)
async def the_clock_of_a_cheque(event: events.ChequeMoved, post: Post) -> None:
    for clock, at in ((COLLECT, event.collect), (REMIND, event.remind)):
        await (post.at(at, clock, int(event.cheque)) if at is not None else post.off(clock, int(event.cheque)))


@hears(events.ChequeMoved)
async def a_cheque_moved(event: events.ChequeMoved, post: Post, cheque: ChequeService) -> None:
    number = int(event.cheque)
    await post.refresh("cheque.offered", number)
    seen = await cheque.cheque_now(SYSTEM, event.cheque)
    if seen is None or event.to is None:
        return
    if event.deed in OFFERS:
        await post.card("cheque.offered", number, event.to)
    drawer, _ = await cheque.parties(SYSTEM, event.cheque)
    if event.deed in TO_OTHER and event.to != event.by:
        await post.tell(event.to, f"cheque.notice.{event.deed.value}", start=("cheque.cheque", number), **cheque_fields(seen))
    if event.deed in TO_DRAWER:
        await post.tell(drawer, f"cheque.notice.my_{event.deed.value}", start=("cheque.cheque", number), **cheque_fields(seen))


@at_time(COLLECT)
async def its_time_has_come(up: TimeUp, post: Post, cheque: ChequeService) -> None:
    await cheque.collect(SYSTEM, ChequeId(int(up.subject)))


@at_time(REMIND)
async def its_day_comes(up: TimeUp, post: Post, cheque: ChequeService) -> None:
    number = ChequeId(int(up.subject))
    seen, following = await cheque.cheque_now(SYSTEM, number), await cheque.next_reminder(SYSTEM, number)
    if following is not None:
        await post.at(following, REMIND, int(number))
    if seen is None:
        return
    drawer, holder = await cheque.parties(SYSTEM, number)
    free = await cheque.free_of(SYSTEM, drawer)
    start, told = ("cheque.cheque", int(number)), cheque_fields(seen)
    short = Rial(max(0, seen.amount - free))
    await post.tell(drawer, "cheque.notice.soon_short" if short else "cheque.notice.soon", category=REMINDERS, start=start, short=short, **told)
    if holder is not None and seen.state is ChequeState.HELD and following is None:
        await post.tell(holder, "cheque.notice.present_it", category=REMINDERS, start=start, **told)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, cheque: ChequeService) -> None:
    await cheque.forget(SYSTEM, event.member)
