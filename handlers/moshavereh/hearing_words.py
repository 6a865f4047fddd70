"""شنیدن سخن‌ها - how words, edits and files pass both ways.   Events: domain/moshavereh/events.py   Notes pass only between rahyars: hearing_desk.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM
from domain.moshavereh.desk_events import MemberPaused
from domain.moshavereh.events import LineEdited, MemberShut, MemberWrote, RahyarWrote, ReplyEdited, ReplyTakenBack
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post, hears


@hears(MemberWrote)
async def pass_to_rahyar(event: MemberWrote, post: Post, moshavereh: MoshaverehService) -> None:
    """The words of a member reach the rahyar who has the case, and whoever listens; while nobody has it, they wait on the card (hearing_queue.py)."""
    if event.rahyar is None:
        return
    if (look := await moshavereh.waits_since(SYSTEM, event.case)) is not None:
        await post.at(look + answering_on(post.now.date()).alarm, "moshavereh.late", event.case)
    name = await moshavereh.name_of(SYSTEM, event.member) if event.member is not None else ""
    go_on = ("moshavereh.answer", event.case)
    for reader in (event.rahyar, *await moshavereh.listeners(SYSTEM, event.case)):
        start = go_on if reader == event.rahyar else None
        if name:
            await post.tell(reader, "moshavereh.member_wrote", media=event.media, start=start, name=name, number=event.number, words=event.words)
        else:
            await post.tell(reader, "moshavereh.newcomer_wrote", media=event.media, start=start, number=event.number, words=event.words)


@hears(LineEdited)
async def show_the_edit(event: LineEdited, post: Post) -> None:
    """Both what it was and what it is."""
    if event.rahyar is not None:
        await post.tell(event.rahyar, "moshavereh.member_edited", number=event.number, before=event.before, words=event.words)


@hears(MemberShut)
async def tell_that_nobody_reads(event: MemberShut, post: Post) -> None:
    """A rahyar should not write to a shut door."""
    if event.rahyar is not None:
        await post.tell(event.rahyar, "moshavereh.member_shut", number=event.number)


@hears(MemberPaused)
async def ask_to_slow_down(event: MemberPaused, post: Post) -> None:
    """What they wrote so far has arrived."""
    if event.member is not None:
        await post.tell(event.member, "moshavereh.paused", until=event.until)
    else:
        await post.tell_person(event.person, "moshavereh.paused", until=event.until)


@hears(RahyarWrote)
async def pass_to_member(event: RahyarWrote, post: Post, moshavereh: MoshaverehService) -> None:
    """The words of a rahyar, with name and role: members always know that a person speaks. They go to the messenger used last."""
    name = await moshavereh.name_of(SYSTEM, event.rahyar)
    kind, _, ref = event.media.partition("|")
    key, words, media = ("moshavereh.rahyar_placed", ref, "") if kind == "place" else ("moshavereh.rahyar_wrote", event.words, event.media)
    if event.member is not None:
        row = await post.tell(event.member, key, media=media, name=name, words=words)
    else:
        row = await post.tell_person(event.person, key, media=media, name=name, words=words)
    await moshavereh.left_as(SYSTEM, event.case, event.line, row)
    case = await moshavereh.case(SYSTEM, event.case)
    for reader in await moshavereh.listeners(SYSTEM, event.case):
        await post.tell(reader, "moshavereh.heard_rahyar", media=media, name=name, number=case.number if case else "", words=words)


@hears(ReplyEdited)
async def change_what_was_sent(event: ReplyEdited, post: Post, moshavereh: MoshaverehService) -> None:
    """The message itself changes, where its platform can; else the new words are sent."""
    name = await moshavereh.name_of(SYSTEM, event.rahyar)
    if event.sent_as:
        await post.retell(event.sent_as, "moshavereh.rahyar_wrote", name=name, words=event.words)


@hears(ReplyTakenBack)
async def delete_what_was_sent(event: ReplyTakenBack, post: Post) -> None:
    """It vanishes from the member's chat, where its platform can."""
    if event.sent_as:
        await post.untell(event.sent_as)
