"""شنیدن پرونده‌ها - who is told what of a case, and the clocks it sets.   Events: domain/moshavereh/events.py   Clocks: waking.py"""

from __future__ import annotations

from domain.kernel.people import RAHYARS, SYSTEM, MemberId
from domain.membership.events import MemberErased, RoleRevoked
from domain.moshavereh.base import DESK
from domain.moshavereh.events import CaseClosed, CaseMoved, CaseOpened, CaseReturned, CaseRung, CaseSnoozed, CaseWoken, RingEnded, TransferAsked, TransferEnded
from domain.moshavereh.model import CaseState
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from handlers.kit import Post, hears

FREES = (CaseState.WAITING, CaseState.ON_HOLD, CaseState.SNOOZED)
"""A rahyar has less in hand: somebody who waits may have the place."""
CLOCKS = ("moshavereh.alarm", "moshavereh.next", "moshavereh.ring", "moshavereh.transfer", "moshavereh.snooze", "moshavereh.late")


@hears(CaseOpened)
async def ring_or_show(event: CaseOpened, post: Post, moshavereh: MoshaverehService) -> None:
    """A case that waits rings at one rahyar; where nobody is free it is shown to whoever may take it. An alarm is set either way."""
    policy = answering_on(post.now.date())
    if await moshavereh.ring_next(SYSTEM, event.case) is None:
        await show_to_all(event.case, post, moshavereh)
        await post.at(post.now + policy.again, "moshavereh.next", event.case)
    await post.at(post.now + policy.alarm, "moshavereh.alarm", event.case)
    await post.at(post.now + policy.alarm, "moshavereh.late", event.case)


async def show_to_all(case: int, post: Post, moshavereh: MoshaverehService) -> None:
    """The card of a case, once more, to everybody who may take it now."""
    for rahyar in await moshavereh.who_may_take(SYSTEM, case):
        await post.card("moshavereh.case", case, rahyar)


@hears(CaseRung)
async def show_to_one(event: CaseRung, post: Post) -> None:
    """It rings for a minute."""
    await post.card("moshavereh.case", event.case, event.rahyar)
    await post.at(event.until, "moshavereh.ring", event.case, event.step)


@hears(RingEnded)
async def ring_at_next(event: RingEnded, post: Post, moshavereh: MoshaverehService) -> None:
    """Passed, or not answered: the next one, or everybody."""
    await post.off("moshavereh.ring", event.case)
    if event.missed:
        await post.tell(event.rahyar, "moshavereh.ring_missed", number=event.number)
    if event.offer_call and event.member is not None:
        await post.tell(event.member, "moshavereh.call_offered", buttons=("moshavereh.call_back",))
    if await moshavereh.ring_next(SYSTEM, event.case) is None:
        await show_to_all(event.case, post, moshavereh)
        await post.at(post.now + answering_on(post.now.date()).ring, "moshavereh.next", event.case)


@hears(CaseMoved)
async def keep_cards_true(event: CaseMoved, post: Post, moshavereh: MoshaverehService) -> None:
    """Every copy shows who has it; the member's screen says whether a person is there; a free place is filled."""
    await post.refresh("moshavereh.case", event.case)
    await post.show(event.talk)
    if event.state in FREES:
        await moshavereh.drain(SYSTEM)


@hears(CaseSnoozed)
async def set_the_alarm_clock(event: CaseSnoozed, post: Post) -> None:
    await post.at(event.until, "moshavereh.snooze", event.case, event.step)


@hears(CaseWoken)
async def wake_the_rahyar(event: CaseWoken, post: Post) -> None:
    """A snooze is over. When the member wrote, their words follow and say so themselves."""
    await post.off("moshavereh.snooze", event.case)
    if not event.by_member:
        await post.tell(event.rahyar, "moshavereh.woken", start=("moshavereh.answer", event.case), number=event.number)


@hears(CaseReturned)
async def say_that_another_comes(event: CaseReturned, post: Post) -> None:
    """Nobody waits without knowing for whom."""
    if event.member is not None:
        await post.tell(event.member, "moshavereh.returned", number=event.number)
    else:
        await post.tell_person(event.person, "moshavereh.returned", number=event.number)


@hears(TransferAsked)
async def offer_to_others(event: TransferAsked, post: Post, moshavereh: MoshaverehService) -> None:
    """Whoever may accept reads who asks and why."""
    name = await moshavereh.name_of(SYSTEM, event.by)
    for rahyar in event.to:
        await post.tell(rahyar, "moshavereh.transfer_asked", name=name, number=event.number, reason=event.reason)
        await post.card("moshavereh.case", event.case, rahyar)
    await post.at(event.until, "moshavereh.transfer", event.case, event.step)


@hears(TransferEnded)
async def tell_how_it_ended(event: TransferEnded, post: Post, moshavereh: MoshaverehService) -> None:
    """The sender is told, unless they called it back themselves; the member reads one line when somebody else is there."""
    await post.off("moshavereh.transfer", event.case)
    name = await moshavereh.name_of(SYSTEM, event.rahyar)
    if event.accepted:
        await post.tell(event.by, "moshavereh.transfer_accepted", name=name, number=event.number)
        case = await moshavereh.case(SYSTEM, event.case)
        if case is not None and case.member is not None:
            await post.tell(case.member, "moshavereh.transferred", name=name)
        elif case is not None:
            await post.tell_person(case.person, "moshavereh.transferred", name=name)
    else:
        why = "moshavereh.transfer_timed_out" if event.timed_out else "moshavereh.transfer_over"
        await post.tell(event.by, why, number=event.number)


@hears(CaseClosed)
async def give_back_to_bot(event: CaseClosed, post: Post, moshavereh: MoshaverehService) -> None:
    """The dialog goes on where it stood; whoever did not end it is told; the one who was answered is asked how it was."""
    await post.refresh("moshavereh.case", event.case)
    for clock in CLOCKS:
        await post.off(clock, event.case)
    if event.by_member and event.rahyar is not None:
        await post.tell(event.rahyar, "moshavereh.member_left", number=event.number)
    elif not event.by_member and event.rahyar is None:
        """They will be called back, and asked for it themselves."""
    elif not event.by_member and event.member is not None:
        await post.tell(event.member, "moshavereh.closed")
    elif not event.by_member:
        await post.tell_person(event.person, "moshavereh.closed")
    if event.may_rate and event.member is not None:
        await post.card("moshavereh.rating", event.case, event.member)
        await post.at(post.now + answering_on(post.now.date()).rating, "moshavereh.rating", event.case, event.step)
    if not event.by_member:
        await post.show(event.talk)
    await moshavereh.drain(SYSTEM)


@hears(MemberErased)
async def nobody_waits_any_more(event: MemberErased, post: Post, moshavereh: MoshaverehService) -> None:
    """A rahyar does not write to somebody who is forgotten."""
    await moshavereh.forget(SYSTEM, event.member)


@hears(RoleRevoked)
async def free_the_cases(event: RoleRevoked, post: Post, moshavereh: MoshaverehService) -> None:
    """Whoever spoke with somebody who is no rahyar of any kind any more, or has no other place at the desk, waits for another."""
    places = RAHYARS if event.role in RAHYARS else DESK
    if event.role in DESK and not any([event.member in await post.wearers(role) for role in places]):
        await moshavereh.give_back_all(SYSTEM, MemberId(event.member))
