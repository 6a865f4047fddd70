"""پول - whole rials, the only unit of money in the books.   Words for members (toman): bot/texts.py"""

from __future__ import annotations

from typing import NewType

Rial = NewType("Rial", int)
"""Whole rials (decision 23: members see toman, books keep rial). Never a float."""
