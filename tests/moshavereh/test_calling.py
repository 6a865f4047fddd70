"""آزمون صدا زدن رهیار - a member asks for a person, speaks with one, and comes back to the same question.   Product: handlers/moshavereh/ bot/people.py"""

from __future__ import annotations

from domain.moshavereh.model import CaseState
from handlers.kit.said import Media
from tests.moshavereh.desk import CALL, FIRST, SECOND, THIRD, Desk


async def zahra_calls(desk: Desk) -> None:
    """In the middle of a dialog, with one answer given."""
    await desk.asks_for_a_kanoon("zahra")
    await desk["zahra"].taps(CALL)


async def sara_answers(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].taps("پاسخ می‌دهم")


async def test_a_call_gets_a_number_and_every_online_rahyar_a_card(desk: Desk) -> None:
    await zahra_calls(desk)
    assert FIRST in desk["zahra"].last.text and desk["zahra"].labels == ["تماس تلفنی در زمان دلخواه", "از صف بیرون می‌آیم"]
    for rahyar in ("rahyar", "bahram"):
        card = desk.card(rahyar)
        assert "زهرا کریمی" in card.text and desk.town.house.texts.plain("kanoon.join.title") in card.text, card.text
        assert [b.label for b in card.buttons] == ["برمی‌دارم"]
    assert all(FIRST not in m.text for m in desk["reza"].chat)


async def test_the_dialog_comes_back_at_its_step_with_its_answers(desk: Desk) -> None:
    await desk.asks_for_a_kanoon("zahra")
    before = desk["zahra"].last.text
    await desk["zahra"].taps(CALL)
    await desk["zahra"].says("کانون محله‌مان را پیدا نمی‌کنم")
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].taps("پرونده بسته شود")
    assert "به پایان رسید" in desk["zahra"].text
    assert "ادامه‌ی «" in desk["zahra"].last.text and "کد، نام یا جای کانون" in desk["zahra"].last.text
    await desk["zahra"].taps("از همان‌جا ادامه می‌دهم")
    assert desk["zahra"].last.text == before
    await desk["zahra"].taps("بازگشت")
    assert "کد، نام یا جای کانون" in desk["zahra"].labels


async def test_the_member_goes_back_to_the_bot_and_the_rahyar_is_told(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].taps("پایان گفت‌وگو")
    assert (await desk.case()).state is CaseState.CLOSED
    assert "به ربات برگشت" in desk["rahyar"].last.text
    assert desk.card("rahyar").buttons == [] and desk.card("bahram").buttons == []
    await desk["rahyar"].says("هنوز هستید؟")
    assert "هنوز هستید؟" not in desk["zahra"].text
    assert "فرستاده نشد" in desk["rahyar"].last.text


async def test_a_member_leaves_by_word_but_not_by_accident(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].says("خانه")
    assert (await desk.case()).state is CaseState.TAKEN and "خانه" in desk["rahyar"].text
    await desk["zahra"].says("لغو")
    assert (await desk.case()).state is CaseState.CLOSED


async def test_words_pass_both_ways_with_name_and_role(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["rahyar"].says("سلام زهراخانم\nنام کانون را می‌دانید؟")
    head, *lines = desk["zahra"].last.text.split("\n")
    assert "سارا نوری" in head and "رهیار" in head
    assert [line.strip("\u2068\u2069") for line in lines] == ["سلام زهراخانم", "نام کانون را می‌دانید؟"]
    await desk["zahra"].says("کانون قورچای")
    assert "زهرا کریمی" in desk["rahyar"].last.text and "کانون قورچای" in desk["rahyar"].last.text
    assert desk["rahyar"].labels == ["پاسخ به پرونده"]


async def test_what_was_written_before_anybody_came_is_on_the_card(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["zahra"].says("کسی هست؟")
    await desk["zahra"].says(media=Media("voice", "web:v1"))
    await desk.town.later(seconds=4)
    assert "کسی هست؟" in desk.card("bahram").text and "صدا" in desk.card("bahram").text
    assert "«کسی هست؟»" not in desk["zahra"].last.text


async def test_photos_and_voices_pass_both_ways(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].says("این برگه", media=Media("photo", "web:p1"))
    assert desk["rahyar"].last.media == Media("photo", "web:p1") and "این برگه" in desk["rahyar"].last.text
    await desk["rahyar"].says(media=Media("voice", "web:v2"))
    heard = next(m for m in reversed(desk["zahra"].chat) if m.media)
    assert heard.media == Media("voice", "web:v2") and "سارا نوری" in heard.text


async def test_places_and_contacts_reach_the_rahyar_and_an_empty_message_is_refused(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].shares_place(36.83, 54.43)
    assert "۳۶" in desk["rahyar"].last.text or "36.83" in desk["rahyar"].last.text
    await desk["zahra"].shares_contact("+989121234567")
    assert "۰۹۱۲" in desk["rahyar"].last.text
    count = len(desk["rahyar"].chat)
    await desk["zahra"].says("")
    assert "نمی‌توانم به رهیار برسانم" in desk["zahra"].last.text and len(desk["rahyar"].chat) == count


async def test_edits_pass_both_ways(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].says("کانون قورچای")
    await desk["zahra"].edits("کانون قره‌چای")
    assert "قره‌چای" in desk["rahyar"].last.text and "عوض کرد" in desk["rahyar"].last.text
    await desk["rahyar"].says("شنبه بیایید")
    await desk["rahyar"].edits("یکشنبه بیایید")
    assert "یکشنبه بیایید" in desk["zahra"].last.text and "شنبه بیایید" not in desk["zahra"].text.replace("یکشنبه بیایید", "")


async def test_words_pass_across_platforms_and_follow_the_member(desk: Desk) -> None:
    await zahra_calls(desk)
    on_bale = desk.town.person("zahra-b", "bale")
    await desk["rahyar"].taps("برمی‌دارم")
    await on_bale.opens()
    await desk.town.later(minutes=5)
    await desk.link("zahra", on_bale)
    await on_bale.says("از بله می‌نویسم")
    assert "از بله می‌نویسم" in desk["rahyar"].last.text
    await desk["rahyar"].taps("پاسخ به پرونده")
    await desk["rahyar"].says("اینجا هم هستم", media=Media("photo", "web:p7"))
    assert "اینجا هم هستم" in on_bale.text and "اینجا هم هستم" not in desk["zahra"].text
    await desk["rahyar"].taps("پرونده بسته شود")
    assert "به پایان رسید" in on_bale.text


async def test_a_second_call_while_a_case_is_open_is_the_same_case(desk: Desk) -> None:
    await zahra_calls(desk)
    await desk["zahra"].opens()
    assert FIRST in desk["zahra"].last.text
    await desk["zahra"].says("رهیار")
    actor, talk = await desk.actor("zahra"), (await desk.case()).talk
    async with desk.town.house.units.open(desk.town.now) as unit:
        assert await desk.service(unit).ask_for_rahyar(actor, talk, "", "") == "PR10017"
    assert len([m for m in desk["bahram"].chat if FIRST in m.text]) == 1


async def test_a_call_within_a_day_shows_what_was_said_and_a_later_one_does_not(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"].says("شماره‌ی کانون چند است؟")
    await desk["rahyar"].says("پانزده")
    await desk["zahra"].taps("پایان گفت‌وگو")
    await desk.town.later(hours=23)
    await desk["zahra"].taps("از همان‌جا ادامه می‌دهم")
    await desk["zahra"].taps(CALL)
    again = desk.card("bahram", SECOND).text
    assert "ادامه‌ی گفت‌وگوی قبلی" in again and "شماره‌ی کانون چند است؟" in again and "پانزده" in again
    await desk["zahra"].taps("از صف بیرون می‌آیم")
    await desk.town.later(hours=25)
    await desk["zahra"].taps(CALL)
    assert "ادامه‌ی گفت‌وگوی قبلی" not in desk.card("bahram", THIRD).text


async def test_a_newcomer_may_call_too(desk: Desk) -> None:
    omid = desk["omid"]
    await omid.opens()
    await omid.taps(CALL)
    assert "هنوز عضو نیست" in desk.card("rahyar").text
    await omid.says("چطور عضو شوم؟")
    await desk["rahyar"].taps("برمی‌دارم")
    await desk["rahyar"].taps("پاسخ می‌دهم")
    await desk["rahyar"].says("با دکمه‌ی عضویت", media=Media("photo", "web:p2"))
    said = next(m for m in reversed(omid.chat) if "با دکمه‌ی عضویت" in m.text)
    assert "سارا نوری" in said.text and said.media == Media("photo", "web:p2")
    await omid.says("ممنون")
    assert "ممنون" in desk["rahyar"].last.text
    await desk["rahyar"].taps("پرونده بسته شود")
    assert "به پایان رسید" in omid.text


async def test_who_shut_the_bot_is_not_written_to_in_vain(desk: Desk) -> None:
    await sara_answers(desk)
    await desk["zahra"]._send("blocked")
    assert "ربات را بسته است" in desk["rahyar"].last.text and FIRST in desk["rahyar"].last.text


async def test_a_restart_between_two_messages_loses_nothing(desk: Desk) -> None:
    await sara_answers(desk)
    desk.town.restart()
    await desk["zahra"].says("سلام")
    desk.town.restart()
    await desk["rahyar"].says("سلام، بفرمایید")
    assert "سلام، بفرمایید" in desk["zahra"].last.text
