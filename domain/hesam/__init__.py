"""ام حسام - the double-entry ledger under all money, and what members do with their credit.   Talk: handlers/hesam/  Rows: storage/hesam/  Words: hesam.po"""

from domain.hesam.service import HesamService

__all__ = ["HesamService"]
