"""خانواده‌ها - a child by the guardian, a relative on the same phone, an organisation with those who sign.   Product: handlers/membership/joining.py"""

from __future__ import annotations

from datetime import date

from domain.kernel.people import Role
from domain.membership.model import Kind, Stage, State
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk, answers_of, contact_of, fa

ORGANISATION = ("«تعاونی»", "۱۴۰۰۰۰۰۰۰۰۳", "کارگاه گلیم", "۱۲۳۴۵", "گلستان", "گرگان")


async def nika_joins(folk: Folk) -> None:
    """Her mother brings her."""
    await folk.begins("zahra", "join_child")
    await folk.plays("zahra", "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)


async def test_a_mother_brings_her_child_and_speaks_for_her(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = folk["zahra"]
    await nika_joins(folk)
    nika = await folk.member("nika")
    assert (nika.kind, nika.guardian, nika.mobile) == (Kind.MINOR, (await folk.member("zahra")).id, CAST["zahra"][5])
    assert "عضویت نیکا کریمی برقرار شد" in zahra.text.replace("\u2068", "").replace("\u2069", "") and nika.code in zahra.text
    await folk.begins("zahra", "profile")
    await folk.plays("zahra", "«کس دیگری صحبت می‌کند»", "«نیکا کریمی»")
    assert "نیکا کریمی" in zahra.last.text
    assert await folk.speaks_from("zahra") == await folk.member("nika")
    await folk.begins("zahra", "profile")
    assert "زیر ۱۸ سال" in zahra.last.text and "شماره‌ی تازه دارم" not in zahra.labels
    await folk.begins("zahra", "switch")
    await folk.plays("zahra", "«زهرا کریمی»")
    assert await folk.speaks_from("zahra") == await folk.member("zahra")
    await folk.all_is_well()


async def test_nobody_else_than_the_guardian_brings_a_child_and_no_adult_comes_as_one(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "join_child")
    await folk.plays("zahra", "«خیر»")
    assert "چیزی ثبت نشد" in zahra.text
    await folk.begins("zahra", "join_child")
    await folk.plays("zahra", "«بله»", "«می‌پذیرم»", fa(CAST["maryam"][1]), "۱۳۷۴/۶/۱۰")
    assert "خودش عضو می‌شود" in zahra.last.text and "تاریخ تولد را بنویسید" in zahra.last.text


async def test_a_child_of_guests_has_a_fida_number(folk: Folk) -> None:
    await folk.join("wali")
    await folk.begins("wali", "join_child")
    await folk.plays("wali", "«بله»", "«می‌پذیرم»", "۹۸۷۶۵۴۳۲۱۰۱۲", "۱۳۹۶/۱/۲۰", "مینا", "احمدزی", "قم", "قم", CONFIRM)
    assert "مینا احمدزی" in folk["wali"].text
    async with folk.look() as (_, membership):
        found = await membership.ports.members.by_identifier("987654321012")
    assert found is not None and found.kind is Kind.MINOR


async def test_a_child_who_is_known_is_not_joined_twice(folk: Folk) -> None:
    await folk.join("zahra")
    await nika_joins(folk)
    await nika_joins(folk)
    assert "عضویتی ثبت شده است" in folk["zahra"].text


async def test_at_eighteen_the_membership_becomes_the_childs_own(folk: Folk) -> None:
    await folk.join("zahra")
    await nika_joins(folk)
    zahra = folk["zahra"]
    await folk.town.later(days=(date(2034, 7, 3) - folk.town.now.date()).days)
    assert "هجده‌ساله شد" in zahra.text
    await folk.plays("zahra", "/menu")
    await folk.begins("zahra", "switch")
    await folk.plays("zahra", "«نیکا کریمی»")
    await folk.begins("zahra", "profile")
    await folk.plays("zahra", "«شماره‌ی تازه دارم»")
    assert "عضویت از آنِ خودتان می‌شود" in zahra.text
    await zahra.shares_contact("+989199999999")
    nika = await folk.member("nika")
    assert (nika.kind, nika.guardian, nika.mobile, nika.owns_mobile) == (Kind.NATURAL, None, "+989199999999", True)
    assert "از این پس از آنِ خودش است" in zahra.text
    await folk.all_is_well()


async def test_a_family_shares_one_phone_when_a_poshtiban_agrees(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    zahra = await folk.begins("zahra", "join_relative")
    await folk.plays("zahra", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("maryam"), CONFIRM)
    card = folk.card(ADMIN, "رسیده در")
    assert "خانواده‌ای یک گوشی دارند" in card.text
    await folk.plays(ADMIN, "«می‌پذیرم»")
    maryam = await folk.member("maryam")
    assert not maryam.owns_mobile and await folk.speaks_from("zahra") == await folk.member("zahra")
    await folk.begins("zahra", "switch")
    await folk.plays("zahra", "«مریم حسینی»")
    await folk.begins("zahra", "profile")
    assert "مریم حسینی" in zahra.last.text


async def test_alone_behind_a_phone_there_is_nobody_to_switch_to(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "switch")
    assert "تنها خودتان هستید" in zahra.text


async def workshop_applies(folk: Folk, *signers: str) -> None:
    """Zahra represents a workshop for which these sign; the first of them is herself."""
    roles = ("«مدیرعامل»", "«صاحب امضای مجاز»", "«صاحب امضای مجاز»")
    steps: list[str] = []
    for n, who in enumerate(signers):
        steps += [(await folk.member(who)).code.lower(), roles[n], "«بله»" if n + 1 < len(signers) else "«خیر»"]
    await folk.begins("zahra", "join_organisation")
    await folk.plays("zahra", "«می‌پذیرم»", *steps, *ORGANISATION)


async def test_an_organisation_joins_when_everybody_who_signs_agreed_on_their_card(folk: Folk) -> None:
    await folk.join("zahra", "hassan", "maryam")
    await workshop_applies(folk, "zahra", "hassan", "maryam")
    zahra = folk["zahra"]
    assert all(words in zahra.last.text for words in ("کارگاه گلیم", "تعاونی", "مدیرعامل", "گرگان", "۱۲٬۳۴۵"))
    await folk.plays("zahra", CONFIRM)
    card = folk.card("hassan", "کارگاه گلیم")
    assert "زهرا کریمی" in card.text and "صاحب امضای مجاز" in card.text
    await folk.begins("zahra", "my_application")
    assert "منتظر پاسخ امضاداران" in zahra.last.text and "حسن م." in zahra.last.text and "مریم ح." in zahra.last.text
    await folk.plays("hassan", "«می‌پذیرم»")
    assert "شما پذیرفتید" in folk.card("hassan", "کارگاه گلیم").text and await folk.find("workshop") is None
    await folk.plays("maryam", "«می‌پذیرم»")
    workshop = await folk.member("workshop")
    assert (workshop.kind, workshop.name, workshop.registration) == (Kind.LEGAL, "کارگاه گلیم", "12345")
    assert "سازمان عضو شد" in folk.card("hassan", "کارگاه گلیم").text and workshop.code in zahra.text
    await folk.begins("zahra", "switch")
    await folk.plays("zahra", "«کارگاه گلیم»")
    await folk.begins("zahra", "profile")
    assert "تعاونی" in zahra.last.text and "شماره‌ی ثبت" in zahra.last.text
    await folk.all_is_well()


async def test_a_code_of_nobody_is_asked_again_and_nothing_is_lost(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    zahra = await folk.begins("zahra", "join_organisation")
    await folk.plays("zahra", "«می‌پذیرم»", "سلام")
    assert "کد عضویت یکی از امضاداران" in zahra.last.text
    await folk.plays("zahra", "AAAAAAAA")
    assert "پیدا نشد" in zahra.last.text and "کد عضویت یکی از امضاداران" in zahra.last.text
    code = (await folk.member("hassan")).code
    await folk.plays("zahra", f"{code[:4]} {code[4:]}")
    assert "حسن م." in zahra.last.text


async def test_one_no_of_a_signatory_ends_it(folk: Folk) -> None:
    await folk.join("zahra", "hassan", "maryam")
    await workshop_applies(folk, "zahra", "hassan", "maryam")
    await folk.plays("zahra", CONFIRM)
    await folk.plays("hassan", "«نمی‌پذیرم»")
    assert await folk.find("workshop") is None and "کسی که باید می‌پذیرفت نپذیرفت" in folk["zahra"].text
    assert folk.card("maryam", "کارگاه گلیم").buttons == []


async def test_signatories_who_wait_are_reminded_and_in_the_end_it_expires(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    await workshop_applies(folk, "zahra", "hassan")
    await folk.plays("zahra", CONFIRM)
    await folk.town.later(hours=24)
    await folk.town.later(hours=48)
    assert len([m for m in folk["hassan"].chat if "کارگاه گلیم" in m.text]) == 3
    await folk.town.later(days=12)
    assert (await folk.application(3)).stage is Stage.EXPIRED and folk.card("hassan", "کارگاه گلیم").buttons == []


async def test_a_child_is_entrusted_to_another_guardian(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra", "maryam")
    await nika_joins(folk)
    nika, maryam = await folk.member("nika"), await folk.member("maryam")
    admin = await folk.begins(ADMIN, "entrust")
    await folk.plays(ADMIN, maryam.code, nika.code, "مادر درگذشته است؛ قیم‌نامه دیده شد", CONFIRM)
    assert "تنها عضویت کودک یا سازمان" in admin.last.text
    await folk.begins(ADMIN, "entrust")
    await folk.plays(ADMIN, "«از نو شروع می‌کنم»", nika.code, maryam.code, "مادر درگذشته است؛ قیم‌نامه دیده شد", CONFIRM)
    assert "پاسخ‌گوی نیکا کریمی" in admin.text.replace("\u2068", "").replace("\u2069", "")
    assert (await folk.member("nika")).guardian == maryam.id
    assert "شما پاسخ‌گوی" in folk["maryam"].text and "مریم" in folk["zahra"].text
    await folk.begins("zahra", "switch")
    assert "تنها خودتان هستید" in folk["zahra"].text
    await folk.begins("maryam", "switch")
    await folk.plays("maryam", "«نیکا کریمی»")
    await folk.all_is_well()


async def test_a_child_the_registry_does_not_know_waits_for_a_person(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    folk.clerk.says[CAST["nika"][1]] = Finding.UNKNOWN
    await nika_joins(folk)
    assert "یک همکار خودش نگاه می‌کند" in folk["zahra"].text
    await folk.plays(ADMIN, "«می‌پذیرم»")
    assert (await folk.member("nika")).state is State.ACTIVE


async def test_an_online_rahyar_is_no_poshtiban_and_entrusts_nobody(folk: Folk) -> None:
    await folk.join("zahra", "reza")
    await folk.give("reza", Role.RAHYAR_ONLINE)
    reza = await folk.begins("reza", "entrust")
    assert "برای شما باز نیست" in reza.last.text
