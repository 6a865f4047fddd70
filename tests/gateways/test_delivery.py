"""آزمون رساندن - what the house says arrives, once, and every no of a platform has its meaning; Telegram and Bale alike."""

from __future__ import annotations

import json
import logging
from typing import Any

import pytest

from bot.gateways.base import CannotEdit, Moved, NotNow, NotSent, Outgoing, Refused, RetryLater, Unclear, Unreachable
from bot.gateways.botapi.answers import WrongToken
from bot.gateways.markup import length
from tests.gateways.conftest import Gateway, gateway
from tests.gateways.platform import CUT, HASSAN, ROWS, TOKEN, WORDS, ZAHRA, Inbox, Platform, chat, hello, no, said


async def test_a_message_leaves_with_its_buttons_and_gives_its_id(either: Gateway, api: Platform) -> None:
    assert await either.deliver(hello(either, rows=ROWS)) == "101"
    assert api.last.method == "sendMessage"
    assert int(api.last.params["chat_id"]) == ZAHRA
    assert api.last.params["text"] == "سلام زهرا"
    rows = api.last.keyboard["inline_keyboard"]
    assert [[button["text"] for button in row] for row in rows] == [["بله", "نه"], ["راهنما"]]
    assert (rows[0][0]["callback_data"], rows[1][0]["url"]) == ("ref-yes", "https://example.org/")


async def test_a_long_text_leaves_in_parts_and_the_last_has_the_buttons(either: Gateway, api: Platform) -> None:
    text = "\n\n".join(f"{n} " + "ا" * 1500 for n in range(4))
    assert await either.deliver(hello(either, text=text, rows=ROWS)) == "102"
    first, second = api.of("sendMessage")
    assert max(length(call.params["text"]) for call in (first, second)) <= 4096
    assert (first.keyboard, "inline_keyboard" in second.keyboard) == ({}, True)
    assert "".join((first.params["text"] + second.params["text"]).split()) == "".join(text.split())


async def test_after_too_many_requests_only_the_rest_of_a_long_text_is_sent(either: Gateway, api: Platform) -> None:
    long = hello(either, text="الف" * 1300 + "\n\n" + "ب" * 3000)
    api.says("sendMessage", (200, {"ok": True, "result": {"message_id": 50}}), no(429, "Too Many Requests", retry_after=7))
    with pytest.raises(RetryLater) as wait:
        await either.deliver(long)
    assert wait.value.seconds == 7
    await either.deliver(long)
    assert [call.params["text"][0] for call in api.of("sendMessage")] == ["ا", "ب", "ب"], "no part twice but the refused one"
    await either.deliver(long)
    assert len(api.of("sendMessage")) == 5, "the same text later is a new message"


async def test_edit_strip_delete_ack_and_typing_are_one_call_each(either: Gateway, api: Platform) -> None:
    to = chat(either.name)
    for out in (
        Outgoing("edit", to, "متن تازه", ROWS, message="7"),
        Outgoing("strip", to, message="7"),
        Outgoing("delete", to, message="7"),
        Outgoing("ack", to, "<b>ثبت</b> شد", tap="q1", alert=True),
        Outgoing("typing", to),
    ):
        assert await either.deliver(out) == ""
    assert [call.method for call in api.calls] == ["editMessageText", "editMessageReplyMarkup", "deleteMessage", "answerCallbackQuery", "sendChatAction"]
    assert api.calls[0].keyboard["inline_keyboard"][0][0]["callback_data"] == "ref-yes"
    assert api.calls[1].keyboard == {}
    assert (api.calls[3].params["text"], str(api.calls[3].params["show_alert"]).casefold()) == ("ثبت شد", "true")


@pytest.mark.parametrize(
    ("out", "method", "answer"),
    [
        ({"do": "edit", "text": "x", "message": "7"}, "editMessageText", no(400, "Bad Request: message is not modified: specified new message content is the same")),
        ({"do": "ack", "tap": "q"}, "answerCallbackQuery", no(400, "Bad Request: query is too old and response timeout expired or query ID is invalid")),
        ({"do": "ack", "tap": "q"}, "answerCallbackQuery", no(400, "Bad Request: QUERY_ID_INVALID")),
        ({"do": "delete", "message": "7"}, "deleteMessage", no(400, "Bad Request: message to delete not found")),
        ({"do": "delete", "message": "7"}, "deleteMessage", no(400, "Bad Request: message can't be deleted")),
        ({"do": "strip", "message": "7"}, "editMessageReplyMarkup", no(400, "Bad Request: message to edit not found")),
        ({"do": "typing"}, "sendChatAction", no(400, "Bad Request: unknown action")),
    ],
)
async def test_what_is_as_good_as_done_counts_as_done(either: Gateway, api: Platform, out: dict[str, Any], method: str, answer: Any) -> None:
    api.says(method, answer)
    assert await either.deliver(Outgoing(to=chat(either.name), **out)) == ""
    assert len(api.of(method)) == 1


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        (no(429, "Too Many Requests: retry after 30", retry_after=30), RetryLater(30.0)),
        (no(429, "bot limit exceed"), RetryLater(3.0)),
        (no(420, "FLOOD"), RetryLater(3.0)),
        (no(400, "local_rate_limited"), RetryLater(3.0)),
        ((429, b"slow down"), RetryLater(3.0)),
        (no(403, "Forbidden: bot was blocked by the user"), Unreachable("blocked")),
        (no(403, "Forbidden: bot can't initiate conversation with a user"), Unreachable("blocked")),
        (no(403, "Forbidden: user is deactivated"), Unreachable("gone")),
        (no(403, "Forbidden: bot was kicked from the supergroup chat"), Unreachable("kicked")),
        (no(400, "Bad Request: not enough rights to send text messages to the chat"), Unreachable("kicked")),
        (no(400, "Bad Request: chat not found"), Unreachable("gone")),
        (no(400, "Bad Request: no such group or user"), Unreachable("gone")),
        (no(400, "Bad Request: group chat was upgraded to a supergroup chat", migrate_to_chat_id=-1001), Moved("-1001")),
        (no(401, "Unauthorized"), WrongToken("")),
        (no(400, "Bad Request: can't parse entities"), Refused("")),
        ((413, b"too large"), Refused("")),
        (no(500, "Internal Server Error"), Unclear("")),
        ((502, b"<html>502 Bad Gateway</html>"), Unclear("")),
        ((200, b"<html>captive portal</html>"), Unclear("")),
        ((200, {"ok": True, "result": {"no": "message"}}), Unclear("")),
        (CUT, Unclear("")),
    ],
)
async def test_every_no_of_a_platform_has_its_meaning(either: Gateway, api: Platform, answer: Any, error: NotSent) -> None:
    api.says("sendMessage", answer)
    with pytest.raises(NotSent) as said_no:
        await either.deliver(hello(either))
    assert type(said_no.value) is type(error)
    for field in ("seconds", "why", "chat"):
        assert getattr(said_no.value, field, None) == getattr(error, field, None)
    assert TOKEN not in str(said_no.value)
    assert len(api.of("sendMessage")) == 1, "whether to repeat is the outbox's to decide"


@pytest.mark.parametrize("text", ["Bad Request: message to edit not found", "Bad Request: message can't be edited", "Bad Request: MESSAGE_ID_INVALID"])
async def test_what_cannot_be_edited_is_to_be_sent_anew(either: Gateway, api: Platform, text: str) -> None:
    api.says("editMessageText", no(400, text))
    with pytest.raises(CannotEdit):
        await either.deliver(Outgoing("edit", chat(either.name), "متن", message="7"))


@pytest.mark.parametrize("answer", [CUT, (502, b"<html>"), no(500, "Internal Server Error")])
async def test_what_may_be_repeated_without_harm_is_never_unclear(either: Gateway, api: Platform, answer: Any) -> None:
    api.says("editMessageText", answer)
    with pytest.raises(NotNow):
        await either.deliver(Outgoing("edit", chat(either.name), "متن", message="7"))


async def test_no_connection_means_that_nothing_left(inbox: Inbox) -> None:
    async with Platform() as gone:
        pass
    for name in ("telegram", "bale"):
        lonely = gateway(name, gone, inbox)
        with pytest.raises(NotNow) as error:
            await lonely.deliver(hello(lonely))
        assert TOKEN not in str(error.value) + repr(error.value.__cause__)
        await lonely.stop()


async def test_an_edit_of_a_picture_changes_its_caption(either: Gateway, api: Platform) -> None:
    api.says("editMessageText", no(400, "Bad Request: there is no text in the message to edit"))
    await either.deliver(Outgoing("edit", chat(either.name), "زیرنویس", message="7"))
    assert (api.last.method, api.last.params["caption"]) == ("editMessageCaption", "زیرنویس")


async def test_nothing_to_say_is_refused_before_it_leaves(either: Gateway, api: Platform) -> None:
    for out in (
        hello(either, text=" \n "),
        Outgoing("edit", chat(either.name), "", message="7"),
        Outgoing("delete", chat(either.name), message="x"),
    ):
        with pytest.raises(Refused):
            await either.deliver(out)
    with pytest.raises(CannotEdit):
        await either.deliver(Outgoing("edit", chat(either.name), "ا" * 5000, message="7"))
    assert api.calls == []


async def test_the_own_phone_is_asked_with_a_keyboard_that_the_next_message_takes_away(either: Gateway, api: Platform) -> None:
    await either.deliver(hello(either, ask="contact"))
    assert api.last.keyboard["keyboard"] == [[{"text": WORDS.contact, "request_contact": True}]]
    assert api.last.keyboard["one_time_keyboard"] is True
    await either.deliver(Outgoing("send", chat(either.name, HASSAN), "سلام حسن"))
    assert api.last.keyboard == {}, "only where a keyboard is shown"
    await either.deliver(hello(either))
    assert api.last.keyboard == {"remove_keyboard": True}
    await either.deliver(hello(either))
    assert api.last.keyboard == {}


async def test_a_question_with_buttons_gets_its_keyboard_from_a_message_before_it(either: Gateway, api: Platform) -> None:
    assert await either.deliver(hello(either, ask="location", rows=ROWS)) == "102"
    hint, question = api.of("sendMessage")
    assert (hint.params["text"], hint.keyboard["keyboard"][0][0]["request_location"]) == (WORDS.hint, True)
    assert "inline_keyboard" in question.keyboard


async def test_buttons_after_a_keyboard_wait_for_it_to_be_taken_away(either: Gateway, api: Platform) -> None:
    await either.deliver(hello(either, ask="contact"))
    api.calls.clear()
    api.says("sendMessage", (200, {"ok": True, "result": {"message_id": 60}}), no(429, "Too Many Requests", retry_after=1))
    with pytest.raises(RetryLater):
        await either.deliver(hello(either, rows=ROWS))
    await either.deliver(hello(either, rows=ROWS))
    assert [call.method for call in api.calls] == ["sendMessage", "deleteMessage", "sendMessage", "sendMessage"]
    assert (api.calls[0].keyboard, int(api.calls[1].params["message_id"])) == ({"remove_keyboard": True}, 60)
    assert "inline_keyboard" in api.last.keyboard


async def test_a_shared_contact_takes_the_keyboard_away_even_after_a_restart(either: Gateway, api: Platform) -> None:
    incoming = either._reader.read(json.dumps(said(1, contact={"phone_number": "0912", "first_name": "زهرا", "user_id": ZAHRA})).encode())
    await either._polled(incoming)
    await either.deliver(hello(either))
    assert api.last.keyboard == {"remove_keyboard": True}


async def test_the_check_is_one_line(either: Gateway, api: Platform) -> None:
    assert await either.check() == f"{either.name}: @emresalat_bot (123456)"
    api.says("getMe", no(401, "Unauthorized"))
    with pytest.raises(WrongToken, match="does not know this token"):
        await either.check()


async def test_the_token_is_in_no_log_line(either: Gateway, api: Platform, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    api.says("sendMessage", CUT, (502, b"<html>"), no(400, "Bad Request"))
    for _ in range(4):
        try:
            await either.deliver(hello(either, text="رازی که نباید نوشته شود"))
        except NotSent:
            continue
    assert TOKEN not in caplog.text
    assert "رازی" not in caplog.text
    assert TOKEN not in repr(either._settings)


async def test_the_outbox_may_still_send_after_the_gateway_stopped(either: Gateway, api: Platform) -> None:
    await either.stop()
    assert await either.deliver(hello(either)) == "101"
