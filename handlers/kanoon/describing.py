"""مشخصات کانون - what it tells of itself, what it asks applicants, and who belongs to it.   Rules: domain/kanoon/describing.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kanoon.policy import policy_on
from domain.kanoon.views import Mine
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import card_fields, person_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number, text


@flow("kanoon.details", offers=Role.RAHBAR)
async def details(chat: Chat, kanoon: KanoonService) -> None:
    """The rahbar changes goal, place or room of the kanoon."""
    home, limits = await _home(chat, kanoon), policy_on(chat.today)
    assert home.card is not None
    what = await chat.choose("what_to_change", [Option(w, f"change_{w}") for w in ("goal", "place", "capacity")], **card_fields(home.card))
    if what == "goal":
        goal = await chat.ask("new_goal", text(5, limits.goal))
        await chat.confirm("sure_to_change", title=home.card.title)
        await kanoon.change_goal(chat.member, goal)
    elif what == "place":
        place = await chat.ask("new_place", text(2, limits.place), optional=True)
        await chat.confirm("sure_to_change", title=home.card.title)
        await kanoon.change_place(chat.member, place or "")
    else:
        room = await chat.ask("new_capacity", number(*limits.capacity), optional=True, people=home.card.people)
        try:
            await kanoon.change_capacity(chat.member, room)
        except Refusal as no:
            await chat.again("new_capacity", no)
    await chat.say("changed", title=home.card.title)


@flow("kanoon.questions", offers=(Role.RAHBAR, Role.HAMYAR))
async def questions(chat: Chat, kanoon: KanoonService) -> None:
    """What every applicant is asked when they ask to join: up to three questions, or none."""
    home, limits, asked = await _home(chat, kanoon), policy_on(chat.today), list[str]()
    assert home.card is not None
    before = "\n".join(home.card.questions) or None
    if await chat.choose("what_to_ask", [Option("these", "ask_these"), Option("nothing", "ask_nothing")], before=before) == "these":
        for n in range(1, limits.admission + 1):
            question: str | None = await chat.ask("for_applicants", text(*limits.question), n=n, optional=n > 1)
            if question is None:
                break
            asked.append(question)
    await chat.confirm("sure_of_questions", title=home.card.title)
    await kanoon.ask_applicants(chat.member, asked)
    await chat.say("questions_kept" if asked else "nothing_asked_now", title=home.card.title)


@flow("kanoon.people", offers=Role.MEMBER)
async def people(chat: Chat, kanoon: KanoonService) -> None:
    """Who belongs to my kanoon; those who lead see what each can do and needs, and go on from there."""
    home, persons = await _home(chat, kanoon), await kanoon.neighbours(chat.member)
    assert home.card is not None
    picked = await chat.choose("which_person", person_options(persons), search=True, title=home.card.title, count=len(persons) + 1)
    if not (home.is_rahbar or home.is_hamyar):
        await chat.stop("neighbour", name=next((p.name for p in persons if p.id == picked), None), title=home.card.title)
    seen = await kanoon.person_in(chat.member, picked)
    deeds = ["point", *(["remove_member"] if home.is_rahbar and seen.role is Role.MEMBER else [])]
    fields: dict[str, Any] = {"name": seen.name, "since": seen.since, "role": seen.role, "skills": seen.skills or None, "needs": seen.needs or None}
    deed = await chat.choose("person", [Option(d, f"kanoon.{d}.title") for d in deeds], **fields)
    await chat.start(f"kanoon.{deed}", int(seen.id))


async def _home(chat: Chat, kanoon: KanoonService) -> Mine:
    """What I belong to. Raises Refusal(`kanoon.no_kanoon`)."""
    home = await kanoon.mine(chat.member)
    if home.card is None:
        raise Refusal("kanoon.no_kanoon")
    return home
