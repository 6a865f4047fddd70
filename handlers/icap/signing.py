"""امضا کردن - what is signed is read first, then a code, then the signature; and the check of a paper.   Rules: domain/icap/signing.py"""

from __future__ import annotations

from typing import Any

from domain.icap import IcapService
from domain.icap.note import NoteId, NoteState
from domain.icap.signing import to_sign
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.membership.service import MembershipService
from handlers.icap.notes import note_fields
from handlers.kit import Chat, flow
from handlers.kit.readers import text
from handlers.membership.stepping_up import step_up

LONGEST = 60  # characters of what stands under a code


@flow("icap.sign", offers=Role.MEMBER, own=("step_code", "sure_to_sign"), drafts=False)
async def sign(chat: Chat, icap: IcapService, membership: MembershipService) -> None:
    """By the issuer, or by the guarantor after them; the subject is the note."""
    number = NoteId(int(chat.subject or 0))
    seen = await icap.note(chat.member, number)
    waits = NoteState.DRAFT if seen.mine else NoteState.SIGNED
    if seen.state is not waits:
        await chat.stop("not_to_be_signed", **note_fields(seen))
    if (await icap.before_certificate(chat.member)).now is None:
        await chat.say("certificate_first")
        await chat.start("icap.certificate")
    await chat.confirm("sure_to_sign", said_as="sure_as_issuer" if seen.mine else "sure_as_guarantor", **note_fields(seen))
    await step_up(chat, membership, to_sign(number))
    await (icap.sign(chat.member, number) if seen.mine else icap.guarantee(chat.member, number))
    done = await icap.note(chat.member, number)
    await chat.say("signed_waits" if done.state is NoteState.SIGNED else "signed_issued", **note_fields(done))


@flow("icap.verify", offers=(Role.NEWCOMER, Role.MEMBER), links=True, drafts=False)
async def verify(chat: Chat, icap: IcapService) -> None:
    """By the code on the paper: whether it is true, and how it stands."""
    token = str(chat.subject or "") or await chat.ask("paper_code", text(1, LONGEST, lines=False))
    try:
        seen = await icap.check(chat.member, token.strip())
    except Refusal as no:
        if no.code != "icap.no_such_paper":
            raise
        await chat.stop("no_such_paper")
        return
    told: dict[str, Any] = {"number": seen.number, "amount": seen.amount, "issuer": seen.issuer, "at": seen.at}
    if seen.guarantor:
        await chat.write("with_guarantor", guarantor=seen.guarantor)
    await chat.write("stands", state=seen.state, moved=seen.at)
    await chat.say("is_true" if seen.intact else "is_not_true", **told)
