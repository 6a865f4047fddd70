"""صندوق - the cast of the tests of money: members with codes, a judge and a clock, on a real database.   Used by: conftest.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Collection
from contextlib import asynccontextmanager
from datetime import date
from typing import Any

from bot.outside.invoices import NoInvoices
from domain.hesam import HesamService
from domain.hesam.model import BANK, Account, Balance, EntryId, Posting, Why, own
from domain.hesam.policy import RULES
from domain.hesam.ports import Bank, Gateway, Paid, PaidOut, Person, Ports, Started, Verdict, Verified
from domain.hesam.transfer import TransferId
from domain.kernel.money import Rial
from domain.kernel.people import MemberId, Role
from domain.kernel.rates import RateTable
from storage.hesam import BookRows, LookRows, PaymentRows, PayoutRows, TransferRows
from storage.hesam.invariants import INVARIANTS
from storage.kit.database import close_database, open_database
from storage.kit.invariants import INVARIANTS as OF_THE_KIT
from storage.kit.keyring import Keyring
from storage.kit.unit import UnitOfWork, Units
from tests.kanoon.village import CAST, NAMES
from tests.kit.people import People
from tests.kit.units import SECRET

TOMAN = 10
BASIC = {"maryam"}  # those whose limits are the small ones


class Neighbours:
    """The port People over a few people in memory; whoever is in `gone` is not active."""

    def __init__(self) -> None:
        self.gone = set[str]()

    async def by_code(self, code: str) -> Person | None:
        return self._person(code.removeprefix("M-")) if code.startswith("M-") else None

    async def known(self, member: MemberId) -> Person | None:
        return self._person(next(who for who, number in NAMES.items() if number == member))

    async def is_blocked(self, member: MemberId) -> bool:
        return False

    async def names_of(self, ids: Collection[MemberId]) -> dict[MemberId, str]:
        return {MemberId(n): name for n, name in CAST.values() if n in ids}

    async def identifier_of(self, member: MemberId) -> str:
        return f"00{int(member):08}"

    def _person(self, who: str) -> Person | None:
        if who not in NAMES or who in self.gone:
            return None
        return Person(MemberId(NAMES[who]), f"M-{who}", CAST[who][1], who not in BASIC)


class Numbers:
    """The port Rates: the declared rules as they are."""

    async def table(self, day: date, version: int | None = None) -> RateTable:
        return RateTable(0, day, {r.key: (r.measure, r.value) for r in RULES})


class GatewayInMemory:
    """A gateway that a test moves by hand: `paid` and `mood` say what it answers, `asked` what it was asked."""

    ready, trial = True, False

    def __init__(self) -> None:
        self.begun = dict[str, int]()  # authority -> rials
        self.paid = dict[str, int]()  # authority -> rials that were paid
        self.confirmed = set[str]()
        self.mood = ""
        self.asked = list[str]()

    async def begin(self, key: str, amount: Rial, words: str) -> Started | None:
        self.asked.append(key)
        if self.mood == "away":
            return None
        authority = f"A{len(self.begun) + 1:035}"
        self.begun[authority] = amount
        return Started(authority, f"https://pay.example/{authority}")

    async def verify(self, key: str, authority: str, amount: Rial) -> Verified:
        self.asked.append(key)
        if self.mood == "away":
            return Verified(Verdict.NO_ANSWER)
        if authority not in self.paid:
            return Verified(Verdict.UNPAID)
        if self.paid[authority] != amount:
            return Verified(Verdict.OTHER_AMOUNT)
        self.confirmed.add(authority)
        return Verified(Verdict.PAID, f"R{authority[-4:]}")

    async def unconfirmed(self, key: str) -> list[str]:
        return [] if self.mood == "away" else sorted(set(self.paid) - self.confirmed)


class BankInMemory:
    """A bank that a test moves by hand. `loses`: it pays, and its answer is lost."""

    ready, trial = True, False

    def __init__(self) -> None:
        self.paid = dict[str, int]()  # key of the payout -> rials
        self.mood = ""
        self.asked = list[str]()

    async def owns(self, key: str, sheba: str, identifier: str) -> bool | None:
        self.asked.append("owns")
        return None if self.mood == "away" else not sheba.endswith("0000")

    async def inquire(self, key: str, payout: str) -> PaidOut:
        self.asked.append("inquire")
        if self.mood == "away":
            return PaidOut(Paid.NO_ANSWER)
        return PaidOut(Paid.DONE, "R1") if payout in self.paid else PaidOut(Paid.UNKNOWN)

    async def pay(self, key: str, payout: str, sheba: str, amount: Rial) -> PaidOut:
        self.asked.append("pay")
        if self.mood == "refuses":
            return PaidOut(Paid.REFUSED)
        assert payout not in self.paid, "asked to pay what it has paid"
        self.paid[payout] = amount
        return PaidOut(Paid.NO_ANSWER) if self.mood == "loses" else PaidOut(Paid.DONE, "R1")


class Till(People[HesamService]):
    """Zahra, Hassan, Maryam and others have money, Sara is a judge: `await till.do("zahra", "send", ...)`; what came of it is in `events`."""

    names = NAMES
    prefix = "hesam."

    def __init__(self, units: Units) -> None:
        super().__init__(units)
        self.neighbours = Neighbours()
        self.gateway: Gateway = GatewayInMemory()
        self.bank: Bank = BankInMemory()

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, HesamService]]:
        async with self.units.open(self.now) as unit:
            rows = (BookRows(unit), TransferRows(unit), LookRows(unit), PaymentRows(unit))
            yield unit, HesamService(unit, Ports(*rows, self.neighbours, Numbers(), self.gateway, NoInvoices(), PayoutRows(unit), self.bank))

    async def pay_in(self, who: str, toman: int, key: str = "") -> EntryId:
        """Money comes in from the bank."""
        posting = Posting(BANK, self.own(who), Rial(toman * TOMAN))
        done: EntryId = await self.do("system", "post", key or f"in:{who}:{self.now.isoformat()}", Why.PAID_IN, (posting,), "test:payment:1")
        return done

    async def send(self, who: str, to: str, toman: int, words: str = "", *, gift: bool = False) -> TransferId:
        done: TransferId = await self.do(who, "send", f"M-{to}", Rial(toman * TOMAN), words, gift)
        return done

    def own(self, who: str) -> Account:
        return own(self.id(who))

    async def balance(self, who: str) -> Balance:
        found: Balance = await self.do("system", "balance", self.own(who))
        return found

    async def toman(self, who: str) -> tuple[int, int]:
        """What somebody has and what of it is held, in toman."""
        found = await self.balance(who)
        return found.balance // TOMAN, found.held // TOMAN

    async def sound(self) -> None:
        """Nothing that the audit asks is broken."""
        async with self.units.look(self.now) as unit:
            for invariant in (*INVARIANTS, *OF_THE_KIT):
                faults: list[Any] = await invariant.faults(unit.conn)
                assert faults == [], invariant.name


@asynccontextmanager
async def open_till(url: str) -> AsyncIterator[Till]:
    engine = open_database(url)
    try:
        till = Till(Units(engine, Keyring([SECRET])))
        await till.give("rahyar", Role.POSHTIBAN)
        yield till
    finally:
        await close_database(engine)
