"""درِ خانه - joining in chat, from the first tap to the member code, with everything people do wrong on the way.   Product: handlers/membership/joining.py"""

from __future__ import annotations

from datetime import date

import pytest

from domain.membership.model import Kind, State
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import CONFIRM, VOICE, Folk, answers_of, contact_of, fa


async def zahra_comes(folk: Folk) -> None:
    """As far as the number."""
    zahra = folk["zahra"]
    await zahra.opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»")


@pytest.mark.parametrize("restart", [False, True])
async def test_a_newcomer_joins_from_hello_to_a_code(folk: Folk, restart: bool) -> None:
    zahra = folk["zahra"]
    await zahra.opens()
    assert "عضو شوم" in zahra.labels and "قبلاً عضو شده‌ام" in zahra.labels
    steps = ("«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"))
    await folk.plays("zahra", *steps, restart=restart)
    shown = zahra.last.text
    assert "زهرا" in shown and "کریمی" in shown and "گلستان" in shown and "گرگان" in shown and "۱ خرداد ۱۳۶۵" in shown
    assert CAST["zahra"][1] not in shown and fa(CAST["zahra"][1]) not in shown, "an identifier is shown masked"
    await folk.plays("zahra", CONFIRM, restart=restart)
    member = await folk.member("zahra")
    assert "MB۱۰۰۱۷" in zahra.text and "خوش آمدید" in zahra.text and fa(member.code) in zahra.text
    assert (member.kind, member.state, member.birth, member.home.city) == (Kind.NATURAL, State.ACTIVE, date(1986, 5, 22), "گرگان")
    await folk.all_is_well()


async def test_the_rules_are_read_in_full_and_a_no_keeps_nothing(folk: Folk) -> None:
    zahra = folk["zahra"]
    await zahra.opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«متن کامل را می‌خوانم»")
    assert all(title in zahra.text for title in ("۱. عضویت", "۲. امنیت", "۳. داده‌های شما", "۴. رفتن"))
    await folk.plays("zahra", "«خیر»")
    assert "چیزی از شما نگه نداشتیم" in zahra.text
    assert await folk.find("zahra") is None


async def test_only_the_own_number_as_a_contact_will_do(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    assert zahra.last.ask == "contact"
    await zahra.says("09121111111")
    assert zahra.last.ask == "contact" and "دکمه" in zahra.last.text
    await zahra.shares_contact("+989122222222", own=False)
    assert zahra.last.ask == "contact" and "خودتان" in zahra.last.text
    await zahra.shares_contact("+14155550100")
    assert zahra.last.ask == "contact"
    await zahra.says(media=VOICE)
    assert zahra.last.ask == "contact"
    assert "راهش: " in zahra.last.text and "برای نمونه" not in zahra.last.text, "a button is no example"
    await contact_of("zahra")(zahra)
    assert "کد ملی ده‌رقمی" in zahra.last.text


WRONG = {
    "کد ملی": ("۰۰۱۲۳۴۵۶۷۸", "۱۱۱۱۱۱۱۱۱۱", "۱۲۳", "سلام", "' OR 1=1 --"),
    "تاریخ تولد": ("دیشب که نه", "۱۴۰۴/۱۳/۴۰", "۱۵ مرداد ۱۵۰۰"),
    "نام کوچک": ("۱۲۳", "ز", "<b>زهرا</b>", "😀😀"),
    "نام خانوادگی": ("@admin", "ک", "12"),
    "استان": ("ناکجاآباد",),
    "شهر": ("گ",),
}


async def test_a_bad_answer_is_met_kindly_with_an_example_and_nothing_is_lost(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    await contact_of("zahra")(zahra)
    for (question, wrong), right in zip(WRONG.items(), answers_of("zahra"), strict=True):
        assert question in zahra.last.text, zahra.dump()
        folk.restart()
        for words in wrong:
            await zahra.says(words)
            assert question in zahra.last.text, f"{words}: {zahra.dump()}"
        await zahra.says(media=VOICE)
        if len(wrong) > 1:
            assert "برای نمونه" in zahra.last.text, zahra.dump()
        await zahra.says(right)
    assert "گرگان" in zahra.last.text
    await folk.plays("zahra", CONFIRM)
    assert (await folk.member("zahra")).name == "زهرا کریمی"


async def test_a_day_too_long_ago_is_asked_again_with_the_reason(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    await folk.plays("zahra", contact_of("zahra"), fa(CAST["zahra"][1]), "1200/1/1")
    assert "سال پیش" in zahra.last.text and "تاریخ تولد را بنویسید" in zahra.last.text
    await zahra.says("۱ خرداد ۱۳۶۵")
    assert "نام کوچک" in zahra.last.text


async def test_one_answer_is_corrected_on_the_confirm_screen_while_the_others_stay(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    await folk.plays("zahra", contact_of("zahra"), *answers_of("zahra"), "«اصلاح یک مورد»", "«نام خانوادگی»")
    assert "نام خانوادگی را بنویسید" in zahra.last.text
    await zahra.says("رستمی")
    assert "رستمی" in zahra.last.text and "گرگان" in zahra.last.text, zahra.dump()
    await folk.plays("zahra", CONFIRM)
    assert (await folk.member("zahra")).name == "زهرا رستمی"


async def test_why_is_answered_and_the_question_stays(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    await zahra.taps("چرا می‌پرسید؟")
    assert "به نام خودتان" in zahra.last.text and zahra.last.ask == "contact"
    await contact_of("zahra")(zahra)
    await zahra.says("چرا می‌پرسید؟")
    assert "هر کس یک عضویت دارد" in zahra.last.text and "کد ملی ده‌رقمی" in zahra.last.text


async def test_a_no_at_the_end_is_a_draft_and_is_taken_up_again(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    await folk.plays("zahra", contact_of("zahra"), *answers_of("zahra"), "«نه، فعلاً نه»")
    assert await folk.find("zahra") is None
    await folk.town.later(days=2)
    await zahra.opens()
    await folk.plays("zahra", "«پیش‌نویس «عضو شوم»»")
    assert "گرگان" in zahra.last.text
    await folk.plays("zahra", CONFIRM)
    assert await folk.find("zahra") is not None


async def test_an_edited_message_does_not_change_an_answer_in_silence(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    await folk.plays("zahra", contact_of("zahra"), *answers_of("zahra")[:4])
    await zahra.edits("رستمی")
    assert "بازگشت" in zahra.text
    await folk.plays("zahra", "گلستان", "گرگان", CONFIRM)
    assert (await folk.member("zahra")).family == "کریمی"


async def test_a_guest_of_the_country_joins_with_a_fida_number(folk: Folk) -> None:
    wali = folk["wali"]
    await wali.opens()
    await folk.plays("wali", "«عضو شوم»", "«خودم، از اتباع»", "«می‌پذیرم»", contact_of("wali"), "۱۲۳")
    assert "دوازده" in wali.last.text
    await folk.plays("wali", *answers_of("wali"), CONFIRM)
    assert (await folk.member("wali")).kind is Kind.FOREIGN
    assert "ولی احمدزی" in wali.text


async def test_somebody_under_eighteen_is_sent_to_the_guardian(folk: Folk) -> None:
    nika = folk["nika"]
    await nika.opens()
    await folk.plays("nika", "«عضو شوم»", "«فرزندم»")
    assert "نخست خودتان عضو شوید" in nika.text
    await folk.plays("nika", "«منوی اصلی»", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("nika"), fa(CAST["nika"][1]), "1395/4/10")
    assert "۱۸ سال تمام" in nika.last.text and "تاریخ تولد را بنویسید" in nika.last.text
    assert await folk.find("nika") is None


async def test_an_organisation_is_sent_to_its_representative(folk: Folk) -> None:
    zahra = folk["zahra"]
    await zahra.opens()
    await folk.plays("zahra", "«عضو شوم»", "«شرکت، مؤسسه یا سازمان»")
    assert "نماینده‌ی آن" in zahra.text


async def test_hostile_letters_neither_hide_nor_break_anything(folk: Folk) -> None:
    await zahra_comes(folk)
    zahra = folk["zahra"]
    folk.clerk.says[CAST["zahra"][1]] = None
    await folk.plays("zahra", contact_of("zahra"), *answers_of("zahra")[:5], "گرگان\u202e*_[x](y)<b>&\u2066'; DROP TABLE member;--", CONFIRM)
    assert "\u202e" not in zahra.text
    async with folk.look() as (_, membership):
        kept = await membership.ports.applications.find(1)
    assert kept is not None and kept.form.home.city.startswith("گرگان") and "\u202e" not in kept.form.home.city


async def test_who_is_a_member_already_is_shown_the_other_door(folk: Folk) -> None:
    await folk.join("zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    assert "قبلاً عضو شده‌ام" in bale.text
    assert await folk.speaks_from("zahra@bale") is None
    await folk.all_is_well()
