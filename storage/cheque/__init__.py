"""انبار چک - the rows behind domain/cheque/ports.py.   Tables: tables.py   Mapping: books.py cheques.py"""

from __future__ import annotations

from storage.cheque.books import BookRows
from storage.cheque.cheques import ChequeRows

__all__ = ["BookRows", "ChequeRows"]
