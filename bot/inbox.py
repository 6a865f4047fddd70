"""صندوق ورودی - one incoming event, one transaction; then the words leave.   Tables: storage/kit/inbox.py; the conversation: bot/scene.py"""

from __future__ import annotations

import asyncio
import logging
import random
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy.exc import IntegrityError

from bot.checkouts import check_out, was_paid
from bot.crash import crash_point
from bot.elsewhere import offer_goods
from bot.engine.questions import NeedsTransaction
from bot.engine.screens import Message
from bot.engine.talk import Talk
from bot.engine.turn import Edited, Input, Opened, Shown, Tapped, Typed
from bot.gateways.base import Incoming, Outgoing, Reply
from bot.group import DeskGroup
from bot.leaving import Leaving
from bot.log import hushed
from bot.people import tell_who_speaks_with
from bot.scene import Scene, open_scene
from domain.kernel.people import Actor
from domain.kernel.verbs import Note
from handlers.kit.said import Said
from storage.kit import inbox as rows
from storage.kit import quick
from storage.kit.accounts import Account
from storage.kit.database import may_retry
from storage.kit.outbox import OutboxRows, Row
from storage.kit.talks import Lost

if TYPE_CHECKING:
    from bot.house import House
    from bot.outbox import InHand

log = logging.getLogger(__name__)

SEEN = 60  # seconds after which it is written down that an account spoke again
RACES = 12  # how often an event is tried again because somebody else wrote first
EACH, BURST = 0.5, 40  # of one person: two a second for ever, forty at once (an assumption; nobody types faster)
TOGETHER = 8  # of those forty, how many a process takes from Redis at once
BESIDE_TALK = ("blocked", "migrated", "checkout", "paid", "inline")
"""Nothing is said in a conversation by these."""
FAILURES = 3  # how often because it raised; then it is parked


class Inbox:
    """Receives for every gateway: returns after the commit, raises only when nothing at all could be stored."""

    def __init__(self, house: House) -> None:
        self._house = house

    async def receive(self, incoming: Incoming) -> Reply:
        """Handle one update. Raises the database's error when it is away: then the platform gets no 200 and sends again."""
        if await self._too_fast(incoming):
            return _reply(incoming, self._house.texts.plain("engine.slow_down"))
        races = failures = 0
        while True:
            try:
                return await self._once(incoming)
            except (Lost, IntegrityError) as race:
                races += 1
                if races > RACES:
                    return await self._park(incoming, race, races)
                await asyncio.sleep(random.uniform(0, 0.005 * races))
            except Exception as error:
                if may_retry(error):
                    races += 1
                    if races > RACES:
                        raise
                    await asyncio.sleep(random.uniform(0, 0.02 * races))
                    continue
                failures += 1
                if failures >= FAILURES:
                    return await self._park(incoming, error, failures)

    async def _too_fast(self, incoming: Incoming) -> bool:
        """Somebody (or something) that taps far faster than a person can: answered with a word, and nothing is done."""
        return await self._house.speed.wait_for(f"person:{incoming.who}", each=EACH, burst=BURST, together=TOGETHER) > 0

    async def _once(self, incoming: Incoming) -> Reply:
        """One try: by the short way where the database and the event allow it, else in a transaction that reads everything itself."""
        house, at = self._house, incoming.at
        lines, now, where = house.units.lines, house.clock(), (at.platform, at.bot, at.chat)
        if lines is None or incoming.group or incoming.kind in BESIDE_TALK or (incoming.kind == "edited" and incoming.said.place is not None):
            return await self._in_full(incoming, now)
        found = await quick.read(lines, house.units.ring, incoming.who, f"chat:{at.platform}:{at.bot}:{at.chat}")
        hand = house.outbox.in_hand(where)
        try:
            try:
                async with house.units.look(now) as unit:
                    scene, toast, at_once = await self._briefly(Scene(house, unit, Leaving(now), reading=True), incoming, found, hand)
            except NeedsTransaction:
                async with house.units.open(now) as unit:
                    scene, toast, at_once = await self._briefly(Scene(house, unit, Leaving(now)), incoming, found, hand)
                house.happened(unit.events)
        except quick.Taken:
            house.kick([where])
            return _reply(incoming, "")
        crash_point("after_commit_before_send")
        elsewhere = {r.where for r in scene.leaving.rows}
        if at_once is not None:
            elsewhere.discard(where)
            house.outbox.hand(where, at_once, hand)
        house.kick(elsewhere)
        return _reply(incoming, toast)

    async def _briefly(self, scene: Scene, incoming: Incoming, found: quick.Found, hand: InHand) -> tuple[Scene, str, list[Row] | None]:
        """What was read with the event is all that is known; what comes of it is written by one statement, which sees whether that still holds."""
        house, at = self._house, incoming.at
        actor = scene.actor_with(incoming.who, found.account, found.hats)
        talk = scene.begun(found.talk, talk_key(actor, incoming))
        if _is_news(found.account, talk, incoming, scene.unit.now) and house.units.lines is not None:
            await quick.saw(house.units.lines, incoming.who, at.bot, at.chat, scene.unit.now)
        toast = await self._turn(scene, talk, actor, incoming)
        crash_point("before_commit")
        ours, update = house.sends and house.outbox.takes(at.platform), quick.Update(at.platform, at.bot, incoming.update, at.chat)
        return scene, toast, await scene.settle_quickly(update, talk, ours=ours, but=hand.rows)

    async def _in_full(self, incoming: Incoming, now: datetime) -> Reply:
        house, at = self._house, incoming.at
        toast = ""
        async with open_scene(house, now) as scene:
            if not await rows.claim(scene.unit.conn, at.platform, at.bot, incoming.update, scene.unit.now):
                house.kick([(at.platform, at.bot, at.chat)])
                return _reply(incoming, "")
            toast = await self._handle(scene, incoming)
            await scene.settle()
            crash_point("before_commit")
        crash_point("after_commit_before_send")
        house.kick({r.where for r in scene.leaving.rows})
        return _reply(incoming, toast)

    async def _handle(self, scene: Scene, incoming: Incoming) -> str:
        """What the event means for its conversation; returns the short word for a tap."""
        if incoming.kind == "blocked" and not incoming.group:
            await scene.accounts.blocked(incoming.who)
            await tell_who_speaks_with(scene, await scene.accounts.find(incoming.who))
            return ""
        if incoming.kind == "migrated":
            await OutboxRows(scene.unit.conn, scene.unit.vault.ring, scene.unit.now).move(incoming.at.platform, incoming.at.bot, incoming.at.chat, incoming.payload)
            return ""
        if incoming.kind in ("checkout", "paid"):
            await (check_out if incoming.kind == "checkout" else was_paid)(scene, incoming)
            return ""
        if incoming.kind == "inline":
            await offer_goods(scene, incoming)
            return ""
        if incoming.group:
            return await self._in_group(scene, incoming)
        if incoming.kind == "edited" and incoming.said.place is not None:
            return ""  # a place that is shared live moves every few seconds; nobody wrote anything
        account = await scene.accounts.find(incoming.who)
        actor = await scene.actor_at(incoming.who, account)
        talk = await scene.talk_of(talk_key(actor, incoming))
        if _is_news(account, talk, incoming, scene.unit.now):
            await scene.accounts.saw(incoming.who, incoming.at.bot, incoming.at.chat)
        return await self._turn(scene, talk, actor, incoming)

    async def _turn(self, scene: Scene, talk: Talk, actor: Actor, incoming: Incoming) -> str:
        match incoming.kind:
            case "tap":
                return await self._tap(scene, talk, actor, incoming)
            case "start":
                what: Input = Opened(incoming.payload)
            case "edited":
                what = Edited(_named(incoming, edited=True))
            case "unblocked":
                what = Shown()
            case _:
                what = Typed(_named(incoming))
        return (await scene.play(talk, actor, what, incoming.at)).toast

    async def _tap(self, scene: Scene, talk: Talk, actor: Actor, incoming: Incoming) -> str:
        """A tap: on the live screen, on a card or notice of this member, or on nothing we know: stale, forged and borrowed look alike."""
        live, act, where = talk.state.live, talk.state.act_of(incoming.ref), (incoming.at.platform, incoming.at.bot, incoming.at.chat)
        if scene.reading and (act is None or act[0] == "yes"):
            raise NeedsTransaction  # after a yes comes a command: the dialog is not played in vain
        if act is not None:
            return (await scene.play(talk, actor, Tapped(act), incoming.at, in_place=True)).toast
        pressed = await scene.card_rows.pressed(incoming.ref, actor.member) if actor.member is not None and incoming.ref else None
        if pressed is not None:
            copy, what = pressed
            if copy is None:
                return (await scene.play(talk, actor, Shown(start=(what[0], what[1])), incoming.at)).toast
            word, start = await scene.cards.press(copy, what[0], actor)
            if start is not None:
                await scene.play(talk, actor, Shown(start=start), incoming.at)
            return word
        await scene.unit.note(actor, Note("tap.denied", about=f"chat:{incoming.at.platform}"))
        stored = OutboxRows(scene.unit.conn, scene.unit.vault.ring, scene.unit.now)
        on_live = live is not None and live.stands_at(*where) and incoming.message != "" and await stored.message_of(live.row) == incoming.message
        if not on_live and incoming.message:
            scene.leaving.add(Outgoing("strip", incoming.at, message=incoming.message))
        return (await scene.play(talk, actor, Tapped(None, on_live), incoming.at)).toast

    async def _in_group(self, scene: Scene, incoming: Incoming) -> str:
        """In groups the bot only posts cards and answers their taps (decision 1)."""
        if incoming.kind == "tap":
            return await DeskGroup(scene).press(incoming)
        if incoming.kind == "start":
            scene.leaving.messages(incoming.at, [Message(self._house.texts.say("engine.group"))])
        return ""

    async def _park(self, incoming: Incoming, error: BaseException, attempts: int) -> Reply:
        """A second, short transaction: the raw event is kept, the member gets one apology with its reference."""
        house, at = self._house, incoming.at
        log.error("parked %s/%s after %d attempts", at.platform, incoming.update, attempts, exc_info=error)
        async with house.units.open(house.clock()) as unit:
            if not await rows.claim(unit.conn, at.platform, at.bot, incoming.update, unit.now):
                return _reply(incoming, "")
            raw = msgspec.json.encode(incoming)
            reference = await rows.park(
                unit.conn, unit.vault.ring, at.platform, at.bot, incoming.update, raw, f"{type(error).__name__}: {hushed(str(error))}", attempts, unit.now
            )
            leaving = Leaving(unit.now)
            if not incoming.group:
                leaving.messages(at, [Message(house.texts.say("engine.apology", reference=reference))])
            await OutboxRows(unit.conn, unit.vault.ring, unit.now).add(leaving.rows)
            crash_point("before_park_commit")
        crash_point("after_park_commit")
        house.kick({r.where for r in leaving.rows})
        return _reply(incoming, "")


def _is_news(account: Account | None, talk: Talk, incoming: Incoming, now: datetime) -> bool:
    """Whether it is to be written down that somebody spoke here: after a while, and at once when they come from another messenger, for there they are reached now."""
    at = incoming.at
    here = f"{at.platform}:{at.bot}:{at.chat}"
    moved, talk.state.spoke = talk.state.spoke != here, here
    if moved or account is None or account.blocked or (account.bot, account.chat) != (at.bot, at.chat):
        return True
    return (now - account.seen).total_seconds() > SEEN


def talk_key(actor: Actor, incoming: Incoming) -> str:
    """A conversation belongs to a member, or to a chat until the member is known."""
    if actor.member is not None:
        return f"member:{actor.member}"
    return f"chat:{incoming.at.platform}:{incoming.at.bot}:{incoming.at.chat}"


def _named(incoming: Incoming, *, edited: bool = False) -> Said:
    """What was said, with the name of its message: an edit of it names the same."""
    at = incoming.at
    return replace(incoming.said, source=f"{at.platform}:{at.chat}:{incoming.message}" if incoming.message else "", edited=edited)


def _reply(incoming: Incoming, toast: str) -> Reply:
    return Reply(Outgoing("ack", incoming.at, toast, tap=incoming.tap) if incoming.tap else None)
