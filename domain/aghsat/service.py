"""خدمت ام‌اقساط - every verb of paying later in one service.   Verbs: offering.py signing.py repaying.py vouching.py reading.py"""

from __future__ import annotations

from domain.aghsat.reading import Reading


class AghsatService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
