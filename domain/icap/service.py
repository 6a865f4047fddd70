"""خدمت آیکاپ - every verb of signatures and notes in one service.   Verbs: certifying.py drafting.py signing.py reading.py"""

from __future__ import annotations

from domain.icap.reading import Reading


class IcapService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
