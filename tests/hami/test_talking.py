"""گفت‌وگوهای حامی - asked, given in parts, thanked, taken back, run out: with the whole product around them.   Product: handlers/hami/"""

from __future__ import annotations

from domain.hami.asking import Whom
from domain.hami.model import HamiKind, SpentOn, SupportState, Trade
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM
from tests.hami.conftest import FIVE, TWENTY, asks_kanoon, do, gives_code, lends, told
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import CONFIRM, Folk

STORY = "می‌خواهم دار قالی دوم را بخرم"


async def free(folk: Folk, who: str = "hassan") -> int:
    return int((await do(folk, who, "me_as_hami")).capacity.free)


async def accepts(folk: Folk, amount: str) -> None:
    await folk["hassan"].taps("حمایت می‌کنم")
    await folk.plays("hassan", amount, CONFIRM)
    await gives_code(folk, "hassan")


async def test_the_twelve_steps_to_somebody_by_both_numbers(folk: Folk) -> None:
    await folk["hassan"].begins("hami.give")
    await folk.plays("hassan", "0" + CAST["zahra"][5][3:], CAST["zahra"][1])
    assert "زهرا ک" in folk["hassan"].last.text
    await folk.plays("hassan", "«بله»", "۵ میلیون", "«خرید از ام‌بازار»", CONFIRM)
    await gives_code(folk, "hassan")
    assert "ثبت شد" in folk["hassan"].text and "۵٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].last.text and "ام‌بازار" in folk["zahra"].last.text
    assert await free(folk) == TWENTY - FIVE
    await folk["hassan"].begins("hami.supports")
    assert any("زهرا" in b.label for b in folk["hassan"].last.buttons)


async def test_numbers_of_two_people_are_nobody(folk: Folk) -> None:
    await folk["hassan"].begins("hami.give")
    await folk.plays("hassan", "0" + CAST["zahra"][5][3:], CAST["maryam"][1])
    assert "پیدا نکردیم" in folk["hassan"].last.text


async def test_a_request_to_the_kanoon_is_covered_in_parts(folk: Folk) -> None:
    await asks_kanoon(folk)
    assert "می‌خواهم دار قالی" in folk["hassan"].last.text and "هیچ اجباری نیست" in folk["hassan"].last.text
    await accepts(folk, "۴ میلیون")
    await folk["zahra"].begins("hami.asks")
    await folk["zahra"].taps("اعتباری")
    assert "🟩" * 4 + "⬜️" * 6 in folk["zahra"].text and "۶٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].text
    await accepts(folk, "۷ میلیون")
    assert "فقط ۶٬۰۰۰٬۰۰۰ تومان" in folk["hassan"].last.text
    await folk.plays("hassan", "۶ میلیون", CONFIRM)
    await gives_code(folk, "hassan")
    assert (await do(folk, "zahra", "my_asks"))[0].state.value == "covered" and await free(folk) == TWENTY - 100_000_000
    assert "کامل شد" in folk["hassan"].text and not any("حمایت می‌کنم" in b.label for m in folk["hassan"].chat for b in m.buttons if "درخواست حمایت</b>" in m.text)


async def test_a_hami_asks_first_declines_and_may_still_change_their_mind(folk: Folk) -> None:
    await asks_kanoon(folk)
    await folk["hassan"].taps("اول می‌پرسم")
    await folk.plays("hassan", "دار قالی را از کجا می‌خرید؟")
    assert "دار قالی را از کجا" in folk["zahra"].last.text
    await folk["zahra"].taps("پاسخ به حامی")
    await folk.plays("zahra", "از بازار قالی کرمان")
    assert "از بازار قالی کرمان" in folk["hassan"].last.text
    await folk["hassan"].taps("این بار نمی‌توانم")
    assert "این بار نمی‌تواند" in folk["zahra"].last.text
    await accepts(folk, "۱۰ میلیون")
    assert (await do(folk, "zahra", "my_asks"))[0].state.value == "covered"


async def test_other_kinds_of_help_bring_two_together(folk: Folk) -> None:
    await do(folk, "zahra", "ask", HamiKind.TRADE, Rial(0), SpentOn.LOAN, STORY, Whom.TRADE, Trade.HANDICRAFT.value)
    await folk["hassan"].begins("hami.waiting")
    await folk.plays("hassan", "زهرا", "«کمک می‌کنم»")
    zahra, hassan = [(await folk.member(who)).code for who in ("zahra", "hassan")]
    assert hassan in folk["zahra"].last.text and zahra in folk["hassan"].text


async def test_who_had_it_is_told_when_their_hami_is_forgotten(folk: Folk) -> None:
    await lends(folk, "hassan", "zahra")
    hassan = (await folk.member("hassan")).id
    async with folk.scene() as scene:
        await scene.services["hami"].forget(SYSTEM, hassan)
    await folk.town.settle()
    assert "حامی شما از اینجا رفته است" in folk["zahra"].last.text and "۵٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].last.text
    assert not await do(folk, "zahra", "my_hamis")


async def test_points_are_not_for_sale(folk: Folk) -> None:
    """Nothing else of the request is lost."""
    await folk["zahra"].begins("hami.ask")
    await folk.plays("zahra", "«اعتباری: امتیاز برای وام یا خرید»", "«وام قرض‌الحسنه‌ی بدون کارمزد»", "۱۰ میلیون", "امتیاز شما را می‌خرم", "«حامی‌های کانون خودم»", CONFIRM)
    assert "خرید و فروش نمی‌شود" in folk["zahra"].last.text
    await folk.plays("zahra", STORY)
    assert "۱۰٬۰۰۰٬۰۰۰ تومان" in folk["zahra"].last.text
    await folk.plays("zahra", CONFIRM)
    assert await told(folk, "hassan", "question", (await do(folk, "zahra", "my_asks"))[0].id, "امتیازم را می‌فروشم") == "hami.not_for_sale"


async def test_an_improver_is_asked_where_results_are(folk: Folk) -> None:
    await folk["zahra"].begins("hami.ask")
    await folk.plays("zahra", "«بهبوددهنده»")
    assert "به شما اعتماد دارد" in folk["zahra"].last.text


async def test_nobody_there_and_nothing_free_are_said_with_the_way_on(folk: Folk) -> None:
    await folk["zahra"].begins("hami.give")
    assert "چیزی برای حمایت آزاد نیست" in folk["zahra"].last.text or "چیزی برای حمایت آزاد نیست" in folk["zahra"].text
    await do(folk, "hassan", "help_with", (), Trade.OTHER)
    await asks_kanoon(folk)
    assert "هنوز حامی‌ای نیست" in folk["zahra"].last.text


async def test_what_is_unused_is_taken_back_or_runs_out_and_both_are_told(folk: Folk) -> None:
    await lends(folk, "hassan", "zahra")
    await folk["hassan"].begins("hami.supports")
    await folk.plays("hassan", "زهرا", "«آنچه مانده را پس می‌گیرم»", CONFIRM)
    assert await free(folk) == TWENTY and "برگشت" in folk["zahra"].last.text
    await lends(folk, "hassan", "zahra")
    await folk.town.later(days=84)
    await folk.town.later(hours=12)
    assert "فرصت دارد" in folk["zahra"].text
    await folk.town.later(days=7)
    assert "استفاده نشد" in folk["hassan"].text and "مهلت حمایت" in folk["zahra"].text and await free(folk) == TWENTY


async def test_the_member_thanks_once_and_the_hami_reads_it(folk: Folk) -> None:
    number = await lends(folk, "hassan", "zahra")
    await folk["zahra"].begins("hami.hamis")
    await folk.plays("zahra", "حسن", "«سپاسگزاری می‌کنم»", "خدا خیرتان بدهد")
    assert "خدا خیرتان بدهد" in folk["hassan"].last.text
    assert await told(folk, "zahra", "thank", number, "باز هم ممنون") == "hami.thanked_already"


async def test_what_was_used_stays_reserved_until_it_is_paid_back(folk: Folk) -> None:
    number = await lends(folk, "hassan", "zahra")
    zahra = (await folk.member("zahra")).id
    async with folk.scene() as scene:
        await scene.services["hami"].use(SYSTEM, number, zahra, Rial(20_000_000), SpentOn.LOAN)
    assert await told(folk, "hassan", "take_back", number) == "done"
    seen = await do(folk, "hassan", "support", number)
    assert (seen.state, seen.amount, await free(folk)) == (SupportState.USED, 20_000_000, TWENTY - 20_000_000)
    async with folk.scene() as scene:
        await scene.services["hami"].release(SYSTEM, number)
    assert await free(folk) == TWENTY and "خدا قوت" in folk["hassan"].last.text


async def test_one_becomes_a_hami_and_stops(folk: Folk) -> None:
    await folk["reza"].begins("hami.be")
    assert "پنج گونه حامی" in folk["reza"].text and "خرید و فروش آن ممنوع" in folk["reza"].text
    await folk.plays("reza", "«انتخاب می‌کنم»", "«فنی»", "«همین ۱ مورد»", "«صنایع دستی»", CONFIRM)
    assert (await do(folk, "reza", "me_as_hami")).kinds == {HamiKind.TECHNICAL}
    await folk["reza"].begins("hami.be")
    await folk.plays("reza", "«دیگر حامی نیستم»", CONFIRM)
    assert not (await do(folk, "reza", "me_as_hami")).kinds


async def test_a_request_is_taken_back_or_runs_out(folk: Folk) -> None:
    await asks_kanoon(folk)
    assert await told(folk, "zahra", "ask", HamiKind.CREDIT, FIVE, SpentOn.LOAN, STORY, Whom.KANOON, "") == "hami.ask_open"
    await folk.plays("zahra", "«پس می‌گیرم»", CONFIRM)
    assert "پس گرفت" in folk["hassan"].text
    await asks_kanoon(folk)
    await folk.town.later(days=31)
    assert "مهلت درخواست حمایت" in folk["zahra"].text
