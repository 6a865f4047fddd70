"""آزمون یافتن در گفت‌وگو - by code, nearness, rahbar, work, link, and every no on the way (kanoon:K9; shared:G6, G7).   Product: handlers/kanoon/joining.py"""

from __future__ import annotations

import pytest

from domain.kanoon.model import KanoonId
from domain.kanoon.ports import Place
from domain.kanoon.rules import kanoon_code
from domain.kernel.people import Role
from tests.kanoon.talkers import Talkers
from tests.kanoon.village import Village

YES = "بله، درست است"


async def a_kanoon(talkers: Talkers, **form: object) -> KanoonId:
    """Zahra leads it, Hassan is hamyar; Maryam looks for it."""
    kanoon = await Village.kanoon(talkers.village, **form)  # type: ignore[arg-type]  # what a form takes
    await talkers.open("zahra", "hassan", "maryam")
    return kanoon


async def looks(talkers: Talkers, way: str, words: str = "") -> str:
    """Maryam looks in some way; returns what she sees."""
    await talkers.begins("maryam", "kanoon.join")
    if "از نو شروع می‌کنم" in talkers["maryam"].labels:
        await talkers["maryam"].taps("از نو شروع می‌کنم")
    await talkers["maryam"].taps(way)
    if words:
        await talkers["maryam"].says(words)
    return talkers["maryam"].last.text


async def test_a_code_is_read_in_any_digits_and_a_slip_in_it_is_told(talkers: Talkers) -> None:
    code = kanoon_code(await a_kanoon(talkers))
    wrong = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    assert "این کد درست نیست" in await looks(talkers, "کد، نام یا جای کانون", wrong)
    maryam = talkers["maryam"]
    await maryam.says("KN99994")
    assert "با این کد ثبت نشده" in maryam.last.text
    await maryam.says(code.lower().translate(str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")))
    assert "کانون روستای قورچای" in " ".join(maryam.labels)
    await maryam.taps("کانون روستای قورچای")
    assert "رهیار: در حال تعیین" in maryam.last.text  # kanoon:K5, and no crash


async def test_a_suspended_kanoon_is_found_by_its_code_and_says_why_nobody_may_ask(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    await talkers.give("dabir", Role.DABIR)
    await talkers.do("dabir", "suspend", kanoon, "شکایت اعضا در حال رسیدگی است")
    assert "«معلق»" in await looks(talkers, "کد، نام یا جای کانون", kanoon_code(kanoon))


async def test_what_cannot_be_found_is_asked_again_with_a_way_on(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    for way, words, answer in (
        ("کد، نام یا جای کانون", "مریخ", "پیدا نکردم"),
        ("راهبرش را می‌شناسم", "بهاردوست", "راهبری با این نام پیدا نکردم"),
        ("از روی کار", "فضانوردی", "از این کار نام برده باشد"),
    ):
        assert answer in await looks(talkers, way, words), way
        await talkers["maryam"].says("لغو")
    await looks(talkers, "از روی نوع")
    await talkers["maryam"].taps("هیئت")
    assert "کانونی با این ویژگی پیدا نکردم" in talkers["maryam"].text


async def test_the_nearest_come_first_and_other_provinces_not_at_all(talkers: Talkers) -> None:
    places = talkers.cards.places
    for who, place in (("zahra", Place("گلستان", "گنبد")), ("reza", Place("گلستان", "گرگان")), ("narges", Place("یزد", "میبد"))):
        places[talkers.village.id(who)] = place
    await a_kanoon(talkers)
    await Village.kanoon(talkers.village, "reza", "leila", "کانون مسجد جامع")
    await Village.kanoon(talkers.village, "narges", "omid", "کانون صیانت از خانواده")
    await looks(talkers, "کانون‌های نزدیک من")
    assert [b for b in talkers["maryam"].labels if b.startswith("\u2068کانون")] == ["\u2068کانون مسجد جامع\u2069", "\u2068کانون روستای قورچای\u2069"]
    places[talkers.village.id("maryam")] = Place("فارس", "فسا")
    await talkers["maryam"].says("لغو")
    assert "کانونی با این ویژگی پیدا نکردم" in await looks(talkers, "کانون‌های نزدیک من")


async def test_a_rahbar_is_known_by_the_family_name_and_nobody_elses_name_is_told(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    assert "زهرا" not in await looks(talkers, "راهبرش را می‌شناسم", "زهرا")  # a first name alone finds nobody
    await talkers["maryam"].says("آقای کریمی")
    assert any("قورچای" in label for label in talkers["maryam"].labels)


async def test_a_kanoon_that_may_not_be_asked_is_told_before_any_question(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers, capacity=2)
    maryam = talkers["maryam"]
    await looks(talkers, "کانون‌های نزدیک من")
    await maryam.taps("قورچای")
    assert "پر شده است" in maryam.last.text and any("قورچای" in label for label in maryam.labels)
    await talkers.begins("hassan", "kanoon.join")
    await talkers["hassan"].taps("کانون‌های نزدیک من")
    await talkers["hassan"].taps("قورچای")
    assert "همین حالا عضو این کانون" in talkers["hassan"].last.text
    assert await talkers.do("hassan", "queue") == [] and kanoon


async def test_a_leader_hands_over_before_asking_elsewhere(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await Village.kanoon(talkers.village, "reza", "leila", "کانون مسجد جامع")
    await talkers.begins("zahra", "kanoon.join")
    await talkers["zahra"].taps("کانون‌های نزدیک من")
    await talkers["zahra"].taps("کانون مسجد جامع")
    assert "نقش راهبر یا همیار برقرار است" in talkers["zahra"].last.text


async def test_after_a_no_a_day_must_pass_and_after_three_it_is_over(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    maryam, hassan = talkers["maryam"], talkers["hassan"]
    for attempt in range(3):
        await looks(talkers, "کانون‌های نزدیک من")
        await maryam.taps("قورچای")
        if attempt:
            assert "می‌توانید دوباره درخواست بدهید" in maryam.last.text
            await talkers.town.later(hours=25)
            await maryam.taps("قورچای")
        for label in ("بله", "رد شدن", YES):
            await maryam.taps(label)
        await hassan.taps("نمی‌پذیرم")
        await hassan.taps("همیار و راهبر شما را نمی‌شناسند")
        await hassan.taps(YES)
        assert "شما را نمی‌شناسند" in maryam.text
    assert "دیگر نمی‌شود درخواست داد" in maryam.last.text and "فردا" not in maryam.last.text
    await looks(talkers, "کانون‌های نزدیک من")
    await maryam.taps("قورچای")
    assert "۳ بار درخواست شما را نپذیرفته" in maryam.last.text and await talkers.do("hassan", "requests_to_decide") == [] and kanoon


async def test_who_has_an_open_request_is_shown_it_instead(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    await talkers.do("maryam", "ask_to_join", kanoon, "", consent=True)
    await talkers.begins("maryam", "kanoon.join")
    assert "در انتظار تصمیم همیار" in talkers["maryam"].last.text and "پس گرفتن درخواست" in talkers["maryam"].labels


@pytest.mark.parametrize("way", ["code", "invite"])
async def test_a_link_leads_there_and_a_worn_out_one_says_so(talkers: Talkers, way: str) -> None:
    kanoon = await a_kanoon(talkers)
    token = kanoon_code(kanoon) if way == "code" else (await talkers.do("zahra", "invite")).token
    await talkers.begins("maryam", "kanoon.join", token)
    assert "کانون روستای قورچای" in talkers["maryam"].last.text
    await talkers["maryam"].says("لغو")
    await talkers.town.later(days=31)
    await talkers.begins("maryam", "kanoon.join", token if way == "invite" else f"{token[:-1]}{(int(token[-1]) + 1) % 10}")
    assert "این پیوند دیگر کار نمی‌کند" in talkers["maryam"].text


async def test_one_answer_is_corrected_on_the_last_screen_and_the_others_stay(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    await talkers.do("hassan", "ask_applicants", ["از کدام خانواده‌اید؟"])
    maryam = talkers["maryam"]
    await looks(talkers, "کانون‌های نزدیک من")
    await maryam.taps("قورچای")
    await maryam.taps("بله")
    await maryam.says("حسنی")
    await maryam.says("سلام")
    await maryam.taps("اصلاح یک مورد")
    await maryam.taps("پاسخ به پرسش کانون")
    await maryam.says("خانواده‌ی حسینی")
    assert "خانواده‌ی حسینی" in maryam.last.text and "سلام" in maryam.last.text
    await maryam.taps(YES)
    card = talkers["hassan"].last.text
    assert "خانواده‌ی حسینی" in card and "حسنی\u2069" not in card and "سلام" in card and kanoon
