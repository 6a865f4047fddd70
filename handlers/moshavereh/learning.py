"""آموختن - beside an experienced rahyar: the trainee proposes, the other one sends, changes or says why not.   Rules: domain/moshavereh/beside.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text
from handlers.moshavereh.choosing import glance_options

REASON = (3, 300)


@flow("moshavereh.learn", offers=RAHYARS, family="desk", order=70, drafts=False)
async def learn(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Sit beside a colleague on duty, or end that."""
    duty = await moshavereh.my_duty(chat.member)
    if duty is not None and duty.mentor is not None:
        if await chat.choose("how_goes_it", [Option("propose", "moshavereh.propose.title"), Option("end", "learn.end")]) == "propose":
            await chat.start("moshavereh.propose")
        await moshavereh.learn_beside(chat.member, 0)
        await chat.stop("learnt")
    colleagues = {int(c.rahyar): c.name for c in await moshavereh.colleagues(chat.member)}
    beside = await chat.choose("beside_whom", [Option(who, name=name) for who, name in colleagues.items()])
    await moshavereh.learn_beside(chat.member, beside)
    await chat.stop("learns", name=colleagues.get(beside, ""))


@flow("moshavereh.propose", offers=RAHYARS, drafts=False, command=True)
async def propose(chat: Chat, moshavereh: MoshaverehService) -> None:
    """What I would answer in a case of whom I learn from."""
    seen = {int(g.id): g for g in await moshavereh.glance_beside(chat.member)}
    case = await chat.choose("in_which", glance_options(seen.values(), chat.now))
    said = [line.words for line in (await moshavereh.view(chat.member, case)).lines if line.by == "member" and line.words]
    words = await chat.ask("proposal_words", text(1, 2000), said="\n".join(said[-3:]) or None)
    await moshavereh.propose_answer(chat.member, case, words)
    await chat.stop("proposed_now")


@flow("moshavereh.proposal", offers=RAHYARS, drafts=False)
async def proposal(chat: Chat, moshavereh: MoshaverehService) -> None:
    """A trainee's answer: send it as it is, send other words, or say why not."""
    found = await moshavereh.proposal(chat.member, chat.subject)
    deed = await chat.choose("send_it", [Option(d, f"proposal.{d}") for d in ("send", "change", "decline")], words=found.words)
    if deed == "decline":
        await moshavereh.decline_proposal(chat.member, found.id, await chat.ask("why_not", text(*REASON)))
        await chat.stop("said_why")
    words = await chat.ask("better_words", text(1, 2000)) if deed == "change" else ""
    await moshavereh.send_proposal(chat.member, found.id, words)
    await chat.stop("sent_it")
