"""نه‌ها - what is refused though a dialog or a card led there: something changed meanwhile, or a link led too far.   In the domain alone: test_domain_says_no.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.kernel.people import Hat, Role
from domain.membership import policy
from domain.membership.model import Stage, State
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST
from tests.membership.test_doubts import POSHTIBAN, asked_for, doubtful_zahra
from tests.membership.test_families import nika_joins, workshop_applies
from tests.membership.test_messengers import code_of
from tests.membership.test_theft import comes_with_a_new_sim, on_two_messengers
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk, answers_of, contact_of, fa


async def test_a_signatory_who_was_stopped_meanwhile_signs_nothing(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra", "maryam")
    await workshop_applies(folk, "zahra", "maryam")
    await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, (await folk.member("maryam")).code, "با مدارک کس دیگری عضو شده است", CONFIRM)
    await folk.plays("zahra", CONFIRM)
    assert "پیدا نشد" in folk["zahra"].last.text
    assert await folk.find("workshop") is None


async def test_an_organisation_brings_no_children(folk: Folk) -> None:
    await folk.join("zahra")
    await workshop_applies(folk, "zahra")
    await folk.plays("zahra", CONFIRM)
    await folk.begins("zahra", "switch")
    await folk.plays("zahra", "«کارگاه گلیم»")
    await folk.begins("zahra", "join_child")
    await folk.plays("zahra", "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)
    assert "یک شخص بزرگ‌سال" in folk["zahra"].last.text and await folk.find("nika") is None


async def test_the_number_of_a_child_is_not_changed_alone(folk: Folk) -> None:
    await folk.join("zahra")
    await nika_joins(folk)
    await folk.begins("zahra", "switch")
    await folk.plays("zahra", "«نیکا کریمی»")
    zahra = await folk.begins("zahra", "change_mobile")
    await zahra.shares_contact("+989127777777")
    assert "همان شماره‌ی سرپرست" in zahra.last.text and (await folk.member("nika")).mobile == CAST["zahra"][5]


async def test_two_poshtibans_one_decides_and_the_other_reads_it(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await folk.join("maryam")
    await folk.give("maryam", Role.POSHTIBAN)
    await folk.begins("maryam", "reviews")
    await folk.plays("maryam", "«زهرا کریمی»", "«نمی‌پذیرم»", "این شناسه برای کس دیگری است")
    await folk.plays(POSHTIBAN, "«می‌پذیرم»")
    await folk.plays("maryam", CONFIRM)
    assert "پیش‌تر تصمیم گرفته شده است" in folk["maryam"].last.text
    assert (await folk.application(3)).stage is Stage.APPROVED and await folk.find("zahra") is not None


@pytest.mark.parametrize("flow", ["reject", "ask_again"])
async def test_a_link_to_no_application_leads_nowhere(folk: Folk, flow: str) -> None:
    await folk.join(ADMIN)
    admin = await folk.begins(ADMIN, flow, 999)
    assert "چنین درخواستی پیدا نشد" in admin.last.text


async def test_a_link_to_the_own_childs_application_decides_nothing(folk: Folk) -> None:
    await folk.join(ADMIN)
    folk.clerk.says[CAST["nika"][1]] = Finding.UNKNOWN
    await folk.begins(ADMIN, "join_child")
    await folk.plays(ADMIN, "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)
    await folk.begins(ADMIN, "reviews")
    await folk.plays(ADMIN, "«نیکا کریمی»", "«می‌پذیرم»", CONFIRM)
    assert "همکار دیگری تصمیم می‌گیرد" in folk[ADMIN].last.text and await folk.find("nika") is None


async def test_before_three_days_nobody_hands_a_membership_over(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await comes_with_a_new_sim(folk, "thief")
    await folk.begins(ADMIN, "reviews")
    await folk.plays(ADMIN, "«زهرا کریمی»", "«می‌پذیرم»", CONFIRM)
    assert "فرصت اعتراض دارد" in folk[ADMIN].last.text and await folk.speaks_from("thief") is None


async def test_three_times_refused_is_enough(folk: Folk) -> None:
    await doubtful_zahra(folk)
    for _ in range(2):
        await folk.plays(POSHTIBAN, "«نمی‌پذیرم»", "این شناسه برای کس دیگری است", CONFIRM)
        await folk.town.later(hours=25)
        folk.restart()
        await folk.begins("zahra", "join")
        await folk.plays("zahra", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    await folk.plays(POSHTIBAN, "«نمی‌پذیرم»", "این شناسه برای کس دیگری است", CONFIRM)
    await folk.town.later(hours=25)
    folk.restart()
    await folk.begins("zahra", "join")
    await folk.plays("zahra", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    assert "۳ بار درخواست داده‌اید" in folk["zahra"].last.text


async def test_a_phone_holds_only_so_many_people(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await folk.join("zahra", "hassan")
    monkeypatch.setattr(policy, "POLICIES", (replace(policy.POLICIES[0], family=1),))
    code = await code_of(folk, "zahra")
    await folk.begins("hassan", "use_code")
    await folk.plays("hassan", code)
    assert "بیش از ۱ نفر" in folk["hassan"].last.text
    await folk.begins("zahra", "join_child")
    await folk.plays("zahra", "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)
    assert "بیش از ۱ نفر" in folk["zahra"].last.text


async def test_a_messenger_that_left_by_itself_meanwhile(folk: Folk) -> None:
    await on_two_messengers(folk)
    await folk.begins("zahra@bale", "devices")
    await folk.plays("zahra@bale", "«تلگرام، آخرین بار»")
    async with folk.scene() as scene:
        await scene.accounts.unlink("telegram:zahra", (await scene.services["membership"].ports.members.by_identifier(CAST["zahra"][1])).id)
    await folk.plays("zahra@bale", fa(CAST["zahra"][1]))
    assert "دیگر در دسترس نیست" in folk["zahra@bale"].last.text


async def test_the_last_admin_stays_admin(folk: Folk) -> None:
    await folk.join("zahra")
    await folk.give("zahra", Role.ADMIN)
    zahra = await folk.begins("zahra", "revoke")
    await folk.plays("zahra", "«زهرا کریمی»", CONFIRM)
    assert "تنها مدیر سامانه" in zahra.last.text
    me = (await folk.member("zahra")).id
    async with folk.look() as (unit, _):
        assert Hat(Role.ADMIN) in await unit.hats.worn_by(me)


async def test_a_correction_that_comes_after_the_end_is_told_so(folk: Folk) -> None:
    await doubtful_zahra(folk)
    await asked_for(folk, "نام")
    await folk.begins("zahra", "my_application")
    await folk.plays("zahra", "«درست می‌کنم»", "زهرا", "کریمی‌نیا")
    await folk.town.later(days=15)
    assert (await folk.application(3)).stage is Stage.EXPIRED
    await folk.plays("zahra", CONFIRM)
    assert "نیاز به درست کردن داشته باشد ندارید" in folk["zahra"].text


async def test_a_member_who_is_forgotten_while_a_question_stands(folk: Folk) -> None:
    await folk.join("zahra")
    await folk.begins("zahra", "leave")
    await folk.plays("zahra", CONFIRM)
    await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "زهرا", "رستمی")
    message, button = folk["zahra"].button("بله، درست است")
    await folk.town.later(days=7, minutes=1)
    await folk["zahra"].taps_ref(button.ref, message.id)
    assert await folk.find("zahra") is None and "عضو شوم" in folk["zahra"].labels


async def test_a_frozen_member_is_not_frozen_twice(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    code = (await folk.member("zahra")).code
    for _ in range(2):
        await folk.begins(ADMIN, "freeze_for")
        await folk.plays(ADMIN, code, "«خیر»", CONFIRM)
    assert "شدنی نیست" in folk[ADMIN].last.text and (await folk.member("zahra")).state is State.FROZEN
