"""خدمت بازار - every verb of the bazaar in one service.   Verbs: choosing.py asking.py ordering.py selling.py taking_back.py judging.py reading.py"""

from __future__ import annotations

from domain.bazaar.reading import Reading


class BazaarService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
