"""انبار بازار - the rows behind domain/bazaar/ports.py.   Tables: tables.py   Mapping: carts.py letters.py orders.py"""

from __future__ import annotations

from storage.bazaar.carts import CartRows
from storage.bazaar.letters import LetterRows
from storage.bazaar.orders import OrderRows

__all__ = ["CartRows", "LetterRows", "OrderRows"]
