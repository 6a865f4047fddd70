"""عدد به حروف - reads quantities as people write them: digits, words, scales and units mixed.   Siblings: numbers.py amounts.py"""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from domain.kernel.persian.letters import ZWNJ, normalise


class NotANumber(ValueError):
    """`code`: none (no number in it), unclear (several, or one that does not add up), too_large."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


def _counted(words: str, first: int, step: int) -> dict[str, int]:
    return {word: step * number for number, word in enumerate(words.split(), first)}


NUMBERS: dict[str, int] = {
    **_counted("صفر یک دو سه چهار پنج شش هفت هشت نه ده یازده دوازده سیزده چهارده پانزده شانزده هفده هجده نوزده", 0, 1),
    **_counted("بیست سی چهل پنجاه شصت هفتاد هشتاد نود", 2, 10),
    **_counted("صد دویست سیصد چهارصد پانصد ششصد هفتصد هشتصد نهصد", 1, 100),
    "یه": 1, "چار": 4, "شیش": 6, "هف": 7, "هش": 8, "پونزده": 15, "شونزده": 16, "هیفده": 17, "هیجده": 18, "هیژده": 18, "هژده": 18, "پنجا": 50,
    "یکصد": 100, "دیویست": 200, "سی صد": 300, "چارصد": 400, "پونصد": 500, "شیشصد": 600, "شصد": 600, "هفصد": 700, "هشصد": 800,
}  # fmt: skip
HALF = "نیم"
NINE_OR_NO = "نه"
"""The word for nine; alone it is far more often a no, which is for the reader of answers to decide."""
AND = "و"
JUST_ONE = frozenset(("یکی", "یدونه", "یه دونه", "یک دونه", "یه دانه", "یکدونه", "یه عدد", "فقط یکی", "همین یکی"))
"""Said alone, they are one; beside other words they are not a number («یکی از خویشان»)."""
_SCALE_WORDS = {"هزار": 10**3, "میلیون": 10**6, "ملیون": 10**6, "میلیارد": 10**9, "ملیارد": 10**9, "تریلیون": 10**12}
SCALES: dict[str, int] = {**_SCALE_WORDS, **{word + "ی": size for word, size in _SCALE_WORDS.items()}, "همت": 10**12}
SHORT_SCALES = {"k": 10**3, "m": 10**6, "b": 10**9, "ه": 10**3, "ک": 10**3, "م": 10**6, "میل": 10**6}
"""Scales only right after digits: «۵۰ م», 500k."""
RIALS_OF = {"تومان": 10, "تومن": 10, "تومانی": 10, "تومنی": 10, "تومانه": 10, "toman": 10, "ریال": 1, "ریالی": 1, "rial": 1, "rials": 1, "irr": 1}
SHORT_UNITS = {"ت": 10, "تومن": 10}

RANGE = frozenset(["تا", "الی"])
MINUS = "منفی"

_VOCABULARY = frozenset([*NUMBERS, *SCALES, *RIALS_OF, *RANGE, HALF, AND])
_LONGEST_GLUED = 40
_LONGEST_DIGITS = 21
_THOUSANDS = re.compile(r"(?<=\d)[,٬،'’](?=\d{3}(?!\d))")
_DOTTED = re.compile(r"(?<![\d.])\d{1,3}(?:\.\d{3}){2,}(?![\d.])")
_SPACED = re.compile(r"(?<![\d.,/] )(?<![\d.,/])\d{1,3}(?: \d{3})+(?![\d.,/])(?! \d)")
_TOKEN = re.compile(r"-?[0-9]+(?:[./٫][0-9]+)?|[^\W\d_]+")
_DIGITS = frozenset("0123456789")  # not str.isdigit: it is true of «②» and «፩», which are no part of a number


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as it was written. `unit`: rials in one of it, 0 if no unit was said; `scaled`: with a word such as «میلیون»; `joined`: by «و» to the one before."""

    value: Fraction
    unit: int
    scaled: bool
    joined: bool


def _glued(word: str) -> list[str]:
    """«صدوبیست» and «هزارتومان» in their parts; a word that is not made of them, as it is."""
    if word in _VOCABULARY or len(word) > _LONGEST_GLUED:
        return [word]
    ways: dict[int, list[str]] = {0: []}
    for end in range(1, len(word) + 1):
        for start in range(end):
            if start in ways and word[start:end] in _VOCABULARY:
                ways[end] = [*ways[start], word[start:end]]
                break  # the longest piece that ends here
    return ways.get(len(word)) or [word]


def _tokens(text: str) -> list[str]:
    text = normalise(text).lower().replace(ZWNJ, " ").replace("سی صد", "سیصد")
    text = _THOUSANDS.sub("", text)
    text = _DOTTED.sub(lambda m: m[0].replace(".", ""), text)
    text = _SPACED.sub(lambda m: m[0].replace(" ", ""), text)
    return [part for word in _TOKEN.findall(text) for part in (_glued(word) if word[-1].isalpha() else [word])]


def _digits(token: str) -> Fraction | None:
    """The value of a token of digits. Raises NotANumber when it is too long, negative, or begins with a useless zero (a mobile, a code)."""
    if token[-1] not in _DIGITS:
        return None
    if token.startswith("-"):
        raise NotANumber("unclear")
    if len(token) > _LONGEST_DIGITS:
        raise NotANumber("too_large")
    if len(token) > 1 and token[0] == "0" and token[1] in _DIGITS:
        raise NotANumber("unclear")
    return Fraction(token.replace("/", ".").replace("٫", "."))


class _Reading:
    """Walks over the tokens and takes one quantity after the other."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.at = 0
        self.stray_units: list[int] = []

    def _peek(self, ahead: int = 0) -> str:
        place = self.at + ahead
        return self.tokens[place] if place < len(self.tokens) else ""

    def all(self) -> list[Quantity]:
        found: list[Quantity] = []
        joined = False
        while self.at < len(self.tokens):
            quantity = self._quantity(joined=joined and bool(found))
            if quantity is not None:
                found.append(quantity)
                joined = False
                continue
            token = self._peek()
            if (token == MINUS and self._begins(self._peek(1))) or (token in RANGE and found and self._begins(self._peek(1))):
                raise NotANumber("unclear")
            joined = token == AND
            if token in RIALS_OF:
                self.stray_units.append(RIALS_OF[token])
            self.at += 1
        return found

    def _begins(self, token: str) -> bool:
        return token in NUMBERS or token in SCALES or token == HALF or token[-1:] in _DIGITS

    def _quantity(self, *, joined: bool) -> Quantity | None:
        if not self._begins(self._peek()):
            return None
        total, scale = self._sum()
        unit = 0
        word = self._peek()
        if word in RIALS_OF or word in SHORT_UNITS:
            unit = RIALS_OF.get(word, 10)
            self.at += 1
        if not unit and "همت" in self.tokens[: self.at][-1:]:
            unit = 10  # هزار میلیارد تومان: the unit is in the word
        return Quantity(total, unit, scale > 1, joined)

    def _sum(self) -> tuple[Fraction, int]:
        """The value of what is joined from here on, and its largest scale. Raises NotANumber when the parts do not add up."""
        total, largest, lowest = Fraction(0), 1, 0  # lowest: the scale of the last part, 0 before the first
        while True:
            below = self._below_thousand()
            chunk, scale = self._scaled(below)
            if lowest and scale >= lowest:
                raise NotANumber("unclear")
            total += chunk
            largest, lowest = max(largest, scale), scale
            if scale == 1 or self._peek() != AND:
                return total, largest
            if self._peek(1) == HALF and self._peek(2) not in SCALES:  # دو میلیون و نیم
                self.at += 2
                return total + Fraction(scale, 2), largest
            if not self._begins(self._peek(1)):
                return total, largest
            self.at += 1

    def _below_thousand(self) -> Fraction:
        """Digits, or number words joined by «و» from large to small, perhaps with a half; one if a scale stands alone."""
        token = self._peek()
        digits = _digits(token) if token else None
        if digits is not None:
            self.at += 1
            return digits + self._half_more()
        if token == HALF:
            self.at += 1
            return Fraction(1, 2)
        if token in SCALES:
            return Fraction(1)
        value = NUMBERS[token]
        self.at += 1
        while self._peek() == AND and self._peek(1) in NUMBERS and self._fits(value, NUMBERS[self._peek(1)]):
            value += NUMBERS[self._peek(1)]
            self.at += 2
        return value + self._half_more()

    def _half_more(self) -> Fraction:
        if self._peek() == AND and self._peek(1) == HALF:
            self.at += 2
            return Fraction(1, 2)
        return Fraction(0)

    @staticmethod
    def _fits(value: int, more: int) -> bool:
        """Whether «و» may add `more`: twenty takes a digit, a hundred anything below."""
        room = 100 if value % 100 == 0 else 10 if value % 10 == 0 and value % 100 >= 20 else 0
        return value > 0 and 0 < more < room

    def _scaled(self, below: Fraction) -> tuple[Fraction, int]:
        scale = 1
        if self.at and self.tokens[self.at - 1][-1:] in _DIGITS and self._peek() in SHORT_SCALES and self._peek() not in SCALES:
            scale = SHORT_SCALES[self._peek()]
            self.at += 1
        while self._peek() in SCALES:  # هزار میلیارد
            scale *= SCALES[self._peek()]
            self.at += 1
        if scale > 10**18:
            raise NotANumber("too_large")
        return below * scale, scale


def quantities(text: str) -> list[Quantity]:
    """Every quantity in a text, in order. Raises NotANumber when one of them cannot be read."""
    reading = _Reading(_tokens(text))
    found = reading.all()
    if len(reading.stray_units) == 1 and len(found) == 1 and not found[0].unit:  # «ریال ۵۰۰۰»
        only = found[0]
        return [Quantity(only.value, reading.stray_units[0], only.scaled, only.joined)]
    return found


def read_number(text: str) -> int:
    """The one whole number in a text («۱۲», «دوازده», «حدود ۱۲ نفر», «یکی»). Raises NotANumber."""
    if " ".join(normalise(text).replace(ZWNJ, " ").split()) in JUST_ONE:
        return 1
    found = quantities(text)
    if not found:
        raise NotANumber("none")
    if len(found) > 1 or found[0].value.denominator != 1 or found[0].unit:
        raise NotANumber("unclear")
    return found[0].value.numerator
