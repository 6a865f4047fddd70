"""خدمت آیکاپ - every verb of signatures and notes in one service.   Verbs: certifying.py drafting.py signing.py reading.py serving.py"""

from __future__ import annotations

from domain.icap.serving import Serving


class IcapService(Serving):
    """Put together of its parts; ports: ports.py `Ports`."""
