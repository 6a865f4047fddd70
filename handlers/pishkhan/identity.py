"""احراز هویت - consent and fee, then card, face and a few digits read aloud; and withdrawing it.   Rules: domain/pishkhan/identifying.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.pishkhan import PishkhanService
from domain.pishkhan.identity import Evidence, IdentityState
from domain.pishkhan.views import BeforeIdentity
from handlers.kit import Chat, Media, Option, flow
from handlers.kit.readers import photo, text, video

LONGEST = 30  # characters; the service says how many a serial has


@flow("pishkhan.identity", offers=Role.MEMBER, family="bank", order=27, own=("consent", "card_photo", "face_photo", "spoken_video"))
async def identity(chat: Chat, pishkhan: PishkhanService) -> None:
    """Only who may act alone; what was sent before is not asked for by anybody else."""
    seen = await pishkhan.before_identity(chat.member)
    if seen.passed:
        await chat.stop("known_already")
    if seen.last is not None and seen.last.state is IdentityState.WAITING:
        await _while_it_waits(chat, pishkhan, seen.last.number)
        return
    if seen.free < seen.fee:
        deed = await chat.choose("fee_first", [Option("pay", "pay_in_now"), Option("leave", "later")], fee=seen.fee, free=seen.free)
        if deed == "pay":
            await chat.start("hesam.pay_in")
        await chat.stop("any_time")
    if not await _consents(chat, seen):
        await chat.stop("without_consent")
    serial = await chat.ask("card_serial", text(1, LONGEST, lines=False))
    card = await chat.ask("card_photo", photo())
    face = await chat.ask("face_photo", photo())
    digits = await pishkhan.digits_to_read(chat.member)
    spoken = await chat.ask("spoken_video", video(), digits=digits)
    await chat.confirm("sure_to_send", fee=seen.fee)
    try:
        await pishkhan.send_evidence(chat.member, Evidence("".join(serial.split()).upper(), _ref(card), _ref(face), _ref(spoken), digits))
    except Refusal as no:
        if no.code != "pishkhan.bad_serial":
            raise
        await chat.again("card_serial", no)
    await chat.say("evidence_sent")


async def _consents(chat: Chat, seen: BeforeIdentity) -> bool:
    """A later try costs nothing more; what was wrong is said."""
    last = seen.last
    if last is not None and last.state is IdentityState.AGAIN and last.flaw is not None:
        await chat.say("what_was_wrong", flaw=last.flaw, left=last.left)
        return True
    return await chat.yes_no("consent", fee=seen.fee, tries=seen.tries)


async def _while_it_waits(chat: Chat, pishkhan: PishkhanService, number: str) -> None:
    deed = await chat.choose("it_waits", [Option("leave", "i_wait"), Option("withdraw", "take_it_back")], number=number)
    if deed == "leave":
        await chat.stop("any_time")
    await chat.confirm("sure_to_take_back")
    await pishkhan.withdraw_identity(chat.member)
    await chat.say("taken_back")


def _ref(media: Media) -> str:
    return f"{media.kind}|{media.ref}"
