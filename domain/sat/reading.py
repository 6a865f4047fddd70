"""دیدن سات - for its leader and for who looks after the bazaar; what is told elsewhere.   Views: views.py   For buyers: showing.py"""

from __future__ import annotations

from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.requests import DataLine, RequestLine, Status
from domain.kernel.verbs import command, query
from domain.sat.base import MANAGERS
from domain.sat.model import STANDS, Sat, SatId, SatState
from domain.sat.policy import CONTRACT
from domain.sat.product import STOCKED, Product, ProductId
from domain.sat.sections import Section
from domain.sat.showing import Showing
from domain.sat.views import ProductView, SatView

STATUS = {
    SatState.CHECKING: Status.WAITING, SatState.REVIEW: Status.WAITING, SatState.NEEDS_EDIT: Status.NEEDS_YOU, SatState.ACTIVE: Status.APPROVED,
    SatState.REJECTED: Status.REJECTED,
}  # fmt: skip


class Reading(Showing):
    """Everybody sees their own."""

    @query(Role.MEMBER)
    async def mine(self, actor: Actor) -> SatView | None:
        """The one that stands."""
        found = await self.sats.of_leader(actor.member_id, STANDS)
        return await self._sat_view(found[0], actor) if found else None

    @query(Role.MEMBER)
    async def sat(self, actor: Actor, sat: SatId) -> SatView:
        """Raises Refusal(`sat.no_such_sat`): absent and not for the viewer answer alike."""
        found = await self._sat(sat)
        if found.leader != actor.member and not actor.has(*MANAGERS):
            raise Refusal("sat.no_such_sat")
        return await self._sat_view(found, actor)

    @query(Role.MEMBER)
    async def my_goods(self, actor: Actor, sat: SatId) -> list[ProductView]:
        """Newest first. Raises Refusal(`sat.no_such_sat`)."""
        found = await self._sat(sat)
        if found.leader != actor.member:
            raise Refusal("sat.no_such_sat")
        return [await self._product_view(p, found, actor) for p in await self.goods.of_sat(sat, STOCKED, self.policy.goods)]

    @query(Role.MEMBER)
    async def sections_used(self, actor: Actor, sat: SatId) -> list[Section]:
        """Of the own goods, the latest first. Raises Refusal(`sat.no_such_sat`)."""
        return list(dict.fromkeys(p.form.section for p in await self.my_goods(actor, sat)))

    @query(Role.MEMBER)
    async def product(self, actor: Actor, product: ProductId) -> ProductView:
        """Raises Refusal(`sat.no_such_product`)."""
        found = await self._product(product)
        if found.seller != actor.member and not actor.has(*MANAGERS):
            raise Refusal("sat.no_such_product")
        return await self._product_view(found, await self._sat(found.sat), actor)

    @query(*MANAGERS)
    async def sats_waiting(self, actor: Actor) -> list[SatView]:
        """Longest first, without the own."""
        return [await self._sat_view(s, actor) for s in await self.sats.waiting(self.policy.shown) if s.leader != actor.member]

    @query(*MANAGERS)
    async def goods_waiting(self, actor: Actor) -> list[ProductView]:
        """Longest first, without the own."""
        found = [p for p in await self.goods.waiting(self.policy.shown) if p.seller != actor.member]
        return [await self._product_view(p, await self._sat(p.sat), actor) for p in found]

    @query(Role.SYSTEM)
    async def managers(self, actor: Actor, apart_from: MemberId) -> list[MemberId]:
        """Who is told of what waits."""
        return [m for m in await self.house.managers() if m != apart_from]

    @query(Role.SYSTEM)
    async def sat_now(self, actor: Actor, sat: SatId) -> SatView | None:
        """For notices."""
        found = await self.sats.find(sat)
        return None if found is None else await self._sat_view(found, actor)

    @query(Role.SYSTEM)
    async def goods_now(self, actor: Actor, product: ProductId) -> ProductView | None:
        found = await self.goods.find(product)
        return None if found is None else await self._product_view(found, await self._sat(found.sat), actor)

    @query(Role.SYSTEM)
    async def sat_of_hasteh(self, actor: Actor, hasteh: int) -> Sat | None:
        """The one that stands."""
        found = await self.sats.of_hasteh(hasteh, STANDS)
        return found[0] if found else None

    async def _sat_view(self, one: Sat, actor: Actor) -> SatView:
        names = await self.house.short_names_of([one.leader])
        until = await self._until(one.moved) if one.state is SatState.REVIEW else None
        goods = await self.goods.of_sat(one.id, STOCKED, self.policy.goods)
        return SatView(
            one.id, one.code, names.get(one.leader, ""), one.form, one.province, one.city, one.state, one.flaw, one.why, until, one.signed, one.contract != CONTRACT,
            len(goods), sum(p.waits for p in goods), one.leader == actor.member, self._may_judge(actor, one.leader),
        )  # fmt: skip

    async def _product_view(self, one: Product, home: Sat, actor: Actor) -> ProductView:
        until = await self._until(one.moved) if one.waits else None
        return ProductView(
            one.id, one.code, one.sat, home.form.name, one.form, one.price, one.stock, one.state, one.wanted, one.why, until, one.seller == actor.member,
            self._may_judge(actor, one.seller),
        )  # fmt: skip

    @query(Role.MEMBER)
    async def requests_of(self, actor: Actor, member: MemberId) -> list[RequestLine]:
        """Newest first. Raises `sat.not_yours` for another's."""
        self._check_self(actor, member)
        return [RequestLine(s.code, "sat.request.sat", STATUS.get(s.state, Status.ENDED), s.moved) for s in await self.sats.of_leader(member, list(SatState))]

    @query(Role.MEMBER)
    async def data_of(self, actor: Actor, member: MemberId) -> list[DataLine]:
        """For «داده‌های من». Raises `sat.not_yours` for another's."""
        self._check_self(actor, member)
        return [
            DataLine("sat.data.sat", {"name": s.form.name, "at": s.signed, "state": s.state, "address": s.form.address, "sheba": s.form.sheba[-4:]})
            for s in await self.sats.of_leader(member, list(SatState))
        ]

    def _check_self(self, actor: Actor, member: MemberId) -> None:
        if actor.member != member:
            raise Refusal("sat.not_yours")

    @query(Role.SYSTEM)
    async def ties_of(self, actor: Actor, member: MemberId) -> list[str]:
        """A sat is closed first."""
        return ["sat.tie.leads"] if await self.sats.of_leader(member, STANDS) else []

    @command(Role.SYSTEM)
    async def forget(self, actor: Actor, member: MemberId) -> None:
        """Somebody is erased."""
        self.about(f"sat:member:{member}")
        await self.sats.forget(member)
