"""نشانه‌گذاری - neutral markup to what a platform understands, and long texts in parts.   Siblings: base.py botapi/delivery.py"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Literal, NamedTuple

Dialect = Literal["html", "markdown"]
Style = Literal["", "b", "i", "bi", "code"]

_TOKEN = re.compile(r"<(/?)(b|i|code)>|&(amp|lt|gt);")
_ENTITY = {"amp": "&", "lt": "<", "gt": ">"}
_NEVER_SENT = re.compile("[\x00\ud800-\udfff]")  # neither JSON nor a platform takes them
_HTML = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_OPEN = {"": "", "b": "<b>", "i": "<i>", "bi": "<b><i>", "code": "<code>"}
_CLOSE = {"": "", "b": "</b>", "i": "</i>", "bi": "</i></b>", "code": "</code>"}
_SPECIAL = re.compile(r"[*_`\\\[\]]")
_ADDRESS = re.compile(r"((?<!\S)https?://[\w.~:/?#@!$&'+,;=%-]+(?!\S))", re.ASCII)  # alone between blanks, without brackets, stars and backticks
_MARK = {"b": "*", "bi": "*", "i": "_"}  # bold wins: Bale wants a space on both sides of each mark, so marks cannot be nested


class Span(NamedTuple):
    """A run of text in one style. Code is alone: no platform nests anything in it."""

    text: str
    style: Style = ""


Spans = Sequence[Span]


def parse(neutral: str) -> list[Span]:
    """The spans of a neutral text. Never raises: an unknown tag is text, an open one ends with the text, a stray end is dropped."""
    if _NEVER_SENT.search(neutral):
        neutral = _NEVER_SENT.sub("", neutral)
    if "<" not in neutral and "&" not in neutral:
        return [Span(neutral)] if neutral else []
    spans: list[Span] = []
    depth = {"b": 0, "i": 0, "code": 0}

    def add(text: str) -> None:
        style: Style = "code" if depth["code"] else "bi" if depth["b"] and depth["i"] else "b" if depth["b"] else "i" if depth["i"] else ""
        if not text:
            return
        if spans and spans[-1].style == style:
            spans[-1] = Span(spans[-1].text + text, style)
        else:
            spans.append(Span(text, style))

    at = 0
    for token in _TOKEN.finditer(neutral):
        add(neutral[at : token.start()])
        at = token.end()
        if token[3]:
            add(_ENTITY[token[3]])
        else:
            depth[token[2]] = max(0, depth[token[2]] + (-1 if token[1] else 1))
    add(neutral[at:])
    return spans


def plain(spans: Spans) -> str:
    """The text alone, as somebody reads it."""
    return "".join(span.text for span in spans)


def render(spans: Spans, dialect: Dialect) -> str:
    """The text for a platform; what people wrote is escaped and never becomes markup."""
    return html(spans) if dialect == "html" else markdown(spans)


def html(spans: Spans) -> str:
    """Telegram's HTML."""
    return "".join(_OPEN[style] + text.translate(_HTML) + _CLOSE[style] for text, style in spans)


def markdown(spans: Spans) -> str:
    """Bale's Markdown (platforms.md 2.1).

    Bold and italic are only read with a space before and after the marks, code only within a line. Where that does not hold, the style is left out and the text
    stays as it is: a missing emphasis is better than a changed sentence.
    """
    if len(spans) == 1 and not spans[0].style:
        return _escaped(spans[0].text)
    whole = plain(spans)
    out: list[str] = []
    at = 0
    for text, style in spans:
        for n, line in enumerate(text.split("\n") if style else (text,)):
            if n:
                out.append("\n")
                at += 1
            core = line.strip() if style else ""
            start = at + len(line) - len(line.lstrip())
            if core and _can_mark(whole, start, core, style, out):
                mark = _MARK.get(style, "`")
                out += [line[: start - at], mark, core, mark, line[start - at + len(core) :]]
            else:
                out.append(_escaped(line))
            at += len(line)
    return "".join(out)


def _can_mark(whole: str, start: int, core: str, style: Style, out: list[str]) -> bool:
    """Whether this part can carry marks that nobody misreads."""
    if style == "code":
        written = next((piece for piece in reversed(out) if piece), "")
        return "`" not in core and "\\" not in core and not written.endswith("`")
    end = start + len(core)
    before, after = start == 0 or whole[start - 1].isspace(), end == len(whole) or whole[end].isspace()
    return before and after and not _SPECIAL.search(core)


def _escaped(text: str) -> str:
    """Outside of addresses: there is no space in them, so their marks are none, and with backslashes they might lead nowhere."""
    if "://" not in text:
        return _SPECIAL.sub(r"\\\g<0>", text)
    return "".join(part if part.startswith(("http://", "https://")) else _SPECIAL.sub(r"\\\g<0>", part) for part in _ADDRESS.split(text))


def length(text: str) -> int:
    """Length as platforms count it: UTF-16 units."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def split(spans: Spans, dialect: Dialect, limit: int, first: int | None = None) -> list[list[Span]]:
    """The text in parts of at most `limit` units (`first`: the limit of the first part, for captions); styles go on over the cuts.

    Telegram counts the text after parsing; nothing is known of Bale, so there the marks and escapes are counted too. Cuts are made, in this order, between
    paragraphs, lines and words of the second half of what fits; else anywhere but inside a letter with its marks.
    """
    whole, parts = plain(spans), []
    room = limit if first is None else first
    if length(whole) * (3 if dialect == "markdown" else 1) <= room:
        return [list(spans)] if whole.strip() else []
    weights = _weights(spans, dialect)
    at = 0
    while at < len(whole):
        end, used = at, 2 if dialect == "markdown" else 0  # the marks of a style that goes on
        while end < len(whole) and used + weights[end] <= room:
            used += weights[end]
            end += 1
        if end < len(whole):
            end = _cut(whole, at, max(end, at + 1))
        part = _slice(spans, at, end)
        if part:
            parts.append(part)
            room = limit
        at = end
    return parts


def _weights(spans: Spans, dialect: Dialect) -> list[int]:
    weights = []
    for text, style in spans:
        for n, char in enumerate(text):
            weight = 2 if char > "\uffff" else 1
            if dialect == "markdown":
                weight += bool(_SPECIAL.match(char)) + (2 if style and (n == 0 or char == "\n") else 0)
            weights.append(weight)
    return weights


def _cut(whole: str, at: int, end: int) -> int:
    """Where to end a part that may reach from `at` to `end`."""
    for gap in ("\n\n", "\n", " "):
        found = whole.rfind(gap, at, end + 1)
        if found > at + (end - at) // 2:
            return found
    while end > at + 1 and (unicodedata.combining(whole[end]) or whole[end] in "\u200c\u200d\ufe0f" or whole[end - 1] in "\u200c\u200d"):
        end -= 1
    return end


def _slice(spans: Spans, start: int, end: int) -> list[Span]:
    """The spans of whole[start:end] without white space at its two ends."""
    whole = plain(spans)
    while start < end and whole[start].isspace():
        start += 1
    while end > start and whole[end - 1].isspace():
        end -= 1
    found, at = [], 0
    for text, style in spans:
        piece = text[max(0, start - at) : max(0, end - at)]
        if piece:
            found.append(Span(piece, style))
        at += len(text)
    return found
