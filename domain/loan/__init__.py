"""وام قرض‌الحسنه - from «how much could it be» to the last instalment.   Talk: handlers/loan/  Rows: storage/loan/  Words: loan.po"""

from domain.loan.service import LoanService

__all__ = ["LoanService"]
