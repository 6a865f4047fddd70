"""آزمون «در این میان» - cards and dialogs begun before something changed: each is looked at again (rel:B4, B5, T3).   Product: handlers/kanoon/"""

from __future__ import annotations

import pytest

from domain.kanoon.model import JoinId, JoinState, KanoonId, KanoonState
from domain.kernel.people import Role
from domain.membership.events import MemberErased, RoleRevoked
from handlers.kit.said import Media
from tests.kanoon.talkers import Talkers
from tests.kanoon.test_together import a_plan
from tests.kanoon.village import NAMES, Village, a_form

YES = "بله، درست است"


async def maryam_waits(talkers: Talkers, *, capacity: int | None = None) -> KanoonId:
    """Zahra leads, Hassan and Leila are hamyars, and Maryam's request (number 2) lies on their cards."""
    kanoon = await Village.kanoon(talkers.village, capacity=capacity)
    await Village.second_hamyar(talkers.village, kanoon)
    await talkers.open("zahra", "hassan", "leila", "maryam")
    await talkers.begins("maryam", "kanoon.join")
    for label in ("کانون‌های نزدیک من", "قورچای", "بله", "رد شدن", YES):
        await talkers["maryam"].taps(label)
    return kanoon


async def state(talkers: Talkers, request: int = 2) -> JoinState:
    async with talkers.village.open() as (_, service):
        found = await service.store.joins.find(JoinId(request))
    assert found is not None
    return found.state


async def test_the_applicant_took_it_back_and_every_card_says_so(talkers: Talkers) -> None:
    await maryam_waits(talkers)
    hassan, maryam = talkers["hassan"], talkers["maryam"]
    message, button = hassan.button("می‌پذیرم")
    await maryam.taps("پس می‌گیرم")
    await maryam.taps(YES)
    for who in ("hassan", "leila", "zahra"):
        card = next(m for m in talkers[who].chat if "مریم سادات" in m.text)
        assert "درخواست‌دهنده آن را پس گرفت" in card.text and card.buttons == [], who
    await hassan.taps_ref(button.ref, message.id)
    assert await state(talkers) is JoinState.CANCELLED


async def test_the_applicant_was_erased_meanwhile(talkers: Talkers) -> None:
    await maryam_waits(talkers)
    hassan = talkers["hassan"]
    message, button = hassan.button("می‌پذیرم")
    talkers.cards.gone.add(talkers.village.id("maryam"))
    await talkers.happens(MemberErased(talkers.village.id("maryam"), ("web:c-maryam",)))
    await hassan.taps_ref(button.ref, message.id)
    assert await state(talkers) is JoinState.CANCELLED
    assert "مریم" not in next(m for m in hassan.chat if m.id == message.id).text
    await talkers.town.later(days=20)
    assert "بی‌پاسخ" not in hassan.text  # no clock went on


async def test_the_applicant_was_suspended_meanwhile_and_the_hamyar_is_told_why_it_cannot_be(talkers: Talkers) -> None:
    await maryam_waits(talkers)
    talkers.cards.gone.add(talkers.village.id("maryam"))
    await talkers["hassan"].taps("می‌پذیرم")
    assert "دیگر عضو فعال" in talkers["hassan"].toast and await state(talkers) is JoinState.WAITING


async def test_the_applicant_founded_a_kanoon_of_their_own_meanwhile(talkers: Talkers) -> None:
    await maryam_waits(talkers)
    hassan = talkers["hassan"]
    message, button = hassan.button("می‌پذیرم")
    filed = await talkers.do("maryam", "register", *registration("کانون کاروان زیارت", "reza"))
    await talkers.open("reza")
    await talkers["reza"].opens()
    await talkers.do("reza", "accept_offer", await talkers.village.last_offer(KanoonId(filed.id)))
    await hassan.taps_ref(button.ref, message.id)
    assert await state(talkers) is JoinState.CANCELLED and (await talkers.do("maryam", "mine")).card.title == "کانون کاروان زیارت"
    assert next(m for m in hassan.chat if m.id == message.id).buttons == []


def registration(title: str, hamyar: str) -> tuple[object, ...]:
    return a_form(title), f"id-{hamyar}", f"mobile-{hamyar}"


async def test_the_last_place_was_taken_meanwhile(talkers: Talkers) -> None:
    kanoon = await maryam_waits(talkers, capacity=4)
    await talkers.village.join("omid", kanoon)
    await talkers["hassan"].taps("می‌پذیرم")
    assert "پر شده است" in talkers["hassan"].toast and await state(talkers) is JoinState.WAITING


async def test_the_other_hamyar_was_quicker_and_it_is_told_who_and_when(talkers: Talkers) -> None:
    await maryam_waits(talkers)
    leila = talkers["leila"]
    await leila.taps("نمی‌پذیرم")
    await leila.taps("کانون فعلاً عضو تازه نمی‌پذیرد")
    await talkers["hassan"].taps("می‌پذیرم")
    await leila.taps(YES)
    assert "حسن مرادی پیش از شما تصمیم گرفته است" in leila.text.replace("\u2068", "").replace("\u2069", "")
    assert await state(talkers) is JoinState.APPROVED and talkers["maryam"].text.count("خوش آمدید! همیار") == 1
    assert "حسن مرادی" in next(m for m in leila.chat if "مریم سادات" in m.text).text


@pytest.mark.parametrize("deed", ["می‌پذیرم", "نمی‌پذیرم", "پرسشی دارم"])
async def test_a_hamyar_who_was_released_has_a_dead_card(talkers: Talkers, deed: str) -> None:
    """Not drawn anew yet: the tap itself is refused, and from then on the card is shut."""
    kanoon = await maryam_waits(talkers)
    hassan = talkers["hassan"]
    message, button = hassan.button(deed)
    await talkers.do("zahra", "release_hamyar", kanoon, NAMES["hassan"])
    await hassan.taps_ref(button.ref, message.id)
    assert await state(talkers) is JoinState.WAITING
    card = next(m for m in hassan.chat if m.id == message.id)
    assert card.buttons == [] and "مریم" not in card.text


async def test_a_hamyar_released_in_the_middle_of_a_no_has_said_nothing(talkers: Talkers) -> None:
    kanoon = await maryam_waits(talkers)
    hassan = talkers["hassan"]
    await hassan.taps("نمی‌پذیرم")
    await hassan.taps("با واژه‌های خودم")
    await hassan.says("در روستا نیستند")
    await talkers.do("zahra", "release_hamyar", kanoon, NAMES["hassan"])
    await hassan.taps(YES)
    assert "این درخواست دیگر منتظر شما نیست" in hassan.text and await state(talkers) is JoinState.WAITING
    assert "در روستا نیستند" not in talkers["maryam"].text


async def test_a_card_does_nothing_in_somebody_elses_hand(talkers: Talkers) -> None:
    """rel:B4: the reference of Hassan's button, pressed by the rahbar and by the applicant."""
    await maryam_waits(talkers)
    message, button = talkers["hassan"].button("می‌پذیرم")
    for who in ("zahra", "maryam"):
        await talkers[who].taps_ref(button.ref, message.id)
        assert await state(talkers) is JoinState.WAITING, who
    await talkers["hassan"].taps("می‌پذیرم")
    assert await state(talkers) is JoinState.APPROVED


async def test_a_hamyar_does_not_decide_about_himself_or_his_child(talkers: Talkers) -> None:
    kanoon = await maryam_waits(talkers)
    talkers.cards.families.add(frozenset({talkers.village.id("hassan"), talkers.village.id("maryam")}))
    await talkers["hassan"].taps("می‌پذیرم")
    assert await state(talkers) is JoinState.WAITING
    assert next(m for m in talkers["hassan"].chat if "مریم سادات" in m.text).buttons == []
    async with talkers.village.unchanged("kanoon.own_family"):
        await talkers.do("hassan", "approve", JoinId(2))
    await talkers.give("maryam", Role.HAMYAR, f"kanoon:{kanoon}")
    async with talkers.village.unchanged("kanoon.own_request"):
        await talkers.do("maryam", "approve", JoinId(2))
    await talkers["leila"].taps("می‌پذیرم")
    assert await state(talkers) is JoinState.APPROVED


async def test_the_only_hamyar_decides_about_family_too(talkers: Talkers) -> None:
    """Four eyes where there are four: else the request would wait for nobody."""
    kanoon = await maryam_waits(talkers)
    await talkers.do("zahra", "release_hamyar", kanoon, NAMES["leila"])
    talkers.cards.families.add(frozenset({talkers.village.id("hassan"), talkers.village.id("maryam")}))
    await talkers["hassan"].taps("می‌پذیرم")
    assert await state(talkers) is JoinState.APPROVED


async def test_an_approval_cannot_be_taken_back_when_the_minutes_are_over(talkers: Talkers) -> None:
    await maryam_waits(talkers)
    hassan = talkers["hassan"]
    await hassan.taps("می‌پذیرم")
    message, button = hassan.button("پس گرفتن پذیرش")
    talkers.town.now = talkers.town.now.replace(minute=talkers.town.now.minute + 11)  # the clock that takes the button away has not fired yet
    await hassan.taps_ref(button.ref, message.id)
    assert await state(talkers) is JoinState.APPROVED
    assert next(m for m in hassan.chat if m.id == message.id).buttons == []


async def test_a_kanoon_was_suspended_while_somebody_waited(talkers: Talkers) -> None:
    kanoon = await maryam_waits(talkers)
    await talkers.open("dabir")
    await talkers.give("dabir", Role.DABIR, "area:گلستان")
    await talkers.begins("dabir", "kanoon.suspend")
    dabir = talkers["dabir"]
    await dabir.taps("قورچای")
    await dabir.says("شکایت عضوها در حال بررسی است")
    await dabir.taps(YES)
    assert "تا بازگشایی منتظر می‌ماند" in talkers["maryam"].text
    assert "می‌پذیرم" not in talkers["hassan"].labels and await state(talkers) is JoinState.WAITING and kanoon


async def test_the_rahbar_is_gone_for_good_and_the_dabir_finds_another(talkers: Talkers) -> None:
    """Decision 25: dead or missing. Those who are left hear of it, and what she had offered is void."""
    kanoon = await maryam_waits(talkers)
    await talkers.village.join("omid", kanoon)
    await talkers.do("zahra", "propose_hamyar", kanoon, talkers.village.id("omid"))
    offer = await talkers.village.last_offer(kanoon)
    await talkers.open("dabir", "omid")
    await talkers.give("dabir", Role.DABIR, "topic:kanoon")
    await talkers.happens(MemberErased(talkers.village.id("zahra"), ()))
    assert "نقش راهبر خالی مانده" in talkers["hassan"].text
    async with talkers.village.unchanged("kanoon.offer_over"):
        await talkers.do("omid", "accept_offer", offer)
    dabir = talkers["dabir"]
    await dabir.taps("جانشین راهبر یا همیار")
    await dabir.taps("راهبر")
    await dabir.taps("امید رستمی")
    await dabir.says("راهبر کانون درگذشته‌اند")
    await dabir.taps(YES)
    await talkers["omid"].taps("می‌پذیرم")
    assert (await talkers.do("omid", "mine")).is_rahbar


async def test_a_declared_hamyar_who_is_erased_gives_the_registration_back(talkers: Talkers) -> None:
    await talkers.open("reza")
    filed = await talkers.do("reza", "register", *registration("کانون کاروان زیارت", "omid"))
    await talkers.happens(MemberErased(talkers.village.id("omid"), ()))
    assert "بی‌پاسخ ماند" in talkers["reza"].text
    assert (await talkers.do("reza", "unfinished")).state is KanoonState.DRAFT and filed


async def test_a_rahyar_who_is_none_any_more_is_no_longer_on_the_card(talkers: Talkers) -> None:
    kanoon = await maryam_waits(talkers)
    await talkers.open("dabir")
    await talkers.give("dabir", Role.DABIR, "area:گلستان")
    await talkers.give("rahyar", Role.RAHYAR_AREA, "area:گلستان")
    await talkers.do("dabir", "assign_rahyar", kanoon, talkers.village.id("rahyar"))
    async with talkers.village.open() as (unit, _):
        await unit.hats.take(talkers.village.id("rahyar"), Role.RAHYAR_AREA, "area:گلستان")
    await talkers.happens(RoleRevoked(talkers.village.id("rahyar"), Role.RAHYAR_AREA, "area:گلستان"))
    await talkers.begins("zahra", "kanoon.mine")
    assert "رهیار: در حال تعیین" in talkers["zahra"].last.text and "رهیار ندارد" in talkers["dabir"].text


async def test_an_activity_was_called_off_while_a_photo_was_chosen(talkers: Talkers) -> None:
    kanoon = await maryam_waits(talkers)
    await talkers.do("zahra", "plan_activity", a_plan(talkers.village))
    await talkers.do("zahra", "begin_activity", 1)
    await talkers.begins("zahra", "kanoon.activities")
    await talkers["zahra"].taps("سنگ‌فرش")
    await talkers["zahra"].taps("افزودن عکس")
    await talkers.do("hassan", "cancel_activity", 1, "باران")
    await talkers["zahra"].says(media=Media("photo", "web:picture-1", mime="image/jpeg", size=1000))
    assert "دیگر شدنی نیست" in talkers["zahra"].text and kanoon
