"""انبار سات - the rows behind domain/sat/ports.py.   Tables: tables.py   Mapping: sats.py goods.py   Search: finding.py"""

from __future__ import annotations

from storage.sat.goods import GoodsRows
from storage.sat.sats import SatRows

__all__ = ["GoodsRows", "SatRows"]
