"""کانون من - what I belong to, and everything from there: activities, invitation, messages, leaving.   Rules: domain/kanoon/belonging.py speaking.py"""

from __future__ import annotations

from domain.kanoon import KanoonService
from domain.kanoon.groups import Path
from domain.kanoon.policy import policy_on
from domain.kanoon.views import Mine
from domain.kernel.people import MemberId, Role
from domain.kernel.refusal import Refusal
from handlers.kanoon.showing import card_fields, person_options, value_options
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import text


@flow("kanoon.mine", offers=Role.MEMBER, family="kanoon", order=1)
async def mine(chat: Chat, kanoon: KanoonService) -> None:
    """My kanoon at a glance, and where to go from it (kanoon:K9)."""
    seen = await kanoon.mine(chat.member)
    if seen.card is None and not seen.pending:
        where = await chat.choose("nowhere", _options(["join", "register"]))
        await chat.start(f"kanoon.{where}")
    if seen.card is None:
        await chat.start("kanoon.pending")
        return
    where = await chat.choose("here", _options(_doors(seen)), state=seen.card.state, **card_fields(seen.card))
    await chat.start(f"kanoon.{where}")


def _options(flows: list[str]) -> list[Option[str]]:
    return [Option(name, f"kanoon.{name}.title") for name in flows]


def _doors(seen: Mine) -> list[str]:
    """Where this member may go from their kanoon."""
    doors = ["pending"] if seen.pending else []
    if seen.is_deputy and not seen.is_hamyar:
        doors += ["requests_for_deputy"]
    doors += ["activities", "plan", "write_to_rahyar", "people", "history", "tags", "mute"]
    return [*doors, "lead"] if seen.is_rahbar or seen.is_hamyar else [*doors, "leave"]


@flow("kanoon.lead", offers=(Role.RAHBAR, Role.HAMYAR), family="kanoon", order=8)
async def lead(chat: Chat, kanoon: KanoonService) -> None:
    """What those who lead a kanoon do for it, behind one door."""
    seen = await kanoon.mine(chat.member)
    if seen.card is None:
        raise Refusal("kanoon.no_kanoon")
    doors = ["requests"] if seen.is_hamyar else ["queue"]
    doors += ["invite", "broadcast", "point", "questions"]
    if seen.is_hamyar:
        doors += ["away"]
    if seen.is_rahbar:
        doors += ["details", "replace_hamyar", "hand_over", "withdraw_offer", "remove_member"]
    where = await chat.choose("for_my_kanoon", _options([*doors, "release_hamyar", *(["close"] if seen.is_rahbar else [])]), title=seen.card.title)
    await chat.start(f"kanoon.{where}")


@flow("kanoon.leave", offers=Role.MEMBER)
async def leave(chat: Chat, kanoon: KanoonService) -> None:
    """Two taps and out; a word why is welcome (kanoon:K13)."""
    seen = await kanoon.mine(chat.member)
    if seen.card is None:
        raise Refusal("kanoon.no_kanoon")
    reason = await chat.ask("reason_to_leave", text(2, policy_on(chat.today).reason[1]), optional=True, title=seen.card.title)
    await chat.confirm("sure_to_leave", title=seen.card.title)
    title = await kanoon.leave(chat.member, reason or "")
    await chat.say("left", title=title)


@flow("kanoon.mute", offers=Role.MEMBER)
async def mute(chat: Chat, kanoon: KanoonService) -> None:
    """Stop or allow the messages of my kanoon (kanoon:K16)."""
    seen = await kanoon.mine(chat.member)
    if seen.card is None:
        raise Refusal("kanoon.no_kanoon")
    on = await chat.choose("silence", [Option(True, "silent"), Option(False, "loud")], title=seen.card.title)
    await kanoon.mute(chat.member, on)
    await chat.say("now_silent" if on else "now_loud", title=seen.card.title)


@flow("kanoon.invite", offers=(Role.RAHBAR, Role.HAMYAR), family="kanoon", order=50)
async def invite(chat: Chat, kanoon: KanoonService) -> None:
    """A link and a QR code that lead to my kanoon (kanoon:K9)."""
    link = await kanoon.invite(chat.member)
    address = chat.link("kanoon.join", link.token)
    await chat.give("invitation", qr=address, title=link.kanoon, link=address, until=link.until)


@flow("kanoon.tags", offers=Role.MEMBER)
async def tags(chat: Chat, kanoon: KanoonService) -> None:
    """What I can do and what I need, for my rahbar and hamyars (kanoon:K15)."""
    before, most = await kanoon.my_tags(chat.member), policy_on(chat.today).tags
    skills = await chat.ask("skills", text(1, most), optional=True, before=before.skills or None)
    needs = await chat.ask("needs", text(1, most), optional=True, before=before.needs or None)
    await chat.confirm("sure_of_tags")
    await kanoon.declare_tags(chat.member, skills or "", needs or "")
    await chat.say("tags_kept")


@flow("kanoon.broadcast", offers=(Role.RAHBAR, Role.HAMYAR), family="kanoon", order=52)
async def broadcast(chat: Chat, kanoon: KanoonService) -> None:
    """A word to everybody in the kanoon (kanoon:K16)."""
    count = await kanoon.audience(chat.member)
    words = await chat.ask("message", text(*policy_on(chat.today).message), count=count)
    await chat.confirm("sure_to_send", count=count)
    count = await kanoon.send_message(chat.member, words)
    await chat.say("sent", count=count)


@flow("kanoon.point", offers=(Role.RAHBAR, Role.HAMYAR))
async def point(chat: Chat, kanoon: KanoonService) -> None:
    """Point a member to a way forward, by what they can do and need (kanoon:K15)."""
    seen = await kanoon.mine(chat.member)
    if seen.card is None:
        raise Refusal("kanoon.no_kanoon")
    people = [p for p in await kanoon.people_of(chat.member, seen.card.id) if p.id != chat.member.member]
    picked = MemberId(chat.subject) if chat.subject else await chat.choose("whom", person_options(people), search=True)
    name = next((p.name for p in people if p.id == picked), "")
    told = await kanoon.tags_of(chat.member, picked)
    path = await chat.choose("path", value_options(Path, "path"), name=name, skills=told.skills or None, needs=told.needs or None)
    note = await chat.ask("why_this", text(*policy_on(chat.today).reason), name=name)
    await chat.confirm("sure_to_point", name=name, path=path)
    await kanoon.point_to(chat.member, picked, path, note)
    await chat.say("pointed", name=name)
