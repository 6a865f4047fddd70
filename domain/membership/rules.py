"""قاعده‌های عضویت - who may join as what, who may wear which role, when a notice may leave.   Numbers: policy.py"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from enum import StrEnum

from domain.kernel.people import Role
from domain.kernel.persian.dates import from_jalali, in_tehran, jalali
from domain.kernel.persian.identifiers import BadIdentifier, check_fida, check_legal_id, check_national_id, check_postal_code, read_mobile
from domain.kernel.refusal import Refusal
from domain.membership.model import Form, Kind
from domain.membership.papers import Item
from domain.membership.places import Province
from domain.membership.policy import Policy

FIDA_DIGITS = 12


def _check_of_child(value: str) -> str:
    """A child has a national id, or a fida number like its parents."""
    return check_fida(value) if len(value) == FIDA_DIGITS else check_national_id(value)


IDENTIFIERS: Mapping[Kind, Callable[[str], str]] = {
    Kind.NATURAL: check_national_id,
    Kind.MINOR: _check_of_child,
    Kind.FOREIGN: check_fida,
    Kind.LEGAL: check_legal_id,
}
ITEMS: Mapping[Kind, tuple[Item, ...]] = {
    Kind.NATURAL: tuple(Item),
    Kind.FOREIGN: tuple(Item),
    Kind.MINOR: (Item.IDENTIFIER, Item.BIRTH, Item.NAME, Item.HOME, Item.PAPER),
    Kind.LEGAL: (Item.IDENTIFIER, Item.NAME, Item.HOME, Item.PAPER),
}
"""What of a declaration can be asked for again: the number of a child or an organisation is the guardian's or the representative's."""

NAME = range(2, 61)  # letters
REASON = range(5, 301)  # letters; shared:G7
REGISTRATION = 10  # digits at most; [assumption]


def age(birth: date, today: date) -> int:
    """Full years by the Persian calendar."""
    b, t = jalali(birth), jalali(today)
    return t.year - b.year - ((t.month, t.day) < (b.month, b.day))


def comes_of_age(birth: date, policy: Policy) -> date:
    """The day somebody has all the years of an adult: the same day of the same Persian month."""
    b = jalali(birth)
    try:
        return from_jalali(b.year + policy.adult, b.month, b.day)
    except ValueError:  # born on 30 Esfand of a leap year
        return from_jalali(b.year + policy.adult + 1, 1, 1)


def check_age(kind: Kind, birth: date, today: date, policy: Policy) -> None:
    """Raises Refusal: membership.birth_in_future, too_old, too_young (a guardian must bring them), not_minor (may join themselves)."""
    if birth > today:
        raise Refusal("membership.birth_in_future")
    years = age(birth, today)
    if years > policy.oldest:
        raise Refusal("membership.too_old", years=policy.oldest)
    if kind is Kind.MINOR and years >= policy.adult:
        raise Refusal("membership.not_minor", years=policy.adult)
    if kind is not Kind.MINOR and years < policy.adult:
        raise Refusal("membership.too_young", years=policy.adult)


def check_form(form: Form, today: date, policy: Policy) -> None:
    """The whole declaration, whoever wrote it down (banking.md 13.2).

    Raises Refusal: membership.bad_identifier, bad_mobile, bad_postal_code, bad_name, bad_place, terms_changed, no_birth, no_signatories,
    too_many_signatories, bad_registration, and those of `check_age`.
    """
    check_written(IDENTIFIERS[form.kind], form.identifier, "bad_identifier")
    check_written(read_mobile, form.mobile, "bad_mobile")
    if form.home.postal_code:
        check_written(check_postal_code, form.home.postal_code, "bad_postal_code")
    if not form.home.city.strip():
        raise Refusal("membership.bad_place")
    check_names(form.kind, form.given, form.family)
    if form.terms != policy.terms:
        raise Refusal("membership.terms_changed")
    if form.kind is not Kind.LEGAL:
        if form.birth is None:
            raise Refusal("membership.no_birth")
        check_age(form.kind, form.birth, today, policy)
    elif not form.signatories:
        raise Refusal("membership.no_signatories")
    elif len(form.signatories) > policy.signatories:
        raise Refusal("membership.too_many_signatories", most=policy.signatories)
    elif form.registration and not (form.registration.isascii() and form.registration.isdecimal() and len(form.registration) <= REGISTRATION):
        raise Refusal("membership.bad_registration")


def check_names(kind: Kind, given: str, family: str) -> None:
    """Raises Refusal(membership.bad_name): a person has a first and a family name, an organisation one name."""
    if len(family.strip()) not in NAME or (kind is not Kind.LEGAL and len(given.strip()) not in NAME):
        raise Refusal("membership.bad_name")


def check_reason(words: str) -> None:
    """Raises Refusal(membership.bad_reason): a no, or a question, is said in 5 to 300 letters (shared:G7)."""
    if len(words.strip()) not in REASON:
        raise Refusal("membership.bad_reason", least=REASON.start, most=REASON.stop - 1)


def check_written(check: Callable[[str], str], value: str, name: str) -> None:
    """Raises Refusal(`membership.<name>`) unless the value is right and in its one canonical form."""
    try:
        if check(value) != value:
            raise Refusal(f"membership.{name}")
    except BadIdentifier as wrong:
        raise Refusal(f"membership.{name}") from wrong


class Organisation(StrEnum):
    """Whose people serve members: the organisations of seed 002, and those whose population has rahyars of its own."""

    BANK = "bank"
    PART = "part"
    INSURANCE = "insurance"
    FARDAP = "fardap"
    SHOKUH = "shokuh"
    UNIVERSITY = "university"
    DADFAR = "dadfar"
    EMDAD = "emdad"
    BEHZISTI = "behzisti"
    EDUCATION = "education"
    ETKA = "etka"
    HOZE = "hoze"


class Matter(StrEnum):
    """What a dabir coordinates besides organisations and provinces (seed 002)."""

    MEMBERSHIP = "membership"
    TRUST = "trust"
    CREDIT = "credit"
    KANOON = "kanoon"
    CORES = "cores"
    MARKET = "market"


_DABIR = ("topic", "org", "area")
SCOPES: Mapping[Role, tuple[str, ...]] = {
    Role.RAHYAR_ONLINE: ("",),
    Role.RAHYAR_AREA: ("area",),
    Role.RAHYAR_ORG: ("org",),
    Role.RAHYAR_SOCIAL: ("kanoon", "member"),
    Role.DABIR: _DABIR,
    Role.DASTYAR: _DABIR,
    Role.NAMAYANDE: _DABIR,
    Role.POSHTIBAN: ("", "org"),
    Role.RATES_KEEPER: ("",),
    Role.BAZAAR_MANAGER: ("",),
    Role.CARRIER: ("",),
    Role.DISPATCHER: ("",),
    Role.ADMIN: ("",),  # last, that nobody gives it by a slip of the thumb
}
"""What admins grant, and where it may count (people:R10-R14), in the order they are offered. RAHBAR and HAMYAR are given by kanoons themselves."""

WORDS: Mapping[str, type[StrEnum]] = {"area": Province, "org": Organisation, "topic": Matter}


def check_grant(role: Role, scope: str) -> None:
    """Raises Refusal: membership.not_granted_here (this role comes from elsewhere), bad_scope."""
    if role not in SCOPES:
        raise Refusal("membership.not_granted_here", role=role)
    kind, _, word = scope.partition(":")
    if kind not in SCOPES[role] or bool(kind) != bool(word):
        raise Refusal("membership.bad_scope", role=role)
    if kind in WORDS and word not in {w.value for w in WORDS[kind]}:
        raise Refusal("membership.bad_scope", role=role)
    if kind in ("kanoon", "member") and not (word.isascii() and word.isdecimal()):
        raise Refusal("membership.bad_scope", role=role)


class Category(StrEnum):
    """Kinds of notices. A member chooses among those that are not LOCKED (conv:D16)."""

    SECURITY = "security"
    REQUESTS = "requests"
    MONEY = "money"
    REMINDERS = "reminders"
    KANOON = "kanoon"
    NEWS = "news"


LOCKED = frozenset({Category.SECURITY, Category.REQUESTS, Category.MONEY})
OFF_AT_FIRST = frozenset({Category.NEWS})
AT_ONCE = frozenset({Category.SECURITY})
"""Not even the night holds these back."""


def after_the_night(now: datetime, policy: Policy) -> datetime:
    """`now`, or the morning when it is a quiet hour in Tehran."""
    there = in_tehran(now)
    if policy.quiet_until <= there.hour < policy.quiet_from:
        return now
    morning = there.replace(hour=policy.quiet_until, minute=0, second=0, microsecond=0)
    return (morning if there.hour < policy.quiet_until else morning + timedelta(days=1)).astimezone(now.tzinfo)
