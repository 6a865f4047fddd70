"""چک دیجیتال - a book of leaves from the bank; a leaf is written, accepted, passed on, collected or given back.   Service: service.py"""

from domain.cheque.service import ChequeService

__all__ = ["ChequeService"]
