"""مرسوله در هر وضع - state by event, the money, the code, who sees what; late news and a locked door.   Moves: domain/mts/parcel.py"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from domain.hesam.model import own
from domain.kernel.codes import luhn
from domain.kernel.money import Rial
from domain.kernel.people import SYSTEM, Role
from domain.membership.places import Province
from domain.mts.claim import ClaimKind
from domain.mts.distance import NEIGHBOURS, Band, band
from domain.mts.job import JobState, Vehicle
from domain.mts.parcel import PARCEL_MOVES, ParcelId, ParcelKind, ParcelState
from domain.mts.tracking_code import is_of_post, is_ours, read_digits
from tests.membership.townsfolk import Folk
from tests.mts.conftest import FAR_AWAY, HERE, MONEY, THERE, accepted, do, form, out, secret_of, sent, stands, told

PHOTO, WHO = "photo|telegram:signature", "علی حسینی، پسر گیرنده"
NOBODY = {"receiver": "", "name": "مریم حسینی", "mobile": "+989123333333"}
EVENTS: dict[str, tuple[str, tuple[Any, ...]]] = {
    "pick_up": ("reza", ()), "hand_in": ("reza", ()), "take_along": ("reza", ()), "nobody_there": ("reza", ()), "hand_over_without_code": ("reza", (WHO, PHOTO)),
    "gave_back": ("reza", ()), "believe": ("hassan", (True,)), "call_back": ("zahra", ()),
}  # fmt: skip
AFTER: dict[ParcelState, dict[str, ParcelState]] = {
    ParcelState.WAITING: {"pick_up": ParcelState.PICKED_UP, "call_back": ParcelState.CANCELLED},
    ParcelState.PICKED_UP: {"take_along": ParcelState.OUT},
    ParcelState.OUT: {"nobody_there": ParcelState.REATTEMPT, "hand_over_without_code": ParcelState.UNPROVEN},
    ParcelState.REATTEMPT: {"take_along": ParcelState.OUT},
    ParcelState.HELD: {"take_along": ParcelState.OUT},
    ParcelState.UNPROVEN: {"believe": ParcelState.DELIVERED},
    ParcelState.RETURNING: {"gave_back": ParcelState.RETURNED},
    ParcelState.DELIVERED: {}, ParcelState.RETURNED: {}, ParcelState.CANCELLED: {},
}  # fmt: skip


async def has(folk: Folk, who: str = "zahra") -> tuple[int, int]:
    """Own money, and what is free of it."""
    me = (await folk.member(who)).id
    async with folk.scene() as scene:
        found = await scene.services["hesam"].balance(SYSTEM, own(me))
    return int(found.balance), int(found.free)


async def brought(folk: Folk, state: ParcelState) -> ParcelId:
    """In one city, to somebody who is no member."""
    number = await accepted(folk, **NOBODY)
    again = ["nobody_there", "take_along"]
    ready = ["pick_up", "take_along"]
    steps = {
        ParcelState.PICKED_UP: ready[:1], ParcelState.OUT: ready, ParcelState.REATTEMPT: [*ready, "nobody_there"], ParcelState.HELD: [*ready, *again, *again, again[0]],
        ParcelState.UNPROVEN: [*ready, "hand_over_without_code"], ParcelState.RETURNING: [*ready, *again, *again, "nobody_there"],
        ParcelState.DELIVERED: [*ready, "hand_over_without_code", "believe"], ParcelState.RETURNED: [*ready, *again, *again, "nobody_there"],
        ParcelState.CANCELLED: ["call_back"],
    }  # fmt: skip
    for step in steps.get(state, []):
        who, args = EVENTS[step]
        await do(folk, who, step, number, *args)
    if state in (ParcelState.RETURNING, ParcelState.RETURNED):
        await folk.town.later(days=8)
    if state is ParcelState.RETURNED:
        await do(folk, "reza", "gave_back", number)
    assert await stands(folk, number) is state
    return number


@pytest.mark.parametrize("state", list(AFTER))
async def test_what_must_not_happen_is_refused(folk: Folk, state: ParcelState) -> None:
    number = await brought(folk, state)
    before = await has(folk)
    for event, (who, args) in EVENTS.items():
        if event not in AFTER[state]:
            assert await told(folk, who, event, number, *args) in ("mts.cannot_move", "mts.no_such_parcel", "mts.goes_no_farther"), event
    assert await stands(folk, number) is state and await has(folk) == before


@pytest.mark.parametrize(("state", "event", "after"), [(s, e, a) for s, events in AFTER.items() for e, a in events.items()])
async def test_what_may_happen_does(folk: Folk, state: ParcelState, event: str, after: ParcelState) -> None:
    number = await brought(folk, state)
    assert after in PARCEL_MOVES[state]
    who, args = EVENTS[event]
    await do(folk, who, event, number, *args)
    assert await stands(folk, number) is after


async def test_it_is_paid_when_it_is_picked_up_and_not_before(folk: Folk) -> None:
    number = await accepted(folk)
    price = (await do(folk, "zahra", "parcel", number)).price
    assert price == 550_000 and await has(folk) == (MONEY, MONEY - price)
    await do(folk, "reza", "pick_up", number)
    assert await has(folk) == (MONEY - price, MONEY - price)
    other = await sent(folk)
    await do(folk, "zahra", "call_back", other)
    assert await has(folk) == (MONEY - price, MONEY - price)


async def test_the_code_is_the_receivers_alone_and_five_wrong_ones_lock(folk: Folk) -> None:
    number = await out(folk)
    right = await secret_of(folk, number)
    assert len(right) == 6 and f"<b>{right}" not in folk["zahra"].text and right not in folk["reza"].text
    assert (await do(folk, "zahra", "parcel", number)).secret == "" and (await do(folk, "reza", "parcel", number)).secret == ""
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        assert await do(folk, "reza", "deliver", number, wrong, "") is False
    assert await told(folk, "reza", "deliver", number, right, "") == "mts.locked"
    assert "کد نادرست" in folk["maryam"].last.text
    await folk.town.later(minutes=31)
    assert await do(folk, "reza", "deliver", number, right, "") is True
    assert await stands(folk, number) is ParcelState.DELIVERED and await secret_of(folk, number) == ""


async def test_whoever_has_a_code_is_handed_it_only_with_that(folk: Folk) -> None:
    number = await out(folk)
    assert await told(folk, "reza", "hand_over_without_code", number, WHO, PHOTO) == "mts.only_with_code"


async def test_between_cities_it_goes_over_the_hubs_and_to_somebody_there(folk: Folk) -> None:
    number = await accepted(folk, target=FAR_AWAY)
    await do(folk, "reza", "pick_up", number)
    assert await told(folk, "reza", "take_along", number) == "mts.not_there_yet"
    await do(folk, "reza", "hand_in", number)
    now = folk.town.now
    for state, place in ((ParcelState.IN_TRANSIT, "تهران"), (ParcelState.AT_DESTINATION, "کرمان")):
        await folk.town.later(hours=3)
        await do(folk, "hassan", "note", number, state, folk.town.now, place)
    assert "رسیدگی می‌خواهد" in folk["hassan"].last.text, "nobody carries in Kerman"
    await folk.give("maryam", Role.CARRIER)
    assert now < folk.town.now


async def test_late_news_finds_its_place_and_moves_nothing(folk: Folk) -> None:
    number = await accepted(folk, target=FAR_AWAY)
    await do(folk, "reza", "pick_up", number)
    await do(folk, "reza", "hand_in", number)
    await folk.town.later(hours=9)
    early, late = folk.town.now - timedelta(hours=5), folk.town.now - timedelta(hours=1)
    await do(folk, "hassan", "note", number, ParcelState.AT_DESTINATION, late, "کرمان")
    for _ in range(3):
        await do(folk, "hassan", "note", number, ParcelState.IN_TRANSIT, early, "تهران")
    seen = await do(folk, "zahra", "parcel", number)
    assert seen.state is ParcelState.AT_DESTINATION
    assert [e.state for e in seen.events][:2] == [ParcelState.AT_DESTINATION, ParcelState.IN_TRANSIT] and len(seen.events) == 5
    assert await told(folk, "hassan", "note", number, ParcelState.DELIVERED, late, "کرمان") == "mts.not_by_note"
    assert await told(folk, "hassan", "note", number, ParcelState.LOST, folk.town.now + timedelta(hours=1), "کرمان") == "mts.in_the_future"


async def test_an_offer_goes_to_the_next_one_and_at_last_to_who_dispatches(folk: Folk) -> None:
    await folk.give("maryam", Role.CARRIER)
    number = await sent(folk, **NOBODY)
    (job,) = await do(folk, "reza", "open_jobs")
    assert (await do(folk, "reza", "job_seen", job.id)).address == "" and await told(folk, "maryam", "accept", job.id) in ("mts.no_such_job", "kernel.not_allowed")
    assert await told(folk, "reza", "parcel", number) == "mts.no_such_parcel", "the address only after the yes"
    await folk.town.later(minutes=11)
    assert await do(folk, "reza", "open_jobs") == [] and "رسیدگی می‌خواهد" in folk["hassan"].last.text
    assert [a.member for a in await do(folk, "hassan", "agents_for", number)] == [(await folk.member("reza")).id]
    await do(folk, "hassan", "give_to", number, (await folk.member("reza")).id)
    (again,) = await do(folk, "reza", "open_jobs")
    assert again.state is JobState.ACCEPTED and (await do(folk, "reza", "job_seen", again.id)).address == HERE.address


async def test_declining_is_free_and_giving_up_costs(folk: Folk) -> None:
    await sent(folk)
    (job,) = await do(folk, "reza", "open_jobs")
    await do(folk, "reza", "decline", job.id)
    assert (await do(folk, "reza", "my_agent")).score == 100
    number = await accepted(folk)
    (job,) = await do(folk, "reza", "open_jobs")
    await do(folk, "reza", "give_up", job.id)
    assert (await do(folk, "reza", "my_agent")).score == 90 and await told(folk, "reza", "pick_up", number) == "mts.no_such_parcel"


async def test_anybody_with_the_code_sees_where_it_is_and_nothing_else(folk: Folk) -> None:
    number = await out(folk)
    code = (await do(folk, "zahra", "parcel", number)).code
    spaced = " ".join(code[n : n + 5] for n in range(0, 20, 5))
    seen = await do(folk, "hassan", "track", spaced)
    assert seen.state is ParcelState.OUT and not any(word in str(seen) for word in ("پلاک", "کریمی", "حسینی", "+98"))
    assert await do(folk, "hassan", "track", "1" * 20) is None and await do(folk, "hassan", "track", "سلام") is None
    for _ in range(27):
        await do(folk, "hassan", "track", code)
    assert await told(folk, "hassan", "track", code) == "mts.looked_too_often", "right and wrong ones count alike"
    await folk.town.later(days=1)
    assert await told(folk, "hassan", "track", code) == "done"
    assert await do(folk, "hassan", "my_parcel_of", code) is None and await do(folk, "maryam", "my_parcel_of", code) == number


async def test_what_the_bank_sends_is_never_sent_by_a_member(folk: Folk) -> None:
    assert await told(folk, "zahra", "send", await form(folk, kind=ParcelKind.BANK_CARD)) == "mts.only_by_bank"


@pytest.mark.parametrize(
    ("change", "code"),
    [({"grams": 31_000}, "mts.too_heavy"), ({"grams": 0}, "mts.too_heavy"), ({"content": ""}, "mts.bad_words"), ({"receiver": "ACDEFHJK"}, "mts.nobody_with_code"),
     ({"receiver": ""}, "mts.bad_receiver"), ({"target": replace(THERE, postal_code="1")}, "mts.bad_place"),
     ({"target": replace(THERE, province="mars")}, "mts.bad_place"),
     ({"declared": Rial(10**12)}, "mts.too_dear")],
)  # fmt: skip
async def test_what_a_form_must_not_say(folk: Folk, change: dict[str, Any], code: str) -> None:
    assert await told(folk, "zahra", "send", await form(folk, **change)) == code


async def test_a_claim_comes_in_time_once_and_is_paid_up_to_what_was_declared(folk: Folk) -> None:
    number = await out(folk, declared=Rial(8_000_000))
    assert (await do(folk, "zahra", "parcel", number)).price == 550_000 + 40_000
    assert await told(folk, "zahra", "claim", number, ClaimKind.LOST, "نرسیده است", ()) == "mts.too_early_to_claim"
    await folk.town.later(days=4)
    assert await told(folk, "hassan", "claim", number, ClaimKind.LOST, "نرسیده است", ()) == "mts.no_such_parcel"
    claim = await do(folk, "zahra", "claim", number, ClaimKind.LOST, "نرسیده است", ())
    assert await told(folk, "maryam", "claim", number, ClaimKind.LOST, "نرسیده است", ()) == "mts.claimed_already"
    assert await told(folk, "hassan", "rule_claim", claim, Rial(8_000_001), "گم شد") == "mts.too_much"
    before = (await has(folk))[0]
    await do(folk, "hassan", "rule_claim", claim, Rial(8_000_000), "گم شد")
    assert (await has(folk))[0] == before + 8_000_000 and await told(folk, "hassan", "rule_claim", claim, Rial(1), "گم شد") == "mts.cannot_move"


async def test_damage_needs_a_photo_and_is_not_ruled_by_who_claims(folk: Folk) -> None:
    number = await out(folk)
    await do(folk, "reza", "deliver", number, await secret_of(folk, number), "")
    assert await told(folk, "maryam", "claim", number, ClaimKind.DAMAGED, "شکسته است", ()) == "mts.photo_needed"
    claim = await do(folk, "maryam", "claim", number, ClaimKind.DAMAGED, "شکسته است", ("photo|telegram:broken",))
    assert (await do(folk, "hassan", "claim_seen", claim)).most == 10 * 550_000
    await do(folk, "hassan", "rule_claim", claim, Rial(0), "عکس چیز دیگری است")
    assert "پذیرفته نشد" in folk["maryam"].last.text


@pytest.mark.postgres
async def test_a_parcel_offered_to_many_is_accepted_once_and_paid_once(postgres_folk: Folk) -> None:
    number = await sent(postgres_folk)
    (job,) = await do(postgres_folk, "reza", "open_jobs")
    said = await asyncio.gather(*(told(postgres_folk, "reza", "accept", job.id) for _ in range(20)))
    assert said.count("done") == 1
    said = await asyncio.gather(*(told(postgres_folk, "reza", "pick_up", number) for _ in range(20)), told(postgres_folk, "zahra", "call_back", number))
    assert said.count("done") == 1
    assert (await has(postgres_folk))[0] in (MONEY, MONEY - 550_000)


@pytest.mark.postgres
async def test_six_hundred_codes_at_once_try_no_more_than_five(postgres_folk: Folk) -> None:
    number = await out(postgres_folk)
    right = await secret_of(postgres_folk, number)
    wrong = "000000" if right != "000000" else "111111"
    said = await asyncio.gather(*(told(postgres_folk, "reza", "deliver", number, wrong, "") for _ in range(30)))
    assert said.count("done") == 5 and said.count("mts.locked") == 25


def test_every_province_has_neighbours_that_know_it() -> None:
    assert set(NEIGHBOURS) == {p.value for p in Province}
    for one, others in NEIGHBOURS.items():
        assert one not in others and all(one in NEIGHBOURS[other] for other in others), one
    assert band("golestan", "گرگان", "golestan", "گرگان ") is Band.CITY and band("golestan", "گرگان", "golestan", "گنبد") is Band.PROVINCE
    assert band("golestan", "گرگان", "semnan", "شاهرود") is Band.NEAR and band("golestan", "گرگان", "kerman", "کرمان") is Band.FAR


def test_a_code_has_twenty_digits_and_finds_every_slip() -> None:
    """domain digest 5.10, row 11."""
    bare = "05090710210000012341"
    code = bare[:19] + str(luhn(bare[:19]))
    assert is_ours(code) and not is_ours(code[:-1] + str((int(code[-1]) + 1) % 10))
    assert read_digits("05090 71021-00000 12341") == "05090710210000012341" and read_digits("کد") == ""
    assert is_of_post("1" * 24) and not is_of_post("12") and not is_of_post(code)


async def test_who_is_offline_gets_no_offers(folk: Folk) -> None:
    await do(folk, "reza", "go_offline")
    await sent(folk)
    assert await do(folk, "reza", "open_jobs") == []
    await do(folk, "reza", "go_online", "golestan", "گرگان", Vehicle.FOOT)
    number = await sent(folk, grams=12_000)
    assert await do(folk, "reza", "open_jobs") == [], "too heavy for somebody on foot"
    await do(folk, "reza", "go_online", "golestan", "گرگان", Vehicle.CAR)
    await do(folk, "hassan", "offer_again", number)
    assert await do(folk, "reza", "open_jobs") != []
