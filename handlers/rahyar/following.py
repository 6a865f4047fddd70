"""پیگیری‌ها - set a follow-up, see what is due, put it off, say what came of it (people:R12).   Rules: domain/rahyar/following.py"""

from __future__ import annotations

from datetime import date
from typing import Any

from domain.kernel.people import RAHYARS
from domain.kernel.refusal import Refusal
from domain.rahyar import RahyarService
from domain.rahyar.model import FollowUpId, FollowUpKind
from domain.rahyar.policy import policy_on
from domain.rahyar.views import FollowUpView
from handlers.kit import Chat, Option, Reader, flow
from handlers.kit.readers import jalali_day, text
from handlers.rahyar.showing import value_options


@flow("rahyar.follow_ups", offers=RAHYARS, family="desk", order=22, drafts=False)
async def follow_ups(chat: Chat, rahyar: RahyarService) -> None:
    """What I have promised, the longest overdue first."""
    found = await rahyar.my_work(chat.member)
    options = [Option(int(f.id), "late_line" if f.overdue else "line", _brief(f)) for f in found]
    picked = await chat.choose("which", options, search=True, late=sum(f.overdue for f in found))
    await chat.start("rahyar.one_follow_up", picked)


def _brief(f: FollowUpView) -> dict[str, Any]:
    return {"name": f.name or None, "topic": f.topic or None, "due": f.due}


@flow("rahyar.follow_up", offers=RAHYARS)
async def follow_up(chat: Chat, rahyar: RahyarService) -> None:
    """Promise something for a member or a group; the subject says whom it is about."""
    if not isinstance(chat.subject, str):
        raise Refusal("rahyar.not_yours")
    await rahyar.follow_ups_of(chat.member, chat.subject)
    limits = policy_on(chat.today)
    kind = await chat.choose("kind", value_options(FollowUpKind, "follow_up_kind"), columns=2)
    topic = await chat.ask("topic", text(*limits.topic))
    due = await chat.ask("due", _day(chat))
    remark = await chat.ask("remark", text(1, limits.remark), optional=True)
    await chat.confirm("sure")
    number = await rahyar.follow_up(chat.member, chat.subject, kind, topic, due, remark or "")
    await chat.say("promised", number=number, due=due)


@flow("rahyar.one_follow_up", offers=RAHYARS, drafts=False)
async def one_follow_up(chat: Chat, rahyar: RahyarService) -> None:
    """One of mine: done, another day, or not needed any more; the subject is its number."""
    if not isinstance(chat.subject, int):
        raise Refusal("rahyar.no_such_follow_up")
    seen = await rahyar.find_follow_up(chat.member, FollowUpId(chat.subject))
    fields: dict[str, Any] = {**_brief(seen), "number": seen.number, "kind": seen.kind, "remark": seen.remark or None}
    deed = await chat.choose("deed", [Option(d, f"deed_{d}") for d in ("done", "later", "drop", "member") if d != "member" or seen.about.startswith("member:")], **fields)
    if deed == "member":
        await chat.start("rahyar.member", int(seen.about.partition(":")[2]))
    if deed == "later":
        due = await chat.ask("due", _day(chat))
        await rahyar.postpone(chat.member, seen.id, due)
        await chat.stop("put_off", due=due)
    result = await chat.ask("result", text(*policy_on(chat.today).result))
    number = await rahyar.conclude(chat.member, seen.id, result, done=deed == "done")
    await chat.say("concluded", number=number)


def _day(chat: Chat) -> Reader[date]:
    return jalali_day(not_before=chat.today, not_after=chat.today + policy_on(chat.today).ahead)
