"""حمایت - who is a hami, what is asked of them, and what they give.   Tables of moves: SUPPORT_MOVES ASK_MOVES   Source: seed 004; banking.md 9, 13.4"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.codes import public_code
from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

SupportId = NewType("SupportId", int)
AskId = NewType("AskId", int)

SUPPORT_LETTERS, ASK_LETTERS = "HM", "DH"  # حمایت، درخواست حمایت


class HamiKind(StrEnum):
    """The five kinds (seed 004)."""

    CREDIT = "credit"  # lends points for a loan or a purchase
    TECHNICAL = "technical"  # teaches how a thing is made
    TRADE = "trade"  # helps to buy and to sell
    CULTURE = "culture"  # teaches, encourages, writes
    IMPROVER = "improver"  # answers for a weak result of Merat (merat.improver)


class Trade(StrEnum):
    """The field of work in which somebody helps, or needs help. The list is assumed."""

    FARMING = "farming"
    LIVESTOCK = "livestock"
    HANDICRAFT = "handicraft"
    FOOD = "food"
    SERVICES = "services"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Profile:
    """A member who helps. `kinds` is empty for who helps no more; the row stays, for whoever gives locks it."""

    id: int
    member: MemberId
    kinds: frozenset[HamiKind]
    trade: Trade
    since: datetime
    version: int = 0


class SpentOn(StrEnum):
    """What a support may be used for (seed 000; banking.md 9)."""

    LOAN = "loan"  # a loan without a fee, nothing else
    BAZAAR = "bazaar"
    INSURANCE = "insurance"
    CHARITY = "charity"


class SupportState(StrEnum):
    """How a support stands. From the first moment it is reserved out of the hami's capacity."""

    ACTIVE = "active"
    PARTLY = "partly"  # some of it is used
    USED = "used"  # all of it that there is: what was not used is back with the hami
    CANCELLED = "cancelled"  # nothing was used
    EXPIRED = "expired"  # nothing was used
    RELEASED = "released"  # what it was used for is paid back


SUPPORT_MOVES: Mapping[SupportState, frozenset[SupportState]] = {
    SupportState.ACTIVE: frozenset({SupportState.PARTLY, SupportState.USED, SupportState.CANCELLED, SupportState.EXPIRED}),
    SupportState.PARTLY: frozenset({SupportState.ACTIVE, SupportState.USED, SupportState.RELEASED}),
    SupportState.USED: frozenset({SupportState.ACTIVE, SupportState.PARTLY, SupportState.RELEASED}),
    SupportState.CANCELLED: frozenset(),
    SupportState.EXPIRED: frozenset(),
    SupportState.RELEASED: frozenset(),
}
RESERVED = (SupportState.ACTIVE, SupportState.PARTLY, SupportState.USED)
"""What counts against a hami's capacity, with its whole amount."""
USABLE = (SupportState.ACTIVE, SupportState.PARTLY)


NOTHING = Rial(0)


@dataclass(frozen=True, slots=True)
class Support:
    """`amount` and `used` in rials of ten-month credit (آورده ده ماهه). `ask`: the request it answers, if any; `until`: when what is unused goes back."""

    id: SupportId
    hami: MemberId
    member: MemberId
    amount: Rial
    spent_on: SpentOn
    state: SupportState
    given: datetime
    until: datetime
    moved: datetime
    used: Rial = NOTHING
    ask: AskId | None = None
    thanks: str = ""
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(SUPPORT_LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"hami:support:{self.id}"

    @property
    def left(self) -> Rial:
        return Rial(self.amount - self.used)

    def to(self, state: SupportState, now: datetime) -> Support:
        return replace(self, state=move(SUPPORT_MOVES, self.state, state, subsystem="hami"), moved=now)


class AskState(StrEnum):
    """How a request stands."""

    OPEN = "open"
    COVERED = "covered"  # in full
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


ASK_MOVES: Mapping[AskState, frozenset[AskState]] = {
    AskState.OPEN: frozenset({AskState.COVERED, AskState.WITHDRAWN, AskState.EXPIRED}),
    AskState.COVERED: frozenset(),
    AskState.WITHDRAWN: frozenset(),
    AskState.EXPIRED: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Ask:
    """A member asks for support. `kind` CREDIT has an amount (rials of ten-month credit) and a use; the other kinds have neither: a helping hand covers them."""

    id: AskId
    member: MemberId
    kind: HamiKind
    amount: Rial
    spent_on: SpentOn
    story: str
    state: AskState
    asked: datetime
    until: datetime
    moved: datetime
    version: int = 0

    @property
    def number(self) -> str:
        return public_code(ASK_LETTERS, self.id)

    @property
    def about(self) -> str:
        return f"hami:ask:{self.id}"

    def to(self, state: AskState, now: datetime) -> Ask:
        return replace(self, state=move(ASK_MOVES, self.state, state, subsystem="hami"), moved=now)


class Answer(StrEnum):
    """What a hami who was asked says."""

    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"


@dataclass(frozen=True, slots=True)
class Approached:
    """One hami who was asked; `questions`: how many they put to the member."""

    id: int
    ask: AskId
    hami: MemberId
    answer: Answer
    questions: int
    at: datetime
    version: int = 0
