"""انبار ام‌تی‌اس - the rows behind domain/mts/ports.py.   Tables: tables.py   Mapping: parcels.py jobs.py claims.py"""

from __future__ import annotations

from storage.mts.claims import ClaimRows
from storage.mts.jobs import JobRows, TrackLookRows
from storage.mts.parcels import ParcelRows

__all__ = ["ClaimRows", "JobRows", "ParcelRows", "TrackLookRows"]
