"""انبار هسته - the rows behind domain/hasteh/ports.py.   Tables: tables.py   Mapping: hastehs.py fellows.py"""

from __future__ import annotations

from storage.hasteh.fellows import FellowRows
from storage.hasteh.hastehs import HastehRows

__all__ = ["FellowRows", "HastehRows"]
