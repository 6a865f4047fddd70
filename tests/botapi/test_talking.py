"""آزمون گفت‌وگو - people write, tap and read; aiogram answers them."""

from __future__ import annotations

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import (
    CopyTextButton,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    Message,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)

from tests.botapi.conftest import Clock
from tests.kit.botapi import BotApi, Tap
from tests.kit.botapi.errors import SimulatorMisuse

YES_NO = InlineKeyboardMarkup(
    inline_keyboard=[[InlineKeyboardButton(text="بله", callback_data="r-yes", style="primary"), InlineKeyboardButton(text="نه", callback_data="r-no")]],
)


async def test_a_deep_link_arrives_as_start_with_its_payload(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا", 77)
    await zahra.starts("invite-9")
    [update] = await bot.get_updates()
    assert update.message is not None and update.message.from_user is not None
    assert update.message.text == "/start invite-9"
    assert (update.message.chat.type, update.message.chat.id, update.message.from_user.first_name) == ("private", 77, "زهرا")
    assert update.message.entities is not None and update.message.entities[0].type == "bot_command"


async def test_a_text_is_seen_as_telegram_shows_it(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    sent = await bot.send_message(zahra.id, "<b>وام</b> &lt;شما&gt; <code>😀 ۱۲</code>", parse_mode="HTML", reply_markup=YES_NO)
    seen = zahra.screen()
    assert (seen.text, seen.id, seen.by, seen.edited) == ("وام <شما> 😀 ۱۲", sent.message_id, "EmResalat", False)
    assert seen.marked("bold") == ["وام"]
    assert seen.marked("code") == ["😀 ۱۲"]
    assert seen.labels == ["بله", "نه"]
    assert seen.button("بله").style == "primary"
    assert sent.text == seen.text


async def test_a_tap_is_acknowledged_once_and_in_time(api: BotApi, bot: Bot, clock: Clock) -> None:
    zahra = api.person("زهرا")
    await bot.send_message(zahra.id, "می‌پذیرید؟", reply_markup=YES_NO)
    first = await zahra.taps("بله")
    assert isinstance(first, Tap)
    assert first.ack is None
    [update] = await bot.get_updates()
    assert update.callback_query is not None and isinstance(update.callback_query.message, Message)
    assert (update.callback_query.data, update.callback_query.message.text) == ("r-yes", "می‌پذیرید؟")
    await bot.answer_callback_query(first.id, "باشد", show_alert=True)
    ack = await first.acked()
    assert (ack["text"], ack["show_alert"]) == ("باشد", True)
    assert api.acked(first) == ack
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(first.id)

    late = await zahra.taps("نه")
    assert isinstance(late, Tap)
    clock.now += api.query_life + 1
    with pytest.raises(TelegramBadRequest, match="query is too old"):
        await bot.answer_callback_query(late.id)
    assert late.ack is None

    expired = await zahra.taps_ref("r-no")
    api.expire(expired)
    with pytest.raises(TelegramBadRequest, match="query ID is invalid"):
        await bot.answer_callback_query(expired.id)


async def test_a_forged_tap_carries_whatever_was_forged(api: BotApi, bot: Bot) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    sent = await bot.send_message(zahra.id, "می‌پذیرید؟", reply_markup=YES_NO)
    await hassan.taps_copy(zahra.screen(), "r-yes")
    await zahra.taps_ref("چیز دیگر", sent.message_id)
    borrowed, forged = await bot.get_updates()
    assert borrowed.callback_query is not None and borrowed.callback_query.message is not None
    assert (borrowed.callback_query.from_user.id, borrowed.callback_query.message.chat.id) == (hassan.id, zahra.id)
    assert forged.callback_query is not None and forged.callback_query.data == "چیز دیگر"


async def test_a_tap_on_a_button_that_is_not_there_shows_the_screen(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    await bot.send_message(zahra.id, "می‌پذیرید؟", reply_markup=YES_NO)
    with pytest.raises(SimulatorMisuse, match="می‌پذیرید"):
        await zahra.taps("شاید")
    assert not api.queue.pending
    keys = InlineKeyboardMarkup(
        inline_keyboard=[[InlineKeyboardButton(text="نشانی", url="https://example.org/a")], [InlineKeyboardButton(text="رونوشت", copy_text=CopyTextButton(text="123"))]]
    )
    await bot.send_message(zahra.id, "پیوند", reply_markup=keys)
    with pytest.raises(SimulatorMisuse, match="does not come back"):
        await zahra.taps("نشانی")
    assert zahra.screen().button("رونوشت").copy == "123"


async def test_an_edit_is_seen_and_the_same_edit_is_refused(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    sent = await bot.send_message(zahra.id, "یک", reply_markup=YES_NO)
    await bot.edit_message_text("<i>دو</i>", chat_id=zahra.id, message_id=sent.message_id, parse_mode="HTML", reply_markup=YES_NO)
    seen = await zahra.sees_soon("دو")
    assert (seen.edited, seen.marked("italic"), seen.labels) == (True, ["دو"], ["بله", "نه"])
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_text("<i>دو</i> ", chat_id=zahra.id, message_id=sent.message_id, parse_mode="HTML", reply_markup=YES_NO)
    await bot.edit_message_reply_markup(chat_id=zahra.id, message_id=sent.message_id)
    assert zahra.screen().labels == []
    with pytest.raises(TelegramBadRequest, match="message is not modified"):
        await bot.edit_message_reply_markup(chat_id=zahra.id, message_id=sent.message_id)


async def test_what_is_gone_or_not_the_bots_cannot_be_edited(api: BotApi, bot: Bot, clock: Clock) -> None:
    zahra = api.person("زهرا")
    hers = await zahra.says("سلام")
    with pytest.raises(TelegramBadRequest, match="message can't be edited"):
        await bot.edit_message_text("نه", chat_id=zahra.id, message_id=hers.id)
    sent = await bot.send_message(zahra.id, "یک")
    old = await bot.send_message(zahra.id, "کهنه")
    await zahra.deletes(sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to edit not found"):
        await bot.edit_message_text("دو", chat_id=zahra.id, message_id=sent.message_id)
    with pytest.raises(TelegramBadRequest, match="message to delete not found"):
        await bot.delete_message(zahra.id, sent.message_id)
    clock.now += 49 * 3600
    with pytest.raises(TelegramBadRequest, match="message can't be deleted"):
        await bot.delete_message(zahra.id, old.message_id)
    assert [m.text for m in zahra.sees()] == ["کهنه"]


async def test_a_reply_names_a_message_that_is_there(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    hers = await zahra.says("پرسش")
    sent = await bot.send_message(zahra.id, "پاسخ", reply_parameters=ReplyParameters(message_id=hers.id))
    assert sent.reply_to_message is not None and sent.reply_to_message.text == "پرسش"
    assert zahra.screen().reply_to == hers.id
    with pytest.raises(TelegramBadRequest, match="message to be replied not found"):
        await bot.send_message(zahra.id, "پاسخ", reply_parameters=ReplyParameters(message_id=999))
    await bot.send_message(zahra.id, "باز هم", reply_parameters=ReplyParameters(message_id=999, allow_sending_without_reply=True))
    assert zahra.screen().reply_to == 0


async def test_a_keyboard_below_the_chat_shares_the_own_number(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا", mobile="989120000001")
    keyboard = ReplyKeyboardMarkup(keyboard=[[KeyboardButton(text="شماره‌ی من", request_contact=True)], [KeyboardButton(text="جای من", request_location=True)]])
    await bot.send_message(zahra.id, "شماره؟", reply_markup=keyboard)
    assert zahra.keyboard == [["شماره‌ی من"], ["جای من"]]
    await zahra.taps("شماره")
    await zahra.taps("جای")
    await zahra.shares_contact("989120000002", own=False, name="حسن")
    own, place, other = [u.message for u in await bot.get_updates()]
    assert own is not None and own.contact is not None and (own.contact.phone_number, own.contact.user_id) == ("989120000001", zahra.id)
    assert place is not None and place.location is not None and place.location.latitude == 35.7
    assert other is not None and other.contact is not None and (other.contact.first_name, other.contact.user_id) == ("حسن", None)
    await bot.send_message(zahra.id, "سپاس", reply_markup=ReplyKeyboardRemove())
    assert zahra.keyboard == []


async def test_an_edited_answer_reaches_the_bot(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    hers = await zahra.says("پنج")
    await zahra.edits(hers, "شش")
    updates = await bot.get_updates()
    assert updates[1].edited_message is not None
    assert (updates[1].edited_message.text, updates[1].edited_message.message_id) == ("شش", hers.id)
    assert updates[1].edited_message.edit_date is not None


async def test_who_blocks_the_bot_or_never_began_gets_nothing(api: BotApi, bot: Bot) -> None:
    zahra, hassan, maryam = api.person("زهرا"), api.person("حسن", started=False), api.person("مریم")
    await zahra.blocks()
    await maryam.deletes_account()
    with pytest.raises(TelegramForbiddenError, match="blocked by the user"):
        await bot.send_message(zahra.id, "سلام")
    with pytest.raises(TelegramForbiddenError, match="initiate conversation"):
        await bot.send_message(hassan.id, "سلام")
    with pytest.raises(TelegramForbiddenError, match="deactivated"):
        await bot.send_message(maryam.id, "سلام")
    with pytest.raises(TelegramBadRequest, match="chat not found"):
        await bot.send_message(404, "سلام")
    await zahra.unblocks()
    await hassan.starts()
    await bot.send_message(zahra.id, "سلام")
    await bot.send_message(hassan.id, "سلام")
    shut, opened = [u.my_chat_member for u in await bot.get_updates() if u.my_chat_member]
    assert shut is not None and opened is not None
    assert (shut.new_chat_member.status, opened.new_chat_member.status) == ("kicked", "member")


async def test_in_a_group_everybody_sees_the_card_and_each_taps_as_themselves(api: BotApi, bot: Bot) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    desk = api.group("میز", zahra, hassan)
    await bot.send_message(desk.id, "درخواست تازه", reply_markup=YES_NO)
    await zahra.at(desk).says("من می‌بینم")
    await hassan.at(desk).taps("بله")
    assert [m.text for m in hassan.at(desk).sees()] == ["درخواست تازه", "من می‌بینم"]
    assert [m.text for m in zahra.sees()] == []
    text, tap = await bot.get_updates()
    assert text.message is not None and text.message.chat.type == "supergroup" and text.message.from_user is not None and text.message.from_user.id == zahra.id
    assert tap.callback_query is not None and tap.callback_query.from_user.id == hassan.id


async def test_waiting_looks_only_at_what_is_new_since_the_last_act(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    await bot.send_message(zahra.id, "ثبت شد")
    await zahra.says("باز هم")
    with pytest.raises(SimulatorMisuse, match="ثبت شد"):
        await zahra.sees_soon("ثبت شد", patience=0.01)
    assert (await zahra.sees_soon("ثبت شد", since_act=False)).text == "ثبت شد"
    await bot.send_message(zahra.id, "این هم ثبت شد")
    assert (await zahra.sees_soon("ثبت شد")).text == "این هم ثبت شد"
    assert (await zahra.sees_change()).text == "این هم ثبت شد"
