"""شنیدن از پرونده‌ها - who is told of papers of families, and what their clocks do.   Events: domain/loan/events.py   Siblings: hearing.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, Role
from domain.loan import LoanService, events
from domain.loan.family import FileId, FileState
from handlers.kit import Card, Post, TimeUp, at_time, card, hears
from handlers.loan.family import file_fields

WARN, TOO_LATE = "loan.warn_of_papers", "loan.papers_too_late"


@card("loan.matching")
async def draw_matching(card: Card, loan: LoanService) -> None:
    seen = await loan.file_to_match(card.viewer, FileId(card.subject))
    card.show("head", **file_fields(seen))
    if seen.may:
        card.action("match", "loan.match")
    else:
        card.line("stands", state=seen.state)


@hears(events.FileMoved)
async def a_file_moved(event: events.FileMoved, post: Post, loan: LoanService) -> None:
    number = int(event.file)
    await post.refresh("loan.matching", number)
    await _clocks(event, post, loan)
    if event.state is FileState.WAITING:
        for clerk in await post.wearers(Role.POSHTIBAN) or await post.wearers(Role.ADMIN):
            if clerk != event.member:
                await post.card("loan.matching", number, clerk)
    seen = await loan.file_now(SYSTEM, event.file)
    if seen is None:
        return
    if event.back:
        await post.tell(event.member, "loan.notice.papers_back", start=("loan.papers", number), **file_fields(seen))
    elif event.state is FileState.PASSED and event.loan is not None:
        await post.tell(event.member, "loan.notice.papers_fit", start=("loan.follow", int(event.loan)), **file_fields(seen))
    elif event.state is FileState.EXPIRED:
        await post.tell(event.member, "loan.notice.papers_late", **file_fields(seen))


async def _clocks(event: events.FileMoved, post: Post, loan: LoanService) -> None:
    number = int(event.file)
    warns = await loan.next_warning(SYSTEM, event.file)
    await (post.at(event.over, TOO_LATE, number) if event.over is not None else post.off(TOO_LATE, number))
    await (post.at(warns, WARN, number) if warns is not None else post.off(WARN, number))


@hears(events.PapersWanted)
async def papers_come(event: events.PapersWanted, post: Post, loan: LoanService) -> None:
    seen = await loan.file_now(SYSTEM, event.file)
    for media in event.papers:
        await post.tell(event.by, "loan.notice.a_paper", media=media, number=seen.number if seen is not None else "")


@at_time(WARN)
async def soon_too_late(up: TimeUp, post: Post, loan: LoanService) -> None:
    """Three and one working days before; in quiet hours, too: what is lost here is a family's loan."""
    file = FileId(int(up.subject))
    seen = await loan.file_now(SYSTEM, file)
    if seen is not None and seen.state is FileState.PAPERS:
        await post.tell(seen.member, "loan.notice.papers_soon", start=("loan.papers", int(file)), **file_fields(seen))
        again = await loan.next_warning(SYSTEM, file)
        if again is not None:
            await post.at(again, WARN, int(file))


@at_time(TOO_LATE)
async def too_late(up: TimeUp, post: Post, loan: LoanService) -> None:
    await loan.expire_file(SYSTEM, FileId(int(up.subject)))
