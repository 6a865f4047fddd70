"""آزمون خواندن - whatever people and platforms send, the house gets one plain Incoming, and Telegram and Bale are read alike."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiogram.types import Update as TelegramUpdate

from bot.gateways.bale import _update as bale_update
from bot.gateways.base import Incoming
from bot.gateways.botapi.reading import Undecodable, UpdateReader
from handlers.kit.said import Contact, Media, Place, Said
from tests.gateways.platform import ZAHRA, said, tapped

READERS = {
    "telegram": UpdateReader("telegram", "123456", TelegramUpdate.model_validate, shapes_first=True),
    "bale": UpdateReader("bale", "123456", bale_update, shapes_first=False),
}


@pytest.fixture(params=["telegram", "bale"])
def platform(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def read(platform: str, update: Any) -> Incoming:
    return READERS[platform].read(update if isinstance(update, bytes) else json.dumps(update).encode())


def test_zahra_says_hello(platform: str) -> None:
    got = read(platform, said(5, text="سلام، يك ۲"))
    assert (got.at.platform, got.at.bot, got.at.chat) == (platform, "123456", str(ZAHRA))
    assert (got.kind, got.update, got.message, got.name, got.who, got.group) == ("text", "5", "1005", "زهرا", f"{platform}:{ZAHRA}", False)
    assert got.said == Said("سلام، یک 2"), "letters and digits are of one kind inside"


@pytest.mark.parametrize(
    ("text", "kind", "payload"),
    [
        ("/start", "start", ""),
        ("/start@emresalat_bot", "start", ""),
        ("/start join-K_12", "start", "join-K_12"),
        ("/start@emresalat_bot join", "start", "join"),
        ("/start پیوند", "start", ""),
        ("/start " + "a" * 65, "start", ""),
        ("/started", "text", ""),
        ("سلام /start", "text", ""),
    ],
)
def test_a_deep_link_is_a_start_with_its_payload(platform: str, text: str, kind: str, payload: str) -> None:
    got = read(platform, said(1, text=text))
    assert (got.kind, got.payload) == (kind, payload)


@pytest.mark.parametrize(("text", "kind", "heard"), [
    ("/start@Other_Bot", "unknown", ""),
    ("/menu@other_bot", "unknown", ""),
    ("/START@emresalat_bot", "text", "/START"),
    ("/menu@EmResalat_bot", "text", "/menu"),
    ("/start@EmResalat_BOT join-7", "start", "/start@EmResalat_BOT join-7"),
    ("/لغو@other_bot", "text", "/لغو@other_bot"),
])  # fmt: skip
def test_a_command_for_another_bot_is_left_to_it(platform: str, text: str, kind: str, heard: str) -> None:
    READERS[platform].username = "emresalat_bot"
    try:
        got = read(platform, said(1, text=text))
    finally:
        READERS[platform].username = ""
    assert (got.kind, got.said.text) == (kind, heard)


SIZES = [{"file_id": "small", "file_unique_id": "s", "width": 90, "height": 90}, {"file_id": "big", "file_unique_id": "b", "width": 900, "height": 900, "file_size": 70}]
FILE = {"file_id": "f", "file_unique_id": "u", "duration": 3, "file_size": 9}
VIDEO = FILE | {"width": 1, "height": 1, "mime_type": "video/mp4"}


@pytest.mark.parametrize(
    ("parts", "media"),
    [
        ({"photo": SIZES, "caption": "کارت"}, Media("photo", "big", mime="image/jpeg", size=70)),
        ({"voice": FILE | {"mime_type": "audio/ogg"}}, Media("voice", "f", mime="audio/ogg", size=9)),
        ({"audio": FILE | {"mime_type": "audio/mpeg", "file_name": "a.mp3"}}, Media("file", "f", "a.mp3", "audio/mpeg", 9)),
        ({"document": FILE | {"file_name": "پرونده\u202e\ngpj.exe"}}, Media("file", "f", "پرونده gpj.exe", size=9)),
        ({"video": VIDEO}, Media("video", "f", mime="video/mp4", size=9)),
        ({"video_note": FILE | {"length": 3}}, Media("video", "f", size=9)),
        ({"animation": VIDEO, "document": FILE}, Media("video", "f", mime="video/mp4", size=9)),
        ({"photo": SIZES, "media_group_id": "album-1"}, Media("photo", "big", mime="image/jpeg", size=70, album="album-1")),
        ({"sticker": FILE | {"width": 1, "height": 1, "is_animated": False, "is_video": False, "type": "regular"}}, Media("sticker", "f", size=9)),
    ],
)
def test_files_of_every_kind_are_read(platform: str, parts: dict[str, Any], media: Media) -> None:
    got = read(platform, said(1, **parts))
    expected = Media(media.kind, f"{platform}:{media.ref}", media.name, media.mime, media.size, media.album)
    assert (got.kind, got.said) == ("text", Said(parts.get("caption", ""), media=expected))


@pytest.mark.parametrize(("owner", "own"), [({"user_id": ZAHRA}, True), ({"user_id": 99}, False), ({}, False)])
def test_only_the_own_number_is_vouched_for(platform: str, owner: dict[str, int], own: bool) -> None:
    got = read(platform, said(1, contact={"phone_number": "+98912۱۲۳۴۵۶۷", "first_name": "زهرا", **owner}))
    assert got.said.contact == Contact("+989121234567", own, "زهرا")


def test_places_and_venues_are_read(platform: str) -> None:
    place = {"latitude": 35.7, "longitude": 51.4}
    assert read(platform, said(1, location=place)).said == Said(place=Place(35.7, 51.4))
    assert read(platform, said(1, venue={"location": place, "title": "کانون", "address": "تهران"}, location=place)).said == Said("کانون\nتهران", place=Place(35.7, 51.4))


def test_an_edited_message_or_caption_says_so(platform: str) -> None:
    update = said(1, text="نه، حسن")
    update["edited_message"] = update.pop("message") | {"edit_date": 2}
    got = read(platform, update)
    assert (got.kind, got.message, got.said.text) == ("edited", "1001", "نه، حسن")
    update["edited_message"] = {key: value for key, value in update["edited_message"].items() if key != "text"} | {"photo": SIZES, "caption": "تازه"}
    assert read(platform, update).said.text == "تازه"


def test_a_tap_names_its_button_and_message(platform: str) -> None:
    got = read(platform, tapped(3, "Ab_9-z"))
    assert (got.kind, got.ref, got.tap, got.message, got.person) == ("tap", "Ab_9-z", "q3", "7", str(ZAHRA))


@pytest.mark.parametrize("forged", [None, "", "x" * 65, "ÿ" * 32, "a\nb", "a\x00b", "\ud800"])
def test_a_forged_button_finds_nothing(platform: str, forged: str | None) -> None:
    got = read(platform, tapped(3, forged))
    assert (got.kind, got.ref, got.tap) == ("tap", "", "q3")


def test_a_tap_without_its_message_or_chat_instance_is_still_a_tap(platform: str) -> None:
    update = tapped(3)
    del update["callback_query"]["message"], update["callback_query"]["chat_instance"]
    got = read(platform, update)
    assert (got.kind, got.at.chat, got.message) == ("tap", str(ZAHRA), "")


@pytest.mark.parametrize(("status", "kind"), [("kicked", "blocked"), ("left", "blocked"), ("member", "unblocked")])
def test_blocking_and_coming_back_are_noticed(status: str, kind: str) -> None:
    person = {"id": ZAHRA, "is_bot": False, "first_name": "زهرا"}
    membership = {"status": status, "user": person | {"id": 123456}}
    change = {"chat": {"id": ZAHRA, "type": "private"}, "from": person, "date": 1, "old_chat_member": membership, "new_chat_member": membership}
    got = read("telegram", {"update_id": 1, "my_chat_member": change})
    assert (got.kind, got.person) == (kind, str(ZAHRA))


def test_a_group_that_moved_is_told_under_its_old_number(platform: str) -> None:
    group = {"chat": {"id": -5, "type": "group", "title": "کانون"}}
    new = {"chat": {"id": -100, "type": "supergroup", "title": "کانون"}}
    for parts in (group | {"migrate_to_chat_id": -100}, new | {"migrate_from_chat_id": -5}):
        got = read(platform, said(1, **parts))
        assert (got.kind, got.at.chat, got.payload, got.group) == ("migrated", "-5", "-100", True)


def test_what_nobody_asked_for_is_unknown_and_keeps_its_chat(platform: str) -> None:
    for parts in ({}, {"dice": {"emoji": "🎲", "value": 3}}, {"text": "\u200b\u202e"}, {"new_chat_title": "x"}):
        got = read(platform, said(1, **parts))
        assert (got.kind, got.at.chat, got.person) == ("unknown", str(ZAHRA), str(ZAHRA))
    bot = said(1, text="سلام")
    bot["message"]["from"]["is_bot"] = True
    assert read(platform, bot).kind == "unknown", "two bots must not talk to each other for ever"


def test_what_is_said_in_a_channel_has_no_person_and_is_unknown(platform: str) -> None:
    channel = {"id": -1001, "type": "channel", "title": "اطلاعیه‌ها"}
    post = {"message_id": 5, "date": 1, "chat": channel, "sender_chat": channel, "text": "/start"}
    for kind in ("channel_post", "edited_channel_post"):
        got = read(platform, {"update_id": 1, kind: post})
        assert (got.kind, got.at.chat, got.person, got.group) == ("unknown", "-1001", "", True)
    by_an_anonymous_admin = {"message_id": 5, "date": 1, "chat": channel | {"type": "supergroup"}, "sender_chat": channel, "text": "سلام"}
    assert read(platform, {"update_id": 1, "message": by_an_anonymous_admin}).kind == "unknown"


BROKEN: list[Any] = [
    said(1, photo="no list"),
    said(1, text={"not": "text"}),
    said(1, text="سلام", **{"from": {"id": "?"}}),
    said(1, voice={"file_unique_id": "no id"}),
    said(1, text="سلام", date="yesterday", contact=[]),
    {"update_id": 1, "callback_query": {"from": 5, "message": {"chat": {"id": ZAHRA}}}},
    {"update_id": 1, "brand_new_kind": {"chat": {"id": ZAHRA, "type": "private"}}},
]


@pytest.mark.parametrize("update", BROKEN)
def test_a_broken_update_is_unknown_where_its_chat_can_be_read(platform: str, update: dict[str, Any]) -> None:
    got = read(platform, update)
    assert (got.kind, got.at.chat, got.update) == ("unknown", str(ZAHRA), "1")


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b"{}", b'{"update_id":1}', b'{"update_id":1,"poll":{"id":"x"}}', b"[" * 100_000, b'{"a":' * 100_000, b"\xff\xfe", b'{"update_id":1,"message":7}']
)
def test_an_update_without_a_chat_cannot_be_read(platform: str, raw: bytes) -> None:
    with pytest.raises(Undecodable):
        read(platform, raw)


def test_lone_surrogates_and_wrong_bytes_do_not_cost_the_message(platform: str) -> None:
    assert read(platform, json.dumps(said(1, text="سلا\ud800م")).encode()).said.text == "سلام"
    assert read(platform, json.dumps(said(1, text="سلام X"), ensure_ascii=False).encode().replace(b"X", b"\xff")).kind == "text"


def test_a_name_cannot_turn_the_line_around_or_grow_without_end(platform: str) -> None:
    update = said(1, text="سلام")
    update["message"]["from"]["first_name"] = "\u202eحسن\u2066\n" + "z\u0301\u0301\u0301\u0301" * 300
    name = read(platform, update).name
    assert len(name) <= 64
    assert not set(name) & set("\u202e\u2066\n")


def test_a_text_is_at_most_4096_characters_however_long_it_comes(platform: str) -> None:
    entities = [{"type": "bold", "offset": n, "length": 1} for n in range(10_000)]
    assert len(read(platform, said(1, text="ا" * 200_000, entities=entities)).said.text) == 4096


def test_bale_may_leave_out_whatever_it_leaves_out() -> None:
    bare = {"update_id": 1, "message": {"message_id": 2, "chat": {"id": ZAHRA}, "from": {"id": ZAHRA}, "document": {"file_id": "f"}}}
    got = read("bale", bare)
    assert (got.kind, got.said.media) == ("text", Media("file", "bale:f"))
    tap = {"update_id": 1, "callback_query": {"id": "9", "from": {"id": ZAHRA, "first_name": None}, "message": {"message_id": 2, "chat": {"id": ZAHRA}}, "data": "r"}}
    assert (read("bale", tap).kind, read("bale", tap).ref) == ("tap", "r")
