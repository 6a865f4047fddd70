"""مرآت - how far somebody can be trusted with credit: scorecard, capacity, and what would raise them.   Service: service.py"""

from domain.merat.service import MeratService

__all__ = ["MeratService"]
