"""حامیان شهر - somebody who can lend, a request of each sort, a support that was given, a question that waits for its answer.   The town: town.py"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from bot.scene import open_scene
from domain.hami.asking import Whom
from domain.hami.giving import to_give
from domain.hami.model import HamiKind, SpentOn, Trade
from domain.hesam.model import BANK, Entry, Posting, Why, own
from domain.kernel.money import Rial
from storage.hesam import BookRows
from storage.membership import ChallengeRows

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

HELD = timedelta(days=170)
LENT = Rial(10_000_000)
STORY = "می‌خواهم دار قالی دوم را بخرم تا دخترم هم کار کند."


async def gathers(town: Neighbours, who: str) -> None:
    """As if the money had been there for half a year."""
    me = await town.member(who)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        posting = Posting(BANK, own(me), Rial(500_000_000))
        entry = Entry(f"walk:held:{who}", Why.PAID_IN, (posting,), "walk:money:2", town.world.town.now - HELD)
        await BookRows(scene.unit).write(entry, f"walk:held:{who}")


async def _lends(town: Neighbours, who: str, to: str) -> None:
    me, code = await town.member(who), await town.code(to)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{to_give(code)}", scene.unit.now)
    await town.do(who, "hami", "give", code, LENT, SpentOn.BAZAAR)


async def keep_supports(town: Neighbours) -> None:
    """Hamyar1 helps with everything; rahbar1 and two beside them have asked."""
    for who in ("hamyar1", "rahbar1"):
        await gathers(town, who)
        await town.do(who, "hami", "help_with", tuple(HamiKind), Trade.HANDICRAFT)
    hamyar = await town.code("hamyar1")
    for who in ("hamyar2", "rahbar3"):
        asked = await town.do(who, "hami", "ask", HamiKind.CREDIT, Rial(50_000_000), SpentOn.LOAN, STORY, Whom.ONE, hamyar)
        await town.do("hamyar1", "hami", "question", asked, "دار قالی را از کجا می‌خرید؟")
    await town.do("rahbar1", "hami", "ask", HamiKind.TRADE, Rial(0), SpentOn.LOAN, STORY, Whom.TRADE, Trade.HANDICRAFT.value)
    await _lends(town, "hamyar1", "hamyar4")
    await _lends(town, "hamyar1", "rahbar1")
