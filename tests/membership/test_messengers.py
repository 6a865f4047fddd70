"""پیام‌رسان‌ها - a second messenger by a code, signing in, and where somebody is signed in.   Product: handlers/membership/linking.py   Theft: test_theft.py"""

from __future__ import annotations

import re

import pytest

from bot.gateways.base import Incoming
from domain.kernel.persian.letters import PERSIAN_DIGITS, normalise
from handlers.kit import Said
from tests.membership.neighbours import CAST
from tests.membership.townsfolk import CONFIRM, Folk, answers_of, contact_of, fa

OF_ZAHRA = ("«کد ملی»", fa(CAST["zahra"][1]), "۰۹۱۲ ۱۱۱ ۱۱۱۱")


def code_in(text: str, digits: int) -> str:
    """The code that a message shows, in ASCII."""
    found = re.search(rf"\d{{{digits}}}", normalise(text))
    assert found, text
    return found.group()


async def code_of(folk: Folk, who: str) -> str:
    """They let a link code be shown."""
    person = await folk.begins(who, "link")
    await folk.plays(who, CONFIRM)
    return code_in(person.last.text, 8)


@pytest.mark.parametrize("script", ["ascii", "persian", "spaced"])
async def test_a_second_messenger_is_linked_by_a_code_in_any_digits(folk: Folk, script: str) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    typed = {"ascii": code, "persian": code.translate(PERSIAN_DIGITS), "spaced": f"{code[:4]} {code[4:]}"}[script]
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»", typed)
    assert "به همان عضویت پیوند دارد" in bale.text
    assert await folk.speaks_from("zahra@bale") == await folk.member("zahra")
    warned = folk.card("zahra", "پیام‌رسان تازه‌ای")
    assert [b.label for b in warned.buttons] == ["کجا وارد شده‌ام", "گوشی‌ام را برده‌اند"]
    await folk.all_is_well()


async def test_a_code_is_shown_left_to_right_to_be_copied_by_a_tap(folk: Folk) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    assert f"<code>\u2066{fa(code)}\u2069</code>" in folk["zahra"].last.text
    assert (await folk.member("zahra")).code.isalpha(), "letters of one script, digits of another: nobody could type it"


async def test_five_wrong_codes_end_it_and_an_hour_must_pass(folk: Folk) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»", "سلام")
    assert "هشت‌رقمی" in bale.last.text, "what is no code at all is no try"
    for left in (4, 3, 2, 1):
        await folk.plays("zahra@bale", "۰۰۰۰۰۰۰۰")
        assert f"{fa(left)} بار دیگر" in bale.text
    await folk.plays("zahra@bale", "۰۰۰۰۰۰۰۰")
    assert "کنارش گذاشتیم" in bale.last.text
    await folk.plays("zahra@bale", "«منوی اصلی»", "«کد پیوند دارم»", code)
    assert "برای امنیت" in bale.last.text and await folk.speaks_from("zahra@bale") is None
    await folk.town.later(minutes=61)
    again = await code_of(folk, "zahra")
    await folk.begins("zahra@bale", "use_code")
    await folk.plays("zahra@bale", again)
    assert await folk.speaks_from("zahra@bale") is not None


async def test_a_code_works_ten_minutes_and_once(folk: Folk) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    await folk.town.later(minutes=11)
    await folk["zahra@bale"].opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»", code)
    assert "درست نبود" in folk["zahra@bale"].text and await folk.speaks_from("zahra@bale") is None
    code = await code_of(folk, "zahra")
    await folk.plays("zahra@bale", code)
    assert await folk.speaks_from("zahra@bale") is not None
    await folk["hassan"].opens()
    await folk.plays("hassan", "«کد پیوند دارم»", code)
    assert await folk.speaks_from("hassan") is None


async def test_a_newer_code_shuts_the_older_one(folk: Folk) -> None:
    await folk.join("zahra")
    older = await code_of(folk, "zahra")
    await code_of(folk, "zahra")
    await folk["zahra@bale"].opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»", older)
    assert await folk.speaks_from("zahra@bale") is None


async def test_a_code_typed_into_a_group_does_nothing(folk: Folk) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»")
    group = type(bale.at)("bale", "1", "a-group")
    await folk.town.receive(bale, Incoming(group, str(next(folk.town.updates)), bale.key, "text", Said(code), group=True))
    assert folk.town.gateways["bale"].chats.get("a-group", []) == [] and await folk.speaks_from("zahra@bale") is None
    await folk.plays("zahra@bale", code)
    assert await folk.speaks_from("zahra@bale") is not None


async def test_the_code_of_somebody_else_makes_a_family_phone_and_takes_nothing_away(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    code = await code_of(folk, "zahra")
    await folk.begins("hassan", "use_code")
    await folk.plays("hassan", code)
    assert await folk.speaks_from("hassan") == await folk.member("hassan")
    assert "پیام‌رسان تازه‌ای" in folk["zahra"].text
    await folk.begins("hassan", "switch")
    await folk.plays("hassan", "«زهرا کریمی»")
    assert await folk.speaks_from("hassan") == await folk.member("zahra")


async def test_signing_in_by_a_code_in_the_messenger_one_has(folk: Folk) -> None:
    await folk.join("zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«قبلاً عضو شده‌ام»", *OF_ZAHRA)
    code = code_in(folk.card("zahra", "کد ورود شما").text, 6)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    await folk.plays("zahra@bale", wrong)
    assert "۴ بار دیگر" in bale.text
    await folk.plays("zahra@bale", fa(code))
    assert "خوش برگشتید" in bale.text and await folk.speaks_from("zahra@bale") is not None


async def test_whether_somebody_is_a_member_is_not_told(folk: Folk) -> None:
    await folk.join("zahra")
    heard = []
    for who, identifier in (("hassan@bale", CAST["zahra"][1]), ("reza@bale", CAST["maryam"][1])):
        stranger = folk[who]
        await stranger.opens()
        await folk.plays(who, "«قبلاً عضو شده‌ام»", "«کد ملی»", fa(identifier), "09129999999", "۱۲۳۴۵۶")
        heard.append([m.text for m in stranger.chat[1:]])
    assert heard[0] == heard[1]
    assert "کد ورود" not in folk["zahra"].text


async def test_codes_are_not_asked_for_without_end(folk: Folk) -> None:
    await folk.join("zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    for _ in range(5):
        folk.restart()
        await folk.begins("zahra@bale", "sign_in")
        await folk.plays("zahra@bale", *OF_ZAHRA, "/cancel")
    folk.restart()
    await folk.begins("zahra@bale", "sign_in")
    await folk.plays("zahra@bale", *OF_ZAHRA)
    assert "چند کد پشت سر هم" in bale.last.text
    assert folk["zahra"].text.count("کد ورود شما") == 5


async def test_five_wrong_sign_in_codes_spoil_the_code(folk: Folk) -> None:
    await folk.join("zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«قبلاً عضو شده‌ام»", *OF_ZAHRA)
    code = code_in(folk.card("zahra", "کد ورود شما").text, 6)
    wrong = f"{(int(code) + 1) % 1_000_000:06}"
    await folk.plays("zahra@bale", *[wrong] * 5)
    assert "کنارش گذاشتیم" in bale.last.text and await folk.speaks_from("zahra@bale") is None


async def test_a_code_that_came_too_late_is_asked_for_again_with_one_tap(folk: Folk) -> None:
    await folk.join("zahra")
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«قبلاً عضو شده‌ام»", *OF_ZAHRA)
    code = code_in(folk.card("zahra", "کد ورود شما").text, 6)
    await folk.town.later(minutes=3)
    await folk.plays("zahra@bale", code)
    assert "دیگر کار نمی‌کند" in bale.last.text and "کد شش‌رقمی" in bale.last.text
    await folk.plays("zahra@bale", "«رد شدن»")
    await folk.plays("zahra@bale", code_in(folk.card("zahra", "کد ورود شما").text, 6))
    assert await folk.speaks_from("zahra@bale") is not None


async def test_bad_input_at_the_door_of_members_is_met_kindly(folk: Folk) -> None:
    await folk["zahra@bale"].opens()
    bale = folk["zahra@bale"]
    await folk.plays("zahra@bale", "«قبلاً عضو شده‌ام»", "«شماره‌ی فیدا»", "۱۲۳", "«بازگشت»", "«کد ملی»", "سلام")
    assert "کد ملی ده‌رقمی" in bale.last.text
    await folk.plays("zahra@bale", fa(CAST["zahra"][1]), "یک دو سه")
    assert "شماره‌ی همراهی را که با آن عضو شده‌اید" in bale.last.text
    await folk.plays("zahra@bale", "+989121111111", "۱۲")
    assert "شش‌رقمی" in bale.last.text


async def test_where_am_i_signed_in_and_signing_out_there(folk: Folk) -> None:
    await folk.join("zahra")
    code = await code_of(folk, "zahra")
    await folk["zahra@bale"].opens()
    await folk.plays("zahra@bale", "«کد پیوند دارم»", code)
    zahra = await folk.begins("zahra", "devices")
    assert any("تلگرام، همین‌جا" in label for label in zahra.labels) and any("بله، آخرین بار" in label for label in zahra.labels)
    await folk.plays("zahra", "«بله، آخرین بار»", fa(CAST["hassan"][1]))
    assert "نمی‌خواند" in zahra.text and await folk.speaks_from("zahra@bale") is not None
    await folk.plays("zahra", "سلام", fa(CAST["zahra"][1]))
    assert "بیرون شد" in zahra.text and await folk.speaks_from("zahra@bale") is None
    assert "دیگر به آن عضویت پیوند ندارد" in folk["zahra@bale"].text
    await folk["zahra@bale"].opens()
    assert "عضو شوم" in folk["zahra@bale"].labels
    await folk.all_is_well()


async def test_all_places_may_be_ones_own(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "devices")
    await folk.plays("zahra", "«همه از خودم است»")
    assert "چیزی عوض نشد" in zahra.text


async def test_signing_out_here_needs_another_place(folk: Folk) -> None:
    await folk.join("zahra")
    zahra = await folk.begins("zahra", "devices")
    await folk.plays("zahra", "«همین‌جا»", CONFIRM)
    assert "تنها جایی است که وارد شده‌اید" in zahra.last.text and await folk.speaks_from("zahra") is not None
    code = await code_of(folk, "zahra")
    page = folk["zahra@web"]
    await page.opens()
    await folk.plays("zahra@web", "«کد پیوند دارم»", code)
    await folk.begins("zahra@web", "devices")
    await folk.plays("zahra@web", "«همین‌جا»", CONFIRM)
    assert await folk.speaks_from("zahra@web") is None and await folk.speaks_from("zahra") is not None
    assert folk.pages.signed_out == [page.at.chat], "open pages are shut"


async def test_who_signs_out_of_a_family_phone_leaves_it_to_the_family(folk: Folk) -> None:
    await folk.join("zahra", "hassan")
    await folk.begins("hassan", "use_code")
    await folk.plays("hassan", await code_of(folk, "zahra"))
    await folk.begins("hassan", "switch")
    await folk.plays("hassan", "«زهرا کریمی»")
    await folk.begins("hassan", "devices")
    await folk.plays("hassan", "«همین‌جا»", CONFIRM)
    assert await folk.speaks_from("hassan") == await folk.member("hassan")


async def test_an_organisation_signs_in_with_its_own_number(folk: Folk) -> None:
    await folk.join("zahra")
    await folk.begins("zahra", "join_organisation")
    steps = ("«می‌پذیرم»", (await folk.member("zahra")).code, "«مدیرعامل»", "«خیر»", "«شرکت»", "۱۴۰۰۰۰۰۰۰۰۳", "کارگاه گلیم", "«رد شدن»", "گلستان", "گرگان")
    await folk.plays("zahra", *steps, CONFIRM)
    await folk["zahra@bale"].opens()
    await folk.plays("zahra@bale", "«قبلاً عضو شده‌ام»", "«شناسه‌ی ملی سازمان»", "۱۴۰۰۰۰۰۰۰۰۳", "09121111111")
    await folk.plays("zahra@bale", code_in(folk.card("zahra", "کد ورود شما").text, 6))
    assert await folk.speaks_from("zahra@bale") == await folk.member("workshop")


async def test_a_draft_of_joining_becomes_no_second_member(folk: Folk) -> None:
    bale = folk["zahra@bale"]
    await bale.opens()
    await folk.plays("zahra@bale", "«عضو شوم»", "«خودم، ایرانی هستم»", "«می‌پذیرم»", contact_of("zahra"), *answers_of("zahra"))
    await folk.join("zahra")
    await folk.plays("zahra@bale", CONFIRM)
    assert "قبلاً عضو شده‌ام" in bale.text and await folk.speaks_from("zahra@bale") is None
