"""خدمت چک - every verb of cheques in one service.   Verbs: booking.py writing.py holding.py collecting.py reading.py"""

from __future__ import annotations

from domain.cheque.reading import Reading


class ChequeService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
