"""وام قرض‌الحسنه - what a loan would be: how much, how long, with how many points, and every instalment.   Talk: handlers/loan/  Rows: storage/loan/  Words: loan.po"""

from domain.loan.service import LoanService

__all__ = ["LoanService"]
