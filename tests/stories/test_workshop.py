"""از کارگاه تا مشتری - the story of seed 004 in one piece: from the invitation to a kilim sold by instalments; the board follows, every rial is accounted for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.audit import audit
from domain.aghsat.plan import PlanId, PlanState
from domain.aghsat.signing import to_agree
from domain.bazaar.order import OrderId, OrderState, Place
from domain.bazaar.ports import Later
from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.hasteh.board import StepState, WayStep
from domain.hasteh.model import HastehId
from domain.hasteh.work_call import WorkAim
from domain.hesam.model import Account, Money
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from domain.kernel.refusal import Refusal
from domain.loan.loan import LoanState
from domain.membership.places import Home, Province
from domain.mts.job import Vehicle
from domain.mts.parcel import ParcelId, ParcelState
from domain.sat.base import to_sign
from domain.sat.model import Method
from domain.sat.policy import CONTRACT
from domain.sat.sections import Section
from tests.bazaar.conftest import settles
from tests.conftest import NewDatabase
from tests.loan.conftest import MILLION, TEN, lends, noted, open_bank, proves, signs
from tests.loan.conftest import asks as asks_for_loan
from tests.membership.neighbours import form_of
from tests.membership.townsfolk import Folk
from tests.merat.conftest import pay_in
from tests.sat.conftest import KILIM, WORKSHOP, on_sale, opened

HERE, THERE = "area:golestan", Place("kerman", "کرمان", "کرمان، خیابان شریعتی، کوچه‌ی ۳، پلاک ۸", "7613812345")
HOME = Place("golestan", "گرگان", "گرگان، خیابان امام، پلاک ۱۲", "4913815739")
HATS = {
    "reza": (Hat(Role.RAHYAR_AREA, HERE), Hat(Role.POSHTIBAN), Hat(Role.BAZAAR_MANAGER), Hat(Role.CARRIER)),
    "hassan": (Hat(Role.NAMAYANDE, HERE), Hat(Role.CARRIER), Hat(Role.DISPATCHER), Hat(Role.ADMIN)),
}
YARN_PRICE, KILIM_PRICE = Rial(5 * MILLION), Rial(6 * MILLION)
BUYER = "wali"


@pytest.fixture
async def town(sqlite_url: str) -> AsyncIterator[Folk]:
    async with open_bank(sqlite_url) as made:
        yield made


async def does(folk: Folk, who: str, service: str, verb: str, *args: Any) -> Any:
    me = Actor((await folk.member(who)).id, frozenset({Hat(Role.MEMBER), *HATS.get(who, ())}), f"telegram:{who}")
    async with folk.scene() as scene:
        return await getattr(scene.services[service], verb)(me, *args)


async def told(folk: Folk, who: str, service: str, verb: str, *args: Any) -> str:
    try:
        await does(folk, who, service, verb, *args)
    except Refusal as no:
        return no.code
    return "done"


async def steps(folk: Folk, number: HastehId) -> dict[WayStep, StepState]:
    return {s.step: s.state for s in await does(folk, "zahra", "hasteh", "board", number)}


async def carried(folk: Folk, order: OrderId, buyer: str, carrier: str = "hassan") -> None:
    """Fetched at the booth, on the road to another province where it is one, brought to the door, handed over against the code that only the buyer has."""
    async with folk.scene() as scene:
        parcel = ParcelId((await scene.services["mts"].of_order(SYSTEM, int(order))).id)
    await takes(folk, "hassan", parcel)
    await does(folk, "hassan", "mts", "pick_up", parcel)
    if carrier != "hassan":
        await does(folk, "hassan", "mts", "hand_in", parcel)
        for state, where in ((ParcelState.IN_TRANSIT, "گرگان"), (ParcelState.AT_DESTINATION, "کرمان")):
            await folk.town.later(hours=3)
            await does(folk, "hassan", "mts", "note", parcel, state, folk.town.now, where)
        await takes(folk, carrier, parcel)
    await does(folk, carrier, "mts", "take_along", parcel)
    secret = (await does(folk, buyer, "mts", "parcel", parcel)).secret
    assert secret and secret not in folk[carrier].text
    assert await does(folk, carrier, "mts", "deliver", parcel, secret, "") is True


async def takes(folk: Folk, carrier: str, parcel: ParcelId) -> None:
    """Accepts what is offered."""
    (job,) = [j for j in await does(folk, carrier, "mts", "open_jobs") if j.parcel == parcel]
    await does(folk, carrier, "mts", "accept", job.id)


async def sold(folk: Folk, seller: str, order: OrderId, buyer: str, carrier: str = "hassan") -> None:
    for verb in ("accept", "ready"):
        await does(folk, seller, "bazaar", verb, order)
    await carried(folk, order, buyer, carrier)


async def balance(folk: Folk, account: Account) -> int:
    async with folk.scene() as scene:
        return int((await scene.services["hesam"].balance(SYSTEM, account)).balance)


async def everything_adds_up(folk: Folk) -> None:
    said = list[str]()
    assert await audit(folk.town.house.units.engine, folk.town.house.units.ring, out=said.append) == 0, "\n".join(said)


async def test_from_a_home_workshop_to_a_customers_door(town: Folk) -> None:
    await _people_come(town)

    # 1. The rahyar invites; an id and a booth.
    await does(town, "reza", "hasteh", "call_to_work", (await town.member("zahra")).code, WorkAim.GROW, "گلیم‌هایتان را دیدم")
    number: HastehId = await does(town, "zahra", "hasteh", "ask", WORKSHOP)
    await does(town, "hassan", "hasteh", "approve", number)
    assert StepState.DONE not in (await steps(town, number)).values()
    await proves(town, "zahra", to_sign(CONTRACT))
    booth = await opened(town, "zahra", methods=(Method.CASH, Method.INSTALMENTS))
    assert (await steps(town, number))[WayStep.SAT] is StepState.DONE

    # 2. A supplier of yarn.
    supplier = await opened(town, "maryam", name="نخ و کاموای مریم", methods=(Method.LOAN, Method.CASH))
    yarn = int(await on_sale(town, supplier, "maryam", section=Section.YARN, title="نخ پشم کله‌ای", price=YARN_PRICE))
    carpet = int(await on_sale(town, supplier, "maryam", title="گلیم آماده", price=YARN_PRICE))
    await does(town, "zahra", "bazaar", "keep", yarn)

    # 3 to 5. A hami lends points; Merat and a note; the loan is asked for, signed, and charged to Em-Hesam.
    await lends(town, 20 * MILLION)
    loan = await asks_for_loan(town, "zahra", TEN, 20, supported=True)
    await noted(town, "zahra", TEN, "maryam")
    await signs(town, loan)
    own = await balance(town, Account(Money.OWN, (await town.member("zahra")).id))
    assert await does(town, "reza", "loan", "approve", loan) is LoanState.ACTIVE
    purse = Account(Money.LOAN, (await town.member("zahra")).id, f"loan:{loan}")
    assert await balance(town, purse) == TEN and await balance(town, Account(Money.OWN, purse.owner)) == own, "charged, and never cash"
    seen = await steps(town, number)
    assert all(seen[s] is StepState.DONE for s in (WayStep.SUPPLIER, WayStep.HAMI, WayStep.MERAT, WayStep.LOAN)), seen

    # 6. It buys yarn, and is refused for anything else.
    await does(town, "zahra", "bazaar", "put_in_cart", carpet, 1)
    assert await told(town, "zahra", "bazaar", "order", int(supplier), f"loan:{loan}", "") == "bazaar.no_such_credit"
    assert await told(town, "zahra", "hesam", "send", (await town.member("maryam")).code, Rial(own + MILLION), "", False) == "hesam.not_enough", "nor sent to anybody"
    await does(town, "zahra", "bazaar", "take_out", carpet)
    await does(town, "zahra", "bazaar", "put_in_cart", yarn, 1)
    order: OrderId = await does(town, "zahra", "bazaar", "order", int(supplier), f"loan:{loan}", "", HOME)
    await does(town, "zahra", "bazaar", "pay", order)
    assert await balance(town, purse) == TEN - (await does(town, "zahra", "bazaar", "order_seen", order)).credit
    assert (await steps(town, number))[WayStep.BUY] is StepState.DONE

    # 7. A متصدی brings it, against a code.
    await sold(town, "maryam", order, "zahra")
    assert (await steps(town, number))[WayStep.CARRIED] is StepState.DONE

    # 8 and 9 are outside of the bot: the rahyar ticks them.
    for outside in (WayStep.INSURANCE, WayStep.SKILL):
        await does(town, "reza", "hasteh", "tick", number, outside)

    # 10. The own kilim, by instalments, to a member of another province.
    kilim = int(await on_sale(town, booth, section=KILIM.section, title="گلیم ده‌زیار بزرگ", price=KILIM_PRICE))
    bought, plan = await _buys_by_instalments(town, kilim)
    await sold(town, "zahra", bought, BUYER, "reza")
    await town.town.later(days=14)  # seven working days
    await settles(town)  # the evening run
    assert (await does(town, "zahra", "bazaar", "order_seen", bought)).state is OrderState.SETTLED
    assert set((await steps(town, number)).values()) == {StepState.DONE}
    assert await balance(town, Account(Money.OWN, purse.owner)) == own + KILIM_PRICE, "all of it, while the buyer still pays"
    bill = await does(town, BUYER, "aghsat", "bill", plan, 9)
    assert await does(town, BUYER, "aghsat", "pay", plan, bill.numbers, bill.total) is PlanState.DONE
    await everything_adds_up(town)


async def _people_come(town: Folk) -> None:
    """Reza goes along with Golestan and carries in Kerman, Hassan represents the dabir, carries and dispatches in Gorgan; Wali lives in Kerman."""
    for who, role, scope in (
        ("reza", Role.RAHYAR_AREA, HERE), ("reza", Role.BAZAAR_MANAGER, ""), ("reza", Role.CARRIER, ""), ("hassan", Role.NAMAYANDE, HERE),
        ("hassan", Role.CARRIER, ""), ("hassan", Role.DISPATCHER, ""),
    ):  # fmt: skip
        await town.give(who, role, scope)
    await does(town, "reza", "mts", "go_online", "kerman", "کرمان", Vehicle.CAR)
    await does(town, "hassan", "mts", "go_online", "golestan", "گرگان", Vehicle.CAR)
    await does(town, "hassan", "hasteh", "approve", await does(town, "maryam", "hasteh", "ask", WORKSHOP))
    person = town[BUYER]
    await person.opens()
    async with town.scene() as scene:
        form = form_of(BUYER, home=Home(Province.KERMAN, "کرمان"))
        await scene.services["membership"].file(Actor(None, frozenset({Hat(Role.NEWCOMER)}), f"{person.platform}:{person.key}"), form)
    await pay_in(town, BUYER, 10 * MILLION)


async def _buys_by_instalments(town: Folk, kilim: int) -> tuple[OrderId, PlanId]:
    """On the points of a hami, over six months; the first part at once."""
    code = (await town.member(BUYER)).code
    await proves(town, "maryam", to_give(code))
    await does(town, "maryam", "hami", "give", code, Rial(5 * MILLION), SpentOn.BAZAAR)
    await does(town, BUYER, "bazaar", "put_in_cart", kilim, 1)
    (cart,) = await does(town, BUYER, "bazaar", "cart")
    later = Later("instalments", "hami", Rial(0), 6)
    order: OrderId = await does(town, BUYER, "bazaar", "order", cart.sat, "", "", THERE, later)
    plan = PlanId((await does(town, BUYER, "bazaar", "order_seen", order)).plan)
    await proves(town, BUYER, to_agree(plan))
    await does(town, BUYER, "aghsat", "agree", plan)
    assert (await does(town, BUYER, "bazaar", "order_seen", order)).state is OrderState.PLACED
    return order, plan


@pytest.mark.postgres
async def test_the_same_on_postgresql(new_database: NewDatabase) -> None:
    async with open_bank(await new_database()) as made:
        await test_from_a_home_workshop_to_a_customers_door(made)
