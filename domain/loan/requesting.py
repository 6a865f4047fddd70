"""درخواست وام - asked for, changed, signed, taken back; nothing is used or reserved before it is approved.   Moves: loan.py   What is lacking: guarding.py"""

from __future__ import annotations

import json
from dataclasses import replace

from domain.kernel.money import Rial
from domain.kernel.people import Actor, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import command, query
from domain.loan import events
from domain.loan.base import LoanBase
from domain.loan.estimating import check_terms
from domain.loan.guarding import Lack
from domain.loan.loan import OPEN, UNSIGNED, Contract, Loan, LoanId, LoanPurpose, LoanState, MilitaryService, digest_of
from domain.loan.ports import Borrower
from domain.loan.terms import OFFERED, Terms, Track


def to_sign(loan: LoanId) -> str:
    """What a code before the contract is for."""
    return f"loan:contract:{loan}"


class Requesting(LoanBase):
    """One request of each track at a time; asking twice tells the first one's number."""

    @command(Role.MEMBER)
    async def ask(self, actor: Actor, track: Track, amount: Rial, months: int, purpose: LoanPurpose, service: MilitaryService, supported: bool) -> LoanId:
        """Raises Refusal: `loan.not_now`, `loan.match_first`, `loan.term`, `loan.amount_between`, `loan.card_first`, `loan.open_already` (number)."""
        me = await self._me(actor)
        if track not in OFFERED:
            raise Refusal("loan.match_first")
        check_terms(await self._terms(track), amount, months)
        if track is Track.NO_FEE and service is MilitaryService.OWED:
            raise Refusal("loan.card_first")
        (day, rates), now = await self._rates_now(), self.unit.now
        lent = supported and track is Track.NO_FEE
        fresh = Loan(LoanId(0), me.id, track, amount, months, purpose, service, lent, LoanState.PREPARING, now, now, day, rates)
        made = await self.loans.add_alone(fresh)
        if made is None:
            first = await self.loans.of_member(me.id, 1, track=track, states=OPEN)
            raise Refusal("loan.open_already", number=first[0].number if first else "")
        self.about(made.about, amount=amount, months=months)
        self.unit.record(events.LoanMoved(made.id, me.id, made.state, await self._until(made)))
        return made.id

    @query(Role.MEMBER)
    async def lent_to_me(self, actor: Actor) -> Rial:
        """Rials of ten-month credit that hamis lend me for a loan without a fee and that are not used yet."""
        return Rial(sum(one.credit for one in await self.house.supports(actor.member_id)))

    @command(Role.MEMBER)
    async def change(self, actor: Actor, loan: LoanId, amount: Rial, months: int, supported: bool) -> None:
        """Before the contract. Raises Refusal: `loan.no_such_loan`, `loan.signed_already`, `loan.term`, `loan.amount_between`."""
        found = await self._preparing(actor, loan)
        check_terms(await self._terms(found.track), amount, months)
        day, rates = await self._rates_now()
        lent = supported and found.track is Track.NO_FEE
        await self._moved(replace(found, amount=amount, months=months, supported=lent, day=day, rates=rates, moved=self.unit.now))

    async def _preparing(self, actor: Actor, loan: LoanId) -> Loan:
        """Raises Refusal: `loan.no_such_loan`, `loan.signed_already`."""
        found = await self._mine(actor, loan, lock=True)
        if found.state is not LoanState.PREPARING:
            raise Refusal("loan.signed_already")
        return found

    @command(Role.MEMBER)
    async def withdraw(self, actor: Actor, loan: LoanId) -> None:
        """Before it is paid out. Raises Refusal: `loan.no_such_loan`, `loan.cannot_move`."""
        await self._moved((await self._mine(actor, loan, lock=True)).to(LoanState.WITHDRAWN, self.unit.now))

    @command(Role.SYSTEM)
    async def stir(self, actor: Actor, member: MemberId) -> list[LoanId]:
        """Something that their requests lacked is there: the clock begins again. The requests that wait for the member."""
        self.about(f"loan:member:{member}")
        found = await self.loans.of_member(member, 2, states=(LoanState.PREPARING,), lock=True)
        return [(await self._moved(replace(one, moved=self.unit.now))).id for one in found]

    @command(Role.SYSTEM)
    async def expire(self, actor: Actor, loan: LoanId) -> None:
        """Nothing happened for too long."""
        self.about(f"loan:loan:{loan}")
        found = await self.loans.find(loan, lock=True)
        if found is not None and found.state is LoanState.PREPARING and (until := await self._until(found)) is not None and self.unit.now >= until:
            await self._moved(found.to(LoanState.EXPIRED, self.unit.now))

    @command(Role.MEMBER)
    async def sign_contract(self, actor: Actor, loan: LoanId) -> None:
        """Under the rates of today; then a reviewer looks.

        Raises Refusal: `loan.no_such_loan`, `loan.signed_already`, `loan.not_now`, `loan.not_ready` (lack), `loan.code_first`, `icap.no_certificate`.
        """
        me, found = await self._me(actor), await self._preparing(actor, loan)
        day, rates = await self._rates_now()
        fresh = replace(found, day=day, rates=rates, why="", first=None)
        lacking = (await self._needs(fresh))[0]
        if lacking.lack is not Lack.CONTRACT:
            raise Refusal("loan.not_ready", lack=lacking.lack)
        if not await self.house.stepped_up(me.id, to_sign(loan)):
            raise Refusal("loan.code_first")
        text = _canonical(fresh, me, await self._terms_for(fresh))
        digest = digest_of(text)
        certificate, value = await self.house.sign(me.id, digest)
        await self._moved(replace(fresh, contract=Contract(text, digest, certificate, value, self.unit.now)).to(LoanState.REVIEW, self.unit.now))

    async def _back(self, found: Loan, why: str) -> None:
        """To the member: what was signed does not count any more. Raises Refusal(`loan.cannot_move`)."""
        await self._moved(replace(found.to(LoanState.PREPARING, self.unit.now), contract=UNSIGNED, first=None, why=why), back=True)


def _canonical(loan: Loan, me: Borrower, terms: Terms) -> str:
    """The same words for the same contract, whoever writes them down."""
    parts = [loan.number, me.name, me.identifier, loan.track.value, int(loan.amount), loan.months, str(terms.rate), str(terms.late), loan.purpose.value, loan.supported]
    return json.dumps([*parts, loan.day.isoformat(), loan.rates], ensure_ascii=False, separators=(",", ":"))
