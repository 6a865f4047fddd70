"""انبار ام‌اقساط - the rows behind domain/aghsat/ports.py.   Tables: tables.py   Mapping: plans.py bons.py"""

from __future__ import annotations

from storage.aghsat.bons import BonRows
from storage.aghsat.plans import PartRows, PlanRows

__all__ = ["BonRows", "PartRows", "PlanRows"]
