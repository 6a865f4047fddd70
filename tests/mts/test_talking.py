"""گفت‌وگوی مرسوله - sent with a label, offered, carried, handed over against a code; tracked by link; claimed; the desk.   Product: handlers/mts/"""

from __future__ import annotations

from domain.kernel.money import Rial
from domain.mts.claim import ClaimKind
from domain.mts.parcel import ParcelState
from tests.membership.townsfolk import CONFIRM, PHOTO, Folk
from tests.mts.conftest import FAR_AWAY, MONEY, accepted, do, form, out, secret_of, sent, stands, told
from tests.mts.test_parcels import NOBODY, has

TO = ("گلستان", "گرگان", "گرگان، خیابان ولیعصر، کوچه‌ی ۴، پلاک ۹", "۴۹۱۳۸۱۵۷۴۰")
SENDING = ("«کالا»", "یک گلیم پشمی", "۱۵۰۰", "«رد شدن»", "«رد شدن»", "گرگان، خیابان امام، کوچه‌ی لاله، پلاک ۱۲", "۴۹۱۳۸۱۵۷۳۹")


async def test_a_parcel_from_the_first_question_to_the_hands_of_its_receiver(folk: Folk) -> None:
    await folk["zahra"].begins("mts.send")
    await folk.plays("zahra", *SENDING, "«بله»", (await folk.member("maryam")).code, *TO)
    assert "۵۵٬۰۰۰ تومان" in folk["zahra"].last.text and "نرخ آزمایشی" in folk["zahra"].last.text
    await folk.plays("zahra", CONFIRM)
    assert "عملیات با موفقیت انجام شد" in folk["zahra"].text and "برچسب" in folk["zahra"].text
    await folk["reza"].taps("می‌برم")
    number = (await do(folk, "zahra", "my_parcels"))[0].id
    for label in ("برداشتم", "می‌برم برای گیرنده"):
        await folk["reza"].begins("mts.jobs")
        await folk.plays("reza", "«یک گلیم پشمی»", f"«{label}»")
    code = await secret_of(folk, number)
    assert code in folk["maryam"].text.translate(str.maketrans("۰۱۲۳۴۵۶۷۸۹", "0123456789")), "the receiver reads it"
    await folk["reza"].begins("mts.carry", int(number))
    await folk.plays("reza", "«تحویل با کد»", "000000" if code != "000000" else "111111")
    assert "درست نبود" in folk["reza"].text
    await folk.plays("reza", code)
    assert "تحویل شد" in folk["reza"].text and "به دستتان رسید" in folk["maryam"].text and "تحویل شد" in folk["zahra"].text


async def test_a_purse_that_is_too_small_and_a_code_that_is_nobodys(folk: Folk) -> None:
    await folk["maryam"].begins("mts.send")
    await folk.plays("maryam", *SENDING, "«بله»", "ACDEFHJK", *TO, CONFIRM)
    assert "پیدا نکردیم" in folk["maryam"].last.text
    await folk.plays("maryam", (await folk.member("zahra")).code, CONFIRM)
    assert "کم دارید" in folk["maryam"].last.text
    await folk.plays("maryam", "«باشد برای بعد»")


async def test_it_is_tracked_by_code_by_link_and_codes_of_the_post_are_known(folk: Folk) -> None:
    number = await out(folk)
    code = (await do(folk, "zahra", "parcel", number)).code
    await folk["hassan"].opens(f"mts_track-{code}")
    assert "نزد متصدی تحویل" in folk["hassan"].text and "پلاک" not in folk["hassan"].text
    await folk["hassan"].begins("mts.track")
    await folk.plays("hassan", "۱۲۳۴۵")
    assert "بیست رقم دارد" in folk["hassan"].last.text
    await folk.plays("hassan", "۲۴۰۳۱۲۳۴۵۶۷۸۹۰۱۲۳۴۵۶۷۸۹۰")
    assert "tracking.post.ir" in folk["hassan"].text
    await folk["maryam"].begins("mts.track")
    await folk.plays("maryam", code)
    assert "کد تحویل" in folk["maryam"].text, "whose it is sees more"
    await folk.plays("maryam", "«پیوند رهگیری»")
    assert f"mts_track-{code}" in folk["maryam"].text
    await folk["hassan"].opens("mts_track-11111111111111111111")
    assert "پیدا نشد" in folk["hassan"].text or "پست" in folk["hassan"].text


async def test_a_sender_changes_their_mind_and_prints_again(folk: Folk) -> None:
    number = await sent(folk)
    await folk["zahra"].begins("mts.parcels")
    await folk.plays("zahra", "«یک گلیم پشمی»", "«برچسب را دوباره می‌خواهم»")
    await folk["zahra"].begins("mts.parcel", int(number))
    await folk.plays("zahra", "«نفرستم، لغو شود»", CONFIRM)
    assert await has(folk) == (MONEY, MONEY) and await stands(folk, number) is ParcelState.CANCELLED


async def test_a_shift_begins_and_ends_and_a_label_is_scanned(folk: Folk) -> None:
    await folk["reza"].begins("mts.shift")
    await folk.plays("reza", CONFIRM)
    await folk["reza"].begins("mts.shift")
    await folk.plays("reza", "«بله»", "«سواری»")
    number = await accepted(folk)
    code = (await do(folk, "zahra", "parcel", number)).code
    await folk["reza"].opens(f"mts_scan-{code}")
    await folk.plays("reza", "«نمی‌توانم ببرم»", CONFIRM)
    await folk["reza"].begins("mts.scan")
    await folk.plays("reza", code)
    assert "در دست شما نیست" in folk["reza"].last.text


async def test_nobody_is_there_and_somebody_without_a_code_takes_it(folk: Folk) -> None:
    number = await out(folk, **NOBODY)
    await folk["reza"].begins("mts.carry", int(number))
    await folk.plays("reza", "«کسی نبود»", CONFIRM)
    await folk["reza"].begins("mts.carry", int(number))
    await folk.plays("reza", "«می‌برم برای گیرنده»")
    await folk["reza"].begins("mts.carry", int(number))
    await folk.plays("reza", "«گیرنده کد ندارد»", "علی حسینی، پسر گیرنده", PHOTO)
    await folk["hassan"].begins("mts.desk")
    await folk.plays("hassan", "«یک گلیم پشمی»", "«عکس رسید را ببینم»")
    assert any(m.media is not None for m in folk["hassan"].chat[-3:])
    await folk["hassan"].begins("mts.dispatch", int(number))
    await folk.plays("hassan", "«تحویل نشده است»", CONFIRM)
    assert await stands(folk, number) is ParcelState.OUT
    await folk["reza"].begins("mts.carry", int(number))
    await folk.plays("reza", "«گیرنده کد ندارد»", "علی حسینی، پسر گیرنده", PHOTO)
    await folk["hassan"].begins("mts.dispatch", int(number))
    await folk.plays("hassan", "«تحویل شده است»", CONFIRM)
    assert await stands(folk, number) is ParcelState.DELIVERED


async def test_who_dispatches_notes_gives_and_offers(folk: Folk) -> None:
    number = await accepted(folk, target=FAR_AWAY)
    await do(folk, "reza", "pick_up", number)
    await do(folk, "reza", "hand_in", number)
    for label, place in (("در مسیر مقصد", "تهران"), ("به مقصد رسید", "کرمان")):
        await folk.town.later(minutes=5)
        await folk["hassan"].begins("mts.dispatch", int(number))
        await folk.plays("hassan", "«رویدادی ثبت کنم»", f"«{label}»", place)
    assert await stands(folk, number) is ParcelState.AT_DESTINATION
    await folk["hassan"].begins("mts.dispatch", int(number))
    await folk.plays("hassan", "«دوباره به متصدیان پیشنهاد شود»")
    await folk["hassan"].begins("mts.dispatch", int(number))
    await folk.plays("hassan", "«به متصدی بسپارم»")
    assert "متصدی آماده‌ای نیست" in folk["hassan"].last.text
    other = await sent(folk)
    await folk["hassan"].begins("mts.dispatch", int(other))
    await folk.plays("hassan", "«به متصدی بسپارم»", "«رضا ق»")
    assert (await do(folk, "zahra", "parcel", other)).agent


async def test_damage_is_claimed_with_a_photo_and_paid(folk: Folk) -> None:
    number = await out(folk, declared=Rial(2_000_000))
    await do(folk, "reza", "deliver", number, await secret_of(folk, number), "")
    await folk["maryam"].begins("mts.parcel", int(number))
    await folk.plays("maryam", "«گم شده یا آسیب دیده»", "جعبه له شده است.", PHOTO, "«رد شدن»", CONFIRM)
    await folk["hassan"].begins("mts.claims")
    await folk.plays("hassan", "«آسیب دیده»", "«عکس‌ها را ببینم»")
    await folk["hassan"].begins("mts.claims")
    await folk.plays("hassan", "«آسیب دیده»", "«جبران شود»", "۱۰۰ هزار تومان", "عکس آسیب روشن است.", CONFIRM)
    assert "پرداخت شد" in folk["maryam"].last.text and (await has(folk, "maryam"))[0] == 1_000_000
    await folk["maryam"].taps("یک درخواست خسارت")
    assert "عکس آسیب روشن است." in folk["maryam"].text


async def test_a_claim_that_is_not_believed(folk: Folk) -> None:
    number = await out(folk)
    await folk.town.later(days=4)
    await do(folk, "zahra", "claim", number, ClaimKind.LOST, "نرسیده است", ())
    await folk["hassan"].begins("mts.claims")
    await folk.plays("hassan", "«گم شده»", "«نمی‌پذیرم»", "بسته نزد متصدی است.", CONFIRM)
    assert "بسته نزد متصدی است." in folk["zahra"].last.text


async def test_a_large_light_parcel_is_charged_by_its_size(folk: Folk) -> None:
    """Sixty by forty by thirty centimetres count as 14.4 kilos: the first and fourteen more."""
    await folk["zahra"].begins("mts.send")
    await folk.plays("zahra", "«کالا»", "یک بالش پر", "۱۵۰۰", "یک جعبه‌ی بزرگ")
    assert "سه عدد بنویسید" in folk["zahra"].last.text
    await folk.plays("zahra", "۶۰ در ۴۰ در ۳۰", "«رد شدن»", "گرگان، خیابان امام، کوچه‌ی لاله، پلاک ۱۲", "۴۹۱۳۸۱۵۷۳۹", "«بله»", (await folk.member("maryam")).code, *TO)
    assert "۱۴٬۴۰۰ گرم حساب می‌شود" in folk["zahra"].text and "۲۵۰٬۰۰۰ تومان" in folk["zahra"].last.text
    await folk.plays("zahra", CONFIRM)
    assert "۲۵۰٬۰۰۰ تومان" in folk["zahra"].text


async def test_a_side_that_no_car_takes_is_refused(folk: Folk) -> None:
    assert await told(folk, "zahra", "send", await form(folk, size=(151, 10, 10))) == "mts.too_large"
    assert await told(folk, "zahra", "send", await form(folk, size=(150, 100, 100))) == "mts.too_heavy", "three hundred kilos of air"
