"""اتاق‌های میز - the addresses of the desk.   Acts: acts.py   Live: line.py   Files: files.py   Page: bot/gateways/web/page/desk.html"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from aiohttp import web

from bot.desk import acts, asking, line, signs
from bot.desk.seat import Seats
from bot.gateways.web.guard import Room, guarded
from bot.gateways.web.hall import Hall
from bot.gateways.web.shell import page
from bot.platforms import fetch_media

if TYPE_CHECKING:
    from bot.house import House

DeskRoom = Callable[[Seats, web.Request], Awaitable[web.StreamResponse]]
BASE = "/web/desk/{chat}"
CASE = BASE + "/cases/{case:[0-9]{1,12}}"


class Desk:
    """The desk beside the chat page: the same sessions, the same guard, the same bell."""

    def __init__(self, house: House, hall: Hall) -> None:
        self._seats = Seats(house, hall, partial(fetch_media, house))
        hall.serves = self._seats.serving

    def add_routes(self, app: web.Application) -> None:
        """Serve the page at `/desk`. Before the application starts."""
        hall = self._seats.hall
        app.router.add_get("/desk", guarded(hall, lambda _hall, request: page(_hall, request, "desk.html")))
        for path, look in (
            (f"{BASE}/events", line.events),
            (f"{BASE}/about", asking.about),
            (f"{BASE}/ready", asking.ready),
            (f"{CASE}/step", asking.step),
            (f"{CASE}/files/{{line:[0-9]{{1,12}}}}", asking.file),
        ):
            app.router.add_get(path, guarded(hall, self._room(look)))
        for path, act in ((f"{CASE}/attached", acts.attached), (f"{CASE}/writes", signs.writes), (f"{CASE}/{{act}}", acts.of_case), (f"{BASE}/{{act}}", acts.of_desk)):
            app.router.add_post(path, guarded(hall, self._room(act), writes=True))

    def _room(self, room: DeskRoom) -> Room:
        async def enter(_hall: Hall, request: web.Request) -> web.StreamResponse:
            return await room(self._seats, request)

        return enter
