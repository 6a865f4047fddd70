"""روزنگار - one line for each thing that happened, without secrets and without what people said.   Level: EMRESALAT_LOG_LEVEL; read by: docs/operations.md

`2026-11-24T06:00:00.000Z INFO bot.inbox ref=K7QM2X parked platform=bale`: moment in UTC, level, logger, the reference that the member was told, message, facts
(given as `log.info("parked", extra={"facts": {...}})`). What is personal is masked by its type: an event, a message, a contact, a settings object or a `Personal`
value is told in a safe short form wherever it is logged. Tokens and the house's own secrets are masked in everything, tracebacks included.
"""

from __future__ import annotations

import logging
import re
import secrets
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import TextIO

from bot.gateways.base import Incoming, Outgoing
from bot.settings import Settings
from handlers.kit.said import Contact, Media, Place, Said

TOKEN = re.compile(r"\d+(?::|%3[Aa])[A-Za-z0-9_-]{30,}")
NUMBER = re.compile(r"\d{8,}")  # of any script
QUOTED = re.compile(r"(['\"«])[^'\"»\n]*[\u0600-\u06ff][^'\"»\n]*['\"»]")
LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"  # none that is mistaken for another
BIDI = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
UNSAFE = {code: f"\\x{code:02x}" for code in (*range(32), *range(127, 160))} | {ord(c): f"\\u{ord(c):04x}" for c in (*BIDI, "\u2028", "\u2029")}
UNSAFE |= {ord("\n"): "\\n", ord("\r"): "\\r", ord("\t"): "\\t"}

_reference: ContextVar[str] = ContextVar("reference", default="")


@dataclass(frozen=True, slots=True)
class Personal:
    """A value that may be logged only masked: `log.info("code sent to %s", Personal("mobile", mobile))` writes `mobile:…4567`."""

    kind: str
    value: str

    def __str__(self) -> str:
        return f"{self.kind}:…{self.value[-4:]}" if len(self.value) >= 8 else f"{self.kind}:…"

    __repr__ = __str__

    def __format__(self, _spec: str) -> str:
        return str(self)


@contextmanager
def reference(told: str = "") -> Iterator[str]:
    """Everything logged inside carries this reference; a new one is made when none is given."""
    made = told or "".join(secrets.choice(LETTERS) for _ in range(8))
    before = _reference.set(made)
    try:
        yield made
    finally:
        _reference.reset(before)


def current_reference() -> str:
    """The reference of what is being done; "" outside."""
    return _reference.get()


def masked(text: str, secrets_: Sequence[str] = ()) -> str:
    """The text without anything that looks like a platform's token, and without these secrets."""
    for secret in secrets_:
        text = text.replace(secret, "***")
    return TOKEN.sub("***", text)


def hushed(text: str) -> str:
    """An error's words with what may be somebody's: long numbers show their last four, quoted Persian is left out. The second line of defence; the first is `safe`."""
    return QUOTED.sub("'…'", NUMBER.sub(lambda found: f"…{found[0][-4:]}", text))


def one_line(text: str) -> str:
    """Control and direction characters written out: nobody breaks or turns a line of the log."""
    return text.translate(UNSAFE)


def safe(value: object) -> object:
    """How a value may be logged, decided by its type; people's words, numbers and names are counted, not shown."""
    match value:
        case Incoming():
            return f"<{value.kind} {value.at.platform} update={value.update} {safe(value.said)}>"
        case Outgoing():
            return f"<{value.do} {value.to.platform} {len(value.text)} characters>"
        case Said():
            parts = [name for name in ("media", "contact", "place") if getattr(value, name) is not None]
            return f"<said {' '.join([f'{len(value.text)} characters', *parts])}>"
        case Contact():
            return Personal("mobile", value.mobile)
        case Place():
            return "<place>"
        case Media():
            return f"<{value.kind} {value.size} bytes>"
        case Settings():
            return repr(value)
        case Mapping():
            return {key: safe(inner) for key, inner in value.items()}
        case list() | tuple():
            return [safe(inner) for inner in value]
    return value


class Line(logging.Formatter):
    """One line for each record, its traceback behind it in the same line."""

    def __init__(self, hidden: Sequence[str] = ()) -> None:
        super().__init__()
        self._hidden = tuple(sorted(hidden, key=len, reverse=True))  # a secret may be part of a longer one

    def format(self, record: logging.LogRecord) -> str:
        parts = [self.formatTime(record), record.levelname, record.name]
        if told := getattr(record, "reference", ""):
            parts.append(f"ref={told}")
        parts.append(self._message(record))
        facts = getattr(record, "facts", {})
        parts += [f"{key}={safe(value)}" for key, value in facts.items()]
        if record.exc_info:
            parts.append(hushed(self.formatException(record.exc_info)))
        if record.stack_info:
            parts.append(record.stack_info)
        return one_line(masked(" ".join(parts), self._hidden))

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # the name is logging's
        return f"{time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(record.created))}.{int(record.msecs):03}Z"

    def _message(self, record: logging.LogRecord) -> str:
        if not record.args:
            return str(safe(record.msg))
        args = record.args
        given = {key: safe(value) for key, value in args.items()} if isinstance(args, Mapping) else tuple(safe(value) for value in args)
        return str(record.msg) % given


def _carry(record: logging.LogRecord) -> bool:
    """Fix the reference when a line is written, not when a slow handler gets to it."""
    record.reference = current_reference()
    return True


def set_up_log(settings: Settings, stream: TextIO | None = None) -> None:
    """From now on everything is logged to `stream` (standard error), in this form and from this level; earlier handlers go."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(Line(settings.secrets))
    handler.addFilter(_carry)
    root = logging.getLogger()
    for old in list(root.handlers):
        root.removeHandler(old)
    root.addHandler(handler)
    root.setLevel(settings.log_level)
    for loud in ("aiogram", "alembic", "aiohttp.access", "httpx", "httpcore", "telegram", "sqlalchemy.engine", "asyncio", "aiosqlite"):
        logging.getLogger(loud).setLevel(max(logging.WARNING, root.level))  # they tell whole requests, token and all, below that; alembic only chatters
    logging.captureWarnings(True)
