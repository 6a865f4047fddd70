"""شنیدن - who is asked and told while a member is evaluated, and what the clock does.   Events: domain/merat/events.py"""

from __future__ import annotations

from domain.kernel.people import SYSTEM, Role
from domain.membership.events import MemberErased
from domain.merat import MeratService, events
from domain.merat.base import JUDGES
from domain.merat.model import CheckId, ImproverId, ImproverState
from handlers.kit import Post, TimeUp, at_time, hears
from handlers.merat.showing import result_fields

EVALUATE, REMIND, EXPIRE, IMPROVER = "merat.evaluate", "merat.remind", "merat.expire", "merat.improver_silent"
REMINDERS = "reminders"


@hears(events.WitnessesAsked)
async def people_are_asked(event: events.WitnessesAsked, post: Post, merat: MeratService) -> None:
    """Leaders of the kanoon get the question, poshtibans the income document."""
    for witness in event.witnesses:
        if await merat.is_about_payslip(SYSTEM, witness):
            asked = await post.wearers(Role.POSHTIBAN) or await post.wearers(Role.ADMIN)
        else:
            asked = await merat.leaders_to_ask(SYSTEM, witness)
        for member in asked:
            if member != event.member:
                await post.card("merat.witness", int(witness), member)


@hears(events.WitnessAnswered)
async def somebody_answered(event: events.WitnessAnswered, post: Post) -> None:
    await post.refresh("merat.witness", int(event.witness))


@hears(events.PayslipWanted)
async def the_document_comes(event: events.PayslipWanted, post: Post) -> None:
    await post.tell(event.by, "merat.notice.payslip", media=event.payslip, name=event.name, number=event.number, income=event.income)


@hears(events.CheckDue)
async def it_is_due(event: events.CheckDue, post: Post) -> None:
    await post.at(event.at, EVALUATE, int(event.check))


@at_time(EVALUATE)
async def evaluate(up: TimeUp, post: Post, merat: MeratService) -> None:
    await merat.evaluate(SYSTEM, CheckId(int(up.subject)))


@hears(events.CheckLate)
async def it_takes_longer(event: events.CheckLate, post: Post) -> None:
    await post.tell(event.member, "merat.notice.late")


@hears(events.ResultMade)
async def there_is_a_result(event: events.ResultMade, post: Post, merat: MeratService) -> None:
    await post.at(event.remind, REMIND, int(event.check))
    await post.at(event.expires, EXPIRE, int(event.check))
    seen = await merat.result_of(SYSTEM, event.check)
    if seen is not None:
        await post.tell(event.member, "merat.notice.result_again" if event.again else "merat.notice.result", buttons=("merat.mine",), **result_fields(seen))


@hears(events.CheckOver)
async def it_is_over(event: events.CheckOver, post: Post) -> None:
    for clock in (EVALUATE, REMIND, EXPIRE):
        await post.off(clock, int(event.check))
    await post.refresh("merat.disputed", int(event.check))
    if event.expired:
        await post.tell(event.member, "merat.notice.expired", buttons=("merat.ask",))


@at_time(REMIND)
async def soon_it_expires(up: TimeUp, post: Post, merat: MeratService) -> None:
    check = CheckId(int(up.subject))
    seen, member = await merat.result_of(SYSTEM, check), await merat.whose(SYSTEM, check)
    if seen is not None and member is not None:
        await post.tell(member, "merat.notice.soon_over", buttons=("merat.ask",), category=REMINDERS, **result_fields(seen))


@at_time(EXPIRE)
async def its_year_is_over(up: TimeUp, post: Post, merat: MeratService) -> None:
    await merat.expire(SYSTEM, CheckId(int(up.subject)))


@hears(events.ImproverAsked)
async def somebody_is_to_answer_for_another(event: events.ImproverAsked, post: Post) -> None:
    await post.card("merat.improving", int(event.improver), event.by)
    await post.at(event.until, IMPROVER, int(event.improver))


@hears(events.ImproverSettled)
async def it_is_settled(event: events.ImproverSettled, post: Post, merat: MeratService) -> None:
    await post.off(IMPROVER, int(event.improver))
    await post.refresh("merat.improving", int(event.improver))
    seen = await merat.improver_now(SYSTEM, event.improver, event.member)
    if seen is not None and seen.state in (ImproverState.AGREED, ImproverState.DECLINED, ImproverState.EXPIRED):
        await post.tell(event.member, f"merat.notice.improver_{seen.state.value}", name=seen.name)


@at_time(IMPROVER)
async def the_improver_is_silent(up: TimeUp, post: Post, merat: MeratService) -> None:
    await merat.improver_out_of_time(SYSTEM, ImproverId(int(up.subject)))


@hears(events.ResultDisputed)
async def a_result_is_disputed(event: events.ResultDisputed, post: Post) -> None:
    for judge in sorted({m for role in JUDGES for m in await post.wearers(role)} - {event.member}):
        await post.card("merat.disputed", int(event.check), judge)


@hears(events.DisputeDecided)
async def a_dispute_is_decided(event: events.DisputeDecided, post: Post, merat: MeratService) -> None:
    await post.refresh("merat.disputed", int(event.disputed))
    await post.tell(event.member, "merat.notice.stays" if event.stays else "merat.notice.corrected", buttons=("merat.mine",), ruling=event.ruling)


@hears(events.LookPermitted)
async def somebody_may_look(event: events.LookPermitted, post: Post, merat: MeratService) -> None:
    await post.tell(event.viewer, "merat.notice.may_look", buttons=("merat.look",), name=await merat.name_of(SYSTEM, event.member))


@hears(events.ResultLookedAt)
async def somebody_looked(event: events.ResultLookedAt, post: Post, merat: MeratService) -> None:
    await post.tell(event.member, "merat.notice.looked", name=await merat.name_of(SYSTEM, event.viewer))


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, merat: MeratService) -> None:
    await merat.forget(SYSTEM, event.member)
