"""ورود از صفحه - where the page's code goes, and whose conversation a proved number opens.   Product: bot/signing_in.py domain/membership/linking.py"""

from __future__ import annotations

import asyncio

import pytest

from bot.gateways.web import KeptCodes
from bot.outside import Outside
from bot.signing_in import CodesToMembers, belongs
from domain.kernel.people import SYSTEM
from tests.membership.neighbours import CAST
from tests.membership.test_families import nika_joins
from tests.membership.test_messengers import code_of
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk

TEXT = "کد ورود شما: 123456 & <b>"
NEW = "+989126666666"


@pytest.fixture
def carrier(folk: Folk) -> KeptCodes:
    kept = KeptCodes()
    folk.town.house.outside = Outside(folk.clerk, folk.sms, kept)
    return kept


async def asks_for_a_code(folk: Folk, mobile: str) -> None:
    await CodesToMembers(folk.town.house).send(mobile, TEXT)
    while others := asyncio.all_tasks() - {asyncio.current_task()}:
        await asyncio.wait(others, timeout=5)
    await folk.town.settle()


async def on_the_page(folk: Folk, who: str) -> str:
    """Her page speaks for her, too; returns its chat."""
    code = await code_of(folk, who)
    await folk[f"{who}@web"].opens()
    await folk.plays(f"{who}@web", "«کد پیوند دارم»", code)
    return folk[f"{who}@web"].key


async def test_a_code_goes_to_the_messenger_where_its_member_is_signed_in(folk: Folk, carrier: KeptCodes) -> None:
    await folk.join("zahra")
    await on_the_page(folk, "zahra")
    await asks_for_a_code(folk, CAST["zahra"][5])
    assert "123456 &amp; &lt;b&gt;" in folk.card("zahra", "کد ورود شما: 123456").text, "the words of the text message, and no markup of theirs"
    assert not carrier.sent and "123456" not in folk["zahra@web"].text


async def test_without_a_messenger_it_goes_by_text_message(folk: Folk, carrier: KeptCodes) -> None:
    await folk.join("zahra")
    await on_the_page(folk, "zahra")
    await asks_for_a_code(folk, CAST["reza"][5])
    assert [mobile for mobile, _ in carrier.sent] == [CAST["reza"][5]], "nobody here knows him"
    await folk.begins("zahra@web", "devices")
    await folk.plays("zahra@web", "«تلگرام، آخرین بار»", CAST["zahra"][1])
    await asks_for_a_code(folk, CAST["zahra"][5])
    assert [mobile for mobile, _ in carrier.sent] == [CAST["reza"][5], CAST["zahra"][5]]


async def test_asking_answers_alike_for_the_known_and_the_unknown_even_when_the_carrier_is_away(folk: Folk) -> None:
    class Away:
        async def send(self, mobile: str, text: str, key: str = "") -> None:
            raise ConnectionError("no carrier")

    folk.town.house.outside = Outside(folk.clerk, folk.sms, Away())
    await folk.join("zahra")
    for who in ("zahra", "reza"):
        await asks_for_a_code(folk, CAST[who][5])
    assert "123456" in folk["zahra"].text


async def test_a_number_of_two_members_is_nobodys_messenger(folk: Folk, carrier: KeptCodes) -> None:
    await folk.join(ADMIN, "zahra")
    await nika_joins(folk)
    mobile, zahra, hassan = CAST["zahra"][5], await folk.member("zahra"), await folk.member(ADMIN)
    async with folk.scene() as scene:
        membership = scene.services["membership"]
        assert (await membership.ways_to(SYSTEM, mobile)).accounts == ("telegram:zahra",), "her child only shares the number"
        await membership._save(hassan, mobile=mobile, owns_mobile=False)
        assert (await membership.ways_to(SYSTEM, mobile)).accounts == ()
        await membership._save(zahra, sms_trusted=False)
    await asks_for_a_code(folk, mobile)
    assert not carrier.sent, "a SIM that is said to be stolen gets no code"


async def test_a_page_is_not_opened_by_a_number_that_its_member_has_no_more(folk: Folk) -> None:
    await folk.join("zahra")
    page, old = await on_the_page(folk, "zahra"), CAST["zahra"][5]
    house = folk.town.house
    assert await belongs(house, page, old)
    await folk.begins("zahra", "change_mobile")
    await folk.plays("zahra", lambda p: p.shares_contact(NEW))
    assert (await folk.member("zahra")).mobile == NEW
    assert not await belongs(house, page, old), "whoever has the old number now sees nothing of hers"
    assert await belongs(house, page, NEW) and await belongs(house, "a-page-of-nobody", old)


async def test_a_page_is_not_opened_once_somebody_else_proved_its_number(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    page, mobile = await on_the_page(folk, "zahra"), CAST["zahra"][5]
    await nika_joins(folk)
    assert await belongs(folk.town.house, page, mobile), "her child only shares the number"
    hassan = await folk.member(ADMIN)
    async with folk.scene() as scene:
        await scene.services["membership"]._save(hassan, mobile=mobile, owns_mobile=False)
    assert not await belongs(folk.town.house, page, mobile)


async def test_a_page_that_speaks_for_nobody_any_more_is_found_by_no_number(folk: Folk) -> None:
    await folk.join("zahra")
    await on_the_page(folk, "zahra")
    await folk.begins("zahra@web", "devices")
    await folk.plays("zahra@web", "«همین‌جا»", CONFIRM)
    assert folk.pages.let_go == [folk["zahra@web"].at.chat]
