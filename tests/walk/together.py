"""با هم در شهر - offers and needs, one who is to answer, two who agreed, and something that hastehs do together.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.hasteh.chain import ChainSide, ChainStage, LinkId
from domain.hasteh.drive import DriveKind
from domain.hasteh.model import HastehState

if TYPE_CHECKING:
    from tests.walk.town import Neighbours


async def _puts_up(town: Neighbours, who: str, side: ChainSide, item: str) -> LinkId:
    led = next(h for h in await town.do(who, "hasteh", "mine") if h.state is HastehState.ACTIVE)
    number: LinkId = await town.do(who, "hasteh", "put_up", led.id, side, ChainStage.SUPPLY, item)
    return number


async def keep_together(town: Neighbours) -> None:
    """After booths: who leads an active hasteh is there."""
    need = await _puts_up(town, "hamyar1", ChainSide.NEED, "نخ پشم")
    await town.do("hamyar1", "hasteh", "introduce", need, await _puts_up(town, "rahbar6", ChainSide.OFFER, "نخ پشم کله‌ای"))
    agreed = await town.do("hamyar1", "hasteh", "introduce", need, await _puts_up(town, "hamyar4", ChainSide.OFFER, "نخ پشم رنگ‌شده"))
    await town.do("hamyar4", "hasteh", "answer_match", agreed, True)
    await _puts_up(town, "hamyar5", ChainSide.OFFER, "نخ پشم دست‌ریس")
    drive = await town.do("hamyar1", "hasteh", "open_drive", DriveKind.PURCHASE, "خرید گروهی نخ", "کیلویی ۲۰۰ هزار تومان", 5, 7, 2)
    await town.do("hamyar1", "hasteh", "take_part", drive, 2)
