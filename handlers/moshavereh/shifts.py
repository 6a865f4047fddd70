"""نوبت رهیار - coming, a break, going home; skills and capacity; one's own numbers.   Rules: domain/moshavereh/shifts.py   Presence card: cards.py"""

from __future__ import annotations

from datetime import timedelta
from decimal import Decimal

from domain.kernel.people import RAHYARS
from domain.kernel.persian.dates import day_begins
from domain.moshavereh.duty_model import DUTY_MOVES, Duty, DutyState
from domain.moshavereh.policy import answering_on
from domain.moshavereh.service import MoshaverehService
from domain.moshavereh.views import Figures
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number
from handlers.moshavereh.choosing import TOPICS, topic_key

SPANS = {"today": 0, "week": 7, "month": 30}
"""Days back from this morning."""


@flow("moshavereh.shift", offers=RAHYARS, family="desk", order=20, drafts=False, command=True)
async def shift(chat: Chat, moshavereh: MoshaverehService) -> None:
    """How my shift stands, and what may follow."""
    duty = await moshavereh.my_duty(chat.member)
    state = duty.state if duty is not None else DutyState.OFF
    deeds = [to.value for to in DutyState if to in DUTY_MOVES[state] and to is not DutyState.AWAY]
    more = [] if state is DutyState.OFF else ["skills", "capacity"]
    deed = await chat.choose("how_now", [Option(d, f"shift.{d}") for d in (*deeds, *more)], state=f"moshavereh.duty.{state.value}")
    if deed in ("skills", "capacity"):
        await _change(chat, moshavereh, duty, deed)
    elif deed == "online" and state in (DutyState.OFF, DutyState.AWAY):
        await moshavereh.come_on_duty(chat.member, duty.skills if duty else (), duty.capacity if duty else 0)
        await chat.stop("welcome")
    elif deed == "off":
        went_back = await moshavereh.go_off_duty(chat.member)
        await chat.stop("went_home" if went_back else "went_home_clear", n=went_back)
    else:
        verb = {"online": moshavereh.be_online, "busy": moshavereh.be_busy, "break": moshavereh.take_break}[deed]
        await verb(chat.member)
        await chat.stop(f"is_{deed}")


async def _change(chat: Chat, moshavereh: MoshaverehService, duty: Duty | None, what: str) -> None:
    """Skills and capacity, while the shift goes on."""
    skills, capacity = (duty.skills, duty.capacity) if duty is not None else ((), 0)
    if what == "skills":
        known = await chat.choose_many("which_skills", [Option(t, topic_key(t)) for t in TOPICS])
        skills = () if set(known) == set(TOPICS) else tuple(known)
    else:
        capacity = await chat.ask("how_many", number(1, answering_on(chat.today).most))
    await moshavereh.come_on_duty(chat.member, skills, capacity)
    await chat.stop("arranged", capacity=capacity, skills=[topic_key(s) for s in skills] or None)


@flow("moshavereh.numbers", offers=RAHYARS, family="desk", order=60, drafts=False, command=True)
async def numbers(chat: Chat, moshavereh: MoshaverehService) -> None:
    """My own: how many, how quick, how good."""
    span = await chat.choose("which_span", [Option(s, f"span.{s}") for s in SPANS], columns=3)
    morning = day_begins(chat.today) - timedelta(days=SPANS[span])
    mine = figures(await moshavereh.my_figures(chat.member, morning))
    await chat.write("figures", **mine)
    if mine["score"] is not None:
        await chat.write("satisfaction", **mine)
    await chat.say("my_numbers", span=f"moshavereh.span.{span}")


def figures(f: Figures) -> dict[str, object]:
    """As the texts name them; what was not measured is told as nothing."""
    score = None if f.score_tenths is None else Decimal(f.score_tenths) / 10
    return {
        "cases": f.cases, "closed": f.closed, "abandoned": f.abandoned, "first": f.first_median, "tenth": f.first_tenth, "next": f.next_median,
        "resolution": f.resolution_median, "in_time": f.in_time, "ratings": f.ratings, "score": score,
    }  # fmt: skip
