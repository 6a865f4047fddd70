"""ورود از صفحه - what the page's sign-in asks of the house: where a code goes, and whose a chat is.   Ports: bot/gateways/web/signin.py, hall.py"""

from __future__ import annotations

import logging
from html import escape
from typing import TYPE_CHECKING

from bot.gateways.base import Address, Outgoing
from bot.gateways.web.hall import PLATFORM
from bot.scene import open_scene
from domain.kernel.people import SYSTEM

if TYPE_CHECKING:
    from bot.house import House

log = logging.getLogger(__name__)


class CodesToMembers:
    """A code goes to the messenger where its member is signed in, and where there is none by text message (decision 22). Fulfils `SendCode`.

    It goes beside the answer: neither what the page says nor how long it takes tells who is known here.
    """

    def __init__(self, house: House) -> None:
        self._house = house

    async def send(self, mobile: str, text: str) -> None:
        self._house.spawn(self._send(mobile, text))

    async def _send(self, mobile: str, text: str) -> None:
        try:
            by_sms = await self._to_messenger(mobile, text)
            if by_sms and self._house.outside.carrier is not None:
                await self._house.outside.carrier.send(mobile, text)
        except Exception:
            log.warning("a sign-in code did not leave", exc_info=True)

    async def _to_messenger(self, mobile: str, text: str) -> bool:
        """Hand it to the outbox of a messenger, once; True when a text message is the way."""
        house = self._house
        async with open_scene(house, house.clock()) as scene:
            ways = await scene.services["membership"].ways_to(SYSTEM, mobile)
            accounts = [await scene.accounts.find(person) for person in ways.accounts]
            there = next((a for a in accounts if a is not None and a.platform != PLATFORM and a.platform in house.gateways), None)
            if there is not None:
                scene.leaving.add(Outgoing("send", Address(there.platform, there.bot, there.chat), escape(text, quote=False)))
            await scene.settle()
        house.kick({row.where for row in scene.leaving.rows})
        return there is None and bool(ways.sms)


async def belongs(house: House, chat: str, mobile: str) -> bool:
    """Whether a chat of the page is still that of whoever proves a mobile."""
    async with open_scene(house, house.clock()) as scene:
        return bool(await scene.services["membership"].is_page_of(SYSTEM, f"{PLATFORM}:{chat}", mobile))
