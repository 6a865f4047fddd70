"""برداشت - own money on its way to the member's own account at a bank.   Table of moves: PAYOUT_MOVES   Verbs: withdrawing.py"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

PayoutId = NewType("PayoutId", int)


class PayoutState(StrEnum):
    """How a payout stands. The money is held from the first moment, and leaves the ledger only when the bank says that it arrived."""

    ASKED = "asked"  # whose account it is has to be found out
    SENDING = "sending"  # it is theirs: the bank is to pay
    PAID = "paid"
    NOT_OWN = "not_own"  # somebody else's account: the money is free again
    REFUSED = "refused"  # the bank did not pay: the money is free again
    WITHDRAWN = "withdrawn"  # the member thought better of it in time


PAYOUT_MOVES: Mapping[PayoutState, frozenset[PayoutState]] = {
    PayoutState.ASKED: frozenset({PayoutState.SENDING, PayoutState.NOT_OWN, PayoutState.WITHDRAWN}),
    PayoutState.SENDING: frozenset({PayoutState.PAID, PayoutState.REFUSED}),
    PayoutState.PAID: frozenset(),
    PayoutState.NOT_OWN: frozenset(),
    PayoutState.REFUSED: frozenset(),
    PayoutState.WITHDRAWN: frozenset(),
}
UNDER_WAY = (PayoutState.ASKED, PayoutState.SENDING)


@dataclass(frozen=True, slots=True)
class Payout:
    """`sheba` is the account, IR and 24 digits; `reference` the bank's receipt; `tries` counts how often the bank was asked in this state."""

    id: PayoutId
    member: MemberId
    amount: Rial
    sheba: str
    asked: datetime
    state: PayoutState = PayoutState.ASKED
    reference: str = ""
    changed: datetime | None = None
    tries: int = 0
    version: int = 0

    @property
    def key(self) -> str:
        """Of its hold, and for the bank: however often it is asked, it pays once."""
        return f"payout:{self.id}"

    @property
    def about(self) -> str:
        return f"hesam:payout:{self.id}"

    def to(self, state: PayoutState, now: datetime, *, reference: str = "") -> Payout:
        return replace(self, state=move(PAYOUT_MOVES, self.state, state, subsystem="hesam"), changed=now, reference=reference, tries=0)

    def again(self) -> Payout:
        return replace(self, tries=self.tries + 1)
