"""شنیدن میز - what rahyars and supervisors are told, and the clocks of shifts and calls.   Events: domain/moshavereh/desk_events.py   Clocks: waking.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, MemberId
from domain.moshavereh.desk_events import (
    AlarmRaised,
    AnswerProposed,
    CallEnded,
    CallPromised,
    CaseLate,
    CaseRated,
    CaseTakenOver,
    DutyChanged,
    NoteWritten,
    PersonBlocked,
    PersonUnblocked,
    ProposalDecided,
    StillThereAsked,
)
from domain.moshavereh.duty_model import DutyState
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post, hears


@hears(DutyChanged)
async def watch_over_the_shift(event: DutyChanged, post: Post, moshavereh: MoshaverehService) -> None:
    """Whoever came gets what waits; whoever is there is looked for after a while."""
    await post.refresh("moshavereh.presence", event.rahyar)
    if event.look is None:
        await post.off("moshavereh.presence", event.rahyar)
    else:
        await post.at(event.look, "moshavereh.presence", event.rahyar, event.version)
    if event.state is DutyState.AWAY:
        await post.tell(event.rahyar, "moshavereh.is_away")
    if event.state is DutyState.ONLINE:
        await moshavereh.drain(SYSTEM)


@hears(StillThereAsked)
async def ask_whether_they_are_there(event: StillThereAsked, post: Post) -> None:
    await post.card("moshavereh.presence", event.rahyar, event.rahyar)


@hears(NoteWritten)
async def tell_colleagues(event: NoteWritten, post: Post, moshavereh: MoshaverehService) -> None:
    """A note goes to the rahyar of the case and to who is mentioned. Here is the only place that says a note, and it knows members by their hat only."""
    name = await moshavereh.name_of(SYSTEM, event.by)
    readers = dict.fromkeys([*([event.rahyar] if event.rahyar is not None else []), *event.mentioned])
    for reader in readers:
        if reader == event.by:
            continue
        if event.whisper:
            await post.tell(reader, "moshavereh.whispered", name=name, number=event.number, words=event.words)
        else:
            await post.tell(reader, "moshavereh.noted", start=("moshavereh.context", event.case), name=name, number=event.number, words=event.words)
    await post.refresh("moshavereh.case", event.case)


@hears(AnswerProposed)
async def show_to_mentor(event: AnswerProposed, post: Post, moshavereh: MoshaverehService) -> None:
    name = await moshavereh.name_of(SYSTEM, event.by)
    await post.tell(event.mentor, "moshavereh.proposed", start=("moshavereh.proposal", event.proposal), name=name, number=event.number, words=event.words)


@hears(ProposalDecided)
async def tell_the_trainee(event: ProposalDecided, post: Post) -> None:
    if event.sent:
        await post.tell(event.by, "moshavereh.proposal_sent", number=event.number)
    else:
        await post.tell(event.by, "moshavereh.proposal_declined", number=event.number, why=event.why)


@hears(AlarmRaised)
async def alarm_supervisors(event: AlarmRaised, post: Post, moshavereh: MoshaverehService) -> None:
    """At once, to everybody whose reach it is."""
    name = await moshavereh.name_of(SYSTEM, event.by)
    for watcher in await moshavereh.who_watches(SYSTEM, event.case):
        await post.tell(MemberId(watcher), f"moshavereh.alarm_{event.danger.value}", name=name, number=event.number, reason=event.reason)
        await post.card("moshavereh.case", event.case, MemberId(watcher))


@hears(CaseLate)
async def tell_that_somebody_waits(event: CaseLate, post: Post, moshavereh: MoshaverehService) -> None:
    """Once for one wait."""
    for watcher in await moshavereh.who_watches(SYSTEM, event.case):
        await post.tell(MemberId(watcher), "moshavereh.late", buttons=("moshavereh.watch",), number=event.number, since=event.since)


@hears(CaseTakenOver)
async def tell_who_had_it(event: CaseTakenOver, post: Post, moshavereh: MoshaverehService) -> None:
    await post.tell(event.rahyar, "moshavereh.taken_over", name=await moshavereh.name_of(SYSTEM, event.by), number=event.number, reason=event.reason)


@hears(CaseRated)
async def show_the_score(event: CaseRated, post: Post, moshavereh: MoshaverehService) -> None:
    """The question turns into thanks; a low score is looked at by somebody senior (people:R9)."""
    await post.refresh("moshavereh.rating", event.case)
    if event.low:
        for watcher in await moshavereh.who_watches(SYSTEM, event.case):
            await post.tell(MemberId(watcher), "moshavereh.rated_low", number=event.number, score=event.score)


@hears(PersonBlocked)
async def tell_why(event: PersonBlocked, post: Post) -> None:
    if event.member is not None:
        await post.tell(event.member, "moshavereh.is_blocked", reason=event.reason, until=event.until)
    else:
        await post.tell_person(event.person, "moshavereh.is_blocked", reason=event.reason, until=event.until)


@hears(PersonUnblocked)
async def tell_that_it_is_open(event: PersonUnblocked, post: Post) -> None:
    if event.member is not None:
        await post.tell(event.member, "moshavereh.is_unblocked")
    else:
        await post.tell_person(event.person, "moshavereh.is_unblocked")


@hears(CallPromised)
async def remember_the_call(event: CallPromised, post: Post) -> None:
    await post.at(event.due, "moshavereh.call", event.call, event.version)


@hears(CallEnded)
async def tell_about_the_call(event: CallEnded, post: Post) -> None:
    """Who was called knows it; who could not be reached is told that we tried."""
    await post.off("moshavereh.call", event.call)
    if not event.done and not event.cancelled and event.member is not None:
        await post.tell(event.member, "moshavereh.call_missed")
