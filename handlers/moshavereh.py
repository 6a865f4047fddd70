"""مشاوره - the case card of online rahyars, and how words pass both ways.   Rules: domain/moshavereh/service.py   Texts: locales/fa/LC_MESSAGES/moshavereh.po"""

from __future__ import annotations

from datetime import date

from domain.kernel.people import SYSTEM, Role
from domain.kernel.refusal import Refusal
from domain.membership.events import MemberErased, RoleRevoked
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened, MemberShut, MemberWrote, RahyarWrote
from domain.moshavereh.model import Case, CaseState, Line
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Card, Chat, Option, Post, Reader, Said, TimeUp, Unreadable, at_time, card, flow, hears
from handlers.kit.readers.answer import Answer

REPLIES = 40
"""In one run of `answer`; then the next begins by itself, for a run may not do more than 50 things (decision 9)."""


@card("moshavereh.case")
async def draw_case(card: Card, moshavereh: MoshaverehService) -> None:
    """What an online rahyar sees of a case: who, in the middle of what, the last words; take, answer, give back, close."""
    seen = await moshavereh.view(card.viewer, card.subject)
    case = seen.case
    if seen.name:
        card.show("head", number=case.number, name=seen.name, opened=case.opened)
    else:
        card.show("head_newcomer", number=case.number, opened=case.opened)
    card.line(f"is_{case.state.value}", name=seen.rahyar_name)
    if flow_name := case.about.partition("/")[0]:
        card.line("about", flow=f"{flow_name}.title")
    if seen.earlier:
        card.line("earlier")
    for line in (*seen.earlier, *seen.lines):
        _draw_line(card, line)
    if case.state is CaseState.WAITING:
        card.action("take", "", moshavereh.take, case.id)
    elif seen.mine and case.state is CaseState.TAKEN:
        card.action("answer", "moshavereh.answer")
        card.action("give_back", "", moshavereh.give_back, case.id)
        card.action("close", "", moshavereh.close, case.id)


def _draw_line(card: Card, line: Line) -> None:
    if line.words:
        card.line(f"said_by_{line.by}", words=line.words)
    if line.media:
        card.line(f"sent_by_{line.by}", what=f"moshavereh.kind.{line.kind}")


def message() -> Reader[Said]:
    """Whatever a rahyar sends on: words, a photo, a voice, a file."""

    def take(said: Said, _: date) -> Said:
        if not said.text and said.media is None:
            raise Unreadable("moshavereh.answer.message.again")
        return Said(said.text, said.media)

    return Answer("message", Said, take, show=lambda said: said.text)


@flow("moshavereh.answer", offers=Role.RAHYAR_ONLINE, captures=True)
async def answer(chat: Chat, moshavereh: MoshaverehService) -> None:
    """Typing goes to the member until the rahyar leaves; every screen says so."""
    seen = await moshavereh.view(chat.member, chat.subject)
    if not (seen.mine and seen.case.state is CaseState.TAKEN):
        await chat.stop("not_sent")
    for n in range(1, REPLIES + 1):
        said = await chat.ask("message", message(), n=n, number=seen.case.number)
        media = f"{said.media.kind}|{said.media.ref}" if said.media else ""
        try:
            await moshavereh.reply(chat.member, seen.case.id, said.text, media)
        except Refusal:
            await chat.stop("not_sent")
        await chat.say("sent", n=n)
    await chat.start("moshavereh.answer", chat.subject)


@flow("moshavereh.desk", offers=Role.RAHYAR_ONLINE, family="desk")
async def desk(chat: Chat, moshavereh: MoshaverehService) -> None:
    """The cases that wait, and my own: take one, answer it, give it back or close it."""
    cases = {int(c.id): c for c in await moshavereh.at_desk(chat.member)}
    chosen = await chat.choose("which", [_case_option(c) for c in cases.values()])
    if cases[chosen].state is CaseState.WAITING:
        await moshavereh.take(chat.member, chosen)
        await chat.start("moshavereh.answer", chosen)
    deed = await chat.choose("deed", [Option("answer", "answer.title"), Option("give_back", "case.give_back"), Option("close", "case.close")])
    if deed == "answer":
        await chat.start("moshavereh.answer", chosen)
    elif deed == "give_back":
        await moshavereh.give_back(chat.member, chosen)
        await chat.say("given_back", number=cases[chosen].number)
    else:
        await moshavereh.close(chat.member, chosen)
        await chat.say("closed", number=cases[chosen].number)


def _case_option(case: Case) -> Option[int]:
    return Option(int(case.id), f"option_{case.state.value}", {"number": case.number, "opened": case.opened})


@hears(CaseOpened)
async def show_to_rahyars(event: CaseOpened, post: Post) -> None:
    """A case that waits is shown to every online rahyar, and an alarm is set."""
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
    """Every copy shows who has it; the member's screen says whether a person is there."""
    await post.refresh("moshavereh.case", event.case)
    await post.show(event.talk)


@hears(CaseClosed)
async def give_back_to_bot(event: CaseClosed, post: Post) -> None:
    """The dialog goes on where it stood; whoever did not end it is told."""
    await post.refresh("moshavereh.case", event.case)
    await post.off("moshavereh.alarm", event.case)
    if event.by_member:
        if event.rahyar is not None:
            await post.tell(event.rahyar, "moshavereh.member_left", number=event.number)
        return
    if event.member is not None:
        await post.tell(event.member, "moshavereh.closed")
    else:
        await post.tell_person(event.person, "moshavereh.closed")
    await post.show(event.talk)


@hears(MemberWrote)
async def pass_to_rahyar(event: MemberWrote, post: Post, moshavereh: MoshaverehService) -> None:
    """The words of a member reach the rahyar who has the case; while nobody has, they wait on the card."""
    if event.rahyar is None:
        await post.refresh("moshavereh.case", event.case)
        return
    name = await moshavereh.name_of(SYSTEM, event.member) if event.member is not None else ""
    go_on = ("moshavereh.answer", event.case)
    if name:
        await post.tell(event.rahyar, "moshavereh.member_wrote", media=event.media, start=go_on, name=name, number=event.number, words=event.words)
    else:
        await post.tell(event.rahyar, "moshavereh.newcomer_wrote", media=event.media, start=go_on, number=event.number, words=event.words)


@hears(MemberShut)
async def tell_that_nobody_reads(event: MemberShut, post: Post) -> None:
    """A rahyar should not write to a shut door."""
    if event.rahyar is not None:
        await post.tell(event.rahyar, "moshavereh.member_shut", number=event.number)


@hears(RahyarWrote)
async def pass_to_member(event: RahyarWrote, post: Post, moshavereh: MoshaverehService) -> None:
    """The words of a rahyar, with name and role: members always know that a person speaks. They go to the messenger used last."""
    name = await moshavereh.name_of(SYSTEM, event.rahyar)
    if event.member is not None:
        await post.tell(event.member, "moshavereh.rahyar_wrote", media=event.media, name=name, words=event.words)
    else:
        await post.tell_person(event.person, "moshavereh.rahyar_wrote", media=event.media, name=name, words=event.words)


@hears(MemberErased)
async def nobody_waits_any_more(event: MemberErased, post: Post, moshavereh: MoshaverehService) -> None:
    """A rahyar does not write to somebody who is forgotten."""
    await moshavereh.forget(SYSTEM, event.member)


@hears(RoleRevoked)
async def free_the_cases(event: RoleRevoked, post: Post, moshavereh: MoshaverehService) -> None:
    """Whoever spoke with somebody who is no rahyar any more waits for another."""
    if event.role is Role.RAHYAR_ONLINE:
        await moshavereh.give_back_all(SYSTEM, event.member)
