"""نشانی‌های پیشین - where something was brought is offered again, each place once, to nobody else.   Product: handlers/bazaar/ordering.py `_where_to`"""

from __future__ import annotations

from domain.bazaar.order import Place
from tests.bazaar.conftest import KILIM, do
from tests.bazaar.test_carried import HOME
from tests.membership.townsfolk import CONFIRM, Folk

SHOP = Place("golestan", "گرگان", "گرگان، بازار نعلبندان، پلاک ۳", "4913999999")


async def brought(folk: Folk, place: Place) -> None:
    await do(folk, "maryam", "put_in_cart", KILIM, 1)
    (booth,) = await do(folk, "maryam", "cart")
    await do(folk, "maryam", "pay", await do(folk, "maryam", "order", booth.sat, "", "", place))


async def test_each_place_once_and_the_latest_first(paying: Folk) -> None:
    for place in (SHOP, HOME, SHOP, HOME, SHOP):
        await brought(paying, place)
    assert [place for _, place in await do(paying, "maryam", "places_of")] == [SHOP, HOME]
    assert await do(paying, "hassan", "places_of") == []


async def test_what_was_never_paid_leaves_no_address(paying: Folk) -> None:
    await do(paying, "maryam", "put_in_cart", KILIM, 1)
    (booth,) = await do(paying, "maryam", "cart")
    await do(paying, "maryam", "order", booth.sat, "", "", SHOP)
    assert await do(paying, "maryam", "places_of") == []


async def test_one_tap_instead_of_typing_it_again(paying: Folk) -> None:
    await brought(paying, SHOP)
    await do(paying, "maryam", "put_in_cart", KILIM, 1)
    await paying["maryam"].begins("bazaar.order")
    await paying.plays("maryam", "«متصدی ام‌تی‌اس بیاورد»", "«گرگان: گرگان، بازار نعلبندان، پلاک ۳»", "«رد شدن»", CONFIRM)
    assert [o.shipping > 0 for o in await do(paying, "maryam", "my_orders")] == [True, True]
    assert await do(paying, "maryam", "places_of") != []


async def test_an_order_that_comes_meanwhile_changes_no_choice(paying: Folk) -> None:
    await brought(paying, SHOP)
    before = await do(paying, "maryam", "places_of")
    await brought(paying, SHOP)
    assert await do(paying, "maryam", "places_of") == before


async def test_somewhere_else_is_asked_for_in_words(paying: Folk) -> None:
    await brought(paying, SHOP)
    await do(paying, "maryam", "put_in_cart", KILIM, 1)
    await paying["maryam"].begins("bazaar.order")
    await paying.plays("maryam", "«متصدی ام‌تی‌اس بیاورد»", "«جای دیگر»")
    assert "به کدام استان" in paying["maryam"].last.text
