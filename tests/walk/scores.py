"""سنجش‌های شهر - results, one that gathers, a dispute, a permit and an improver who is asked.   The town: town.py"""

from __future__ import annotations

from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.merat.model import Declaration, Opinion, Purpose, WitnessId
from domain.merat.scorecard import Household

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

SAID = Declaration(Household(Rial(120_000_000), Rial(0), 1, Rial(30_000_000)))


async def evaluated(town: Neighbours, who: str, *leaders: tuple[str, int]) -> None:
    """Asked, answered by whoever leads, and evaluated."""
    check = await town.do(who, "merat", "ask", SAID)
    for leader, witness in leaders:
        await town.do(leader, "merat", "answer", WitnessId(witness), Opinion.YES)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        await scene.services["merat"].evaluate(SYSTEM, check)
        await scene.settle()


async def keep_scores(town: Neighbours) -> None:
    """Of whoever the walk begins with, and of three beside them."""
    await evaluated(town, "rahbar1", ("hamyar1", 1))
    for who in ("hamyar5", "rahbar5"):
        await evaluated(town, who)
    await town.do("member1-1", "merat", "ask", SAID)
    await town.do("rahbar1", "merat", "permit", await town.code("hamyar5"), Purpose.GUARANTEE, 30)
    await town.do("rahbar5", "merat", "ask_improver", await town.code("hamyar5"))
    await town.do("hamyar5", "merat", "dispute", "این آمار درست نیست")
