"""راهبر و همیار - offering roles, handing over, releasing, standing in, removing a member.   Rules: domain/kanoon/roles.py standing_in.py"""

from __future__ import annotations

from datetime import timedelta

from domain.kanoon import KanoonService
from domain.kanoon.model import OfferId
from domain.kanoon.policy import policy_on
from domain.kanoon.views import KanoonCard, Person
from domain.kernel.people import MemberId, Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import person_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import jalali_day, text

BESIDE = "beside"


@flow("kanoon.replace_hamyar", offers=Role.RAHBAR)
async def replace_hamyar(chat: Chat, kanoon: KanoonService) -> None:
    """The rahbar offers a member to be hamyar: instead of one, or beside them."""
    home = await _home(chat, kanoon)
    hamyars = await kanoon.hamyars_of(chat.member, home.id)
    beside = Option(BESIDE, "beside_the_others")
    whom = await chat.choose("instead_of", [*[Option(str(h.id), "instead_of_one", {"name": h.name}) for h in hamyars], beside])
    people = [p for p in await kanoon.people_of(chat.member, home.id) if p.id not in {h.id for h in hamyars} and p.id != chat.member.member]
    picked = await chat.choose("new_hamyar", person_options(people), search=True)
    name = _name(people, picked)
    await chat.confirm("sure_to_offer_hamyar", name=name)
    made = await kanoon.propose_hamyar(chat.member, home.id, picked, instead_of=None if whom == BESIDE else MemberId(int(whom)))
    await chat.say("offered", name=made.name, number=made.number, expires=made.expires)


@flow("kanoon.release_hamyar", offers=(Role.RAHBAR, Role.HAMYAR))
async def release_hamyar(chat: Chat, kanoon: KanoonService) -> None:
    """A hamyar lays the role down, or the rahbar takes it, while another stays."""
    home, mine = await _home(chat, kanoon), await kanoon.mine(chat.member)
    hamyars = await kanoon.hamyars_of(chat.member, home.id)
    mine_only = [h for h in hamyars if mine.is_rahbar or h.id == chat.member.member]
    picked = await chat.choose("released", person_options(mine_only))
    reason = await chat.ask("reason_to_release", text(2, policy_on(chat.today).reason[1]), optional=True)
    await chat.confirm("sure_to_release", name=_name(hamyars, picked))
    await kanoon.release_hamyar(chat.member, home.id, picked, reason or "")
    await chat.say("released_now", name=_name(hamyars, picked))


@flow("kanoon.hand_over", offers=Role.RAHBAR)
async def hand_over(chat: Chat, kanoon: KanoonService) -> None:
    """The rahbar offers the kanoon to a successor, who says yes, and a hamyar confirms."""
    home = await _home(chat, kanoon)
    people = [p for p in await kanoon.people_of(chat.member, home.id) if p.id != chat.member.member]
    picked = await chat.choose("successor", person_options(people), search=True)
    await chat.confirm("sure_to_hand_over", name=_name(people, picked), title=home.title)
    made = await kanoon.propose_rahbar(chat.member, home.id, picked)
    await chat.say("offered", name=made.name, number=made.number, expires=made.expires)


@flow("kanoon.decline_hand_over", offers=Role.HAMYAR)
async def decline_hand_over(chat: Chat, kanoon: KanoonService) -> None:
    """A hamyar does not confirm a hand-over; the subject is the offer."""
    seen = await kanoon.find_offer(chat.member, OfferId(chat.subject)) if chat.subject else None
    if seen is None or "decline" not in seen.may:
        raise Refusal("kanoon.offer_moved_on")
    reason = await chat.ask("reason_to_decline", text(*policy_on(chat.today).reason), name=seen.name)
    await kanoon.decline_hand_over(chat.member, seen.id, reason)
    await chat.say("declined", name=seen.name)


@flow("kanoon.withdraw_offer", offers=(Role.MEMBER, Role.DABIR))
async def withdraw_offer(chat: Chat, kanoon: KanoonService) -> None:
    """Who offered a role takes the offer back."""
    offers = {int(o.id): o for o in await kanoon.open_offers(chat.member)}
    options = [Option(number, "offer_option", {"name": o.name, "kind": o.kind}) for number, o in offers.items()]
    picked = await chat.choose("which_offer", options)
    await chat.confirm("sure_to_withdraw_offer", name=offers[picked].name)
    await kanoon.withdraw_offer(chat.member, offers[picked].id)
    await chat.say("offer_withdrawn", name=offers[picked].name)


@flow("kanoon.away", offers=Role.HAMYAR)
async def away(chat: Chat, kanoon: KanoonService) -> None:
    """A hamyar is away until a day, with a deputy; or is back already."""
    mine = await kanoon.mine(chat.member)
    if mine.away_until is not None:
        if await chat.yes_no("back_already", until=mine.away_until):
            await kanoon.come_back(chat.member)
            await chat.stop("welcome_back")
        await chat.stop("still_away", until=mine.away_until)
    limits = policy_on(chat.today)
    last = chat.today + limits.away_at_most - timedelta(days=1)
    day = await chat.ask("back_on", jalali_day(not_before=chat.today + timedelta(days=1), not_after=last), latest=last)
    people = await kanoon.deputies_to_choose(chat.member)
    picked = await chat.choose("deputy", person_options(people), search=True)
    await chat.confirm("sure_to_go", name=_name(people, picked), day=day)
    until = await kanoon.go_away(chat.member, day, picked)
    await chat.say("away_now", name=_name(people, picked), until=until)


@flow("kanoon.remove_member", offers=Role.RAHBAR)
async def remove_member(chat: Chat, kanoon: KanoonService) -> None:
    """The rahbar removes a member, who reads the reason."""
    home = await _home(chat, kanoon)
    leaders = {chat.member.member, *(h.id for h in await kanoon.hamyars_of(chat.member, home.id))}
    people = [p for p in await kanoon.people_of(chat.member, home.id) if p.id not in leaders]
    picked = MemberId(chat.subject) if chat.subject else await chat.choose("removed", person_options(people), search=True)
    reason = await chat.ask("reason_to_remove", text(*policy_on(chat.today).reason), name=_name(people, picked))
    await chat.confirm("sure_to_remove", name=_name(people, picked))
    await kanoon.remove_member(chat.member, picked, reason)
    await chat.say("removed_now", name=_name(people, picked))


async def _home(chat: Chat, kanoon: KanoonService) -> KanoonCard:
    """My kanoon. Raises Refusal(`kanoon.no_kanoon`)."""
    home = (await kanoon.mine(chat.member)).card
    if home is None:
        raise Refusal("kanoon.no_kanoon")
    return home


def _name(people: list[Person], member: MemberId) -> str:
    return next((p.name for p in people if p.id == member), "")
