"""کارت گفت‌وگو - who one speaks with, in the middle of what, what was said before; and an identifier, with a reason.   Rules: domain/moshavereh/seeing.py guarding.py"""

from __future__ import annotations

from domain.moshavereh.base import DESK
from domain.moshavereh.model import Line
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import ContextCard
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.choosing import my_case, topic_key

REASON = (3, 300)


@flow("moshavereh.context", offers=DESK, drafts=False, command=True)
async def context(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Everything beside the conversation, on one card; identifiers are masked, the look is kept."""
    case = await my_case(chat, moshavereh)
    await moshavereh.look_at(chat.member, case)
    card = await moshavereh.context(chat.member, case)
    one = card.view.case
    await _who(chat, card)
    for line in (*card.view.earlier, *card.view.lines):
        await _line(chat, line)
    for writer, kept in card.notes:
        await chat.write("noted_by", name=writer, words=kept.words)
    for old in card.earlier:
        await chat.write("earlier_case" if old.rahyar else "earlier_unanswered", number=old.number, opened=old.opened, name=old.rahyar, score=old.score)
    if card.view.name:
        await chat.say("card", number=one.number, name=card.view.name, priority=f"moshavereh.priority.{one.priority.value}", topic=topic_key(one.topic))
    else:
        await chat.say("card_newcomer", number=one.number, priority=f"moshavereh.priority.{one.priority.value}", topic=topic_key(one.topic))


async def _who(chat: Chat, card: ContextCard) -> None:
    if card.kanoon:
        await chat.write("of_kanoon", kanoon=card.kanoon)
    if card.view.case.label:
        await chat.write("labelled", label=card.view.case.label)
    for kind, masked in card.identifiers:
        await chat.write("identifier", kind=f"moshavereh.identifier.{kind}", value=masked)
    if card.at is not None:
        await chat.write("stands_at", flow=f"{card.at.flow}.title")
        for _, given in card.at.answers:
            await chat.write("answered", value=given)
    if card.call is not None:
        await chat.write("call_promised", due=card.call.due)


async def _line(chat: Chat, line: Line) -> None:
    if line.words:
        await chat.write(f"said_by_{line.by}", words=line.words)
    if line.media:
        await chat.write(f"sent_by_{line.by}", what=f"moshavereh.kind.{line.kind}")


@flow("moshavereh.reveal", offers=DESK, drafts=False, command=True)
async def reveal(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A whole identifier, for a reason that is kept."""
    case = await my_case(chat, moshavereh)
    known = (await moshavereh.context(chat.member, case)).identifiers
    kind = await chat.choose("which_identifier", [Option(k, "identifier_option", {"kind": f"moshavereh.identifier.{k}", "value": v}) for k, v in known])
    reason = await chat.ask("why_look", text(*REASON))
    value = await moshavereh.reveal(chat.member, case, kind, reason)
    await chat.stop("revealed", kind=f"moshavereh.identifier.{kind}", value=value)
