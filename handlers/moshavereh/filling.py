"""پر کردن برای عضو - a rahyar answers a member's questions one by one, or sends them into a dialog.   Rules: domain/moshavereh/filling.py"""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.kernel.refusal import Refusal
from domain.moshavereh.base import DESK
from domain.moshavereh.filling_model import Given, Step
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, Reader, Said, flow
from handlers.kit.readers.answer import Answer


def whatever() -> Reader[Said]:
    """Taken as it comes: the member's own reader decides."""

    def take(said: Said, _: date) -> Said:
        return Said(said.text, said.media, place=said.place)

    return Answer("message", Said, take, show=lambda said: said.text)


@flow("moshavereh.fill", offers=DESK, drafts=False)
async def fill(chat: Chat, moshavereh: MoshaverehService) -> None:
    """One question of the member; the next run asks the next one, as far as a rahyar may go."""
    step = await moshavereh.member_step(chat.member, chat.subject)
    if step is None:
        await chat.start("moshavereh.send", chat.subject)
        return
    if step.own:
        await chat.say("theirs", question=step.text, name=f"{step.flow}.title")
        await chat.start("moshavereh.answer", chat.subject)
    asked = await chat.pin("asked", step.asked)
    given = await _answer(chat, step)
    try:
        await moshavereh.fill(chat.member, chat.subject, asked, given)
    except Refusal as no:
        if no.code == "moshavereh.not_taken":
            await _again(chat, step, no)
        await chat.say("left_to_member")
        await chat.start("moshavereh.answer", chat.subject)
    await chat.start("moshavereh.fill", chat.subject)


async def _answer(chat: Chat, step: Step) -> Given:
    fields: dict[str, Any] = {"question": step.text, "name": f"{step.flow}.title", "step": step.number, "answers": [shown for _, shown, _ in step.answers]}
    if step.kind == "read":
        said = await chat.ask("reply", whatever(), optional=step.optional, **fields)
        media = said.media if said else None
        parts = (media.kind, media.ref, media.name, media.mime, media.size) if media else None
        place = (said.place.latitude, said.place.longitude) if said and said.place else None
        return Given(said.text if said else "", media=parts, place=place)
    options = [Option(value, name=label) for value, label in step.options]
    if step.kind == "many":
        return Given(picked=tuple(await chat.choose_many("picks", options, **fields)))
    return Given(picked=(await chat.choose("pick", options, search=True, **fields),))


async def _again(chat: Chat, step: Step, no: Refusal) -> None:
    """The member's question did not take it."""
    if step.kind == "read":
        await chat.again("reply", no)
    elif step.kind == "many":
        await chat.again("picks", no)
    await chat.again("pick", no)


@flow("moshavereh.send", offers=DESK, drafts=False)
async def send(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Which dialog the member is to go on with; what the rahyar knows already is filled in right after."""
    flows = await moshavereh.member_flows(chat.member, chat.subject)
    chosen = await chat.choose("which_flow", [Option(name, f"{name}.title") for name in flows], search=True)
    await moshavereh.send_into(chat.member, chat.subject, chosen)
    await chat.start("moshavereh.fill", chat.subject)
