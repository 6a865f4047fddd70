"""زنجیره‌ی ارزش - what I offer and need, who fits, two who are introduced; and the desk that brings others together.   Rules: domain/hasteh/chaining.py"""

from __future__ import annotations

from typing import Any

from domain.hasteh import HastehService
from domain.hasteh.base import DESK
from domain.hasteh.chain import ChainSide, ChainStage, LinkId, MatchId, MatchState
from domain.hasteh.model import HastehState
from domain.hasteh.policy import policy_on
from domain.hasteh.views import LinkView, MatchView, Partner, Side
from domain.kernel.people import Role
from domain.kernel.refusal import Refusal
from handlers.kit import Chat, Option, flow, short
from handlers.kit.readers import text

PUT_UP, LEAVE = "put_up", "leave"
ITEM = 30  # characters on a button


@flow("hasteh.chain", offers=Role.MEMBER, family="market", order=13, drafts=False)
async def chain(chat: Chat, hasteh: HastehService) -> None:
    """Those who wait for my answer first, then what I put up."""
    matches, links = await hasteh.my_matches(chat.member), await hasteh.my_links(chat.member)
    open_ones = [m for m in matches if m.state in (MatchState.INTRODUCED, MatchState.ACCEPTED)]
    options = [Option(f"m{m.id}", "match_waits" if m.waits else "match_option", match_fields(m)) for m in open_ones]
    options += [Option(f"l{n.id}", "link_option", link_fields(n)) for n in links]
    picked = await chat.choose("which_link", [*options, Option(PUT_UP, "put_something_up"), Option(LEAVE, "hasteh.all_for_now")])
    if picked == LEAVE:
        await chat.stop("hasteh.any_time")
    if picked == PUT_UP:
        await chat.start("hasteh.put_up")
    if picked.startswith("m"):
        await chat.start("hasteh.match", int(picked[1:]))
    await chat.start("hasteh.link", int(picked[1:]))


@flow("hasteh.put_up", offers=Role.MEMBER)
async def put_up(chat: Chat, hasteh: HastehService) -> None:
    """Of the hasteh I lead."""
    led = [h for h in await hasteh.mine(chat.member) if h.side is Side.LEADER and h.state is HastehState.ACTIVE]
    if not led:
        await chat.stop("hasteh.refusal.not_a_leader")
    side = await chat.choose("offer_or_need", [Option(s, f"hasteh.chain_side.{s.value}") for s in ChainSide])
    stage = await chat.choose("which_stage", [Option(s, f"hasteh.chain_stage.{s.value}") for s in ChainStage])
    item = await chat.ask("which_item", text(*policy_on(chat.today).product), said_as=f"which_item_{side.value}")
    await chat.confirm("sure_to_put_up", side=side, stage=stage, item=item)
    number = await hasteh.put_up(chat.member, led[0].id, side, stage, item)
    await chat.say("is_up")
    await chat.start("hasteh.link", int(number))


@flow("hasteh.link", offers=Role.MEMBER, drafts=False)
async def link(chat: Chat, hasteh: HastehService) -> None:
    """Who fits; the subject is my offer or need."""
    number = LinkId(int(chat.subject or 0))
    mine = next((n for n in await hasteh.my_links(chat.member) if n.id == number), None)
    if mine is None:
        raise Refusal("hasteh.no_such_link")
    found = await hasteh.partners(chat.member, number)
    options = [Option(str(int(p.id)), "partner_option", partner_fields(p)) for p in found]
    picked = await chat.choose("deed_of_link", [*options, Option("take_down", "take_it_down"), Option(LEAVE, "hasteh.all_for_now")], item=mine.item, count=len(found))
    if picked == LEAVE:
        await chat.stop("hasteh.any_time")
    if picked == "take_down":
        await chat.confirm("sure_to_take_down", item=mine.item)
        await hasteh.take_down(chat.member, number)
        await chat.stop("is_down")
    partner = next(p for p in found if int(p.id) == int(picked))
    await chat.confirm("sure_to_introduce", **partner_fields(partner))
    await hasteh.introduce(chat.member, number, partner.id)
    await chat.say("is_introduced")


@flow("hasteh.match", offers=Role.MEMBER, drafts=False)
async def match(chat: Chat, hasteh: HastehService) -> None:
    """Yes or no, and later what came of it; the subject is the match."""
    seen = await hasteh.match_seen(chat.member, MatchId(int(chat.subject or 0)))
    if seen.name:
        await chat.write("who_it_is", **match_fields(seen))
    await chat.say(f"match_{seen.state.value}", **match_fields(seen))
    deeds = ["yes", "no"] if seen.waits else ["deal", "no_deal"] if seen.state is MatchState.ACCEPTED else []
    deed = await chat.choose("deed_of_match", [*(Option(d, f"match_do_{d}") for d in deeds), Option(LEAVE, "hasteh.all_for_now")])
    if deed == LEAVE:
        await chat.stop("hasteh.any_time")
    if deed in ("deal", "no_deal"):
        await hasteh.conclude(chat.member, seen.id, deed == "deal")
        await chat.stop("is_concluded")
    state = await hasteh.answer_match(chat.member, seen.id, deed == "yes")
    if state is MatchState.ACCEPTED:
        await chat.start("hasteh.match", int(seen.id))
    await chat.say("is_answered")


@flow("hasteh.bring_together", offers=DESK, family="desk", order=63, drafts=False)
async def bring_together(chat: Chat, hasteh: HastehService) -> None:
    """A need of a hasteh I go along with, and who could fill it."""
    found = await hasteh.links_along(chat.member)
    picked = await chat.choose("which_need", [Option(int(n.id), "need_option", link_fields(n)) for n in found], search=True)
    partners = await hasteh.partners(chat.member, LinkId(picked))
    other = await chat.choose("with_whom", [Option(int(p.id), "partner_option", partner_fields(p)) for p in partners])
    partner = next(p for p in partners if p.id == other)
    await chat.confirm("sure_to_introduce", **partner_fields(partner))
    await hasteh.introduce(chat.member, LinkId(picked), partner.id)
    await chat.say("both_are_asked")


def link_fields(seen: LinkView) -> dict[str, Any]:
    return {"title": seen.title, "city": seen.city, "side": seen.side, "stage": seen.stage, "item": short(seen.item, ITEM)}


def partner_fields(seen: Partner) -> dict[str, Any]:
    return {"title": seen.title, "city": seen.city, "item": short(seen.item, ITEM), "points": seen.points, "reasons": list(seen.reasons) or None}


def match_fields(seen: MatchView) -> dict[str, Any]:
    return {
        "title": seen.title, "city": seen.city, "item": short(seen.mine, ITEM), "theirs": short(seen.theirs, ITEM), "stage": seen.stage, "state": seen.state,
        "name": seen.name, "code": seen.code,
    }  # fmt: skip
