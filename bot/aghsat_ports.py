"""درگاه‌های ام‌اقساط - members, points and supports, what is bought by plans, and the ledger.   Ports: domain/aghsat/ports.py"""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from bot.icap_ports import ProofsInHouse, Signers
from domain.aghsat.bon import Bon
from domain.aghsat.plan import Plan
from domain.aghsat.ports import Capacity, Coming, Friend, Help
from domain.bazaar.order import OrderId
from domain.hami.model import SpentOn, SupportId
from domain.hesam.model import FEES, Account, Money, Posting, Why, own
from domain.icap.ports import Signer
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, MemberId
from domain.merat.scorecard import Grade

if TYPE_CHECKING:
    from bot.services import Services

STRONG = (Grade.EXCELLENT, Grade.GOOD)
"""Who is trusted with buying now and paying on a later day, as long as nobody else vouches for them [assumption]."""


class HouseOfPlans:
    """Whoever may sign may also buy so; the rest is asked of the subsystems that keep it."""

    def __init__(self, services: Services) -> None:
        self._services, self._people, self._proofs = services, Signers(services.unit), ProofsInHouse(services)

    async def known(self, member: MemberId) -> Friend | None:
        return _friend(await self._people.known(member))

    async def by_code(self, code: str) -> Friend | None:
        return _friend(await self._people.by_code(code))

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return await self._people.short_names_of(ids)

    async def stepped_up(self, member: MemberId, about: str) -> bool:
        return await self._proofs.stepped_up(member, about)

    async def overdue(self, member: MemberId) -> int:
        return int(await self._services["loan"].overdue_of(SYSTEM, member))

    async def capacity(self, member: MemberId) -> Capacity | None:
        seen = await self._services["merat"].result_for(SYSTEM, member)
        return None if seen is None else Capacity(seen.grade is not Grade.UNFIT, seen.grade in STRONG, seen.monthly)

    async def paying(self, member: MemberId) -> Rial:
        return Rial(await self._services["loan"].paying_of(SYSTEM, member))

    async def hold_still(self, member: MemberId) -> None:
        await self._services["hami"].hold_still(SYSTEM, member)

    async def points(self, member: MemberId) -> Rial:
        return Rial(await self._services["loan"].points_free(SYSTEM, member))

    async def helps(self, member: MemberId) -> list[Help]:
        return [Help(int(s.id), s.hami, s.left) for s in await self._services["hami"].usable_for(SYSTEM, member, SpentOn.BAZAAR)]

    async def use_help(self, support: int, member: MemberId, credit: Rial) -> None:
        await self._services["hami"].use(SYSTEM, SupportId(support), member, credit, SpentOn.BAZAAR)

    async def free_help(self, support: int, credit: Rial) -> None:
        await self._services["hami"].unuse(SYSTEM, SupportId(support), credit)

    async def hami_of(self, support: int) -> MemberId | None:
        found: MemberId | None = await self._services["hami"].hami_of(SYSTEM, SupportId(support))
        return found

    async def coming(self, member: MemberId) -> list[Coming]:
        return [Coming(number, due, amount) for number, due, amount in await self._services["loan"].coming_of(SYSTEM, member)]


def _friend(one: Signer | None) -> Friend | None:
    return None if one is None else Friend(one.id, one.code, one.short_name)


ORDER = "bazaar:order:"


class ThingsOfPlans:
    """What is bought by plans, by the name of the thing; a subsystem that sells so gets its lines here."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def hold(self, thing: str) -> None:
        await self._services["bazaar"].waits_for_plan(SYSTEM, _order(thing))

    async def paid(self, thing: str) -> None:
        await self._services["bazaar"].paid_by_plan(SYSTEM, _order(thing))


def _order(thing: str) -> OrderId:
    if not thing.startswith(ORDER):
        raise LookupError(f"nobody sells {thing} by a plan")
    return OrderId(int(thing.removeprefix(ORDER)))


class TillOfPlans:
    """The ledger. What a member owes stands on an account of each plan; a voucher is an account of its own, bound to it."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def free(self, member: MemberId) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, own(member))).free)

    async def begin(self, plan: Plan) -> None:
        held, me = _held(plan), own(plan.member)
        await self._post(f"plan:{plan.id}:begun", Why.PLAN, plan.about, (me, held, plan.terms.advance), (_owed(plan), held, plan.financed))
        await self._post(f"plan:{plan.id}:cost", Why.PLAN_COST, plan.about, (me, FEES, plan.cost))

    async def pay(self, plan: Plan, first: int, amount: Rial) -> None:
        await self._post(f"plan:{plan.id}:part:{first}", Why.PART, plan.about, (own(plan.member), _owed(plan), amount))

    async def give_back(self, plan: Plan, owed: Rial, cash: Rial) -> None:
        held = _held(plan)
        await self._post(f"plan:{plan.id}:back:{plan.back}", Why.ORDER_BACK, plan.about, (held, _owed(plan), owed), (held, own(plan.member), cash))

    async def cost_back(self, plan: Plan) -> None:
        await self._post(f"plan:{plan.id}:cost_back", Why.PLAN_COST, plan.about, (FEES, own(plan.member), plan.cost))

    async def check_may_leave(self, member: MemberId, amount: Rial) -> None:
        await self._services["hesam"].check_may_leave(SYSTEM, member, amount)

    async def fill(self, bon: Bon) -> None:
        await self._post(f"bon:{bon.id}:given", Why.BON, bon.about, (own(bon.giver), _voucher(bon), bon.amount))

    async def left(self, bon: Bon) -> Rial:
        return Rial((await self._services["hesam"].balance(SYSTEM, _voucher(bon))).free)

    async def empty(self, bon: Bon, amount: Rial) -> None:
        await self._post(f"bon:{bon.id}:over:{bon.version}", Why.BON_BACK, bon.about, (_voucher(bon), own(bon.giver), amount))

    async def _post(self, key: str, why: Why, about: str, *parts: tuple[Account, Account, Rial]) -> None:
        postings = tuple(Posting(source, target, amount) for source, target, amount in parts if amount)
        if postings:
            await self._services["hesam"].post(SYSTEM, key, why, postings, about)


def _owed(plan: Plan) -> Account:
    return Account(Money.RECEIVABLE, plan.member, f"plan:{plan.id}")


def _held(plan: Plan) -> Account:
    """Where whoever sells it holds what was paid."""
    return Account(Money.ESCROW, 0, f"order:{_order(plan.thing)}")


def _voucher(bon: Bon) -> Account:
    return Account(Money.BON, bon.member, f"bon:{bon.id}")
