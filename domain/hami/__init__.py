"""حامی - credit that one member lends another out of their own deposit's points, and other help that is asked for.   Service: service.py"""

from domain.hami.service import HamiService

__all__ = ["HamiService"]
