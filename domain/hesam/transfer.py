"""انتقال - money from one member to another, and the way back of one that went wrong.   Table of moves: MOVES   Verbs: sending.py"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import NewType

from domain.kernel.money import Rial
from domain.kernel.moves import move
from domain.kernel.people import MemberId

TransferId = NewType("TransferId", int)
NOTHING = Rial(0)


class TransferState(StrEnum):
    """How a transfer stands."""

    SENT = "sent"
    ASKED_BACK = "asked_back"  # the sender says it was a mistake; what the recipient still had of it is held
    DISPUTED = "disputed"  # the recipient says it is theirs, or nothing: somebody of the house decides
    RETURNED = "returned"
    KEPT = "kept"


MOVES: Mapping[TransferState, frozenset[TransferState]] = {
    TransferState.SENT: frozenset({TransferState.ASKED_BACK, TransferState.RETURNED}),
    TransferState.ASKED_BACK: frozenset({TransferState.SENT, TransferState.RETURNED, TransferState.DISPUTED}),
    TransferState.DISPUTED: frozenset({TransferState.RETURNED, TransferState.KEPT}),
    TransferState.RETURNED: frozenset(),
    TransferState.KEPT: frozenset(),
}


@dataclass(frozen=True, slots=True)
class Transfer:
    """`held` rials of it are held on the recipient's account while the two are asked, `returned` went back in the end, `asked` counts the askings.

    `why` is the sender's reason, `answer` the recipient's, `ruling` that of whoever decided. A `gift` is meant for good (اهدای اعتبار).
    """

    id: TransferId
    sender: MemberId
    recipient: MemberId
    amount: Rial
    words: str
    gift: bool
    sent: datetime
    state: TransferState = TransferState.SENT
    changed: datetime | None = None
    held: Rial = NOTHING
    why: str = ""
    answer: str = ""
    ruling: str = ""
    decided_by: MemberId | None = None
    returned: Rial = NOTHING
    asked: int = 0
    version: int = 0

    @property
    def key(self) -> str:
        return f"transfer:{self.id}"

    @property
    def back_key(self) -> str:
        """Of the hold while it is asked back; each asking has its own."""
        return f"transfer:{self.id}:back:{self.asked}"

    @property
    def about(self) -> str:
        return f"hesam:transfer:{self.id}"

    def to(self, state: TransferState, now: datetime, **changes: object) -> Transfer:
        return replace(self, state=move(MOVES, self.state, state, subsystem="hesam"), changed=now, **changes)  # type: ignore[arg-type]  # fields of this class

    def holding(self, held: Rial) -> Transfer:
        return replace(self, held=held)

    def gave_back(self, returned: Rial) -> Transfer:
        return replace(self, returned=returned)
