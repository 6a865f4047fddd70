"""نرخ‌ها و قاعده‌ها - the numbers that come from outside, and how two people change them.   Talk: handlers/policy/  Rows: storage/policy/  Words: policy.po"""

from domain.policy.service import PolicyService

__all__ = ["PolicyService"]
