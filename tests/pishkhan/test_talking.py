"""گفت‌وگوهای پیشخوان - known, an account with a mended form, a card that is posted, a chart of days: with the whole product around them.   Product: handlers/pishkhan/"""

from __future__ import annotations

from datetime import date

from sqlalchemy import select, update

from bot.pictures import draw
from domain.hesam.model import own
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from domain.loan.points import Points
from domain.loan.views import Window
from domain.pishkhan.ports import Opened
from handlers.pishkhan.average import drawing_of
from storage.membership.tables import member
from storage.pishkhan.tables import pishkhan_account
from tests.kit.renderings import looks_as_before
from tests.membership.townsfolk import CONFIRM, PHOTO, Folk
from tests.merat.conftest import pay_in
from tests.pishkhan.conftest import NUMBERS, VIDEO, Desk, asks_account, identified, judged, opened, sends_evidence


async def free(folk: Folk, who: str = "zahra") -> tuple[int, int]:
    """Free and held rials."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        found = await scene.services["hesam"].balance(SYSTEM, own(me))
        return found.free, found.held


async def test_a_poshtiban_looks_and_knows_them(folk: Folk) -> None:
    await folk["zahra"].begins("pishkhan.identity")
    assert "۲۱٬۰۲۰ تومان" in folk["zahra"].last.text and "۳ بار" in folk["zahra"].last.text
    await folk.plays("zahra", "«بله»", "۵G۱۲۳۴۵۶۷۸", PHOTO, PHOTO)
    said = folk["zahra"].last.text
    assert "کد من" in said
    await folk.plays("zahra", VIDEO, CONFIRM)
    assert await free(folk) == (789_800, 210_200)
    await folk["reza"].taps("عکس‌ها و ویدئو را بفرست")
    assert [m.media.kind for m in folk["reza"].chat if m.media is not None] == ["photo", "photo", "video"]
    await folk["reza"].taps("رأی می‌دهم")
    digits = next(word for word in folk["reza"].last.text.split("<b>")[2].split("</b>"))
    assert digits in said and "5G12345678" in folk["reza"].last.text
    await folk.plays("reza", "«خودش است»", CONFIRM)
    assert "احراز هویت شما تأیید شد" in folk["zahra"].text and await free(folk) == (789_800, 0)
    await folk["zahra"].begins("pishkhan.identity")
    assert "دوباره لازم نیست" in folk["zahra"].last.text or "دوباره لازم نیست" in folk["zahra"].text


async def test_one_fee_pays_for_three_tries_and_the_fourth_is_paid_again(folk: Folk) -> None:
    await sends_evidence(folk)
    await judged(folk, "تار یا تاریک است")
    assert "تار یا تاریک بود" in folk["zahra"].text and "۲ تلاش" in folk["zahra"].text and await free(folk) == (789_800, 0)
    for left in (1, 0):
        await sends_evidence(folk, again=True)
        await judged(folk, "چهره یکی نیست")
        assert ("۱ تلاش" in folk["zahra"].last.text) == (left == 1)
    assert "باید دوباره هزینه بدهید" in folk["zahra"].text and await free(folk) == (789_800, 0)
    await sends_evidence(folk)
    assert await free(folk) == (579_600, 210_200)


async def test_who_takes_it_back_before_an_answer_has_the_fee_back(folk: Folk) -> None:
    await sends_evidence(folk)
    await folk["zahra"].begins("pishkhan.identity")
    await folk.plays("zahra", "«پس می‌گیرم»", CONFIRM)
    assert await free(folk) == (1_000_000, 0)
    assert "خودش پس گرفت" in folk["reza"].text and not any("رأی می‌دهم" in b.label for m in folk["reza"].chat for b in m.buttons)


async def test_who_cannot_pay_is_shown_the_way_and_who_says_no_pays_nothing(folk: Folk) -> None:
    await folk["maryam"].begins("pishkhan.identity")
    assert "۲۱٬۰۲۰ تومان" in folk["maryam"].last.text and folk["maryam"].last.buttons[0].label == "بله، پول به حسابم بگذارم"
    await folk["zahra"].begins("pishkhan.identity")
    await folk.plays("zahra", "«خیر»")
    assert await free(folk) == (1_000_000, 0)


async def test_a_wrong_serial_is_asked_again_with_nothing_else_lost(folk: Folk) -> None:
    await folk["zahra"].begins("pishkhan.identity")
    await folk.plays("zahra", "«بله»", "۱۲", PHOTO, PHOTO, VIDEO, CONFIRM)
    assert "۶ تا ۱۲" in folk["zahra"].last.text
    await folk.plays("zahra", "۵G۱۲۳۴۵۶۷۸")
    assert "برای پشتیبان بفرستیم" in folk["zahra"].last.text


async def test_an_account_is_opened_and_its_numbers_can_be_copied(folk: Folk) -> None:
    await opened(folk)
    assert "حساب شما باز شد" in folk["zahra"].text and NUMBERS.number in folk["zahra"].text.translate(LATIN)
    await folk["zahra"].begins("pishkhan.counter")
    shown = next(m for m in reversed(folk["zahra"].chat) if "حساب قرض‌الحسنه" in m.text)
    assert [(b.label, b.copy) for b in shown.buttons] == [("رونوشت شبا", NUMBERS.sheba), ("رونوشت شماره حساب", NUMBERS.number)]


LATIN = str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")


async def test_who_is_not_known_is_sent_to_be_known_first(folk: Folk) -> None:
    await folk["zahra"].begins("pishkhan.account")
    assert "اول باید احراز هویت شوید" in folk["zahra"].text and "پیش از شروع" in folk["zahra"].last.text


async def test_a_form_with_a_fault_comes_back_and_only_that_is_asked(folk: Folk) -> None:
    await identified(folk)
    await asks_account(folk)
    await folk["reza"].taps("نگاه می‌کنم")
    await folk.plays("reza", "«ایراد دارد»", "«شغل»", "«همین ۱ مورد»", "شغل را روشن‌تر بنویسید", CONFIRM)
    assert "شغل را روشن‌تر بنویسید" in folk["zahra"].text
    await folk["zahra"].begins("pishkhan.mend")
    assert "شغل شما چیست" in folk["zahra"].last.text
    await folk.plays("zahra", "گندم‌کار", CONFIRM)
    await folk["reza"].taps("نگاه می‌کنم")
    assert "گندم‌کار" in folk["reza"].last.text


async def test_a_silent_bank_is_asked_again_and_one_that_refuses_is_told(folk: Folk, desk: Desk) -> None:
    desk.says = None
    await opened(folk)
    for _ in range(3):
        await folk.town.later(hours=1)
    assert len(desk.asked) >= 3 and len(set(desk.asked)) == len(desk.asked)
    desk.says = Opened()
    await folk.town.later(hours=7)
    assert "حساب باز نکرد" in folk["zahra"].last.text


async def test_a_house_without_a_bank_says_so(folk: Folk, desk: Desk) -> None:
    desk.ready = False
    await folk["zahra"].begins("pishkhan.account")
    assert "از رهیار بپرسید" in folk["zahra"].text


async def test_a_card_is_made_posted_asked_after_and_arrives(folk: Folk) -> None:
    await opened(folk)
    await folk["zahra"].begins("pishkhan.card")
    await folk.plays("zahra", "«اولین کارت است»", "«بله»", CONFIRM)
    await folk["reza"].taps("کار با آن")
    await folk.plays("reza", "«ساخته شد»", "۱۲۳۴", CONFIRM)
    assert "۱۲۳۴" in folk["zahra"].last.text
    await folk["reza"].taps("کار با آن")
    await folk.plays("reza", "«پست شد»", "۲۱۰۳۴۵۶۷۸۹", CONFIRM)
    assert "پست شد" in folk["zahra"].last.text
    await folk.town.later(days=15, minutes=1)
    await folk.town.later(hours=12)
    assert "به دستتان رسید؟" in folk["zahra"].text
    await folk["zahra"].begins("pishkhan.card")
    await folk.plays("zahra", "«بله، رسید»")
    await folk["zahra"].begins("pishkhan.counter")
    assert "به دستتان رسیده است" in folk["zahra"].text


async def test_a_card_that_is_not_made_is_refused_with_a_reason_or_taken_back(folk: Folk) -> None:
    await opened(folk)
    for ending in ("refused", "back"):
        await folk["zahra"].begins("pishkhan.card")
        await folk.plays("zahra", "«کارتم گم شده»", "«بله»", CONFIRM)
        if ending == "refused":
            await folk["reza"].taps("کار با آن")
            await folk.plays("reza", "«صادر نمی‌شود»", "کارت پیشین هنوز معتبر است", CONFIRM)
            assert "کارت پیشین هنوز معتبر است" in folk["zahra"].last.text
        else:
            await folk["zahra"].begins("pishkhan.card")
            await folk.plays("zahra", "«درخواست را پس می‌گیرم»", CONFIRM)
            assert "پس‌گرفته" in folk["reza"].text


async def test_the_desk_shows_what_waits_but_nothing_of_oneself(folk: Folk) -> None:
    await pay_in(folk, "reza", 1_000_000)
    await sends_evidence(folk, "reza")
    await sends_evidence(folk)
    await folk["reza"].begins("pishkhan.desk")
    labels = [b.label for b in folk["reza"].last.buttons if "احراز هویت" in b.label]
    assert len(labels) == 1
    await folk["hassan"].begins("pishkhan.desk")
    assert len([b.label for b in folk["hassan"].last.buttons if "احراز هویت" in b.label]) == 2


async def test_what_is_known_of_a_member_stands_among_their_requests_and_data(folk: Folk) -> None:
    await opened(folk)
    me = await folk.member("zahra")
    async with folk.scene() as scene:
        actor = await scene.actor_at("telegram:zahra", await scene.accounts.find("telegram:zahra"))
        pishkhan = scene.services["pishkhan"]
        assert [r.title_key for r in await pishkhan.requests_of(actor, me.id)] == ["pishkhan.request.identity", "pishkhan.request.account"]
        assert any(NUMBERS.sheba in str(line.fields) for line in await pishkhan.data_of(actor, me.id))


async def test_days_are_told_and_drawn(folk: Folk) -> None:
    await folk["zahra"].begins("pishkhan.average")
    assert "هنوز" in folk["zahra"].text or "پولی در حساب شما نبوده" in folk["zahra"].text
    await folk.town.later(days=40)
    await folk["zahra"].begins("pishkhan.average")
    assert "میانگین ۱۸۰ روز گذشته" in folk["zahra"].text and "هنوز ۵۰ روز" in folk["zahra"].text
    (media,) = [m.media for m in folk["zahra"].chat if m.media is not None]
    assert media.ref.startswith("draw:days:") and draw(media.ref.removeprefix("draw:"), folk.town.house.texts).startswith(b"\x89PNG")


async def test_the_chart_looks_as_it_did(folk: Folk) -> None:
    balances = tuple(Rial(n) for n in [0] * 30 + [100_000_000] * 60 + [250_000_000] * 50 + [180_000_000] * 40)
    points = Points(date(2026, 11, 27), Rial(0), 14, 150, 0, balances[-1], 18)
    seen = Window(date(2026, 5, 31), balances, points, Rial(180 * 10_000_000))
    looks_as_before("days", draw(drawing_of(seen), folk.town.house.texts))


async def test_who_freezes_while_the_bank_is_asked_is_not_forgotten_there(folk: Folk, desk: Desk) -> None:
    """It may have opened the account already: it is asked under the same name until it answers."""
    desk.says = None
    await opened(folk)
    me = (await folk.member("zahra")).id
    async with folk.scene() as scene:
        await scene.unit.conn.execute(update(member).where(member.c.id == me).values(state="frozen"))
    desk.says = NUMBERS
    await folk.town.later(hours=7)
    async with folk.scene() as scene:
        assert (await scene.unit.conn.execute(select(pishkhan_account.c.state))).scalar_one() == "open"
        await scene.unit.conn.execute(update(member).where(member.c.id == me).values(state="active"))  # only the bank was looked at: no account was signed out
