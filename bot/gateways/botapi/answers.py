"""پاسخ‌ها - what an answer of a Bot API means for what was sent.   Siblings: wire.py; the classes are in bot/gateways/base.py"""

from __future__ import annotations

from typing import Final

import msgspec

from bot.gateways.base import CannotEdit, Moved, NotNow, NotSent, Refused, RetryLater, Unclear, Unreachable

NO_HINT_SECONDS = 3.0  # how long to wait after a 429 that does not say (Bale never does; platforms.md 2.1)
DONE: Final = msgspec.Raw(b"true")

EDITS = {"editMessageText", "editMessageCaption"}
LOOKUPS = {"getMe", "getFile", "getUpdates", "getWebhookInfo", "setWebhook", "deleteWebhook"}
REPEATABLE = EDITS | LOOKUPS | {"editMessageReplyMarkup", "deleteMessage", "answerCallbackQuery", "sendChatAction", "answerPreCheckoutQuery", "answerInlineQuery"}
"""Methods that may be called again without anybody noticing: for them a lost answer is no ambiguity."""


class WrongToken(NotNow):
    """The platform does not know this token (401): nothing leaves before an operator mends it; nothing is lost meanwhile."""


class Conflict(NotNow):
    """Somebody else polls, or a webhook is set (409)."""


class NoText(CannotEdit):
    """The message is a picture or file: its words are a caption."""


class Hints(msgspec.Struct):
    retry_after: float | None = None
    migrate_to_chat_id: int | None = None


class Answer(msgspec.Struct):
    """The envelope of every answer."""

    ok: bool = False
    result: msgspec.Raw = DONE
    description: str = ""
    error_code: int = 0
    parameters: Hints | None = None


_answer = msgspec.json.Decoder(Answer, strict=False)
_BUSY = ("bot limit exceed", "local_rate_limited", "too many requests", "flood")
_STALE_TAP = ("query is too old", "query id is invalid", "query_id_invalid")
_GONE = (
    "chat not found", "user not found", "no such group or user", "peer_id_invalid", "chat_id is empty", "group chat was deactivated",
    "user is deactivated", "user_deactivated",
)  # fmt: skip
_MUTED = ("not enough rights to send", "have no rights to send", "chat_write_forbidden")
_NOT_EDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid", "message identifier is not specified", "message not found")


def result_of(method: str, status: int, body: bytes, *, dialect: str = "telegram") -> msgspec.Raw:
    """The `result` of an answer, undecoded. What is as good as done counts as done. Raises NotSent.

    Done: an edit that changes nothing, an acknowledgement that comes too late, taking away what is gone already, and typing that a platform does not know.
    """
    try:
        answer = _answer.decode(body)
    except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError):
        raise _unreadable(method, status) from None
    if answer.ok and 200 <= status < 300:
        return answer.result
    error = _error(method, answer.error_code or status, answer, dialect)
    if error is None:
        return DONE
    raise error


def _unreadable(method: str, status: int) -> NotSent:
    """An answer that is no JSON: a gateway in between speaks (502 with HTML), or the connection was cut."""
    if status == 404:
        return Refused(f"{method}: HTTP 404")
    if status == 429:
        return RetryLater(NO_HINT_SECONDS)
    if status == 413:
        return Refused(f"{method}: too large")
    return _lost(method, f"HTTP {status} without JSON")


def _lost(method: str, why: str) -> NotSent:
    return NotNow(f"{method}: {why}") if method in REPEATABLE else Unclear(f"{method}: {why}")


def _error(method: str, code: int, answer: Answer, dialect: str) -> NotSent | None:
    """None: as good as done."""
    said = answer.description.casefold().replace("\u2019", "'")
    told = f"{method}: {code} {answer.description[:200]}"
    hints = answer.parameters or Hints()
    if hints.migrate_to_chat_id is not None:
        return Moved(str(hints.migrate_to_chat_id))
    if hints.retry_after is not None or code in (429, 420) or any(word in said for word in _BUSY):
        return RetryLater(max(hints.retry_after or NO_HINT_SECONDS, 0.0))
    if code >= 500:
        return _lost(method, told)
    if code == 401:
        return WrongToken(f"{method}: the platform does not know this token (401)")
    if code == 409:
        return Conflict(told)
    if code == 404 and dialect == "telegram" and answer.description.strip() == "Not Found":
        return WrongToken(f"{method}: the platform knows neither this token nor this method (404)")
    return _about_message(method, code, said, told, dialect)


def _about_message(method: str, code: int, said: str, told: str, dialect: str) -> NotSent | None:
    if "message is not modified" in said or method == "sendChatAction":
        return None
    if method == "answerInlineQuery" and any(word in said for word in _STALE_TAP):
        return None  # they wrote on meanwhile
    if method == "answerCallbackQuery" and (dialect == "bale" or any(word in said for word in _STALE_TAP)):
        return None  # Bale has no documented words for a tap that is too old, and nothing else can be wrong with it
    if method == "answerPreCheckoutQuery" and code == 400:
        return None  # it waits ten seconds and no longer; whoever would have paid is told by the platform, and may try again
    gone = any(word in said for word in _GONE)
    if code == 403 or gone or any(word in said for word in _MUTED):
        return Unreachable(_why(said, gone))
    if method in ("deleteMessage", "editMessageReplyMarkup"):
        return None  # the message is gone or too old: nothing is left to take away
    if method in EDITS:
        if "no text in the message" in said:
            return NoText(told)
        if dialect == "bale" or any(word in said for word in _NOT_EDITABLE):
            return CannotEdit(told)  # Bale's edits fail for reasons of its own (platforms.md 2.1): send anew
    return Refused(told)


def _why(said: str, gone: bool) -> str:
    if gone or "deactivated" in said or "deleted" in said:
        return "gone"
    return "kicked" if "kicked" in said or "not a member" in said or any(word in said for word in _MUTED) else "blocked"
