"""مهر پرونده - whose key seals the words around a case.   Used by: lines.py aids.py promises.py"""

from __future__ import annotations

from domain.moshavereh.model import Case


def owner_of(case: Case) -> str:
    """The member who asked; the case itself, for somebody who was none."""
    return f"case:{case.id}" if case.member is None else f"member:{case.member}"
