"""گواهی امضا - got by who is known, renewed, revoked.   Rules: domain/icap/certifying.py"""

from __future__ import annotations

from typing import Any

from domain.icap import IcapService
from domain.icap.certificate import RevokeCause
from domain.icap.certifying import TO_CERTIFY
from domain.icap.views import CertificateView
from domain.kernel.people import Role
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.membership.stepping_up import step_up


@flow("icap.certificate", offers=Role.MEMBER, family="bank", order=40, own=("terms", "step_code"), drafts=False)
async def certificate(chat: Chat, icap: IcapService, membership: MembershipService) -> None:
    """The one in force, or a new one."""
    seen = await icap.before_certificate(chat.member)
    if seen.now is not None and await _keeps(chat, seen.now):
        return
    if not seen.known:
        await chat.say("known_first")
        await chat.start("pishkhan.identity")
    if not await chat.yes_no("terms", months=seen.months):
        await chat.stop("without_terms")
    await step_up(chat, membership, TO_CERTIFY)
    await icap.certify(chat.member)
    made = (await icap.certificates_of(chat.member))[0]
    await chat.say("issued", **_told(made))


async def _keeps(chat: Chat, seen: CertificateView) -> bool:
    """Whether the one in force stays: it is renewed only in its last days."""
    deeds = [*(["renew"] if seen.soon else []), "new_note", "revoke", "leave"]
    deed = await chat.choose("in_force", [Option(d, f"deed_{d}") for d in deeds], **_told(seen))
    if deed == "leave":
        await chat.stop("any_time")
    if deed == "new_note":
        await chat.start("icap.new_note")
    if deed == "revoke":
        await chat.start("icap.revoke")
    return deed != "renew"


@flow("icap.revoke", offers=Role.MEMBER, drafts=False)
async def revoke(chat: Chat, icap: IcapService) -> None:
    """At once: whoever lost their phone must not wait."""
    seen = (await icap.before_certificate(chat.member)).now
    if seen is None:
        await chat.stop("nothing_to_revoke")
        return
    cause = await chat.choose("why_revoke", [Option(c, f"cause_{c.value}") for c in RevokeCause])
    await chat.confirm("sure_to_revoke", serial=seen.serial)
    await icap.revoke(chat.member, cause)
    await chat.say("revoked", serial=seen.serial)


def _told(seen: CertificateView) -> dict[str, Any]:
    return {"serial": seen.serial, "name": seen.name, "issued": seen.issued, "until": seen.until, "print_of": seen.print_of}
