"""گذارها - every state of the counter against every move: what its table says, and nothing else.   Product: domain/pishkhan/identity.py account.py bank_card.py"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

import pytest

from domain.kernel.people import MemberId
from domain.kernel.refusal import Refusal
from domain.pishkhan.account import ACCOUNT_MOVES, AccountForm, AccountState, BankAccount, BankAccountId
from domain.pishkhan.bank_card import CARD_MOVES, BankCard, BankCardId, BankCardState, CardCause
from domain.pishkhan.identity import IDENTITY_MOVES, Evidence, Identity, IdentityId, IdentityState

NOW = datetime(2026, 11, 27, tzinfo=UTC)
ME = MemberId(1)


def identity(state: Any) -> Any:
    return Identity(IdentityId(1), ME, state, Evidence("5G1234", "", "", "", ""), NOW, NOW, date(2026, 11, 27), 0)


def account(state: Any) -> Any:
    return BankAccount(BankAccountId(1), ME, AccountForm("", "", ""), state, NOW, NOW)


def bank_card(state: Any) -> Any:
    return BankCard(BankCardId(1), ME, CardCause.FIRST, "", "", state, NOW, NOW)


CASES = [
    *((identity, IDENTITY_MOVES, a, b) for a, b in product(IdentityState, repeat=2)),
    *((account, ACCOUNT_MOVES, a, b) for a, b in product(AccountState, repeat=2)),
    *((bank_card, CARD_MOVES, a, b) for a, b in product(BankCardState, repeat=2)),
]


@pytest.mark.parametrize(("make", "moves", "state", "to"), CASES)
def test_nothing_moves_but_as_its_table_says(make: Any, moves: Mapping[Any, frozenset[Any]], state: Any, to: Any) -> None:
    if to in moves[state]:
        assert make(state).to(to, NOW).state is to
        return
    with pytest.raises(Refusal, match=r"pishkhan\.cannot_move"):
        make(state).to(to, NOW)
