"""خدمت عضویت - the one service `membership`, put together from its parts.   Parts: joining reviewing correcting proving linking agreeing profile leaving granting"""

from __future__ import annotations

from domain.membership.granting import Granting


class MembershipService(Granting):
    """Everything people do about belonging to the house. Each part is a class of its own file, each standing on the one before."""
