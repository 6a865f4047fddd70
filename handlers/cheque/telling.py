"""گفتن از چک - the fields that texts of cheques share, what was done with one, and its document.   Views: domain/cheque/views.py"""

from __future__ import annotations

from typing import Any

from domain.cheque.cheque import ChequeState, LeafDeed
from domain.cheque.views import ChequeView
from handlers.kit import Chat


def cheque_fields(seen: ChequeView) -> dict[str, Any]:
    """Fields of everything that tells of a cheque."""
    return {
        "serial": seen.serial, "state": seen.state, "amount": seen.amount, "due": seen.due, "reason": seen.reason, "drawer": seen.drawer, "payee": seen.payee,
        "holder": seen.holder, "offered": seen.offered or None, "lack": seen.lack, "moved": seen.moved, "collect": seen.collect, "why": seen.why or None,
    }  # fmt: skip


async def write_steps(chat: Chat, seen: ChequeView) -> None:
    """What was done with it, oldest first; whose turn it is, and by when."""
    for s in seen.steps:
        await chat.write("step_line" if s.by else "step_of_house", deed=s.deed, by=s.by, at=s.at)
        if s.deed is LeafDeed.REJECT and s.words:
            await chat.write("step_why", words=s.words)
    if not seen.intact:
        await chat.write("is_tampered")
    if seen.state in (ChequeState.ISSUED, ChequeState.PASSING):
        await chat.write("waits_for", name=seen.offered)
    if seen.collect is not None:
        await chat.write("collected_at", collect=seen.collect)
    if seen.state is ChequeState.BOUNCED:
        await chat.write("bounced_means", lack=seen.lack)


async def give_document(chat: Chat, seen: ChequeView) -> None:
    """On paper: what was signed, and every step with its signature."""
    told = cheque_fields(seen)
    await chat.write("paper_order", **told)
    await chat.write("paper_reason", **told)
    await chat.write("paper_state", **told)
    await chat.write("paper_head")
    for s in seen.steps:
        await chat.write("paper_step", deed=s.deed, by=s.by or None, to=s.to or None, at=s.at, serial=s.serial or None)
    if not seen.intact:
        await chat.write("is_tampered")
    await chat.write("paper_print", digest=seen.digest)
    await chat.hand("document", name="document_name", **told)
