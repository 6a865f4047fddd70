"""آزمون بله - what Bale does otherwise, and that the library never sees what it would choke on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.gateways.bale import _update, filled, safe_file_name
from bot.gateways.base import Button, CannotEdit, Outgoing, Refused
from handlers.kit.said import Media
from tests.gateways.conftest import Gateway
from tests.gateways.platform import Inbox, Platform, chat, tapped

NOT_FOUND = (404, {"ok": False, "error_code": 404, "description": "Not Found"})


async def test_a_message_is_markdown_without_a_parse_mode(bale: Gateway, api: Platform) -> None:
    await bale.deliver(Outgoing("send", chat("bale"), "مبلغ <b>۵ تومان</b> برای a_b*c [x](y)"))
    assert api.last.params == {"chat_id": "11", "text": "مبلغ *۵ تومان* برای a\\_b\\*c \\[x\\](y)"}
    assert api.last.kind == "application/x-www-form-urlencoded"


async def test_styles_and_copying_are_left_out(bale: Gateway, api: Platform) -> None:
    rows = ((Button("حذف", "r", style="danger"), Button("شبا", copy="IR06")), (Button("شماره", copy="1"),))
    await bale.deliver(Outgoing("send", chat("bale"), "متن", rows))
    assert api.last.keyboard == {"inline_keyboard": [[{"text": "حذف", "callback_data": "r"}]]}


async def test_an_answer_is_told_in_the_way_bale_understands(bale: Gateway, api: Platform) -> None:
    await bale.deliver(Outgoing("send", chat("bale"), "پاسخ", reply_to="77"))
    assert api.last.params["reply_to_message_id"] == "77"
    assert "reply_parameters" not in api.last.params


async def test_an_answer_goes_even_if_what_it_answers_is_gone(bale: Gateway, api: Platform) -> None:
    api.says("sendMessage", (400, {"ok": False, "error_code": 400, "description": "Bad Request: reply message not found"}))
    await bale.deliver(Outgoing("send", chat("bale"), "پاسخ", reply_to="77"))
    assert ["reply_to_message_id" in call.params for call in api.of("sendMessage")] == [True, False]


async def test_an_unknown_method_is_no_dead_token(bale: Gateway, api: Platform, inbox: Inbox) -> None:
    inbox.media = {"bale:id": b"PNG"}
    api.says("sendPhoto", NOT_FOUND, NOT_FOUND)
    with pytest.raises(Refused):
        await bale.deliver(Outgoing("send", chat("bale"), media=Media("photo", "bale:id")))
    api.says("sendMessage", NOT_FOUND)
    with pytest.raises(Refused):
        await bale.deliver(Outgoing("send", chat("bale"), "سلام"))
    api.says("sendChatAction", NOT_FOUND)
    assert await bale.deliver(Outgoing("typing", chat("bale"))) == ""


async def test_an_edit_that_bale_refuses_is_sent_anew(bale: Gateway, api: Platform) -> None:
    api.says("editMessageText", (400, {"ok": False, "error_code": 400, "description": "Bad Request: whatever"}))
    with pytest.raises(CannotEdit):
        await bale.deliver(Outgoing("edit", chat("bale"), "متن", message="7"))


async def test_an_old_tap_is_done_whatever_bale_calls_it(bale: Gateway, api: Platform) -> None:
    api.says("answerCallbackQuery", (400, {"ok": False, "error_code": 400, "description": "Bad Request: whatever"}))
    assert await bale.deliver(Outgoing("ack", chat("bale"), tap="1q")) == ""


@pytest.mark.parametrize("result", [{"message_id": 5}, {"message_id": 5, "chat": None, "from": {"id": 1}, "date": None, "photo": "?"}])
async def test_a_bare_answer_is_enough(bale: Gateway, api: Platform, result: dict[str, Any]) -> None:
    api.says("sendMessage", (200, {"ok": True, "result": result}))
    assert await bale.deliver(Outgoing("send", chat("bale"), "سلام")) == "5"


async def test_a_bare_getme_and_getfile_are_enough(bale: Gateway, api: Platform) -> None:
    api.says("getMe", (200, {"ok": True, "result": {"id": 123456, "username": "b"}}))
    assert await bale.check() == "bale: @b (123456)"
    api.says("getFile", (200, {"ok": True, "result": {"file_id": "a", "file_path": "files/a"}}))
    api.files = {"files/a": b"hello"}
    assert await bale.fetch(Media("photo", "bale:a")) == b"hello"


async def test_a_path_of_this_machine_is_never_read(bale: Gateway, api: Platform) -> None:
    api.says("getFile", (200, {"ok": True, "result": {"file_id": "a", "file_path": __file__}}))
    with pytest.raises(Refused):
        await bale.fetch(Media("file", "bale:a"))


async def test_a_file_gets_a_name_that_bale_takes(bale: Gateway, api: Platform, inbox: Inbox) -> None:
    inbox.media = {"web:1": b"PDF"}
    await bale.deliver(Outgoing("send", chat("bale"), media=Media("file", "web:1", "رسید وام.pdf")))
    assert list(api.last.files.values()) == [("file.pdf", b"PDF")]


@given(st.text(max_size=80))
def test_every_file_name_becomes_short_and_safe(name: str) -> None:
    safe = safe_file_name(name)
    assert 1 <= len(safe) <= 40
    assert safe.isascii()
    assert not set(safe) & set('/\\"\n\r\x00')


def test_what_is_there_is_never_overwritten() -> None:
    update = tapped(1) | {"extra": [{"from": {"id": 1, "first_name": "علی", "is_bot": True}}]}
    whole = json.loads(json.dumps(update))
    assert filled(update, "update") == whole
    assert _update(update).callback_query is not None
    assert update == whole, "the update itself stays as it came"
