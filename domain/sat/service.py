"""خدمت سات - every verb of booths and their goods in one service.   Verbs: opening.py stocking.py judging.py showing.py reading.py"""

from __future__ import annotations

from domain.sat.reading import Reading


class SatService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
