"""پرداخت در پیام‌رسان - a checkout is answered, and a payment that the messenger tells of is asked about.   Rules: domain/hesam/invoicing.py   Called by: inbox.py"""

from __future__ import annotations

from bot.gateways.base import Incoming, Outgoing
from bot.scene import Scene
from domain.hesam.invoicing import Checkout
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM


async def check_out(scene: Scene, incoming: Incoming) -> None:
    """May they pay this now? The messenger waits ten seconds for the answer."""
    rials, hesam = Rial(int(incoming.payload)) if incoming.payload.isdecimal() else Rial(0), scene.services["hesam"]
    verdict: Checkout = await hesam.check_out(SYSTEM, incoming.ref, rials, incoming.who, incoming.message)
    why_not = "" if verdict is Checkout.GO_ON else scene.house.texts.say(f"hesam.checkout.{verdict.value}")
    scene.leaving.add(Outgoing("permit", incoming.at, why_not, tap=incoming.message))


async def was_paid(scene: Scene, incoming: Incoming) -> None:
    """Nothing is believed but what the messenger answers when it is asked."""
    await scene.services["hesam"].was_paid(SYSTEM, incoming.ref, incoming.message)
