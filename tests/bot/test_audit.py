"""آزمون بازرسی - what `python -m bot audit` tells and how it ends.   Tested: bot/audit.py, storage/kit/invariants.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import insert, text

from bot.audit import audit, run_audit
from bot.opening import prepare
from bot.settings import Settings
from domain.kernel.people import SYSTEM, MemberId
from domain.kernel.verbs import Note
from storage.kit.accounts import AccountRows, account_member
from storage.kit.audit import seal
from storage.kit.invariants import INVARIANTS, Invariant, every_invariant
from storage.kit.keyring import Keyring
from tests.kit.units import SECRET, START, House, open_house

RING = Keyring([SECRET])


@pytest.fixture
async def home(database_url: str) -> AsyncIterator[House]:
    async with open_house(database_url) as opened:
        yield opened


async def told(home: House, ring: Keyring = RING, expect: str = "") -> tuple[int, list[str]]:
    lines: list[str] = []
    return await audit(home.units.engine, ring, expect=expect, out=lines.append), lines


async def live(home: House) -> None:
    """A quiet day: an account that speaks for its member, a note under a seal, a secret in the vault."""
    async with home.units.open(home.now) as unit:
        accounts = AccountRows(unit.conn, home.now)
        await accounts.saw("bale:12", "42", "12")
        await accounts.link("bale:12", MemberId(7))
        await unit.note(SYSTEM, Note("kanoon.expire"))
        await unit.vault.seal("member:7", "0012345679")
    home.later(minutes=11)
    async with home.units.open(home.now) as unit:
        assert await seal(unit.conn, RING, home.now) == 1


async def test_an_empty_house_is_in_order_and_every_invariant_is_asked(home: House) -> None:
    code, lines = await told(home)
    assert code == 0
    assert all(any(line.startswith(f"ok  {i.name}:") for line in lines) for i in every_invariant())
    assert lines[-1] == "everything holds"


@pytest.fixture
def kit_only(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what the kit itself promises: the accounts below belong to members that no subsystem knows."""
    monkeypatch.setattr("bot.audit.every_invariant", lambda: INVARIANTS)


@pytest.mark.usefixtures("kit_only")
async def test_a_quiet_day_is_in_order_and_every_invariant_is_named(home: House) -> None:
    await live(home)
    code, lines = await told(home)
    assert code == 0
    assert "ok  audit.chain: 1 notes under 1 seals, 0 of them late, 0 not sealed yet" in lines
    assert [line for line in lines if line.startswith("no")] == []
    assert all(any(line.startswith(f"ok  {i.name}:") for line in lines) for i in INVARIANTS)


@pytest.mark.usefixtures("kit_only")
async def test_a_broken_chain_is_a_finding(home: House) -> None:
    await live(home)
    code, lines = await told(home, expect="0/9:00")
    assert code == 1
    assert any(line.startswith("no  audit.chain: the head 0/9:00 is no longer part") for line in lines)
    assert lines[-1] == "1 of the things asked do not hold"


@pytest.mark.usefixtures("kit_only")
async def test_a_head_that_was_printed_can_be_asked_for_later(home: House) -> None:
    await live(home)
    head = next(line.split()[1] for line in (await told(home))[1] if line.startswith("      head "))
    assert (await told(home, expect=head))[0] == 0


@pytest.mark.usefixtures("kit_only")
async def test_owners_whose_key_nothing_opens_are_a_finding(home: House) -> None:
    await live(home)
    code, lines = await told(home, Keyring(["the key of another house"]))
    assert code == 1
    assert "no  vault.opens: 1 keys of owners open with no key of the house" in lines


async def test_owners_that_still_need_an_older_key_are_counted(home: House) -> None:
    await live(home)
    lines = (await told(home, Keyring(["the newest key of the house", SECRET])))[1]
    assert "ok  vault.opens: every owner's key opens, 1 of them with an older key of the house" in lines


BREAKS = {
    "account.speaks_for_its_own": "INSERT INTO account (person, bot, chat, member, seen) VALUES ('bale:9', '42', '9', 3, '2026-11-24')",
    "account.known": "INSERT INTO account_member (person, member, since) VALUES ('bale:9', 3, '2026-11-24')",
    "button.no_orphan": "INSERT INTO button (ref, member, copy, act, at) VALUES ('r', 3, 55, '', '2026-11-24')",
    "outbox.has_words": "INSERT INTO outbox (id, platform, bot, chat, state, attempt, due, message, why, at) "
    "VALUES (1, 'bale', '42', '9', 'ready', 0, '2026-11-24', '', '', '2026-11-24')",
    "outbox.no_orphan": "INSERT INTO outbox (id, platform, bot, chat, state, attempt, due, payload, target, message, why, at) "
    "VALUES (1, 'bale', '42', '9', 'ready', 0, '2026-11-24', 'x', 99, '', '', '2026-11-24')",
    "web.session_has_chat": "INSERT INTO web_session (token_hash, chat, made, until) VALUES ('x', 'gone', '2026-11-24', '2026-11-24')",
    "web.message_has_chat": "INSERT INTO web_message (chat, number, seq, by, at) VALUES ('gone', 1, 1, 'bot', '2026-11-24')",
}


@pytest.mark.usefixtures("kit_only")
@pytest.mark.parametrize("name", BREAKS)
async def test_a_row_that_breaks_an_invariant_is_found_and_shown(home: House, name: str) -> None:
    await live(home)
    async with home.units.open(home.now) as unit:
        await unit.conn.execute(text(BREAKS[name]))
    code, lines = await told(home)
    assert code == 1
    at = next(i for i, line in enumerate(lines) if line.startswith(f"no  {name}:"))
    assert lines[at + 1].startswith("      ")
    assert [line for line in lines if line.startswith("no")] == [lines[at]]


@pytest.mark.usefixtures("kit_only")
async def test_many_broken_rows_are_not_all_printed(home: House) -> None:
    async with home.units.open(home.now) as unit:
        rows = [{"person": f"bale:{i}", "member": i, "since": home.now} for i in range(1, 40)]
        await unit.conn.execute(insert(account_member), rows)
    code, lines = await told(home)
    assert code == 1
    assert len([line for line in lines if line.startswith("      person=bale:")]) == 20
    assert "      and more" in lines


async def test_an_invariant_may_be_a_function(home: House) -> None:
    async def ask(_conn: object) -> list[str]:
        return ["kanoon 3 has 11 of 10"]

    async with home.units.open(home.now) as unit:
        assert await Invariant("kanoon.capacity", "No kanoon is over its capacity.", ask).faults(unit.conn) == ["kanoon 3 has 11 of 10"]


def test_two_invariants_cannot_share_a_name(monkeypatch: pytest.MonkeyPatch) -> None:
    one = Invariant("kanoon.capacity", "True.", "SELECT 1")
    monkeypatch.setattr("storage.kit.invariants.declared", lambda *_: [one, one])
    with pytest.raises(ValueError, match="doubled"):
        every_invariant()


async def test_the_command_reads_the_database_of_the_settings(tmp_path: Path) -> None:
    settings = Settings.read({"EMRESALAT_DATABASE_URL": f"sqlite:///{tmp_path}/house.db", "EMRESALAT_SECRET_KEY": SECRET}, None, tmp_path)
    await (await prepare(settings)).dispose()
    lines: list[str] = []
    assert await run_audit(settings, START, out=lines.append) == 0
    assert "ok  retention.ran: nothing is kept longer than it may be (last whole round: never yet)" in lines
    assert lines[-1] == "everything holds"
