"""نشان دادن - fields of balances and transfers for the texts.   Used by: the dialogs and cards beside this file"""

from __future__ import annotations

from typing import Any

from domain.hesam.views import BalanceView, TransferView


def balance_fields(seen: BalanceView) -> dict[str, Any]:
    """Fields of `balance_*`."""
    return {"free": seen.free, "all": seen.free + seen.held}


def transfer_words(seen: TransferView) -> str:
    """The text of a transfer's page: by who looks and how it stands."""
    return f"page_{'sent' if seen.mine else 'received'}_{seen.state.value}"


def transfer_fields(seen: TransferView) -> dict[str, Any]:
    """Fields of everything that tells of a transfer."""
    return {
        "number": seen.number, "amount": seen.amount, "sender": seen.sender or None, "recipient": seen.recipient or None, "words": seen.words or None,
        "sent": seen.sent, "held": seen.held, "returned": seen.returned, "why": seen.why or None, "answer": seen.answer or None,
        "ruling": seen.ruling or None, "until": seen.until, "state": seen.state,
    }  # fmt: skip
