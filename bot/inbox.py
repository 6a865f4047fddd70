"""صندوق ورودی - one incoming event, one transaction; then the words leave.   Tables: storage/kit/inbox.py; the conversation: bot/scene.py"""

from __future__ import annotations

import asyncio
import logging
import random
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy.exc import IntegrityError

from bot.crash import crash_point
from bot.engine.questions import NeedsTransaction
from bot.engine.screens import Message
from bot.engine.talk import Talk
from bot.engine.turn import Edited, Input, Opened, Shown, Tapped, Typed
from bot.gateways.base import Incoming, Outgoing, Reply
from bot.leaving import Leaving
from bot.log import hushed
from bot.scene import Scene, open_scene
from domain.kernel.people import Actor
from domain.kernel.verbs import Note
from storage.kit import inbox as rows
from storage.kit import quick
from storage.kit.accounts import Account
from storage.kit.database import may_retry
from storage.kit.outbox import OutboxRows
from storage.kit.talks import Lost

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)

SEEN = 60  # seconds after which it is written down that an account spoke again
RACES = 12  # how often an event is tried again because somebody else wrote first
EACH, BURST = 0.5, 40  # of one person: two a second for ever, forty at once (an assumption; nobody types faster)
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
                quick = await self._quick(incoming) if self._house.units.postgres else None
                return quick or await self._once(incoming)
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
        return await self._house.speed.wait_for(f"person:{incoming.who}", each=EACH, burst=BURST) > 0

    async def _quick(self, incoming: Incoming) -> Reply | None:
        """The short way of a message without an effect: one read, one writing statement (PostgreSQL). None: it takes a transaction."""
        house, at = self._house, incoming.at
        if incoming.group or incoming.kind not in ("tap", "text"):
            return None
        async with house.units.look(house.clock()) as unit:
            ring, now = unit.vault.ring, unit.now
            found = await quick.read(unit.conn, ring, incoming.who, f"chat:{at.platform}:{at.bot}:{at.chat}")
            if found is None or found.talk is None:
                return None
            scene = Scene(house, unit, Leaving(now), reading=True)
            talk = scene.opened(found.talk)
            if _is_news(found.account, talk, incoming, now):
                return None
            actor = scene.actor_with(found.account, found.hats)
            act = talk.state.act_of(incoming.ref)
            if incoming.kind == "tap" and act is None:
                return None
            try:
                turn = await scene.play(talk, actor, Typed(incoming.said) if act is None else Tapped(act), at, in_place=act is not None)
            except NeedsTransaction:
                return None
            rows_ = scene.leaving.rows
            if any(r.where != (at.platform, at.bot, at.chat) for r in rows_):
                return None
            crash_point("before_commit")
            ours, told = house.sends and house.outbox.takes(at.platform), quick.Update(at.platform, at.bot, incoming.update, at.chat)
            taken, at_once = await quick.write(unit.conn, ring, told, scene.stored(talk), rows_, now, ours=ours)
        crash_point("after_commit_before_send")
        if taken and at_once:
            house.outbox.hand((at.platform, at.bot, at.chat), rows_)
        else:
            house.kick([(at.platform, at.bot, at.chat)])
        return _reply(incoming, turn.toast if taken else "")

    async def _once(self, incoming: Incoming) -> Reply:
        house, at = self._house, incoming.at
        toast = ""
        async with open_scene(house, house.clock()) as scene:
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
            await self._shut(scene, incoming)
            return ""
        if incoming.kind == "migrated":
            await OutboxRows(scene.unit.conn, scene.unit.vault.ring, scene.unit.now).move(incoming.at.platform, incoming.at.bot, incoming.at.chat, incoming.payload)
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
                what = Edited(incoming.said)
            case "unblocked":
                what = Shown()
            case _:
                what = Typed(incoming.said)
        return (await scene.play(talk, actor, what, incoming.at)).toast

    async def _tap(self, scene: Scene, talk: Talk, actor: Actor, incoming: Incoming) -> str:
        """A tap: on the live screen, on a card or notice of this member, or on nothing we know: stale, forged and borrowed look alike."""
        live, act, where = talk.state.live, talk.state.act_of(incoming.ref), (incoming.at.platform, incoming.at.bot, incoming.at.chat)
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

    async def _shut(self, scene: Scene, incoming: Incoming) -> None:
        """Somebody shut the chat: a rahyar who speaks with them is told, unless they can be reached elsewhere."""
        actor = await scene.actor_at(incoming.who, await scene.accounts.find(incoming.who))
        if actor.member is not None and await scene.accounts.reach(actor.member) is not None:
            return
        talk = await scene.find_talk_by_key(talk_key(actor, incoming))
        if talk is not None and talk.owner != "bot":
            await self._house.handover(scene).gone(actor, talk)

    async def _in_group(self, scene: Scene, incoming: Incoming) -> str:
        """In groups the bot only posts cards and answers their taps (decision 1)."""
        if incoming.kind == "tap":
            return self._house.texts.plain("engine.group_tap")
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


def _reply(incoming: Incoming, toast: str) -> Reply:
    return Reply(Outgoing("ack", incoming.at, toast, tap=incoming.tap) if incoming.tap else None)
