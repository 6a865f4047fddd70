"""گفت‌وگوی قسط - from the price tag to the last part, in the words a member reads.   Product: handlers/aghsat/ handlers/bazaar/"""

from __future__ import annotations

import re

from domain.aghsat.plan import PlanBasis, PlanState
from domain.kernel.persian.letters import normalise
from tests.aghsat.conftest import LOOM, MILLION, bought, do, lends, ordered, pays, stands, terms
from tests.loan.conftest import running
from tests.membership.townsfolk import CONFIRM, Folk

HAND, SKIP = "«خودم از فروشنده می‌گیرم»", "«رد شدن»"


async def signs(folk: Folk, who: str) -> None:
    """Writes the code that came."""
    await folk.plays(who, CONFIRM)
    await folk.plays(who, re.findall(r"(?<!\d)\d{6}(?!\d)", normalise(folk[who].text))[-1])


async def test_from_the_price_tag_to_the_last_part(town: Folk) -> None:
    await town["maryam"].begins("bazaar.product", (await do(town, "zahra", "product", LOOM, service="sat")).code)
    assert "۱۲ ماه، ماهی ۵۰۰٬۰۰۰ تومان" in town["maryam"].text
    await town.plays("maryam", "«فعلاً همین»")
    await do(town, "maryam", "put_in_cart", LOOM, 1, service="bazaar")
    await town["maryam"].begins("bazaar.order")
    await town.plays("maryam", HAND, "«قسطی یا نسیه»", "«قسطی، با امتیاز خودم»", "«۶ قسط»", "«همین امروز»", SKIP, SKIP)
    assert "۶ قسط" in town["maryam"].text and "همین حالا از پول خودتان: <b>۱٬۰۰۰٬۰۰۰ تومان" in town["maryam"].text
    await town.plays("maryam", CONFIRM)
    assert "سود و جریمه‌ی دیرکرد ندارد" in town["maryam"].text
    await signs(town, "maryam")
    assert "عملیات با موفقیت انجام شد" in town["maryam"].text and "مانده: ۵٬۰۰۰٬۰۰۰ تومان" in town["maryam"].text
    assert "سهم شما: ۶٬۰۰۰٬۰۰۰ تومان" in town["zahra"].text
    await town["maryam"].begins("aghsat.mine")
    assert "روی هم: ۵٬۰۰۰٬۰۰۰ تومان" in town["maryam"].text
    await town.plays("maryam", "«دار قالی‌بافی»", "«قسط بدهم»", "«چند قسط»", "۲", CONFIRM)
    assert "۲٬۰۰۰٬۰۰۰ تومان برای «⁨دار قالی‌بافی⁩» پرداخت شد" in town["maryam"].last.text
    await town["maryam"].begins("aghsat.pay", 1)
    await town.plays("maryam", "«همه را یک‌جا»", CONFIRM)
    assert "تمام شد" in town["maryam"].text


async def test_an_advance_makes_the_parts_smaller(town: Folk) -> None:
    await do(town, "maryam", "put_in_cart", LOOM, 1, service="bazaar")
    await town["maryam"].begins("bazaar.order")
    await town.plays("maryam", HAND, "«قسطی یا نسیه»", "«قسطی پلاس»", "«۳ قسط»", "«۱ ماه دیگر»")
    assert "از ۳٬۰۰۰٬۰۰۰ تومان" in town["maryam"].last.text, "half of it at least"
    await town.plays("maryam", "۱ میلیون تومان")
    assert "۳٬۰۰۰٬۰۰۰" in town["maryam"].last.text, "too little is told kindly, and asked again"
    await town.plays("maryam", "۳ میلیون تومان", SKIP, CONFIRM)
    await signs(town, "maryam")
    assert "مانده: ۳٬۰۰۰٬۰۰۰ تومان" in town["maryam"].last.text


async def test_deferred_in_one_sum(town: Folk) -> None:
    await lends(town, 3 * MILLION)
    await do(town, "reza", "put_in_cart", LOOM, 1, service="bazaar")
    await town["reza"].begins("bazaar.order")
    await town.plays("reza", HAND, "«قسطی یا نسیه»", "«نسیه، با حمایت حامی»", "«۳۰ روز دیگر»", SKIP, SKIP, CONFIRM)
    await signs(town, "reza")
    assert await stands(town, (await do(town, "reza", "my_plans"))[0].id, "reza") is PlanState.RUNNING


async def test_where_no_way_is_open_one_is_shown(town: Folk) -> None:
    await do(town, "reza", "put_in_cart", LOOM, 1, service="bazaar")
    await town["reza"].begins("bazaar.order")
    await town.plays("reza", HAND, "«قسطی یا نسیه»")
    assert "راه قسطی برای این خرید باز نیست" in town["reza"].last.text
    await town.plays("reza", "«از حامی کمک بخواهم»")
    assert "چه کمکی می‌خواهید" in town["reza"].last.text


async def test_an_empty_purse_is_led_to_paying_in_before_the_code(town: Folk) -> None:
    await lends(town, 3 * MILLION)
    _, plan = await ordered(town, terms(PlanBasis.HAMI, months=5), "reza")
    await town["reza"].begins("aghsat.agree", int(plan))
    assert "کم دارید" in town["reza"].last.text
    await town.plays("reza", "«کمی بعد»")
    assert await stands(town, plan, "reza") is PlanState.DRAWN


async def test_the_picture_is_of_loans_too(town: Folk) -> None:
    await running(town, "maryam", 2 * MILLION, 10)
    _, plan = await bought(town, terms(months=3))
    await town["maryam"].begins("aghsat.mine")
    assert any(m.media for m in town["maryam"].chat[-4:])
    await town.plays("maryam", "«قسط‌های وام»")
    assert "وام" in town["maryam"].last.text
    await pays(town, plan, 9)
    await town["maryam"].begins("aghsat.mine")
    await town.plays("maryam", "«دار قالی‌بافی»")
    assert "همه‌ی ۶٬۰۰۰٬۰۰۰ تومان پرداخت شد" in town["maryam"].text


async def test_who_has_none_is_told_where_they_are(town: Folk) -> None:
    await town["hassan"].begins("aghsat.mine")
    assert "قسطی ندارید" in town["hassan"].last.text
