"""اثبات - brute force and enumeration: what guessing meets, and what it learns (rel:O1).   The cast: neighbours.py   In chat: test_messengers.py"""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel.refusal import Refusal
from domain.membership.policy import POLICIES
from tests.membership.neighbours import CAST, Neighbours, refused

POLICY = POLICIES[0]


async def tries(n: Neighbours, who: str, verb: str, guesses: int, digits: int) -> tuple[int, int]:
    """How many of these guesses were looked at, and how many fitted."""
    looked = fitted = 0
    for guess in range(guesses):
        try:
            tried = await n.do(who, verb, f"{guess:0{digits}}")
        except Refusal as no:
            assert no.code in ("membership.too_many_tries", "membership.code_over")
        else:
            looked, fitted = looked + 1, fitted + tried.ok
    return looked, fitted


async def test_a_thousand_link_codes_are_five_tries(n: Neighbours) -> None:
    await n.join("zahra")
    await n.do("zahra", "link_code")
    assert await tries(n, "stranger", "use_code", 1000, POLICY.link_digits) == (POLICY.wrong_tries, 0)


async def test_a_thousand_sign_in_codes_are_five_tries(n: Neighbours) -> None:
    await n.join("zahra")
    await n.do("stranger", "send_code", CAST["zahra"][1], CAST["zahra"][5])
    looked, fitted = await tries(n, "stranger", "sign_in", 1000, POLICY.code_digits)
    assert looked <= POLICY.wrong_tries and not fitted


async def test_codes_for_one_member_are_counted_whoever_asks(n: Neighbours) -> None:
    await n.join("zahra")
    sent = 0
    for stranger in range(20):
        n.events = []
        await n.do(f"stranger{stranger}", "send_code", CAST["zahra"][1], CAST["zahra"][5])
        sent += bool(n.events)
    assert sent == POLICY.sends


async def test_a_target_that_is_full_answers_like_every_other(n: Neighbours) -> None:
    await n.join("zahra")
    full = [await n.do(f"stranger{i}", "send_code", CAST["zahra"][1], CAST["zahra"][5]) for i in range(POLICY.sends + 1)]
    nobody = await n.do("other", "send_code", CAST["maryam"][1], "+989129999999")
    assert {answer.until for answer in (*full, nobody)} == {n.now + POLICY.code_life}


async def test_a_decoy_takes_as_many_tries_and_no_code(n: Neighbours) -> None:
    await n.do("stranger", "send_code", CAST["maryam"][1], "+989129999999")
    left = [(await n.do("stranger", "sign_in", f"{guess:06}")).left for guess in range(POLICY.wrong_tries)]
    assert left == list(range(POLICY.wrong_tries - 1, -1, -1))
    with refused("membership.code_over"):
        await n.do("stranger", "sign_in", "000000")


@pytest.mark.parametrize("words", ["' OR 1=1 --", "%", "_", "\x00", "\ud800", "A" * 4000])
async def test_codes_of_another_world_find_nobody(n: Neighbours, words: str) -> None:
    await n.join("zahra")
    assert await n.do("zahra", "name_behind", words) is None


async def test_an_hour_later_one_may_try_again(n: Neighbours) -> None:
    await n.join("zahra")
    await tries(n, "stranger", "use_code", POLICY.wrong_tries, POLICY.link_digits)
    with refused("membership.too_many_tries") as no:
        await n.do("stranger", "use_code", "00000000")
    assert no.value.fields["until"] == n.now + POLICY.window
    n.later(seconds=(POLICY.window + timedelta(seconds=1)).total_seconds())
    assert not (await n.do("stranger", "use_code", "00000000")).ok


async def test_who_guesses_at_the_own_identifier_is_stopped_too(n: Neighbours) -> None:
    await n.join("zahra")
    for _ in range(POLICY.wrong_tries):
        assert not (await n.do("zahra", "freeze", CAST["hassan"][1], False)).ok
    with refused("membership.too_many_tries"):
        await n.do("zahra", "freeze", CAST["zahra"][1], False)
