"""انبار وام - the rows behind domain/loan/ports.py.   Tables: tables.py  Mapping: quotes.py loans.py reliefs.py files.py"""

from __future__ import annotations

from storage.loan.files import FileRows
from storage.loan.loans import DueRows, LoanRows
from storage.loan.quotes import QuoteRows
from storage.loan.reliefs import ReliefRows

__all__ = ["DueRows", "FileRows", "LoanRows", "QuoteRows", "ReliefRows"]
