"""رفتن - see, take along and be forgotten: what goes, what delays it, and what is left.   Product: handlers/membership/leaving.py bot/forgetting.py"""

from __future__ import annotations

import json
from dataclasses import replace

from sqlalchemy import select, text

from bot.pictures import draw
from domain.kernel.people import Role
from domain.membership.model import State
from domain.membership.ports import Finding
from storage.kit.accounts import AccountRows
from storage.kit.cards import card_copy
from storage.kit.talks import conversation
from storage.kit.unit import audit_note
from storage.kit.vault import vault_key
from tests.membership.neighbours import CAST
from tests.membership.test_families import nika_joins
from tests.membership.test_messengers import code_of
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk, answers_of, fa


async def leaves(folk: Folk, who: str = "zahra") -> None:
    await folk.begins(who, "leave")
    await folk.plays(who, CONFIRM)


async def test_everything_kept_is_shown_here_whole(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "my_data")
    await folk.plays("zahra", "«همین‌جا نشان بده»")
    for words in ("زهرا کریمی", fa(CAST["zahra"][1]), "۰۹۱۲ ۱۱۱ ۱۱۱۱", "گلستان", "گرگان", "۱۳۶۵/۰۳/۰۱"):
        assert words in zahra.text


async def test_or_nothing_is_shown(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "my_data")
    await folk.plays("zahra", "«نه، بعداً»")
    assert fa(CAST["zahra"][1]) not in zahra.text


async def test_the_file_is_complete_persian_and_opens_anywhere(folk: Folk) -> None:
    await folk.join("zahra")
    await nika_joins(folk)
    await folk.give("zahra", Role.RAHYAR_AREA, "area:golestan")
    zahra = await folk.begins("zahra", "my_data")
    await folk.plays("zahra", "«در یک پرونده بده»")
    (given,) = [m for m in zahra.chat if m.media is not None]
    assert given.media is not None and (given.media.kind, given.media.mime) == ("file", "application/pdf") and given.media.name == "داده‌های من در ام‌رسالت.pdf"
    assert "به کسی نفرستیدش" in given.text
    page = given.media.ref.removeprefix("draw:paper:")
    assert draw(f"paper:{page}", folk.town.house.texts).startswith(b"%PDF-")
    me = await folk.member("zahra")
    for words in (
        "زهرا کریمی", me.code, fa(CAST["zahra"][1]), "۰۹۱۲ ۱۱۱ ۱۱۱۱", "گرگان", "نیکا کریمی", "تلگرام", "نگارش ۱ قوانین", "رهیار محدوده، گلستان",
        "خبرهای «یادآوری‌ها» می‌آید: بله", "درخواست: عضویت فرزند", "MB۱۰۰۱۷",
    ):  # fmt: skip
        assert words in page, words


async def test_seven_days_to_change_ones_mind_and_told_the_day_before(folk: Folk) -> None:
    await folk.join("zahra")
    await leaves(folk)
    zahra = folk["zahra"]
    assert "۱۰ آذر" in zahra.text and "یک روز پیش از آن" in zahra.text and (await folk.member("zahra")).state is State.LEAVING
    await folk.town.later(days=6, minutes=1)
    assert "دیگر برنمی‌گردد" in zahra.last.text
    await folk.plays("zahra", "«می‌مانم»", "«بله»")
    assert "خوشحالیم که ماندید" in zahra.text and (await folk.member("zahra")).state is State.ACTIVE
    await folk.town.later(days=3)
    assert (await folk.member("zahra")).name == "زهرا کریمی"


async def test_who_still_wants_to_go_is_still_going(folk: Folk) -> None:
    await folk.join("zahra")
    await leaves(folk)
    zahra = await folk.begins("zahra", "leave")
    await folk.plays("zahra", "«خیر»")
    assert "هنوز می‌توانید نظرتان را عوض کنید" in zahra.last.text and (await folk.member("zahra")).state is State.LEAVING


async def test_a_no_at_the_question_changes_nothing(folk: Folk) -> None:
    await folk.join("zahra")
    await folk.begins("zahra", "leave")
    await folk.plays("zahra", "«نه، فعلاً نه»")
    assert (await folk.member("zahra")).state is State.ACTIVE
    zahra = await folk.begins("zahra", "stay")
    assert "عضویت شما برقرار است" in zahra.text


async def test_children_and_open_requests_delay_it_with_the_reason(folk: Folk) -> None:
    await folk.join("zahra", "maryam")
    await nika_joins(folk)
    zahra = await folk.begins("zahra", "leave")
    assert "سرپرست کودکی هستید" in zahra.text and (await folk.member("zahra")).state is State.ACTIVE
    folk.clerk.says[CAST["workshop"][1]] = Finding.UNKNOWN
    await folk.begins("maryam", "join_organisation")
    steps = ("«می‌پذیرم»", (await folk.member("maryam")).code, "«مدیرعامل»", "«خیر»", "«شرکت»", "۱۴۰۰۰۰۰۰۰۰۳", "کارگاه گلیم", "«رد شدن»", "گلستان", "گرگان")
    await folk.plays("maryam", *steps, CONFIRM)
    await folk.begins("maryam", "leave")
    assert "هنوز باز است" in folk["maryam"].text and (await folk.member("maryam")).state is State.ACTIVE


async def test_an_admin_gives_the_role_away_first(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.give("zahra", Role.ADMIN)
    zahra = await folk.begins("zahra", "leave")
    assert "نخست این نقش باید به دیگری برسد" in zahra.text


async def test_what_ties_a_member_meanwhile_delays_it_and_is_told_once(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra", "maryam")
    await folk.begins("maryam", "join_child")
    await folk.plays("maryam", "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)
    await leaves(folk)
    zahra = folk["zahra"]
    async with folk.scene() as scene:
        members = scene.services["membership"].ports.members
        child, guardian = await members.by_identifier(CAST["nika"][1]), await members.by_identifier(CAST["zahra"][1])
        await members.save(replace(child, guardian=guardian.id))
    await folk.town.later(days=7, minutes=1)
    assert zahra.text.count("هنوز پاک نشد") == 1 and "سرپرست کودکی" in zahra.text
    await folk.town.later(days=1)
    assert zahra.text.count("هنوز پاک نشد") == 1 and (await folk.member("zahra")).state is State.LEAVING
    await folk.begins("zahra", "leave")
    assert "پاک کردن هنوز شدنی نیست" in zahra.text
    async with folk.scene() as scene:
        members = scene.services["membership"].ports.members
        child, guardian = await members.by_identifier(CAST["nika"][1]), await members.by_identifier(CAST["maryam"][1])
        await members.save(replace(child, guardian=guardian.id))
    await folk.town.later(days=1)
    assert await folk.find("zahra") is None


async def test_when_the_day_comes_nothing_personal_is_left(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    zahra, page = folk["zahra"], folk["zahra@web"]
    code = await code_of(folk, "zahra")
    await page.opens()
    await folk.plays("zahra@web", "«کد پیوند دارم»", code)
    await folk.give("zahra", Role.DABIR, "topic:trust")
    folk.clerk.says[CAST["zahra"][1]] = None
    await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "زهرا", "رستمی", CONFIRM)
    folk.clerk.says.clear()
    me = (await folk.member("zahra")).id
    await leaves(folk)
    await folk.town.later(days=7, minutes=1)
    assert "داده‌های شما پاک شد" in zahra.text and page.chat == []
    assert await folk.find("zahra") is None
    async with folk.look() as (unit, _):
        conn = unit.conn
        assert (await conn.execute(select(vault_key.c.owner).where(vault_key.c.owner.in_([f"member:{me}", "application:2"])))).all() == []
        assert (await conn.execute(select(conversation.c.key).where(conversation.c.key == f"member:{me}"))).all() == []
        assert (await conn.execute(select(card_copy.c.id).where(card_copy.c.member == me))).all() == []
        assert await AccountRows(conn, unit.now).find("telegram:zahra") is None
        notes = json.dumps([[r.verb, r.about, r.facts if isinstance(r.facts, str) else str(r.facts)] for r in await conn.execute(select(audit_note))], ensure_ascii=False)
        for word in ("زهرا", "کریمی", CAST["zahra"][1], CAST["zahra"][5]):
            assert word not in notes
        assert (await conn.execute(text("SELECT count(*) FROM member WHERE state = 'erased'"))).scalar() == 1
    await folk.all_is_well()
    await zahra.opens()
    assert "عضو شوم" in zahra.labels, "a stranger again"


async def test_who_was_forgotten_may_come_again_as_new(folk: Folk) -> None:
    await folk.join("zahra")
    old = await folk.member("zahra")
    await leaves(folk)
    await folk.town.later(days=7, minutes=1)
    await folk.join("zahra")
    new = await folk.member("zahra")
    assert new.id != old.id and new.code != old.code
    await folk.all_is_well()


async def test_the_page_of_a_family_stays_when_one_of_them_goes(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    await folk.begins("hassan", "use_code")
    await folk.plays("hassan", await code_of(folk, "zahra"))
    await leaves(folk)
    await folk.town.later(days=7, minutes=1)
    assert await folk.find("zahra") is None and await folk.speaks_from("hassan") == await folk.member("hassan")
    await folk.begins("hassan", "profile")
    assert "حسن مرادی" in folk["hassan"].last.text


async def test_whoever_waits_for_a_rahyar_waits_no_more(folk: Folk) -> None:
    await folk.join("zahra", "reza")
    await folk.give("reza", Role.RAHYAR_ONLINE)
    await leaves(folk)
    await folk.town.later(days=6, hours=23)
    await folk.plays("zahra", "رهیار")
    assert "در صف گفت‌وگو" in folk["zahra"].last.text, "she waits for a person"
    await folk.town.later(hours=2)
    assert await folk.find("zahra") is None
    await folk.all_is_well()


async def test_a_stopped_member_may_go_but_does_not_lift_the_stop_by_staying(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "با مدارک کس دیگری عضو شده است", CONFIRM)
    await leaves(folk)
    assert (await folk.member("zahra")).leaves is not None
    await folk.begins("zahra", "leave")
    await folk.plays("zahra", "«بله»")
    assert (await folk.member("zahra")).state is State.SUSPENDED
    await leaves(folk)
    await folk.town.later(days=7, minutes=1)
    assert await folk.find("zahra") is None


async def test_what_an_applicant_declared_is_forgotten_after_a_month(folk: Folk) -> None:
    await folk.join(ADMIN)
    folk.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    await folk["zahra"].opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", lambda p: p.shares_contact(CAST["zahra"][5]), *answers_of("zahra"), CONFIRM)
    await folk.plays(ADMIN, "«نمی‌پذیرم»", "این شناسه برای کس دیگری است", CONFIRM)
    await folk.town.later(days=31)
    kept = await folk.application(2)
    assert (kept.form.identifier, kept.form.name, kept.person, kept.reason) == ("", "", "", "")
