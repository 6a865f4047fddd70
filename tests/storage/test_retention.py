"""آزمون نگهداشت - what is old goes in the night, what is needed stays, and the round leaves its proof.   Tested: storage/kit/retention.py growing_old.py, bot/jobs.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest
from sqlalchemy import func, insert, select, update

from bot.jobs import Jobs
from storage.hesam.tables import hesam_look
from storage.kanoon.tables import kanoon, kanoon_activity
from storage.kit import retention, timers
from storage.kit.cards import button, card_copy
from storage.kit.growing_old import RETENTION
from storage.kit.inbox import inbox, parked
from storage.kit.outbox import new_id, outbox
from storage.kit.talks import conversation
from storage.kit.unit import audit_note
from storage.kit.webchat import web_media, web_message
from storage.kit.webdoor import web_code, web_knock, web_session
from storage.membership.tables import challenge, hit
from storage.rahyar.tables import rahyar_invitation
from tests.kit.talk import FakePage, Town, open_town
from tests.kit.units import START

DAYS = timedelta(days=1)
TABLES = {rule.name: rule.table for rule in retention.every_rule()}


@pytest.fixture
async def town(database_url: str) -> AsyncIterator[Town]:
    async with open_town(database_url) as opened:
        yield opened


def rows_of(at: datetime, n: int) -> dict[str, tuple[Any, dict[str, Any]]]:
    """One row of every rule, as old as `at`; `n` tells several apart."""
    sent = {"platform": "bale", "bot": "42", "chat": "9", "state": "sent", "attempt": 1, "due": at, "message": "5", "why": "", "at": at}
    talk = {"version": 1, "owner": "bot", "rahyar": None, "case_number": "", "state": b"", "at": at}
    return {
        "button": (button, {"ref": f"r{n}", "member": 3, "copy": None, "act": b"[]", "at": at}),
        "conversation": (conversation, talk | {"id": n, "key": f"chat:bale:42:{n}"}),
        "inbox": (inbox, {"platform": "bale", "bot": "42", "update": str(n), "at": at}),
        "inbox of the page": (inbox, {"platform": "web", "bot": "web", "update": str(n), "at": at}),
        "outbox": (outbox, sent | {"id": new_id(at)}),
        "parked": (parked, {"reference": f"P{n}", "platform": "bale", "bot": "42", "update": "1", "raw": b"", "error": "", "attempts": 3, "at": at}),
        "web_code": (web_code, {"mobile_index": b"%d" % n, "code_hash": b"", "until": at, "tries": 0, "shut": None}),
        "web_knock": (web_knock, {"who": b"x", "at": at}),
        "web_media": (web_media, {"ref": f"{n:032x}", "chat": "zahra", "kind": "photo", "name": b"", "mime": "image/png", "size": 9, "width": 1, "height": 1, "at": at}),
        "web_message": (web_message, {"chat": "zahra", "number": n, "seq": n, "by": "bot", "body": b"", "at": at}),
        "web_session": (web_session, {"token_hash": b"%d" % n, "chat": "zahra", "made": at, "until": at}),
        "member_challenge": (challenge, {"purpose": "sign_in", "person": f"bale:{n}", "code_index": b"%d" % n, "until": at, "wrong": 0}),
        "rahyar_invitation": (
            rahyar_invitation,
            {"by": 3, "whom": b"", "mark": b"%d" % n, "made": at, "until": at, "state": "open", "person": "", "member": None, "version": 1},
        ),
        "hesam_look": (hesam_look, {"member": 3, "at": at}),
        "member_hit": (hit, {"what": "send", "who": "bale:1", "at": at}),
    }


async def put(town: Town, name: str, at: datetime, n: int = 1, **other: Any) -> int:
    table, values = rows_of(at, n)[name]
    async with town.house.units.open(town.now) as unit:
        await unit.conn.execute(insert(table).values(**values | other))
    return int(values.get("id", n))


async def count(town: Town, table: Any) -> int:
    async with town.house.units.open(town.now) as unit:
        return int((await unit.conn.execute(select(func.count()).select_from(table))).scalar_one())


async def sweep(town: Town, batch: int = retention.BATCH) -> tuple[dict[str, int], bool]:
    async with town.house.units.open(town.now) as unit:
        return await retention.sweep(unit.conn, town.now, batch=batch)


def test_every_rule_has_its_row_here() -> None:
    assert set(rows_of(START, 1)) == set(TABLES)


@pytest.mark.parametrize("name", sorted(TABLES))
async def test_what_is_old_goes_and_what_is_young_stays(town: Town, name: str) -> None:
    life = next(rule for rule in retention.every_rule() if rule.name == name).life(retention.policy_on(START.date()))
    await put(town, name, START - life - timedelta(hours=1), 1)
    await put(town, name, START - life + timedelta(hours=1), 2)
    assert await sweep(town) == ({name: 1}, False)
    assert await count(town, TABLES[name]) == 1
    assert await sweep(town) == ({}, False)


async def test_a_message_that_a_card_shows_or_that_is_still_to_be_changed_stays(town: Town) -> None:
    old = START - 400 * DAYS
    shown, wanted, gone = [await put(town, "outbox", old + n * DAYS) for n in range(3)]
    await put(town, "outbox", START, id=new_id(START), state="ready", target=wanted, payload=b"x")
    copy = {"card": "kanoon.request", "subject": "1", "member": 3, "person": "bale:9", "bot": "42", "chat": "9", "row": shown, "shown": 1}
    async with town.house.units.open(town.now) as unit:
        await unit.conn.execute(insert(card_copy).values(**copy))
    assert await sweep(town) == ({"outbox": 1}, False)
    async with town.house.units.open(town.now) as unit:
        left = set((await unit.conn.execute(select(outbox.c.id))).scalars())
    assert gone not in left and {shown, wanted} < left


@pytest.mark.parametrize("state", ["ready", "sending", "unknown"])
async def test_what_has_not_left_yet_is_kept_however_old(town: Town, state: str) -> None:
    await put(town, "outbox", START - 400 * DAYS, state=state, payload=b"x")
    assert await sweep(town) == ({}, False)


@pytest.mark.parametrize("other", [{"key": "member:7"}, {"owner": "queue"}, {"owner": "rahyar", "rahyar": 3}])
async def test_a_members_conversation_and_one_with_a_person_are_not_a_strangers(town: Town, other: dict[str, Any]) -> None:
    await put(town, "conversation", START - 400 * DAYS, **other)
    assert await sweep(town) == ({}, False)


async def test_a_mobile_that_is_shut_stays_shut(town: Town) -> None:
    await put(town, "web_code", START - 5 * DAYS, shut=START + timedelta(minutes=5))
    assert await sweep(town) == ({}, False)


async def test_the_buttons_of_a_card_live_as_long_as_the_card(town: Town) -> None:
    await put(town, "button", START - 400 * DAYS, copy=5)
    assert await sweep(town) == ({}, False)


async def test_a_photo_in_the_record_of_a_kanoon_stays_and_so_does_a_file_without_a_date(town: Town) -> None:
    old = START - 900 * DAYS
    for n in (1, 2, 3):
        await put(town, "web_media", old, n)
    of_kanoon = {"affinity": "village", "goal": "", "place": "", "province": "golestan", "words": "", "rahbar": 1, "state": "active", "reason": "", "created": old}
    activity = {"kanoon": 1, "kind": "visit", "title": "x", "day": old.date(), "place": "", "by": 1, "state": "done", "made": old, "reason": "", "version": 1}
    async with town.house.units.open(town.now) as unit:
        await unit.conn.execute(update(web_media).where(web_media.c.ref == f"{3:032x}").values(at=None))
        await unit.conn.execute(insert(kanoon).values(id=1, title="x", version=1, **of_kanoon))
        await unit.conn.execute(insert(kanoon_activity).values(photos=f'["bale:9","web:{2:032x}"]', **activity))
    assert await sweep(town) == ({"web_media": 1}, False)
    async with town.house.units.open(town.now) as unit:
        assert set((await unit.conn.execute(select(web_media.c.ref))).scalars()) == {f"{2:032x}", f"{3:032x}"}


async def test_much_goes_in_batches(town: Town) -> None:
    for n in range(5):
        await put(town, "web_knock", START - 9 * DAYS, n)
    assert [await sweep(town, batch=2) for _ in range(4)] == [({"web_knock": 2}, True), ({"web_knock": 2}, True), ({"web_knock": 1}, False), ({}, False)]


async def test_the_night_forgets_by_itself_once_and_leaves_a_note(town: Town, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    monkeypatch.setattr(retention.sweep, "__kwdefaults__", {"batch": 2})
    for n in range(3):
        await put(town, "inbox", START - 30 * DAYS, n)
    jobs = Jobs(town.house)
    await jobs._begin()
    await Jobs(town.house)._begin()
    assert await jobs.tick() == 0, "it is morning"
    town.now = retention.next_night(town.now)
    assert [await jobs.tick() for _ in range(4)] == [1, 1, 1, 0]
    page = town.gateways["web"]
    assert isinstance(page, FakePage) and page.tidied == 1, "what lay on disk for the rows goes after them"
    async with town.house.units.open(town.now) as unit:
        notes = [msgspec.json.decode(facts) for facts in (await unit.conn.execute(select(audit_note.c.facts).order_by(audit_note.c.id))).scalars()]
        assert notes == [{"inbox": 2}, {"inbox": 1}]
        assert await retention.last_round(unit.conn) == town.now.isoformat()
        due = select(timers.timer.c.due).where(timers.timer.c.name == retention.TIMER)
        assert (await unit.conn.execute(due)).scalar_one() == town.now + DAYS


async def test_what_should_be_gone_for_days_is_told_by_the_audit(town: Town) -> None:
    await put(town, "parked", START - 32 * DAYS)
    async with town.house.units.open(town.now) as unit:
        assert await retention.overdue(unit.conn, town.now) == [], "the round has some days of grace"
        assert await retention.overdue(unit.conn, town.now + 5 * DAYS) == ["parked: 1 rows should be gone"]


def test_the_night_is_half_past_three_in_tehran() -> None:
    assert retention.next_night(datetime(2026, 11, 24, 6, tzinfo=UTC)) == datetime(2026, 11, 25, 0, 0, tzinfo=UTC)
    assert retention.next_night(datetime(2026, 11, 23, 23, 59, tzinfo=UTC)) == datetime(2026, 11, 24, 0, 0, tzinfo=UTC)


def test_two_rules_cannot_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "declared", lambda *_: [RETENTION[0], RETENTION[0]])
    with pytest.raises(ValueError, match="doubled"):
        retention.every_rule()
