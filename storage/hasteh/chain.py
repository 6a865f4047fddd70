"""زنجیره - offers, needs, and who was brought together, rows and dataclasses.   Tables: tables.py   Ports: domain/hasteh/ports.py `Links` `Matches`"""

from __future__ import annotations

from typing import Any

from sqlalchemy import or_, select

from domain.hasteh.chain import ChainLink, ChainMatch, ChainSide, ChainStage, LinkId, MatchId, MatchState
from domain.hasteh.model import HastehId
from domain.kernel.people import MemberId
from storage.hasteh.tables import hasteh_link, hasteh_match
from storage.kit.rows import Rows, owner

n, m = hasteh_link.c, hasteh_match.c


class LinkRows(Rows[ChainLink]):
    """The words go with their leader."""

    table = hasteh_link

    async def _values(self, thing: ChainLink) -> dict[str, Any]:
        return {
            "hasteh": thing.hasteh, "leader": thing.leader, "side": thing.side.value, "stage": thing.stage.value,
            "item": await self._seal(owner(thing.leader), thing.item), "at": thing.at, "open": thing.open,
        }  # fmt: skip

    async def _thing(self, row: Any) -> ChainLink:
        item = await self._open(owner(row.leader), row.item)
        return ChainLink(
            LinkId(row.id), HastehId(row.hasteh), MemberId(row.leader), ChainSide(row.side), ChainStage(row.stage), item, row.at, row.open, row.version
        )  # fmt: skip

    async def of_leader(self, member: MemberId) -> list[ChainLink]:
        return await self._all(select(hasteh_link).where(n.leader == member, n.open).order_by(n.id.desc()))

    async def open_ones(self, side: ChainSide, limit: int) -> list[ChainLink]:
        return await self._all(select(hasteh_link).where(n.open, n.side == side.value).order_by(n.id.desc()).limit(limit))


class MatchRows(Rows[ChainMatch]):
    """Nothing in them is personal but who."""

    table = hasteh_match

    async def _values(self, thing: ChainMatch) -> dict[str, Any]:
        return {
            "offer": thing.offer, "need": thing.need, "offerer": thing.offerer, "needer": thing.needer, "by": thing.by, "state": thing.state.value, "at": thing.at,
            "moved": thing.moved, "offer_yes": thing.offer_yes, "need_yes": thing.need_yes,
        }  # fmt: skip

    async def _thing(self, row: Any) -> ChainMatch:
        return ChainMatch(
            MatchId(row.id), LinkId(row.offer), LinkId(row.need), MemberId(row.offerer), MemberId(row.needer), MemberId(row.by), MatchState(row.state), row.at, row.moved,
            row.offer_yes, row.need_yes, row.version,
        )  # fmt: skip

    async def of_member(self, member: MemberId, limit: int) -> list[ChainMatch]:
        return await self._all(select(hasteh_match).where(or_(m.offerer == member, m.needer == member)).order_by(m.id.desc()).limit(limit))
