"""خدمت ام‌تی‌اس - every verb of parcels in one service.   Verbs: sending.py carrying.py delivering.py dispatching.py tracking.py claiming.py reading.py"""

from __future__ import annotations

from domain.mts.reading import Reading


class MtsService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
