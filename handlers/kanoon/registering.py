"""ثبت کانون - the rahbar tells of the kanoon and names the hamyar.   Rules: domain/kanoon/registering.py   The hamyar's yes: the card in cards.py"""

from __future__ import annotations

from domain.kanoon import KanoonService
from domain.kanoon.model import Affinity, KanoonId, KanoonState, OfferId
from domain.kanoon.policy import policy_on
from domain.kanoon.registering import Form
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import value_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import mobile, national_id, number, text


@flow("kanoon.register", offers=Role.MEMBER, family="kanoon", order=40)
async def register(chat: Chat, kanoon: KanoonService) -> None:
    """From «we are a group» to a question to the declared hamyar; the code comes with the hamyar's yes."""
    if (open_one := await kanoon.unfinished(chat.member)) is not None:
        await chat.start("kanoon.finish_registration", int(open_one.id))
    await kanoon.check_may_register(chat.member)
    limits = policy_on(chat.today)
    title = await chat.ask("name_of_kanoon", text(*limits.title))
    affinity = await chat.choose("bond", value_options(Affinity, "affinity"), columns=2)
    goal = await chat.ask("goal", text(5, limits.goal))
    place = await chat.ask("place", text(2, limits.place), optional=True)
    capacity = await chat.ask("capacity", number(*limits.capacity), optional=True)
    identity = await chat.ask("hamyar_national_id", national_id())
    phone = await chat.ask("hamyar_mobile", mobile())
    await chat.confirm("sure_to_register", title=title)
    try:
        done = await kanoon.register(chat.member, Form(title, affinity, goal, place or "", capacity), identity, phone)
    except Refusal as no:
        if no.code in ("kanoon.hamyar_not_found", "kanoon.own_hamyar", "kanoon.hamyar_busy"):
            await chat.again("hamyar_national_id", no)
        raise
    await chat.say("registered", number=done.number, title=done.title, expires=done.expires)


@flow("kanoon.finish_registration", offers=Role.MEMBER)
async def finish_registration(chat: Chat, kanoon: KanoonService) -> None:
    """A registration that waits, or whose hamyar said no: name another, or give it up."""
    waiting = await kanoon.unfinished(chat.member)
    if waiting is None:
        await chat.stop("nothing_unfinished")
        return
    if waiting.state is KanoonState.AWAITING_HAMYAR:
        deeds = [Option("wait", "keep_waiting"), Option("drop", "drop_it")]
    else:
        deeds = [Option("another", "name_another"), Option("drop", "drop_it")]
    deed = await chat.choose("unfinished", deeds, title=waiting.title, state=waiting.state, reason=waiting.reason or None)
    if deed == "wait":
        await chat.stop("still_waiting", title=waiting.title)
    elif deed == "drop":
        await chat.confirm("sure_to_drop", title=waiting.title)
        await kanoon.drop_registration(chat.member, waiting.id)
        await chat.say("dropped", title=waiting.title)
    else:
        await _name_another(chat, kanoon, waiting.id)


async def _name_another(chat: Chat, kanoon: KanoonService, which: KanoonId) -> None:
    identity = await chat.ask("hamyar_national_id", national_id())
    phone = await chat.ask("hamyar_mobile", mobile())
    try:
        done = await kanoon.name_another_hamyar(chat.member, which, identity, phone)
    except Refusal as no:
        if no.code in ("kanoon.hamyar_not_found", "kanoon.own_hamyar", "kanoon.hamyar_busy"):
            await chat.again("hamyar_national_id", no)
        raise
    await chat.say("registered", number=done.number, title=done.title, expires=done.expires)


@flow("kanoon.refuse_role", offers=Role.MEMBER)
async def refuse_role(chat: Chat, kanoon: KanoonService) -> None:
    """Somebody does not take an offered role, with or without a word why; the subject is the offer."""
    seen = await kanoon.find_offer(chat.member, OfferId(chat.subject)) if chat.subject else None
    if seen is None or "refuse" not in seen.may:
        raise Refusal("kanoon.offer_moved_on")
    reason = await chat.ask("reason_to_refuse", text(2, policy_on(chat.today).reason[1]), optional=True, title=seen.kanoon)
    await chat.confirm("sure_to_refuse", title=seen.kanoon)
    await kanoon.refuse_offer(chat.member, seen.id, reason or "")
    await chat.say("refused", title=seen.kanoon)
