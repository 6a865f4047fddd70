"""گفت‌وگو - what is true at every question of every dialog."""

from __future__ import annotations

from bot.engine.talk import State
from tests.engine import shop
from tests.kit.talk import Person, Town


async def at_confirm(town: Town) -> Person:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("bread")
    await zahra.says("3")
    await zahra.taps("shop.buy.blue")
    return zahra


async def test_a_dialog_goes_from_the_menu_to_its_receipt(town: Town) -> None:
    zahra = await at_confirm(town)
    assert "shop.buy.sure held=5 price=10 what=bread" in zahra.last.text
    await zahra.taps("بله، درست است")
    assert "shop.buy.sold number=2 paint=blue" in zahra.text
    assert shop.SOLD == ["hold bread", "bread"]
    await zahra.taps("خیر")
    assert zahra.labels == ["منوی اصلی"]


async def test_a_restart_between_any_two_messages_changes_nothing(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    for say, tap in (("", "Buy"), ("bread", ""), ("3", ""), ("", "shop.buy.blue"), ("", "بله")):
        town.restart()
        await (zahra.taps(tap) if tap else zahra.says(say))
    assert shop.SOLD == ["hold bread", "bread"]


async def test_back_asks_the_last_question_again_and_offers_the_old_answer(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.taps("بازگشت")
    assert "shop.buy.paint" in zahra.last.text
    await zahra.taps("بازگشت")
    assert "shop.buy.count" in zahra.last.text
    await zahra.taps("همان پاسخ قبلی")
    assert "shop.buy.paint" in zahra.last.text
    await zahra.taps("همان قبلی")
    assert "shop.buy.sure" in zahra.last.text


async def test_back_at_the_first_question_leaves_the_dialog(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.taps("بازگشت")
    assert "چه کاری" in zahra.last.text or "خوش آمدید" in zahra.last.text


async def test_whoever_goes_back_to_the_very_beginning_finds_their_answers_again(town: Town) -> None:
    zahra = await at_confirm(town)
    for _ in range(4):
        await zahra.taps("بازگشت")
    await zahra.taps("پیش‌نویس")
    for _ in range(2):
        await zahra.taps("همان")
    await zahra.taps("همان قبلی")
    assert "shop.buy.sure" in zahra.last.text


async def test_correcting_one_answer_keeps_the_others(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.taps("اصلاح یک مورد")
    await zahra.taps("bread")
    await zahra.says("cheese")
    assert "what=cheese" in zahra.last.text
    await zahra.taps("بله، درست است")
    assert shop.SOLD == ["hold bread", "hold cheese", "cheese"]


async def test_a_pin_holds_until_an_answer_before_it_changes(town: Town) -> None:
    zahra = await at_confirm(town)
    shop.PRICE[:] = [99]
    await zahra.says("hm")
    assert "price=10" in zahra.last.text
    await zahra.taps("بازگشت")
    await zahra.taps("shop.buy.red")
    assert "price=99" in zahra.last.text


async def test_nobody_goes_back_over_a_fence(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.taps("بله، درست است")
    await zahra.taps("بازگشت")
    assert zahra.toast
    assert "shop.buy.more" in zahra.last.text
    assert shop.SOLD == ["hold bread", "bread"]


async def test_a_caught_refusal_asks_the_question_again_with_the_reason(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("bread")
    await zahra.says("50")
    await zahra.taps("shop.buy.red")
    await zahra.taps("بله، درست است")
    assert "shop.refusal.sold_out count=50" in zahra.last.text
    assert "shop.buy.count" in zahra.last.text
    await zahra.says("5")
    await zahra.taps("بله، درست است")
    assert shop.SOLD[-1] == "bread"


async def test_an_uncaught_refusal_ends_with_its_words_and_keeps_a_draft(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Plain")
    await zahra.says("50")
    assert "shop.refusal.sold_out count=50" in zahra.last.text
    await zahra.taps("منوی اصلی")
    await zahra.taps("پیش‌نویس")
    assert "shop.refusal.sold_out" in zahra.text
    assert shop.SOLD == []


async def test_an_answer_that_no_longer_holds_is_asked_again_and_later_ones_stay(town: Town) -> None:
    zahra = await at_confirm(town)
    shop.CLOSED.add("bread")
    await zahra.says("hm")
    assert "shop.buy.what" in zahra.last.text
    await zahra.says("cheese")
    assert "shop.buy.sure held=6 price=10 what=cheese" in zahra.last.text


async def test_cancel_keeps_a_draft_for_seven_days(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.taps("لغو")
    await zahra.taps("پشیمان شدم")
    assert "shop.buy.sure" in zahra.last.text
    await zahra.says("انصراف")
    await town.later(days=6)
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.taps("از همان‌جا")
    assert "shop.buy.sure" in zahra.last.text
    await zahra.says("انصراف")
    await town.later(days=8)
    await zahra.opens()
    assert not any("پیش‌نویس" in label for label in zahra.labels)


async def test_why_is_answered_and_the_question_stays(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.taps("چرا می‌پرسید؟")
    assert "because" in zahra.last.text
    assert "shop.buy.what" in zahra.last.text


async def test_misunderstandings_lead_to_a_person(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Plain")
    for _ in range(3):
        await zahra.says("؟؟")
    assert "رهیار" in zahra.last.text
    await zahra.says("4")
    assert shop.SOLD == ["plain"]


async def test_long_lists_have_pages_and_are_narrowed_by_typing(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Pick")
    assert "thing 00" in zahra.labels
    assert "thing 08" not in zahra.labels
    await zahra.taps("صفحه‌ی بعد")
    assert "thing 08" in zahra.labels
    await zahra.says("thing 2")
    assert "thing 21" in zahra.labels
    assert "thing 08" not in zahra.labels
    await zahra.says("thing 21")
    assert "shop.pick.many" in zahra.last.text


async def test_several_are_ticked_and_a_question_may_be_skipped(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Pick")
    await zahra.says("thing 03")
    await zahra.taps("part 0")
    await zahra.taps("part 2")
    await zahra.says("part 1")
    await zahra.taps("part 0")
    await zahra.taps("همین")
    await zahra.taps("رد شدن")
    assert "shop.pick.picked many=[1, 2] note=None one=3" in zahra.last.text


async def test_an_interrupted_dialog_comes_back_afterwards(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("bread")
    await zahra.says("منو")
    await zahra.taps("Plain")
    await zahra.says("4")
    assert "برگردیم به «⁨Buy⁩»" in zahra.last.text or "برگردیم به" in zahra.last.text
    assert "shop.buy.count" in zahra.last.text


async def test_a_fourth_dialog_makes_the_oldest_a_draft(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    for title in ("Buy", "Wait", "Plain", "Pick"):
        await zahra.says("منو")
        await zahra.taps(title)
        if title == "Buy":
            await zahra.says("bread")
    await zahra.says("منو")
    assert any("پیش‌نویس" in label for label in zahra.labels)


async def test_a_waiting_dialog_leaves_the_place_and_goes_on_when_time_is_up(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Wait")
    await zahra.says("bread")
    assert "shop.wait.answer" in zahra.last.text
    await town.later(minutes=59)
    assert "shop.wait.came" not in zahra.text
    await town.later(minutes=2)
    assert "shop.wait.came answer=None what=bread" in zahra.text


async def test_a_newcomer_who_opens_a_members_flow_is_told_to_join_first(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens("shop_members-x7")
    assert "عضو" in zahra.last.text
    await shop.make_member(town.house, "web:zahra", 7)
    await zahra.says("منو")
    assert any("Members" in label for label in zahra.labels)


def test_the_state_of_a_conversation_is_small_json() -> None:
    import msgspec

    assert msgspec.json.encode(State()) == b"{}"


async def test_what_is_typed_at_the_menu_is_not_the_answer_of_the_dialog_below(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("/menu")
    assert any("Buy" in label for label in zahra.labels), "the dialog waits below"
    await zahra.says("دیروز باران آمد")
    assert "متوجه نشدم" in zahra.last.text and not shop.SOLD, "the menu was spoken to"
    town.restart()
    await zahra.says("Plain")
    assert "shop.plain.count" in zahra.last.text
    await zahra.says("/menu")
    await zahra.says("بازگشت")
    assert "shop.plain.count" in zahra.last.text, "back from the menu is where they were"
    await zahra.says("7")
    assert shop.SOLD == ["plain"]
    assert "shop.buy.what" in zahra.last.text, "and then the dialog that waited"
    await zahra.says("bread")
    assert shop.SOLD == ["plain", "hold bread"]


async def test_words_that_leave_a_question_leave_no_dialog_below_the_menu(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Plain")
    await zahra.says("/menu")
    for word in ("/cancel", "/why"):
        await zahra.says(word)
        assert any("Plain" in label and label != "Plain" for label in zahra.labels), "still there"


async def test_a_greeting_is_returned_and_is_no_misunderstanding(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.says("سلام، خسته نباشید")
    assert "در خدمتم" in zahra.last.text and "متوجه نشدم" not in zahra.last.text
