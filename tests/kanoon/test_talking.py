"""آزمون گفت‌وگوها - joining a kanoon from both sides, in chat, as people see it.   Product: handlers/kanoon/"""

from __future__ import annotations

from domain.kanoon.model import JoinId, JoinState
from tests.kanoon.talkers import Talkers
from tests.kanoon.village import NAMES, Village


async def a_kanoon(talkers: Talkers) -> int:
    """Zahra leads, Hassan is hamyar; both and Maryam have the bot open."""
    kanoon = await Village.kanoon(talkers.village)
    await talkers.open("zahra", "hassan", "maryam")
    return int(kanoon)


async def maryam_asks(talkers: Talkers) -> None:
    maryam = talkers["maryam"]
    await talkers.begins("maryam", "kanoon.join")
    await maryam.taps("کد، نام یا جای کانون")
    await maryam.says("قورچای")
    await maryam.taps("کانون روستای قورچای")
    await maryam.taps("بله")
    await maryam.says("نوه‌ی حاج کریم هستم")
    await maryam.taps("بله، درست است")


async def state_of(talkers: Talkers, request: int = 1) -> JoinState:
    async with talkers.village.open() as (_, kanoon):
        found = await kanoon.store.joins.find(JoinId(request))
    assert found is not None
    return found.state


async def test_maryam_joins_and_hassan_says_yes_on_his_card(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    zahra, hassan, maryam = talkers["zahra"], talkers["hassan"], talkers["maryam"]
    await maryam_asks(talkers)
    assert "شماره‌ی پیگیری" in maryam.text and await state_of(talkers) is JoinState.WAITING
    assert "مریم سادات حسینی" in hassan.last.text and "نوه‌ی حاج کریم" in hassan.last.text
    assert hassan.labels == ["می‌پذیرم", "پرسشی دارم", "نمی‌پذیرم"]
    assert "مریم سادات حسینی" in zahra.last.text and zahra.labels == []
    await hassan.taps("می‌پذیرم")
    assert await state_of(talkers) is JoinState.APPROVED
    assert "خوش آمدید" in maryam.text
    card = next(m for m in zahra.chat if "مریم سادات حسینی" in m.text)
    assert "حسن مرادی" in card.text and "پذیرفت" in card.text
    assert [b.label for b in next(m for m in hassan.chat if "مریم سادات حسینی" in m.text).buttons] == ["پس گرفتن پذیرش"]
    await talkers.town.later(minutes=11)
    assert next(m for m in hassan.chat if "مریم سادات حسینی" in m.text).buttons == []


async def test_an_approval_is_undone_on_the_card_within_minutes(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await maryam_asks(talkers)
    await talkers["hassan"].taps("می‌پذیرم")
    await talkers["hassan"].taps("پس گرفتن پذیرش")
    assert await state_of(talkers) is JoinState.WAITING
    assert "پذیرش درخواست" in talkers["maryam"].text
    await talkers["hassan"].taps("می‌پذیرم")
    assert await state_of(talkers) is JoinState.APPROVED


async def test_nobody_sees_a_name_without_consent(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    maryam = talkers["maryam"]
    await talkers.begins("maryam", "kanoon.join")
    await maryam.taps("کانون‌های نزدیک من")
    await maryam.taps("کانون روستای قورچای")
    assert "همیار و راهبر نام کامل شما" in maryam.last.text and "زهرا ک." in maryam.last.text
    await maryam.taps("خیر")
    assert "درخواستی هم ثبت نشد" in maryam.text and "مریم" not in talkers["hassan"].text


async def test_hassan_asks_maryam_answers_and_hassan_rejects_with_a_reason(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    hassan, maryam = talkers["hassan"], talkers["maryam"]
    await maryam_asks(talkers)
    await hassan.taps("پرسشی دارم")
    await hassan.says("از کدام خانواده‌اید؟")
    assert await state_of(talkers) is JoinState.NEEDS_ANSWER
    await maryam.taps("پاسخ به همیار")
    assert "از کدام خانواده‌اید" in maryam.last.text
    await maryam.says("خانواده‌ی حسینی")
    assert await state_of(talkers) is JoinState.WAITING
    assert "خانواده‌ی حسینی" in hassan.last.text
    await hassan.taps("نمی‌پذیرم")
    await hassan.taps("با واژه‌های خودم")
    await hassan.says("این کانون ویژه‌ی اهالی روستاست")
    await hassan.taps("بله، درست است")
    assert await state_of(talkers) is JoinState.REJECTED
    assert "این کانون ویژه‌ی اهالی روستاست" in maryam.text


async def test_the_hamyar_is_reminded_after_a_day_the_rahbar_after_three_and_then_it_expires(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    zahra, hassan, maryam = talkers["zahra"], talkers["hassan"], talkers["maryam"]
    await maryam_asks(talkers)
    await talkers.town.later(hours=23)
    assert "منتظر تصمیم شماست" not in hassan.text
    await talkers.town.later(hours=1)
    assert hassan.text.count("منتظر تصمیم شماست") == 1 and "بی‌پاسخ مانده است" not in zahra.text
    await talkers.town.later(hours=48)
    assert hassan.text.count("منتظر تصمیم شماست") == 2 and "بی‌پاسخ مانده است" in zahra.text
    await talkers.town.later(days=11)
    assert await state_of(talkers) is JoinState.EXPIRED
    assert "بی‌پاسخ ماند و بسته شد" in maryam.text


async def test_clocks_of_a_decided_request_do_nothing(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await maryam_asks(talkers)
    await talkers["hassan"].taps("می‌پذیرم")
    await talkers.town.later(days=20)
    assert "منتظر تصمیم شماست" not in talkers["hassan"].text and "بی‌پاسخ" not in talkers["maryam"].text


async def test_a_released_hamyar_taps_an_old_card_in_vain(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    await talkers.village.second_hamyar(kanoon)  # type: ignore[arg-type]  # the id as a plain number
    await maryam_asks(talkers)
    hassan = talkers["hassan"]
    message, button = hassan.button("می‌پذیرم")
    await talkers.do("zahra", "release_hamyar", kanoon, NAMES["hassan"])
    await hassan.taps_ref(button.ref, message.id)
    assert await state_of(talkers, 2) is JoinState.WAITING
    assert next(m for m in hassan.chat if m.id == message.id).buttons == []


async def test_two_taps_on_one_yes_are_one_yes(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await maryam_asks(talkers)
    hassan = talkers["hassan"]
    message, button = hassan.button("می‌پذیرم")
    await hassan.taps_ref(button.ref, message.id)
    await hassan.taps_ref(button.ref, message.id)
    assert talkers["maryam"].text.count("خوش آمدید! همیار") == 1


async def test_several_requests_are_seen_at_a_glance_and_taken_at_once(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    for who in ("maryam", "reza", "omid"):
        await talkers.do(who, "ask_to_join", kanoon, "", consent=True)
    hassan = talkers["hassan"]
    await talkers.begins("hassan", "kanoon.requests")
    await hassan.taps("پذیرفتن چند نفر با هم")
    await hassan.taps("رضا قاسمی")
    await hassan.taps("امید رستمی")
    await talkers.do("reza", "cancel_request", 2)
    await hassan.taps("همین")
    await hassan.taps("بله، درست است")
    states = [await state_of(talkers, n) for n in (1, 2, 3)]
    assert states[0] is JoinState.WAITING and states[1] is JoinState.CANCELLED, hassan.dump()


async def test_zahra_registers_a_kanoon_and_hassan_accepts_on_his_card(talkers: Talkers) -> None:
    await talkers.open("zahra", "hassan")
    zahra, hassan = talkers["zahra"], talkers["hassan"]
    talkers.cards.identities[("0084575948", "+989123456789")] = talkers.village.id("hassan")
    await talkers.begins("zahra", "kanoon.register")
    for words in ("کانون روستای الیمون", "روستا", "همیاری اهالی روستا"):
        await zahra.says(words)
    await zahra.taps("رد شدن")
    await zahra.taps("رد شدن")
    await zahra.says("۰۰۸۴۵۷۵۹۴۸")
    await zahra.says("۰۹۱۲۳۴۵۶۷۸۹")
    await zahra.taps("بله، درست است")
    assert "پیشنهاد همیاری فرستاده شد" in zahra.text, zahra.dump()
    assert "کانون روستای الیمون" in hassan.last.text
    await hassan.taps("می‌پذیرم")
    assert "شناسه‌ی کانون" in zahra.text and "شناسه‌ی کانون" in hassan.text
    await talkers.begins("zahra", "kanoon.mine")
    assert "در حال تعیین" in zahra.last.text


async def test_a_link_leads_a_member_straight_to_its_kanoon(talkers: Talkers) -> None:
    await a_kanoon(talkers)
    await talkers.begins("zahra", "kanoon.invite")
    assert "دعوت به" in talkers["zahra"].text, talkers["zahra"].dump()
    address = next(word for word in talkers["zahra"].text.split() if "kanoon_join-" in word)
    maryam = talkers["maryam"]
    await maryam.opens(address[address.index("kanoon_join-") :])  # just as it is read: nothing added, no digit changed
    assert "کانون روستای قورچای" in maryam.last.text
    await maryam.taps("بله")
    await maryam.taps("رد شدن")
    await maryam.taps("بله، درست است")
    assert "دعوت‌کننده" in talkers["hassan"].last.text
    await talkers["hassan"].taps("می‌پذیرم")
    await talkers.begins("maryam", "kanoon.join", "forged")
    assert "این پیوند دیگر کار نمی‌کند" in maryam.text


async def test_a_message_reaches_those_who_did_not_mute(talkers: Talkers) -> None:
    kanoon = await a_kanoon(talkers)
    for who in ("maryam", "reza"):
        await talkers.village.join(who, kanoon)  # type: ignore[arg-type]  # the id as a plain number
    await talkers.open("reza")
    await talkers.begins("reza", "kanoon.mute")
    await talkers["reza"].taps("نه، نیاید")
    await talkers.begins("zahra", "kanoon.broadcast")
    await talkers["zahra"].says("جمعه صبح در حسینیه دور هم هستیم")
    await talkers["zahra"].taps("بله، درست است")
    assert "جمعه صبح در حسینیه" in talkers["maryam"].text and "جمعه صبح" not in talkers["reza"].text
