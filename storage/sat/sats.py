"""سات‌ها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/sat/ports.py `Sats`"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import time
from typing import Any

import msgspec
from sqlalchemy import select, update

from domain.kernel.people import MemberId
from domain.kernel.persian.sounds import sounds
from domain.sat.model import Method, Sat, SatFlaw, SatForm, SatId, SatState
from storage.kit.rows import Rows, member_of, owner, values_of
from storage.sat.tables import sat_product, sat_sat

s, p = sat_sat.c, sat_product.c
GONE = SatForm("", "", "", "", time(8), time(20), "", ())
"""Of a leader who is erased."""


def name_sound(name: str) -> str:
    """Two names with the same are one name."""
    return "".join(sounds(name))


class SatRows(Rows[Sat]):
    """The name and the place can be asked of the table; the rest of the form is sealed."""

    table = sat_sat

    async def _values(self, thing: Sat) -> dict[str, Any]:
        mine = owner(thing.leader)
        return {
            "hasteh": thing.hasteh, "leader": thing.leader, "name": thing.form.name, "sound": name_sound(thing.form.name),
            "form": await self._seal(mine, msgspec.json.encode(thing.form).decode()), "field": thing.field, "province": thing.province, "city": thing.city,
            "state": thing.state.value, "contract": thing.contract, "signed": thing.signed, "asked": thing.asked, "moved": thing.moved,
            "flaw": thing.flaw.value if thing.flaw else "", "why": await self._seal(mine, thing.why), "by": thing.by, "tries": thing.tries,
            "with_hasteh": thing.with_hasteh, "monthly": Method.INSTALMENTS in thing.form.methods,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Sat:
        mine = owner(row.leader)
        told = await self._open(mine, row.form)
        return Sat(
            SatId(row.id), row.hasteh, MemberId(row.leader), msgspec.json.decode(told, type=SatForm) if told else GONE, row.field, row.province, row.city,
            SatState(row.state), row.contract, row.signed, row.asked, row.moved, SatFlaw(row.flaw) if row.flaw else None, await self._open(mine, row.why),
            member_of(row.by), row.tries, row.with_hasteh, row.version,
        )  # fmt: skip

    async def save(self, thing: Sat) -> Sat:
        """Its goods are shown or not, with it."""
        saved = await super().save(thing)
        shown = (p.state == "live") if saved.state is SatState.ACTIVE else (p.id < 0)
        await self._conn.execute(update(sat_product).where(p.sat == thing.id, p.shown != shown).values(shown=shown))
        monthly = Method.INSTALMENTS in thing.form.methods
        await self._conn.execute(update(sat_product).where(p.sat == thing.id, p.monthly != monthly).values(monthly=monthly))
        return saved

    async def of_leader(self, member: MemberId, states: Sequence[SatState]) -> list[Sat]:
        return await self._all(select(sat_sat).where(s.leader == member, s.state.in_(values_of(states))).order_by(s.id.desc()))

    async def of_hasteh(self, hasteh: int, states: Sequence[SatState]) -> list[Sat]:
        return await self._all(select(sat_sat).where(s.hasteh == hasteh, s.state.in_(values_of(states))).order_by(s.id.desc()))

    async def named(self, name: str) -> bool:
        standing = [state.value for state in SatState if state not in (SatState.REJECTED, SatState.CLOSED)]
        found = await self._conn.execute(select(s.id).where(s.sound == name_sound(name), s.state.in_(standing)).limit(1))
        return found.scalar() is not None

    async def waiting(self, limit: int) -> list[Sat]:
        return await self._all(select(sat_sat).where(s.state == SatState.REVIEW.value).order_by(s.moved, s.id).limit(limit))

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(update(sat_product).where(p.seller == member).values(state="deleted", shown=False, wanted="", why=b""))
        gone = {"state": SatState.CLOSED.value, "name": "", "sound": "", "form": b"", "why": b"", "city": ""}
        await self._conn.execute(update(sat_sat).where(s.leader == member).values(gone))
