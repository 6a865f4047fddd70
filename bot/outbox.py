"""صندوق خروجی - sends what was committed: in order per chat, patient with every platform, never twice what surely arrived.   Rows: storage/kit/outbox.py"""

from __future__ import annotations

import asyncio
import dataclasses
import logging
from collections import OrderedDict
from collections.abc import Callable, Coroutine, Iterable, Mapping
from datetime import datetime, timedelta
from typing import Any

import msgspec

from bot.crash import crash_point
from bot.gateways.base import CannotEdit, FileAway, Gateway, Moved, NotNow, Outgoing, Refused, RetryLater, Unclear, Unreachable
from bot.leaving import decode
from storage.kit import quick, timers
from storage.kit.accounts import AccountRows
from storage.kit.database import may_retry
from storage.kit.outbox import OutboxRows, Row
from storage.kit.unit import Units

log = logging.getLogger(__name__)

Where = tuple[str, str, str]  # platform, bot, chat
BACK_OFF = (1, 2, 5, 15, 60, 300, 900)  # seconds between tries of what surely did not arrive
GIVE_UP = 100  # tries: about a day of them
FILE_TRIES = 4  # to bring a file whose platform is away; then its words leave without it, and what lies behind them
TOGETHER = 0.003  # seconds that arrivals are collected before they are written down
REMEMBERED = 10_000  # message ids kept in the process


@dataclasses.dataclass(slots=True, eq=False)
class InHand:
    """Rows of one chat that this process sends, in order, and has not written down yet. `broken`: one of them did not go; nothing may pass it."""

    rows: set[int] = dataclasses.field(default_factory=set)
    broken: bool = False


class Outbox:
    """One per process. `kick` starts sending for some chats; `sweep` finds what others left behind."""

    def __init__(self, units: Units, gateways: Mapping[str, Gateway], clock: Callable[[], datetime], *, at_once: int = 64, file_away: str = "") -> None:
        """`file_away`: what stands in the place of a file that could not be brought."""
        self._units, self._gateways, self._clock, self._file_away = units, gateways, clock, file_away
        self._busy: dict[Where, bool] = {}  # chats being sent to; True: look once more afterwards
        self._tasks: set[asyncio.Task[None]] = set()
        self._gate = asyncio.Semaphore(at_once)
        self._handed: dict[Where, list[Row]] = {}
        self._in_hand: dict[Where, InHand] = {}
        self._written: list[tuple[int, str]] = []  # sent, to be written down together
        self._writing: asyncio.Task[None] | None = None
        self._known: OrderedDict[int, str] = OrderedDict()
        self.stopping = False

    def takes(self, platform: str) -> bool:
        """Whether this process sends to a platform now."""
        return platform in self._gateways and not self.stopping

    def kick(self, chats: Iterable[Where]) -> None:
        """Begin to send what is due for these chats; returns at once."""
        for where in chats:
            if not self.takes(where[0]):
                continue
            if where in self._busy:
                self._busy[where] = True
            else:
                self._begin(where, look=True)

    def _begin(self, where: Where, *, look: bool) -> None:
        self._busy[where] = look
        self._start(self._run(where))

    def _start(self, work: Coroutine[Any, Any, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def in_hand(self, where: Where) -> InHand:
        """What this process has in hand for a chat; asked before rows are written, and given back with them."""
        return self._in_hand.get(where) or InHand()

    def hand(self, where: Where, rows: list[Row], before: InHand) -> None:
        """Send rows that were written as ours already (storage/kit/quick.py): nothing of the chat waits but what was in hand `before`."""
        if not self.takes(where[0]) or not rows:
            return  # stopped meanwhile: they are found when their lease ends
        if before.broken:  # what was in hand waits again since: these wait behind it
            self._start(self._put_back(where, rows))
            return
        self._handed.setdefault(where, []).extend(rows)
        self._in_hand.setdefault(where, before).rows.update(row.id for row in rows)
        if where not in self._busy:
            self._begin(where, look=False)

    def _break(self, where: Where) -> None:
        if (held := self._in_hand.pop(where, None)) is not None:
            held.broken = True

    def _written_down(self, where: Where, done: list[tuple[int, str]]) -> None:
        if (held := self._in_hand.get(where)) is not None:
            held.rows.difference_update(row for row, _ in done)
            if not held.rows:
                del self._in_hand[where]

    async def sweep(self) -> None:
        """Send what is due and nobody is at: after a restart, a back-off or another worker's death."""
        if self._written and self._writing is None:  # the database was away when they had been sent
            await self._store([])
        async with self._units.open(self._clock()) as unit:
            due = await OutboxRows(unit.conn, unit.vault.ring, unit.now).chats_due(200)
        self.kick(due)

    async def drain(self) -> None:
        """Wait until nothing is being sent."""
        while self._tasks:
            await asyncio.gather(*self._tasks)

    async def _run(self, where: Where) -> None:
        """Until nothing is left to do for a chat: what was handed to us first, then what is found in the table."""
        try:
            async with self._gate:
                while not self.stopping:
                    if where in self._handed:
                        if not await self._send(where, self._handed.pop(where)):
                            await self._put_back(where, self._handed.pop(where, []))
                    elif self._busy[where]:
                        self._busy[where] = False  # a kick from here on counts
                        if await self._send_some(where):
                            self._busy[where] = True
                    else:
                        break
        except Exception as error:
            self._break(where)
            self._handed.pop(where, None)  # they are found when their lease ends
            if not may_retry(error):
                log.exception("sending to %s stopped", where[0])
        finally:
            del self._busy[where]

    async def _put_back(self, where: Where, rows: list[Row]) -> None:
        """The chat must wait: rows handed to us wait behind in the table."""
        if rows:
            async with self._units.open(self._clock()) as unit:
                await OutboxRows(unit.conn, unit.vault.ring, unit.now).put_back(rows, unit.now)
            self.kick([where])

    async def _send_some(self, where: Where) -> bool:
        """Send the next rows of a chat. True: there may be more at once."""
        async with self._units.open(self._clock()) as unit:
            taken, _ = await OutboxRows(unit.conn, unit.vault.ring, unit.now).claim_chat(*where)
        return await self._send(where, taken) and bool(taken)

    async def _send(self, where: Where, taken: list[Row]) -> bool:
        """Send rows that are ours, in order. False: the chat must wait."""
        if taken:
            crash_point("after_claim_before_send")
        done: list[tuple[int, str]] = []
        for i, row in enumerate(taken):
            try:
                if not row.may_begin(self._clock()):
                    raise NotNow("its lease is over")
                done.append((row.id, await self._deliver(row)))
                crash_point("after_send_before_sent")
            except (RetryLater, NotNow, FileAway, Unclear, Unreachable, Moved, Refused) as no:
                self._break(where)
                await self._store(done)
                return await self._failed(where, row, taken[i + 1 :], no)
            except Exception as bug:
                self._break(where)
                await self._store(done)
                if may_retry(bug):
                    raise
                log.exception("a message to %s could not be sent", where[0])
                return await self._failed(where, row, taken[i + 1 :], Unclear(type(bug).__name__))
        await self._store(done)
        self._written_down(where, done)
        return True

    async def _deliver(self, row: Row) -> str:
        """Do one row; returns the id of the message it shows. Raises NotSent, except CannotEdit."""
        out = decode(row.payload)
        gateway = self._gateways[row.platform]
        if row.chat != out.to.chat:
            out = _changed(out, to=type(out.to)(out.to.platform, out.to.bot, row.chat))
        if row.target is not None:
            message = await self._message_of(row.target)
            if not message:
                if out.do != "edit" or out.quiet:
                    return ""
                out = _changed(out, do="send")
            else:
                out = _changed(out, message=message)
        try:
            sent = await gateway.deliver(out)
        except FileAway as away:
            if row.attempt < FILE_TRIES:
                raise
            log.error("a message to %s goes without its file: %s", row.platform, away)
            sent = await gateway.deliver(_changed(out, media=None, text="\n\n".join(part for part in (out.text, self._file_away) if part)))
        except CannotEdit:
            if out.do != "edit" or out.quiet:
                return ""
            sent = await gateway.deliver(_changed(out, do="send", message=""))
        message = sent or (out.message if out.do == "edit" else "")
        if message:
            self._known[row.id] = message
            while len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        return message

    async def _message_of(self, row: int) -> str:
        if row in self._known:
            return self._known[row]
        async with self._units.open(self._clock()) as unit:
            return await OutboxRows(unit.conn, unit.vault.ring, unit.now).message_of(row)

    async def _store(self, done: list[tuple[int, str]]) -> None:
        """Write down what was sent. Raises when the database is away; then it is written down by the next one, or by the sweeper."""
        self._written += done
        if not self._written:
            return
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_down())
        await asyncio.shield(self._writing)

    async def _write_down(self) -> None:
        """Whatever was sent within a moment is written down together: on PostgreSQL in one statement."""
        lines = self._units.lines
        if lines is not None:
            await asyncio.sleep(TOGETHER)
        done, self._written, self._writing = sorted(self._written), [], None
        try:
            if lines is not None:
                await quick.sent(lines, done)
            else:
                async with self._units.open(self._clock()) as unit:
                    await OutboxRows(unit.conn, unit.vault.ring, unit.now).sent(done)
        except BaseException:
            self._written += done
            raise

    async def _failed(self, where: Where, row: Row, rest: list[Row], no: Exception) -> bool:
        """What follows from a failure: the rest of the chat waits behind it, so the order holds. True: go on at once."""
        async with self._units.open(self._clock()) as unit:
            rows, now = OutboxRows(unit.conn, unit.vault.ring, unit.now), unit.now
            wait = _wait_after(row, no)
            match no:
                case Unreachable(why=why):
                    await rows.drain(*where, why)
                    await AccountRows(unit.conn, now).chat_closed(where[0], where[2])
                    await timers.put(unit.conn, "engine.shut", f"{where[0]}/{where[2]}", now)
                case Moved(chat=chat):
                    await rows.put_back([row, *rest], now)
                    await rows.move(*where, chat)
                case Refused():
                    log.error("refused by %s: %s", where[0], no)
                    await rows.dead(row, f"refused: {no}")
                case Unclear() if row.unknown:
                    await rows.dead(row, f"unclear twice: {no}")
                case NotNow() if row.attempt >= GIVE_UP:
                    await rows.dead(row, f"given up: {no}")
                case _:
                    await rows.put_back([row], now + wait, unknown=isinstance(no, Unclear), why=str(no))
            await rows.put_back(rest, now + wait)
        if isinstance(no, Moved):
            self.kick([(where[0], where[1], no.chat)])
        return not wait and not isinstance(no, Unreachable | Moved)


def _wait_after(row: Row, no: Exception) -> timedelta:
    """How long a chat waits after a failure of this row."""
    match no:
        case RetryLater(seconds=seconds):
            return timedelta(seconds=seconds)
        case Unclear() if not row.unknown:
            return timedelta(seconds=3)
        case FileAway() | NotNow() if row.attempt < GIVE_UP:
            return timedelta(seconds=BACK_OFF[min(row.attempt, len(BACK_OFF)) - 1])
        case _:
            return timedelta(0)


def _changed(out: Outgoing, **changes: object) -> Outgoing:
    return msgspec.structs.replace(out, **changes)
