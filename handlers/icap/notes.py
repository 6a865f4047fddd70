"""سفته‌های من - what I signed or answer for; one of them is read, kept as a document, reminded of or given up.   Rules: domain/icap/reading.py"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from domain.icap import IcapService
from domain.icap.note import NoteId, NoteState
from domain.icap.views import NoteView
from domain.kernel.people import Role
from handlers.kit import Chat, Option, flow

A_MINUTE = timedelta(minutes=1)
"""Nobody says «Saturday, 00:00» for the end of Friday."""
CHECK = 0
"""No note: the paper of somebody else."""


@flow("icap.notes", offers=Role.MEMBER, family="bank", order=42, drafts=False)
async def notes(chat: Chat, icap: IcapService) -> None:
    """Newest first."""
    found = await icap.my_notes(chat.member)
    lines = [Option(int(n.id), "note_line" if n.mine else "guaranteed_line", note_fields(n)) for n in found]
    picked = await chat.choose("which_note", [*lines, Option(CHECK, "check_one")])
    if picked == CHECK:
        await chat.start("icap.verify")
    await chat.start("icap.note", picked)


@flow("icap.note", offers=Role.MEMBER, drafts=False)
async def note(chat: Chat, icap: IcapService) -> None:
    """One note; the subject is its number."""
    number = NoteId(int(chat.subject or 0))
    seen = await icap.note(chat.member, number)
    await _write(chat, seen)
    await chat.say("as_it_is", **note_fields(seen))
    deed = await chat.choose("deed_of_note", [*(Option(d, f"note_{d}") for d in _deeds(seen)), Option("leave", "all_for_now")])
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "sign":
        await chat.start("icap.sign", int(number))
    if deed == "document":
        await give_document(chat, seen)
        return
    if deed == "remind":
        await icap.remind_guarantor(chat.member, number)
        await chat.stop("reminded", name=seen.guarantor)
    await chat.confirm("sure_to_end", said_as="sure_to_void" if deed == "void" else "sure_to_withdraw", number=seen.number, stamp=seen.stamp)
    await (icap.void_note(chat.member, number) if deed == "void" else icap.withdraw_note(chat.member, number))
    await chat.say("ended", number=seen.number)


def _deeds(seen: NoteView) -> list[str]:
    """What makes sense now, for whoever looks."""
    if not seen.mine:
        return (["sign"] if seen.state is NoteState.SIGNED else []) + ["document"]
    by_state = {NoteState.DRAFT: ["sign", "withdraw"], NoteState.ISSUED: ["document", "void"]}
    if seen.state is NoteState.SIGNED:
        return ["document", *(["remind"] if seen.reminders_left else []), "withdraw"]
    return by_state.get(seen.state, ["document"] if seen.digest else [])


async def _write(chat: Chat, seen: NoteView) -> None:
    for s in seen.signatures:
        await chat.write("signed_line", side=s.side, name=s.name, at=s.at)
    if not seen.intact:
        await chat.write("is_tampered")
    if seen.state in (NoteState.DRAFT, NoteState.SIGNED):
        await chat.write("until_when", until=seen.until - A_MINUTE)


async def give_document(chat: Chat, seen: NoteView) -> None:
    """On paper, with a code by which anybody may check it."""
    told = note_fields(seen)
    await chat.write("paper_promise", **told)
    await chat.write("paper_issuer", name=seen.issuer, identifier=seen.issuer_identifier)
    if seen.guarantor:
        await chat.write("paper_guarantor", name=seen.guarantor, identifier=seen.guarantor_identifier)
    await chat.write("paper_state", **told)
    await chat.write("paper_head")
    for s in seen.signatures:
        await chat.write("paper_signature" if s.fits else "paper_signature_wrong", side=s.side, name=s.name, at=s.at, serial=s.serial)
    await chat.write("paper_print", digest=seen.digest)
    await chat.write("paper_check")
    await chat.hand("document", name="document_name", qr=chat.link("icap.verify", seen.token))


def note_fields(seen: NoteView) -> dict[str, Any]:
    """Fields of everything that tells of a note."""
    return {
        "number": seen.number, "state": seen.state, "amount": seen.amount, "loan": seen.loan, "stamp": seen.stamp, "issuer": seen.issuer,
        "guarantor": seen.guarantor or None, "asked": seen.asked, "until": seen.until - A_MINUTE, "moved": seen.moved,
    }  # fmt: skip
