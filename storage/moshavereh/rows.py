"""مهر پرونده - whose key seals the words around a case.   Used by: lines.py aids.py promises.py"""

from __future__ import annotations

from domain.kernel.people import MemberId
from domain.moshavereh.model import Case
from storage.kit.keyring import CannotOpen
from storage.kit.unit import UnitOfWork


def owner_of(case: Case) -> str:
    """The member who asked; the case itself, for somebody who was none."""
    return f"case:{case.id}" if case.member is None else f"member:{case.member}"


def member_of(number: int | None) -> MemberId | None:
    return None if number is None else MemberId(number)


class SealedRows:
    """Rows of one unit of work with words in them."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn, self._vault, self._now = unit.conn, unit.vault, unit.now

    async def _seal(self, owner: str, words: str) -> bytes:
        """Nothing is kept as nothing, so that no words make no key."""
        return await self._vault.seal(owner, words) if words else b""

    async def _open(self, owner: str, blob: bytes) -> str:
        """What was sealed; "" once the member is forgotten (decision 17)."""
        try:
            return await self._vault.open_text(owner, blob) if blob else ""
        except CannotOpen:
            return ""
