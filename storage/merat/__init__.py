"""انبار مرآت - the rows behind domain/merat/ports.py.   Tables: tables.py  Mapping: checks.py people.py permits.py"""

from __future__ import annotations

from storage.merat.checks import CheckRows
from storage.merat.people import ImproverRows, WitnessRows
from storage.merat.permits import PermitRows

__all__ = ["CheckRows", "ImproverRows", "PermitRows", "WitnessRows"]
