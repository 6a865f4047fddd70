"""هم‌زمان - two who decide at once: one of them has done it, the numbers have no gap, and no key has two values on a day.   Rules: domain/policy/"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable
from typing import Any

from domain.kernel.refusal import Refusal
from domain.policy.model import ChangeState
from tests.policy.office import FEE, Office

LOST = {"policy.changed_meanwhile", "policy.cannot_move", "policy.own_change"}


async def _told(deed: Awaitable[Any]) -> str:
    try:
        await deed
    except Refusal as no:
        return no.code
    return "done"


async def test_two_approvers_at_once_approve_it_once(office: Office) -> None:
    for ahead in range(1, 9):
        change = await office.propose(200 + ahead, ahead=ahead)
        done = await asyncio.gather(*(_told(office.do(who, "approve", change)) for who in ("bahram", "dabir")))
        assert Counter(done)["done"] == 1 and set(done) <= {"done", *LOST}
        assert (await office.table()).version == ahead
        await office.sound()


async def test_an_approval_and_a_withdrawal_at_once_leave_one_of_them(office: Office) -> None:
    approved = 0
    for ahead in range(1, 9):
        change = await office.propose(200 + ahead, ahead=ahead)
        deeds = [_told(office.do("bahram", "approve", change)), _told(office.do("rahyar", "withdraw", change))]
        done = await asyncio.gather(*(deeds if ahead % 2 else deeds[::-1]))
        assert Counter(done)["done"] == 1 and set(done) <= {"done", *LOST}
        state = (await office.do("dabir", "find_change", change)).state
        approved += state is ChangeState.APPROVED
        assert state in (ChangeState.APPROVED, ChangeState.WITHDRAWN) and (await office.table()).version == approved
        await office.sound()


async def test_changes_of_many_keys_approved_at_once_are_numbered_without_a_gap(office: Office) -> None:
    keys = (FEE, "late.margin", "kyc.fee", "kyc.attempts", "merat.fee")
    changes = [await office.propose(1, ahead=1, key=key) for key in keys]
    done = await asyncio.gather(*(_told(office.do(who, "approve", change)) for change in changes for who in ("bahram", "dabir")))
    assert Counter(done)["done"] == len(keys) and set(done) <= {"done", *LOST}
    assert (await office.table()).version == len(keys)


async def test_two_proposals_of_one_key_at_once_leave_one(office: Office) -> None:
    done = await asyncio.gather(*(_told(office.propose(250 + n, ahead=n, by=who)) for n, who in enumerate(("rahyar", "bahram", "dabir"), 1)))
    assert sorted(done) == ["done", "policy.open_already", "policy.open_already"]
