"""آزمون پرسیدن - no update is lost, none is confirmed too early, and none holds up other people."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.gateways.base import Incoming, Outgoing, Reply
from bot.gateways.botapi.answers import WrongToken
from tests.gateways.conftest import Gateway, gateway
from tests.gateways.platform import HASSAN, MARYAM, TOKEN, ZAHRA, Inbox, Platform, chat, said, tapped


@pytest.fixture(params=["telegram", "bale"])
async def polling(request: pytest.FixtureRequest, api: Platform, inbox: Inbox) -> AsyncIterator[Gateway]:
    made = gateway(request.param, api, inbox)
    yield made
    await made.stop()


def said_to(inbox: Inbox) -> list[tuple[str, str]]:
    return [(incoming.person, incoming.said.text) for incoming in inbox.got]


async def test_updates_arrive_and_the_offset_follows(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    api.updates = [said(5, text="یک"), said(6, HASSAN, text="دو"), said(9, text="سه")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 10)
    assert api.calls[0].method == "deleteWebhook"
    assert [text for person, text in said_to(inbox) if person == str(ZAHRA)] == ["یک", "سه"]
    assert len(inbox.got) == 3, "nothing twice"


async def test_the_offset_waits_until_the_house_has_it(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    opened = asyncio.Event()

    async def receive(incoming: Incoming) -> Reply:
        if incoming.update == "5":
            await opened.wait()
        return Reply()

    inbox.answer = receive
    api.updates = [said(5, text="یک"), said(6, text="دو"), said(7, HASSAN, text="سه")]
    await polling.start()
    await inbox.until(lambda: [incoming.update for incoming in inbox.got] == ["7"])
    assert inbox.offset == 0, "Hassan is not held up, and nothing is confirmed yet"
    opened.set()
    await inbox.until(lambda: inbox.offset == 8)
    assert [incoming.update for incoming in inbox.got] == ["7", "5", "6"], "one person's words stay in order"


async def test_an_update_that_fails_is_asked_for_again_and_holds_only_its_own_chat(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    failures = [RuntimeError("the database is away")] * 2

    async def receive(incoming: Incoming) -> Reply:
        if incoming.update == "6" and failures:
            raise failures.pop()
        return Reply()

    inbox.answer = receive
    api.updates = [said(5, text="یک"), said(6, HASSAN, text="دو"), said(7, HASSAN, text="سه"), said(8, MARYAM, text="چهار")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 9)
    assert sorted(incoming.update for incoming in inbox.got) == ["5", "6", "7", "8"], "each exactly once"
    assert [incoming.update for incoming in inbox.got if incoming.person == str(HASSAN)] == ["6", "7"]
    assert inbox.pauses[:2] == [1.0, 2.0]
    assert 6 in api.offsets


@pytest.mark.parametrize("broken", [{"update_id": 6, "poll": {}}, {"update_id": 6}, {"update_id": 6, "message": 7}])
async def test_a_poison_update_is_parked_and_the_others_flow(polling: Gateway, api: Platform, inbox: Inbox, broken: dict[str, Any]) -> None:
    api.updates = [said(5, text="یک"), broken, said(7, text="سه")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 8)
    assert said_to(inbox) == [(str(ZAHRA), "یک"), (str(ZAHRA), "سه")]
    assert len(inbox.parked) == 1
    assert b'"update_id": 6' in inbox.parked[0][0] or b'"update_id":6' in inbox.parked[0][0]


async def test_an_update_without_a_number_is_parked(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    api.updates = ["nonsense", said(7, text="سه")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 8)
    assert inbox.parked[0][0] == b'"nonsense"'


async def test_what_cannot_be_parked_is_not_confirmed(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    inbox.cannot_park = [OSError("disk full")]
    api.updates = [{"update_id": 6}, said(7, text="سه")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 8)
    assert inbox.pauses[0] == 1.0
    assert len(inbox.parked) == 1
    assert len(inbox.got) == 1


async def test_a_batch_that_nobody_can_read_is_asked_for_one_by_one(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    bomb = b'{"ok":true,"result":[{"update_id":6,"message":' + b"[" * 50_000 + b"]}"
    api.says("getUpdates", (200, bomb), (200, bomb))
    api.updates = [said(7, text="سه")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 8)
    assert [call.params["limit"] for call in api.of("getUpdates")][:3] in ([100, 1, 100], ["100", "1", "100"])
    assert len(inbox.parked) == 1


async def test_the_platform_may_be_down_and_come_back(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    api.says("getUpdates", (502, b"<html>"), (429, {"ok": False, "description": "Too Many Requests", "parameters": {"retry_after": 9}}), (200, {"ok": False}), (200, b""))
    api.says("getUpdates", (409, {"ok": False, "error_code": 409, "description": "Conflict: terminated by other getUpdates request"}))
    api.says("getUpdates", (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}))
    api.updates = [said(7, text="سه")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 8)
    assert inbox.pauses[:6] == [1.0, 9.0, 2.0, 4.0, 10.0, 60.0]


async def test_only_the_one_with_the_lease_polls(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    inbox.may_poll = False
    api.updates = [said(7, text="سه")]
    await polling.start()
    await inbox.until(lambda: len(inbox.pauses) >= 3)
    assert api.of("getUpdates") == []
    inbox.may_poll = True
    await inbox.until(lambda: inbox.offset == 8)


async def test_a_tap_is_acknowledged_with_its_word(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    async def receive(incoming: Incoming) -> Reply:
        return Reply(Outgoing("ack", incoming.at, "ثبت شد", tap=incoming.tap))

    inbox.answer = receive
    api.updates = [tapped(5)]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 6)
    await polling.stop()
    assert [(call.params["callback_query_id"], call.params["text"]) for call in api.of("answerCallbackQuery")] == [("q5", "ثبت شد")]


async def test_stopping_finishes_what_is_in_hand(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    begun, opened = asyncio.Event(), asyncio.Event()

    async def receive(incoming: Incoming) -> Reply:
        begun.set()
        await opened.wait()
        return Reply()

    inbox.answer = receive
    api.updates = [said(5, text="یک")]
    await polling.start()
    await begun.wait()
    stopping = asyncio.ensure_future(polling.stop())
    await asyncio.sleep(0)
    opened.set()
    await stopping
    assert (inbox.offset, len(inbox.got)) == (6, 1)


async def test_stopping_does_not_wait_for_a_long_question(polling: Gateway, api: Platform) -> None:
    await polling.start()
    await api.asked.wait()
    async with asyncio.timeout(20):
        await polling.stop()


async def test_a_wrong_token_is_told_at_once(polling: Gateway, api: Platform) -> None:
    api.says("deleteWebhook", (401, {"ok": False, "error_code": 401, "description": "Unauthorized"}))
    with pytest.raises(WrongToken) as error:
        await polling.start()
    assert TOKEN not in str(error.value)


async def test_a_platform_that_is_away_at_the_start_is_tried_again(polling: Gateway, api: Platform, inbox: Inbox) -> None:
    api.says("deleteWebhook", (502, b"<html>"), (502, b"<html>"))
    api.updates = [said(5, text="یک")]
    await polling.start()
    await inbox.until(lambda: inbox.offset == 6)
    assert polling._preparing is not None
    await polling._preparing
    assert len(api.of("deleteWebhook")) == 3


async def test_bale_that_knows_no_deletewebhook_is_polled_all_the_same(api: Platform, inbox: Inbox) -> None:
    api.says("deleteWebhook", (404, {"ok": False, "error_code": 404, "description": "Not Found"}))
    api.updates = [said(5, text="یک")]
    bale = gateway("bale", api, inbox)
    await bale.start()
    await inbox.until(lambda: inbox.offset == 6)
    await bale.stop()
    assert chat("bale") == inbox.got[0].at
