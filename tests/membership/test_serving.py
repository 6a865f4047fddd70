"""خادمان - roles given and taken by admins, with where they count; memberships stopped and restored.   Product: handlers/membership/serving.py"""

from __future__ import annotations

import pytest

from domain.kernel.people import Hat, Role
from domain.membership.model import State
from domain.membership.rules import SCOPES
from tests.membership.test_families import nika_joins
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk

GRANTS = {
    "رهیار آنلاین": ((), Role.RAHYAR_ONLINE, "", "همه جا"),
    "رهیار محدوده": (("گلستان",), Role.RAHYAR_AREA, "area:golestan", "گلستان"),
    "رهیار سازمان": (("«کمیته امداد»",), Role.RAHYAR_ORG, "org:emdad", "کمیته امداد"),
    "رهیار اجتماعی": (("«یک کانون»", "KN10017"), Role.RAHYAR_SOCIAL, "kanoon:1", "یک کانون"),
    "دبیر امور": (("«یک موضوع»", "«اعتماد اجتماعی»"), Role.DABIR, "topic:trust", "اعتماد اجتماعی"),
    "دستیار دبیر": (("«یک استان»", "اصفهان"), Role.DASTYAR, "area:isfahan", "اصفهان"),
    "نماینده‌ی دبیر": (("«یک سازمان»", "بهزیستی"), Role.NAMAYANDE, "org:behzisti", "بهزیستی"),
    "پشتیبان": (("«یک سازمان»", "«بانک قرض‌الحسنه رسالت»"), Role.POSHTIBAN, "org:bank", "بانک قرض‌الحسنه رسالت"),
    "مسئول نرخ‌ها": ((), Role.RATES_KEEPER, "", "همه جا"),
    "مدیر بازار": ((), Role.BAZAAR_MANAGER, "", "همه جا"),
    "متصدی ام‌تی‌اس": ((), Role.CARRIER, "", "همه جا"),
    "هماهنگ‌کننده‌ی مرسوله‌ها": ((), Role.DISPATCHER, "", "همه جا"),
    "مدیر سامانه": ((), Role.ADMIN, "", "همه جا"),
}
"""Every role of seed 002 that admins give: what is tapped and typed for where it counts, and the scope that follows."""
LATER = (Role.RATES_KEEPER, Role.BAZAAR_MANAGER, Role.CARRIER, Role.DISPATCHER, Role.ADMIN)
"""On the second page."""


async def hats_of(folk: Folk, who: str) -> frozenset[Hat]:
    member = await folk.member(who)
    async with folk.look() as (unit, _):
        return await unit.hats.worn_by(member.id)


def test_every_kind_of_role_is_among_them() -> None:
    assert {role for _, role, _, _ in GRANTS.values()} == set(SCOPES)


@pytest.mark.parametrize("label", GRANTS)
async def test_an_admin_gives_every_kind_of_role_and_takes_it_back(folk: Folk, label: str) -> None:
    steps, role, scope, place = GRANTS[label]
    await folk.join(ADMIN, "zahra")
    admin = await folk.begins(ADMIN, "grant")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, *(["«صفحه‌ی بعد»"] if role in LATER else []), f"«{label}»", *steps)
    assert label in admin.last.text and place in admin.last.text and "زهرا کریمی" in admin.last.text
    await folk.plays(ADMIN, CONFIRM)
    assert Hat(role, scope) in await hats_of(folk, "zahra")
    assert label in folk["zahra"].text and place in folk["zahra"].text
    zahra = await folk.begins("zahra", "profile")
    assert label in zahra.last.text
    await folk.begins(ADMIN, "revoke")
    await folk.plays(ADMIN, "«زهرا کریمی»", CONFIRM)
    assert Hat(role, scope) not in await hats_of(folk, "zahra")
    assert "از شما گرفته شد" in folk["zahra"].text
    assert {"membership.grant", "membership.revoke"} <= set(await folk.noted())


async def test_a_rahyar_of_one_member_is_named_with_them(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra", "maryam")
    admin = await folk.begins(ADMIN, "grant")
    code = (await folk.member("maryam")).code
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "«رهیار اجتماعی»", "«یک عضو»", "AAAAAAAA")
    assert "پیدا نشد" in admin.last.text
    await folk.plays(ADMIN, code.lower(), CONFIRM)
    assert Hat(Role.RAHYAR_SOCIAL, f"member:{(await folk.member('maryam')).id}") in await hats_of(folk, "zahra")
    await folk.begins(ADMIN, "revoke")
    assert any("مریم حسینی" in label for label in admin.labels)


async def test_wrong_codes_are_met_kindly(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    admin = await folk.begins(ADMIN, "grant")
    await folk.plays(ADMIN, "زهرا")
    assert "کد عضویت او را بنویسید" in admin.last.text
    await folk.plays(ADMIN, "AAAAAAAA")
    assert "پیدا نشد" in admin.last.text
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "«رهیار اجتماعی»", "«یک کانون»", "KN10018")
    assert "این کد درست نیست" in admin.last.text


async def test_children_and_organisations_wear_no_roles(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await nika_joins(folk)
    admin = await folk.begins(ADMIN, "grant")
    await folk.plays(ADMIN, (await folk.member("nika")).code, "«رهیار آنلاین»", CONFIRM)
    assert "اشخاص بزرگ‌سال" in admin.last.text and await hats_of(folk, "nika") == {Hat(Role.MEMBER)}


@pytest.mark.parametrize("flow", ["grant", "revoke", "suspend", "restore", "freeze_for", "trust_sms", "entrust", "reviews", "reject", "ask_again"])
async def test_who_is_no_admin_finds_no_such_dialog(folk: Folk, flow: str) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", flow)
    assert "برای شما باز نیست" in zahra.last.text
    await zahra.says("منو")
    assert "اداره‌ی خانه" not in zahra.labels and "میز رهیار" not in zahra.labels


async def test_an_admin_who_is_none_any_more_confirms_in_vain(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra", "maryam")
    await folk.give("zahra", Role.ADMIN)
    await folk.begins("zahra", "grant")
    await folk.plays("zahra", (await folk.member("maryam")).code, "«رهیار آنلاین»")
    await folk.begins(ADMIN, "revoke")
    await folk.plays(ADMIN, "«مدیر سامانه»", CONFIRM)
    await folk.plays("zahra", CONFIRM)
    assert Hat(Role.RAHYAR_ONLINE) not in await hats_of(folk, "maryam")


async def test_nobody_wears_a_role_yet(folk: Folk) -> None:
    await folk.join(ADMIN)
    admin = await folk.begins(ADMIN, "revoke")
    assert "هنوز نقشی به کسی داده نشده است" in admin.text


async def test_a_membership_is_stopped_with_a_reason_and_the_roles_end_with_it(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.give("zahra", Role.POSHTIBAN)
    admin = await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "نه")
    assert "حرف" in admin.last.text
    await folk.plays(ADMIN, "با مدارک کس دیگری عضو شده است", CONFIRM)
    zahra = folk["zahra"]
    assert (await folk.member("zahra")).state is State.SUSPENDED
    assert "با مدارک کس دیگری" in zahra.text and "گفت‌وگو با رهیار" in zahra.text
    assert await hats_of(folk, "zahra") == {Hat(Role.MEMBER)}
    await folk.begins("zahra", "profile")
    assert "متوقف" in zahra.last.text
    await folk.begins("zahra", "change_home")
    await folk.plays("zahra", "قم", "قم", "«رد شدن»", "«رد شدن»", CONFIRM)
    assert "این عضویت اکنون برقرار نیست: متوقف" in zahra.text and (await folk.member("zahra")).home.city == "گرگان"
    await folk.begins("zahra", "my_data")
    await folk.plays("zahra", "«همین‌جا نشان بده»")
    assert "زهرا کریمی" in zahra.text, "one's own data stay one's own"


@pytest.mark.parametrize("flow", ["link", "join_child", "join_relative", "change_names", "change_mobile"])
async def test_a_stopped_member_does_nothing_new(folk: Folk, flow: str) -> None:
    await folk.join(ADMIN, "zahra")
    await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, (await folk.member("zahra")).code, "با مدارک کس دیگری عضو شده است", CONFIRM)
    zahra = await folk.begins("zahra", flow)
    steps = {
        "link": (CONFIRM,),
        "join_child": ("«بله»", "«می‌پذیرم»", "۰۴۹۹۳۷۰۸۹۹", "۱۳۹۵/۴/۱۱", "نیکا", "کریمی", "قم", "قم", CONFIRM),
        "join_relative": ("«خودم، ایرانی هستم»", "«می‌پذیرم»", lambda p: p.shares_contact("+989126666666"), "۰۴۹۹۳۷۰۸۹۹", "۱۳۶۰/۱/۱", "علی", "نوری", "قم", "قم", CONFIRM),
        "change_names": ("زهرا", "رستمی", CONFIRM),
        "change_mobile": (lambda p: p.shares_contact("+989126666666"),),
    }[flow]
    await folk.plays("zahra", *steps)
    assert "اکنون برقرار نیست" in zahra.text


async def test_and_it_goes_on_when_an_admin_says_so(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    code = (await folk.member("zahra")).code
    admin = await folk.begins(ADMIN, "restore")
    await folk.plays(ADMIN, code, CONFIRM)
    assert "متوقف نیست" in admin.last.text
    await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, code, "با مدارک کس دیگری عضو شده است", CONFIRM)
    await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, code, "با مدارک کس دیگری عضو شده است", CONFIRM)
    assert "زودتر تصمیم گرفته باشد" in admin.last.text
    await folk.begins(ADMIN, "restore")
    if "از نو شروع می‌کنم" in admin.labels:
        await folk.plays(ADMIN, "«از نو شروع می‌کنم»")
    await folk.plays(ADMIN, code, CONFIRM)
    assert (await folk.member("zahra")).state is State.ACTIVE and "دوباره برقرار شد" in folk["zahra"].text


async def test_nobody_decides_about_the_own_membership(folk: Folk) -> None:
    await folk.join(ADMIN)
    admin = await folk.begins(ADMIN, "suspend")
    await folk.plays(ADMIN, (await folk.member(ADMIN)).code, "می‌خواهم استراحت کنم", CONFIRM)
    assert "مدیر دیگری تصمیم می‌گیرد" in admin.last.text and (await folk.member(ADMIN)).state is State.ACTIVE
