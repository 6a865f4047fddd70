"""سبدها - carts and favourites, row by row.   Tables: tables.py   Port: domain/bazaar/ports.py `Carts`"""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete, or_, select

from domain.bazaar.model import CartLine
from domain.kernel.people import MemberId
from storage.bazaar.tables import bazaar_cart, bazaar_favourite, bazaar_letter
from storage.kit.database import insert_into
from storage.kit.unit import UnitOfWork

c, f, letter = bazaar_cart.c, bazaar_favourite.c, bazaar_letter.c


class CartRows:
    """Which goods somebody looks at is no secret of theirs that a key would keep: products are public, and the rows go with their member."""

    def __init__(self, unit: UnitOfWork) -> None:
        self._conn = unit.conn

    async def cart_of(self, member: MemberId) -> list[CartLine]:
        found = await self._conn.execute(select(c.product, c.count, c.at).where(c.member == member).order_by(c.at, c.product))
        return [CartLine(product, count, at) for product, count, at in found]

    async def put(self, member: MemberId, line: CartLine) -> None:
        if line.count == 0:
            await self._conn.execute(delete(bazaar_cart).where(c.member == member, c.product == line.product))
            return
        row = insert_into(self._conn, bazaar_cart).values(member=member, product=line.product, count=line.count, at=line.at)
        await self._conn.execute(row.on_conflict_do_update(index_elements=["member", "product"], set_={"count": line.count}))

    async def favourites_of(self, member: MemberId, limit: int) -> list[int]:
        found = await self._conn.execute(select(f.product).where(f.member == member).order_by(f.at.desc(), f.product.desc()).limit(limit))
        return [int(row.product) for row in found]

    async def keep(self, member: MemberId, product: int, at: datetime) -> None:
        await self._conn.execute(insert_into(self._conn, bazaar_favourite).values(member=member, product=product, at=at).on_conflict_do_nothing())

    async def drop(self, member: MemberId, product: int) -> None:
        await self._conn.execute(delete(bazaar_favourite).where(f.member == member, f.product == product))

    async def forget(self, member: MemberId) -> None:
        await self._conn.execute(delete(bazaar_cart).where(c.member == member))
        await self._conn.execute(delete(bazaar_favourite).where(f.member == member))
        await self._conn.execute(delete(bazaar_letter).where(or_(letter.buyer == member, letter.seller == member)))
