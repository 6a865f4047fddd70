"""پرونده‌ها - papers of families that are matched, rows and dataclasses.   Tables: tables.py   Port: domain/loan/ports.py `Files`"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import select

from domain.kernel.people import MemberId
from domain.loan.family import FamilyFile, FileId, FileState
from domain.loan.loan import LoanId
from domain.loan.terms import Track
from storage.kit.rows import Rows, member_of, owner
from storage.loan.tables import loan_file

f = loan_file.c


class FileRows(Rows[FamilyFile]):
    """Code, photos and words are sealed with the key of the member."""

    table = loan_file

    async def _values(self, thing: FamilyFile) -> dict[str, Any]:
        mine = owner(thing.member)
        return {
            "member": thing.member, "track": thing.track.value, "code": await self._seal(mine, thing.code), "texted": thing.texted, "until": thing.until,
            "state": thing.state.value, "asked": thing.asked, "moved": thing.moved,
            "papers": await self._seal(mine, json.dumps(thing.papers) if thing.papers else ""), "why": await self._seal(mine, thing.why), "by": thing.by,
            "loan": thing.loan,
        }  # fmt: skip

    async def _thing(self, row: Any) -> FamilyFile:
        mine = owner(row.member)
        papers = tuple(json.loads(await self._open(mine, row.papers) or "[]"))
        return FamilyFile(
            FileId(row.id), MemberId(row.member), Track(row.track), await self._open(mine, row.code), row.texted, row.until, FileState(row.state), row.asked,
            row.moved, papers, await self._open(mine, row.why), member_of(row.by), None if row.loan is None else LoanId(row.loan), row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, limit: int) -> list[FamilyFile]:
        return await self._all(select(loan_file).where(f.member == member).order_by(f.id.desc()).limit(limit))

    async def waiting(self, limit: int) -> list[FamilyFile]:
        return await self._all(select(loan_file).where(f.state == FileState.WAITING.value).order_by(f.id).limit(limit))
