"""صفحه‌ی من - the own page and its changes, my requests, and new rules.   Product: handlers/membership/profile.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from domain.kernel.people import Role
from domain.membership import policy
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import ADMIN, CONFIRM, Folk, answers_of, contact_of, fa


async def test_the_page_shows_who_one_is_and_hides_the_identifiers(folk: Folk) -> None:
    await folk.join("zahra")
    await folk.give("zahra", Role.RAHYAR_AREA, "area:golestan")
    zahra = await folk.begins("zahra", "profile")
    shown = zahra.last.text
    for words in ("زهرا کریمی", (await folk.member("zahra")).code, "شخص حقیقی", "برقرار", "گلستان", "گرگان", "رهیار محدوده", "۱۳۶۵/۰۳/۰۱"):
        assert words in shown
    assert fa(CAST["zahra"][1]) not in shown and "۱۱۱ ۱۱۱۱" not in shown
    await folk.plays("zahra", "«همه چیز درست است»")
    assert zahra.labels == ["منوی اصلی"]


@pytest.mark.parametrize("restart", [False, True])
async def test_who_moved_says_so_and_may_leave_the_street_out(folk: Folk, restart: bool) -> None:
    await folk.join("zahra")
    await folk.begins("zahra", "profile")
    zahra = await folk.plays("zahra", "«جابه‌جا شده‌ام»", "ناکجا", restart=restart)
    assert "کدام استان" in zahra.last.text
    await folk.plays("zahra", "اصفهان", "کاشان", "کوچه", restart=restart)
    assert "نشانی" in zahra.last.text, "too short for an address"
    await folk.plays("zahra", "خیابان امیرکبیر، کوچه‌ی لاله، پلاک ۴", "۱۲۳", restart=restart)
    assert "کد پستی" in zahra.last.text
    await folk.plays("zahra", "۸۷۱۳۴۵۶۷۸۹", restart=restart)
    await folk.plays("zahra", "«اصلاح یک مورد»", "«کد پستی»", "«رد شدن»", CONFIRM, restart=restart)
    home = (await folk.member("zahra")).home
    assert (home.province.value, home.city, home.postal_code) == ("isfahan", "کاشان", "") and "لاله" in home.address
    assert "ثبت شد" in zahra.text


async def test_a_new_name_holds_when_the_registry_agrees(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "زهرا", "۱۲", "رستمی", CONFIRM)
    assert "MC۱۰۰۱۷" in zahra.text and "نام تازه‌ی شما ثبت شد" in zahra.text
    assert (await folk.member("zahra")).family == "رستمی"


async def test_a_name_that_does_not_belong_is_not_taken(folk: Folk) -> None:
    await folk.join("zahra")
    folk.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    zahra = await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "پروین", "اعتصامی", CONFIRM)
    assert "با ثبت احوال نخواند" in zahra.text and (await folk.member("zahra")).given == "زهرا"


async def test_a_new_number_must_be_the_own_one(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    zahra = await folk.begins("zahra", "change_mobile")
    await folk.plays("zahra", "09127777777")
    assert zahra.last.ask == "contact"
    await zahra.shares_contact("+989127777777", own=False)
    assert zahra.last.ask == "contact" and "خودتان" in zahra.last.text
    await zahra.shares_contact(CAST["zahra"][5])
    assert "همان شماره‌ی ثبت‌شده" in zahra.last.text
    folk.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    refused = await _number(folk, "+989127777777")
    folk.clerk.says.clear()
    taken = await _number(folk, CAST["hassan"][5])
    assert refused == taken, "a number of somebody else's SIM and one of another member are told alike"
    assert (await folk.member("zahra")).mobile == CAST["zahra"][5]
    await _number(folk, "+989127777777")
    assert (await folk.member("zahra")).mobile == "+989127777777" and "شماره‌ی تازه‌ی شما ثبت شد" in zahra.text


async def _number(folk: Folk, mobile: str) -> str:
    """What they are told in the end, without the number of the request."""
    zahra = await folk.begins("zahra", "change_mobile")
    if "از نو شروع می‌کنم" in zahra.labels:
        await folk.plays("zahra", "«از نو شروع می‌کنم»")
    await zahra.shares_contact(mobile)
    return zahra.last.text.partition("؛")[0] + zahra.last.text.partition(".")[2]


async def test_one_change_at_a_time(folk: Folk) -> None:
    await folk.join("zahra")
    folk.clerk.says[CAST["zahra"][1]] = None
    zahra = await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "زهرا", "رستمی", CONFIRM)
    await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "زهرا", "نوری", CONFIRM)
    assert "هنوز در حال بررسی" in zahra.last.text


async def test_my_requests_are_one_list_over_the_whole_house_in_the_same_words(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    zahra = folk["zahra"]
    folk.clerk.says[CAST["zahra"][1]] = None
    await folk.begins("zahra", "change_names")
    await folk.plays("zahra", "زهرا", "رستمی", CONFIRM)
    await zahra.taps("منوی اصلی")
    await zahra.taps("گفت‌وگو با رهیار")
    await zahra.says("منو")
    await folk.begins("zahra", "requests")
    assert {label.partition("،")[0] for label in zahra.labels[:3]} == {
        "گفت‌وگو با رهیار: پایان‌یافته", "تغییر نام: در انتظار دیگری", "عضویت: پذیرفته",
    }  # fmt: skip
    await folk.plays("zahra", "«تغییر نام»")
    assert "MC۱۰۰۱۷" in zahra.last.text and "همین که خبری شد" in zahra.last.text


async def test_an_open_request_is_gone_on_with_from_the_list(folk: Folk) -> None:
    await folk.join(ADMIN, "zahra")
    folk.clerk.says[CAST["nika"][1]] = Finding.UNKNOWN
    await folk.begins("zahra", "join_child")
    await folk.plays("zahra", "«بله»", "«می‌پذیرم»", *answers_of("nika"), CONFIRM)
    zahra = await folk.begins("zahra", "requests")
    await folk.plays("zahra", "«عضویت فرزند»", "«باز کردن و پیگیری»")
    assert "درخواست را پس می‌گیرم" in zahra.labels


async def test_new_rules_are_read_and_accepted_once_more(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "terms")
    assert "نگارش ۱" in zahra.text and "می‌پذیرید" not in zahra.last.text
    monkeypatch.setattr(policy, "POLICIES", (*policy.POLICIES, replace(policy.POLICIES[0], since=folk.town.now.date(), terms=2)))
    await folk.begins("zahra", "requests")
    await folk.plays("zahra", "«پذیرش قوانین تازه: در انتظار شما»", "«باز کردن و پیگیری»")
    assert "این نگارش ۲ است" in zahra.text
    await folk.plays("zahra", "«خیر»")
    assert "هر وقت آماده بودید" in zahra.text and (await folk.member("zahra")).terms == 1
    await folk.begins("zahra", "profile")
    await folk.plays("zahra", "«شرایط و قوانین»", "«بله»")
    assert (await folk.member("zahra")).terms == 2
    member = (await folk.member("zahra")).id
    async with folk.look() as (_, membership):
        assert [version for version, _ in await membership.ports.members.accepted(member)] == [1, 2]


async def test_rules_that_changed_under_way_are_read_again(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    zahra = folk["zahra"]
    await zahra.opens()
    await folk.plays("zahra", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"))
    monkeypatch.setattr(policy, "POLICIES", (*policy.POLICIES, replace(policy.POLICIES[0], since=folk.town.now.date(), terms=2)))
    await folk.plays("zahra", CONFIRM)
    assert await folk.find("zahra") is None and "نو شده است" in zahra.last.text and "می‌پذیرید" in zahra.last.text
    await folk.plays("zahra", "«می‌پذیرم»", CONFIRM)
    assert (await folk.member("zahra")).terms == 2
