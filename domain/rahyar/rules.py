"""قاعده‌ها - who comes first, where a scope lies, who stands where on the work list.   Source: people:R10-R11   Numbers: policy.py"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import IntEnum, StrEnum

from domain.kernel.codes import public_code
from domain.kernel.people import MemberId, Role
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from domain.kernel.requests import Status
from domain.rahyar.model import Affiliation, AffiliationState, Employer, FollowUp, FollowUpState, RahyarKind
from domain.rahyar.policy import Policy

AFFILIATION, FOLLOW_UP = "RO", "RF"
"""The letters of public codes (shared:G6)."""

HATS: Mapping[str, Role] = {"area": Role.RAHYAR_AREA, "org": Role.RAHYAR_ORG, "member": Role.RAHYAR_SOCIAL}
SOCIETY = (Role.RAHYAR_ONLINE, Role.RAHYAR_AREA, Role.RAHYAR_ORG, Role.RAHYAR_SOCIAL, Role.POSHTIBAN)
"""Who may become somebody's rahyar: the people of جامعه رهیاران (seed 002)."""


class Tier(IntEnum):
    """Whom a rahyar cares for first (seed 002; people:R11)."""

    ACTIVE = 1
    APPLICANT = 2
    INACTIVE = 3
    INVITED = 4


class Reason(StrEnum):
    """Why somebody is on a work list."""

    ORG = "org"
    AREA = "area"
    SOCIAL = "social"
    KANOON = "kanoon"
    APPLIED = "applied"
    INVITED = "invited"


def affiliation_number(number: int) -> str:
    return public_code(AFFILIATION, number)


def follow_up_number(number: int) -> str:
    return public_code(FOLLOW_UP, number)


def area(province: str, town: str = "") -> str:
    """The scope of a province, or of one town in it."""
    return f"area:{province}/{town}" if town else f"area:{province}"


def org(employer: Employer | str) -> str:
    return f"org:{employer}"


def person(member: MemberId) -> str:
    return f"member:{member}"


def find_kind(scope: str) -> RahyarKind | None:
    """By what the rahyar of a scope is one; None for a scope that has none of its own."""
    word, _, rest = scope.partition(":")
    if word == "org" and rest in {e.value for e in Employer}:
        return RahyarKind.ORG
    if word == "member" and rest.isascii() and rest.isdecimal():
        return RahyarKind.SOCIAL
    return RahyarKind.AREA if word == "area" and rest.partition("/")[0] else None


def kind_of(scope: str) -> RahyarKind:
    """The same. Raises Refusal(`rahyar.bad_scope`)."""
    kind = find_kind(scope)
    if kind is None:
        raise Refusal("rahyar.bad_scope")
    return kind


def hat_of(scope: str) -> tuple[Role, str]:
    """The hat that goes with a scope: who has a town wears the hat of its province, for hats know provinces only."""
    kind_of(scope)
    word, _, rest = scope.partition(":")
    return HATS[word], f"{word}:{rest.partition('/')[0]}"


def is_over(hat_scope: str, scope: str) -> bool:
    """Whether a hat that counts in one scope reaches another: everywhere, the same, or the province of a town."""
    return hat_scope in ("", scope, scope.partition("/")[0])


def scopes_of(member: MemberId, home: tuple[str, str] | None, employer: Employer | None) -> list[str]:
    """The scopes whose rahyar a member may have, the first of them first: organisation, town, province, in person (people:R10)."""
    found = [org(employer)] if employer is not None else []
    if home is not None and home[0]:
        found += [area(*home), area(home[0])] if home[1] else [area(home[0])]
    return [*found, person(member)]


def areas_of(home: tuple[str, str] | None) -> list[str]:
    """The same of a group, by its place."""
    if home is None or not home[0]:
        return []
    return [area(*home), area(home[0])] if home[1] else [area(home[0])]


def first_of(scopes: Iterable[str], named: Mapping[str, MemberId], but: MemberId | None) -> tuple[str, MemberId] | None:
    """Who comes first, and for which scope; nobody is their own rahyar (`but`)."""
    return next(((scope, named[scope]) for scope in scopes if scope in named and named[scope] != but), None)


def tier_of(seen: datetime | None, now: datetime, policy: Policy) -> Tier:
    """Where a member stands on the list; who was never seen has not acted."""
    return Tier.ACTIVE if seen is not None and now - seen < policy.inactive_after else Tier.INACTIVE


def order_of_work(follow_ups: Iterable[FollowUp]) -> list[FollowUp]:
    """The longest overdue first (people:R12)."""
    return sorted(follow_ups, key=lambda f: (f.due, f.id))


def checked(text: str, name: str, low: int, high: int) -> str:
    """The text, tidied. Raises Refusal(`rahyar.<name>_length`, low, high) when it is shorter or longer than that."""
    tidy = normalise(text).strip()
    if not low <= len(tidy) <= high:
        raise Refusal(f"rahyar.{name}_length", low=low, high=high)
    return tidy


def check_due(due: date, today: date, policy: Policy) -> None:
    """Raises Refusal(`rahyar.bad_day`, first, last)."""
    if not today <= due <= today + policy.ahead:
        raise Refusal("rahyar.bad_day", first=today, last=today + policy.ahead)


_STATUS = {
    AffiliationState.DECLARED: Status.WAITING,
    AffiliationState.CONFIRMED: Status.APPROVED,
    AffiliationState.REFUSED: Status.REJECTED,
    AffiliationState.EXPIRED: Status.ENDED,
    AffiliationState.ENDED: Status.ENDED,
}


def affiliation_status(one: Affiliation) -> Status:
    """In the five words of «درخواست‌های من»."""
    return _STATUS[one.state]


def follow_up_status(one: FollowUp) -> Status:
    return Status.WAITING if one.state is FollowUpState.OPEN else Status.ENDED


def employer_of(scope: str) -> Employer:
    """The organisation of a scope."""
    return Employer(scope.partition(":")[2])
