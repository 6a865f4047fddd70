"""گذارها - every state of certificates and notes against every move.   Product: domain/icap/certificate.py note.py"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from domain.icap.certificate import CERTIFICATE_MOVES, Certificate, CertificateId, CertificateState, KeyPair
from domain.icap.note import NOTE_MOVES, NoteId, NoteState, PromissoryNote
from domain.icap.policy import RULES, note_amount, stamp_duty
from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.rates import RateTable
from domain.kernel.refusal import Refusal

NOW, DAY = datetime(2026, 11, 27, tzinfo=UTC), date(2026, 11, 27)
ME = MemberId(1)
TABLE = RateTable(0, DAY, {rule.key: (rule.measure, rule.value) for rule in RULES})


def certificate(state: Any) -> Any:
    return Certificate(CertificateId(1), ME, KeyPair(b"", b""), state, NOW, DAY, NOW)


def note(state: Any) -> Any:
    return PromissoryNote(NoteId(1), ME, Rial(1), Rial(1), None, state, NOW, NOW, NOW, DAY, 0, "token")


CASES = [
    *((certificate, CERTIFICATE_MOVES, a, b) for a, b in product(CertificateState, repeat=2)),
    *((note, NOTE_MOVES, a, b) for a, b in product(NoteState, repeat=2)),
]


@pytest.mark.parametrize(("make", "moves", "state", "to"), CASES)
def test_nothing_moves_but_as_its_table_says(make: Any, moves: Mapping[Any, frozenset[Any]], state: Any, to: Any) -> None:
    if to in moves[state]:
        assert make(state).to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"icap\.cannot_move"):
        make(state).to(to, NOW)


def test_a_note_for_three_hundred_million_is_three_hundred_and_sixty_and_its_stamp_180_thousand() -> None:
    """banking.md 13.6, toman."""
    amount = note_amount(Rial(3_000_000_000), TABLE)
    assert (amount, stamp_duty(amount, TABLE)) == (3_600_000_000, 1_800_000)


@pytest.mark.parametrize(("loan", "amount", "stamp"), [(10_000_000, 12_000_000, 6_000), (10_000_001, 12_000_002, 6_001), (1, 2, 1)])
def test_parts_of_a_rial_go_up(loan: int, amount: int, stamp: int) -> None:
    assert note_amount(Rial(loan), TABLE) == amount and stamp_duty(Rial(amount), TABLE) == stamp
