"""تردیدها - what the registry does not settle, on the poshtiban's card and in the applicant's chat.   Product: handlers/membership/reviewing.py following.py"""

from __future__ import annotations

import pytest

from domain.kernel.people import Role
from domain.membership.model import Stage
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import ADMIN, CONFIRM, PHOTO, VOICE, Folk, answers_of, contact_of, fa

POSHTIBAN = "reza"


async def doubtful_zahra(folk: Folk, finding: Finding | None = Finding.MISMATCH) -> None:
    """Reza is a poshtiban; Zahra came through the door, and the registry does not agree with her. Hers is the third application."""
    await folk.join(ADMIN, POSHTIBAN)
    await folk.give(POSHTIBAN, Role.POSHTIBAN)
    folk.clerk.says[CAST["zahra"][1]] = finding
    await folk["zahra"].opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)


async def asked_for(folk: Folk, *items: str, why: str = "عکس کارت و نام را دوباره ببینید") -> None:
    await folk.plays(POSHTIBAN, "«اصلاح می‌خواهم»", *(f"«{item}»" for item in items), f"«همین {fa(len(items))} مورد»", why, CONFIRM)


async def test_a_mismatch_is_shown_masked_to_the_poshtiban_and_told_kindly_to_the_applicant(folk: Folk) -> None:
    await doubtful_zahra(folk)
    zahra, card = folk["zahra"], folk.card(POSHTIBAN, "درخواست عضویت")
    assert "مشخصات با هم نمی‌خواند" in card.text and "زهرا کریمی" in card.text and "۱۳۶۵" in card.text
    assert fa(CAST["zahra"][1]) not in card.text and fa(CAST["zahra"][1][-4:]) in card.text
    assert [b.label for b in card.buttons] == ["می‌پذیرم", "اصلاح می‌خواهم", "نمی‌پذیرم"]
    assert "یک همکار خودش نگاه می‌کند" in zahra.text and "نمی‌خواند" not in zahra.text
    assert await folk.find("zahra") is None


async def test_the_poshtiban_approves_on_the_card_and_she_is_welcomed(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await folk.plays(POSHTIBAN, "«می‌پذیرم»")
    assert "خوش آمدید" in folk["zahra"].text
    card = folk.card(POSHTIBAN, "درخواست عضویت")
    assert "پذیرفته شد" in card.text and card.buttons == []
    await folk.all_is_well()


async def test_only_the_failed_items_are_sent_again_and_a_voice_is_no_photo(folk: Folk) -> None:
    await doubtful_zahra(folk)
    zahra = folk["zahra"]
    await asked_for(folk, "نام", "عکس مدرک")
    assert "نام و عکس مدرک" in zahra.text and "عکس کارت و نام را دوباره ببینید" in zahra.text
    await folk.plays("zahra", "«منوی اصلی»", "«پیگیری درخواست عضویت»")
    assert "منتظر شماست" in zahra.last.text and "نام و عکس مدرک" in zahra.last.text and "۱۷ آذر" in zahra.last.text
    await folk.plays("zahra", "«درست می‌کنم»", "زهرا", "کریمی‌نیا")
    assert "عکس روشنی" in zahra.last.text, "neither identifier, birth, number nor town are asked again"
    for wrong in (VOICE, "این هم عکس"):
        await folk.plays("zahra", wrong)
        assert "عکس روشنی" in zahra.last.text
    await folk.plays("zahra", PHOTO, CONFIRM)
    assert "شماره‌ی پیگیری همان است" in zahra.text
    assert (await folk.application(3)).form.family == "کریمی‌نیا"
    card = folk.card(POSHTIBAN, "درخواست عضویت")
    assert "عکس مدرک رسیده است" in card.text and "دیدن عکس مدرک" in [b.label for b in card.buttons]


async def test_the_poshtiban_looks_at_the_photo_and_that_is_noted(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await asked_for(folk, "عکس مدرک")
    await folk.begins("zahra", "my_application")
    await folk.plays("zahra", "«درست می‌کنم»", PHOTO, CONFIRM)
    reza = folk[POSHTIBAN]
    await reza.taps("دیدن عکس مدرک")
    shown = folk.card(POSHTIBAN, "مدرک درخواست")
    assert shown.media is not None and shown.media.ref == PHOTO.ref and fa(CAST["zahra"][1]) in shown.text
    assert "membership.look_at_paper" in await folk.noted()
    await folk.plays(POSHTIBAN, "«می‌پذیرم»")
    assert await folk.find("zahra") is not None


async def test_when_the_registry_agrees_with_the_correction_nobody_has_to_look_again(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await asked_for(folk, "نام")
    folk.clerk.says.clear()
    await folk.begins("zahra", "my_application")
    await folk.plays("zahra", "«درست می‌کنم»", "زهرا", "کریمی", CONFIRM)
    assert "خوش آمدید" in folk["zahra"].text and "پذیرفته شد" in folk.card(POSHTIBAN, "درخواست عضویت").text


@pytest.mark.parametrize("restart", [False, True])
async def test_every_item_can_be_asked_for_again(folk: Folk, restart: bool) -> None:
    await doubtful_zahra(folk)
    await asked_for(folk, "شماره‌ی شناسایی", "تاریخ تولد", "نام", "شماره‌ی همراه", "استان و شهر", "عکس مدرک")
    folk.clerk.says.clear()
    await folk.begins("zahra", "my_application")
    _, identifier, given, family, _, mobile = CAST["maryam"]
    steps = ("«درست می‌کنم»", fa(identifier), "۱۳۷۴/۶/۱۰", given, family)
    await folk.plays("zahra", *steps, lambda zahra: zahra.shares_contact(mobile), "قم", "قم", PHOTO, CONFIRM, restart=restart)
    member = await folk.member("maryam")
    assert (member.name, member.mobile, member.home.city) == ("مریم حسینی", mobile, "قم")


async def test_a_no_carries_its_reason_and_one_may_come_again_after_a_day(folk: Folk) -> None:
    await doubtful_zahra(folk)
    zahra = folk["zahra"]
    await folk.plays(POSHTIBAN, "«نمی‌پذیرم»", "نه")
    assert "حرف" in folk[POSHTIBAN].last.text, "a reason has at least five letters"
    await folk.plays(POSHTIBAN, "این شناسه برای کس دیگری است", CONFIRM)
    assert "این شناسه برای کس دیگری است" in zahra.text and "پس از یک روز" in zahra.text
    await folk.begins("zahra", "join")
    await folk.plays("zahra", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    assert "می‌توانید دوباره درخواست دهید" in zahra.last.text
    await folk.town.later(hours=25)
    folk.clerk.says.clear()
    await folk.begins("zahra", "join")
    await folk.plays("zahra", "«از همان‌جا ادامه می‌دهم»", CONFIRM)
    assert await folk.find("zahra") is not None


async def test_the_applicant_follows_it_and_takes_it_back(folk: Folk) -> None:
    await doubtful_zahra(folk)
    zahra = await folk.begins("zahra", "my_application")
    assert "MB۱۰۰۳" in zahra.last.text and "یک پشتیبان نگاه می‌کند" in zahra.last.text and "۱۷ آذر" in zahra.last.text
    await folk.plays("zahra", "«منتظر می‌مانم»")
    assert "نتیجه را همین‌جا می‌گوییم" in zahra.last.text
    await folk.begins("zahra", "my_application")
    await folk.plays("zahra", "«درخواست را پس می‌گیرم»", CONFIRM)
    assert "پس گرفته شد" in zahra.text and "خودش پس گرفت" in folk.card(POSHTIBAN, "درخواست عضویت").text
    await folk.begins("zahra", "my_application")
    assert "بازی ندارید" in zahra.last.text


async def test_who_has_an_open_application_is_shown_it_instead_of_a_second_one(folk: Folk) -> None:
    await doubtful_zahra(folk)
    zahra = await folk.begins("zahra", "join")
    assert "اکنون" in zahra.last.text and "درخواست را پس می‌گیرم" in zahra.labels


async def test_a_silent_registry_is_told_as_waiting_and_ends_with_a_person(folk: Folk) -> None:
    await doubtful_zahra(folk, None)
    zahra = await folk.begins("zahra", "my_application")
    assert "چند لحظه" in zahra.last.text
    await folk.plays("zahra", "«منتظر می‌مانم»")
    await folk.town.later(minutes=6)
    await folk.town.later(minutes=6)
    assert "پس از چند بار پاسخی نداد" in folk.card(POSHTIBAN, "درخواست عضویت").text


async def test_poshtibans_are_reminded_by_day_and_after_two_weeks_it_is_over(folk: Folk) -> None:
    await doubtful_zahra(folk)
    cards = [m for m in folk[POSHTIBAN].chat if "درخواست عضویت" in m.text]
    await folk.town.later(hours=24)
    await folk.town.later(hours=48)
    assert len([m for m in folk[POSHTIBAN].chat if "درخواست عضویت" in m.text]) == len(cards) + 2
    await folk.town.later(days=11)
    assert (await folk.application(3)).stage is Stage.EXPIRED
    await folk.town.later(hours=12)
    assert "گذشت و بسته شد" in folk["zahra"].text and "مهلتش گذشت" in folk.card(POSHTIBAN, "درخواست عضویت").text


async def test_who_is_to_correct_is_nudged_after_one_day_three_days_and_the_day_before_it_ends(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await asked_for(folk, "نام")
    zahra = folk["zahra"]
    for at, nudges in ((1, 1), (2, 1), (3, 2), (12, 2), (13, 3)):
        await folk.town.later(days=at - (folk.town.now - (await folk.application(3)).moved).days)
        assert zahra.text.count("یادآوری") == nudges, f"day {at}"
    await folk.town.later(days=1, hours=1)
    assert (await folk.application(3)).stage is Stage.EXPIRED


async def test_the_list_of_reviews_does_what_the_card_does(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await folk.begins(POSHTIBAN, "reviews")
    reza = folk[POSHTIBAN]
    await folk.plays(POSHTIBAN, "«زهرا کریمی»")
    assert "مشخصات با هم نمی‌خواند" in reza.last.text
    await folk.plays(POSHTIBAN, "«می‌پذیرم»", CONFIRM)
    assert await folk.find("zahra") is not None
    await folk.begins(POSHTIBAN, "reviews")
    assert "درخواستی در انتظار بررسی نیست" in reza.last.text


async def test_a_poshtiban_who_is_none_any_more_taps_the_old_card_in_vain(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await folk.begins(ADMIN, "revoke")
    await folk.plays(ADMIN, "«رضا قاسمی»", CONFIRM)
    message, button = folk[POSHTIBAN].button("می‌پذیرم")
    await folk[POSHTIBAN].taps_ref(button.ref, message.id)
    assert await folk.find("zahra") is None
    assert "دیگر برای شما باز نیست" in folk[POSHTIBAN].text + folk[POSHTIBAN].toast


async def test_a_poshtiban_does_not_decide_about_their_own_child(folk: Folk) -> None:
    await folk.join(ADMIN, POSHTIBAN)
    await folk.give(POSHTIBAN, Role.POSHTIBAN)
    folk.clerk.says[CAST["nika"][1]] = Finding.UNKNOWN
    await folk.begins(POSHTIBAN, "join_child")
    await folk.plays(POSHTIBAN, "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)
    card = folk.card(POSHTIBAN, "رسیده در")
    assert "همکار دیگری تصمیم می‌گیرد" in card.text and card.buttons == []
