"""حساب‌ها - accounts at the bank, their rows and dataclasses.   Tables: tables.py   Port: domain/pishkhan/ports.py `Accounts`"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from domain.kernel.people import MemberId
from domain.pishkhan.account import AccountForm, AccountItem, AccountState, BankAccount, BankAccountId
from storage.kit.rows import Rows, member_of, owner
from storage.pishkhan.tables import pishkhan_account

a = pishkhan_account.c


class AccountRows(Rows[BankAccount]):
    """Where somebody lives, what is wrong and the numbers are sealed with the key of the member."""

    table = pishkhan_account

    async def _values(self, thing: BankAccount) -> dict[str, Any]:
        whose, f = owner(thing.member), thing.form
        return {
            "member": thing.member, "form": await self._seal(whose, json.dumps([f.address, f.postal_code, f.job])), "note": await self._seal(whose, thing.note),
            "numbers": await self._seal(whose, f"{thing.number} {thing.sheba}".strip()), "state": thing.state.value, "asked": thing.asked,
            "moved": thing.moved, "wrong": " ".join(item.value for item in thing.wrong), "tries": thing.tries, "by": thing.by,
        }  # fmt: skip

    async def _thing(self, row: Any) -> BankAccount:
        whose = owner(row.member)
        form = AccountForm(*json.loads(await self._open(whose, row.form) or '["", "", ""]'))
        number, _, sheba = (await self._open(whose, row.numbers)).partition(" ")
        return BankAccount(
            BankAccountId(row.id), MemberId(row.member), form, AccountState(row.state), row.asked, row.moved, tuple(map(AccountItem, row.wrong.split())),
            await self._open(whose, row.note), number, sheba, row.tries, member_of(row.by), row.version,
        )  # fmt: skip

    async def latest_of(self, member: MemberId, *, lock: bool = False) -> BankAccount | None:
        return await self._one(select(pishkhan_account).where(a.member == member).order_by(a.id.desc()).limit(1), lock=lock)

    async def of_member(self, member: MemberId, limit: int) -> list[BankAccount]:
        return await self._all(select(pishkhan_account).where(a.member == member).order_by(a.id.desc()).limit(limit))

    async def waiting(self, limit: int) -> list[BankAccount]:
        return await self._all(select(pishkhan_account).where(a.state == AccountState.REVIEW.value).order_by(a.moved, a.id).limit(limit))
