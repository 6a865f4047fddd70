"""صفحه‌های پرداخت - where a browser comes back to from the payment gateway, and the page of the twin where one pays «آزمایشی».   Gateways: bot/outside/paying.py"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aiohttp import web

from bot.gateways.web.guard import HEADERS, Problem, address_of, guarded, not_too_often
from bot.gateways.web.hall import Hall
from bot.gateways.web.shell import PAGE
from bot.gateways.web.words import filled
from bot.outside.paying import BACK, TRIAL, TwinGateway
from bot.scene import open_scene
from domain.kernel.people import SYSTEM
from domain.kernel.persian.amounts import amount_in_words
from domain.kernel.persian.letters import PERSIAN_DIGITS

if TYPE_CHECKING:
    from bot.house import House

FORM = HEADERS | {"Content-Security-Policy": HEADERS["Content-Security-Policy"].replace("form-action 'none'", "form-action 'self'")}
NAME = re.compile(r"[A-Za-z0-9]{20,80}")
"""What gateways call a payment."""


class PayPages:
    """Nothing that a browser says is believed: it is a reason to ask the gateway, which happens in a transaction of its own."""

    def __init__(self, house: House, hall: Hall) -> None:
        self._house, self._hall = house, hall

    def add_routes(self, app: web.Application) -> None:
        """Before the application starts."""
        app.router.add_get(BACK, guarded(self._hall, self.back))
        if isinstance(self._house.outside.gateway, TwinGateway):
            app.router.add_get(f"{TRIAL}/{{authority}}", guarded(self._hall, self.trial))
            app.router.add_post(f"{TRIAL}/{{authority}}", guarded(self._hall, self.decide))

    async def back(self, _hall: Hall, request: web.Request) -> web.StreamResponse:
        """From the gateway. Known or not, the page is the same: it tells nobody which authorities there are."""
        await not_too_often(self._hall, f"pay:{address_of(self._hall, request)}")
        authority = request.query.get("Authority", "")
        if NAME.fullmatch(authority):  # whatever else is asked for costs the database nothing
            async with open_scene(self._house, self._house.clock()) as scene:
                await scene.services["hesam"].came_back(SYSTEM, authority)
                await scene.settle()
        return self._page("pay.html", {})

    async def trial(self, _hall: Hall, request: web.Request) -> web.StreamResponse:
        """What is to be paid, and the two buttons; once decided, the way back."""
        found = await self._twin.look(request.match_info["authority"])
        if found is None:
            raise Problem(404, "nothing")
        rials, state = found
        if state != "open":
            return self._page("pay.html", {})
        amount = {"pay.amount": self._house.texts.plain("hesam.pay_page.amount", amount=rials), "pay.in_words": amount_in_words(rials)}
        return self._page("pay-trial.html", amount)

    async def decide(self, _hall: Hall, request: web.Request) -> web.StreamResponse:
        """The button; then back, as a real gateway sends one back."""
        authority = request.match_info["authority"]
        await not_too_often(self._hall, f"pay:{address_of(self._hall, request)}")
        if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none") or await self._twin.look(authority) is None:
            raise Problem(404, "nothing")
        pays = (await request.post()).get("pays") == "1"
        await self._twin.decide(authority, pays=pays)
        raise web.HTTPSeeOther(f"{BACK}?Authority={authority}&Status={'OK' if pays else 'NOK'}")

    @property
    def _twin(self) -> TwinGateway:
        gateway = self._house.outside.gateway
        if not isinstance(gateway, TwinGateway):
            raise Problem(404, "nothing")
        return gateway

    def _page(self, name: str, more: dict[str, str]) -> web.Response:
        words = {**self._hall.words, **{key: told.translate(PERSIAN_DIGITS) for key, told in more.items()}}
        return web.Response(text=filled((PAGE / name).read_text("utf-8"), words), content_type="text/html", headers=FORM)
