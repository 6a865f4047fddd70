"""ام‌تی‌اس - parcels from door to door: tariff, متصدیان who carry them, tracking, a code that only the receiver says.   Service: service.py"""

from domain.mts.service import MtsService

__all__ = ["MtsService"]
