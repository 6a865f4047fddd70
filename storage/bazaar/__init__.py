"""انبار بازار - the rows behind domain/bazaar/ports.py.   Tables: tables.py   Mapping: carts.py letters.py orders.py backs.py ratings.py wishes.py"""

from __future__ import annotations

from storage.bazaar.backs import BackRows
from storage.bazaar.carts import CartRows
from storage.bazaar.letters import LetterRows
from storage.bazaar.orders import OrderRows
from storage.bazaar.ratings import RatingRows
from storage.bazaar.wishes import WishRows

__all__ = ["BackRows", "CartRows", "LetterRows", "OrderRows", "RatingRows", "WishRows"]
