"""آزمون پرونده‌ها - files go both ways, by bytes and by id."""

from __future__ import annotations

import io

import pytest
from aiogram import Bot
from aiogram.exceptions import TelegramBadRequest
from aiogram.types import BufferedInputFile, InputMediaDocument, InputMediaPhoto

from tests.kit.botapi import BotApi
from tests.kit.botapi.dialects import MB


async def test_the_bot_downloads_what_somebody_sent(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    await zahra.sends_photo(b"\xff\xd8 a picture", caption="کارت ملی")
    await zahra.sends_voice(b"OggS hello")
    await zahra.sends_document(b"%PDF", name="سند.pdf")
    photo, voice, document = [u.message for u in await bot.get_updates()]
    assert photo is not None and photo.photo is not None and photo.caption == "کارت ملی"
    assert voice is not None and voice.voice is not None and document is not None and document.document is not None
    assert document.document.file_name == "سند.pdf"
    for file_id, content in ((photo.photo[-1].file_id, b"\xff\xd8 a picture"), (voice.voice.file_id, b"OggS hello"), (document.document.file_id, b"%PDF")):
        into = io.BytesIO()
        await bot.download(file_id, into)
        assert into.getvalue() == content


async def test_a_file_of_21_mb_cannot_be_fetched(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    await zahra.sends_document(bytes(21 * MB))
    [update] = await bot.get_updates()
    assert update.message is not None and update.message.document is not None
    with pytest.raises(TelegramBadRequest, match="file is too big"):
        await bot.get_file(update.message.document.file_id)
    with pytest.raises(TelegramBadRequest, match="invalid file_id"):
        await bot.get_file("nothing")


async def test_an_upload_is_seen_and_can_be_sent_again_by_its_id(api: BotApi, bot: Bot) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    sent = await bot.send_photo(zahra.id, BufferedInputFile(b"\x89PNG", "رسید.png"), caption="<b>رسید</b>", parse_mode="HTML")
    assert sent.photo is not None
    await bot.send_photo(hassan.id, sent.photo[-1].file_id)
    assert (zahra.screen().kind, zahra.screen().text) == ("photo", "رسید")
    assert hassan.screen().kind == "photo"
    with pytest.raises(TelegramBadRequest, match="type of file mismatch"):
        await bot.send_document(hassan.id, sent.photo[-1].file_id)
    with pytest.raises(TelegramBadRequest, match="caption is too long"):
        await bot.send_photo(hassan.id, sent.photo[-1].file_id, caption="x" * 1025)
    with pytest.raises(TelegramBadRequest, match="wrong remote file identifier"):
        await bot.send_voice(hassan.id, "nothing")
    with pytest.raises(TelegramBadRequest, match="must be non-empty"):
        await bot.send_document(hassan.id, BufferedInputFile(b"", "a.txt"))
    await bot.edit_message_caption(chat_id=zahra.id, message_id=sent.message_id, caption="رسید نو")
    assert (zahra.screen().text, zahra.screen().edited) == ("رسید نو", True)
    with pytest.raises(TelegramBadRequest, match="no text in the message"):
        await bot.edit_message_text("نه", chat_id=zahra.id, message_id=sent.message_id)


async def test_an_album_comes_in_parts_and_goes_as_a_whole(api: BotApi, bot: Bot) -> None:
    zahra = api.person("زهرا")
    await zahra.sends_album(b"1", b"2", b"3")
    parts = [u.message for u in await bot.get_updates()]
    assert len({part.media_group_id for part in parts if part is not None}) == 1
    sent = await bot.send_media_group(zahra.id, [InputMediaPhoto(media=BufferedInputFile(bytes([n + 1]), "p.png")) for n in range(2)])
    assert len({m.media_group_id for m in sent}) == 1
    assert len(zahra.sees()) == 2
    with pytest.raises(TelegramBadRequest, match="wrong remote file"):
        await bot.send_media_group(zahra.id, [InputMediaDocument(media=BufferedInputFile(b"x", "x.txt")), InputMediaDocument(media="nothing")])
    assert len(zahra.sees()) == 2


async def test_a_copy_carries_the_content_under_the_bots_name(api: BotApi, bot: Bot) -> None:
    zahra, hassan = api.person("زهرا"), api.person("حسن")
    hers = await zahra.sends_photo(b"picture", caption="ببینید")
    await bot.copy_message(hassan.id, zahra.id, hers.id)
    await bot.copy_message(hassan.id, zahra.id, hers.id, caption="از زهرا")
    assert [(m.text, m.by, m.kind) for m in hassan.sees()] == [("ببینید", "EmResalat", "photo"), ("از زهرا", "EmResalat", "photo")]
    with pytest.raises(TelegramBadRequest, match="message to copy not found"):
        await bot.copy_message(hassan.id, zahra.id, 999)
