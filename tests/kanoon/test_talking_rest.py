"""آزمون بقیه‌ی گفت‌وگوها - reminders, letters, histories, messages, activities, roles: what is refused and what follows.   Product: handlers/kanoon/"""

from __future__ import annotations

import pytest

from domain.kanoon.model import KanoonId
from domain.kernel.people import Role
from handlers.kit.said import Media
from tests.kanoon.talkers import Talkers
from tests.kanoon.test_together import a_plan
from tests.kanoon.village import NAMES, Village

YES = "بله، درست است"


async def a_kanoon(talkers: Talkers, *members: str, rahyar: bool = False) -> KanoonId:
    """Zahra leads, Hassan is hamyar, the others belong; all have the bot open. With a rahyar: Sara, named by the dabir."""
    kanoon = await Village.kanoon(talkers.village)
    for who in members:
        await talkers.village.join(who, kanoon)
    await talkers.open("zahra", "hassan", *members, *(("dabir", "rahyar") if rahyar else ()))
    if rahyar:
        await talkers.give("dabir", Role.DABIR, "area:گلستان")
        await talkers.give("rahyar", Role.RAHYAR_AREA, "area:گلستان")
        await talkers.do("dabir", "assign_rahyar", kanoon, talkers.village.id("rahyar"))
    return kanoon


async def asks(talkers: Talkers, who: str) -> None:
    """Somebody asks to join, in chat, so that its clocks run."""
    await talkers.open(who)
    await talkers.begins(who, "kanoon.join")
    for label in ("کانون‌های نزدیک من", "قورچای", "بله", "رد شدن", YES):
        await talkers[who].taps(label)


async def test_after_three_days_rahbar_and_rahyar_hear_of_a_silent_hamyar_and_after_two_weeks_everybody(talkers: Talkers) -> None:
    await a_kanoon(talkers, rahyar=True)
    await asks(talkers, "omid")
    await talkers.town.later(hours=24)
    assert "منتظر تصمیم شماست" in talkers["hassan"].text and "بی‌پاسخ" not in talkers["rahyar"].text
    await talkers.town.later(hours=48)
    assert "همیار تازه" in talkers["zahra"].labels and "بی‌پاسخ مانده" in talkers["rahyar"].text
    await talkers.town.later(days=11)
    for who in ("omid", "hassan", "zahra"):
        assert "بی‌پاسخ ماند و بسته شد" in talkers[who].text, who


async def test_an_applicant_who_owes_an_answer_is_reminded_and_not_the_hamyar(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await asks(talkers, "omid")
    await talkers["hassan"].taps("پرسشی دارم")
    await talkers["hassan"].says("از کدام خانواده‌اید؟")
    await talkers.town.later(hours=25)
    assert "هنوز منتظر پاسخ شما" in talkers["omid"].text and "منتظر تصمیم شماست" not in talkers["hassan"].text


async def test_a_hamyar_asks_three_times_at_most(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await asks(talkers, "omid")
    hassan, omid = talkers["hassan"], talkers["omid"]
    for _ in range(3):
        await hassan.taps("پرسشی دارم")
        await hassan.says("کمی بیشتر بگویید")
        await omid.taps("پاسخ می‌دهم")
        await omid.says("از خانواده‌ی رستمی هستم")
    assert "پرسشی دارم" not in hassan.labels and "می‌پذیرم" in hassan.labels


async def test_an_offered_role_is_reminded_of_twice_and_then_ends(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    await talkers.begins("zahra", "kanoon.replace_hamyar")
    for label in ("به جای حسن", "مریم", YES):
        await talkers["zahra"].taps(label)
    for hours, times in ((24, 1), (48, 2)):
        await talkers.town.later(hours=hours)
        assert talkers["maryam"].text.count("هنوز منتظر پاسخ شماست") == times
    await talkers.town.later(days=11)
    assert "بی‌پاسخ ماند" in talkers["zahra"].text and "می‌پذیرم" not in talkers["maryam"].labels


async def test_a_letter_goes_to_the_kanoons_rahyar_and_the_answer_comes_back(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam", rahyar=True)
    maryam, rahyar = talkers["maryam"], talkers["rahyar"]
    await talkers.begins("maryam", "kanoon.mine")
    assert "سارا نوری" in maryam.last.text
    await maryam.taps("پیام به رهیار")
    await maryam.says("برای کارگاه از کجا شروع کنم؟")
    assert "مریم سادات حسینی" in rahyar.last.text and "از کجا شروع کنم" in rahyar.last.text
    await rahyar.taps("پاسخ به عضو")
    await rahyar.says("فردا با هم شروع می‌کنیم")
    assert "سارا نوری" in maryam.last.text and "فردا با هم شروع می‌کنیم" in maryam.last.text


async def test_a_rahyar_writes_to_the_members_of_their_kanoons_only(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam", rahyar=True)
    await talkers.open("omid")
    await talkers.begins("rahyar", "kanoon.answer_member", NAMES["omid"])
    assert "عضو کانونی نیست" in talkers["rahyar"].text
    await talkers["rahyar"].opens()
    await talkers.do("maryam", "write_to_rahyar", "سلام")
    await talkers.begins("rahyar", "kanoon.answer_member", NAMES["maryam"])
    await talkers.do("maryam", "leave")
    await talkers["rahyar"].says("فردا می‌آیم")
    assert "عضو کانونی نیست" in talkers["rahyar"].text and "فردا می‌آیم" not in talkers["maryam"].text


async def test_without_a_rahyar_the_way_to_an_online_one_is_told(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    await talkers.begins("maryam", "kanoon.write_to_rahyar")
    assert "در حال تعیین" in talkers["maryam"].text and "گفت‌وگو با رهیار" in talkers["maryam"].text


async def test_a_history_shows_five_newest_first_and_then_the_older_ones(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    for n in range(7):
        await talkers.do("omid", "ask_to_join", kanoon, "", consent=True)
        await talkers.do("omid", "cancel_request", n + 1)
        talkers.town.now = talkers.town.now.replace(day=24 + n % 6, hour=n)
    zahra = talkers["zahra"]
    await talkers.begins("zahra", "kanoon.history")
    await zahra.taps("درخواست‌های بسته‌شده")
    assert sum("امید" in label for label in zahra.labels) == 5 and "قدیمی‌ترها" in zahra.labels
    await zahra.taps("قدیمی‌ترها")
    assert sum("امید" in label for label in zahra.labels) == 2 and "قدیمی‌ترها" not in zahra.labels
    await zahra.taps("امید")
    assert "نتیجه: پس‌گرفته" in zahra.last.text


async def test_who_muted_reads_messages_in_the_history_and_members_see_no_requests_there(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    await talkers.do("maryam", "mute", True)
    await talkers.do("zahra", "send_message", "جمعه صبح در حسینیه دور هم هستیم")
    maryam = talkers["maryam"]
    assert "جمعه صبح" not in maryam.text
    await talkers.begins("maryam", "kanoon.history")
    assert "درخواست‌های بسته‌شده" not in maryam.labels
    await maryam.taps("پیام‌های همگانی")
    await maryam.taps("زهرا")
    assert "جمعه صبح در حسینیه" in maryam.last.text


async def test_the_fourth_message_of_a_day_is_refused_before_it_is_written(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    for _ in range(3):
        await talkers.do("zahra", "send_message", "یادتان نرود: جمعه صبح")
    await talkers.begins("hassan", "kanoon.broadcast")
    assert "امروز ۳ پیام فرستاده شده" in talkers["hassan"].last.text
    await talkers.town.later(days=1)
    await talkers.begins("hassan", "kanoon.broadcast")
    assert "پیام خود را بنویسید" in talkers["hassan"].last.text


async def test_who_means_to_come_is_reminded_the_evening_before_and_sees_the_photos_again(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam", "reza")
    zahra, maryam = talkers["zahra"], talkers["maryam"]
    await talkers.begins("zahra", "kanoon.plan")
    for words in ("عمرانی", "سنگ‌فرش کوچه", "سه روز دیگر"):
        await zahra.says(words)
    for label in ("رد شدن", "رد شدن", YES):
        await zahra.taps(label)
    await maryam.taps("فعالیت‌های کانون")
    await maryam.taps("می‌آیم")
    await talkers.town.later(days=3)
    assert "یادآوری: فردا" in maryam.text and "یادآوری: فردا" not in talkers["reza"].text
    await talkers.do("zahra", "begin_activity", 1)
    await talkers.do("zahra", "add_photo", 1, "web:picture-1")
    await talkers.begins("reza", "kanoon.activities")
    await talkers["reza"].taps("سنگ‌فرش")
    await talkers["reza"].taps("دیدن عکس‌ها")
    assert Media("photo", "web:picture-1") in [m.media for m in talkers["reza"].chat]


async def test_a_called_off_activity_reminds_nobody_and_says_why(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    zahra, maryam = talkers["zahra"], talkers["maryam"]
    await talkers.do("zahra", "plan_activity", a_plan(talkers.village, 3))
    await talkers.do("maryam", "attend", 1, True)
    await talkers.begins("zahra", "kanoon.activities")
    for act in ("سنگ‌فرش", "برگزار نمی‌شود"):
        await zahra.taps(act)
    await zahra.says("باران سنگین است")
    await zahra.taps(YES)
    assert "باران سنگین است" in maryam.text
    await talkers.town.later(days=4)
    assert "یادآوری" not in maryam.text


@pytest.mark.parametrize(
    ("who", "flow", "answer"),
    [
        ("omid", "kanoon.leave", "هنوز عضو کانونی نیستید"), ("omid", "kanoon.mute", "هنوز عضو کانونی نیستید"), ("omid", "kanoon.people", "هنوز عضو کانونی نیستید"),
        ("omid", "kanoon.write_to_rahyar", "هنوز عضو کانونی نیستید"), ("omid", "kanoon.activities", "هنوز عضو کانونی نیستید"),
        ("omid", "kanoon.withdraw", "درخواستی ندارید که بشود پس گرفت"), ("omid", "kanoon.pending", "در انتظار ندارید"), ("omid", "kanoon.answer", "پرسشی باز نمانده"),
        ("omid", "kanoon.finish_registration", "نیمه‌کاره‌ای ندارید"), ("omid", "kanoon.withdraw_offer", "هنوز بی‌پاسخ مانده"),
        ("omid", "kanoon.history", "هنوز تاریخچه‌ای نیست"), ("omid", "kanoon.reject", "دیگر منتظر شما نیست"), ("omid", "kanoon.ask_more", "دیگر منتظر شما نیست"),
        ("omid", "kanoon.refuse_role", "دیگر منتظر شما نیست"), ("omid", "kanoon.broadcast", "برای شما باز نیست"), ("omid", "kanoon.suspend", "برای شما باز نیست"),
        ("hassan", "kanoon.requests", "درخواستی در انتظار شما نیست"), ("hassan", "kanoon.away", "چه روزی"), ("hassan", "kanoon.decline_hand_over", "دیگر منتظر شما نیست"),
        ("zahra", "kanoon.queue", "درخواستی در انتظار نیست"), ("zahra", "kanoon.register", "نقش راهبر یا همیار برقرار است"),
        ("zahra", "kanoon.remove_member", "عضو دیگری در کانون نیست"),
    ],
)  # fmt: skip
async def test_a_door_with_nothing_behind_it_says_so(talkers: Talkers, who: str, flow: str, answer: str) -> None:
    await Village.kanoon(talkers.village)
    await talkers.open(who)
    await talkers.begins(who, flow)
    assert answer in talkers[who].text, talkers[who].dump()


async def test_a_last_hamyar_is_not_let_go_and_the_only_hamyar_does_not_become_rahbar(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    zahra = talkers["zahra"]
    await talkers.begins("zahra", "kanoon.release_hamyar")
    for label in ("حسن", "رد شدن", YES):
        await zahra.taps(label)
    assert "کانون بی همیار نمی‌ماند" in zahra.text
    await talkers.begins("zahra", "kanoon.hand_over")
    for label in ("حسن", YES):
        await zahra.taps(label)
    assert "تنها همیار کانون نمی‌تواند راهبر شود" in zahra.text
    await talkers.begins("zahra", "kanoon.leave")
    for label in ("رد شدن", YES):
        await zahra.taps(label)
    assert "پیش از رفتن، راهبری را" in zahra.text and (await talkers.do("zahra", "mine")).is_rahbar


async def test_a_declared_hamyar_who_cannot_be_found_is_asked_for_again(talkers: Talkers) -> None:
    await talkers.open("reza")
    reza = talkers["reza"]
    await talkers.begins("reza", "kanoon.register")
    for words in ("کانون روستای الیمون", "روستا", "همیاری اهالی روستا"):
        await reza.says(words)
    await reza.taps("رد شدن")
    await reza.taps("رد شدن")
    await reza.says("1234567890")
    assert "این کد ملی درست نیست" in reza.last.text
    await reza.says("۰۰۸۴۵۷۵۹۴۸")
    await reza.says("۱۲۳")
    assert "درست نیست" in reza.last.text or "رقم" in reza.last.text
    await reza.says("۰۹۱۲۳۴۵۶۷۸۹")
    await reza.taps(YES)
    assert "عضو فعالی با این کد ملی و همراه پیدا نشد" in reza.last.text
    talkers.cards.identities[("0084575948", "+989123456789")] = talkers.village.id("reza")
    await reza.says("۰۰۸۴۵۷۵۹۴۸")
    await reza.taps(YES)
    assert "راهبر نمی‌تواند همیار کانون خودش باشد" in reza.last.text
    talkers.cards.identities[("0084575948", "+989123456789")] = talkers.village.id("narges")
    await reza.says("۰۰۸۴۵۷۵۹۴۸")
    await reza.taps(YES)
    assert "پیشنهاد همیاری فرستاده شد" in reza.text
    await talkers.begins("reza", "kanoon.register")
    await reza.taps("از ثبت منصرف شدم")
    await reza.taps(YES)
    assert "کنار گذاشته شد" in reza.text and await talkers.do("reza", "unfinished") is None


async def test_room_is_not_made_smaller_than_the_people_in_it(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    zahra = talkers["zahra"]
    await talkers.begins("zahra", "kanoon.details")
    await zahra.taps("ظرفیت")
    await zahra.says("۱")
    assert "۲" in zahra.last.text  # the reader's own limit
    await zahra.says("۲")
    assert "اکنون ۳ عضو دارد" in zahra.last.text
    await zahra.says("۵")
    assert (await talkers.do("zahra", "mine")).card.free == 2


async def test_an_absence_is_at_most_two_months_and_the_deputy_no_leader(talkers: Talkers) -> None:
    await a_kanoon(talkers, "maryam")
    hassan = talkers["hassan"]
    await talkers.begins("hassan", "kanoon.away")
    for words, answer in (("دیروز", "زود است"), ("یک سال دیگر", "دیر است"), ("سلام", "")):
        await hassan.says(words)
        assert answer in hassan.last.text and "چه روزی برمی‌گردید" in hassan.last.text, words
    await hassan.says("فردا")
    assert hassan.labels[:1] == ["مریم سادات حسینی"]
