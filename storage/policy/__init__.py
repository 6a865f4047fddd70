"""انبار نرخ‌ها - the rows behind domain/policy/ports.py.   Tables: tables.py  Mapping: changes.py"""

from storage.policy.changes import RateChangeRows

__all__ = ["RateChangeRows"]
