"""خدمت هسته - every verb of hastehs in one service.   Verbs: applying.py reviewing.py gathering.py running.py boarding.py reading.py"""

from __future__ import annotations

from domain.hasteh.reading import Reading


class HastehService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
