"""پرسش‌های مشترک - questions that several dialogs of membership ask in the same words.   Used by: joining.py correcting.py profile.py linking.py"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time
from enum import StrEnum
from typing import TypeVar

from domain.kernel.persian.dates import TEHRAN
from domain.kernel.refusal import Refusal
from domain.membership.model import Form, Kind, Signatory
from domain.membership.papers import LegalForm
from domain.membership.places import Home, Province
from domain.membership.rules import REASON
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, Reader, Said
from handlers.kit.readers import fida, jalali_day, legal_id, name, national_id, number, text
from handlers.kit.readers.answer import Answer

E = TypeVar("E", bound=StrEnum)
NATIONAL_DIGITS = 10
REASON_LENGTHS = (REASON.start, REASON.stop - 1)
CODE = (8, 12)  # letters of a member code, and with the spaces or dashes people put between


def value_options(kind: type[E], prefix: str) -> list[Option[E]]:
    """Every value of an enum, labelled `membership.<prefix>.<value>`."""
    return [Option(value, f"membership.{prefix}.{value.value}") for value in kind]


def scope_key(scope: str) -> str:
    """The text key of where a role counts; which kanoon or member it is has no key."""
    kind, _, word = scope.partition(":")
    names = {"area": "province", "org": "organisation", "topic": "matter"}
    return f"membership.{names[kind]}.{word}" if kind in names else f"membership.scope.{kind or 'all'}"


def at_noon(day: date) -> datetime:
    """When something is told that is true all day."""
    return datetime.combine(day, time(12), TEHRAN).astimezone(UTC)


def childs_id() -> Reader[str]:
    """A child has a national id, or a fida number like its parents."""

    def take(said: Said, today: date) -> str:
        digits = sum(letter.isdigit() for letter in said.text)
        return (fida() if digits > NATIONAL_DIGITS else national_id()).read(said, today)

    return Answer("national_id", str, take, show=national_id().shown, personal=True)


READERS: Mapping[Kind, Callable[[], Reader[str]]] = {Kind.NATURAL: national_id, Kind.FOREIGN: fida, Kind.LEGAL: legal_id, Kind.MINOR: childs_id}


def member_code() -> Reader[str]:
    """The eight letters of a member code, in any case, with spaces or dashes."""
    return text(*CODE, lines=False)


async def ask_home(chat: Chat) -> Home:
    """Province and town."""
    province = await chat.choose("province", value_options(Province, "province"), search=True, columns=2)
    return Home(province, await chat.ask("city", text(2, 60, lines=False)))


async def agreed(chat: Chat, membership: MembershipService) -> int:
    """Yes to the rules, read in full or in short; a no ends the run. Returns the version that was accepted."""
    answer = await chat.choose("rules", [Option("yes", "terms_yes"), Option("read", "terms_read"), Option("no", "terms_no")])
    if answer == "read":
        await say_terms(chat)
        answer = "yes" if await chat.yes_no("terms_after_reading") else "no"
    if answer == "no":
        await chat.stop("terms_refused")
    return await chat.pin("terms", await membership.terms(chat.member))


async def say_terms(chat: Chat) -> None:
    """The rules in full, version 1 (domain/membership/policy.py `terms`)."""
    await chat.say("rules_belonging")
    await chat.say("rules_safety")
    await chat.say("rules_privacy")
    await chat.say("rules_leaving")


async def ask_identifier(chat: Chat, kind: Kind) -> str:
    """The number by which somebody of this kind is known."""
    if kind is Kind.LEGAL:
        return await chat.ask("legal_id", legal_id())
    if kind is Kind.FOREIGN:
        return await chat.ask("fida", fida())
    if kind is Kind.MINOR:
        return await chat.ask("childs_id", childs_id())
    return await chat.ask("national_id", national_id())


async def ask_birth(chat: Chat, membership: MembershipService, kind: Kind) -> date:
    """A day of birth with which one may join as this kind."""
    birth = await chat.ask("birth", jalali_day(not_after=chat.today))
    try:
        await membership.check_birth(chat.member, kind, birth)
    except Refusal as no:
        await chat.again("birth", no)
    return birth


async def ask_person(chat: Chat, membership: MembershipService, kind: Kind, mobile: str, terms: int) -> Form:
    """Who a person is: identifier, day of birth, names, where they live."""
    identifier = await ask_identifier(chat, kind)
    birth = await ask_birth(chat, membership, kind)
    given = await chat.ask("given", name())
    family = await chat.ask("family", name())
    return Form(kind, identifier, given, family, birth, mobile, await ask_home(chat), terms)


async def ask_organisation(chat: Chat, terms: int, signatories: tuple[Signatory, ...]) -> Form:
    """What an organisation is: its kind, identifier, name, registration, where it works."""
    form = await chat.choose("legal_form", value_options(LegalForm, "legal_form"), columns=2)
    identifier = await ask_identifier(chat, Kind.LEGAL)
    title = await chat.ask("organisation", text(2, 60, lines=False))
    registered = await chat.ask("registration", number(1, 9_999_999_999), optional=True)
    home = await ask_home(chat)
    return Form(Kind.LEGAL, identifier, "", title, None, "", home, terms, signatories, form, str(registered or ""))
