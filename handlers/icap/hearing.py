"""شنیدن - who is told of signatures and notes, and what the clock does.   Events: domain/icap/events.py"""

from __future__ import annotations

from domain.icap import IcapService, events
from domain.icap.certificate import CertificateId, CertificateState
from domain.icap.note import NoteId, NoteState
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.icap.notes import note_fields
from handlers.kit import Post, TimeUp, at_time, hears

REMIND, EXPIRE, NOTE_OVER = "icap.remind", "icap.expire", "icap.note_over"
REMINDERS = "reminders"
TOLD = (NoteState.ISSUED, NoteState.DECLINED, NoteState.EXPIRED, NoteState.RELEASED)
"""What the issuer is told; the rest they did themselves."""


@hears(events.CertificateIssued)
async def a_certificate_is_issued(event: events.CertificateIssued, post: Post) -> None:
    await post.at(event.remind, REMIND, int(event.certificate))
    await post.at(event.expires, EXPIRE, int(event.certificate))


@hears(events.CertificateOver)
async def a_certificate_is_over(event: events.CertificateOver, post: Post) -> None:
    for clock in (REMIND, EXPIRE):
        await post.off(clock, int(event.certificate))
    if event.state is CertificateState.EXPIRED:
        await post.tell(event.member, "icap.notice.certificate_expired", buttons=("icap.certificate",))


@at_time(REMIND)
async def soon_it_is_over(up: TimeUp, post: Post, icap: IcapService) -> None:
    found = await icap.certificate_now(SYSTEM, CertificateId(int(up.subject)))
    if found is not None and found[1].state is CertificateState.VALID:
        member, seen = found
        await post.tell(member, "icap.notice.certificate_soon", buttons=("icap.certificate",), category=REMINDERS, serial=seen.serial, until=seen.until)


@at_time(EXPIRE)
async def its_year_is_over(up: TimeUp, post: Post, icap: IcapService) -> None:
    await icap.expire_certificate(SYSTEM, CertificateId(int(up.subject)))


@hears(events.NoteDrafted)
async def a_note_is_drafted(event: events.NoteDrafted, post: Post) -> None:
    await post.at(event.until, NOTE_OVER, int(event.note))


@at_time(NOTE_OVER)
async def its_day_is_over(up: TimeUp, post: Post, icap: IcapService) -> None:
    await icap.expire_note(SYSTEM, NoteId(int(up.subject)))


@hears(events.GuarantorAsked)
async def a_guarantor_is_asked(event: events.GuarantorAsked, post: Post) -> None:
    await post.card("icap.guaranteeing", int(event.note), event.guarantor)


@hears(events.NoteMoved)
async def a_note_moved(event: events.NoteMoved, post: Post, icap: IcapService) -> None:
    if event.state not in (NoteState.DRAFT, NoteState.SIGNED):
        await post.off(NOTE_OVER, int(event.note))
    await post.refresh("icap.guaranteeing", int(event.note))
    seen = await icap.note_now(SYSTEM, event.note)
    if seen is not None and event.state in TOLD and (event.guarantor is not None or event.state is not NoteState.ISSUED):
        await post.tell(event.member, f"icap.notice.note_{event.state.value}", start=("icap.note", int(event.note)), **note_fields(seen))


@hears(events.NoteMoved)
async def a_guarantor_is_free(event: events.NoteMoved, post: Post, icap: IcapService) -> None:
    seen = await icap.note_now(SYSTEM, event.note) if event.state is NoteState.RELEASED and event.guarantor is not None else None
    if seen is not None and event.guarantor is not None:
        await post.tell(event.guarantor, "icap.notice.guarantee_over", **note_fields(seen))


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, icap: IcapService) -> None:
    await icap.forget(SYSTEM, event.member)
