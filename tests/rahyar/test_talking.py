"""گفت‌وگوهای میز رهیار - a dabir, a rahyar and a member, with the whole product around them.   Product: handlers/rahyar/"""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from bot.platforms import fetch_media
from domain.kernel.people import Role
from storage.rahyar.invariants import INVARIANTS
from tests.membership.townsfolk import CONFIRM, Folk, open_folk


@pytest.fixture
async def folk(sqlite_url: str) -> AsyncIterator[Folk]:
    """Zahra is a member; Hassan is the dabir of Golestan, where all of them live; Maryam and Reza belong to the society of rahyars."""
    async with open_folk(sqlite_url) as made:
        await made.join("hassan", "zahra", "maryam", "reza")
        await made.give("hassan", Role.DABIR, "area:golestan")
        for who in ("maryam", "reza"):
            await made.give(who, Role.RAHYAR_ONLINE)
        yield made
        await made.all_is_well()
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


async def _begins(folk: Folk, who: str, flow: str, subject: object = None) -> None:
    await folk[who].begins(f"rahyar.{flow}", subject)


async def _assigned(folk: Folk, rahyar: str = "مریم حسینی") -> None:
    await _begins(folk, "hassan", "assign")
    await folk.plays("hassan", "«یک استان»", "«گلستان»", f"«{rahyar}»", CONFIRM)


async def test_a_dabir_names_the_rahyar_of_a_province_and_everybody_sees_it(folk: Folk) -> None:
    zahra = folk["zahra"]
    await _begins(folk, "zahra", "mine")
    assert "در حال تعیین" in zahra.last.text and "پیام به رهیار" not in zahra.labels
    await _assigned(folk)
    assert "مریم حسینی از این پس رهیار استان گلستان" in folk["hassan"].text.replace("\u2068", "").replace("\u2069", "")
    assert "از این پس رهیار استان گلستان هستید" in folk["maryam"].text
    await zahra.begins("membership.profile")
    assert "مریم حسینی" in zahra.last.text
    await zahra.taps("رهیار من")
    assert "مریم حسینی" in zahra.last.text and "رهیار محدوده" in zahra.last.text and "پیام به رهیار" in zahra.labels


async def test_a_letter_to_who_is_not_on_duty_waits_and_is_answered(folk: Folk) -> None:
    await _assigned(folk)
    zahra, maryam = folk["zahra"], folk["maryam"]
    await _begins(folk, "zahra", "write")
    await folk.plays("zahra", "سلام، مدارک وام چیست؟")
    assert "سر نوبت نیست" in zahra.text and "پاسخ می‌دهد" in zahra.text and "تماس لازم نیست" in zahra.labels
    await zahra.taps("تماس لازم نیست")
    assert "نامه‌ی" in maryam.text and "مدارک وام چیست" in maryam.text
    await maryam.taps("پیام به عضو")
    await folk.plays("maryam", "شناسنامه و کارت ملی")
    assert "شناسنامه و کارت ملی" in zahra.text
    await zahra.says("/menu")
    assert "شناسنامه" not in zahra.last.text  # her own dialog goes on undisturbed
    await _begins(folk, "maryam", "follow_ups")
    assert any("مدارک وام" in label for label in maryam.labels)
    await maryam.taps("مدارک وام")
    await folk.plays("maryam", "«انجام شد»", "راهنمایی کردم")
    assert "راهنمایی کردم" in zahra.text
    await _begins(folk, "zahra", "done_for_me")
    await zahra.taps("مدارک وام")
    assert "راهنمایی کردم" in zahra.last.text


async def test_whoever_would_rather_speak_is_called_back(folk: Folk) -> None:
    await _assigned(folk)
    await _begins(folk, "zahra", "write")
    await folk.plays("zahra", "سلام، لطفاً راهنمایی کنید")
    zahra = folk["zahra"]
    await zahra.taps(next(label for label in zahra.labels if "ساعت" in label))
    assert "با شما تماس بگیریم" in zahra.text
    async with folk.scene() as scene:
        calls = await scene.services["moshavereh"].store.promises.calls_waiting()
    assert [c.rahyar for c in calls] == [(await folk.member("maryam")).id]


async def test_a_letter_to_who_is_on_duty_becomes_a_conversation(folk: Folk) -> None:
    await _assigned(folk)
    maryam = await folk.member("maryam")
    async with folk.scene() as scene:
        actor = await scene.actor_of(maryam.id, "telegram:maryam")
        await scene.services["moshavereh"].come_on_duty(actor, (), 0)
    await _begins(folk, "zahra", "write")
    await folk.plays("zahra", "سلام، الان هستید؟")
    assert "سر نوبت است" in folk["zahra"].text
    async with folk.scene() as scene:
        (case,) = await scene.services["moshavereh"].store.cases.not_over()
    assert case.rung == maryam.id


async def test_a_rahyar_works_down_the_list_and_every_look_is_kept(folk: Folk) -> None:
    await _assigned(folk)
    maryam = folk["maryam"]
    await _begins(folk, "maryam", "work")
    assert "زهرا کریمی" in " ".join(maryam.labels)
    await maryam.taps("زهرا کریمی")
    assert "زهرا کریمی" in maryam.last.text and "۱۲۱ ۱۱۱ ۱۱۱۱" not in maryam.last.text
    assert (await folk.noted()).count("rahyar.look_at") == 1
    await folk.plays("maryam", "«پیگیری تازه»", "«همراهی»", "ثبت درخواست وام", "فردا", "عصرها بهتر است", CONFIRM)
    await folk.town.later(hours=24)
    assert "قرار امروز" in maryam.text and "ثبت درخواست وام" in maryam.text
    await _begins(folk, "zahra", "done_for_me")
    await folk["zahra"].taps("ثبت درخواست وام")
    assert "عصرها" not in folk["zahra"].text


async def test_an_organisation_is_declared_confirmed_and_changes_the_rahyar(folk: Folk) -> None:
    await _assigned(folk)
    await folk.give("hassan", Role.DABIR, "org:emdad")
    await _begins(folk, "hassan", "assign")
    await folk.plays("hassan", "«یک سازمان»", "«کمیته امداد امام خمینی»", "«رضا قاسمی»", CONFIRM)
    await _begins(folk, "zahra", "organisation")
    await folk.plays("zahra", "«کمیته امداد امام خمینی»", CONFIRM)
    await folk["reza"].taps("تأیید")
    assert "تأیید شد که عضو" in folk["zahra"].text
    await _begins(folk, "zahra", "mine")
    assert "رضا قاسمی" in folk["zahra"].last.text and "رهیار سازمان" in folk["zahra"].last.text
    await folk["zahra"].says("/rahyar")
    async with folk.scene() as scene:
        (case,) = await scene.services["moshavereh"].store.cases.not_over()
    assert case.scopes == ("org:emdad", "area:golestan")  # the desk looks for somebody of the organisation first


async def test_a_no_has_a_reason_that_the_member_reads(folk: Folk) -> None:
    await _begins(folk, "zahra", "organisation")
    await folk.plays("zahra", "«سازمان بهزیستی»", CONFIRM)
    hassan = folk["hassan"]
    await hassan.taps("تأیید نمی‌کنم")
    await folk.plays("hassan", "نام شما در فهرست نیست")
    assert "نام شما در فهرست نیست" in folk["zahra"].text
    await _begins(folk, "hassan", "confirm_org")
    assert "کسی منتظر تأیید شما نیست" in hassan.last.text


async def test_nobody_answers_for_a_fortnight_and_it_ends(folk: Folk) -> None:
    await _begins(folk, "zahra", "organisation")
    await folk.plays("zahra", "«سازمان بهزیستی»", CONFIRM)
    await folk.town.later(days=14, minutes=1)
    assert "کسی پاسخ نداد" in folk["zahra"].text


async def test_an_assignment_is_ended_with_a_reason_and_its_history_stays(folk: Folk) -> None:
    await _assigned(folk)
    await _begins(folk, "hassan", "assignments")
    await folk.plays("hassan", "«استان گلستان»", "«پایان بده»", "مأموریت او تمام شد", CONFIRM)
    assert "پایان یافت" in folk["maryam"].text
    await _assigned(folk, "رضا قاسمی")
    await _begins(folk, "hassan", "assignments")
    await folk.plays("hassan", "«استان گلستان»", "«پیشینه»")
    assert "مأموریت او تمام شد" in folk["hassan"].text and "مریم حسینی" in folk["hassan"].text


async def test_a_social_rahyar_is_given_to_one_member_by_code(folk: Folk) -> None:
    code = (await folk.member("zahra")).code
    await _begins(folk, "hassan", "assign")
    await folk.plays("hassan", "«یک عضو یا راهبر»", "ABCDEFGH")
    assert "پیدا نکردم" in folk["hassan"].last.text
    await folk.plays("hassan", code.lower(), "«رضا قاسمی»", CONFIRM)
    assert "رهیار اجتماعی همراه شما شد" in folk["zahra"].text


async def test_whoever_moves_house_takes_the_work_along(folk: Folk) -> None:
    await _assigned(folk)
    zahra = (await folk.member("zahra")).id
    await _begins(folk, "maryam", "follow_up", f"member:{zahra}")
    await folk.plays("maryam", "«پیگیری»", "ثبت درخواست وام", "فردا", "«رد شدن»", CONFIRM)
    await folk["zahra"].begins("membership.change_home")
    await folk.plays("zahra", "اصفهان", "کاشان", "«رد شدن»", "«رد شدن»", CONFIRM)
    await _begins(folk, "maryam", "follow_ups")
    assert "پیگیری بازی ندارید" in folk["maryam"].last.text
    async with folk.scene() as scene:
        waiting = await scene.services["rahyar"].store.follow_ups.open_of(None)
    assert [f.topic for f in waiting] == ["ثبت درخواست وام"]


async def test_an_invited_stranger_joins_and_the_rahyar_hears_of_it(folk: Folk) -> None:
    await _begins(folk, "maryam", "invite")
    await folk.plays("maryam", "همسایه‌ی ما")
    link = next(m for m in folk["maryam"].chat if "rahyar_invited-" in m.text).text
    payload = "rahyar_invited-" + link.split("rahyar_invited-")[1].split()[0]
    wali = folk["wali"]
    await wali.opens(payload)
    assert "مریم حسینی" in wali.last.text
    await wali.taps("عضو")
    await folk.join("wali")
    assert "عضو اِم‌رسالت شد" in folk["maryam"].text
    await _begins(folk, "maryam", "invitations")
    assert any("عضو شد" in label for label in folk["maryam"].labels)


async def test_a_revoked_rahyar_goes_along_with_nobody_any_more(folk: Folk) -> None:
    await _assigned(folk)
    hassan, maryam = await folk.member("hassan"), await folk.member("maryam")
    async with folk.scene() as scene:
        admin = await scene.actor_of(hassan.id, "telegram:hassan")
        await scene.services["membership"].suspend(admin, maryam.code, "رسیدگی به یک شکایت")
    await _begins(folk, "zahra", "mine")
    assert "در حال تعیین" in folk["zahra"].last.text


async def test_a_forgotten_member_leaves_nothing_to_do(folk: Folk) -> None:
    await _assigned(folk)
    zahra = (await folk.member("zahra")).id
    await _begins(folk, "maryam", "follow_up", f"member:{zahra}")
    await folk.plays("maryam", "«پیگیری»", "ثبت درخواست وام", "فردا", "«رد شدن»", CONFIRM)
    await folk["zahra"].begins("membership.leave")
    await folk.plays("zahra", CONFIRM)
    await folk.town.later(days=8)
    await _begins(folk, "maryam", "work")
    assert "زهرا" not in " ".join(folk["maryam"].labels)
    await _begins(folk, "maryam", "follow_ups")
    assert "پیگیری بازی ندارید" in folk["maryam"].text


async def test_skills_are_ticked_off_and_shown(folk: Folk) -> None:
    await _assigned(folk)
    await _begins(folk, "hassan", "mark_skills")
    await folk.plays("hassan", "«مریم حسینی»", "«خرید سفته»", "«همین ۱ مورد»", CONFIRM)
    await _begins(folk, "maryam", "skills")
    assert "خرید سفته" in folk["maryam"].last.text.split("مانده")[0]


async def test_the_page_of_own_data_tells_of_follow_ups_without_remarks(folk: Folk) -> None:
    await _assigned(folk)
    zahra = (await folk.member("zahra")).id
    await _begins(folk, "maryam", "follow_up", f"member:{zahra}")
    await folk.plays("maryam", "«پیگیری»", "ثبت درخواست وام", "فردا", "یادداشت پنهان", CONFIRM)
    await folk["zahra"].begins("membership.my_data")
    await folk.plays("zahra", "«در یک پرونده بده»")
    given = folk["zahra"].chat[-1].media or next(m.media for m in reversed(folk["zahra"].chat) if m.media)
    assert given is not None and "ثبت درخواست وام" in given.ref and "یادداشت پنهان" not in given.ref


async def test_a_dabir_gets_the_board_as_a_picture(folk: Folk) -> None:
    await _begins(folk, "hassan", "board_picture")
    sent = next(m for m in reversed(folk["hassan"].chat) if m.media is not None)
    assert sent.media is not None and sent.media.kind == "photo" and "تابلوی میز رهیاران" in sent.text
    assert (await fetch_media(folk.town.house, sent.media)).startswith(b"\x89PNG")
    await _begins(folk, "zahra", "board_picture")
    assert all(m.media is None for m in folk["zahra"].chat)
