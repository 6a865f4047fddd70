"""سپرده‌ها برای امتیاز - the own money of members as the ledger has it, for points.   Port: domain/loan/ports.py `Deposits`"""

from __future__ import annotations

from datetime import datetime

from domain.hesam.model import own
from domain.kernel.people import MemberId
from domain.loan.ports import Movements
from storage.hesam import BookRows
from storage.kit.unit import UnitOfWork


class OwnDeposits:
    """Own money only: what is bound to a use, a loan or a voucher gathers no points."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._books = BookRows(unit)

    async def movements(self, member: MemberId, since: datetime) -> Movements:
        account = own(member)
        return Movements(await self._books.balance_at(account, since), await self._books.changes_of(account, since))
