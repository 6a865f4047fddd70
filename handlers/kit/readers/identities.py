"""شناسه‌ها - readers of what must be right to the digit; all are personal and shown masked.   Checks: domain/kernel/persian/identifiers.py"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.kernel.persian import identifiers
from domain.kernel.persian.identifiers import BadIdentifier, masked
from handlers.kit.chat import Reader, Unreadable
from handlers.kit.readers.answer import Answer, words_of
from handlers.kit.said import Said

_SHORT = 200


def _unreadable(kind: str, no: BadIdentifier) -> Unreadable:
    """`common.again.<kind>` says what is wrong with this one; a wrong length and letters are told alike for all."""
    if no.code == "length":
        return Unreadable("common.again.length", needs=no.needs, has=no.has)
    if no.code == "not_digits":
        return Unreadable("common.again.not_digits", needs=no.needs)
    return Unreadable("common.again.mobile_foreign" if no.code == "foreign" else f"common.again.{kind}")


def _identifier(kind: str, check: Callable[[str], str]) -> Reader[str]:
    def checked(value: str) -> str:
        try:
            return check(value)
        except BadIdentifier as no:
            raise _unreadable(kind, no) from no

    def fits(value: str, _: date) -> None:
        checked(value)

    return Answer(kind, str, lambda said, _: checked(words_of(said, _SHORT)), fits, lambda value: masked(kind, value), personal=True)


def national_id() -> Reader[str]:
    """A کد ملی: ten digits."""
    return _identifier("national_id", identifiers.check_national_id)


def legal_id() -> Reader[str]:
    """A شناسه ملی of an organisation: eleven digits."""
    return _identifier("legal_id", identifiers.check_legal_id)


def fida() -> Reader[str]:
    """A شماره فیدا of a foreign person: twelve digits; only the form can be checked."""
    return _identifier("fida", identifiers.check_fida)


def mobile() -> Reader[str]:
    """An Iranian mobile, as `+989121234567`."""
    return _identifier("mobile", identifiers.read_mobile)


def postal_code() -> Reader[str]:
    """A postal code: ten digits; only the form can be checked."""
    return _identifier("postal_code", identifiers.check_postal_code)


def sheba() -> Reader[str]:
    """A sheba: `IR` and 24 digits."""
    return _identifier("sheba", identifiers.check_sheba)


def card_number() -> Reader[str]:
    """A bank card: sixteen digits."""
    return _identifier("card", identifiers.check_card)


def own_contact() -> Reader[str]:
    """The own mobile as the platform vouches for it, `+989121234567`; a typed number or somebody else's contact is refused kindly."""

    def take(said: Said, _: date) -> str:
        if said.contact is None:
            raise Unreadable("common.again.own_contact")
        if not said.contact.own:
            raise Unreadable("common.again.contact_of_another")
        try:
            return identifiers.read_mobile(said.contact.mobile)
        except BadIdentifier as no:
            raise Unreadable("common.again.mobile_foreign" if no.code == "foreign" else "common.again.mobile") from no

    return Answer("contact", str, take, show=lambda value: masked("mobile", value), personal=True)


def code(length: int = 6) -> Reader[str]:
    """A code that was sent to somebody: so many digits. Whether it is the right one is for the service to say; it is never shown again."""

    def take(said: Said, _: date) -> str:
        words = "".join(words_of(said, _SHORT).split())
        if not (words.isascii() and words.isdecimal() and len(words) == length):
            raise Unreadable("common.again.code", length=length)
        return words

    return Answer("code", str, take, show=lambda _: "*" * length, personal=True)
