"""انبار حامی - the rows behind domain/hami/ports.py.   Tables: tables.py  Mapping: profiles.py asks.py supports.py"""

from __future__ import annotations

from storage.hami.asks import AskRows
from storage.hami.profiles import ProfileRows
from storage.hami.supports import SupportRows

__all__ = ["AskRows", "ProfileRows", "SupportRows"]
