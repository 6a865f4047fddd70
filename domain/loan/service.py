"""خدمت وام - every verb of loans in one service.   Verbs: estimating.py requesting.py reviewing.py repaying.py relieving.py matching.py reading.py"""

from __future__ import annotations

from domain.loan.reading import Reading


class LoanService(Reading):
    """Put together of its parts; ports: ports.py `Ports`."""
