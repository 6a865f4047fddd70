"""خبرها - which notices come and when: choices, quiet nights, and what not even the night holds back.   Product: domain/membership/profile.py"""

from __future__ import annotations

from domain.kernel.people import Role
from domain.membership.model import Stage
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk, answers_of, contact_of

NIGHT = {"hours": 14}
"""From half past nine in the morning to half past eleven at night."""


async def test_a_member_chooses_which_notices_come(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "notices")
    assert any(label == "یادآوری‌ها: می‌رسد" for label in zahra.labels) and any(label == "خبرهای تازه: نمی‌رسد" for label in zahra.labels)
    assert not any("امنیت" in label for label in zahra.labels) and "۲۲ تا ۸" in zahra.last.text
    await folk.plays("zahra", "«کانون: می‌رسد»", "«خیر»")
    assert "نمی‌آید" in zahra.last.text
    await folk.begins("zahra", "notices")
    await folk.plays("zahra", "«کانون: نمی‌رسد»", "«بله»")
    assert "از این پس" in zahra.last.text
    await folk.begins("zahra", "notices")
    assert "کانون: می‌رسد" in zahra.labels


async def test_what_is_not_wanted_does_not_come(folk: Folk) -> None:
    await folk.join("zahra")
    await folk.begins("zahra", "notices")
    await folk.plays("zahra", "«یادآوری‌ها: می‌رسد»", "«خیر»")
    me = (await folk.member("zahra")).id
    told = len(folk["zahra"].chat)
    async with folk.scene() as scene:
        await scene.post.tell(me, "membership.notice.restored", category="reminders")
        await scene.post.tell(me, "membership.notice.restored", category="news")
        await scene.post.tell(me, "membership.notice.restored", category="money")
    assert len(folk["zahra"].chat) == told + 1, "money is always told; reminders and news are not wanted"


async def test_what_happens_at_night_is_told_at_eight_in_the_morning(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.town.later(**NIGHT)
    zahra = folk["zahra"]
    await folk.begins(ADMIN, "grant")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "«رهیار آنلاین»", CONFIRM)
    assert "داده شد" not in zahra.text
    await folk.town.later(hours=8)
    assert "داده شد" not in zahra.text, "half past seven"
    await folk.town.later(minutes=31)
    assert "نقش «رهیار آنلاین» به شما داده شد" in zahra.text


async def test_what_touches_safety_is_told_at_night(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.town.later(**NIGHT)
    await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "با مدارک کس دیگری عضو شده است", CONFIRM)
    assert "با مدارک کس دیگری" in folk["zahra"].text


async def test_whoever_is_up_at_night_is_answered_at_once(folk: Folk) -> None:
    await folk.town.later(**NIGHT)
    zahra = folk["zahra"]
    await zahra.opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    assert "خوش آمدید" in zahra.text and (await folk.member("zahra")).code in zahra.text


async def test_a_newcomer_is_not_woken_by_a_decision_of_the_night(folk: Folk) -> None:
    await folk.join(ADMIN)
    folk.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    zahra = folk["zahra"]
    await zahra.opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    await folk.town.later(**NIGHT)
    await folk.plays(ADMIN, "«نمی‌پذیرم»", "این شناسه برای کس دیگری است", CONFIRM)
    assert (await folk.application(2)).stage is Stage.REJECTED and "پذیرفته نشد" not in zahra.text
    await folk.town.later(hours=8, minutes=31)
    assert "پذیرفته نشد" in zahra.text


async def test_reminders_fall_into_the_day(folk: Folk) -> None:
    await folk.join(ADMIN)
    folk.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    await folk.town.later(**NIGHT)
    await folk["zahra"].opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"), CONFIRM)
    cards = len([m for m in folk[ADMIN].chat if "رسیده در" in m.text])
    await folk.town.later(hours=24)
    assert len([m for m in folk[ADMIN].chat if "رسیده در" in m.text]) == cards
    await folk.town.later(hours=8, minutes=31)
    assert len([m for m in folk[ADMIN].chat if "رسیده در" in m.text]) == cards + 1


async def test_a_notice_that_waits_for_the_morning_does_not_hold_up_the_talk(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.town.later(**NIGHT)
    await folk.give("zahra", Role.RAHYAR_ONLINE)
    zahra = await folk.begins("zahra", "profile")
    assert "رهیار آنلاین" in zahra.last.text, "the page comes at once, though a notice waits"
    await folk.town.later(hours=9)
    assert "به شما داده شد" in zahra.text
