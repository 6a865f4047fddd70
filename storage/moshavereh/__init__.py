"""انبار مشاوره - the rows behind domain/moshavereh/ports.py: `moshavereh_store(unit)`.   Tables: tables.py"""

from __future__ import annotations

from domain.moshavereh.ports import Store
from storage.kit.unit import UnitOfWork
from storage.moshavereh.aids import AidRows
from storage.moshavereh.cases import CaseRows
from storage.moshavereh.duties import DutyRows
from storage.moshavereh.lines import LineRows, LogRows
from storage.moshavereh.promises import PromiseRows

__all__ = ["CaseRows", "moshavereh_store"]


def moshavereh_store(unit: UnitOfWork) -> Store:
    """Everything moshavereh keeps, in one unit of work."""
    return Store(CaseRows(unit), LineRows(unit), LogRows(unit), DutyRows(unit), AidRows(unit), PromiseRows(unit))
