"""جای خالی - what people call the blanks of a ready answer, and the names they go by in the house.   Used by: domain/moshavereh/beside.py"""

from __future__ import annotations

IN_PERSIAN = {"نام": "name", "شماره": "number", "رهیار": "rahyar", "کانون": "kanoon"}
"""As it is written between braces -> as the house calls it."""
