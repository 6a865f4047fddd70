"""گفت‌وگوی هسته - an id asked for, sent back, mended and given; somebody invited who accepts.   Product: handlers/hasteh/"""

from __future__ import annotations

from domain.hasteh.model import HastehState
from tests.hasteh.conftest import active, do
from tests.membership.townsfolk import CONFIRM, Folk

FORM = ("کارگاه گلیم", "«صنایع دستی»", "گلیم و جاجیم دست‌باف", "۵", "«بله»", "گرگان، خیابان امام، کوچه‌ی لاله، پلاک ۱۲", "۴۹۱۳۸۱۵۷۳۹", "«رد شدن»")


async def test_an_id_is_asked_for_sent_back_mended_and_given(folk: Folk) -> None:
    await folk["zahra"].begins("hasteh.ask")
    await folk.plays("zahra", *FORM, CONFIRM)
    assert "نوبت رهیار" in folk["zahra"].text
    await folk["hassan"].taps("نگاه می‌کنم")
    assert "گلیم و جاجیم دست‌باف" in folk["hassan"].last.text
    await folk.plays("hassan", "«برای اصلاح برگردانم»", "محصول را روشن‌تر بنویسید", CONFIRM)
    assert "محصول را روشن‌تر بنویسید" in folk["zahra"].text
    await folk["zahra"].begins("hasteh.mend", 1)
    await folk.plays("zahra", *FORM[:2], "گلیم و جاجیم پشمی", *FORM[3:], CONFIRM)
    await folk["reza"].begins("hasteh.desk")
    await folk.plays("reza", "«کارگاه گلیم»", "«شناسه بدهم»", CONFIRM)
    (seen,) = await do(folk, "zahra", "mine")
    assert seen.state is HastehState.ACTIVE and seen.form.product == "گلیم و جاجیم پشمی"
    assert "شناسه گرفت" in folk["zahra"].text
    await folk["zahra"].begins("hasteh.ask")
    assert "هر کس راهبر یک هسته است" in folk["zahra"].text


async def test_somebody_is_invited_accepts_and_leaves(folk: Folk) -> None:
    number = await active(folk)
    await folk["zahra"].begins("hasteh.hasteh", int(number))
    await folk.plays("zahra", "«عضو دعوت کنم»", (await folk.member("maryam")).code, "«خواهر یا برادر»", "بافنده", CONFIRM)
    await folk["maryam"].taps("می‌پذیرم")
    assert "عضو «⁨کارگاه گلیم⁩» شد" in folk["zahra"].text
    await folk["maryam"].begins("hasteh.mine")
    await folk.plays("maryam", "«کارگاه گلیم»", "«از هسته بیرون می‌روم»", CONFIRM)
    assert "بیرون رفت" in folk["zahra"].text and await do(folk, "maryam", "mine") == []


async def test_an_unknown_code_is_asked_again_and_an_invitation_comes_first(folk: Folk) -> None:
    number = await active(folk)
    await folk["zahra"].begins("hasteh.invite", int(number))
    await folk.plays("zahra", "ACDEFHJK", "«همسایه»", "بافنده", CONFIRM)
    assert "پیدا نکردیم" in folk["zahra"].last.text
    await folk.plays("zahra", (await folk.member("maryam")).code, CONFIRM)
    await folk["maryam"].begins("hasteh.mine")
    assert "دعوت به هسته‌ی" in folk["maryam"].last.text
    await folk.plays("maryam", "«نمی‌پذیرم»")
    assert "نپذیرفت" in folk["zahra"].text


async def test_it_is_paused_and_closed(folk: Folk) -> None:
    number = await active(folk)
    await folk["zahra"].begins("hasteh.hasteh", int(number))
    await folk.plays("zahra", "«فعلاً متوقفش کنم»", CONFIRM)
    await folk["zahra"].begins("hasteh.hasteh", int(number))
    assert "متوقف است" in folk["zahra"].text
    await folk.plays("zahra", "«هسته را ببندم»", CONFIRM)
    assert (await do(folk, "zahra", "hasteh", number)).state is HastehState.CLOSED
