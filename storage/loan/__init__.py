"""انبار وام - the rows behind domain/loan/ports.py.   Tables: tables.py  Mapping: quotes.py"""

from __future__ import annotations

from storage.loan.quotes import QuoteRows

__all__ = ["QuoteRows"]
