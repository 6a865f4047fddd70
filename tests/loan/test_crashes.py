"""سقوط میان تصویب - the process is killed at every point of an approval: it happened whole or not at all, and is told once (rel:M2, M6).   Killed: dying.py"""

from __future__ import annotations

import asyncio
import signal
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from domain.kernel.people import MemberId
from domain.loan.loan import LoanId, LoanState
from tests.conftest import NewDatabase
from tests.hesam.test_crashes import buried
from tests.loan.conftest import TEN, all_adds_up, do, open_bank, owes, reviewed, seen, told
from tests.membership.townsfolk import Folk

ROOT = Path(__file__).parents[2]
MOST = 20  # points; there are fewer


async def _lives(url: str, folk: Folk, reviewer: MemberId, loan: LoanId, nth: int) -> int:
    """One life of the process: its exit code."""
    said = (url, folk.town.now.isoformat(), str(int(reviewer)), str(int(loan)), str(nth))
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", "tests.loan.dying", *said, cwd=ROOT, stdout=asyncio.subprocess.DEVNULL)
    return await child.wait()


@pytest.mark.postgres
async def test_killed_anywhere_in_an_approval_it_is_paid_out_once_or_not_at_all(new_database: NewDatabase) -> None:
    """Every round is a loan and a kill one point later, until a life comes by fewer points than that."""
    url, states = await new_database(), set[LoanState]()
    async with open_bank(url) as folk:
        reza = (await folk.member("reza")).id
        for nth in range(1, MOST):
            loan = await reviewed(folk)
            died = await _lives(url, folk, reza, loan, nth)
            assert died in (0, -signal.SIGKILL)
            await buried(folk)
            folk.town.now += timedelta(minutes=2)  # what the dead one had leased is free again
            await folk.town.settle()
            state = (await seen(folk, loan)).state
            states.add(state)
            assert await owes(folk, loan) == (TEN if state is LoanState.ACTIVE else 0)
            assert len((await seen(folk, loan)).rows) == (20 if state is LoanState.ACTIVE else 0)
            await all_adds_up(folk)
            assert await told(folk, "hassan", "loan", "approve", loan) == ("loan.decided_already" if state is LoanState.ACTIVE else "done")
            await _paid_back(folk, loan)
            if died == 0:
                break
        assert died == 0 and states == {LoanState.REVIEW, LoanState.ACTIVE}, "it was killed on both sides of the commit"


async def _paid_back(folk: Folk, loan: LoanId) -> None:
    bill = await do(folk, "zahra", "loan", "payoff", loan)
    assert await do(folk, "zahra", "loan", "settle", loan, bill.numbers, bill.total) is LoanState.CLOSED
