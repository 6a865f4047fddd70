"""وام سنجش - the dialog as a flow of the house, with a service of one command and its table.   Program: ours.py; texts: ../bench.po"""

from __future__ import annotations

from sqlalchemy import BigInteger, Column, Integer, MetaData, String, Table, insert
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.services import Services
from domain.kernel.people import Actor, Role
from domain.kernel.verbs import Service, Unit, command
from handlers.kit import Chat, Option, flow
from handlers.kit.readers import name, rials
from tests.benchmarks.dialog import FOR, MONTHS

ANYBODY = (Role.NEWCOMER, Role.MEMBER)
loans = Table(
    "bench_loan", MetaData(),
    Column("number", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("who", String(80)), Column("what_for", String(20)), Column("amount", BigInteger), Column("months", Integer), Column("guarantor", String(80)),
)  # fmt: skip
NEW_LOAN = insert(loans).returning(loans.c.number)


class BenchService(Service):
    """Writes down who asked for what."""

    def __init__(self, unit: Unit, conn: AsyncConnection) -> None:
        super().__init__(unit)
        self._conn = conn

    @command(*ANYBODY)
    async def file(self, actor: Actor, what_for: str, amount: int, months: int, guarantor: str) -> int:
        """The number of the new row."""
        values = {"who": actor.person, "what_for": what_for, "amount": amount, "months": months, "guarantor": guarantor}
        number = int((await self._conn.execute(NEW_LOAN, values)).scalar_one())
        self.about(f"bench:loan:{number}")
        return number


@flow("bench.loan", offers=ANYBODY)
async def ask_for_a_loan(chat: Chat, bench: BenchService) -> None:
    """The dialog of ../dialog.py."""
    what_for = await chat.choose("what_for", [Option(key, key) for key in FOR])
    amount = await chat.ask("amount", rials(up_to=5_000_000_000))
    months = await chat.choose("months", [Option(n, "months_option", {"n": n}) for n in MONTHS], columns=3)
    guarantor = await chat.ask("guarantor", name())
    await chat.confirm("sure")
    number = await bench.file(chat.member, what_for, amount, months, guarantor)
    await chat.say("filed", number=number)


def make_bench(services: Services) -> BenchService:
    """See bot/services.py."""
    return BenchService(services.unit, services.unit.conn)
