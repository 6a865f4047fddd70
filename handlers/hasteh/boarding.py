"""تابلوی راه - where each of the ten steps stands, in words and as a picture; one tap to what does it; and what the rahyar writes.   Rules: domain/hasteh/board.py"""

from __future__ import annotations

import json

from domain.hasteh import HastehService
from domain.hasteh.base import DESK
from domain.hasteh.board import MAY_SKIP, OUTSIDE, StepState, StepView, WayStep
from domain.hasteh.model import HastehId
from domain.hasteh.policy import policy_on
from domain.hasteh.views import Side
from domain.kernel.people import Role
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text

LEAVE = "leave"
SIGNS = {
    StepState.DONE: "done", StepState.IN_PROGRESS: "in_progress", StepState.WAITING_OTHER: "waiting_other", StepState.NOT_STARTED: "not_started",
    StepState.SKIPPED: "skipped", StepState.NOT_YET: "not_yet",
}  # fmt: skip


def drawing_of(title: str, steps: list[StepView]) -> str:
    """What bot/pictures/journey.py draws."""
    return f"journey:{json.dumps({'title': title, 'steps': [(s.step.value, s.state.value) for s in steps]}, ensure_ascii=False)}"


@flow("hasteh.board", offers=Role.MEMBER, family="market", order=12, drafts=False)
async def board(chat: Chat, hasteh: HastehService) -> None:
    """Of the hasteh I lead or belong to; or of the subject."""
    number = HastehId(int(chat.subject)) if chat.subject else await _mine(chat, hasteh)
    seen = await hasteh.hasteh(chat.member, number)
    steps = await hasteh.board(chat.member, number)
    await chat.give("picture", drawing=drawing_of(seen.form.title, steps), title=seen.form.title)
    for n, one in enumerate(steps, 1):
        await chat.write(f"hasteh.line_{SIGNS[one.state]}", n=n, step=one.step, first=one.first)
        if one.words:
            await chat.write("hasteh.rahyar_says", words=one.words)
    await chat.say("all_of_it", title=seen.form.title)
    options = [Option(s.step.value, "step_option", {"step": s.step, "state": s.state}) for s in steps]
    picked = await chat.choose("which_step", [*options, Option(LEAVE, "hasteh.all_for_now")])
    if picked == LEAVE:
        await chat.stop("hasteh.any_time")
    step = WayStep(picked)
    if seen.side is Side.REVIEWER:
        await _marks(chat, hasteh, number, step)
        return
    await _begins(chat, hasteh, number, next(s for s in steps if s.step is step), leads=seen.side is Side.LEADER)


async def _mine(chat: Chat, hasteh: HastehService) -> HastehId:
    found = await hasteh.mine(chat.member)
    if not found:
        await chat.start("hasteh.ask")
    return found[0].id


async def _begins(chat: Chat, hasteh: HastehService, number: HastehId, one: StepView, *, leads: bool) -> None:
    """What it is, who acts, and the way there."""
    await chat.say(f"hasteh.about_{one.step.value}", state=one.state)
    skip = ["skip"] if leads and one.step in MAY_SKIP and one.state in (StepState.NOT_STARTED, StepState.NOT_YET) else []
    again = ["unskip"] if leads and one.state is StepState.SKIPPED else []
    go = [] if one.step in OUTSIDE else ["go"]
    deed = await chat.choose("deed_of_step", [Option(d, f"do_{d}") for d in (*go, *skip, *again, "back")])
    if deed in ("skip", "unskip"):
        await hasteh.skip(chat.member, number, one.step, deed == "skip")
        await chat.say("is_marked")
    if deed == "go":
        await _leads_to(chat, one.step)
    await chat.start("hasteh.board", int(number))


async def _leads_to(chat: Chat, step: WayStep) -> None:
    """One tap to the dialog that does it."""
    if step is WayStep.SAT:
        await chat.start("sat.mine")
    if step is WayStep.SUPPLIER:
        await chat.start("bazaar.browse")
    if step is WayStep.HAMI:
        await chat.start("hami.ask")
    if step is WayStep.MERAT:
        await chat.start("merat.ask")
    if step is WayStep.LOAN:
        await chat.start("loan.ask")
    if step is WayStep.BUY:
        await chat.start("bazaar.cart")
    if step is WayStep.CARRIED:
        await chat.start("mts.parcels")
    await chat.start("sat.share")


async def _marks(chat: Chat, hasteh: HastehService, number: HastehId, step: WayStep) -> None:
    """Who goes along with it writes a word, or ticks what is done outside."""
    deeds = ["comment", *(["tick"] if step in OUTSIDE else []), "back"]
    deed = await chat.choose("deed_of_rahyar", [Option(d, f"do_{d}") for d in deeds])
    if deed == "back":
        await chat.start("hasteh.board", int(number))
    if deed == "comment":
        words = await chat.ask("your_word", text(*policy_on(chat.today).words), step=step)
        await hasteh.comment(chat.member, number, step, words)
    else:
        await chat.confirm("sure_to_tick", step=step)
        await hasteh.tick(chat.member, number, step)
    await chat.say("is_written")
    await chat.start("hasteh.board", int(number))


@flow("hasteh.along", offers=DESK, family="desk", order=61, drafts=False)
async def along(chat: Chat, hasteh: HastehService) -> None:
    """Hastehs that one goes along with, to their boards."""
    found = await hasteh.accompanied(chat.member)
    picked = await chat.choose("which_board", [Option(int(h.id), "board_option", {"title": h.form.title, "code": h.code, "city": h.city}) for h in found], search=True)
    await chat.start("hasteh.board", picked)
