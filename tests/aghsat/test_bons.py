"""بن - given once, spent on what it is for, never cash, and what is left finds its way back.   Product: domain/aghsat/vouching.py"""

from __future__ import annotations

from domain.aghsat.bon import BonId, BonState
from domain.bazaar.order import OrderId
from domain.hesam.model import Account, Money
from domain.kernel.money import Rial
from tests.aghsat.conftest import CHEAP, HONEY, LOOM, MILLION, balance, do, has, told
from tests.membership.townsfolk import CONFIRM, Folk


async def given(folk: Folk, amount: int = MILLION, category: str = "food", days: int = 30, to: str = "reza") -> BonId:
    bon: BonId = await do(folk, "hassan", "give_bon", (await folk.member(to)).code, Rial(amount), category, days, "برای صبحانه")
    return bon


async def left(folk: Folk, bon: BonId, who: str = "reza") -> int:
    return await balance(folk, Account(Money.BON, (await folk.member(who)).id, f"bon:{bon}"))


async def orders(folk: Folk, bon: BonId, product: int = HONEY, count: int = 1, who: str = "reza") -> OrderId:
    await do(folk, who, "put_in_cart", product, count, service="bazaar")
    (booth,) = await do(folk, who, "cart", service="bazaar")
    order: OrderId = await do(folk, who, "order", booth.sat, f"bon:{bon}", "", service="bazaar")
    return order


async def state(folk: Folk, bon: BonId, who: str = "reza") -> BonState:
    found: BonState = next(b.state for b in await do(folk, who, "my_bons") if b.id == bon)
    return found


async def test_spent_on_what_it_is_for_and_no_other(town: Folk) -> None:
    before = await has(town, "hassan")
    bon = await given(town)
    assert await has(town, "hassan") == before - MILLION and await left(town, bon) == MILLION
    await do(town, "reza", "put_in_cart", LOOM, 1, service="bazaar")
    (booth,) = await do(town, "reza", "cart", service="bazaar")
    assert (await do(town, "reza", "checkout", booth.sat, service="bazaar")).credits == (), "a loom is no food"
    assert await told(town, "reza", "order", booth.sat, f"bon:{bon}", "", service="bazaar") == "bazaar.no_such_credit"
    await do(town, "reza", "take_out", LOOM, service="bazaar")
    order = await orders(town, bon, count=2)
    await do(town, "reza", "pay", order, service="bazaar")
    assert await left(town, bon) == 0 and await state(town, bon) is BonState.USED
    assert "همه‌ی بنی را که داده بودید خرج کرد" in town["hassan"].last.text
    await do(town, "zahra", "reject", order, "عسل تمام شد", service="bazaar")
    assert await left(town, bon) == MILLION and await state(town, bon) is BonState.ACTIVE and await has(town, "reza") == 0, "back where it came from, never cash"


async def test_nobody_elses_and_never_after_its_day(town: Folk) -> None:
    before, bon = await has(town, "hassan"), await given(town)
    await do(town, "maryam", "put_in_cart", HONEY, 1, service="bazaar")
    (booth,) = await do(town, "maryam", "cart", service="bazaar")
    assert await told(town, "maryam", "order", booth.sat, f"bon:{bon}", "", service="bazaar") == "bazaar.no_such_credit"
    await town.town.later(days=31)
    assert await state(town, bon) is BonState.EXPIRED and await has(town, "hassan") == before and await left(town, bon) == 0
    assert "به پول شما برگشت" in town["hassan"].last.text and "مهلت بن" in town["reza"].last.text
    await do(town, "reza", "put_in_cart", HONEY, 1, service="bazaar")
    assert (await do(town, "reza", "checkout", booth.sat, service="bazaar")).credits == ()


async def test_what_comes_back_after_its_day_goes_to_the_giver(town: Folk) -> None:
    before, bon = await has(town, "hassan"), await given(town, 2 * CHEAP)
    order = await orders(town, bon)
    await do(town, "reza", "pay", order, service="bazaar")
    await do(town, "zahra", "accept", order, service="bazaar")
    await town.town.later(days=31)
    assert await has(town, "hassan") == before - CHEAP, "one half was not used"
    await do(town, "zahra", "call_off", order, "عسل تمام شد", service="bazaar")
    assert await has(town, "hassan") == before and await left(town, bon) == 0 and await state(town, bon) is BonState.EXPIRED


async def test_what_giving_asks_for(town: Folk) -> None:
    code, own = (await town.member("reza")).code, (await town.member("hassan")).code
    for args, no in (
        (("XXXXXXXX", Rial(MILLION), "", 30, ""), "aghsat.nobody_with_code"),
        ((own, Rial(MILLION), "", 30, ""), "aghsat.yourself"),
        ((code, Rial(MILLION), "", 31, ""), "aghsat.bad_terms"),
        ((code, Rial(MILLION), "", 30, "ب" * 201), "aghsat.bad_words"),
        ((code, Rial(400 * MILLION), "", 30, ""), "hesam.not_enough"),
        ((code, Rial(10), "", 30, ""), "hesam.too_little"),
    ):
        assert await told(town, "hassan", "give_bon", *args) == no
    assert await has(town, "hassan") > 20 * MILLION


async def test_given_in_the_chat_and_seen_by_both(town: Folk) -> None:
    code = (await town.member("reza")).code
    await town["hassan"].begins("aghsat.give_bon")
    await town.plays("hassan", code, "۵۰ هزار تومان", "«مواد غذایی»", "«۳۰ روز»", "برای صبحانه‌ی بچه‌ها", CONFIRM)
    assert "رسید" in town["hassan"].last.text and "بن خرید ۵۰٬۰۰۰ تومان" in town["reza"].last.text
    await town["reza"].begins("aghsat.bons")
    await town.plays("reza", "«۵۰٬۰۰۰ تومان مانده»")
    assert "برای صبحانه‌ی بچه‌ها" in town["reza"].text and "مواد غذایی" in town["reza"].text
    await town["hassan"].begins("aghsat.bons")
    await town.plays("hassan", "«دادم به»")
    assert "هنوز ۵۰٬۰۰۰ تومان مانده" in town["hassan"].text
