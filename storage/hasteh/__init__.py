"""انبار هسته - the rows behind domain/hasteh/ports.py.   Tables: tables.py   Mapping: hastehs.py fellows.py marks.py talents.py chain.py drives.py"""

from __future__ import annotations

from storage.hasteh.chain import LinkRows, MatchRows
from storage.hasteh.drives import DriveRows
from storage.hasteh.fellows import FellowRows
from storage.hasteh.hastehs import HastehRows
from storage.hasteh.marks import MarkRows
from storage.hasteh.talents import TalentRows, WorkCallRows

__all__ = ["DriveRows", "FellowRows", "HastehRows", "LinkRows", "MarkRows", "MatchRows", "TalentRows", "WorkCallRows"]
