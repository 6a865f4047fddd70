"""ام‌اقساط - bought now and paid for later, whatever it is: instalments, one sum on a later day, and vouchers.   Service: service.py"""

from domain.aghsat.service import AghsatService

__all__ = ["AghsatService"]
