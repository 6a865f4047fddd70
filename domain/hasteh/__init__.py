"""هسته‌ی کارآفرینی اجتماعی - a small, mostly family business with an id, its people, and who goes along with it.   Service: service.py"""

from domain.hasteh.service import HastehService

__all__ = ["HastehService"]
