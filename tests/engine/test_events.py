"""رویدادها - one event, one transaction: duplicates, poison, order, edits, and what leaves (rel:D1-D6, P1-P4)."""

from __future__ import annotations

import msgspec
import pytest
from sqlalchemy import func, select

from bot.gateways.base import FileAway, Moved, NotNow, Outgoing, Refused, RetryLater, Unclear, Unreachable
from bot.outbox import FILE_TRIES
from bot.platforms import fetch_media
from bot.scene import open_scene
from handlers.kit.said import Media
from storage.kit.inbox import parked, read_parked
from storage.kit.outbox import outbox
from tests.engine import shop
from tests.engine.test_dialogs import at_confirm
from tests.kit.talk import Person, Town


async def states(town: Town) -> dict[str, int]:
    async with town.house.units.open(town.now) as unit:
        rows = await unit.conn.execute(select(outbox.c.state, func.count()).group_by(outbox.c.state))
        return dict(rows.all())


async def test_a_poisonous_event_is_parked_with_an_apology_and_others_flow(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    zahra, reza = town.person("zahra"), town.person("reza")
    await zahra.opens()
    await zahra.taps("Buy")
    await zahra.says("poison")
    await zahra.says("1")
    await zahra.taps("shop.buy.red")
    await zahra.taps("بله، درست است")
    assert "شماره‌ی پیگیری" in zahra.last.text
    async with town.house.units.open(town.now) as unit:
        row = (await unit.conn.execute(select(parked))).one()
        assert row.attempts == 3
        assert "ZeroDivisionError" in row.error
        assert b'"tap"' in (await read_parked(unit.conn, unit.vault.ring, row.reference) or b"")
    await reza.opens()
    assert "خوش آمدید" in reza.last.text
    await zahra.taps("بازگشت")
    assert "shop.buy.paint" in zahra.text
    assert "parked" in caplog.text


async def test_what_was_committed_but_not_sent_leaves_after_a_restart(town: Town) -> None:
    zahra = await at_confirm(town)
    town.house.outbox.stopping = True
    await zahra.says("hm")
    count = len(zahra.chat)
    town.restart()
    await town.settle()
    assert len(zahra.chat) == count + 1
    assert (await states(town)).keys() == {"sent"}


async def test_a_platform_that_asks_to_wait_is_obeyed_and_the_order_holds(town: Town) -> None:
    zahra = town.person("zahra")
    town.gateways["web"].fails = [RetryLater(30)]
    await zahra.opens()
    assert zahra.chat == []
    await zahra.says("منو")
    assert zahra.chat == []
    await town.later(seconds=29)
    assert zahra.chat == []
    await town.later(seconds=2)
    assert len(zahra.chat) == 2
    assert [bool(m.buttons) for m in zahra.chat] == [False, True]


async def test_what_surely_did_not_arrive_is_tried_until_it_does(town: Town) -> None:
    zahra = town.person("zahra")
    town.gateways["web"].fails = [NotNow("refused"), NotNow("refused")]
    await zahra.opens()
    await town.later(seconds=2)
    await town.later(seconds=3)
    assert len(zahra.chat) == 1


async def test_what_may_have_arrived_is_sent_once_more_and_then_given_up(town: Town) -> None:
    zahra = town.person("zahra")
    town.gateways["web"].fails = [Unclear("time-out"), Unclear("time-out")]
    await zahra.opens()
    assert await states(town) == {"unknown": 1}
    await town.later(seconds=4)
    assert await states(town) == {"dead": 1}


async def test_somebody_who_blocked_us_gets_nothing_until_they_come_back(town: Town) -> None:
    zahra = town.person("zahra")
    town.gateways["web"].fails = [Unreachable("blocked")]
    await zahra.opens()
    assert await states(town) == {"dead": 1}
    async with town.house.units.open(town.now) as unit:
        from storage.kit.accounts import AccountRows

        account = await AccountRows(unit.conn, unit.now).find("web:zahra")
        assert account is not None
        assert account.blocked == town.now
    await zahra.opens()
    assert len(zahra.chat) == 1


async def test_a_refused_message_is_dead_and_those_behind_it_leave(town: Town, caplog: pytest.LogCaptureFixture) -> None:
    zahra = town.person("zahra")
    town.gateways["web"].fails = [Refused("bad request")]
    await zahra.opens()
    await zahra.says("منو")
    assert len(zahra.chat) == 1
    assert (await states(town))["dead"] == 1
    assert "refused by web" in caplog.text


async def test_a_group_that_moved_is_followed(town: Town) -> None:
    zahra = town.person("zahra")
    town.gateways["web"].fails = [Moved("c-new")]
    await zahra.opens()
    await town.settle()
    assert town.gateways["web"].chats["c-new"]


async def test_an_edited_answer_changes_nothing_and_says_how_to_correct(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.edits("cheese")
    assert "اصلاح" in zahra.text
    assert "what=bread" in zahra.last.text


async def test_stickers_and_unknown_updates_get_a_sensible_answer(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.says(media=Media("sticker", "web:1"))
    assert "به کارم نمی‌آید" in zahra.last.text
    await zahra._send("unknown")
    assert zahra.labels


async def test_older_updates_that_come_late_take_no_answer_away(town: Town) -> None:
    zahra = await at_confirm(town)
    assert town.last is not None
    for update in ("9003", "9001", "9002"):
        await town.house.inbox.receive(msgspec.structs.replace(town.last, update=update))
    await town.settle()
    assert "shop.buy.sure" in zahra.last.text
    assert shop.SOLD == ["hold bread"]


async def sends_a_voice(town: Town, zahra: Person) -> None:
    """A voice that lies on Bale is to reach her, and then a word."""
    async with open_scene(town.house, town.now) as scene:
        scene.leaving.add(Outgoing("send", zahra.at, "از سارا", media=Media("voice", "bale:1")))
        scene.leaving.add(Outgoing("send", zahra.at, "بعدی"))
        await scene.settle()
    await town.settle()


async def test_a_file_whose_platform_is_away_holds_the_words_behind_it_for_a_few_tries_only(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    town.gateways["web"].fails = [FileAway("bale: NotNow") for _ in range(FILE_TRIES)]
    await sends_a_voice(town, zahra)
    assert zahra.last.text != "بعدی", "the order holds for now"
    for _ in range(FILE_TRIES):
        await town.later(seconds=5)
    voice, word = zahra.chat[-2:]
    assert voice.text.startswith("از سارا\n\n(") and "پرونده‌ای" in voice.text and voice.media is None
    assert word.text == "بعدی" and (await states(town)).keys() == {"sent"}


async def test_a_file_that_comes_in_time_arrives_whole(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    town.gateways["web"].fails = [FileAway("bale: NotNow") for _ in range(FILE_TRIES - 1)]
    await sends_a_voice(town, zahra)
    for _ in range(FILE_TRIES):
        await town.later(seconds=5)
    voice, word = zahra.chat[-2:]
    assert (voice.text, voice.media, word.text) == ("از سارا", Media("voice", "bale:1"), "بعدی")


@pytest.mark.parametrize("trouble", [NotNow("refused"), RetryLater(600), Unclear("cut"), Unreachable("gone")])
async def test_trouble_of_the_platform_that_has_a_file_is_not_that_of_the_one_that_wants_it(town: Town, monkeypatch: pytest.MonkeyPatch, trouble: Exception) -> None:
    async def fetch(media: Media) -> bytes:
        raise trouble

    monkeypatch.setattr(town.gateways["bale"], "fetch", fetch)
    with pytest.raises(FileAway):
        await fetch_media(town.house, Media("voice", "bale:1"))
