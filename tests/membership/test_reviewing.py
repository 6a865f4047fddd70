"""بررسی - what a poshtiban may decide, and how a member who lost everything comes back.   The cast: neighbours.py"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.people import Role
from domain.membership.events import AccountUnlinked, CorrectionAsked, IdentityDoubted
from domain.membership.model import STAGE_MOVES, Cause, Stage
from domain.membership.papers import Item
from domain.membership.ports import Finding
from tests.membership.neighbours import CAST, Neighbours, form_of, refused

NEW_PHONE = "+989127777777"
WORDS: dict[str, tuple[Any, ...]] = {"approve": (), "reject": ("یک دلیل کافی",), "ask_again": ((Item.NAME,), "یک دلیل کافی")}
"""What a poshtiban says with each verb."""


async def doubtful_zahra(n: Neighbours) -> None:
    """Hassan is a poshtiban; Zahra's application, the second one, waits for him."""
    await n.join("hassan")
    await n.give("hassan", Role.POSHTIBAN)
    n.clerk.says[CAST["zahra"][1]] = Finding.MISMATCH
    await n.join("zahra")


async def test_a_poshtiban_sees_masked_identifiers_and_the_cause(n: Neighbours) -> None:
    await doubtful_zahra(n)
    view = await n.do("hassan", "review", 2)
    assert (view.cause, view.name, view.mine, view.until) == (Cause.MISMATCH, "زهرا کریمی", False, None)
    assert CAST["zahra"][1] not in view.identifier and CAST["zahra"][5] not in view.mobile
    assert [row[0] for row in await n.do("hassan", "waiting_reviews")] == [2]
    assert await n.do("system", "reviewers") == [await n.id("hassan")]


async def test_approved_by_a_poshtiban_zahra_is_a_member(n: Neighbours) -> None:
    await doubtful_zahra(n)
    await n.do("hassan", "approve", 2)
    assert (await n.do("zahra", "profile")).name == "زهرا کریمی"


async def test_a_no_and_a_question_carry_a_reason(n: Neighbours) -> None:
    await doubtful_zahra(n)
    for verb in ("reject", "ask_again"):
        with refused("membership.bad_reason"):
            await n.do("hassan", verb, 2, *WORDS[verb][:-1], "نه")
    await n.do("hassan", "ask_again", 2, (Item.BIRTH,), "تاریخ تولد را دوباره ببینید")
    assert n.of(CorrectionAsked)
    assert (await n.do("zahra", "my_application")).reason == "تاریخ تولد را دوباره ببینید"


@pytest.mark.parametrize("verb", ["approve", "reject", "ask_again"])
async def test_who_is_no_poshtiban_or_no_longer_one_decides_nothing(n: Neighbours, verb: str) -> None:
    await doubtful_zahra(n)
    await n.join("maryam")
    words = WORDS[verb]
    with refused("kernel.not_allowed"):
        await n.do("maryam", verb, 2, *words)
    await n.do("system", "revoke", await n.id("hassan"), Role.POSHTIBAN)
    with refused("kernel.not_allowed"):
        await n.do("hassan", verb, 2, *words)
    assert await n.stage(2) is Stage.IN_REVIEW


@pytest.mark.parametrize("verb", ["approve", "reject", "ask_again"])
async def test_what_was_decided_is_not_decided_again(n: Neighbours, verb: str) -> None:
    await doubtful_zahra(n)
    await n.do("hassan", "reject", 2, "یک دلیل کافی")
    with refused("membership.already_decided"):
        await n.do("hassan", verb, 2, *WORDS[verb])


async def test_a_poshtiban_does_not_decide_about_the_family(n: Neighbours) -> None:
    await n.join("hassan")
    await n.give("hassan", Role.POSHTIBAN)
    n.clerk.says[CAST["nika"][1]] = Finding.UNKNOWN
    await n.do("hassan", "file", form_of("nika"))
    await n.tick()
    assert (await n.do("hassan", "review", 2)).mine
    with refused("membership.own_application"):
        await n.do("hassan", "approve", 2)


async def claimed_zahra(n: Neighbours) -> None:
    """Zahra is a member; somebody with another number asks with her identifier, as the third application."""
    await n.join("hassan", "zahra")
    await n.give("hassan", Role.POSHTIBAN)
    await n.do("newphone", "file", form_of("zahra", mobile=NEW_PHONE))
    await n.tick()


async def test_a_claimed_member_is_told_and_has_three_days_to_object(n: Neighbours) -> None:
    await claimed_zahra(n)
    (doubt,) = n.of(IdentityDoubted)
    assert doubt.claimed == await n.id("zahra")
    with refused("membership.too_early") as no:
        await n.do("hassan", "approve", 3)
    assert no.value.fields["until"] == n.now + timedelta(hours=72)
    with refused("membership.no_application"):
        await n.do("hassan", "object_claim", 3)
    await n.do("zahra", "object_claim", 3)
    assert await n.stage(3) is Stage.REJECTED
    with refused("membership.already_decided"):
        await n.do("zahra", "object_claim", 3)


async def test_a_claim_is_no_request_of_the_claimed_member(n: Neighbours) -> None:
    await claimed_zahra(n)
    assert [r.number for r in await n.do("zahra", "my_requests")] == [(await n.do("hassan", "review", 2)).number]


async def test_after_three_days_the_lost_member_is_back_and_the_old_phone_is_out(n: Neighbours) -> None:
    await claimed_zahra(n)
    n.later(hours=73)
    await n.do("hassan", "approve", 3)
    zahra = await n.member("zahra")
    assert n.of(AccountUnlinked) == [AccountUnlinked(zahra.id, "telegram:zahra")]
    assert zahra.mobile == NEW_PHONE
    assert (await n.do("newphone", "profile")).code == zahra.code
    assert await n.do("zahra", "my_application") is None


async def test_a_frozen_member_need_not_wait(n: Neighbours) -> None:
    await n.join("hassan", "zahra")
    await n.give("hassan", Role.POSHTIBAN)
    await n.do("hassan", "freeze_for", await n.code("zahra"), True)
    await n.do("newphone", "file", form_of("zahra", mobile=NEW_PHONE))
    await n.tick()
    await n.do("hassan", "approve", 3)
    zahra = await n.member("zahra")
    assert (zahra.state.value, zahra.sms_trusted) == ("active", True)


MOVED_BY = {
    "approve": ("hassan", WORDS["approve"]),
    "reject": ("hassan", WORDS["reject"]),
    "ask_again": ("hassan", WORDS["ask_again"]),
    "withdraw": ("zahra", None),
}


@pytest.mark.parametrize("verb", MOVED_BY)
@pytest.mark.parametrize("stage", Stage)
async def test_every_verb_at_every_stage_moves_only_where_the_table_says(n: Neighbours, stage: Stage, verb: str) -> None:
    await doubtful_zahra(n)
    async with n.open() as (_, membership):
        found = await membership.ports.applications.find(2)
        assert found is not None
        await membership.ports.applications.save(replace(found, stage=stage))
    who, words = MOVED_BY[verb]
    meant = {"approve": Stage.APPROVED, "reject": Stage.REJECTED, "ask_again": Stage.NEEDS_CORRECTION, "withdraw": Stage.WITHDRAWN}[verb]
    allowed = stage is Stage.IN_REVIEW if words is not None else meant in STAGE_MOVES[stage]
    args = (2, *words) if words is not None else ()
    if allowed:
        await n.do(who, verb, *args)
        assert await n.stage(2) is meant
    else:
        with refused("membership.already_decided" if words is not None else "membership.no_application"):
            await n.do(who, verb, *args)
        assert await n.stage(2) is stage
