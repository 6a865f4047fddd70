"""دیدارها - what must happen between people of the town before somebody is asked a question at all.   Who lives there: town.py   Asked for: crawler.py"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace

from bot.scene import open_scene
from domain.kernel.money import Rial
from domain.loan.loan import LoanPurpose, MilitaryService
from domain.loan.terms import Track
from tests.walk.town import Neighbours

Meeting = Callable[[Neighbours], Awaitable[tuple[str, object]]]
"""What happens; who then begins the dialog, about what."""


async def _a_list_to_tick(town: Neighbours) -> tuple[str, object]:
    """A hamyar calls a rahyar where several may be ticked, who fills it in."""
    hamyar, rahyar = town.person("hamyar1"), town.person("rahyar2")
    begun = next(a for a in await town.kanoon("hamyar1", "activities") if a.title == "لایروبی قنات")
    await hamyar.begins("kanoon.activity_mark", begun.id)
    await hamyar.says("/rahyar")
    case = max(c.id for c in await town.do("rahyar2", "moshavereh", "at_desk"))
    await town.do("rahyar2", "moshavereh", "take", case)
    await rahyar.begins("moshavereh.answer", case)
    return "rahyar2", int(case)


async def _somebody_is_blocked(town: Neighbours) -> tuple[str, object]:
    """A rahyar ends a talk for abuse; the dabir may lift that."""
    await town.person("free1").opens()
    await town.person("free1").says("/rahyar")
    case = max(c.id for c in await town.do("rahyar2", "moshavereh", "at_desk"))
    await town.do("rahyar2", "moshavereh", "take", case)
    await town.do("rahyar2", "moshavereh", "block", case, "چند بار ناسزا گفت", 7)
    return "dabir1", None


async def _a_support_comes_after_the_request(town: Neighbours) -> tuple[str, object]:
    """Hamyar1 lends to Hamyar4 (loans.py), who asks for more than their own points are enough for and has not said yes to it."""
    asked = await town.do("hamyar4", "loan", "ask", Track.NO_FEE, Rial(50_000_000), 12, LoanPurpose.HASTEH, MilitaryService.NOT_LIABLE, False)
    return "hamyar4", int(asked)


async def _their_address_is_known(town: Neighbours) -> tuple[str, object]:
    """Free1 has told where they live."""
    async with open_scene(town.world.house, town.world.town.now) as scene:
        members = scene.services["membership"].ports.members
        me = await members.find((await town.actor(scene, "free1")).member_id)
        assert me is not None
        await members.save(replace(me, home=replace(me.home, address="کرمان، خیابان شریعتی، کوچه‌ی ۳، پلاک ۸", postal_code="7613812345")))
    return "free1", None


async def _wants_it_at_home(town: Neighbours) -> tuple[str, object]:
    """Free1 has something in the cart as well."""
    await town.do("free1", "bazaar", "put_in_cart", 2, 1)
    return await _their_address_is_known(town)


def _stands_so(who: str, subject: int | None) -> Meeting:
    """Nobody has to meet: they stand where the question is asked (loans.py)."""

    async def met(town: Neighbours) -> tuple[str, object]:
        return who, subject

    return met


MEETINGS: dict[str, tuple[str, Meeting]] = {
    "_answer": ("moshavereh.fill", _a_list_to_tick),
    "_check_money": ("cheque.cheque", _stands_so("rahbar5", 6)),
    "_confirm": ("loan.pay", _stands_so("rahyar3", 2)),
    "_file_there": ("loan.family", _stands_so("hamyar5", None)),
    "_home": ("hasteh.ask", _their_address_is_known),
    "_supported": ("loan.ask", _stands_so("hamyar4", None)),
    "ask_whom": ("cheque.pass_on", _stands_so("rahbar5", 2)),
    "cheque.pass_on": ("cheque.pass_on", _stands_so("rahbar5", 2)),
    "cheque.reject": ("cheque.reject", _stands_so("rahbar5", 1)),
    "bazaar.take_back": ("bazaar.take_back", _stands_so("rahbar4", 10)),
    "bazaar.rate": ("bazaar.rate", _stands_so("rahbar4", 8)),
    "bazaar.opinions": ("bazaar.opinions", _stands_so("rahbar4", 2)),
    "mts.claim": ("mts.claim", _stands_so("rahbar5", 7)),
    "mts.deliver": ("mts.deliver", _stands_so("hamyar2", 9)),
    "mts.no_code": ("mts.no_code", _stands_so("hamyar2", 4)),
    "_origin": ("mts.send", _their_address_is_known),
    "_where_to": ("bazaar.order", _wants_it_at_home),
    "mts.shift": ("mts.shift", _stands_so("hamyar2", None)),
    "_other_way": ("mts.send", _stands_so("member1-3", None)),
    "hasteh.match": ("hasteh.match", _stands_so("rahbar6", 1)),
    "hasteh.link": ("hasteh.link", _stands_so("hamyar1", 1)),
    "hasteh.drive": ("hasteh.drive", _stands_so("hamyar1", 1)),
    "hasteh.bring_together": ("hasteh.bring_together", _stands_so("dabir1", None)),
    "hasteh.put_up": ("hasteh.put_up", _stands_so("hamyar1", None)),
    "hasteh.open_drive": ("hasteh.open_drive", _stands_so("hamyar1", None)),
    "hasteh.called": ("hasteh.called", _stands_so("rahbar1", 1)),
    "hasteh.call": ("hasteh.call", _stands_so("dabir1", None)),
    "_marks": ("hasteh.board", _stands_so("dabir1", 1)),
    "_released": ("sat.watch", _stands_so("admin1", None)),
    "_suspended": ("sat.watch", _stands_so("poshtiban1", None)),
    "_advance": ("bazaar.order", _stands_so("rahbar2", None)),
    "_days": ("bazaar.order", _stands_so("rahbar5", None)),
    "_months": ("bazaar.order", _stands_so("rahbar5", None)),
    "how_later": ("bazaar.order", _stands_so("rahbar5", None)),
    "_nothing_open": ("bazaar.order", _wants_it_at_home),
    "_pay_in": ("aghsat.agree", _stands_so("rahyar3", 5)),
    "aghsat.agree": ("aghsat.agree", _stands_so("rahbar5", 4)),
    "aghsat.pay": ("aghsat.pay", _stands_so("rahbar5", 1)),
    "aghsat.plan": ("aghsat.plan", _stands_so("rahbar5", 1)),
    "_how_to_pay": ("bazaar.order", _stands_so("rahbar6", None)),
    "sat.mend": ("sat.mend", _stands_so("hamyar4", 3)),
    "sat.mend_product": ("sat.mend_product", _stands_so("admin1", 5)),
    "hasteh.mend": ("hasteh.mend", _stands_so("rahbar5", 3)),
    "loan.follow": ("loan.follow", _a_support_comes_after_the_request),
    "loan.contract": ("loan.contract", _stands_so("rahbar6", 3)),
    "loan.relief": ("loan.relief", _stands_so("rahyar3", 2)),
    "moshavereh.unblock": ("moshavereh.unblock", _somebody_is_blocked),
}
"""Function with the question -> its dialog, and the meeting before it."""
