"""کالاها - their rows and dataclasses, translated both ways.   Tables: tables.py   Port: domain/sat/ports.py `Goods`   Search: finding.py"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

import msgspec
from sqlalchemy import func, or_, select

from domain.kernel.money import Rial
from domain.kernel.people import MemberId
from domain.kernel.persian.sounds import sounds_to_find
from domain.sat.model import SatId, SatState
from domain.sat.ports import Search
from domain.sat.product import Product, ProductForm, ProductId, ProductState
from domain.sat.sections import Section
from storage.kit.rows import Rows, member_of, owner, values_of
from storage.sat.finding import searching
from storage.sat.tables import sat_product, sat_sat

p, s = sat_product.c, sat_sat.c


def _json(form: ProductForm | None) -> str:
    return msgspec.json.encode(form).decode() if form is not None else ""


def _form(told: str) -> ProductForm:
    return msgspec.json.decode(told, type=ProductForm)


class GoodsRows(Rows[Product]):
    """Whether something is shown is kept beside it, so that a search looks at one table."""

    table = sat_product

    async def _values(self, thing: Product) -> dict[str, Any]:
        home = (await self._conn.execute(select(s.state, s.monthly).where(s.id == thing.sat))).one()
        shown = thing.state is ProductState.LIVE and home.state == SatState.ACTIVE.value
        return {
            "sat": thing.sat, "seller": thing.seller, "section": thing.form.section.value, "form": _json(thing.form), "wanted": _json(thing.wanted),
            "coming": msgspec.json.encode(thing.coming).decode(),
            "sounds": " ".join(sounds_to_find(f"{thing.form.title} {thing.form.about}")), "price": thing.price, "stock": thing.stock, "state": thing.state.value,
            "province": thing.province, "shown": shown, "monthly": home.monthly, "added": thing.added, "moved": thing.moved,
            "why": await self._seal(owner(thing.seller), thing.why), "by": thing.by, "tries": thing.tries,
        }  # fmt: skip

    async def _thing(self, row: Any) -> Product:
        return Product(
            ProductId(row.id), SatId(row.sat), MemberId(row.seller), _form(row.form), Rial(row.price), row.stock, ProductState(row.state),
            row.province, row.added, row.moved, _form(row.wanted) if row.wanted else None, msgspec.json.decode(row.coming, type=tuple[str, ...]),
            await self._open(owner(row.seller), row.why), member_of(row.by), row.tries, row.version,
        )  # fmt: skip

    async def many(self, numbers: Collection[ProductId]) -> list[Product]:
        return await self._all(select(sat_product).where(p.id.in_(numbers)).order_by(p.id)) if numbers else []

    async def of_sat(self, sat: SatId, states: Sequence[ProductState], limit: int) -> list[Product]:
        return await self._all(select(sat_product).where(p.sat == sat, p.state.in_(values_of(states))).order_by(p.id.desc()).limit(limit))

    async def count(self, sat: SatId, states: Sequence[ProductState]) -> int:
        found = await self._conn.execute(select(func.count()).select_from(sat_product).where(p.sat == sat, p.state.in_(values_of(states))))
        return int(found.scalar_one())

    async def waiting(self, limit: int) -> list[Product]:
        wanted = or_(p.state == ProductState.REVIEW.value, p.wanted != "")
        return await self._all(select(sat_product).where(wanted).order_by(p.moved, p.id).limit(limit))

    async def search(self, wanted: Search, limit: int) -> list[Product]:
        return await self._all(searching(self._conn, wanted, limit))

    async def counts(self) -> dict[Section, int]:
        found = await self._conn.execute(select(p.section, func.count()).where(p.shown).group_by(p.section))
        return {Section(row[0]): int(row[1]) for row in found}

    async def shown_of(self, seller: MemberId, limit: int) -> list[ProductId]:
        found = await self._conn.execute(select(p.id).where(p.seller == seller, p.shown).order_by(p.id.desc()).limit(limit))
        return [ProductId(number) for number in found.scalars()]

    async def sellers_of(self, section: Section, limit: int) -> list[MemberId]:
        last = func.max(p.id)
        found = await self._conn.execute(select(p.seller).where(p.section == section.value, p.shown).group_by(p.seller).order_by(last.desc()).limit(limit))
        return [MemberId(number) for number in found.scalars()]
