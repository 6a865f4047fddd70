"""پیگیری - how my application stands, what is missing, and sending only that again.   Rules: domain/membership/correcting.py   Joining: joining.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.correcting import Correction
from domain.membership.joining import Progress
from domain.membership.model import Kind, Stage
from domain.membership.papers import Item
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import name, own_contact, photo, text
from handlers.membership.questions import ask_birth, ask_home, ask_identifier


@flow("membership.my_application", offers=(Role.NEWCOMER, Role.MEMBER), family="door", order=5, drafts=False)
async def my_application(chat: Chat, membership: MembershipService) -> None:
    """How my application stands; correct it or take it back."""
    seen = await membership.my_application(chat.member)
    if seen is None:
        await chat.stop("nothing_open")
        return
    deeds = [Option("correct", "correct_it")] if seen.stage is Stage.NEEDS_CORRECTION else []
    deeds += [Option("withdraw", "withdraw"), Option("leave", "leave_it")]
    deed = await chat.choose(
        "standing", deeds, number=seen.number, name=seen.name, stage=seen.stage, filed=seen.filed, reason=seen.reason or None,
        next=f"membership.next.{seen.stage.value}", missing=_missing(seen) or None, until=seen.until,
    )  # fmt: skip
    if deed == "correct":
        await chat.start("membership.correct")
    elif deed == "withdraw":
        await chat.confirm("sure_to_withdraw", number=seen.number)
        await membership.withdraw(chat.member)
        await chat.say("withdrawn", number=seen.number)
    elif seen.until is not None:
        await chat.stop("waiting_on", until=seen.until)
    else:
        await chat.stop("waiting_a_moment")


def _missing(seen: Progress) -> list[object]:
    """What is still to come: things of the applicant, or answers of signatories."""
    return [*seen.wants] if seen.stage is Stage.NEEDS_CORRECTION else [*seen.awaited]


@flow("membership.correct", offers=(Role.NEWCOMER, Role.MEMBER))
async def correct(chat: Chat, membership: MembershipService) -> None:
    """Send again only what a poshtiban asked for."""
    seen = await membership.my_application(chat.member)
    if seen is None or seen.stage is not Stage.NEEDS_CORRECTION:
        await chat.stop("nothing_to_correct")
        return
    await chat.say("asked_to_correct", reason=seen.reason, items=[*seen.wants])
    given = await _asked_again(chat, membership, seen)
    await chat.confirm("sure_to_send", number=seen.number)
    filed = await membership.correct(chat.member, given)
    await chat.say("corrected", number=filed.number)


async def _asked_again(chat: Chat, membership: MembershipService, seen: Progress) -> Correction:
    wants, kind = seen.wants, seen.kind
    identifier = await ask_identifier(chat, kind) if Item.IDENTIFIER in wants else ""
    birth = await ask_birth(chat, membership, kind) if Item.BIRTH in wants else None
    given, family = await _names(chat, kind) if Item.NAME in wants else ("", "")
    mobile = await chat.ask("mobile", own_contact()) if Item.MOBILE in wants else ""
    home = await ask_home(chat) if Item.HOME in wants else None
    paper = ""
    if Item.PAPER in wants:
        media = await chat.ask("paper", photo())
        paper = f"{media.kind}|{media.ref}"
    return Correction(identifier, birth, given, family, mobile, home, paper)


async def _names(chat: Chat, kind: Kind) -> tuple[str, str]:
    if kind is Kind.LEGAL:
        return "", await chat.ask("organisation", text(2, 60, lines=False))
    return await chat.ask("given", name()), await chat.ask("family", name())
