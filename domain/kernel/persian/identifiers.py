"""شناسه‌ها - national and legal ids, mobiles, postal codes, sheba and cards: read, checked, masked.   Rules: banking 3, 13.2   Siblings: banks.py"""

from __future__ import annotations

import re

from phonenumbers import NumberParseException, parse

from domain.kernel.persian.letters import ZWNJ, normalise


class BadIdentifier(ValueError):
    """`code`: not_digits (something else is in it), length (`needs` digits, `has` so many), impossible (its check digits or its form say no), foreign (a mobile)."""

    def __init__(self, code: str, *, needs: int = 0, has: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.needs = needs
        self.has = has


_BETWEEN = re.compile(rf"[\s{ZWNJ}.\-_/]+")
_LEGAL_WEIGHTS = (29, 27, 23, 19, 17, 29, 27, 23, 19, 17)
IRAN = 98


def _bare(text: str) -> str:
    return _BETWEEN.sub("", normalise(text, 200))


def _digits(text: str, needs: int) -> str:
    bare = _bare(text)
    if not (bare.isascii() and bare.isdecimal()):
        raise BadIdentifier("not_digits", needs=needs)
    if len(bare) != needs:
        raise BadIdentifier("length", needs=needs, has=len(bare))
    return bare


def check_national_id(text: str) -> str:
    """The ten digits of a کد ملی. Raises BadIdentifier. The city prefix is not looked up: an unknown one would lock a citizen out."""
    code = _digits(text, 10)
    rest = sum(int(digit) * weight for digit, weight in zip(code, range(10, 1, -1), strict=False)) % 11
    if len(set(code)) == 1 or code.startswith("000") or int(code[9]) != (rest if rest < 2 else 11 - rest):
        raise BadIdentifier("impossible")
    return code


def check_legal_id(text: str) -> str:
    """The eleven digits of a شناسه ملی of an organisation. Raises BadIdentifier.

    Zeros in the middle are no fault: the vectors of banking 13.6 have them.
    """
    code = _digits(text, 11)
    shift = int(code[9]) + 2
    rest = sum((int(digit) + shift) * weight for digit, weight in zip(code, _LEGAL_WEIGHTS, strict=False)) % 11 % 10
    if len(set(code)) == 1 or int(code[10]) != rest:
        raise BadIdentifier("impossible")
    return code


def check_fida(text: str) -> str:
    """The twelve digits of a شماره فیدا. Raises BadIdentifier. No check digit is published: only the form is checked."""
    code = _digits(text, 12)
    if len(set(code)) == 1:
        raise BadIdentifier("impossible")
    return code


def read_mobile(text: str) -> str:
    """An Iranian mobile as `+989121234567`, however it was written. Raises BadIdentifier; numbers of other countries are `foreign`.

    Any number of the form 09xx is taken (banking 3): a table of operators would lock out the next one.
    """
    bare = re.sub(r"[()]", "", _bare(text))
    if re.fullmatch(r"98\d{10}", bare):
        bare = "+" + bare
    if not re.fullmatch(r"\+?\d{1,20}", bare):
        raise BadIdentifier("not_digits", needs=11)
    try:
        number = parse(bare, "IR")
    except NumberParseException as wrong:
        raise BadIdentifier("length", needs=11, has=len(bare)) from wrong
    if number.country_code != IRAN:
        raise BadIdentifier("foreign")
    national = str(number.national_number or "")
    if len(national) != 10:
        raise BadIdentifier("length", needs=11, has=len(national) + 1)
    if number.italian_leading_zero or not national.startswith("9"):
        raise BadIdentifier("impossible")
    return f"+{IRAN}{national}"


def check_postal_code(text: str) -> str:
    """The ten digits of a postal code. Raises BadIdentifier. A rule of form, not a look-up in the register (banking 13.2)."""
    code = _digits(text, 10)
    if code[0] == "0" or len(set(code)) == 1:
        raise BadIdentifier("impossible")
    return code


def check_sheba(text: str) -> str:
    """`IR` and 24 digits; the letters may be left out. Raises BadIdentifier."""
    code = _digits(_bare(text).upper().removeprefix("IR"), 24)
    if int(code[2:] + "1827" + code[:2]) % 97 != 1:
        raise BadIdentifier("impossible")
    return "IR" + code


def check_card(text: str) -> str:
    """The sixteen digits of a bank card. Raises BadIdentifier."""
    code = _digits(text, 16)
    doubled = (int(digit) * (2 - place % 2) for place, digit in enumerate(code))
    if code[0] == "0" or sum(digit - 9 if digit > 9 else digit for digit in doubled) % 10:
        raise BadIdentifier("impossible")
    return code


SHOWN = 4


def masked(kind: str, value: str) -> str:
    """The identifier with only its last four characters readable (of a sheba no `IR` either: it says nothing). Short ones are hidden altogether."""
    body = value.removeprefix("IR") if kind == "sheba" else value
    return "*" * SHOWN if len(body) <= SHOWN + 1 else f"****{body[-SHOWN:]}"
