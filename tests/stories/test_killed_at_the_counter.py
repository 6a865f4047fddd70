"""کشته در میانه - the process is killed at every point of a decision at the bank: it happened whole or not at all (rel:M2, M6).   Killed: tests/kit/dying.py"""

from __future__ import annotations

from typing import Any

import pytest

from domain.cheque.cheque import ChequeId, ChequeState
from domain.hami.giving import to_give
from domain.hami.model import SpentOn
from domain.icap.note import NoteId, NoteState
from domain.icap.signing import to_sign as to_sign_note
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from domain.loan.loan import LoanId, LoanState
from domain.pishkhan.identity import Flaw, IdentityId, IdentityState
from storage.hesam.invariants import INVARIANTS as OF_MONEY
from tests.cheque.conftest import Press, has_book, holds, open_counter
from tests.cheque.conftest import seen as leaf
from tests.conftest import NewDatabase
from tests.icap.conftest import SENT
from tests.kit.dying import Does, open_nursery
from tests.loan.conftest import CLERKS, MILLION, TEN, all_adds_up, do, has, owes, proves, reviewed, seen, told
from tests.membership.townsfolk import Folk
from tests.merat.conftest import actor, pay_in

pytestmark = pytest.mark.postgres

FEE = 210_200  # rials of an identity check
KILLED = ("identity", "note", "support", "loan", "cheque")


class Counter:
    """What is done and killed, and how it is seen whether all of it happened. One thing after the other, with the same people."""

    def __init__(self, folk: Folk) -> None:
        self.folk = folk
        self.before: tuple[Any, ...] = ()

    async def _by(self, who: str, service: str, verb: str, *args: Any) -> Does:
        return Does(await actor(self.folk, who, *([Role.POSHTIBAN] if who in CLERKS else [])), service, verb, args)

    async def identity(self) -> IdentityId:
        """Reza's; he pays for each."""
        if not self.before:
            await pay_in(self.folk, "reza", 50 * FEE)
        self.before = (await has(self.folk, "reza"),)
        number: IdentityId = await do(self.folk, "reza", "pishkhan", "send_evidence", SENT)
        return number

    async def decide_identity(self, number: IdentityId) -> Does:
        return await self._by("hassan", "pishkhan", "decide_identity", number, Flaw.FACE)

    async def identity_whole(self, number: IdentityId) -> bool:
        async with self.folk.scene() as scene:
            view = await scene.services["pishkhan"].identity_now(SYSTEM, number)
        decided = view.state is IdentityState.AGAIN
        assert view.state in (IdentityState.AGAIN, IdentityState.WAITING)
        assert await has(self.folk, "reza") == self.before[0] - (FEE if decided else 0), "the fee is taken with the first answer"
        await do(self.folk, "reza", "pishkhan", "withdraw_identity")
        return decided

    async def note(self) -> NoteId:
        number: NoteId = await do(self.folk, "zahra", "icap", "draft", TEN, (await self.folk.member("maryam")).code)
        for who in ("zahra", "maryam"):
            await proves(self.folk, who, to_sign_note(number))
        await do(self.folk, "zahra", "icap", "sign", number)
        self.before = (await has(self.folk),)
        return number

    async def guarantee(self, number: NoteId) -> Does:
        return await self._by("maryam", "icap", "guarantee", number)

    async def note_whole(self, number: NoteId) -> bool:
        view = await do(self.folk, "zahra", "icap", "note", number)
        issued = view.state is NoteState.ISSUED
        assert view.intact and len(view.signatures) == (2 if issued else 1)
        assert await has(self.folk) == self.before[0] - (view.stamp if issued else 0), "stamp duty is taken with the issue"
        await do(self.folk, "zahra", "icap", *(("void_note", number) if issued else ("withdraw_note", number)))
        return issued

    async def support(self) -> int:
        code = (await self.folk.member("zahra")).code
        await proves(self.folk, "hassan", to_give(code))
        return await self._given()

    async def _given(self) -> int:
        me = (await self.folk.member("hassan")).id
        async with self.folk.scene() as scene:
            return int(await scene.services["hami"].given_now(SYSTEM, me))

    async def give(self, _before: int) -> Does:
        return await self._by("hassan", "hami", "give", (await self.folk.member("zahra")).code, Rial(MILLION), SpentOn.LOAN)

    async def support_whole(self, before: int) -> bool:
        after = await self._given()
        assert after in (before, before + MILLION)
        return after != before

    async def loan(self) -> LoanId:
        return await reviewed(self.folk)

    async def approve(self, number: LoanId) -> Does:
        return await self._by("reza", "loan", "approve", number)

    async def loan_whole(self, number: LoanId) -> bool:
        view = await seen(self.folk, number)
        active = view.state is LoanState.ACTIVE
        assert await owes(self.folk, number) == (TEN if active else 0) and len(view.rows) == (20 if active else 0)
        assert await told(self.folk, "hassan", "loan", "approve", number) == ("loan.decided_already" if active else "done")
        bill = await do(self.folk, "zahra", "loan", "payoff", number)
        assert await do(self.folk, "zahra", "loan", "settle", number, bill.numbers, bill.total) is LoanState.CLOSED
        return active

    async def cheque(self) -> ChequeId:
        if not (await do(self.folk, "zahra", "cheque", "counter")).blank:
            await has_book(self.folk)
        number = await holds(self.folk, MILLION, 0)
        self.before = (await has(self.folk), await has(self.folk, "maryam"))
        return number

    async def present(self, number: ChequeId) -> Does:
        return await self._by("maryam", "cheque", "present", number)

    async def cheque_whole(self, number: ChequeId) -> bool:
        view = await leaf(self.folk, number)
        paid = view.state is ChequeState.PAID
        assert view.state in (ChequeState.HELD, ChequeState.PAID) and view.intact
        moved = MILLION if paid else 0
        assert (await has(self.folk), await has(self.folk, "maryam")) == (self.before[0] - moved, self.before[1] + moved)
        assert await told(self.folk, "maryam", "cheque", "present", number) == ("cheque.cannot_move" if paid else "done")
        return paid


@pytest.mark.parametrize("what", KILLED)
async def test_killed_anywhere_it_happened_whole_or_not_at_all(new_database: NewDatabase, what: str) -> None:
    url = await new_database()
    async with open_counter(url, Press()) as folk, open_nursery(url) as nursery:
        counter = Counter(folk)
        deeds = {
            "identity": (counter.identity, counter.decide_identity, counter.identity_whole), "note": (counter.note, counter.guarantee, counter.note_whole),
            "support": (counter.support, counter.give, counter.support_whole), "loan": (counter.loan, counter.approve, counter.loan_whole),
            "cheque": (counter.cheque, counter.present, counter.cheque_whole),
        }  # fmt: skip
        await nursery.killed_everywhere(folk, *deeds[what])  # type: ignore[arg-type]  # each three of them belong together
        await all_adds_up(folk)
        async with folk.look() as (unit, _):
            for rule in OF_MONEY:
                assert not await rule.faults(unit.conn), rule.name
