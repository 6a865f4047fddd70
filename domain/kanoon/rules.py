"""قاعده‌ها - what follows from the rules of kanoons without asking anybody.   Numbers: policy.py   Verbs: joining.py roles.py and siblings"""

from __future__ import annotations

from datetime import datetime

from domain.kanoon.model import JoinRequest, JoinState, Offer, OfferState
from domain.kanoon.policy import Policy
from domain.kernel.codes import public_code
from domain.kernel.persian.letters import normalise
from domain.kernel.refusal import Refusal
from domain.kernel.requests import Status

KANOON, JOIN, OFFER, ACTIVITY = "KN", "KJ", "KO", "KA"
"""The letters of public codes (shared:G6)."""


def kanoon_code(number: int) -> str:
    """What people call a kanoon by, as in KN10017."""
    return public_code(KANOON, number)


def join_number(number: int) -> str:
    """What an applicant follows a request by."""
    return public_code(JOIN, number)


def offer_number(number: int) -> str:
    return public_code(OFFER, number)


def activity_number(number: int) -> str:
    return public_code(ACTIVITY, number)


def looks_like_code(text: str) -> bool:
    """Whether somebody meant a code rather than words, so that a slip of the finger can be told as one (shared:G6). `text` has ASCII digits."""
    bare = "".join(c for c in text.upper() if c.isalnum())
    digits = bare[2:] if bare[:2].isalpha() else bare
    return bare.isascii() and digits.isdigit() and len(digits) >= 4


def checked(text: str, name: str, low: int, high: int) -> str:
    """The text, tidied. Raises Refusal(`kanoon.<name>_length`, low, high) when it is shorter or longer than that."""
    tidy = normalise(text)
    if not low <= len(tidy) <= high:
        raise Refusal(f"kanoon.{name}_length", low=low, high=high)
    return tidy


def discreet(name: str) -> str:
    """A name as others see it: first name and first letter of the family name (shared:G12)."""
    first, _, rest = name.partition(" ")
    return f"{first} {rest.split()[-1][0]}." if rest.split() else first


def may_undo_until(request: JoinRequest, policy: Policy) -> datetime | None:
    """Until when the approval of a request may be taken back; None when it is not approved."""
    return request.since + policy.undo_within if request.state is JoinState.APPROVED else None


def again_from(rejected: list[datetime], policy: Policy) -> datetime | None:
    """From when the same may be asked again after a no; None when it was asked often enough (shared:G7). `rejected`: newest first."""
    return rejected[0] + policy.again_after if rejected and len(rejected) < policy.tries else None


def check_may_ask_again(rejected: list[datetime], now: datetime, policy: Policy) -> None:
    """Raises Refusal(`kanoon.rejected_too_often`) or Refusal(`kanoon.ask_again_later`, when) (shared:G7). `rejected`: newest first."""
    if len(rejected) >= policy.tries:
        raise Refusal("kanoon.rejected_too_often", tries=policy.tries)
    if rejected and now < rejected[0] + policy.again_after:
        raise Refusal("kanoon.ask_again_later", when=rejected[0] + policy.again_after)


_JOIN_STATUS = {
    JoinState.WAITING: Status.WAITING,
    JoinState.NEEDS_ANSWER: Status.NEEDS_YOU,
    JoinState.APPROVED: Status.APPROVED,
    JoinState.REJECTED: Status.REJECTED,
    JoinState.CANCELLED: Status.ENDED,
    JoinState.EXPIRED: Status.ENDED,
}

_OFFER_STATUS = {
    OfferState.WAITING: Status.WAITING,
    OfferState.ACCEPTED: Status.WAITING,
    OfferState.DONE: Status.APPROVED,
    OfferState.REFUSED: Status.REJECTED,
    OfferState.WITHDRAWN: Status.ENDED,
    OfferState.EXPIRED: Status.ENDED,
}


def join_status(request: JoinRequest) -> Status:
    """In the five words of «درخواست‌های من»."""
    return _JOIN_STATUS[request.state]


def offer_status(offer: Offer) -> Status:
    return _OFFER_STATUS[offer.state]
