"""خط میز - what changes at the desk of one rahyar, and in the conversation that is open, as it changes.   Rung by: ringing.py   Read by page/desk-stream.js

Every event holds the parts that differ from what this line told before; a line begins with everything, so nothing is lost over one that broke.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import Any

import msgspec
from aiohttp import web

from bot.desk.acts import carry_out
from bot.desk.ringing import EVERYBODY, desk_of
from bot.desk.seat import Seats
from bot.desk.showing import Part, Showing, ms
from bot.gateways.web.bell import Ear
from bot.gateways.web.guard import Problem, owned_chat, visitor
from bot.gateways.web.stream import event_of, open_line
from domain.kernel.refusal import Refusal

TOGETHER = 0.08  # seconds in which what rings is told together
_encode = msgspec.json.Encoder(enc_hook=str).encode


@dataclass(slots=True)
class Line:
    """One open page: `case` is the conversation it shows, 0 for none."""

    seats: Seats
    chat: str
    case: int
    showing: Showing = field(init=False)
    told: dict[str, bytes] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.showing = Showing(self.seats, self.chat)

    async def news(self) -> bytes:
        """What this page does not know yet; b"" for nothing. Raises Problem 403 when who sits here is no rahyar any more."""
        async with self.seats.looking() as scene:
            actor, now = await self.seats.sitting(scene, self.chat), ms(scene.unit.now)
            parts = self._changed("desk", await self.showing.desk(scene, actor))
            words = event_of("desk", parts | {"now": now}) if parts else b""
            if self.case:
                service = scene.services["moshavereh"]
                try:
                    view = await service.view(actor, self.case)
                    if not view.case.is_over and not await service.may_open(actor, self.case):
                        raise Refusal("moshavereh.no_such_case")
                    shown, lines = await self.showing.case(scene, actor, view)
                except Refusal:
                    self.case, gone = 0, self.case
                    return words + event_of("shut", {"case": gone})
                changed = self._changed("case", shown)
                if fresh := self._changed("line", lines):
                    changed["lines"] = list(fresh.values())
                if changed:
                    words += event_of("case", changed | {"case": self.case, "now": now})
                if view.case.is_over:
                    self.case = 0
            return words

    def _changed(self, kind: str, parts: Part) -> dict[str, Any]:
        fresh = {}
        for name, part in parts.items():
            encoded = _encode(part)
            if self.told.get(f"{kind}.{name}") != encoded:
                self.told[f"{kind}.{name}"] = encoded
                fresh[name] = part
        return fresh


async def events(seats: Seats, request: web.Request) -> web.StreamResponse:
    """The desk of a chat: `?case=<number of a row>` for the conversation that is open."""
    chat = await owned_chat(seats.hall, request)
    asked = request.query.get("case", "0")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= 12):
        raise Problem(400, "unreadable")
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
    line = Line(seats, chat, int(asked))
    await _keep_the_look(line)
    heard = {EVERYBODY, desk_of(actor.member_id), chat}

    async def tell(response: web.StreamResponse, ear: Ear) -> None:
        await _tell(line, request, response, ear)

    return await open_line(seats.hall, request, heard, tell)


async def _keep_the_look(line: Line) -> None:
    """That somebody looked at the full card is kept (desk:H23)."""
    seats = line.seats
    if line.case and seats.fresh_look(line.chat, line.case, seats.house.clock()):
        await carry_out(seats, line.chat, "", "look_at", {"case_id": line.case})


async def _tell(line: Line, request: web.Request, response: web.StreamResponse, ear: Ear) -> None:
    hall, quiet = line.seats.hall, 0.0
    await response.write(await line.news() + event_of("live", {}))
    while not hall.closing.is_set():
        rang = await ear.wait(hall.settings.look)
        if rang:
            await asyncio.sleep(TOGETHER)
        if hall.closing.is_set():
            break
        ear.take()
        try:
            if line.chat not in (await visitor(hall, request)).chats:
                raise Problem(401, "signed_out")
            words = await line.news()
        except Problem as no:
            await response.write(event_of("over", {"why": no.why, "text": hall.words[f"problem.{no.why}"]}))
            break
        quiet = 0.0 if words else quiet + hall.settings.look
        if quiet >= hall.settings.beat:
            words, quiet = event_of("beat", {}), 0.0
        if words:
            await response.write(words)
