"""آزمون نوبت در گفت‌وگو - coming, a break, skills, being asked, own numbers, calls, learning.   Product: handlers/moshavereh/shifts.py calling.py learning.py"""

from __future__ import annotations

from domain.moshavereh.duty_model import Duty, DutyState
from domain.moshavereh.model import CallBackState, CaseState
from tests.kanoon.village import NAMES
from tests.moshavereh.desk import CALL, Desk
from tests.moshavereh.test_calling import sara_answers, zahra_calls


async def duty(desk: Desk, who: str = "rahyar") -> Duty:
    found = await desk.do(who, "my_duty")
    assert found is not None
    return found  # type: ignore[no-any-return]  # through a service found by name


async def shift(desk: Desk, *labels: str, who: str = "rahyar") -> None:
    await desk[who].says("/نوبت")
    for label in labels:
        await desk[who].taps(label)


async def test_a_shift_begins_pauses_and_ends_and_members_stay_over_a_break(desk: Desk) -> None:
    await desk["rahyar"].opens("moshavereh_shift")
    assert "هنوز شروع نکرده‌اید" in desk["rahyar"].last.text or "تمام شده" in desk["rahyar"].last.text
    await desk["rahyar"].taps("آماده‌ی گفت‌وگو")
    assert (await duty(desk)).state is DutyState.ONLINE and "خوش آمدید" in desk["rahyar"].text
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await shift(desk, "استراحت")
    assert (await duty(desk)).state is DutyState.BREAK and "برای شما می‌مانند" in desk["rahyar"].text
    await desk["zahra"].says("هستید؟")
    assert (await desk.case()).rahyar == NAMES["rahyar"]
    await shift(desk, "آماده‌ی گفت‌وگو")
    assert "نفر تازه می‌آید" in desk["rahyar"].text
    await shift(desk, "فعلاً نفر تازه نه")
    assert (await duty(desk)).state is DutyState.BUSY and "سر جایشان است" in desk["rahyar"].text
    await shift(desk, "پایان نوبت")
    assert (await duty(desk)).state is DutyState.OFF and "۱ نفر که منتظر پاسخ بودند" in desk["rahyar"].text
    assert (await desk.case()).state is CaseState.WAITING and "ناچار شد برود" in desk["zahra"].text
    await shift(desk, "آماده‌ی گفت‌وگو")
    await shift(desk, "پایان نوبت")
    assert "کسی منتظر پاسخ شما نماند" in desk["rahyar"].text or "به صف برگشتند" in desk["rahyar"].last.text


async def test_it_rings_for_a_minute_and_may_be_passed(desk: Desk) -> None:
    await shift(desk, "آماده‌ی گفت‌وگو")
    await shift(desk, "آماده‌ی گفت‌وگو", who="bahram")
    await zahra_calls(desk)
    first = next(who for who in ("rahyar", "bahram") if "برمی‌دارم" in [b.label for m in desk[who].chat for b in m.buttons])
    second = "bahram" if first == "rahyar" else "rahyar"
    assert [b.label for b in desk.card(first).buttons] == ["برمی‌دارم", "نوبت همکار بعدی"]
    await desk[first].taps("نوبت همکار بعدی")
    assert desk.card(first).buttons == []
    await desk.town.later(seconds=61)
    assert "برنداشتید" in desk[second].text
    await desk[first].says("/میز")
    await desk[first].taps("زهرا")
    assert (await desk.case()).rahyar == NAMES[first]
    assert ("سارا نوری" if first == "rahyar" else "بهرام یزدی") in desk.card(second).text


async def test_skills_and_capacity_are_changed_while_the_shift_goes_on(desk: Desk) -> None:
    await shift(desk, "آماده‌ی گفت‌وگو")
    await shift(desk, "چند گفت‌وگوی هم‌زمان")
    await desk["rahyar"].says("۹۹")
    await desk["rahyar"].says("۱")
    assert (await duty(desk)).capacity == 1
    await shift(desk, "موضوع‌هایی که بلدم", "عضویت", "همین ۱ مورد")
    assert ((await duty(desk)).skills, (await duty(desk)).capacity) == (("membership",), 1)
    await shift(desk, "موضوع‌هایی که بلدم", "عضویت", "همیاری و کانون", "تماس تلفنی", "همین ۳ مورد")
    assert (await duty(desk)).skills == ()
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["maryam"].taps(CALL)
    await desk["rahyar"].says("/میز")
    await desk["rahyar"].taps("مریم")
    assert "الان ۱ پرونده در دست دارید" in desk["rahyar"].text and (await desk.case(2)).state is CaseState.WAITING


async def test_who_was_silent_says_with_one_tap_that_they_are_there(desk: Desk) -> None:
    await shift(desk, "آماده‌ی گفت‌وگو")
    await desk.town.later(minutes=16)
    assert "هنوز پشت میز هستید؟" in desk["rahyar"].text
    await desk["rahyar"].taps("بله، هستم")
    await desk.town.later(minutes=5)
    assert (await duty(desk)).state is DutyState.ONLINE
    await desk.town.later(minutes=30)
    await desk.town.later(minutes=3)
    assert (await duty(desk)).state is DutyState.AWAY and "دور از میز" in desk["rahyar"].text
    await shift(desk, "آماده‌ی گفت‌وگو")
    assert (await duty(desk)).state is DutyState.ONLINE


async def test_own_numbers_are_told_for_three_spans(desk: Desk) -> None:
    await sara_answers(desk)
    await desk.town.later(minutes=2)
    await desk["rahyar"].says("سلام")
    await desk["rahyar"].says("/پایان حل شد")
    await desk["zahra"].taps("۵ عالی")
    for span in ("امروز", "۷ روز گذشته", "۳۰ روز گذشته"):
        await desk["rahyar"].says("/کارنامه")
        await desk["rahyar"].taps(span)
        assert f"کارنامه‌ی شما، {span}" in desk["rahyar"].last.text and "گفت‌وگو: ۱، بسته شده: ۱" in desk["rahyar"].last.text
        assert "۲ دقیقه" in desk["rahyar"].last.text and "رضایت: ۵ از ۵" in desk["rahyar"].last.text and "۱۰۰٪" in desk["rahyar"].last.text


async def zahra_wants_a_call(desk: Desk) -> None:
    due = (await desk.do("zahra", "call_times"))[0]
    await desk.do("zahra", "ask_call_back", due)


async def test_a_promised_call_is_taken_made_and_kept(desk: Desk) -> None:
    sara = desk["rahyar"]
    await sara.says("/تماس‌ها")
    assert "قرار تماسی نمانده" in sara.text
    await zahra_wants_a_call(desk)
    await sara.says("/تماس‌ها")
    await sara.taps("آزاد · زهرا")
    await sara.taps("خیر")
    await sara.says("/تماس‌ها")
    await sara.taps("آزاد · زهرا")
    await sara.taps("بله")
    assert "۰۹۱۲ ۱۱۱ ۲۲۰۱" in sara.last.text.replace("\u2066", "").replace("\u2069", "") or "۹۱۲" in sara.last.text
    await sara.taps("هنوز زنگ نزده‌ام")
    assert "یادآوری می‌کنم" in sara.text
    await desk.town.later(hours=3)
    assert "زمان تماس با" in sara.text
    await sara.taps("تماس‌های من")
    await sara.taps("با شما · زهرا")
    await sara.taps("جواب نداد")
    assert "دوباره یادآوری می‌کنم" in sara.text
    await desk["bahram"].says("/تماس‌ها")
    assert "قرار تماسی نمانده" in desk["bahram"].text
    await sara.says("/تماس‌ها")
    await sara.taps("با شما · زهرا")
    await sara.taps("صحبت کردیم")
    await sara.says("راهنمایی شد")
    assert "ممنون که زنگ زدید" in sara.text and await desk.do("zahra", "my_call") is None
    async with desk.town.house.units.look(desk.town.now) as unit:
        call = await desk.service(unit).store.promises.call(1)
    assert call is not None and (call.state, call.words) == (CallBackState.DONE, "راهنمایی شد")


async def test_after_three_tries_the_member_is_told(desk: Desk) -> None:
    await zahra_wants_a_call(desk)
    for n in range(3):
        await desk["rahyar"].says("/تماس‌ها")
        await desk["rahyar"].taps("زهرا")
        if n == 0:
            await desk["rahyar"].taps("بله")
        await desk["rahyar"].taps("جواب نداد")
    assert "چند بار نشد" in desk["rahyar"].text and "نشد که صحبت کنیم" in desk["zahra"].text


async def test_a_trainee_proposes_and_the_experienced_one_sends_changes_or_declines(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("لغو")
    await desk.do("rahyar", "come_on_duty")
    await desk.do("bahram", "come_on_duty")
    await desk["zahra"].says("چه مدارکی لازم است؟")
    await desk["bahram"].opens("moshavereh_learn")
    await desk["bahram"].taps("سارا نوری")
    assert "کنار \u2068سارا نوری\u2069 هستید" in desk["bahram"].text
    seen = len(desk["zahra"].chat)
    for words, deed in (("کارت ملی", "همین فرستاده شود"), ("شناسنامه", "متن بهتری می‌نویسم"), ("نمی‌دانم", "فرستاده نشود")):
        await desk["bahram"].says("/پیشنهاد")
        await desk["bahram"].taps("زهرا")
        assert "چه مدارکی لازم است؟" in desk["bahram"].last.text
        await desk["bahram"].says(words)
        assert words not in desk["zahra"].text
        await desk["rahyar"].taps("دیدن پیشنهاد")
        assert words in desk["rahyar"].last.text
        await desk["rahyar"].taps(deed)
        if deed != "همین فرستاده شود":
            await desk["rahyar"].says("شناسنامه‌ی خودتان و همسرتان" if words == "شناسنامه" else "گرم‌تر بنویسید")
    sent = [m.text for m in desk["zahra"].chat[seen:]]
    assert len(sent) == 2 and "کارت ملی" in sent[0] and "شناسنامه‌ی خودتان و همسرتان" in sent[1] and "سارا نوری" in sent[0]
    assert "گرم‌تر بنویسید" in desk["bahram"].text
    await desk["rahyar"].taps("دیدن پیشنهاد")
    assert "دیگر منتظر نظر شما نیست" in desk["rahyar"].text
    await desk["bahram"].opens("moshavereh_learn")
    await desk["bahram"].taps("پیشنهاد پاسخ")
    assert "برای کدام گفت‌وگوی همکارتان" in desk["bahram"].last.text
    await desk["bahram"].opens("moshavereh_learn")
    await desk["bahram"].taps("آموزش تمام شد")
    assert (await duty(desk, "bahram")).mentor is None


async def test_nobody_learns_beside_nobody(desk: Desk) -> None:
    await desk.do("bahram", "come_on_duty")
    await desk["bahram"].opens("moshavereh_learn")
    assert "همکار باتجربه‌ای پشت میز نیست" in desk["bahram"].text
    await desk["bahram"].says("/پیشنهاد")
    assert "کنار کسی نمی‌آموزید" in desk["bahram"].text
