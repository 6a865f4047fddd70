"""جست‌وجو از گفت‌وگوی دیگر - answerInlineQuery, as strict as Telegram documents it.   Who looks: ../people.py"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from tests.kit.botapi.errors import bad_request
from tests.kit.botapi.markup import parse_html
from tests.kit.botapi.params import Params

if TYPE_CHECKING:
    from tests.kit.botapi.server import BotApi

RESULTS, ID_BYTES, BUTTON_LETTERS, ANSWER_SECONDS = 50, 64, 64, 30


async def answer_inline_query(api: BotApi, p: Params) -> bool:
    """answerInlineQuery: articles only, at most 50, each id once, texts that can be parsed, buttons that lead somewhere."""
    found = api.world.questions.get(p.text("inline_query_id"))
    if found is None or found.results is not None or api.clock() - found.at > ANSWER_SECONDS:
        raise bad_request("query is too old and response timeout expired or query ID is invalid")
    results = p.json("results", list, "inline results") or []
    if len(results) > RESULTS:
        raise bad_request("RESULTS_TOO_MUCH")
    seen = set[str]()
    for one in results:
        _check(one)
        if one["id"] in seen:
            raise bad_request("RESULT_ID_DUPLICATE")
        seen.add(one["id"])
    button: dict[str, Any] | None = p.json("button", dict, "button")
    if button is not None and not (1 <= len(button.get("text", "")) <= BUTTON_LETTERS and button.get("start_parameter", "").replace("_", "").isalnum()):
        raise bad_request("START_PARAM_INVALID")
    found.results, found.button = results, button
    api.world.changes.note()
    return True


def _check(one: dict[str, Any]) -> None:
    if one.get("type") != "article" or not 1 <= len(one.get("id", "").encode()) <= ID_BYTES or not one.get("title"):
        raise bad_request("RESULT_INVALID")
    if not parse_html(one.get("input_message_content", {}).get("message_text", "")).text:
        raise bad_request("MESSAGE_EMPTY")
    for row in one.get("reply_markup", {}).get("inline_keyboard", ()):
        for button in row:
            if not button.get("text") or urlsplit(button.get("url", "")).scheme != "https":
                raise bad_request("BUTTON_URL_INVALID")


METHODS = {"answerInlineQuery": answer_inline_query}
