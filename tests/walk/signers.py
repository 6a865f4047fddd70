"""امضاهای شهر - somebody with a signature, a draft, a note that waits for its guarantor, and one that is issued.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.icap.certifying import TO_CERTIFY
from domain.icap.note import NoteId
from domain.icap.signing import to_sign
from domain.kernel.money import Rial
from storage.membership import ChallengeRows

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

LOAN = Rial(100_000_000)


async def steps(town: Neighbours, who: str, about: str) -> None:
    """As if the right code had been written."""
    me = await town.member(who)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{about}", scene.unit.now)


async def _note(town: Neighbours, who: str, guarantor: str = "", *, signed: bool) -> None:
    number: NoteId = await town.do(who, "icap", "draft", LOAN, await town.code(guarantor) if guarantor else "")
    if signed:
        await steps(town, who, to_sign(number))
        await town.do(who, "icap", "sign", number)


async def keep_notes(town: Neighbours) -> None:
    """Those who are known already (counter.py)."""
    for who in ("hamyar1", "hamyar2", "hamyar4", "rahbar2", "rahbar3"):
        await steps(town, who, TO_CERTIFY)
        await town.do(who, "icap", "certify")
    await town.do("hamyar4", "hesam", "send", await town.code("rahbar3"), Rial(4_780_000), "بابت نهال", False)  # nothing left for a stamp
    await _note(town, "hamyar2", signed=False)
    await _note(town, "rahbar2", "hamyar1", signed=True)
    await _note(town, "rahbar3", signed=True)
