"""انبار پیشخوان - the rows behind domain/pishkhan/ports.py.   Tables: tables.py  Mapping: identities.py accounts.py bank_cards.py"""

from __future__ import annotations

from storage.pishkhan.accounts import AccountRows
from storage.pishkhan.bank_cards import BankCardRows
from storage.pishkhan.identities import IdentityRows

__all__ = ["AccountRows", "BankCardRows", "IdentityRows"]
