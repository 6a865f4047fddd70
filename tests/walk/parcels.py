"""مرسوله‌های شهر - offered, fetched, taken along, handed over without a code, claimed, between two cities, one of the bank.   The town: town.py"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.kernel.money import Rial
from domain.mts.claim import ClaimKind
from domain.mts.job import Vehicle
from domain.mts.parcel import ParcelId, ParcelKind, ParcelState, Spot
from domain.mts.sending import ParcelForm

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

SENDER, CARRIER, DISPATCHER = "rahbar5", "hamyar2", "dabir1"
HERE = Spot("kerman", "کرمان", "کرمان، خیابان شریعتی، کوچه‌ی ۳، پلاک ۸", "7613812345")
THERE = Spot("golestan", "گرگان", "گرگان، خیابان امام، کوچه‌ی لاله، پلاک ۱۲", "4913815739")


async def _sent(town: Neighbours, *deeds: str, to: str = "hamyar5", target: Spot = HERE) -> ParcelId:
    """Accepted and carried as far as the deeds go; no deeds: only offered."""
    code = await town.code(to) if to else ""
    form = ParcelForm(ParcelKind.GOODS, "یک گلیم پشمی", HERE, target, 1500, Rial(0), code, "" if to else "مریم حسینی", "" if to else "+989123333333")
    number: ParcelId = await town.do(SENDER, "mts", "send", form)
    if deeds:
        job = next(j for j in await town.do(CARRIER, "mts", "open_jobs") if j.parcel == number)
        await town.do(CARRIER, "mts", "accept", job.id)
    for deed in deeds[1:]:
        more = ("علی حسینی، پسر گیرنده", "photo|web:photo-1") if deed == "hand_over_without_code" else ()
        await town.do(CARRIER, "mts", deed, number, *more)
    return number


async def keep_parcels(town: Neighbours) -> None:
    """After booths, where people got money: Rahbar5 sends, Hamyar2 carries, Dabir1 dispatches."""
    await town.do(CARRIER, "mts", "go_online", "kerman", "کرمان", Vehicle.CAR)
    taken = ("accept", "pick_up", "take_along")
    await _sent(town)
    await _sent(town, "accept")
    await _sent(town, *taken)
    await _sent(town, *taken, to="")
    await _sent(town, *taken, "hand_over_without_code", to="")
    damaged = await _sent(town, *taken, "hand_over_without_code", to="")
    await town.do(DISPATCHER, "mts", "believe", damaged, True)
    await town.do(SENDER, "mts", "claim", damaged, ClaimKind.DAMAGED, "جعبه له شده است", ("photo|web:photo-1",))
    late = await _sent(town, *taken, "hand_over_without_code", to="")
    await town.do(DISPATCHER, "mts", "believe", late, True)
    far = await _sent(town, "accept", "pick_up", "hand_in", target=THERE)
    await town.do(DISPATCHER, "mts", "note", far, ParcelState.AT_DESTINATION, town.world.town.now, "گرگان")
    bank = await _sent(town, *taken)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        parcels = scene.services["mts"].parcels
        found = await parcels.find(bank)
        assert found is not None
        await parcels.save(replace(found, kind=ParcelKind.BANK_CARD))
