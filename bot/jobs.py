"""کارهای زمان‌دار - fires timers and sweeps the outbox.   Rows: storage/kit/timers.py; listeners: `@at_time` in handlers/"""

from __future__ import annotations

import asyncio
import logging
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec
from sqlalchemy.exc import IntegrityError

from bot import forgetting, group
from bot.crash import crash_point
from bot.engine.turn import Resumed, Shown
from bot.gateways.base import Address
from bot.outside.between import AskFirst
from bot.people import tell_who_speaks_with
from bot.scene import Scene, open_scene
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.persian.dates import next_at
from domain.kernel.verbs import Note
from handlers.kit.registry import TimeUp
from storage.kit import audit, retention, timers
from storage.kit.accounts import Account
from storage.kit.talks import Lost

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)

AT_ONCE = 50  # timers leased together
TRIES = 5  # then a timer waits an hour and is reported each time
SEAL = 60  # seconds between two rounds of the audit's sealer
ASKING = 8  # calls to other organisations at once
PAUSE = 1.0  # seconds between looks when nothing wakes us


class Jobs:
    """Any number of processes may run them: every row is leased, and fires in the transaction of its effect."""

    def __init__(self, house: House, *, timers: bool = True, sends: bool = True) -> None:
        """`timers` and `sends`: which of the two this process does (EMRESALAT_ROLES)."""
        self._house, self._timers, self._sends = house, timers, sends
        self._stop = asyncio.Event()
        self._sealed: datetime | None = None
        self._asking: set[asyncio.Task[None]] = set()  # other organisations, for timers that wait for their answer
        self._gate = asyncio.Semaphore(ASKING)

    async def run(self) -> None:
        """Look every second until stopped; an error is logged and the next look comes anyway."""
        if self._timers:
            await self._begin()
        while not self._stop.is_set():
            try:
                if self._timers:
                    await self.tick()
                    await self._seal()
                if self._sends:
                    await self._house.outbox.sweep()
            except Exception:
                log.exception("the clock's work failed; trying again")
            try:
                await asyncio.wait_for(self._stop.wait(), PAUSE)
            except TimeoutError:
                continue
        for asking in self._asking:
            asking.cancel()  # their timers fire again when the lease ends, and ask with the same key
        await asyncio.gather(*self._asking, return_exceptions=True)

    def stop(self) -> None:
        self._stop.set()

    async def _begin(self) -> None:
        """What comes every day is a timer like any other; the first start of a house sets it."""
        try:
            async with self._house.units.open(self._house.clock()) as unit:
                await timers.begin(unit.conn, retention.TIMER, "", retention.next_night(unit.now))
                for name, hour in self._house.registry.daily.items():
                    await timers.begin(unit.conn, name, "", next_at(unit.now, hour))
        except Exception:
            log.exception("what comes every day was not set; the next start sets it")

    async def _seal(self) -> None:
        """Once a minute: chain the audit notes that are old enough. Another worker that was quicker is no error."""
        now = self._house.clock()
        if self._sealed is not None and abs((now - self._sealed).total_seconds()) < SEAL:
            return
        self._sealed = now
        try:
            async with self._house.units.open(now) as unit:
                while await audit.seal(unit.conn, unit.vault.ring, now):
                    """The next partition."""
        except IntegrityError:
            log.debug("another worker sealed first")

    async def tick(self) -> int:
        """Fire what is due now. Returns how many fired; what asks another organisation first fires later, by itself (`answered`)."""
        async with self._house.units.open(self._house.clock()) as unit:
            due = await timers.claim_due(unit.conn, unit.now, AT_ONCE)
        return sum([await self._fire(timer) for timer in due])

    async def _fire(self, due: timers.Due) -> bool:
        house = self._house
        try:
            if due.name in forgetting.TIMERS:
                await forgetting.carry_out(house.gateways, due.name, due.subject)
            async with open_scene(house, house.clock()) as scene:
                if not await timers.fire(scene.unit.conn, due):
                    return False
                await self._effect(scene, due)
                await scene.settle()
                crash_point("before_timer_commit")
            crash_point("after_timer_commit")
        except AskFirst as first:
            self._ask(due, first)
            return False
        except Exception as error:
            if not isinstance(error, Lost):
                log.exception("timer %s about %s failed (%d)", due.name, due.subject, due.tries)
            wait = timedelta(0) if isinstance(error, Lost) else timedelta(hours=1) if due.tries >= TRIES else timedelta(seconds=10 * due.tries)
            async with house.units.open(house.clock()) as unit:
                await timers.postpone(unit.conn, due, unit.now + wait)
            return False
        house.kick({r.where for r in scene.leaving.rows})
        return True

    def _ask(self, due: timers.Due, first: AskFirst) -> None:
        """Ask beside everything else, then fire again."""

        async def ask() -> None:
            try:
                async with self._gate:
                    await first.work()
                await self._fire(due)
            except Exception:
                log.exception("timer %s about %s could not ask; it fires again when its lease ends", due.name, due.subject)

        task = asyncio.create_task(ask())
        self._asking.add(task)
        task.add_done_callback(self._asking.discard)

    async def answered(self) -> int:
        """Wait until nobody is being asked; how many were."""
        many = 0
        while self._asking:
            many += len(await asyncio.gather(*self._asking))
        return many

    async def _effect(self, scene: Scene, due: timers.Due) -> None:
        if due.name == retention.TIMER:
            await self._sweep(scene)
            return
        if due.name in forgetting.TIMERS:
            return  # done before this transaction, as it has its own
        if due.name == group.TIMER:
            await group.DeskGroup(scene).show(due.subject)
            return
        if due.name == "engine.show":
            await self._show(scene, int(due.subject))
            return
        if due.name == "engine.shut":
            await tell_who_speaks_with(scene, await scene.accounts.find_by_chat(*due.subject.split("/", 1)))
            return
        if due.name not in ("engine.wait", "engine.resume"):
            await self._house.fire(scene, TimeUp(due.name, due.subject, due.version, due.due))
            if (hour := self._house.registry.daily.get(due.name)) is not None:
                await timers.put(scene.unit.conn, due.name, "", next_at(scene.unit.now, hour))
            return
        run, _, name = due.subject.partition("/")
        value = msgspec.json.decode(scene.unit.vault.ring.open(due.value, b"resume")) if due.value else None
        if due.name == "engine.resume":
            await timers.remove(scene.unit.conn, "engine.wait", due.subject)
        talk = await scene.find_talk(int(run.partition(".")[0]))
        account = await self._account(scene, talk.key) if talk is not None else None
        if talk is None or account is None:
            log.warning("a run that waited is gone: %s", run)
            return
        actor = await scene.actor_at(account.person, account)
        await scene.play(talk, actor, Resumed(run, name, value), Address(account.platform, account.bot, account.chat))

    async def _sweep(self, scene: Scene) -> None:
        """One round of forgetting, with a note of what went; the next one follows at once where much is left (storage/kit/retention.py)."""
        unit = scene.unit
        gone, more = await retention.sweep(unit.conn, unit.now)
        await unit.note(SYSTEM, Note(retention.TIMER, "", dict(gone)))
        await timers.put(unit.conn, retention.TIMER, "", unit.now if more else retention.next_night(unit.now))
        if not more:
            await forgetting.tidy(scene)

    async def _show(self, scene: Scene, talk_id: int) -> None:
        talk = await scene.find_talk(talk_id)
        account = await self._account(scene, talk.key) if talk is not None else None
        if talk is not None and account is not None:
            actor = await scene.actor_at(account.person, account)
            await scene.play(talk, actor, Shown(), Address(account.platform, account.bot, account.chat))

    async def _account(self, scene: Scene, key: str) -> Account | None:
        """Where a conversation is spoken now."""
        kind, _, rest = key.partition(":")
        if kind == "member":
            return await scene.accounts.reach(MemberId(int(rest)))
        platform, _, chat = rest.split(":", 2)
        return await scene.accounts.find_by_chat(platform, chat)
