"""ام‌بازار - what buyers do: looking, keeping, asking the seller, and buying what members make.   Service: service.py"""

from domain.bazaar.service import BazaarService

__all__ = ["BazaarService"]
