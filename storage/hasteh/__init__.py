"""انبار هسته - the rows behind domain/hasteh/ports.py.   Tables: tables.py   Mapping: hastehs.py fellows.py marks.py talents.py"""

from __future__ import annotations

from storage.hasteh.fellows import FellowRows
from storage.hasteh.hastehs import HastehRows
from storage.hasteh.marks import MarkRows
from storage.hasteh.talents import TalentRows, WorkCallRows

__all__ = ["FellowRows", "HastehRows", "MarkRows", "TalentRows", "WorkCallRows"]
