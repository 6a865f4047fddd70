"""شنیدن - who is told of requests and supports, and what the clock does.   Events: domain/hami/events.py"""

from __future__ import annotations

from domain.hami import HamiService, events
from domain.hami.model import AskId, AskState, SupportId, SupportState
from domain.kernel.people import SYSTEM
from domain.membership.events import MemberErased
from handlers.hami.asking import ask_fields
from handlers.hami.giving import support_fields
from handlers.kit import Post, TimeUp, at_time, hears

ASK_OVER, REMIND, SUPPORT_OVER = "hami.ask_over", "hami.remind", "hami.support_over"
REMINDERS = "reminders"
OVER = (SupportState.CANCELLED, SupportState.EXPIRED, SupportState.USED, SupportState.RELEASED)


@hears(events.HelpAsked)
async def help_is_asked(event: events.HelpAsked, post: Post) -> None:
    for member in event.hamis:
        await post.card("hami.asked", int(event.ask), member)
    await post.at(event.until, ASK_OVER, int(event.ask))


@hears(events.AskMoved)
async def a_request_moved(event: events.AskMoved, post: Post, hami: HamiService) -> None:
    await post.refresh("hami.asked", int(event.ask))
    if event.state is not AskState.OPEN:
        await post.off(ASK_OVER, int(event.ask))
    seen = await hami.ask_now(SYSTEM, event.ask)
    if seen is None or event.state is AskState.WITHDRAWN:
        return
    told, start = ask_fields(seen), ("hami.my_ask", int(event.ask))
    if event.state is AskState.EXPIRED:
        await post.tell(event.member, "hami.notice.ask_expired", start=start, **told)
    elif event.by is not None and not seen.amount and event.state is AskState.COVERED:
        code, name = await hami.code_and_name(SYSTEM, event.by)
        await post.tell(event.member, "hami.notice.a_hand", **(told | {"name": name, "code": code}))
        asker_code, asker = await hami.code_and_name(SYSTEM, event.member)
        await post.tell(event.by, "hami.notice.you_help", name=asker, code=asker_code)
    elif event.declined:
        await post.tell(event.member, "hami.notice.declined", start=start, **told)


@at_time(ASK_OVER)
async def its_time_is_up(up: TimeUp, post: Post, hami: HamiService) -> None:
    await hami.expire_ask(SYSTEM, AskId(int(up.subject)))


@hears(events.SupportGiven)
async def support_is_given(event: events.SupportGiven, post: Post, hami: HamiService) -> None:
    await post.at(event.remind, REMIND, int(event.support))
    await post.at(event.until, SUPPORT_OVER, int(event.support))
    seen = await hami.support_for(SYSTEM, event.support, event.member)
    if seen is not None:
        await post.tell(event.member, "hami.notice.given", start=("hami.support", int(event.support)), **support_fields(seen))


@hears(events.SupportMoved)
async def a_support_moved(event: events.SupportMoved, post: Post, hami: HamiService) -> None:
    if event.state not in OVER:
        again = await hami.support_for(SYSTEM, event.support, event.member)  # it may be used again, and its day is still to come
        if again is not None:
            await post.at(again.until, SUPPORT_OVER, int(event.support))
        return
    for clock in (REMIND, SUPPORT_OVER):
        await post.off(clock, int(event.support))
    if event.state is SupportState.RELEASED:
        seen = await hami.support_for(SYSTEM, event.support, event.hami)
        if seen is not None:
            await post.tell(event.hami, "hami.notice.released", **support_fields(seen))
        return
    for who in (event.hami, event.member):
        seen = await hami.support_for(SYSTEM, event.support, who)
        knows = event.state is SupportState.USED or (event.state is SupportState.CANCELLED and who == event.hami)
        if seen is not None and not knows:
            await post.tell(who, f"hami.notice.{event.state.value}_{'back' if seen.mine else 'gone'}", **support_fields(seen))


@at_time(REMIND)
async def soon_it_goes_back(up: TimeUp, post: Post, hami: HamiService) -> None:
    both = await hami.two_of(SYSTEM, SupportId(int(up.subject)))
    if both is not None:
        seen = await hami.support_for(SYSTEM, SupportId(int(up.subject)), both[1])
        if seen is not None:
            await post.tell(both[1], "hami.notice.use_it_soon", category=REMINDERS, **support_fields(seen))


@at_time(SUPPORT_OVER)
async def what_is_unused_goes_back(up: TimeUp, post: Post, hami: HamiService) -> None:
    await hami.expire_support(SYSTEM, SupportId(int(up.subject)))


@hears(events.SupportThanked)
async def somebody_is_thanked(event: events.SupportThanked, post: Post, hami: HamiService) -> None:
    seen = await hami.support_for(SYSTEM, event.support, event.hami)
    if seen is not None:
        await post.tell(event.hami, "hami.notice.thanks", words=seen.thanks, name=seen.other)


@hears(events.AskQuestioned)
async def somebody_asks_or_replies(event: events.AskQuestioned, post: Post, hami: HamiService) -> None:
    _, name = await hami.code_and_name(SYSTEM, event.by)
    start = None if event.reply else ("hami.reply", int(event.ask))
    await post.tell(event.to, "hami.notice.reply" if event.reply else "hami.notice.question", start=start, words=event.words, name=name)


@hears(events.HamiErased)
async def a_hami_is_gone(event: events.HamiErased, post: Post) -> None:
    await post.tell(event.member, "hami.notice.hami_erased", buttons=("hami.ask",), number=event.number, left=event.left)


@hears(MemberErased)
async def somebody_is_forgotten(event: MemberErased, post: Post, hami: HamiService) -> None:
    await hami.forget(SYSTEM, event.member)
