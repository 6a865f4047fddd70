"""سات - the booth of a hasteh: its contract, its goods with photos, price and stock.   Service: service.py"""

from domain.sat.service import SatService

__all__ = ["SatService"]
