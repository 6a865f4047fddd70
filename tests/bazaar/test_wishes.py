"""تقاضا - who sells such things is told and shows goods; nobody's number, once each, and over on its day.   Product: domain/bazaar/wishing.py"""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from itertools import product

import pytest

from domain.bazaar.wish import WISH_MOVES, Wish, WishId, WishState
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from tests.bazaar.conftest import KHORJIN, KILIM, do
from tests.membership.townsfolk import CONFIRM, Folk
from tests.sat.conftest import told as sat_told

NOW = datetime(2026, 11, 28, tzinfo=UTC)
WORDS = "دو گلیم دو در سه، رنگ لاکی"


@pytest.mark.parametrize(("state", "to"), list(product(WishState, repeat=2)))
def test_nothing_moves_but_as_its_table_says(state: WishState, to: WishState) -> None:
    wish = Wish(WishId(1), MemberId(1), "carpet", "", Rial(0), "", state, NOW, NOW, NOW)
    if to in WISH_MOVES[state]:
        assert wish.to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"bazaar\.cannot_move"):
        wish.to(to, NOW)


async def told(folk: Folk, who: str, verb: str, *args: object) -> str:
    return await sat_told(folk, who, verb, *args, service="bazaar")


async def wished(folk: Folk, who: str = "maryam", words: str = WORDS) -> WishId:
    number: WishId = await do(folk, who, "wish", "carpet", words, Rial(0), 7)
    return number


async def test_wanted_shown_and_bought(folk: Folk) -> None:
    await folk["maryam"].begins("bazaar.wish")
    await folk.plays("maryam", "«صنایع دستی»", "«فرش و گلیم»", WORDS, "۲ میلیون تومان", "«۷ روز»", CONFIRM)
    assert "از جنس کالای شما می‌خواهد" in folk["zahra"].last.text
    await folk["zahra"].begins("bazaar.wishes")
    await folk.plays("zahra", "«گلستان»", "«گلیم پشمی کوچک»")
    assert "نشانش دادیم" in folk["zahra"].last.text
    assert "یک کالا نشان دادند" in folk["maryam"].last.text
    await folk["maryam"].begins("bazaar.wishes")
    await folk.plays("maryam", "«تقاضای من»", "«گلیم پشمی کوچک»")
    assert "۸۵۰٬۰۰۰ تومان" in folk["maryam"].text
    await folk["maryam"].begins("bazaar.my_wish", 1)
    await folk.plays("maryam", "«پیدا کردم»")
    assert await do(folk, "zahra", "wishes_for_me") == []


async def test_who_may_not(folk: Folk) -> None:
    number = await wished(folk)
    assert await told(folk, "maryam", "wish", "carpet", "زنگ بزنید 09121234567", Rial(0), 7) == "bazaar.no_numbers"
    assert await told(folk, "maryam", "wish", "carpet", WORDS, Rial(0), 8) == "bazaar.bad_wish"
    assert await told(folk, "hassan", "show_to", number, KILIM) == "bazaar.no_such_good", "somebody else's goods"
    assert await told(folk, "maryam", "show_to", number, KILIM) == "bazaar.no_such_wish", "one's own wish"
    assert await told(folk, "hassan", "end_wish", number, True) == "bazaar.no_such_wish"
    await do(folk, "zahra", "show_to", number, KILIM)
    assert await told(folk, "zahra", "show_to", number, KILIM) == "bazaar.shown_already"
    assert (await do(folk, "hassan", "wish_seen", number)).goods == (), "what is shown is for who wants it"
    await do(folk, "maryam", "end_wish", number, False)
    assert await told(folk, "zahra", "show_to", number, KHORJIN) == "bazaar.no_such_wish"
    assert await told(folk, "hassan", "wish_seen", number) == "bazaar.no_such_wish"
    for _ in range(5):
        await wished(folk)
    assert await told(folk, "maryam", "wish", "carpet", WORDS, Rial(0), 7) == "bazaar.enough_wishes"


async def test_on_its_day_it_is_over(folk: Folk) -> None:
    number = await wished(folk)
    await folk.town.later(days=8)
    assert (await do(folk, "maryam", "wish_seen", number)).state is WishState.OVER and "مهلت تقاضای" in folk["maryam"].last.text


@pytest.mark.postgres
async def test_shown_by_many_taps_it_is_shown_once(postgres_folk: Folk) -> None:
    number = await wished(postgres_folk)
    answers = await asyncio.gather(*(told(postgres_folk, "zahra", "show_to", number, KILIM) for _ in range(8)))
    assert answers.count("done") == 1 and len((await do(postgres_folk, "maryam", "wish_seen", number)).goods) == 1


async def test_what_one_wants_is_among_ones_data(folk: Folk) -> None:
    await wished(folk)
    await folk["maryam"].begins("membership.my_data")
    await folk["maryam"].taps(folk["maryam"].last.buttons[1].label)
    assert any(m.media is not None and "رنگ لاکی" in m.media.ref for m in folk["maryam"].chat), "on the page that they keep"
