"""انبار بازار - the rows behind domain/bazaar/ports.py.   Tables: tables.py   Mapping: carts.py letters.py"""

from __future__ import annotations

from storage.bazaar.carts import CartRows
from storage.bazaar.letters import LetterRows

__all__ = ["CartRows", "LetterRows"]
