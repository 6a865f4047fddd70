"""انبار پول - the rows behind domain/hesam/ports.py.   Tables: tables.py  Mapping: books.py reading.py transfers.py"""

from __future__ import annotations

from storage.hesam.books import BookRows
from storage.hesam.payments import PaymentRows
from storage.hesam.payouts import PayoutRows
from storage.hesam.transfers import LookRows, TransferRows

__all__ = ["BookRows", "LookRows", "PaymentRows", "PayoutRows", "TransferRows"]
