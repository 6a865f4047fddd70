"""پیشخوان - the bank counter: who somebody is, their account with its numbers, and their card.   Service: service.py"""

from domain.pishkhan.service import PishkhanService

__all__ = ["PishkhanService"]
