"""خدمت پیشخوان - every verb of the counter in one service.   Verbs: identifying.py opening.py carding.py blocking.py reading.py"""

from __future__ import annotations

from domain.pishkhan.reading import Reading


class PishkhanService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
