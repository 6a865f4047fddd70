"""نشانه‌ها - passing signs from the desk: that a rahyar is writing (desk:H15). Best effort: nothing is stored, nothing waits for one, a lost one is no loss."""

from __future__ import annotations

import logging
from datetime import timedelta

from aiohttp import web

from bot.desk.seat import Seats
from bot.gateways.base import Address, NotSent, Outgoing
from bot.gateways.web.guard import not_too_often, owned_chat
from domain.kernel.people import SYSTEM
from domain.moshavereh.model import CaseState
from storage.kit.accounts import Account

log = logging.getLogger(__name__)

EVERY = timedelta(seconds=4)
"""Platforms show the sign for about five seconds."""


async def writes(seats: Seats, request: web.Request) -> web.Response:
    """The rahyar who has a case writes to its person, who sees so where their platform can show it. 204 in any case: a sign is not worth an error."""
    chat, number = await owned_chat(seats.hall, request), int(request.match_info["case"])
    await not_too_often(seats.hall, f"chat:{chat}")
    async with seats.looking() as scene:
        actor = await seats.sitting(scene, chat)
        case = await scene.services["moshavereh"].case(SYSTEM, number)
        if case is None or case.rahyar != actor.member or case.state is not CaseState.TAKEN or not seats.fresh_sign(chat, number, scene.unit.now, EVERY):
            return web.Response(status=204)
        there = await (scene.accounts.find(case.person) if case.member is None else scene.accounts.reach(case.member))
    if there is not None and there.blocked is None:
        seats.house.spawn(_show(seats, there))
    return web.Response(status=204)


async def _show(seats: Seats, there: Account) -> None:
    gateway = seats.house.gateways.get(there.platform)
    if gateway is None:
        return
    try:
        await gateway.deliver(Outgoing("typing", Address(there.platform, there.bot, there.chat)))
    except NotSent as no:
        log.debug("a sign of writing was not shown on %s: %s", there.platform, type(no).__name__)
