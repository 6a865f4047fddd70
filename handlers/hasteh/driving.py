"""با هم - what is open in my province, what I take part in, and opening something; told when there are enough, or not.   Rules: domain/hasteh/driving.py"""

from __future__ import annotations

from typing import Any

from domain.hasteh import HastehService
from domain.hasteh.drive import DriveId, DriveKind, DriveState
from domain.hasteh.driving import HOSTS, OF_LEADERS
from domain.hasteh.policy import policy_on
from domain.hasteh.views import DriveView
from domain.kernel.codes import BadCode, read_code
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from domain.sat import SatService
from domain.sat.product import LETTERS, ProductId
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import number, text

OPEN_ONE, LEAVE = "open_one", "leave"


@flow("hasteh.drives", offers=Role.MEMBER, family="market", order=14, drafts=False)
async def drives(chat: Chat, hasteh: HastehService) -> None:
    """Those that end soonest first."""
    found = await hasteh.drives_here(chat.member)
    options = [Option(str(int(d.id)), "drive_option", drive_fields(d)) for d in found]
    picked = await chat.choose("which_drive", [*options, Option(OPEN_ONE, "open_a_drive"), Option(LEAVE, "hasteh.all_for_now")])
    if picked == LEAVE:
        await chat.stop("hasteh.any_time")
    if picked == OPEN_ONE:
        await chat.start("hasteh.open_drive")
    await chat.start("hasteh.drive", int(picked))


@flow("hasteh.open_drive", offers=Role.MEMBER)
async def open_drive(chat: Chat, hasteh: HastehService, sat: SatService) -> None:
    """A purchase or a shipment; who goes along with hastehs also a fair or a bulk order."""
    kinds = list(DriveKind) if chat.member.has(*HOSTS) else list(OF_LEADERS)
    kind = await chat.choose("which_kind", [Option(k, f"hasteh.drive_kind.{k.value}") for k in kinds])
    p = policy_on(chat.today)
    product = await _product(chat, sat) if kind is DriveKind.PURCHASE else 0
    title = await chat.ask("drive_title", text(*p.title, lines=False))
    words = await chat.ask("drive_words", text(*p.words))
    least = await chat.ask("how_many_at_least", number(*p.drive_least), said_as=f"at_least_{kind.value}")
    days = await chat.ask("how_many_days", number(*p.drive_days))
    await chat.confirm("sure_to_open", kind=kind, title=title, least=least, days=days)
    made = await hasteh.open_drive(chat.member, kind, title, words, least, days, product)
    await chat.say("is_open")
    await chat.start("hasteh.drive", int(made))


async def _product(chat: Chat, sat: SatService) -> int:
    """Goods of the bazaar, by their code; a purchase elsewhere has none."""
    told = await chat.ask("which_product", text(4, 20, lines=False), optional=True)
    if not told:
        return 0
    try:
        found = ProductId(read_code(LETTERS, told.upper()))
        await sat.on_sale(chat.member, found)
    except BadCode:
        await chat.again("which_product", "hasteh.no_such_goods")
        return 0  # not reached: the question is asked again
    except Refusal as no:
        await chat.again("which_product", no)
        return 0
    return int(found)


@flow("hasteh.drive", offers=Role.MEMBER, drafts=False)
async def drive(chat: Chat, hasteh: HastehService) -> None:
    """How far it is, and my part in it; the subject is the drive."""
    seen = await hasteh.drive(chat.member, DriveId(int(chat.subject or 0)))
    told = drive_fields(seen)
    await chat.write("drive_words_line", words=seen.words)
    if seen.mine:
        await chat.write("my_share", **told)
    await chat.say(f"drive_{seen.state.value}", **told)
    buy = ["buy"] if seen.state is DriveState.REACHED and seen.product and seen.mine else []
    deeds = (["join", *(["stay_away"] if seen.mine else []), *(["call_off"] if seen.own else [])] if seen.state is DriveState.OPEN else []) + buy
    deed = await chat.choose("deed_of_drive", [*(Option(d, f"drive_do_{d}") for d in deeds), Option(LEAVE, "hasteh.all_for_now")])
    if deed == LEAVE:
        await chat.stop("hasteh.any_time")
    if deed == "buy":
        await chat.start("bazaar.put_in_cart", seen.product)
    if deed == "join":
        count = await chat.ask("how_many_of_it", number(1, policy_on(chat.today).drive_least[1]), said_as=f"how_many_{seen.kind.value}")
        await hasteh.take_part(chat.member, seen.id, count)
        await chat.stop("you_are_in", count=count, **told)
    await chat.confirm("sure_of_drive", said_as=f"sure_to_{deed}", **told)
    await (hasteh.call_off_drive(chat.member, seen.id) if deed == "call_off" else hasteh.take_part(chat.member, seen.id, 0))
    await chat.say("done_with_drive")


def drive_fields(seen: DriveView) -> dict[str, Any]:
    return {
        "kind": seen.kind, "host": seen.host or None, "city": seen.city, "title": seen.title, "least": seen.least, "state": seen.state, "until": seen.until,
        "joined": seen.joined, "many": seen.many, "mine": seen.mine,
    }  # fmt: skip
