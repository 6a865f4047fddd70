"""داده‌های من - see and take along what is kept of me, and be forgotten.   Rules: domain/membership/leaving.py"""

from __future__ import annotations

from typing import Any

from domain.kernel.people import Role
from domain.membership.leaving import MyData
from domain.membership.model import Kind
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, flow
from handlers.membership.questions import scope_key

WRITTEN = 800  # lines of other subsystems on one page


@flow("membership.my_data", offers=Role.MEMBER, family="account", order=90, drafts=False)
async def my_data(chat: Chat, membership: MembershipService) -> None:
    """Everything that is kept of me: to look at here, or as a page to keep."""
    how = await chat.choose("how_to_show", [Option("here", "show_here"), Option("file", "give_file"), Option("no", "show_not")])
    if how == "no":
        await chat.stop("all_well")
    mine = await membership.my_data(chat.member)
    if how == "file":
        await _write(chat, mine)
        await chat.hand("data_file", name="data_file_name")
        return
    await chat.say("data_person", **_person(mine))
    await chat.say("data_reach", **_reach(mine))
    await chat.say("data_use", **_use(mine))


async def _write(chat: Chat, mine: MyData) -> None:
    """The whole page, everything in it."""
    await chat.write("data_made", at=chat.now)
    await chat.write("data_person", **_person(mine))
    if mine.kind is Kind.LEGAL:
        await chat.write("data_organisation", form=mine.legal_form, registration=mine.registration or None)
    await chat.write("data_reach", **_reach(mine))
    await chat.write("data_family", guardian=mine.guardian or None, answers_for=list(mine.answers_for) or None)
    await chat.write("data_use", **_use(mine))
    for platform, seen in mine.accounts:
        await chat.write("data_account", platform=f"membership.platform.{platform}", seen=seen)
    for version, at in mine.terms:
        await chat.write("data_terms", version=version, at=at)
    for role, scope in mine.roles:
        await chat.write("data_role", role=role, scope=scope_key(scope))
    for category, on in mine.notices:
        await chat.write("data_notice", category=category, on=on)
    for r in mine.requests:
        await chat.write("data_request", what=r.title_key, number=r.number or None, status=r.status, at=r.at)
    for line in mine.elsewhere[:WRITTEN]:
        await chat.write(f"{line.subsystem}.data.{line.kind}", **line.fields)
    if len(mine.elsewhere) > WRITTEN:
        await chat.write("data_older", count=len(mine.elsewhere) - WRITTEN)
    await chat.write("data_elsewhere")


def _person(mine: MyData) -> dict[str, Any]:
    return {"name": mine.name, "code": mine.code, "kind": mine.kind, "state": mine.state, "identifier": mine.identifier, "birth": mine.birth}


def _reach(mine: MyData) -> dict[str, Any]:
    home = mine.home
    return {"mobile": mine.mobile, "province": home.province, "city": home.city, "address": home.address or None, "postal": home.postal_code or None}


def _use(mine: MyData) -> dict[str, Any]:
    counts = {"accounts": len(mine.accounts), "requests": len(mine.requests), "elsewhere": len(mine.elsewhere) or None}
    return {"joined": mine.joined, "roles": [role for role, _ in mine.roles] or None, **counts}


@flow("membership.leave", offers=Role.MEMBER, family="account", order=99, drafts=False)
async def leave(chat: Chat, membership: MembershipService) -> None:
    """Forget me: what delays it, seven days to change one's mind."""
    if (await membership.profile(chat.member)).leaves is not None:
        await chat.start("membership.stay")
    ties = await membership.ties(chat.member)
    for n, tie in enumerate(ties):
        await chat.say("tied_by", n=n, why=tie)
    if ties:
        await chat.stop("tied")
    await chat.say("what_goes")
    await chat.confirm("sure_to_leave")
    due = await membership.leave(chat.member)
    await chat.say("leaving", due=due)


@flow("membership.stay", offers=Role.MEMBER, drafts=False)
async def stay(chat: Chat, membership: MembershipService) -> None:
    """I changed my mind."""
    leaves = (await membership.profile(chat.member)).leaves
    if leaves is None:
        await chat.stop("not_leaving")
    for n, tie in enumerate(await membership.ties(chat.member)):
        await chat.say("delayed_by", n=n, why=tie)
    if not await chat.yes_no("stay_with_us", due=leaves):
        await chat.stop("still_leaving", due=leaves)
    await membership.stay(chat.member)
    await chat.say("stayed")
