"""مشاوره - the case card of online rahyars, and how words pass both ways.   Rules: domain/moshavereh/service.py   Texts: locales/fa/LC_MESSAGES/moshavereh.po"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, Role
from domain.kernel.refusal import Refusal
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened, MemberWrote, RahyarWrote
from domain.moshavereh.model import Case, CaseState
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Card, Chat, Option, Post, TimeUp, at_time, card, flow, hears
from handlers.kit.readers import text


@card("moshavereh.case")
async def draw_case(card: Card, moshavereh: MoshaverehService) -> None:
    """What an online rahyar sees of a case: who, about what, the last words; take, answer, give back, close."""
    seen = await moshavereh.view(card.viewer, card.subject)
    case = seen.case
    card.show("head", number=case.number, name=seen.name or None, opened=case.opened)
    card.line(f"is_{case.state.value}", name=seen.rahyar_name)
    for line in seen.lines:
        card.line(f"said_by_{line.by}", words=line.words, at=line.at)
    if case.state is CaseState.WAITING:
        card.action("take", "", moshavereh.take, case.id)
    elif seen.mine and case.state is CaseState.TAKEN:
        card.action("answer", "moshavereh.answer")
        card.action("give_back", "", moshavereh.give_back, case.id)
        card.action("close", "", moshavereh.close, case.id)


@flow("moshavereh.answer", offers=Role.RAHYAR_ONLINE)
async def answer(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Typing goes to the member until the rahyar leaves; every screen says so."""
    case = (await moshavereh.view(chat.member, chat.subject)).case
    n = 1
    while True:
        words = await chat.ask("words", text(1, 3000), n=n, number=case.number)
        try:
            await moshavereh.reply(chat.member, case.id, words)
        except Refusal as no:
            await chat.stop("not_sent", why=no.code)
        await chat.say("sent", n=n)
        n += 1


@flow("moshavereh.desk", offers=Role.RAHYAR_ONLINE, family="desk")
async def desk(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The cases that wait, and my own: choose one to answer or take."""
    cases = {c.id: c for c in await moshavereh.at_desk(chat.member)}
    chosen = await chat.choose("which", [_case_option(c) for c in cases.values()])
    if cases[chosen].state is CaseState.WAITING:
        await moshavereh.take(chat.member, chosen)
    await chat.start("moshavereh.answer", chosen)


def _case_option(case: Case) -> Option[int]:
    return Option(int(case.id), f"option_{case.state.value}", {"number": case.number, "opened": case.opened})


@hears(CaseOpened)
async def show_to_rahyars(event: CaseOpened, post: Post, moshavereh: MoshaverehService) -> None:
    """A new case is shown to every online rahyar, and an alarm is set."""
    for rahyar in await post.wearers(Role.RAHYAR_ONLINE):
        await post.card("moshavereh.case", event.case, rahyar)
    await post.at(post.now + answering_on(post.now.date()).alarm, "moshavereh.alarm", event.case)


@at_time("moshavereh.alarm")
async def remind(time_up: TimeUp, post: Post, moshavereh: MoshaverehService) -> None:
    """Ten minutes without anybody: the card comes again, below everything else."""
    if await moshavereh.is_waiting(SYSTEM, int(time_up.subject)):
        for rahyar in await post.wearers(Role.RAHYAR_ONLINE):
            await post.card("moshavereh.case", int(time_up.subject), rahyar)
        await post.at(post.now + answering_on(post.now.date()).alarm, "moshavereh.alarm", time_up.subject)


@hears(CaseMoved)
async def keep_cards_true(event: CaseMoved, post: Post) -> None:
    """Every copy shows who has it; the member's screen says that a person is there."""
    await post.refresh("moshavereh.case", event.case)
    await post.show(event.talk)


@hears(CaseClosed)
async def give_back_to_bot(event: CaseClosed, post: Post) -> None:
    """The dialog goes on where it stood."""
    await post.refresh("moshavereh.case", event.case)
    await post.off("moshavereh.alarm", event.case)
    if not event.by_member:
        await post.tell_person(event.person, "moshavereh.closed")
        await post.show(event.talk)


@hears(MemberWrote)
async def pass_to_rahyar(event: MemberWrote, post: Post) -> None:
    """The words of a member reach the rahyar who has the case; while nobody has, they wait on the card."""
    if event.rahyar is None:
        await post.refresh("moshavereh.case", event.case)
    else:
        await post.tell(event.rahyar, "moshavereh.member_wrote", media=event.media, start=("moshavereh.answer", event.case), words=event.words)


@hears(RahyarWrote)
async def pass_to_member(event: RahyarWrote, post: Post, moshavereh: MoshaverehService) -> None:
    """The words of a rahyar, with name and role: members always know that a person speaks."""
    name = await moshavereh.name_of(SYSTEM, event.rahyar)
    await post.tell_person(event.person, "moshavereh.rahyar_wrote", name=name, words=event.words)
