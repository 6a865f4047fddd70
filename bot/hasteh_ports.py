"""درگاه‌های هسته - members, and who goes along with them and looks after their place, their trade, and their way.   Ports: domain/hasteh/ports.py"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from domain.hasteh.board import StepState, WayStep
from domain.hasteh.model import HastehId
from domain.hasteh.ports import Person
from domain.icap.note import NoteState
from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.loan.loan import LoanState
from domain.membership.joining import PERSONAL
from domain.membership.model import Member, State
from domain.merat.scorecard import Grade
from domain.sat.model import OPENED, SatState
from storage.membership import MemberRows

if TYPE_CHECKING:
    from bot.services import Services

OF_PLACE = (Role.NAMAYANDE, Role.DABIR)
EVERYWHERE = ""
STRONG = (Grade.EXCELLENT, Grade.GOOD)
"""Who counts as trusted while nobody vouches for members yet [assumption]."""
NOTED = (NoteState.ISSUED, NoteState.ALLOCATED, NoteState.RELEASED)
FILED = (LoanState.REVIEW, LoanState.SECOND, LoanState.ACTIVE, LoanState.CLOSED)


class PeopleOfHastehs:
    """Persons who may act now: a child or an organisation leads no hasteh by chat."""

    def __init__(self, services: Services) -> None:
        self._services, self._rows, self._hats = services, MemberRows(services.unit), services.unit.hats

    async def known(self, member: MemberId) -> Person | None:
        return _person(await self._rows.find(member))

    async def by_code(self, code: str) -> Person | None:
        return _person(await self._rows.by_code(code))

    async def short_names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        found = [await self._rows.find(one) for one in ids]
        return {one.id: one.short_name for one in found if one is not None}

    async def rahyar_of(self, member: MemberId) -> MemberId | None:
        named = await self._services["rahyar"].rahyar_of(SYSTEM, f"member:{member}")
        return named.rahyar if named is not None else None

    async def reviewers(self, area: str) -> list[MemberId]:
        for scope in (area, EVERYWHERE):
            if found := [m for role in OF_PLACE for m in await self._hats.wearers(role, scope)]:
                return list(dict.fromkeys(found))
        return await self._hats.wearers(Role.ADMIN)


def _person(one: Member | None) -> Person | None:
    if one is None or one.state is not State.ACTIVE or one.kind not in PERSONAL:
        return None
    return Person(one.id, one.code, one.name, one.home.province.value, one.home.city, one.home.address, one.home.postal_code)


class TradeOfHastehs:
    """Asked of its booth, and of the bazaar."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def open_orders(self, hasteh: HastehId) -> int:
        booth = await self._services["sat"].sat_of_hasteh(SYSTEM, int(hasteh))
        found: int = await self._services["bazaar"].open_of_sat(SYSTEM, int(booth.id)) if booth is not None else 0
        return found

    async def score(self, hasteh: HastehId) -> int:
        booth = await self._services["sat"].sat_of_hasteh(SYSTEM, int(hasteh))
        found: int = await self._services["bazaar"].stars_now(SYSTEM, int(booth.id)) if booth is not None else 0
        return found

    async def is_trusted(self, leader: MemberId) -> bool:
        seen = await self._services["merat"].result_for(SYSTEM, leader)
        return seen is not None and seen.grade in STRONG


class JourneyOfHastehs:
    """Each step asks the subsystem that keeps it, as the leader would."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def facts(self, leader: MemberId, hasteh: HastehId) -> Mapping[WayStep, StepState]:
        me = Actor(leader, frozenset({Hat(Role.MEMBER)}))
        trade = await self._services["bazaar"].journey_of(SYSTEM, leader)
        return {
            WayStep.SAT: await self._sat(hasteh),
            WayStep.SUPPLIER: StepState.DONE if trade.keeps or trade.bought else StepState.NOT_STARTED,
            WayStep.HAMI: await self._hami(me),
            WayStep.MERAT: await self._merat(me),
            WayStep.LOAN: await self._loan(me),
            WayStep.BUY: _of(trade.bought_with_loan, trade.buying_with_loan),
            WayStep.CARRIED: _of(trade.loan_delivered, trade.bought_with_loan),
            WayStep.SALE: _of(trade.sold, trade.selling),
        }

    async def _sat(self, hasteh: HastehId) -> StepState:
        booth = await self._services["sat"].sat_of_hasteh(SYSTEM, int(hasteh))
        if booth is None:
            return StepState.NOT_STARTED
        if booth.state in OPENED:
            return StepState.DONE
        return StepState.IN_PROGRESS if booth.state is SatState.NEEDS_EDIT else StepState.WAITING_OTHER

    async def _hami(self, me: Actor) -> StepState:
        if await self._services["hami"].my_hamis(me):
            return StepState.DONE
        return StepState.WAITING_OTHER if await self._services["hami"].my_asks(me) else StepState.NOT_STARTED

    async def _merat(self, me: Actor) -> StepState:
        scored = await self._services["merat"].result_for(SYSTEM, me.member_id) is not None
        noted = any(n.state in NOTED for n in await self._services["icap"].my_notes(me))
        return _of(scored and noted, scored or noted, StepState.IN_PROGRESS)

    async def _loan(self, me: Actor) -> StepState:
        states = {one.state for one in await self._services["loan"].my_loans(me)}
        return _of(bool(states & set(FILED)), LoanState.PREPARING in states, StepState.IN_PROGRESS)


def _of(done: bool, begun: bool, meanwhile: StepState = StepState.WAITING_OTHER) -> StepState:
    return StepState.DONE if done else meanwhile if begun else StepState.NOT_STARTED
