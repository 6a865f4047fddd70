"""بازار روی پیام‌رسان‌ها - a booth with a photographed product on Telegram, bought and returned on Bale, carried in between, over real HTTP.   Cast: test_messengers.py"""

from __future__ import annotations

import re
from collections.abc import AsyncIterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from bot.scene import open_scene
from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.hasteh.model import Field, HastehForm
from domain.hesam.model import BANK, Entry, Posting, Why, own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.kernel.persian.letters import normalise
from storage.aghsat.tables import INVARIANTS as OF_AGHSAT
from storage.bazaar.tables import INVARIANTS as OF_BAZAAR
from storage.hesam import BookRows
from storage.hesam.invariants import INVARIANTS as OF_HESAM
from storage.membership import ChallengeRows, MemberRows
from storage.mts.tables import INVARIANTS as OF_MTS
from storage.sat.tables import INVARIANTS as OF_SAT
from tests.gateways.contract.messengers import InMessenger
from tests.kit.botapi.looking import looks_for
from tests.membership.townsfolk import fa
from tests.stories.test_messengers import Town, file_seen, open_town

YES, SURE, NEXT = "بله", "engine.button.confirm", "رد شدن"
WORKSHOP = HastehForm("کارگاه گلیم", Field.HANDICRAFT, "گلیم و جاجیم دست‌باف", 5, True, "گرگان، خیابان امام، پلاک ۱۲", "4913815739")


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path) as town:
        yield town


async def prepare(town: Town) -> None:
    """Zahra leads a hasteh, Sara looks after the bazaar, Hassan carries, Maryam has a million toman."""
    house, ids = town.house, dict[str, MemberId]()
    async with open_scene(house, house.clock()) as scene:
        for who in ("zahra", "sara", "maryam", "hassan"):
            account = await scene.accounts.find(town.actors[f"{who} telegram"].account[0])
            assert account is not None and account.member is not None
            ids[who] = account.member
        await scene.unit.hats.give(ids["sara"], Role.BAZAAR_MANAGER)
        await scene.unit.hats.give(ids["sara"], Role.NAMAYANDE)
        await scene.services["hesam"].post(SYSTEM, "story:maryam", Why.PAID_IN, (Posting(BANK, own(ids["maryam"]), Rial(10_000_000)),), "story:payment:1")
        number = await scene.services["hasteh"].ask(Actor(ids["zahra"], frozenset({Hat(Role.MEMBER)}), "telegram:1"), WORKSHOP)
        await scene.services["hasteh"].approve(Actor(ids["sara"], frozenset({Hat(Role.MEMBER), Hat(Role.NAMAYANDE)}), "telegram:2"), number)
        await scene.settle()


async def writes_code(town: Town, who: str) -> None:
    await town(who, "sees", "کد تأیید شما")
    shown = [normalise(n.text) for n in await town.actors[who].looks() if "کد تأیید شما" in n.text]
    await town(who, "says", re.findall(r"\d{6}", shown[-1])[0])


async def code_of(town: Town, who: str) -> str:
    shown = [normalise(n.text) for n in await town.actors[who].looks() if "کد تحویل" in n.text]
    return str(re.findall(r"(?<!\d)\d{6}(?!\d)", shown[-1])[0])


async def lists_a_kilim(town: Town, *methods: str) -> None:
    """Zahra opens her booth and photographs a kilim on Telegram; Sara lets it on."""
    await town("zahra telegram", "says", "sat.open.words")
    for said in ("گلیم ده‌زیار", "گلیم دست‌باف با پشم خودمان", "۸ صبح", "۹ شب"):
        await town("zahra telegram", "says", said)
    for tap in (YES, NEXT):
        await town("zahra telegram", "taps", tap)
    await town("zahra telegram", "says", "IR062960000000100324200001")
    for method in methods:
        await town("zahra telegram", "taps", method)
    await town("zahra telegram", "taps", f"همین {fa(len(methods))} مورد")
    await town("zahra telegram", "gets", "document")
    await town("zahra telegram", "taps", SURE)
    await writes_code(town, "zahra telegram")
    await town("zahra telegram", "sees", "حالا می‌توانید کالا بگذارید")

    await town("zahra telegram", "says", "sat.add.words")
    await town("zahra telegram", "sends", "photo")
    for said in ("فرش و گلیم", "گلیم پشمی کوچک", "۳۰۰ هزار تومان", "۱۲ عدد، ۲ روز، یک کیلو و نیم"):
        await town("zahra telegram", "says", said)
    await town("zahra telegram", "taps", SURE)
    await town("sara telegram", "taps", "sat.product_request.review")
    await town("sara telegram", "gets", "photo")
    await town("sara telegram", "taps", "sat.judge_product.judge_let_on")
    await town("zahra telegram", "sees", "در بازار دیده می‌شود")


async def test_listed_on_telegram_bought_handed_over_and_asked_back_on_bale(town: Town) -> None:
    await prepare(town)
    await lists_a_kilim(town, "sat.method.cash")

    await town("maryam bale", "says", "bazaar.search.words")
    await town("maryam bale", "says", "گلیم")
    await town("maryam bale", "taps", "گلیم پشمی کوچک")
    await town("maryam bale", "gets", "photo")
    with Image.open(BytesIO(file_seen(town.actors["maryam bale"], "photo"))) as seen:
        assert seen.format == "JPEG" and not dict(seen.getexif()), "drawn anew by the house, and brought to another messenger"
    await town("maryam bale", "taps", "bazaar.product.do_cart")
    await town("maryam bale", "says", "دو تا")
    await town("maryam bale", "taps", "bazaar.put_in_cart.then_cart")
    await town("maryam bale", "taps", "bazaar.cart.order_it")
    await town("maryam bale", "taps", "bazaar.order.delivered_hand")
    await town("maryam bale", "taps", NEXT)
    await town("maryam bale", "taps", SURE)
    await town("maryam bale", "sees", "عملیات با موفقیت انجام شد")

    await town("zahra telegram", "taps", "bazaar.sold.accept")
    await town("zahra telegram", "taps", "bazaar.sold.ready")
    await town("maryam bale", "says", "bazaar.orders.words")
    await town("maryam bale", "taps", "گلیم پشمی کوچک")
    code = await code_of(town, "maryam bale")
    await town("zahra telegram", "taps", "bazaar.sold.hand_over")
    await town("zahra telegram", "says", code)
    await town("zahra telegram", "sees", "تحویل شد")

    await town("maryam bale", "says", "bazaar.orders.words")
    await town("maryam bale", "taps", "گلیم پشمی کوچک")
    await town("maryam bale", "taps", "bazaar.order_page.do_take_back")
    await town("maryam bale", "says", "۱")
    await town("maryam bale", "taps", "bazaar.back_reason.faulty")
    await town("maryam bale", "sends", "photo")
    await town("maryam bale", "taps", NEXT)
    await town("maryam bale", "says", "گوشه‌ی گلیم پاره است.")
    await town("maryam bale", "taps", SURE)
    await town("zahra telegram", "sees", "می‌خواهد")
    await town("zahra telegram", "says", "bazaar.returns.words")
    await town("zahra telegram", "taps", "گلیم پشمی کوچک")
    await town("zahra telegram", "taps", "bazaar.return_page.do_got_back")
    await town("zahra telegram", "taps", SURE)
    await town("maryam bale", "sees", "برگشت: ۳۰۰٬۰۰۰ تومان")
    async with town.house.units.open(town.house.clock()) as unit:
        for rule in (*OF_BAZAAR, *OF_SAT, *OF_MTS, *OF_HESAM):
            assert not await rule.faults(unit.conn), rule.name


async def lends_points(town: Town) -> None:
    """Hassan has had money for half a year, and lends Maryam two million toman of credit for the bazaar."""
    house = town.house
    async with open_scene(house, house.clock()) as scene:
        ids = {}
        for who in ("hassan", "maryam"):
            account = await scene.accounts.find(town.actors[f"{who} telegram"].account[0])
            assert account is not None and account.member is not None
            ids[who] = account.member
        held = Entry("story:held", Why.PAID_IN, (Posting(BANK, own(ids["hassan"]), Rial(100_000_000)),), "story:payment:2", house.clock() - timedelta(days=185))
        await BookRows(scene.unit).write(held, "story:held")
        maryam = await MemberRows(scene.unit).find(ids["maryam"])
        assert maryam is not None
        await ChallengeRows(scene.unit).hit("stepped", f"member:{ids['hassan']}:{to_give(maryam.code)}", scene.unit.now)
        hassan = Actor(ids["hassan"], frozenset({Hat(Role.MEMBER)}), "telegram:3")
        await scene.services["hami"].give(hassan, maryam.code, Rial(20_000_000), SpentOn.BAZAAR)
        await scene.settle()


async def test_bought_by_instalments_on_bale_and_paid_there(town: Town) -> None:
    await prepare(town)
    await lends_points(town)
    await lists_a_kilim(town, "sat.method.cash", "sat.method.instalments")

    await town("maryam bale", "says", "bazaar.search.words")
    await town("maryam bale", "says", "گلیم")
    await town("maryam bale", "taps", "گلیم پشمی کوچک")
    await town("maryam bale", "gets", "photo")
    await town("maryam bale", "sees", "۱۲ ماه، ماهی ۲۵٬۰۰۰ تومان")
    await town("maryam bale", "taps", "bazaar.product.do_cart")
    await town("maryam bale", "says", "دو تا")
    await town("maryam bale", "taps", "bazaar.put_in_cart.then_cart")
    await town("maryam bale", "taps", "bazaar.cart.order_it")
    await town("maryam bale", "taps", "bazaar.order.delivered_hand")
    await town("maryam bale", "taps", "bazaar.order.pay_later")
    await town("maryam bale", "taps", "۶ قسط")
    await town("maryam bale", "taps", "aghsat.breath_none")
    for _ in range(2):
        await town("maryam bale", "taps", NEXT)
    await town("maryam bale", "sees", "۶ قسط، هر کدام ۱۰۰٬۰۰۰ تومان")
    await town("maryam bale", "taps", SURE)
    await town("maryam bale", "sees", "سود و جریمه‌ی دیرکرد ندارد")
    await town("maryam bale", "taps", SURE)
    await writes_code(town, "maryam bale")
    await town("maryam bale", "sees", "عملیات با موفقیت انجام شد")
    await town("zahra telegram", "sees", "سهم شما: ۶۰۰٬۰۰۰ تومان")

    await town("maryam bale", "says", "aghsat.mine.words")
    await town("maryam bale", "gets", "photo")
    await town("maryam bale", "taps", "گلیم پشمی کوچک")
    await town("maryam bale", "taps", "aghsat.plan.do_pay")
    await town("maryam bale", "taps", "aghsat.pay.just_one")
    await town("maryam bale", "taps", SURE)
    await town("maryam bale", "sees", "۱۰۰٬۰۰۰ تومان برای «گلیم پشمی کوچک» پرداخت شد")
    async with town.house.units.open(town.house.clock()) as unit:
        for rule in (*OF_BAZAAR, *OF_SAT, *OF_AGHSAT, *OF_HESAM):
            assert not await rule.faults(unit.conn), rule.name


async def test_goods_are_found_from_another_chat_and_lead_to_the_bot(town: Town) -> None:
    """Members see them with price and place; who is no member is led to the bot, and sees nothing of anybody."""
    await prepare(town)
    await lists_a_kilim(town, "sat.method.cash")
    maryam = town.actors["maryam telegram"]
    assert isinstance(maryam, InMessenger)
    found = await looks_for(maryam.person, "گلیم پشمی")
    assert found.results is not None and [one["title"] for one in found.results] == ["گلیم پشمی کوچک"]
    (kilim,) = found.results
    assert "۳۰۰٬۰۰۰ تومان" in kilim["description"] and "گلیم ده‌زیار" in normalise(kilim["description"])
    button = kilim["reply_markup"]["inline_keyboard"][0][0]
    payload = button["url"].partition("start=")[2]
    assert payload.startswith("bazaar_product-") and found.button is not None
    await maryam.person.starts(payload)
    await town("maryam telegram", "gets", "photo")
    for words in ("چرخ خیاطی", ""):
        assert (await looks_for(maryam.person, words)).results == []
    stranger = maryam.api.person("غریبه", mobile="989120000099")
    seen = await looks_for(stranger, "گلیم")
    assert seen.results == [] and seen.button is not None and "عضو" in seen.button["text"]
