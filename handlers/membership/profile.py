"""صفحه‌ی من - the own page, its changes, my requests and my notices.   Rules: domain/membership/profile.py"""

from __future__ import annotations

from typing import Any

from domain.kanoon import KanoonService
from domain.kernel.people import Role
from domain.membership.model import Kind
from domain.membership.places import Home
from domain.membership.profile import ProfileView
from domain.membership.service import MembershipService
from domain.rahyar import RahyarService
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import address, name, own_contact, postal_code, text
from handlers.membership.questions import ask_home
from handlers.rahyar.showing import Nobody

CHANGES = ("change_home", "change_names", "change_mobile")
OF_PERSONS = (Kind.NATURAL, Kind.FOREIGN)


@flow("membership.profile", offers=Role.MEMBER, family="account", order=10, drafts=False)
async def profile(chat: Chat, membership: MembershipService, kanoon: KanoonService, rahyar: RahyarService) -> None:
    """Who the house thinks I am, to which kanoon I belong (kanoon:K9), who goes along with me (shared:G11), and where to change it; on a family phone, who speaks."""
    seen, home = await membership.profile(chat.member), await kanoon.mine(chat.member)
    named = (await rahyar.my_rahyar(chat.member)).named
    fields = {**_fields(seen), "kanoon": home.card.title if home.card else home.pending or None, "rahyar": named.name if named else Nobody.YET}
    changes = [c for c in CHANGES if c != "change_mobile" or seen.kind in OF_PERSONS or seen.grown]
    if seen.speakers > 1:
        changes.append("switch")
    if await membership.terms_due(chat.member) is not None:
        changes.append("terms")
    ways = [Option(way, f"{way}.mine.title") for way in ("kanoon", "rahyar")]
    options = [Option("nothing", "nothing_else"), *ways, *(Option(change, f"membership.{change}.title") for change in changes)]
    if seen.kind is Kind.LEGAL:
        picked = await chat.choose("page_of_organisation", options, **fields, legal_form=seen.legal_form, registration=seen.registration or None)
    else:
        picked = await chat.choose("page", options, **fields, birth=seen.birth)
    if picked in ("kanoon", "rahyar"):
        await chat.start(f"{picked}.mine")
    elif picked in changes:
        await chat.start(f"membership.{picked}")


def _fields(seen: ProfileView) -> dict[str, Any]:
    return {
        "name": seen.name, "code": seen.code, "kind": seen.kind, "state": seen.state, "identifier": seen.identifier, "mobile": seen.mobile,
        "province": seen.home.province, "city": seen.home.city, "address": seen.home.address or None, "joined": seen.joined,
        "roles": [role for role, _ in seen.roles] or None,
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
    organisation = (await membership.profile(chat.member)).kind is Kind.LEGAL
    given = "" if organisation else await chat.ask("given", name())
    family = await (chat.ask("organisation", text(2, 60, lines=False)) if organisation else chat.ask("family", name()))
    await chat.confirm("sure_to_change", name=f"{given} {family}".strip())
    await chat.say("asked", number=await membership.change_names(chat.member, given, family))


@flow("membership.change_mobile", offers=Role.MEMBER)
async def change_mobile(chat: Chat, membership: MembershipService) -> None:
    """My number is another one: shared as the own contact, then checked. With it a child who is grown becomes a member of their own."""
    if (await membership.profile(chat.member)).grown:
        await chat.say("grown_up")
    mobile = await chat.ask("new_mobile", own_contact())
    await chat.say("asked", number=await membership.change_mobile(chat.member, mobile))


@flow("membership.requests", offers=Role.MEMBER, family="account", order=20, drafts=False)
async def requests(chat: Chat, membership: MembershipService) -> None:
    """Everything I asked of any part of the house, in one list, and the way to go on with it."""
    lines = await membership.my_requests(chat.member)
    options = [Option(n, "request_option", {"what": r.title_key, "status": r.status, "at": r.at}) for n, r in enumerate(lines)]
    picked = await chat.choose("which", options, search=True)
    if picked >= len(lines):
        await chat.stop("request_gone")
    r = lines[picked]
    fields: dict[str, Any] = {"what": r.title_key, "number": r.number or None, "status": r.status, "at": r.at, "next": f"membership.status_next.{r.status.value}"}
    if not r.flow:
        await chat.stop("request_whole", **fields)
    if await chat.choose("request_open", [Option("go", "go_there"), Option("leave", "leave_it")], **fields) == "go":
        await chat.start(f"membership.{r.flow}")
    await chat.stop("all_well")


@flow("membership.notices", offers=Role.MEMBER, family="account", order=50, drafts=False)
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
