"""پرسش‌های مشترک - questions that several dialogs of membership ask in the same words.   Used by: joining.py profile.py linking.py"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from enum import StrEnum
from typing import TypeVar

from domain.kernel.refusal import Refusal
from domain.membership.model import Form, Kind, Signatory
from domain.membership.places import Home, Province
from domain.membership.service import MembershipService
from handlers.kit import Chat, Option, Reader
from handlers.kit.readers import fida, jalali_day, legal_id, name, national_id, text

E = TypeVar("E", bound=StrEnum)
READERS: Mapping[Kind, Callable[[], Reader[str]]] = {Kind.NATURAL: national_id, Kind.MINOR: national_id, Kind.FOREIGN: fida, Kind.LEGAL: legal_id}


def value_options(kind: type[E], prefix: str) -> list[Option[E]]:
    """Every value of an enum, labelled `membership.<prefix>.<value>`."""
    return [Option(value, f"membership.{prefix}.{value.value}") for value in kind]


async def ask_home(chat: Chat) -> Home:
    """Province and town."""
    province = await chat.choose("province", value_options(Province, "province"), search=True, columns=2)
    return Home(province, await chat.ask("city", text(2, 60, lines=False)))


async def agreed(chat: Chat) -> None:
    """Yes to the rules, read in full or in short; a no ends the run."""
    answer = await chat.choose("rules", [Option("yes", "terms_yes"), Option("read", "terms_read"), Option("no", "terms_no")])
    if answer == "read":
        await say_terms(chat)
        answer = "yes" if await chat.yes_no("terms_after_reading") else "no"
    if answer == "no":
        await chat.stop("terms_refused")


async def say_terms(chat: Chat) -> None:
    """The rules in full, version 1 (domain/membership/policy.py `terms`)."""
    await chat.say("rules_belonging")
    await chat.say("rules_safety")
    await chat.say("rules_privacy")
    await chat.say("rules_leaving")


async def ask_person(chat: Chat, membership: MembershipService, kind: Kind, mobile: str, terms: int) -> Form:
    """Who a person is: identifier, day of birth, names, where they live."""
    identifier = await chat.ask("fida", fida()) if kind is Kind.FOREIGN else await chat.ask("national_id", national_id())
    birth = await chat.ask("birth", jalali_day(not_after=chat.today))
    try:
        await membership.check_birth(chat.member, kind, birth)
    except Refusal as no:
        await chat.again("birth", no)
    given = await chat.ask("given", name())
    family = await chat.ask("family", name())
    home = await ask_home(chat)
    return Form(kind, identifier, given, family, birth, mobile, home, terms)


async def ask_organisation(chat: Chat, terms: int, signatories: tuple[Signatory, ...]) -> Form:
    """What an organisation is: identifier, name, where it works."""
    identifier = await chat.ask("legal_id", legal_id())
    title = await chat.ask("organisation", text(2, 60, lines=False))
    return Form(Kind.LEGAL, identifier, "", title, None, "", await ask_home(chat), terms, signatories)
