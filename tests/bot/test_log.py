"""آزمون روزنگار - what is never seen in a log.   Tested: bot/log.py"""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.gateways.base import Address, Incoming, Outgoing
from bot.log import Personal, current_reference, hushed, reference, set_up_log
from bot.settings import Settings
from handlers.kit.said import Contact, Media, Place, Said

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp"
KEY = "the only key of the house"
MOBILE = "+989121234567"


@pytest.fixture
def book(tmp_path: Path) -> Iterator[io.StringIO]:
    """What is written while the test runs; afterwards logging is as it was."""
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    stream = io.StringIO()
    given = {"EMRESALAT_SECRET_KEY": KEY, "EMRESALAT_TELEGRAM_TOKEN": TOKEN, "EMRESALAT_DATABASE_URL": "postgresql://bot:p4ssw0rd@db/x", "EMRESALAT_LOG_LEVEL": "DEBUG"}
    set_up_log(Settings.read(given, None, tmp_path), stream)
    yield stream
    logging.captureWarnings(False)
    root.handlers[:] = handlers
    root.setLevel(level)


def written(book: io.StringIO) -> str:
    """The one line that was written."""
    lines = book.getvalue().splitlines()
    assert len(lines) == 1
    return lines[0]


def test_a_line_says_when_how_grave_who_and_what(book: io.StringIO) -> None:
    logging.getLogger("bot.inbox").info("parked %s", 3, extra={"facts": {"platform": "bale", "attempts": 2}})
    moment, rest = written(book).split(" ", 1)
    assert rest == "INFO bot.inbox parked 3 platform=bale attempts=2"
    assert moment.endswith("Z") and len(moment) == 24


def test_the_reference_that_the_member_was_told_leads_to_the_line(book: io.StringIO) -> None:
    assert current_reference() == ""
    with reference() as outer, reference("K7QM2X"):
        logging.getLogger("bot").warning("broke")
    assert len(outer) == 8
    assert " ref=K7QM2X broke" in written(book)
    assert current_reference() == ""


@pytest.mark.parametrize("text", [TOKEN, f"https://api.telegram.org/bot{TOKEN}/getMe", f"x=987654:{'b' * 35}", f"{TOKEN.replace(':', '%3A')}"])
def test_a_token_is_never_written(book: io.StringIO, text: str) -> None:
    logging.getLogger("bot").error("call to %s failed", text)
    assert "***" in written(book)
    assert TOKEN.partition(":")[2] not in book.getvalue() and "b" * 35 not in book.getvalue()


@pytest.mark.parametrize("secret", [KEY, "p4ssw0rd"])
def test_a_secret_of_the_house_is_never_written(book: io.StringIO, secret: str) -> None:
    logging.getLogger("bot").error(f"connect to {secret} failed", extra={"facts": {"with": secret}})
    assert secret not in written(book)


def test_a_traceback_is_part_of_the_line_and_as_silent(book: io.StringIO) -> None:
    try:
        raise ConnectionError(f"POST /bot{TOKEN}/sendMessage\r\nHost: x")
    except ConnectionError:
        logging.getLogger("bot").exception("not sent")
    line = written(book)
    assert "Traceback" in line and "\\r\\nHost" in line
    assert TOKEN not in line


@pytest.mark.parametrize("trick", ["a\nb", "a\r\nFAKE ERROR", "a\u202eb", "a\u2066b", "a\x1b[31mb", "a\u2028b", "a\x85b", "a\x00b"])
def test_nobody_forges_or_turns_a_line(book: io.StringIO, trick: str) -> None:
    logging.getLogger("bot").info("name %s", trick)
    line = written(book)
    assert not any(ord(c) < 32 or c in "\u202e\u2066\u2028\x85" for c in line)
    assert "\\" in line


def test_persian_stays_readable(book: io.StringIO) -> None:
    logging.getLogger("bot").info("کانون «می‌خوانیم» باز شد")
    assert written(book).endswith("کانون «می‌خوانیم» باز شد")


AT = Address("bale", "42", "100")
HIDDEN = [
    Said("کد ملی من ۱۲۳ است", contact=Contact(MOBILE, True, "زهرا")),
    Contact(MOBILE, True, "زهرا"),
    Place(35.6892, 51.389),
    Media("photo", "bale:secret-file", "شناسنامه.jpg", size=12),
    Incoming(AT, "9", "777", "text", Said("کد ملی من ۱۲۳ است"), name="زهرا"),
    Outgoing("send", AT, "سلام زهرا"),
    Personal("mobile", MOBILE),
    Personal("code", "123456"),
]


@pytest.mark.parametrize("thing", HIDDEN, ids=lambda thing: type(thing).__name__)
def test_what_is_personal_is_masked_by_its_type(book: io.StringIO, thing: object) -> None:
    log = logging.getLogger("bot")
    log.info("saw %s", thing)
    log.info("saw %(thing)r", {"thing": thing})
    log.info("saw", extra={"facts": {"thing": thing, "all": [thing, {"one": thing}]}})
    log.info(thing)
    assert len(book.getvalue().splitlines()) == 4
    for personal in ("ملی", "زهرا", MOBILE, "35.6", "شناسنامه", "secret-file", "777", "123456"):
        assert personal not in book.getvalue()


def test_the_last_four_of_a_long_value_help_to_recognise_it() -> None:
    assert f"{Personal('mobile', MOBILE)}" == repr(Personal("mobile", MOBILE)) == "mobile:…4567"
    assert str(Personal("code", "123456")) == "code:…"


def test_libraries_that_tell_whole_requests_are_quiet(book: io.StringIO) -> None:
    logging.getLogger("httpx").info("HTTP Request: POST")
    logging.getLogger("aiogram.event").info("Update id=1")
    assert book.getvalue() == ""


def test_an_error_tells_nothing_of_a_person(book: io.StringIO) -> None:
    for said in ("۰۰۱۲۳۴۵۶۷۹", "0012345679", "IR062960000000100324200001"):
        try:
            int(f"{said}x")
        except ValueError:
            logging.getLogger("bot").exception("not read")
        try:
            _ = {}[f"زهرا {said}"]
        except KeyError:
            logging.getLogger("bot").exception("not found")
    written_down = book.getvalue()
    assert len(written_down.splitlines()) == 6
    assert "ValueError: invalid literal for int() with base 10: " in written_down
    for personal in ("زهرا", "0012345679", "۰۰۱۲۳۴۵۶۷۹", "100324200001"):
        assert personal not in written_down


def test_what_was_said_in_an_error_is_hushed_and_the_rest_can_be_read() -> None:
    assert hushed("row 12 of 'member' has 'زهرا کریمی' and 09121234567") == "row 12 of 'member' has '…' and …4567"
