"""یادِ صفحه - the store behind the page on both databases: order, sameness, races."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from storage.kit.database import open_database
from storage.kit.keyring import Keyring
from storage.kit.webchat import WebChats
from storage.kit.webdoor import WebDoor
from tests.kit.units import SECRET, START


@pytest.fixture
async def stores(database_url: str) -> AsyncIterator[tuple[WebChats, WebDoor]]:
    engine = open_database(database_url)
    yield WebChats(engine, Keyring([SECRET])), WebDoor(engine, Keyring([SECRET]))
    await engine.dispose()


async def test_words_said_at_the_same_moment_get_places_of_their_own_and_none_is_missed(stores: tuple[WebChats, WebDoor]) -> None:
    chats, _ = stores
    await chats.open_chat("zahra", START)
    said = await asyncio.gather(*(chats.say("zahra", "bot", {"text": str(i)}, START) for i in range(12)))
    assert sorted(m.number for m in said) == list(range(2, 14))
    place, everything = await chats.since("zahra", 0)
    assert place == 13 and [m.number for m in everything] == list(range(2, 14))
    assert [m.number for m in (await chats.since("zahra", 11))[1]] == [12, 13]


async def test_the_same_words_sent_at_the_same_moment_are_one_message(stores: tuple[WebChats, WebDoor]) -> None:
    chats, _ = stores
    await chats.open_chat("zahra", START)
    said = await asyncio.gather(*(chats.say("zahra", "person", {"text": "سلام"}, START, "one") for _ in range(5)))
    assert len({m.number for m in said}) == 1
    assert len((await chats.since("zahra", 0))[1]) == 1


async def test_a_change_moves_a_message_on_the_line_but_not_in_the_conversation(stores: tuple[WebChats, WebDoor]) -> None:
    chats, _ = stores
    await chats.open_chat("zahra", START)
    one = await chats.say("zahra", "bot", {"text": "یک", "rows": [[{"label": "الف"}]]}, START)
    await chats.say("zahra", "bot", {"text": "دو"}, START)
    place, _ = await chats.since("zahra", 0)
    assert await chats.change("zahra", one.number, START, text="یکم", rows=None)
    after, changed = await chats.since("zahra", place)
    assert after == place + 1 and [(m.number, m.body, m.edited) for m in changed] == [(one.number, {"text": "یکم"}, START)]
    await chats.delete("zahra", one.number)
    assert [(m.number, m.deleted) for m in (await chats.since("zahra", after))[1]] == [(one.number, True)]
    assert not await chats.change("zahra", one.number, START, text="دیر")


async def test_a_mobile_has_one_chat_even_when_two_sign_in_at_once(stores: tuple[WebChats, WebDoor]) -> None:
    chats, _ = stores
    found = await asyncio.gather(*(chats.chat_of("+989123456789", f"fresh{i}", START) for i in range(4)))
    assert len(set(found)) == 1
    chat = await chats.find_chat(found[0])
    assert chat is not None and chat.mobile == "+989123456789"


async def test_a_mobile_is_found_after_the_keys_turned(stores: tuple[WebChats, WebDoor], database_url: str) -> None:
    chats, _ = stores
    before = await chats.chat_of("+989123456789", "first", START)
    engine = open_database(database_url)
    turned = WebChats(engine, Keyring(["another secret, the new one", SECRET]))
    assert await turned.chat_of("+989123456789", "second", START) == before
    await engine.dispose()


async def test_nothing_is_said_in_a_chat_that_does_not_exist(stores: tuple[WebChats, WebDoor]) -> None:
    chats, _ = stores
    with pytest.raises(LookupError):
        await chats.say("nobody", "bot", {"text": "سلام"}, START)
    assert await chats.find_chat("nobody") is None and await chats.since("nobody", 0) == (0, [])


async def test_what_is_over_is_swept_out_and_nothing_else(stores: tuple[WebChats, WebDoor]) -> None:
    chats, door = stores
    await chats.open_chat("zahra", START)
    hour = timedelta(hours=1)
    await door.admit("old", "zahra", START, START + hour)
    await door.admit("new", "zahra", START, START + 3 * hour)
    await door.put_code("+989120000001", "111111", START + hour)
    await door.put_code("+989120000002", "222222", START + hour)
    await door.shut("+989120000002", START + 4 * hour)
    await door.sweep(START + 2 * hour, START)
    assert await door.chats_of("old", START) == [] and await door.chats_of("new", START) == ["zahra"]
    assert await door.find_code("+989120000001") is None and await door.find_code("+989120000002") is not None


async def test_codes_spent_at_the_same_moment_open_once(stores: tuple[WebChats, WebDoor]) -> None:
    _, door = stores
    await door.put_code("+989120000001", "111111", START)
    spent = await asyncio.gather(*(door.use_code("+989120000001", door.code_hash("+989120000001", "111111")) for _ in range(4)))
    assert sorted(spent) == [False, False, False, True]
