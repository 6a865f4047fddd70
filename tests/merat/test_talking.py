"""گفت‌وگوهای مرآت - a member is evaluated, reads, tries out, disputes and lets look, with the whole product around them.   Product: handlers/merat/"""

from __future__ import annotations

from datetime import timedelta

from bot.pictures import draw
from bot.scene import open_scene
from domain.hesam.model import own
from domain.kernel.people import SYSTEM
from domain.merat.bureau import Report
from tests.kit.people import refused
from tests.kit.renderings import looks_as_before
from tests.membership.townsfolk import CONFIRM, PHOTO, Folk
from tests.merat.conftest import Desk, actor, pay_in

SKIP = "«رد شدن»"
HOUSEHOLD = ("۱۲ میلیون", SKIP, "۱", "۳ میلیون")


async def asks(folk: Folk, who: str = "zahra", paper: bool = False) -> None:
    await folk[who].begins("merat.ask")
    await folk.plays(who, "«بله»", *HOUSEHOLD, PHOTO if paper else SKIP, CONFIRM)


async def evaluated(folk: Folk, who: str = "zahra") -> None:
    await asks(folk, who)
    await folk.town.later(days=2, minutes=1)


async def free(folk: Folk, who: str = "zahra") -> tuple[int, int]:
    """Free and held rials."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        found = await scene.services["hesam"].balance(SYSTEM, own(me))
        return found.free, found.held


async def mine(folk: Folk, who: str = "zahra") -> str:
    await folk[who].begins("merat.mine")
    return next(m.text for m in reversed(folk[who].chat) if "مرآت شما" in m.text or "در راه" in m.text)


async def test_leaders_and_poshtiban_are_asked_and_their_word_counts(folk: Folk) -> None:
    await asks(folk, paper=True)
    assert "معمولاً ۲ تا ۳ روز" in folk["zahra"].last.text and await free(folk) == (1_500_000, 500_000)
    for who in ("maryam", "hassan"):
        assert "به قولش اعتماد دارید" in folk[who].last.text and "درآمد" not in folk[who].last.text
    waits = await mine(folk)
    assert "همیار کانون، راهبر کانون و پشتیبان برای مدرک درآمد" in waits
    await folk["zahra"].taps("فعلاً همین")
    await folk["maryam"].taps("اعتماد دارم")
    await folk["hassan"].taps("اعتماد دارم")
    await folk["reza"].taps("عکس را بفرست")
    assert folk["reza"].last.media is not None and "۱۲٬۰۰۰٬۰۰۰ تومان" in folk["reza"].last.text
    await folk["reza"].taps("درست است")
    await folk.town.later(minutes=1)
    assert "نتیجه‌ی مرآت شما آماده است" in folk["zahra"].last.text and "۷۶۰ از ۹۹۹" in folk["zahra"].last.text
    assert await free(folk) == (1_500_000, 0)
    told = await mine(folk)
    for part in ("کاملاً متناسب", "۷۶۰", "۳٬۰۰۰٬۰۰۰ تومان", "A3", "سابقه‌ی قسط‌های سر وقت", "عضویت شما هنوز تازه است"):
        assert part in told, part


async def test_without_answers_it_goes_on_when_their_time_is_up(folk: Folk) -> None:
    await evaluated(folk)
    told = await mine(folk)
    assert "متناسب" in told and "۶۲۰" in told and "تأیید همیار و راهبر" in told
    assert await free(folk) == (1_500_000, 0)
    assert "زمان پاسخ گذشته" in folk["maryam"].text and not any("اعتماد دارم" in b.label for m in folk["maryam"].chat for b in m.buttons)


async def test_what_is_known_is_not_asked_again(folk: Folk) -> None:
    await evaluated(folk)
    await folk["zahra"].begins("merat.ask")
    await folk.plays("zahra", "«بله»")
    assert "بار پیش گفته بودید" in folk["zahra"].last.text and "۱۲٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].last.text
    await folk.plays("zahra", "«بله»", SKIP, CONFIRM)
    await folk.town.later(days=2, minutes=1)
    await folk["zahra"].begins("merat.history")
    assert "جایش را نتیجه‌ی تازه گرفته" in folk["zahra"].text and "۲ نتیجه" in folk["zahra"].text


async def test_without_consent_nothing_is_asked_and_nothing_taken(folk: Folk) -> None:
    await folk["zahra"].begins("merat.ask")
    await folk.plays("zahra", "«خیر»")
    assert "چیزی برداشته نشد" in folk["zahra"].last.text and await free(folk) == (2_000_000, 0)


async def test_who_cannot_pay_the_fee_is_shown_the_way(folk: Folk) -> None:
    await folk["maryam"].begins("merat.ask")
    assert "۵۰٬۰۰۰ تومان" in folk["maryam"].last.text and [b.label for b in folk["maryam"].last.buttons][:1] == ["بله، پول به حسابم بگذارم"]


async def test_who_withdraws_has_the_fee_back_and_nobody_is_asked_any_more(folk: Folk) -> None:
    await asks(folk)
    await folk["zahra"].begins("merat.withdraw")
    await folk.plays("zahra", CONFIRM)
    assert await free(folk) == (2_000_000, 0)
    assert "زمان پاسخ گذشته" in folk["maryam"].text
    await folk.town.later(days=3)
    assert "نتیجه‌ی مرآت شما آماده است" not in folk["zahra"].text
    await folk["zahra"].begins("merat.ask")
    await folk.plays("zahra", "«بله»", "«بله»", SKIP, CONFIRM)
    assert await free(folk) == (1_500_000, 500_000)


async def test_a_silent_bureau_is_asked_again_and_the_member_told_once(folk: Folk, desk: Desk) -> None:
    desk.says = None
    await asks(folk)
    for _ in range(16):
        await folk.town.later(hours=6)
    assert "بیشتر از معمول طول می‌کشد" in folk["zahra"].text and len(desk.asked) > 4
    assert sum("بیشتر از معمول" in m.text for m in folk["zahra"].chat) == 1
    desk.says = Report(500, 0, 2, 0)
    await folk.town.later(hours=7)
    assert "نامتناسب" in folk["zahra"].last.text and await free(folk) == (1_500_000, 0)


async def test_the_ifs_tell_what_would_change(folk: Folk, desk: Desk) -> None:
    desk.says = Report(500, 0, 2, 0)
    await evaluated(folk)
    await folk["zahra"].begins("merat.simulate")
    await folk.plays("zahra", "«همه‌ی قسط‌های عقب‌افتاده را بدهم»")
    said = folk["zahra"].chat[-2].text
    assert "۸۰ امتیاز بیشتر" in said and "۵۰۰ از ۹۹۹، متناسب" in said and "برآورد" in said
    await folk.plays("zahra", "یک قسط را دیر بدهم")
    assert "۴۰ امتیاز کمتر" in folk["zahra"].chat[-2].text
    await folk.plays("zahra", "«بس است»")


async def test_the_picture_shows_the_score_and_those_before_it(folk: Folk) -> None:
    await evaluated(folk)
    await folk["zahra"].begins("merat.history")
    (media,) = [m.media for m in folk["zahra"].chat if m.media is not None]
    looks_as_before("merat", draw(media.ref.removeprefix("draw:"), folk.town.house.texts))
    assert media.ref.startswith("draw:gauge:") and '"score": 620' in media.ref


async def test_a_dispute_freezes_the_result_until_a_rahyar_decides(folk: Folk, desk: Desk) -> None:
    desk.says = Report(500, 3, 2, 0)
    await evaluated(folk)
    await folk["zahra"].begins("merat.dispute")
    await folk.plays("zahra", "آن دو قسط را ماه پیش دادم و رسید دارم", CONFIRM)
    assert "اعتراض کرده‌اید" in await mine(folk)
    await folk["zahra"].taps("فعلاً همین")
    await folk["reza"].taps("نگاه می‌کنم و رأی می‌دهم")
    await folk.plays("reza", "«آمار نادرست بوده است»", "۵", "۰", "۰", "رسید هر دو قسط را دیدم", CONFIRM)
    assert "حق را به شما داد" in folk["zahra"].text and "رسید هر دو قسط" in folk["zahra"].text
    told = await mine(folk)
    assert "۵۵۰" in told and "اعتراض کرده‌اید" not in told
    await folk["zahra"].taps("فعلاً همین")
    await folk["zahra"].begins("merat.permits")
    assert "رسیدگی به اعتراض" in folk["zahra"].text and "رضا" in folk["zahra"].text


async def test_or_it_stays_with_a_reason(folk: Folk) -> None:
    await evaluated(folk)
    await folk["zahra"].begins("merat.dispute")
    await folk.plays("zahra", "به نظرم امتیازم باید بیشتر باشد", CONFIRM)
    await folk["reza"].begins("merat.disputes")
    await folk.plays("reza", lambda p: p.taps(p.last.buttons[0].label))
    await folk.plays("reza", "«نتیجه درست است»", "همه‌ی قسط‌ها همان است که دفتر گفته", CONFIRM)
    assert "نتیجه همان ماند" in folk["zahra"].text and "۶۲۰" in await mine(folk)


async def test_an_improver_who_is_trusted_raises_the_result_at_once(folk: Folk, desk: Desk) -> None:
    await pay_in(folk, "maryam", 1_000_000)
    desk.says = Report(700, 20, 0, 0)
    await evaluated(folk, "maryam")
    desk.says = Report(500, 0, 1, 0)
    await evaluated(folk)
    assert "۴۶۰" in await mine(folk)
    await folk["zahra"].taps("فعلاً همین")
    await folk["zahra"].begins("merat.improver")
    await folk.plays("zahra", (await folk.member("maryam")).code, CONFIRM)
    await folk["maryam"].taps("می‌پذیرم")
    assert "بهبوددهنده‌ی شما باشد" in folk["zahra"].text and "۵۲۰" in await mine(folk)
    await folk["zahra"].taps("فعلاً همین")
    await folk["maryam"].begins("merat.improver")
    await folk.plays("maryam", (await folk.member("zahra")).code, CONFIRM)
    assert "دو نفر نمی‌توانند" in folk["maryam"].last.text


async def test_who_is_not_trusted_themselves_improves_nobody(folk: Folk) -> None:
    await evaluated(folk)
    await folk["zahra"].begins("merat.improver")
    await folk.plays("zahra", (await folk.member("maryam")).code, CONFIRM)
    await folk["maryam"].taps("می‌پذیرم")
    assert "باید خودش نتیجه" in folk["maryam"].toast and "۶۲۰" in await mine(folk)


async def test_only_who_was_let_sees_it_and_the_member_learns_of_it(folk: Folk) -> None:
    await evaluated(folk)
    code = (await folk.member("zahra")).code
    await folk["hassan"].begins("merat.look")
    await folk.plays("hassan", code, CONFIRM)
    assert "چیزی برای دیدن نیست" in folk["hassan"].last.text
    await folk["zahra"].begins("merat.permit")
    await folk.plays("zahra", (await folk.member("maryam")).code, "«ضمانت (ضامن من شود)»", "«۳۰ روز»", CONFIRM)
    await folk["maryam"].begins("merat.look")
    await folk.plays("maryam", code, CONFIRM)
    assert "۶۲۰ از ۹۹۹" in folk["maryam"].last.text and "درآمد" not in folk["maryam"].last.text
    assert "با اجازه‌ی شما" in folk["zahra"].text
    await folk["zahra"].begins("merat.permits")
    await folk.plays("zahra", lambda p: p.taps(p.last.buttons[0].label))
    await folk.plays("zahra", CONFIRM)
    await folk["maryam"].begins("merat.look")
    await folk.plays("maryam", code, CONFIRM)
    assert "چیزی برای دیدن نیست" in folk["maryam"].last.text


async def test_it_is_over_after_a_year_with_a_word_before(folk: Folk) -> None:
    await evaluated(folk)
    await folk.town.later(days=340)
    assert "از حالا سنجش تازه بخواهید" in folk["zahra"].text
    await folk.town.later(days=30)
    assert "اعتبار نتیجه‌ی مرآت شما تمام شد" in folk["zahra"].text
    await folk["zahra"].begins("merat.mine")
    assert "هنوز نتیجه‌ای ندارید" in folk["zahra"].text


async def test_codes_are_not_guessed_through_permits_and_improvers(folk: Folk) -> None:
    """Names are told by the one verb of membership that counts misses."""
    await evaluated(folk)
    await folk["zahra"].begins("merat.permit")
    for _ in range(10):
        await folk["zahra"].says("ACDEFHJK")
        assert "عضوی با این کد پیدا نشد" in folk["zahra"].last.text
    await folk["zahra"].says((await folk.member("maryam")).code)
    assert "چند بار نادرست نوشته شده است" in folk["zahra"].text and "برای چه؟" not in folk["zahra"].text
    await folk["zahra"].begins("merat.improver")
    await folk["zahra"].says((await folk.member("maryam")).code)
    assert "بخواهیم که بهبوددهنده" not in folk["zahra"].text


async def test_a_result_past_its_day_counts_no_more_even_if_the_clock_of_the_house_is_late(folk: Folk) -> None:
    await evaluated(folk)
    zahra = await actor(folk, "zahra")
    folk.town.now += timedelta(days=370)  # no timer has fired
    async with open_scene(folk.town.house, folk.town.now) as scene:
        merat = scene.services["merat"]
        assert (await merat.standing(zahra)).result is None
        with refused("merat.no_result"):
            await merat.dispute(zahra, "این آمار درست نیست")
