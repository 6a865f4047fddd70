"""گشودن سات - the contract signed, the account checked, and what its leader may change or stop later.   Moves: model.py   Rules: bazaar:M1-M5"""

from __future__ import annotations

from dataclasses import replace
from datetime import time, timedelta

from domain.kernel.people import Actor, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.sat import events
from domain.sat.base import SatBase, to_sign
from domain.sat.model import OPENED, STANDS, Method, Sat, SatFlaw, SatForm, SatId, SatState
from domain.sat.policy import CONTRACT
from domain.sat.views import Opening


class Opens(SatBase):
    """One sat of each hasteh. Its name stays: buyers know it by that."""

    @query(Role.MEMBER)
    async def before_opening(self, actor: Actor) -> Opening:
        """Raises Refusal: `sat.hasteh_first`, `sat.hasteh_paused`."""
        workshop = await self._workshop(actor)
        return Opening(workshop, (await self.rates.table(self.today)).share("sat.commission"), CONTRACT)

    @query(Role.MEMBER)
    async def check_name(self, actor: Actor, name: str) -> None:
        """Raises Refusal: `sat.bad_words`, `sat.name_letters`, `sat.name_word` (word), `sat.name_taken`."""
        if await self.sats.named(self._name(name)):
            raise Refusal("sat.name_taken")

    @command(Role.MEMBER)
    async def open(self, actor: Actor, form: SatForm) -> SatId:
        """The contract of today is signed with a code just before.

        Raises Refusal: `sat.hasteh_first`, `sat.hasteh_paused`, `sat.bad_words`, `sat.name_letters`, `sat.name_word`, `sat.bad_form`, `sat.bad_hours`, `sat.forbidden`,
        `sat.code_first`, `sat.has_one`, `sat.name_taken`.
        """
        workshop, now, me = await self._workshop(actor), self.unit.now, actor.member_id
        checked = self._checked(form)
        await self._check_signed(actor)
        if await self.sats.of_hasteh(workshop.hasteh, STANDS):
            raise Refusal("sat.has_one")
        fresh = Sat(
            SatId(0), workshop.hasteh, me, checked, workshop.field, workshop.province, workshop.city, SatState.CHECKING, CONTRACT, now, now, now
        )  # fmt: skip
        made = await self.sats.add_alone(fresh)
        if made is None:
            raise Refusal("sat.name_taken")
        await self._sat_moved(made)
        return made.id

    async def _check_signed(self, actor: Actor) -> None:
        if not await self.house.stepped_up(actor.member_id, to_sign(CONTRACT)):
            raise Refusal("sat.code_first")

    @command(Role.MEMBER)
    async def mend(self, actor: Actor, sat: SatId, form: SatForm) -> None:
        """What was sent back. Raises Refusal: `sat.no_such_sat`, `sat.cannot_move`, `sat.name_taken`, and those of a form."""
        found, checked = await self._mine(actor, sat), self._checked(form)
        after = replace(found.to(SatState.CHECKING, self.unit.now), form=checked, flaw=None, why="", by=None, tries=0)
        if checked.name != found.form.name and await self.sats.named(checked.name):
            raise Refusal("sat.name_taken")
        await self._sat_moved(after)

    @command(Role.SYSTEM)
    async def check_sat(self, actor: Actor, sat: SatId) -> None:
        """Whose account it is, and whether the logo is a picture; then it opens, or somebody looks. Asked again later while nobody answers."""
        self.about(f"sat:sat:{sat}")
        one = await self.sats.find(sat, lock=True)
        if one is None or one.state is not SatState.CHECKING:
            return
        owns = await self.bank.owns(f"{one.key}:owner:{one.tries}", one.form.sheba, await self.house.identifier_of(one.leader)) if self.bank.ready else True
        logo = await self.photos.keep(f"{one.key}:logo:{one.tries}", one.form.logo) if one.form.logo else ""
        if owns is None or logo is None:
            waits = self.policy.ask_after
            saved = await self.sats.save(replace(one, tries=one.tries + 1))
            self.unit.record(events.SatToCheck(sat, self.unit.now + (waits[one.tries] if one.tries < len(waits) else timedelta(days=1))))
            self.about(saved.about, tries=saved.tries)
            return
        flaw = SatFlaw.SHEBA if not owns else SatFlaw.LOGO if one.form.logo and not logo else None
        if flaw is not None:
            await self._sat_moved(replace(one.to(SatState.NEEDS_EDIT, self.unit.now), flaw=flaw))
            return
        state = SatState.REVIEW if self._official(one.form.name) else SatState.ACTIVE
        await self._sat_moved(replace(one.to(state, self.unit.now), form=replace(one.form, logo=logo)))

    @command(Role.MEMBER)
    async def sign_again(self, actor: Actor, sat: SatId) -> None:
        """The contract has a newer version. Raises Refusal: `sat.no_such_sat`, `sat.code_first`."""
        found = await self._mine(actor, sat)
        await self._check_signed(actor)
        saved = await self.sats.save(replace(found, contract=CONTRACT, signed=self.unit.now))
        self.about(saved.about, contract=CONTRACT)

    @command(Role.MEMBER)
    async def describe(self, actor: Actor, sat: SatId, about: str, opens: time, closes: time) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.not_open`, `sat.bad_words`, `sat.forbidden` (word), `sat.bad_hours`."""
        found = await self._opened(actor, sat)
        await self._keeps(found, replace(found.form, about=about, opens=opens, closes=closes))

    @command(Role.MEMBER)
    async def move_origin(self, actor: Actor, sat: SatId, address: str, postal_code: str) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.not_open`, `sat.bad_form`."""
        found = await self._opened(actor, sat)
        await self._keeps(found, replace(found.form, address=address, postal_code=postal_code))

    @command(Role.MEMBER)
    async def accept_methods(self, actor: Actor, sat: SatId, methods: list[Method]) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.not_open`, `sat.bad_form`."""
        found = await self._opened(actor, sat)
        await self._keeps(found, replace(found.form, methods=tuple(methods)))

    async def _opened(self, actor: Actor, sat: SatId) -> Sat:
        found = await self._mine(actor, sat)
        if found.state not in OPENED:
            raise Refusal("sat.not_open")
        return found

    async def _keeps(self, found: Sat, form: SatForm) -> None:
        saved = await self.sats.save(replace(found, form=self._checked(form)))
        self.about(saved.about)

    @command(Role.MEMBER)
    async def pause(self, actor: Actor, sat: SatId) -> None:
        """On leave: nothing new is bought, what is ordered goes on. Raises Refusal: `sat.no_such_sat`, `sat.cannot_move`."""
        await self._sat_moved((await self._mine(actor, sat)).to(SatState.PAUSED, self.unit.now))

    @command(Role.MEMBER)
    async def resume(self, actor: Actor, sat: SatId) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.cannot_move`, `sat.hasteh_paused`."""
        found = await self._mine(actor, sat)
        if found.state is not SatState.PAUSED:
            raise Refusal("sat.cannot_move", now=found.state, to=SatState.ACTIVE)
        await self._workshop(actor)
        await self._sat_moved(replace(found.to(SatState.ACTIVE, self.unit.now), with_hasteh=False))

    @command(Role.MEMBER)
    async def close(self, actor: Actor, sat: SatId) -> None:
        """Raises Refusal: `sat.no_such_sat`, `sat.cannot_move`, `sat.orders_open` (count)."""
        found = await self._mine(actor, sat)
        if count := await self.trade.open_orders(sat):
            raise Refusal("sat.orders_open", count=count)
        await self._sat_moved(found.to(SatState.CLOSED, self.unit.now))

    @command(Role.SYSTEM)
    async def follow_hasteh(self, actor: Actor, hasteh: int, active: bool, over: bool) -> None:
        """A sat rests with its hasteh, and is over with it (hasteh:H8)."""
        self.about(f"sat:hasteh:{hasteh}")
        for one in await self.sats.of_hasteh(hasteh, STANDS):
            if over:
                await self._sat_moved(one.to(SatState.CLOSED, self.unit.now))
            elif active and one.state is SatState.PAUSED and one.with_hasteh:
                await self._sat_moved(replace(one.to(SatState.ACTIVE, self.unit.now), with_hasteh=False))
            elif not active and one.state is SatState.ACTIVE:
                await self._sat_moved(replace(one.to(SatState.PAUSED, self.unit.now), with_hasteh=True))
