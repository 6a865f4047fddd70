"""آزمون گفت‌وگوی راهبران - roles, deputies, the dabir, activities, and leaving, in chat.   Product: handlers/kanoon/roles.py governing.py acting.py mine.py"""

from __future__ import annotations

from domain.kanoon.model import KanoonId
from domain.kernel.people import Role
from handlers.kit.said import Media
from tests.kanoon.talkers import Talkers
from tests.kanoon.village import Village


async def a_kanoon(talkers: Talkers, *members: str) -> KanoonId:
    """Zahra leads, Hassan is hamyar, and the others belong; all have the bot open."""
    kanoon = await Village.kanoon(talkers.village)
    for who in members:
        await talkers.village.join(who, kanoon)
    await talkers.open("zahra", "hassan", *members)
    return kanoon


async def test_zahra_finds_another_hamyar_who_accepts_on_a_card(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    zahra, maryam = talkers["zahra"], talkers["maryam"]
    await talkers.begins("zahra", "kanoon.replace_hamyar")
    await zahra.taps("به جای حسن مرادی")
    await zahra.taps("مریم سادات حسینی")
    await zahra.taps("بله، درست است")
    assert "نقش همیار" in maryam.last.text and "به جای" in maryam.last.text
    await maryam.taps("می‌پذیرم")
    for who in ("zahra", "hassan", "maryam"):
        assert "از این پس با" in talkers[who].text, who
    assert (await talkers.do("maryam", "mine")).is_hamyar


async def test_somebody_refuses_a_role_with_a_word(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers, "maryam")
    zahra, maryam = talkers["zahra"], talkers["maryam"]
    await talkers.begins("zahra", "kanoon.replace_hamyar")
    await zahra.taps("در کنار همیار کنونی")
    await zahra.taps("مریم سادات حسینی")
    await zahra.taps("بله، درست است")
    await maryam.taps("نمی‌پذیرم")
    await maryam.says("این روزها فرصت ندارم")
    await maryam.taps("بله، درست است")
    assert "این روزها فرصت ندارم" in zahra.text
    async with talkers.village.open() as (_, service):
        assert await service.store.offers.open_in(kanoon) == []


async def test_a_hand_over_goes_from_zahra_to_maryam_with_hassans_yes(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    zahra, hassan, maryam = talkers["zahra"], talkers["hassan"], talkers["maryam"]
    await talkers.begins("zahra", "kanoon.hand_over")
    await zahra.taps("مریم سادات حسینی")
    await zahra.taps("بله، درست است")
    await maryam.taps("می‌پذیرم")
    assert "در انتظار تأیید همیار" in hassan.last.text
    await hassan.taps("تأیید می‌کنم")
    assert (await talkers.do("maryam", "mine")).is_rahbar
    assert "از این پس با" in zahra.text
    await talkers.begins("zahra", "kanoon.leave")
    await zahra.taps("رد شدن")
    await zahra.taps("بله، درست است")
    assert "تمام شد" in zahra.text and (await talkers.do("zahra", "mine")).card is None


async def test_hassan_is_away_and_maryam_decides_for_him(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers, "maryam")
    hassan, maryam = talkers["hassan"], talkers["maryam"]
    await talkers.do("reza", "ask_to_join", kanoon, "", consent=True)
    await talkers.begins("hassan", "kanoon.away")
    await hassan.says("فردا")
    await hassan.taps("مریم سادات حسینی")
    await hassan.taps("بله، درست است")
    assert "جانشین هستید" in maryam.text
    await maryam.taps("می‌پذیرم")
    assert (await talkers.do("reza", "mine")).card is not None
    await talkers.town.later(days=1)
    assert "جانشینی شما" in maryam.text


async def test_hassan_is_back_early(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    hassan = talkers["hassan"]
    await talkers.begins("hassan", "kanoon.away")
    await hassan.says("سه روز دیگر")
    await hassan.taps("مریم سادات حسینی")
    await hassan.taps("بله، درست است")
    await talkers.begins("hassan", "kanoon.away")
    await hassan.taps("بله")
    assert "خوش برگشتید" in hassan.text and "جانشینی شما" in talkers["maryam"].text


async def test_the_dabir_names_a_rahyar_suspends_and_restores(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await talkers.open("dabir", "rahyar")
    await talkers.give("dabir", Role.DABIR, "area:گلستان")
    await talkers.give("rahyar", Role.RAHYAR_AREA, "area:گلستان")
    dabir, zahra = talkers["dabir"], talkers["zahra"]
    await talkers.begins("dabir", "kanoon.assign_rahyar")
    await dabir.taps("کانون روستای قورچای")
    await dabir.taps("سارا نوری")
    await dabir.taps("بله، درست است")
    assert "سارا نوری" in zahra.text and "شما رهیار" in talkers["rahyar"].text
    await talkers.begins("dabir", "kanoon.suspend")
    await dabir.taps("کانون روستای قورچای")
    await dabir.says("شکایت عضوها در حال بررسی است")
    await dabir.taps("بله، درست است")
    assert "معلق کرد" in zahra.text
    await talkers.begins("dabir", "kanoon.suspend")
    await dabir.taps("کانون روستای قورچای")
    await dabir.taps("بله، درست است")
    assert "دوباره باز شد" in zahra.text
    await talkers.begins("zahra", "kanoon.mine")
    assert "سارا نوری" in zahra.last.text


async def test_the_dabir_finds_a_successor_and_closes(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    await talkers.open("dabir")
    await talkers.give("dabir", Role.DABIR, "topic:kanoon")
    dabir, maryam = talkers["dabir"], talkers["maryam"]
    await talkers.begins("dabir", "kanoon.find_successor")
    await dabir.taps("کانون روستای قورچای")
    await dabir.taps("راهبر")
    await dabir.taps("مریم سادات حسینی")
    await dabir.says("راهبر کانون درگذشته‌اند")
    await dabir.taps("بله، درست است")
    assert "از سوی دبیر" in maryam.last.text
    await maryam.taps("می‌پذیرم")
    assert (await talkers.do("maryam", "mine")).is_rahbar
    await talkers.begins("dabir", "kanoon.close_by_dabir")
    await dabir.taps("کانون روستای قورچای")
    await dabir.says("به درخواست عضوها")
    await dabir.taps("بله، درست است")
    assert "بسته شد" in maryam.text


async def test_an_activity_from_plan_to_photos(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    zahra, maryam = talkers["zahra"], talkers["maryam"]
    await talkers.begins("zahra", "kanoon.plan")
    await zahra.taps("عمرانی")
    await zahra.says("سنگ‌فرش کوچه‌ی اصلی")
    await zahra.says("فردا")
    await zahra.says("میدان روستا")
    await zahra.says("پنجاه میلیون تومان")
    await zahra.taps("بله، درست است")
    assert "برنامه‌ی تازه در کانون" in maryam.text
    await maryam.taps("فعالیت‌های کانون")
    await maryam.taps("می‌آیم")
    await talkers.begins("zahra", "kanoon.activities")
    await zahra.taps("سنگ‌فرش کوچه‌ی اصلی")
    await zahra.taps("آغاز شد")
    await talkers.begins("zahra", "kanoon.activities", None)
    await zahra.taps("سنگ‌فرش کوچه‌ی اصلی")
    await zahra.taps("افزودن عکس")
    await zahra.says(media=Media("photo", "web:picture-1", mime="image/jpeg", size=1000))
    assert "عکسی از" in maryam.last.text and maryam.last.media == Media("photo", "web:picture-1")
    await talkers.begins("zahra", "kanoon.activities")
    await zahra.taps("سنگ‌فرش کوچه‌ی اصلی")
    await zahra.taps("ثبت حاضران")
    await zahra.taps("مریم سادات حسینی")
    await zahra.taps("همین")
    assert "حضور ۱ نفر" in zahra.text


async def test_a_members_idea_goes_to_the_leaders_and_comes_back_with_a_reason(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    zahra, maryam = talkers["zahra"], talkers["maryam"]
    await talkers.begins("maryam", "kanoon.plan")
    await maryam.taps("زیارتی")
    await maryam.says("سفر مشهد")
    await maryam.says("فردا")
    await maryam.taps("رد شدن")
    await maryam.taps("رد شدن")
    await maryam.taps("بله، درست است")
    assert "سفر مشهد" in zahra.last.text
    await zahra.taps("نمی‌پذیرم")
    await zahra.says("در زمستان راه بسته است")
    assert "در زمستان راه بسته است" in maryam.text


async def test_zahra_removes_a_member_and_points_another_on(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam", "reza")
    zahra, maryam, reza = talkers["zahra"], talkers["maryam"], talkers["reza"]
    await talkers.begins("maryam", "kanoon.tags")
    await maryam.says("خیاطی")
    await maryam.taps("رد شدن")
    await maryam.taps("بله، درست است")
    await talkers.begins("zahra", "kanoon.point")
    await zahra.taps("مریم سادات حسینی")
    assert "خیاطی" in zahra.last.text
    await zahra.taps("کار و کسب خانگی")
    await zahra.says("کارگاه پوشاک جا دارد")
    await zahra.taps("بله، درست است")
    assert "کارگاه پوشاک جا دارد" in maryam.text
    await talkers.begins("zahra", "kanoon.remove_member")
    await zahra.taps("رضا قاسمی")
    await zahra.says("سال‌هاست از روستا رفته‌اند")
    await zahra.taps("بله، درست است")
    assert "سال‌هاست از روستا رفته‌اند" in reza.text


async def test_a_member_without_a_kanoon_is_shown_the_ways_in(talkers: Talkers) -> None:
    await talkers.open("omid")
    omid = talkers["omid"]
    await talkers.begins("omid", "kanoon.mine")
    assert "پیوستن به کانون" in omid.labels and "ثبت کانون تازه" in omid.labels
    await omid.taps("ثبت کانون تازه")
    assert "نام کانون شما چیست" in omid.last.text


async def test_what_is_in_no_menu_is_begun_by_saying_so(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    hassan, maryam = talkers["hassan"], talkers["maryam"]
    await hassan.says("چند روز نیستم جانشین می‌گذارم")
    assert "چه روزی برمی‌گردید" in hassan.last.text
    await maryam.says("برای رهیار کانون پیام بگذارم")
    assert "در حال تعیین" in maryam.text
    await maryam.says("جانشین می‌گذارم که نیستم")  # not hers to say
    assert "چه روزی" not in maryam.text
