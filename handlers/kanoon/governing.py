"""میز دبیر برای کانون‌ها - a rahyar for each, a successor for who is missing, suspending, restoring, closing.   Rules: domain/kanoon/governing.py roles.py"""

from __future__ import annotations

from domain.kanoon import KanoonService
from domain.kanoon.model import KanoonId, KanoonState
from domain.kanoon.policy import policy_on
from domain.kanoon.views import KanoonCard
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import card_fields, kanoon_options, person_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text


@flow("kanoon.assign_rahyar", offers=(Role.DABIR, Role.DASTYAR), family="desk", order=60)
async def assign_rahyar(chat: Chat, kanoon: KanoonService) -> None:
    """The one rahyar of a kanoon (kanoon:K5)."""
    seen = await _reached(chat, kanoon)
    people = await kanoon.rahyars_to_assign(chat.member)
    picked = await chat.choose("rahyar", person_options(people), search=True, before=seen.rahyar or None, **card_fields(seen))
    name = next(p.name for p in people if p.id == picked)
    await chat.confirm("sure_of_rahyar", name=name, title=seen.title)
    await kanoon.assign_rahyar(chat.member, seen.id, picked)
    await chat.say("rahyar_assigned", name=name, title=seen.title)


@flow("kanoon.find_successor", offers=Role.DABIR, family="desk", order=62)
async def find_successor(chat: Chat, kanoon: KanoonService) -> None:
    """The dabir's way when a rahbar or hamyar is missing or dead (decision 25)."""
    seen = await _reached(chat, kanoon)
    role = await chat.choose("missing_role", [Option("rahbar", "role_rahbar"), Option("hamyar", "role_hamyar")], **card_fields(seen))
    hamyars = await kanoon.hamyars_of(chat.member, seen.id)
    gone = None
    if role == "hamyar" and hamyars:
        gone = await chat.choose("missing_hamyar", person_options(hamyars))
    people = await kanoon.people_of(chat.member, seen.id)
    picked = await chat.choose("successor_by_dabir", person_options([p for p in people if p.id != gone]), search=True)
    name = next(p.name for p in people if p.id == picked)
    reason = await chat.ask("reason_of_dabir", text(*policy_on(chat.today).reason))
    await chat.confirm("sure_of_successor", name=name, title=seen.title)
    if role == "rahbar":
        made = await kanoon.propose_rahbar(chat.member, seen.id, picked, reason)
    else:
        made = await kanoon.propose_hamyar(chat.member, seen.id, picked, instead_of=gone, reason=reason)
    await chat.say("offered", name=made.name, number=made.number, expires=made.expires)


@flow("kanoon.suspend", offers=Role.DABIR, family="desk", order=64)
async def suspend(chat: Chat, kanoon: KanoonService) -> None:
    """Suspend a kanoon, or restore one (kanoon:K6)."""
    seen = await _reached(chat, kanoon)
    if seen.state is KanoonState.SUSPENDED:
        await chat.confirm("sure_to_restore", title=seen.title, reason=seen.reason or None)
        await kanoon.restore(chat.member, seen.id)
        await chat.say("restored", title=seen.title)
        return
    reason = await chat.ask("reason_to_suspend", text(*policy_on(chat.today).reason), title=seen.title)
    await chat.confirm("sure_to_suspend", title=seen.title)
    await kanoon.suspend(chat.member, seen.id, reason)
    await chat.say("suspended", title=seen.title)


@flow("kanoon.close", offers=Role.RAHBAR)
async def close(chat: Chat, kanoon: KanoonService) -> None:
    """The rahbar closes a kanoon that nobody else belongs to (kanoon:K6)."""
    home = (await kanoon.mine(chat.member)).card
    if home is None:
        raise Refusal("kanoon.no_kanoon")
    await _close(chat, kanoon, home)


@flow("kanoon.close_by_dabir", offers=Role.DABIR, family="desk", order=66)
async def close_by_dabir(chat: Chat, kanoon: KanoonService) -> None:
    """The dabir closes a kanoon (kanoon:K6)."""
    await _close(chat, kanoon, await _reached(chat, kanoon))


async def _close(chat: Chat, kanoon: KanoonService, seen: KanoonCard) -> None:
    reason = await chat.ask("reason_to_close", text(*policy_on(chat.today).reason), title=seen.title)
    await chat.confirm("sure_to_close", title=seen.title, people=seen.people)
    await kanoon.close(chat.member, seen.id, reason)
    await chat.say("closed", title=seen.title)


async def _reached(chat: Chat, kanoon: KanoonService) -> KanoonCard:
    """One of the kanoons that this dabir or assistant looks after; the subject of a notice, or chosen."""
    if chat.subject is not None:
        return await kanoon.card_of(chat.member, KanoonId(chat.subject))
    lines = await kanoon.kanoons_in_reach(chat.member)
    picked = await chat.choose("which_in_reach", kanoon_options(lines), search=True)
    return await kanoon.card_of(chat.member, KanoonId(picked))
