"""خدمت حامی - every verb of supports in one service.   Verbs: base.py asking.py giving.py reading.py"""

from __future__ import annotations

from domain.hami.reading import Reading


class HamiService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
