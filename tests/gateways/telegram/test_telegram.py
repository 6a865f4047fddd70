"""آزمون تلگرام - what only Telegram can, and that aiogram is asked where it knows more."""

from __future__ import annotations

import json
from typing import Any

import pytest
from aiogram import methods
from aiogram.types import Update

from bot.gateways.base import Button, Outgoing, Refused
from bot.gateways.botapi.answers import WrongToken
from bot.gateways.botapi.reading import UpdateReader
from bot.gateways.telegram import Telegram, as_json
from tests.gateways.conftest import Gateway
from tests.gateways.platform import TOKEN, Platform, chat, said


async def test_a_message_is_json_with_html_and_no_preview(telegram: Gateway, api: Platform) -> None:
    await telegram.deliver(Outgoing("send", chat("telegram"), "<b>حسن</b> &lt;3 <script>"))
    assert api.last.kind == "application/json"
    assert api.last.params == {
        "chat_id": 11,
        "text": "<b>حسن</b> &lt;3 &lt;script&gt;",
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }


async def test_what_is_written_without_aiogram_is_what_aiogram_would_take(telegram: Gateway, api: Platform) -> None:
    rows = ((Button("بله", "r", style="primary"), Button("شبا", copy="IR06"), Button("ببین", url="https://example.org/")),)
    here = chat("telegram")
    written = {
        methods.SendMessage: Outgoing("send", here, "سلام", rows, reply_to="77"),
        methods.EditMessageText: Outgoing("edit", here, "سلام", rows, message="5"),
        methods.EditMessageReplyMarkup: Outgoing("strip", here, message="5"),
        methods.DeleteMessage: Outgoing("delete", here, message="5"),
        methods.AnswerCallbackQuery: Outgoing("ack", here, "باشد", tap="t", alert=True),
        methods.SendChatAction: Outgoing("typing", here),
    }
    for method, out in written.items():
        await telegram.deliver(out)
        assert api.last.method == method.__api_method__
        assert json.loads(as_json(method.model_validate(api.last.params))) == api.last.params


async def test_buttons_may_have_a_style_and_copy_a_text(telegram: Gateway, api: Platform) -> None:
    row = (Button("حذف", "r", style="danger"), Button("شبا", copy="IR06"), Button("ببین", url="https://example.org/"))
    await telegram.deliver(Outgoing("send", chat("telegram"), "متن", (row,)))
    assert api.last.keyboard == {
        "inline_keyboard": [
            [
                {"text": "حذف", "callback_data": "r", "style": "danger"},
                {"text": "شبا", "copy_text": {"text": "IR06"}},
                {"text": "ببین", "url": "https://example.org/"},
            ]
        ]
    }


async def test_an_answer_to_a_message_goes_even_if_that_is_gone(telegram: Gateway, api: Platform) -> None:
    await telegram.deliver(Outgoing("send", chat("telegram"), "پاسخ", reply_to="77"))
    assert api.last.params["reply_parameters"] == {"message_id": 77, "allow_sending_without_reply": True}
    assert "reply_to_message_id" not in api.last.params


async def test_a_platform_without_this_token_says_so(telegram: Gateway, api: Platform) -> None:
    api.says("sendMessage", (404, {"ok": False, "error_code": 404, "description": "Not Found"}))
    with pytest.raises(WrongToken) as error:
        await telegram.deliver(Outgoing("send", chat("telegram"), "سلام"))
    assert TOKEN not in str(error.value)
    api.says("sendMessage", (404, {"ok": False, "error_code": 404, "description": "Not Found: method not found"}))
    with pytest.raises(Refused):
        await telegram.deliver(Outgoing("send", chat("telegram"), "سلام"))


async def test_aiograms_own_way_to_a_file_leads_over_our_wire(telegram: Gateway, api: Platform) -> None:
    assert isinstance(telegram, Telegram)
    api.files = {"files/abc": b"hello"}
    got = await telegram._bot.download("abc")
    assert got is not None
    assert got.read() == b"hello"


def test_plain_updates_need_no_pydantic_and_strange_ones_get_it() -> None:
    asked: list[Any] = []

    def library(tree: dict[str, Any]) -> Any:
        asked.append(tree["update_id"])
        return Update.model_validate(tree)

    reader = UpdateReader("telegram", "123456", library, shapes_first=True)
    assert reader.read(json.dumps(said(1, text="سلام")).encode()).kind == "text"
    assert asked == []
    assert reader.read(json.dumps(said(2, text="سلا\ud800م")).encode()).kind == "text"
    assert asked == [2]


def test_our_json_says_what_aiogram_would_say() -> None:
    method = methods.SetWebhook(url="https://bot.example/", allowed_updates=["message"], max_connections=5)
    assert json.loads(as_json(method)) == method.model_dump(exclude_none=True)
