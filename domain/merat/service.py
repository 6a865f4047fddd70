"""خدمت مرآت - every verb of evaluations in one service.   Verbs: asking.py evaluating.py improving.py disputing.py permitting.py reading.py"""

from __future__ import annotations

from domain.merat.permitting import Permitting
from domain.merat.reading import Reading


class MeratService(Permitting, Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
