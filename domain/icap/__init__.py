"""آیکاپ - a member's own signature, and the promissory note that is signed with it.   Service: service.py"""

from domain.icap.service import IcapService

__all__ = ["IcapService"]
