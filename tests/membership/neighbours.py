"""همسایه‌ها - the cast of the membership tests, with their identifiers, phones and clock, on a real database.   Used by: conftest.py"""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import func, select

from bot.outside.sms import TwinSms
from bot.services import MAKERS, Services
from domain.kernel.people import SYSTEM, Actor, Hat, MemberId, Role
from domain.kernel.refusal import Refusal
from domain.kernel.verbs import Event
from domain.membership.events import ChangeAsked, CodeMade, IdentityAsked, SmsWanted
from domain.membership.model import Form, Kind, Member, Stage
from domain.membership.places import Home, Province
from domain.membership.ports import Claim, Finding
from domain.membership.service import MembershipService
from storage.kit.accounts import AccountRows
from storage.kit.database import close_database, open_database
from storage.kit.keyring import Keyring
from storage.kit.unit import UnitOfWork, Units, audit_note
from tests.kit.units import SECRET, START


def national_id(nine: int) -> str:
    """A valid کد ملی from its first nine digits."""
    digits = f"{nine:09d}"
    rest = sum(int(d) * w for d, w in zip(digits, range(10, 1, -1), strict=False)) % 11
    return digits + str(rest if rest < 2 else 11 - rest)


CAST = {
    "zahra": (Kind.NATURAL, national_id(123456781), "زهرا", "کریمی", date(1986, 5, 22), "+989121111111"),
    "hassan": (Kind.NATURAL, national_id(123456782), "حسن", "مرادی", date(1980, 1, 5), "+989122222222"),
    "maryam": (Kind.NATURAL, national_id(123456783), "مریم", "حسینی", date(1995, 9, 1), "+989123333333"),
    "reza": (Kind.NATURAL, national_id(123456784), "رضا", "قاسمی", date(1970, 3, 21), "+989124444444"),
    "wali": (Kind.FOREIGN, "123456789012", "ولی", "احمدزی", date(1990, 2, 2), "+989125555555"),
    "nika": (Kind.MINOR, national_id(123456786), "نیکا", "کریمی", date(2016, 7, 1), "+989121111111"),
    "workshop": (Kind.LEGAL, "14000000003", "", "کارگاه گلیم", None, "+989121111111"),
}
HOME = Home(Province.GOLESTAN, "گرگان")


def form_of(who: str, **other: Any) -> Form:
    """What somebody of the cast declares; `other` replaces fields."""
    kind, identifier, given, family, birth, mobile = CAST[who]
    return replace(Form(kind, identifier, given, family, birth, mobile, HOME, 1), **other)


@dataclass
class Clerk:
    """The registry of the tests: everything matches unless `says` has another word (None: silence)."""

    says: dict[str, Finding | None] = field(default_factory=dict)
    asked: list[Claim] = field(default_factory=list)
    trial: bool = False

    async def check(self, claim: Claim) -> Finding | None:
        self.asked.append(claim)
        return self.says.get(claim.identifier, Finding.MATCH)


class Neighbours:
    """One database, one clock, and people who act through their messenger accounts: `await n.do("zahra", "file", form)`."""

    def __init__(self, units: Units) -> None:
        self.units, self.now = units, START
        self.clerk, self.sms, self.events = Clerk(), TwinSms(), list[Event]()
        self.accounts = {who: f"telegram:{who}" for who in CAST}

    @asynccontextmanager
    async def open(self) -> AsyncIterator[tuple[UnitOfWork, MembershipService]]:
        async with self.units.open(self.now) as unit:
            services = Services(unit, {"membership": MAKERS["membership"]})
            service: MembershipService = services["membership"]
            service.ports = replace(service.ports, registry=self.clerk, sms=self.sms)
            yield unit, service

    async def do(self, who: str, verb: str, *args: Any, **fields: Any) -> Any:
        """Somebody does something from their account, as who they are then. `system` is the clock; `zahra@bale` another account."""
        async with self.open() as (unit, membership):
            done = await getattr(membership, verb)(await self.actor(unit, who), *args, **fields)
            self.events = unit.events
        return done

    async def actor(self, unit: UnitOfWork, who: str) -> Actor:
        if who == "system":
            return SYSTEM
        name, _, platform = who.partition("@")
        person = f"{platform}:{name}" if platform else self.accounts.get(name, f"telegram:{name}")
        accounts = AccountRows(unit.conn, self.now)
        await accounts.saw(person, "1", name)
        account = await accounts.find(person)
        if account is None or account.member is None:
            return Actor(None, frozenset({Hat(Role.NEWCOMER)}), person)
        return Actor(account.member, await unit.hats.worn_by(account.member), person)

    async def tick(self) -> None:
        """What the timers of the last events would do now."""
        for event in list(self.events):
            if isinstance(event, IdentityAsked):
                self.now = max(self.now, event.due)
                await self.do("system", "check_identity", event.application, event.version)
            elif isinstance(event, ChangeAsked):
                self.now = max(self.now, event.due)
                await self.do("system", "check_change", event.change)
            elif isinstance(event, SmsWanted):
                await self.do("system", "send_sms", event.challenge)

    async def join(self, *names: str) -> None:
        """People become members, one after the other."""
        for who in names:
            await self.do(who, "file", form_of(who))
            await self.tick()

    async def member(self, who: str) -> Member:
        async with self.open() as (_, membership):
            found = await membership.ports.members.by_identifier(CAST[who][1])
        assert found is not None, f"{who} is no member"
        return found

    async def id(self, who: str) -> MemberId:
        return (await self.member(who)).id

    async def code(self, who: str) -> str:
        return (await self.member(who)).code

    async def give(self, who: str, role: Role, scope: str = "") -> None:
        await self.do("system", "grant", await self.code(who), role, scope)

    async def stage(self, application: int = 1) -> Stage:
        async with self.open() as (_, membership):
            found = await membership.ports.applications.find(application)
        assert found is not None
        return found.stage

    def later(self, **delta: float) -> None:
        self.now += timedelta(**delta)

    def of(self, kind: type[Event]) -> list[Any]:
        """The events of a kind that the last verb recorded."""
        return [e for e in self.events if isinstance(e, kind)]

    @property
    def sent_code(self) -> str:
        """The code that just left for a messenger."""
        return str(self.of(CodeMade)[0].code)

    async def notes(self) -> int:
        async with self.open() as (unit, _):
            return int((await unit.conn.execute(select(func.count()).select_from(audit_note))).scalar_one())


@contextmanager
def refused(code: str) -> Iterator[pytest.ExceptionInfo[Refusal]]:
    """A block that the domain refuses with this code."""
    with pytest.raises(Refusal) as no:
        yield no
    assert no.value.code == code


@asynccontextmanager
async def settle_neighbours(url: str) -> AsyncIterator[Neighbours]:
    """Nobody is a member yet."""
    engine = open_database(url)
    try:
        yield Neighbours(Units(engine, Keyring([SECRET])))
    finally:
        await close_database(engine)
