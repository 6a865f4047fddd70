"""سات‌های شهر - an open one with goods in every state, one that waits, one to mend, one whose contract is old, and a hasteh without any.   The town: town.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from typing import TYPE_CHECKING

from sqlalchemy import update

from bot.scene import open_scene
from domain.bazaar.order import OrderId
from domain.bazaar.take_back import BackReason
from domain.hesam.model import BANK, Account, Money, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.sat.base import to_sign
from domain.sat.model import Method, SatForm, SatId
from domain.sat.policy import CONTRACT
from domain.sat.product import ProductForm, ProductId
from domain.sat.sections import Section
from storage.sat.tables import sat_sat
from tests.walk.hastehs import active_hasteh
from tests.walk.signers import steps

if TYPE_CHECKING:
    from tests.walk.town import Neighbours

FORM = SatForm(
    "گلیم ده‌زیار", "گلیم دست‌باف با پشم خودمان", "کرمان، خیابان شریعتی، کوچه‌ی ۳، پلاک ۸", "7613812345", time(8), time(21), "IR062960000000100324200001", tuple(Method)
)  # fmt: skip
KILIM = ProductForm(Section.CARPET, "گلیم پشمی کوچک", "با رنگ روناس", 2, 1500, ("web:photo-1",))
PRICE = Rial(8_500_000)
MANAGER, WHY = "poshtiban1", "عکس خودتان را بگذارید"


async def _opens(town: Neighbours, who: str, name: str, logo: str = "") -> SatId:
    await steps(town, who, to_sign(CONTRACT))
    number: SatId = await town.do(who, "sat", "open", replace(FORM, name=name, logo=logo))
    await town.world.town.settle()
    return number


async def _adds(town: Neighbours, sat: SatId, title: str, who: str = "hamyar1", section: Section = Section.CARPET) -> ProductId:
    number: ProductId = await town.do(who, "sat", "add", sat, replace(KILIM, title=title, section=section), PRICE, 40)
    await town.world.town.settle()
    return number


async def _lends(town: Neighbours, who: str, yarn: ProductId) -> None:
    """Somebody who leads a hasteh has money of a loan, and what their trade needs in their cart."""
    me = await town.member(who)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        posting = Posting(BANK, Account(Money.LOAN, me, "loan:77"), PRICE)
        await scene.services["hesam"].post(SYSTEM, f"booths:loan:{who}", Why.LOAN, (posting,), "loan:loan:77")
    await town.do(who, "bazaar", "put_in_cart", int(yarn), 1)


async def _delivered(town: Neighbours, who: str, *more: ProductId) -> OrderId:
    """Two of the second product, and one of each of `more`."""
    for product, count in ((2, 2), *((int(one), 1) for one in more)):
        await town.do(who, "bazaar", "put_in_cart", product, count)
    (booth,) = await town.do(who, "bazaar", "cart")
    number: OrderId = await town.do(who, "bazaar", "order", booth.sat, "", "")
    for deed in ("pay", "accept", "ready", "have_it"):
        await town.do("hamyar1" if deed in ("accept", "ready") else who, "bazaar", deed, number)
    return number


async def _orders(town: Neighbours, yarn: ProductId) -> None:
    """Of Hamyar1's booth: one that is not paid, one that waits, one that is made, one that is ready, whose buyer wants out, one that is delivered."""
    made = ("pay", "accept", "ready")
    steps = (("member1-1", ()), ("free1", made[:1]), ("rahbar5", made[:2]), ("rahbar6", (*made, "want_out")), ("hamyar5", (*made, "have_it")))
    for who in ("rahbar4", *(one for one, _ in steps)):
        me = await town.member(who)
        async with open_scene(town.world.house, town.world.town.now) as scene:
            posting = Posting(BANK, own(me), Rial(20 * PRICE))
            await scene.services["hesam"].post(SYSTEM, f"booths:{who}", Why.PAID_IN, (posting,), "town:money:2")
    for who, deeds in steps:
        await town.do(who, "bazaar", "put_in_cart", 2, 1)
        (booth,) = await town.do(who, "bazaar", "cart")
        number = await town.do(who, "bazaar", "order", booth.sat, "", "رنگ قرمز")
        for deed in deeds:
            await town.do("hamyar1" if deed in ("accept", "ready") else who, "bazaar", deed, number)
    photo = ("photo|web:photo-1",)
    for answer in ("", "refuse"):
        back = await town.do("rahbar4", "bazaar", "ask_back", await _delivered(town, "rahbar4"), 2, 1, BackReason.FAULTY, WHY, photo)
        if answer:
            await town.do("hamyar1", "bazaar", answer, back, WHY)
    for rated in (False, True):
        number = await _delivered(town, "rahbar4", yarn)
        await town.do("rahbar4", "bazaar", "all_is_well", number)
        if rated:
            await town.do("rahbar4", "bazaar", "rate", number, 2, 4, "رنگش همان بود")
    await _delivered(town, "rahbar4", yarn)


async def keep_booths(town: Neighbours) -> None:
    """After hastehs: Hamyar1 leads one. Rahbar6 waits, Hamyar4 is to mend, Admin1 signed an older contract, Hamyar5 has none yet."""
    home = await _opens(town, "hamyar1", FORM.name)
    for title in ("گلیم پشمی کوچک", "جاجیم دورو", "خورجین"):
        await town.do(MANAGER, "sat", "let_on_sale", await _adds(town, home, title))
    await town.do("rahbar1", "bazaar", "keep", 3)
    await town.do("hamyar1", "sat", "hide", ProductId(3))
    yarn = await _adds(town, home, "نخ پشم کله‌ای", section=Section.YARN)
    if (await town.do("hamyar1", "sat", "product", yarn)).until is not None:
        await town.do(MANAGER, "sat", "let_on_sale", yarn)
    await _orders(town, yarn)
    await town.do("rahbar1", "bazaar", "put_in_cart", 1, 2)
    await town.do("rahbar1", "bazaar", "write", 1, "رنگ سبزش را هم دارید؟")
    for who in ("rahbar6", "hamyar4", "hamyar5", "admin1", "rahyar1"):
        await active_hasteh(town, who)
    await _opens(town, "rahbar6", "نمایندگی گلیم کرمان", "web:photo-1")
    await town.do(MANAGER, "sat", "send_sat_back", await _opens(town, "hamyar4", "نمایندگی جاجیم"), "نام کار خودتان را بنویسید")
    await town.do(MANAGER, "sat", "suspend", await _opens(town, "rahyar1", "خورجین و جوال"), WHY)
    old = await _opens(town, "admin1", "قالیچه‌ی خانگی")
    await town.do(MANAGER, "sat", "send_product_back", await _adds(town, old, "قالیچه‌ی دونفره", "admin1"), WHY)
    await _adds(town, old, "قالیچه‌ی یک‌نفره", "admin1")
    entry = await _adds(town, old, "قالیچه‌ی ورودی", "admin1")
    await town.do(MANAGER, "sat", "let_on_sale", entry)
    await town.do("rahbar1", "bazaar", "put_in_cart", int(entry), 1)
    await _lends(town, "rahbar6", yarn)
    async with open_scene(town.world.house, town.world.town.now) as scene:
        await scene.unit.conn.execute(update(sat_sat).where(sat_sat.c.id == old).values(contract=CONTRACT - 1))
