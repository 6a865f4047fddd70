"""سفره‌ی آزمون‌های وام - Zahra has an account, a result of Merat and 26 points; Maryam may answer for her, Hassan lends, Reza and Hassan review."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.hami.giving import to_give
from domain.hami.model import SpentOn, SupportId
from domain.hesam.model import Account, Money, own
from domain.icap.certifying import TO_CERTIFY
from domain.icap.note import NoteId
from domain.icap.signing import to_sign as to_sign_note
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from domain.kernel.rates import Origin
from domain.kernel.refusal import Refusal
from domain.loan.loan import LoanId, LoanPurpose, LoanState, MilitaryService
from domain.loan.requesting import to_sign
from domain.loan.terms import Track
from domain.merat.model import Declaration
from domain.merat.scorecard import Household
from storage.hami.tables import INVARIANTS as OF_HAMI
from storage.icap.tables import INVARIANTS as OF_ICAP
from storage.loan.tables import INVARIANTS
from storage.membership import ChallengeRows
from tests.conftest import NewDatabase
from tests.icap.conftest import FORM, SENT
from tests.membership.townsfolk import Folk, open_folk
from tests.merat.conftest import Desk as Bureau
from tests.merat.conftest import actor, pay_in
from tests.pishkhan.conftest import Desk

MILLION = 10_000_000  # toman in rials
TEN = Rial(10 * MILLION)
HOME = Declaration(Household(Rial(40 * MILLION), Rial(0), 0, Rial(10 * MILLION)))
CLERKS = ("reza", "hassan")


@pytest.fixture
async def bank(sqlite_url: str) -> AsyncIterator[Folk]:
    """On SQLite; see `open_bank`."""
    async with open_bank(sqlite_url) as made:
        yield made


@pytest.fixture
async def postgres_bank(new_database: NewDatabase) -> AsyncIterator[Folk]:
    async with open_bank(await new_database()) as made:
        yield made


@asynccontextmanager
async def open_bank(url: str) -> AsyncIterator[Folk]:
    """Zahra has 26 million toman since half a year, so does Maryam; Reza and Hassan are poshtibans."""
    async with open_folk(url) as made:
        made.town.house.outside = replace(made.town.house.outside, counter=Desk(), bureau=Bureau())
        await made.join("hassan", "zahra", "maryam", "reza")
        for who in CLERKS:
            await made.give(who, Role.POSHTIBAN)
        await made.give("reza", Role.RATES_KEEPER)
        for who in ("zahra", "maryam", "hassan"):
            await pay_in(made, who, 26 * MILLION)
        await made.town.later(days=181)
        for who in ("zahra", "maryam"):
            await banked(made, who)
        yield made
        await made.all_is_well()
        await all_adds_up(made)


async def all_adds_up(folk: Folk) -> None:
    async with folk.look() as (unit, _):
        for rule in (*INVARIANTS, *OF_ICAP, *OF_HAMI):
            assert not await rule.faults(unit.conn), rule.name


async def do(folk: Folk, who: str, service: str, verb: str, *args: Any) -> Any:
    me = await actor(folk, who, *([Role.POSHTIBAN] if who in CLERKS else []))
    async with folk.scene() as scene:
        return await getattr(scene.services[service], verb)(me, *args)


async def told(folk: Folk, who: str, service: str, verb: str, *args: Any) -> str:
    try:
        await do(folk, who, service, verb, *args)
    except Refusal as no:
        return no.code
    return "done"


async def banked(folk: Folk, who: str) -> None:
    """Identified, with an account, a result and a certificate."""
    identity = await do(folk, who, "pishkhan", "send_evidence", SENT)
    await do(folk, "reza", "pishkhan", "decide_identity", identity, None)
    account = await do(folk, who, "pishkhan", "ask_account", FORM)
    await do(folk, "reza", "pishkhan", "approve_account", account)
    await do(folk, who, "merat", "ask", HOME)
    await folk.town.later(minutes=1)
    await proves(folk, who, TO_CERTIFY)
    await do(folk, who, "icap", "certify")


async def proves(folk: Folk, who: str, about: str) -> None:
    """As if the right code had been written."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        await ChallengeRows(scene.unit).hit("stepped", f"member:{me}:{about}", scene.unit.now)


async def noted(folk: Folk, who: str, loan: int = TEN, guarantor: str = "") -> NoteId:
    """An issued note for a loan."""
    code = (await folk.member(guarantor)).code if guarantor else ""
    note: NoteId = await do(folk, who, "icap", "draft", Rial(loan), code)
    await proves(folk, who, to_sign_note(note))
    await do(folk, who, "icap", "sign", note)
    if guarantor:
        await proves(folk, guarantor, to_sign_note(note))
        await do(folk, guarantor, "icap", "guarantee", note)
    return note


async def asks(folk: Folk, who: str = "zahra", amount: int = TEN, months: int = 20, track: Track = Track.NO_FEE, *, supported: bool = False) -> LoanId:
    number: LoanId = await do(folk, who, "loan", "ask", track, Rial(amount), months, LoanPurpose.HASTEH, MilitaryService.NOT_LIABLE, supported)
    return number


async def signs(folk: Folk, loan: LoanId, who: str = "zahra") -> None:
    await proves(folk, who, to_sign(loan))
    await do(folk, who, "loan", "sign_contract", loan)


async def lends(folk: Folk, amount: int, to: str = "zahra", who: str = "hassan") -> SupportId:
    code = (await folk.member(to)).code
    await proves(folk, who, to_give(code))
    support: SupportId = await do(folk, who, "hami", "give", code, Rial(amount), SpentOn.LOAN)
    return support


async def reviewed(folk: Folk, who: str = "zahra", amount: int = TEN, months: int = 20, track: Track = Track.NO_FEE, *, supported: bool = False) -> LoanId:
    """Signed, with everything that it needs."""
    loan = await asks(folk, who, amount, months, track, supported=supported)
    await noted(folk, who, amount, "maryam" if who == "zahra" else "zahra")
    await signs(folk, loan, who)
    return loan


async def running(folk: Folk, who: str = "zahra", amount: int = TEN, months: int = 20, track: Track = Track.NO_FEE, *, supported: bool = False) -> LoanId:
    loan = await reviewed(folk, who, amount, months, track, supported=supported)
    state = await do(folk, "reza", "loan", "approve", loan)
    assert state is LoanState.ACTIVE
    return loan


async def seen(folk: Folk, loan: LoanId, who: str = "zahra") -> Any:
    return await do(folk, who, "loan", "loan", loan)


async def worth(folk: Folk, who: str = "zahra") -> Any:
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        return await scene.services["merat"].result_for(SYSTEM, me)


async def two_from(folk: Folk, amount: Rial) -> None:
    """Two people approve above so much, from tomorrow on: the rates keepers agreed, and it is the day after."""
    keeper, admin = (await folk.member("reza")).id, (await folk.member("hassan")).id
    async with folk.scene() as scene:
        policy = scene.services["policy"]
        day = folk.town.now.date() + timedelta(days=1)
        change = await policy.propose(Actor(keeper, frozenset({Hat(Role.RATES_KEEPER)})), "loan.four_eyes_from", amount, day, Origin.ASSUMPTION, "تا روشن شدن اصل آن")
        await policy.approve(Actor(admin, frozenset({Hat(Role.ADMIN)})), change)
    await folk.town.later(days=2)


async def owes(folk: Folk, loan: LoanId, who: str = "zahra") -> int:
    """Rials that the books say somebody owes."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        found = await scene.services["hesam"].balance(SYSTEM, Account(Money.RECEIVABLE, me, f"loan:{loan}"))
    return -int(found.balance)


async def has(folk: Folk, who: str = "zahra") -> int:
    """Own money, in rials."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        return int((await scene.services["hesam"].balance(SYSTEM, own(me))).balance)
