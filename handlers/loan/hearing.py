"""شنیدن - who is told of a loan, what brings its member back to it, and what the clock does.   Events: domain/loan/events.py"""

from __future__ import annotations

from typing import Any

from domain.hami.events import SupportGiven
from domain.icap.events import CertificateIssued, NoteMoved
from domain.icap.note import NoteState
from domain.kernel.people import SYSTEM, MemberId, Role
from domain.loan import LoanService, events
from domain.loan.guarding import Gain
from domain.loan.loan import REVIEWED, LoanId, LoanState
from domain.loan.relief import ReliefState
from domain.membership.events import MemberErased
from domain.merat.events import ResultMade
from domain.pishkhan.account import AccountState
from domain.pishkhan.events import AccountMoved
from handlers.kit import Post, TimeUp, at_time, hears
from handlers.loan.telling import loan_fields

EXPIRE, REVIEW_LATE, REMIND = "loan.expire", "loan.review_late", "loan.remind"
REMINDERS = "reminders"
TOLD = (LoanState.SECOND, LoanState.ACTIVE, LoanState.REJECTED, LoanState.EXPIRED, LoanState.CLOSED)
"""What the member did not do themselves, or has to remember."""


async def _to_reviewers(post: Post, name: str, subject: int, but: list[MemberId]) -> None:
    for clerk in await post.wearers(Role.POSHTIBAN) or await post.wearers(Role.ADMIN):
        if clerk not in but:
            await post.card(name, subject, clerk)


@hears(events.LoanMoved)
async def a_loan_moved(event: events.LoanMoved, post: Post, loan: LoanService) -> None:
    number = int(event.loan)
    await post.refresh("loan.reviewing", number)
    for clock, runs in ((EXPIRE, event.state is LoanState.PREPARING), (REVIEW_LATE, event.state in REVIEWED)):
        await (post.at(event.until, clock, number) if runs and event.until is not None else post.off(clock, number))
    if event.state in REVIEWED:
        await _to_reviewers(post, "loan.reviewing", number, await loan.concerned(SYSTEM, event.loan))
    seen = await loan.loan_now(SYSTEM, event.loan)
    if seen is None:
        return
    told = loan_fields(seen)
    if event.state in TOLD or event.back:
        key = "sent_back" if event.back else f"{event.state.value}{'_supported' if event.state is LoanState.ACTIVE and seen.supported else ''}"
        await post.tell(event.member, f"loan.notice.{key}", start=("loan.follow", number), **told)
    if event.state is LoanState.ACTIVE:
        await _next_reminder(post, loan, event.loan)
        if event.guarantor is not None:
            await post.tell(event.guarantor, "loan.notice.guaranteed", **told)
    elif event.state is LoanState.CLOSED:
        await post.off(REMIND, number)


async def _next_reminder(post: Post, loan: LoanService, number: LoanId) -> None:
    at = await loan.next_reminder(SYSTEM, number)
    await (post.at(at, REMIND, int(number)) if at is not None else post.off(REMIND, int(number)))


@hears(events.LoanPaid)
async def something_is_paid(event: events.LoanPaid, post: Post, loan: LoanService) -> None:
    await _next_reminder(post, loan, event.loan)


@at_time(REMIND)
async def remember(up: TimeUp, post: Post, loan: LoanService) -> None:
    """Three days before, on the day, the day after, a week after."""
    number = LoanId(int(up.subject))
    for one in await loan.reminders(SYSTEM, number):
        when = "before" if one.days < 0 else "today" if one.days == 0 else "late" if one.days < 7 else "very_late"
        told: dict[str, Any] = {"number": one.number, "row": one.row.number, "due": one.row.due, "amount": one.row.amount, "late": one.row.late, "n": abs(one.days)}
        await post.tell(one.member, f"loan.notice.due_{when}", start=("loan.follow", int(number)), category=REMINDERS, **told)
    await _next_reminder(post, loan, number)


@at_time(EXPIRE)
async def nothing_happened(up: TimeUp, post: Post, loan: LoanService) -> None:
    await loan.expire(SYSTEM, LoanId(int(up.subject)))


@at_time(REVIEW_LATE)
async def reviewers_are_late(up: TimeUp, post: Post, loan: LoanService) -> None:
    """The member is told so, with a person to ask; the card comes to the reviewers once more."""
    seen, number = await loan.loan_now(SYSTEM, LoanId(int(up.subject))), LoanId(int(up.subject))
    if seen is not None and seen.state in REVIEWED:
        concerned = await loan.concerned(SYSTEM, number)
        await _to_reviewers(post, "loan.reviewing", int(number), concerned)
        member = await loan.whose(SYSTEM, number)
        await post.tell(member, "loan.notice.review_late", buttons=("rahyar.write",), **loan_fields(seen))


@hears(events.ReliefMoved)
async def a_relief_moved(event: events.ReliefMoved, post: Post, loan: LoanService) -> None:
    await post.refresh("loan.relieving", int(event.relief))
    if event.state is ReliefState.ASKED:
        await _to_reviewers(post, "loan.relieving", int(event.relief), [event.member])
    seen = await loan.relief_now(SYSTEM, event.relief)
    if seen is not None and event.state in (ReliefState.GRANTED, ReliefState.REFUSED):
        told: dict[str, Any] = {"number": seen.number, "months": seen.months, "why": seen.why or None}
        await post.tell(event.member, f"loan.notice.relief_{event.state.value}", start=("loan.follow", int(event.loan)), **told)


async def _lead_back(post: Post, loan: LoanService, member: MemberId, got: Gain) -> None:
    """Something that a request lacked is there: the way back to it is one tap."""
    for number in await loan.stir(SYSTEM, member):
        await post.tell(member, "loan.notice.one_step_nearer", start=("loan.follow", int(number)), got=got)


@hears(ResultMade)
async def there_is_a_result(event: ResultMade, post: Post, loan: LoanService) -> None:
    await _lead_back(post, loan, event.member, Gain.MERAT)


@hears(CertificateIssued)
async def there_is_a_signature(event: CertificateIssued, post: Post, loan: LoanService) -> None:
    await _lead_back(post, loan, event.member, Gain.CERTIFICATE)


@hears(NoteMoved)
async def there_is_a_note(event: NoteMoved, post: Post, loan: LoanService) -> None:
    if event.state is NoteState.ISSUED:
        await _lead_back(post, loan, event.member, Gain.NOTE)


@hears(SupportGiven)
async def there_is_a_support(event: SupportGiven, post: Post, loan: LoanService) -> None:
    await _lead_back(post, loan, event.member, Gain.SUPPORT)


@hears(AccountMoved)
async def there_is_an_account(event: AccountMoved, post: Post, loan: LoanService) -> None:
    if event.state is AccountState.OPEN:
        await _lead_back(post, loan, event.member, Gain.ACCOUNT)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, loan: LoanService) -> None:
    await loan.forget(SYSTEM, event.member)
