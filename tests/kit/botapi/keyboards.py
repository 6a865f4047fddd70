"""صفحه‌کلیدها - reply_markup, checked as strictly as the platforms do (and a little more).   Called by methods/"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.kit.botapi.dialects import Dialect
from tests.kit.botapi.errors import bad_request
from tests.kit.botapi.params import Params

ACTIONS = frozenset({"callback_data", "url", "copy_text", "web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "pay", "disabled"})
BALE_ACTIONS = frozenset({"callback_data", "url", "copy_text", "web_app"})
STYLES = frozenset({"primary", "success", "danger"})
MOST = 100
ROW = 8
DATA_BYTES = 64
COPY_UNITS = 256
URLS = ("http://", "https://", "tg://", "ton://", "ble://")


@dataclass(frozen=True, slots=True)
class Markup:
    """What a call asks for: inline `buttons`, a reply `keyboard`, its removal, or nothing (`given` False)."""

    given: bool = False
    buttons: tuple[list[dict[str, Any]], ...] = ()
    keyboard: dict[str, Any] | None = None
    remove: bool = False


def read_markup(p: Params, dialect: Dialect, strict: bool, inline_only: bool = False) -> Markup:
    """The reply_markup of a call. Raises ApiError 400 with what is wrong."""
    shape = p.json("reply_markup", dict, "reply keyboard markup")
    if shape is None:
        return Markup()
    if not strict:
        return Markup(True, tuple(shape.get("inline_keyboard", ())), shape if "keyboard" in shape else None, bool(shape.get("remove_keyboard")))
    if "inline_keyboard" in shape:
        rows = _rows(shape["inline_keyboard"], "inline keyboard")
        for row in rows:
            for button in row:
                _check_inline(button, dialect)
        return Markup(True, tuple(row for row in rows if row))
    if inline_only:
        raise bad_request("inline keyboard expected")
    if "keyboard" in shape:
        rows = _rows(shape["keyboard"], "reply keyboard")
        if not any(rows):
            raise bad_request("reply keyboard must contain at least one button")
        shown = [[{"text": b} if isinstance(b, str) else b for b in row] for row in rows]
        for row in shown:
            for button in row:
                _check_reply(button)
        return Markup(True, keyboard=shape | {"keyboard": shown})
    if shape.get("remove_keyboard") is True:
        return Markup(True, remove=True)
    if shape.get("force_reply") is True:
        return Markup(True)
    raise bad_request("can't parse reply keyboard markup JSON object")


def _rows(rows: Any, what: str) -> list[list[Any]]:
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request(f"field of the {what} must be of type Array of Array")
    if sum(len(row) for row in rows) > MOST:
        raise bad_request("reply markup is too long")
    if any(len(row) > ROW for row in rows):
        raise bad_request(f"a row of the {what} holds more than {ROW} buttons")
    return rows


def _check_text(button: Any, what: str) -> None:
    if not isinstance(button, dict):
        raise bad_request(f"can't parse {what} button: Object expected")
    if not isinstance(button.get("text"), str) or not button["text"].strip():
        raise bad_request(f'can\'t parse {what} button: Field "text" must be a non-empty String')


def _check_inline(button: Any, dialect: Dialect) -> None:
    what = "inline keyboard"
    _check_text(button, what)
    allowed = ACTIONS if dialect.styles else BALE_ACTIONS
    known = allowed | {"text"} | ({"style", "icon_custom_emoji_id"} if dialect.styles else set())
    if strange := sorted(set(button) - known):
        raise bad_request(f"can't parse {what} button: unknown field {strange[0]!r}")
    if len([name for name in allowed if button.get(name) not in (None, False)]) != 1:
        raise bad_request(f"can't parse {what} button: Text buttons are unallowed in the inline keyboard (exactly one action expected)")
    if "style" in button and button["style"] not in STYLES:
        raise bad_request(f"can't parse {what} button: invalid button style specified")
    if "callback_data" in button and not (isinstance(button["callback_data"], str) and 1 <= len(button["callback_data"].encode()) <= DATA_BYTES):
        raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button and not (isinstance(button["url"], str) and button["url"].startswith(URLS) and len(button["url"]) > 10):
        raise bad_request(f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL")
    if "copy_text" in button and not (isinstance(button["copy_text"], dict) and 1 <= len(str(button["copy_text"].get("text", ""))) <= COPY_UNITS):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _check_reply(button: Any) -> None:
    what = "reply keyboard"
    _check_text(button, what)
    if button.get("request_contact") and button.get("request_location"):
        raise bad_request(f"can't parse {what} button: more than one request")
    if "callback_data" in button or "url" in button:
        raise bad_request(f"can't parse {what} button: an inline button")
