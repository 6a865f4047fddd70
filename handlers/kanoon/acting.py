"""فعالیت‌ها - planning, proposing, coming, photos, who came.   Rules: domain/kanoon/acting.py   Card: cards.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.acting import Plan
from domain.kanoon.groups import ActivityId, ActivityKind
from domain.kanoon.policy import policy_on
from domain.kanoon.views import ActivityView
from domain.kernel.people import Role
from domain.kernel.persian.amounts import amount_in_digits
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import person_options, value_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import jalali_day, photo, rials, text

DEEDS = ("attend", "stay_away", "approve", "decline", "begin", "finish", "mark", "photo", "photos", "cancel")


@flow("kanoon.plan", offers=Role.MEMBER)
async def plan(chat: Chat, kanoon: KanoonService) -> None:
    """Plan an activity as rahbar or hamyar; propose one as any member (kanoon:K14)."""
    limits = policy_on(chat.today)
    kind = await chat.choose("activity_kind", value_options(ActivityKind, "activity_kind"), columns=2)
    title = await chat.ask("activity_title", text(*limits.title))
    day = await chat.ask("activity_day", jalali_day(not_before=chat.today))
    place = await chat.ask("activity_place", text(2, limits.place), optional=True)
    budget = await chat.ask("activity_budget", rials(), optional=True)
    await chat.confirm("sure_of_plan", title=title, day=day)
    made = await kanoon.plan_activity(chat.member, Plan(kind, title, day, place or "", budget))
    await chat.say(f"activity_{made.state.value}", number=made.number, title=made.title, day=made.day)


@flow("kanoon.activities", offers=Role.MEMBER)
async def activities(chat: Chat, kanoon: KanoonService) -> None:
    """The activities of my kanoon: choose one, and do what I may; the subject is one of them."""
    picked = chat.subject
    if picked is None:
        lines = await kanoon.activities(chat.member)
        options = [Option(int(a.id), f"activity_option_{a.state.value}", {"title": a.title, "day": a.day}) for a in lines]
        picked = await chat.choose("which_activity", options, search=True)
    seen = await _seen(chat, kanoon, ActivityId(picked))
    if not seen.may:
        await chat.stop("activity", **_fields(seen))
    deed = await chat.choose("activity", [Option(d, f"activity_{d}") for d in DEEDS if d in seen.may], **_fields(seen))
    if deed in ("attend", "stay_away"):
        await kanoon.attend(chat.member, seen.id, deed == "attend")
        await chat.say("attendance_kept" if deed == "attend" else "absence_kept", title=seen.title, day=seen.day)
    elif deed == "photos":
        await chat.say("photos_come", title=seen.title, count=await kanoon.see_photos(chat.member, seen.id))
    elif deed in ("begin", "finish", "approve"):
        await {"begin": kanoon.begin_activity, "finish": kanoon.finish_activity, "approve": kanoon.approve_activity}[deed](chat.member, seen.id)
        await chat.say(f"activity_did_{deed}", title=seen.title)
    else:
        await chat.start(f"kanoon.activity_{deed}", int(seen.id))


@flow("kanoon.activity_photo", offers=(Role.RAHBAR, Role.HAMYAR))
async def activity_photo(chat: Chat, kanoon: KanoonService) -> None:
    """Photos of an activity, one after the other, at most four; the subject is the activity."""
    seen = await _seen(chat, kanoon, ActivityId(chat.subject), "photo")
    media = await chat.ask("picture", photo(), title=seen.title)
    count = await kanoon.add_photo(chat.member, seen.id, media.ref)
    await chat.say("picture_kept", title=seen.title, count=count)


@flow("kanoon.activity_mark", offers=(Role.RAHBAR, Role.HAMYAR))
async def activity_mark(chat: Chat, kanoon: KanoonService) -> None:
    """Who came, of those who said they would; the subject is the activity."""
    seen = await _seen(chat, kanoon, ActivityId(chat.subject), "mark")
    came = await chat.choose_many("who_came", person_options(await kanoon.announced(chat.member, seen.id)), title=seen.title)
    count = await kanoon.mark_present(chat.member, seen.id, came)
    await chat.say("marked", title=seen.title, count=count)


@flow("kanoon.activity_decline", offers=(Role.RAHBAR, Role.HAMYAR))
async def activity_decline(chat: Chat, kanoon: KanoonService) -> None:
    """A proposal is not taken up, with a reason; the subject is the activity."""
    seen = await _seen(chat, kanoon, ActivityId(chat.subject), "decline")
    reason = await chat.ask("reason_to_proposer", text(*policy_on(chat.today).reason), title=seen.title, name=seen.by)
    await kanoon.decline_activity(chat.member, seen.id, reason)
    await chat.say("proposal_declined", title=seen.title)


@flow("kanoon.activity_cancel", offers=Role.MEMBER)
async def activity_cancel(chat: Chat, kanoon: KanoonService) -> None:
    """An activity is called off, or a proposal taken back; the subject is the activity."""
    seen = await _seen(chat, kanoon, ActivityId(chat.subject), "cancel")
    reason = await chat.ask("reason_to_call_off", text(2, policy_on(chat.today).reason[1]), optional=True, title=seen.title)
    await chat.confirm("sure_to_call_off", title=seen.title)
    await kanoon.cancel_activity(chat.member, seen.id, reason or "")
    await chat.say("called_off", title=seen.title)


async def _seen(chat: Chat, kanoon: KanoonService, activity: ActivityId, deed: str = "") -> ActivityView:
    """Raises Refusal(`kanoon.activity_not_found`), Refusal(`kanoon.activity_moved_on`)."""
    seen = await kanoon.find_activity(chat.member, activity)
    if seen is None:
        raise Refusal("kanoon.activity_not_found")
    if deed and deed not in seen.may:
        raise Refusal("kanoon.activity_moved_on")
    return seen


def _fields(seen: ActivityView) -> dict[str, Any]:
    return {
        "title": seen.title, "number": seen.number, "kind": seen.kind, "day": seen.day, "place": seen.place or None, "by": seen.by,
        "state": seen.state, "budget": None if seen.budget is None else amount_in_digits(seen.budget), "coming": seen.coming, "came": seen.came,
    }  # fmt: skip
