"""آزمون سخت‌گیری - what the platforms refuse, the simulator refuses too, in their words."""

from __future__ import annotations

from typing import Any

import aiohttp
import pytest

from tests.botapi.conftest import Hand
from tests.kit.botapi import BotApi


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "message text is empty"),
        ("  \n ", "message text is empty"),
        ("x" * 4097, "message is too long"),
        ("😀" * 2049, "message is too long"),
    ],
)
async def test_a_text_has_1_to_4096_units(api: BotApi, hand: Hand, text: str, why: str) -> None:
    zahra = api.person("زهرا")
    assert why in await hand.no("sendMessage", chat_id=zahra.id, text=text)
    assert zahra.sees() == []


async def test_a_text_is_measured_after_parsing(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    await hand.ok("sendMessage", chat_id=zahra.id, text="<b>" + "x" * 4096 + "</b>", parse_mode="HTML")
    assert "can't parse entities" in await hand.no("sendMessage", chat_id=zahra.id, text="<b>x", parse_mode="HTML")
    assert "unsupported parse_mode" in await hand.no("sendMessage", chat_id=zahra.id, text="x", parse_mode="Wiki")
    assert "MESSAGE_TOO_LONG" in await hand.no("editMessageText", chat_id=zahra.id, message_id=1, text="x" * 4097)


def inline(*buttons: dict[str, Any]) -> dict[str, Any]:
    return {"inline_keyboard": [list(buttons)]}


@pytest.mark.parametrize(
    ("markup", "why"),
    [
        (inline({"text": "x", "callback_data": "ی" * 33}), "BUTTON_DATA_INVALID"),
        (inline({"text": "x", "callback_data": ""}), "BUTTON_DATA_INVALID"),
        (inline({"text": "x"}), "exactly one action"),
        (inline({"text": "x", "callback_data": "a", "url": "https://e.org/abc"}), "exactly one action"),
        (inline({"text": " ", "callback_data": "a"}), "non-empty String"),
        (inline({"text": "x", "url": "javascript:alert(1)"}), "Wrong HTTP URL"),
        (inline({"text": "x", "callback_data": "a", "style": "pink"}), "invalid button style"),
        (inline({"text": "x", "callback_data": "a", "colour": "red"}), "unknown field"),
        (inline({"text": "x", "copy_text": {"text": "y" * 257}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline(*[{"text": "x", "callback_data": "a"}] * 9), "more than 8"),
        ({"inline_keyboard": [[{"text": "x", "callback_data": "a"}]] * 101}, "too long"),
        ({"keyboard": [[]]}, "at least one button"),
        ({"keyboard": [[{"text": "x", "callback_data": "a"}]]}, "an inline button"),
        ({"buttons": []}, "can't parse reply keyboard markup"),
        ([1], "object expected as reply markup"),
        ("{", "can't parse reply keyboard markup"),
    ],
)
async def test_a_wrong_keyboard_is_refused(api: BotApi, hand: Hand, markup: Any, why: str) -> None:
    zahra = api.person("زهرا")
    assert why in await hand.no("sendMessage", chat_id=zahra.id, text="x", reply_markup=markup)
    assert zahra.sees() == []


async def test_64_bytes_and_100_buttons_are_the_most(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    rows = [[{"text": "x", "callback_data": "ی" * 32}] * 8] * 12 + [[{"text": "x", "callback_data": "a"}] * 4]
    await hand.ok("sendMessage", chat_id=zahra.id, text="x", reply_markup={"inline_keyboard": rows})
    assert len(zahra.screen().labels) == 100


async def test_a_reply_keyboard_cannot_be_edited_in(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    sent = await hand.ok("sendMessage", chat_id=zahra.id, text="x")
    assert "inline keyboard expected" in await hand.no("editMessageText", chat_id=zahra.id, message_id=sent["message_id"], text="y", reply_markup={"keyboard": [["a"]]})
    assert "no caption" in await hand.no("editMessageCaption", chat_id=zahra.id, message_id=sent["message_id"], caption="y")
    assert "not specified" in await hand.no("editMessageText", chat_id=zahra.id, text="y")


async def test_the_same_call_may_come_in_four_forms(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    where = f"{api.base_url}/bot{api.token}/sendMessage"
    form = {"chat_id": str(zahra.id), "text": "سلام"}
    await hand.client.get(where, params=form)
    await hand.client.post(where, data=form)
    await hand.client.post(where.replace("sendMessage", "SENDMESSAGE"), json=form)
    with aiohttp.MultipartWriter("form-data") as parts:
        for name, value in form.items():
            parts.append(value).set_content_disposition("form-data", name=name)
    await hand.client.post(where, data=parts)
    assert [m.text for m in zahra.sees()] == ["سلام"] * 4
    assert [c.params for c in api.calls.of("sendMessage")] == [form] * 4
    assert api.calls.to(zahra.id)[1].raw.startswith(b"chat_id=")


@pytest.mark.parametrize(("kind", "body"), [("application/json", b"{"), ("application/json", b"[1]"), ("multipart/form-data; boundary=x", b"--x\r\n")])
async def test_a_body_that_cannot_be_read_is_refused(api: BotApi, hand: Hand, kind: str, body: bytes) -> None:
    async with hand.client.post(f"{api.base_url}/bot{api.token}/sendMessage", data=body, headers={"Content-Type": kind}) as answer:
        assert answer.status == 400


async def test_a_wrong_token_and_an_unknown_method_are_told_apart(api: BotApi, hand: Hand) -> None:
    assert await hand.call("getMe", token="1:x") == (401, {"ok": False, "error_code": 401, "description": "Unauthorized"})
    status, answer = await hand.call("sendPigeon")
    assert (status, answer["description"]) == (404, "Not Found: method not found")


async def test_commands_are_checked(api: BotApi, hand: Hand) -> None:
    await hand.ok("setMyCommands", commands=[{"command": "start", "description": "آغاز"}])
    assert api.commands == [{"command": "start", "description": "آغاز"}]
    assert "BOT_COMMAND_INVALID" in await hand.no("setMyCommands", commands=[{"command": "آغاز", "description": "آغاز"}])


async def test_what_is_typed_and_shared_by_the_bot_is_seen(api: BotApi, hand: Hand) -> None:
    zahra = api.person("زهرا")
    await hand.ok("sendChatAction", chat_id=zahra.id, action="typing")
    assert zahra.chat.actions == ["typing"]
    assert "wrong parameter action" in await hand.no("sendChatAction", chat_id=zahra.id, action="dancing")
    await hand.ok("sendContact", chat_id=zahra.id, phone_number="9891", first_name="حسن")
    await hand.ok("sendLocation", chat_id=zahra.id, latitude=35.7, longitude=51.4)
    assert "wrong latitude" in await hand.no("sendLocation", chat_id=zahra.id, latitude=95, longitude=51.4)
    assert [m.kind for m in zahra.sees()] == ["contact", "location"]
