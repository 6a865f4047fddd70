"""سقوط میان پرداخت - the process is killed at every point between the gateway, the ledger and the receipt; nothing is lost or doubled (rel:M2).   Killed: dying.py"""

from __future__ import annotations

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select, text

from bot.outside import Outside
from bot.outside.paying import KeptInHouse, TwinGateway
from bot.scene import open_scene
from bot.services import Services
from domain.hesam.model import own
from domain.hesam.payment import PaymentId, PaymentState
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Actor, Hat, Role
from storage.hesam.invariants import INVARIANTS
from storage.kit.outbox import outbox
from tests.membership.townsfolk import Folk, open_folk

ROOT = Path(__file__).parents[2]
MOST = 40  # points; there are far fewer
RIALS = Rial(500_000)


@pytest.fixture
async def folk(till_url: str) -> AsyncIterator[Folk]:
    async with open_folk(till_url) as made:
        await made.join("zahra")
        house = made.town.house
        house.outside = Outside(gateway=TwinGateway(KeptInHouse(house.units, house.clock), "http://127.0.0.1:8080"))
        yield made
        async with made.look() as (unit, _):
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name
        await made.all_is_well()


async def paid_at_the_gateway(folk: Folk) -> PaymentId:
    """Zahra has paid at the twin's page and her browser came back; nothing of that has happened here yet."""
    house, zahra = folk.town.house, await folk.member("zahra")
    async with folk.scene() as scene:
        payment: PaymentId = await scene.services["hesam"].open_payment(Actor(zahra.id, frozenset({Hat(Role.MEMBER)}), "telegram:zahra"), RIALS)
    async with folk.look() as (unit, _):
        authority = (await Services(unit)["hesam"].payment_now(SYSTEM, payment)).link.rpartition("/")[2]
    assert isinstance(house.outside.gateway, TwinGateway)
    await house.outside.gateway.decide(authority, pays=True)
    async with open_scene(house, folk.town.now) as scene:
        await scene.services["hesam"].came_back(SYSTEM, authority)
        await scene.settle()
    return payment


async def lives(url: str, folk: Folk, nth: int) -> int:
    """One life of the process: its exit code."""
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.hesam.dying", url, folk.town.now.isoformat(), str(nth), cwd=ROOT, stdout=asyncio.subprocess.DEVNULL
    )
    return await child.wait()


async def buried(folk: Folk) -> None:
    """PostgreSQL notices a moment later that a process is dead; until then its transaction holds what it had locked, and everybody passes that by."""
    if not folk.town.house.units.engine.dialect.name.startswith("postgres"):
        return
    theirs = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND xact_start IS NOT NULL"
    async with asyncio.timeout(30):
        while True:
            async with folk.look() as (unit, _):
                if not (await unit.conn.execute(text(theirs))).scalar_one():
                    return
            await asyncio.sleep(0.02)


async def left(folk: Folk) -> tuple[int, int]:
    """How many messages there were ever, and how many of them are still to leave."""
    async with folk.look() as (unit, _):
        every = (await unit.conn.execute(select(func.count()).select_from(outbox))).scalar_one()
        waiting = (await unit.conn.execute(select(func.count()).select_from(outbox).where(outbox.c.state.in_(("ready", "sending", "unknown"))))).scalar_one()
    return int(every), int(waiting)


async def test_killed_anywhere_between_the_gateway_and_the_receipt_a_payment_is_credited_and_told_once(folk: Folk, till_url: str) -> None:
    """Every round is a payment and a kill one point later, until a life comes by fewer points than that."""
    zahra, messages = await folk.member("zahra"), set[int]()
    for nth in range(1, MOST):
        payment = await paid_at_the_gateway(folk)
        before, _ = await left(folk)
        died = await lives(till_url, folk, nth)
        assert died in (0, -signal.SIGKILL)
        await buried(folk)
        folk.town.now += timedelta(minutes=2)  # what the dead one had leased is free again
        await folk.town.settle()
        after, waiting = await left(folk)
        messages.add(after - before)
        assert waiting == 0
        async with folk.look() as (unit, _):
            hesam = Services(unit)["hesam"]
            assert (await hesam.payment_now(SYSTEM, payment)).state is PaymentState.PAID
            assert (await hesam.balance(SYSTEM, own(zahra.id))).balance == nth * RIALS
        if died == 0:
            break
    assert nth >= 4 and died == 0, "the process came by no crash points, or by more than were tried"
    assert messages == {1}, "one receipt a payment"
