"""آزمون بله - python-telegram-bot speaks with the simulated Bale: Markdown always, no parse_mode, no reply_parameters, minimal shapes."""

from __future__ import annotations

import pytest
import telegram
from telegram import InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden, InvalidToken, TelegramError

from tests.botapi.conftest import Hand
from tests.kit.botapi import BotApi, Tap


async def test_texts_are_shown_as_markdown_whatever_parse_mode_says(bale_api: BotApi, bale: telegram.Bot) -> None:
    maryam = bale_api.person("مریم")
    await bale.send_message(maryam.id, "<b>وام</b> و *وام* شما", parse_mode="HTML")
    seen = maryam.screen()
    assert seen.text == "<b>وام</b> و وام شما"
    assert seen.raw == "<b>وام</b> و *وام* شما"
    assert seen.marked("bold") == ["وام"]


async def test_a_tap_comes_without_chat_instance_unless_the_knob_is_turned(bale_api: BotApi, bale_hand: Hand, bale: telegram.Bot) -> None:
    maryam = bale_api.person("مریم")
    await bale.send_message(maryam.id, "می‌پذیرید؟", reply_markup=InlineKeyboardMarkup([[InlineKeyboardButton("بله", callback_data="r1")]]))
    tap = await maryam.taps("بله")
    [update] = await bale_hand.ok("getUpdates")
    assert "chat_instance" not in update["callback_query"]
    with pytest.raises(TypeError):
        await bale.get_updates()
    assert isinstance(tap, Tap)
    await bale.answer_callback_query(tap.id, "باشد")
    assert (await tap.acked())["text"] == "باشد"
    bale_api.dialect.omit.clear()
    await maryam.taps("بله")
    [modern] = await bale.get_updates(offset=update["update_id"] + 1)
    assert modern.callback_query is not None and modern.callback_query.data == "r1"
    bale_api.dialect.omit |= {"is_bot", "entities"}
    said = await maryam.says("/start")
    [bare] = await bale_hand.ok("getUpdates", offset=said.update)
    assert "is_bot" not in bare["message"]["from"] and "entities" not in bare["message"]


async def test_an_old_app_cannot_show_the_word_of_an_acknowledgement(bale_api: BotApi, bale: telegram.Bot) -> None:
    maryam = bale_api.person("مریم", old_client=True)
    tap = await maryam.taps_ref("r1")
    assert tap.id.startswith("1")
    await bale.answer_callback_query(tap.id, "باشد")
    assert (await tap.acked())["seen"] is False


async def test_only_reply_to_message_id_makes_a_reply(bale_api: BotApi, bale: telegram.Bot) -> None:
    maryam = bale_api.person("مریم")
    hers = await maryam.says("پرسش")
    await bale.send_message(maryam.id, "پاسخ", reply_to_message_id=hers.id)  # the library turns it into reply_parameters
    assert maryam.screen().reply_to == 0
    await bale.send_message(maryam.id, "پاسخ", api_kwargs={"reply_to_message_id": hers.id})
    assert maryam.screen().reply_to == hers.id


async def test_what_bale_does_not_have_is_not_found(bale_api: BotApi, bale: telegram.Bot) -> None:
    with pytest.raises(InvalidToken):  # the library takes any 404 for a dead token
        await bale.set_my_commands([("start", "آغاز")])
    group = bale_api.group("گروه")
    with pytest.raises(InvalidToken):
        await bale.get_chat_member_count(group.id)


async def test_a_style_on_a_button_is_refused(bale_api: BotApi, bale_hand: Hand) -> None:
    maryam = bale_api.person("مریم")
    keys = {"inline_keyboard": [[{"text": "بله", "callback_data": "a", "style": "primary"}]]}
    assert "unknown field 'style'" in await bale_hand.no("sendMessage", chat_id=maryam.id, text="x", reply_markup=keys)


async def test_bale_has_its_own_words_for_no(bale_api: BotApi, bale: telegram.Bot, bale_hand: Hand) -> None:
    with pytest.raises(BadRequest, match=r"(?i)no such group or user"):
        await bale.send_message(404, "سلام")
    status, answer = await bale_hand.call("getMe", token="1:x")
    assert (status, answer["description"]) == (401, "Bad Request: Token not found")
    maryam = bale_api.person("مریم")
    assert await maryam.blocks() == 0
    with pytest.raises(Forbidden):
        await bale.send_message(maryam.id, "سلام")
    assert not bale_api.queue.pending
    with pytest.raises(TelegramError, match="bot limit exceed"):
        bale_api.fault("no_retry_after_429")
        await bale.get_me()


async def test_files_go_both_ways(bale_api: BotApi, bale: telegram.Bot) -> None:
    maryam = bale_api.person("مریم")
    await maryam.sends_photo(b"\xff\xd8 a picture")
    [update] = await bale.get_updates()
    assert update.message is not None
    file = await bale.get_file(update.message.photo[-1].file_id)
    assert bytes(await file.download_as_bytearray()) == b"\xff\xd8 a picture"
    await bale.send_document(maryam.id, b"%PDF", filename="a.pdf", caption="سند")
    assert (maryam.screen().kind, maryam.screen().text) == ("document", "سند")
    with pytest.raises(BadRequest, match="caption is too long"):
        await bale.send_document(maryam.id, b"%PDF", filename="a.pdf", caption="x" * 1001)


async def test_deleting_the_webhook_drops_nothing(bale_api: BotApi, bale: telegram.Bot) -> None:
    maryam = bale_api.person("مریم")
    said = await maryam.says("سلام")
    await bale.delete_webhook(drop_pending_updates=True)
    assert [u.update_id for u in await bale.get_updates()] == [said.update]
