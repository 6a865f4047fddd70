"""صفحه‌ی من - the own page, its changes, my requests and my notices.   Rules: domain/membership/profile.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import Role
from domain.membership.places import Home
from domain.membership.profile import ProfileView
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, name, own_contact, postal_code
from handlers.membership.questions import ask_home

CHANGES = ("change_home", "change_names", "change_mobile")


@flow("membership.profile", offers=Role.MEMBER, family="account", order=10)
async def profile(chat: Chat, membership: MembershipService) -> None:
    """Who the house thinks I am, and where to change it."""
    seen = await membership.profile(chat.member)
    options = [Option("nothing", "nothing_else"), *(Option(change, f"membership.{change}.title") for change in CHANGES)]
    picked = await chat.choose("page", options, **_fields(seen))
    if picked in CHANGES:
        await chat.start(f"membership.{picked}")


def _fields(seen: ProfileView) -> dict[str, Any]:
    return {
        "name": seen.name, "code": seen.code, "kind": seen.kind, "state": seen.state, "identifier": seen.identifier, "mobile": seen.mobile,
        "birth": seen.birth, "province": seen.home.province, "city": seen.home.city, "address": seen.home.address or None, "joined": seen.joined,
    }  # fmt: skip


@flow("membership.change_home", offers=Role.MEMBER)
async def change_home(chat: Chat, membership: MembershipService) -> None:
    """I moved; street and postal code only if the member likes."""
    home = await ask_home(chat)
    street = await chat.ask("address", address(), optional=True)
    postal = await chat.ask("postal_code", postal_code(), optional=True)
    await chat.confirm("sure_to_move")
    await membership.change_home(chat.member, Home(home.province, home.city, street or "", postal or ""))
    await chat.say("moved", city=home.city)


@flow("membership.change_names", offers=Role.MEMBER)
async def change_names(chat: Chat, membership: MembershipService) -> None:
    """My name is another one; the registry has the last word."""
    given = await chat.ask("given", name())
    family = await chat.ask("family", name())
    await chat.confirm("sure_to_change", given=given, family=family)
    await membership.change_names(chat.member, given, family)
    await chat.say("asked")


@flow("membership.change_mobile", offers=Role.MEMBER)
async def change_mobile(chat: Chat, membership: MembershipService) -> None:
    """My number is another one: shared as the own contact, then checked."""
    mobile = await chat.ask("new_mobile", own_contact())
    await membership.change_mobile(chat.member, mobile)
    await chat.say("asked")


@flow("membership.requests", offers=Role.MEMBER, family="account", order=20)
async def requests(chat: Chat, membership: MembershipService) -> None:
    """Everything I asked of any part of the house, in one list."""
    lines = await membership.my_requests(chat.member)
    options = [Option(n, "request_option", {"what": r.title_key, "status": r.status, "at": r.at}) for n, r in enumerate(lines)]
    picked = await chat.choose("which", options, search=True)
    if picked < len(lines):
        r = lines[picked]
        await chat.say("request_whole", what=r.title_key, number=r.number or None, status=r.status, at=r.at)


@flow("membership.notices", offers=Role.MEMBER, family="account", order=50)
async def notices(chat: Chat, membership: MembershipService) -> None:
    """Which notices come; safety, requests and money always do."""
    kinds = {n.category: n for n in await membership.notices(chat.member) if not n.locked}
    options = [Option(c, "notice_on" if n.on else "notice_off", {"category": c}) for c, n in kinds.items()]
    picked = await chat.choose("which_notice", options)
    wanted = await chat.yes_no("wanted", category=picked)
    await membership.choose_notice(chat.member, picked, wanted)
    if wanted:
        await chat.stop("now_on", category=picked)
    await chat.say("now_off", category=picked)
