"""حروف - one spelling of every letter, and what is safe to show.   Siblings: numbers.py dates.py identifiers.py"""

from __future__ import annotations

import re
import unicodedata

TEXT_LIMIT = 4096  # characters of one message on every platform (reliability.md I3)

ZWNJ = "\u200c"
_HAMZA = "\u0654"


def _dropped() -> list[int]:
    """Code points that never carry meaning in what people write to us."""
    ranges = [
        (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x84), (0x86, 0x9F),  # control characters (tab and the line breaks are mapped below)
        (0xAD, 0xAD), (0x34F, 0x34F), (0x180B, 0x180F), (0x200B, 0x200B), (0x2060, 0x2064), (0xFEFF, 0xFEFF),  # zero width
        (0x061C, 0x061C), (0x200E, 0x200F), (0x202A, 0x202E), (0x2066, 0x206F),  # bidi controls
        (0x0640, 0x0640), (0x0610, 0x061A), (0x064B, 0x0652), (0x0656, 0x065F), (0x0670, 0x0670), (0x06D6, 0x06DC), (0x06DF, 0x06E8), (0x06EA, 0x06ED),
        (0x08D3, 0x08FF),  # tatweel, harakat and marks of recitation
        (0xD800, 0xDFFF), (0xFFF9, 0xFFFB), (0xFFFE, 0xFFFF), (0xE0000, 0xE0FFF),  # lone surrogates, annotations, noncharacters, tags
        (0x115F, 0x1160), (0x3164, 0x3164), (0xFFA0, 0xFFA0),  # Hangul fillers: letters without a shape
    ]  # fmt: skip
    return [code for first, last in ranges for code in range(first, last + 1)]


_TIDY: dict[int, str | None] = {
    **dict.fromkeys(_dropped()),
    **{first + d: str(d) for first in (0x06F0, 0x0660) for d in range(10)},
    **dict.fromkeys([0x09, 0xA0, 0x1680, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000], " "),
    **dict.fromkeys([0x0B, 0x0C, 0x0D, 0x85, 0x2028, 0x2029], "\n"),
    **{ord(one): other for one, other in zip("يىكڪہھە", "ییککههه", strict=True)},
    0x06C0: "ه" + _HAMZA,
    0x06C2: "ه" + _HAMZA,
}

# Compatibility forms whose plain letters are meant: Arabic presentation forms, full width, styled Latin, super- and subscript digits. All other
# compatibility characters stay: NFKC would turn «…» into three dots and emoji into letters.
_FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefc\uff01-\uffef\U0001d400-\U0001d7ff\u2070\u2074-\u2089\u00b2\u00b3\u00b9]+")
_MADDA = "\u0653"
_EMOJI = "\u2190-\u2bff\U0001f000-\U0001faff"
_JOINER = re.compile(f"(?<![{_EMOJI}\ufe0f])\u200d|\u200d(?![{_EMOJI}])")
_MARKS = "\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u0653-\u0655\u0e34-\u0e3a\u0e47-\u0e4e\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe00-\ufe0f\ufe20-\ufe2f"
_STORM = re.compile(f"([{_MARKS}]{{2}})[{_MARKS}]+")
_LOOSE_ZWNJ = re.compile(f"{ZWNJ}+(?![\u0620-\u064a\u066e-\u06d3{ZWNJ}])|(?<![0-9\u0620-\u0655\u066e-\u06d3{ZWNJ}]){ZWNJ}+")
_MANY_ZWNJ = re.compile(f"{ZWNJ}{{2,}}")
_ROUNDS = 8
_SPACES = re.compile(" {2,}")
_LINES = re.compile(" *\n *")
_MANY_LINES = re.compile("\n{3,}")


def normalise(text: str, limit: int = TEXT_LIMIT) -> str:
    """The text as the house writes it: done once, at the edge. Idempotent, never raises, at most `limit` characters.

    Digits of three sets become ASCII, ي ى ك become ی ک, presentation forms plain letters; tatweel, harakat, bidi controls, control characters and
    invisible ones go; at most two combining marks stay on a letter; half-spaces stay between letters only; spaces and lines are tidied
    (reliability.md I1-I5).
    """
    text = text[: 4 * limit].replace("\r\n", "\n").translate(_TIDY)
    if _FORMS.search(text):
        text = _FORMS.sub(lambda m: unicodedata.normalize("NFKC", m[0]), text).translate(_TIDY)
    for _ in range(_ROUNDS):
        text, before = _tidied(text), text
        if text == before:
            break
    return text if len(text) <= limit else text[:limit].rstrip(" \n" + ZWNJ + "\u200d")


def _tidied(text: str) -> str:
    """One round: what is taken away may bring marks and joiners together that were apart."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text)
        if _MADDA in text:
            text = unicodedata.normalize("NFC", text.replace(_MADDA, ""))
        text = text.replace("ی" + _HAMZA, "ئ")
        text = _STORM.sub(r"\1", text)
        text = _JOINER.sub("", text)
        text = _MANY_ZWNJ.sub(ZWNJ, _LOOSE_ZWNJ.sub("", text))
    return _MANY_LINES.sub("\n\n", _LINES.sub("\n", _SPACES.sub(" ", text))).strip()


_FOLD: dict[int, str | None] = {
    **{ord(one): other for one, other in zip("أإآٱؤئةۀ" + ZWNJ, "اااا" + "وی" + "هه ", strict=True)},
    **dict.fromkeys([0x0654, 0x0655]),
}
_NOT_WORDS = re.compile(r"[\W_]+")


def match_key(text: str) -> str:
    """What is compared when people search or type a label: letters and digits only, folded, words parted by one space."""
    folded = unicodedata.normalize("NFKC", normalise(text)).casefold().translate(_FOLD)
    return _NOT_WORDS.sub(" ", folded).strip()


def uniqueness_key(text: str) -> str:
    """Two names with the same key are one name: like match_key, but «می‌روم», «می روم» and «میروم» are equal (reliability.md I2)."""
    return match_key(text).replace(" ", "")


PERSIAN_DIGITS = str.maketrans("0123456789", "۰۱۲۳۴۵۶۷۸۹")
_UNSAFE = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u0640\u064b-\u0655\u200b\u200d-\u200f\u2028-\u202e\u2060-\u206f\ud800-\udfff\ufb50-\ufeff\ufff9-\uffff"
    f"\U000e0000-\U000e0fff{_MARKS}]|  "
)
_LATIN = re.compile("[A-Za-z]")
_NUMBERED = re.compile(r"\b[A-Z]{2}[0-9]{5,}\b")  # our own numbers: KN10017


def shown_text(text: str, limit: int = 3000) -> str:
    """A person's own words, safe to show: nothing invisible, at most `limit` characters; lines stay. Digits are Persian unless there are Latin letters,
    other than those of our own numbers."""
    if len(text) > limit or _UNSAFE.search(text):
        text = normalise(text, 2 * limit)
        if len(text) > limit:
            text = text[: limit - 1].rstrip() + "…"
    return text if _LATIN.search(text) and _LATIN.search(_NUMBERED.sub("", text)) else text.translate(PERSIAN_DIGITS)


def shown_name(text: str, limit: int = 300) -> str:
    """The same on one line: for names, titles and labels (reliability.md I4)."""
    return " ".join(shown_text(text, limit).splitlines()).replace("  ", " ")
