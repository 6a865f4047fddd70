"""آزمون گفت‌وگو - people talk with a small house through both gateways, on the strict simulator (docs/simulator.md)."""

from __future__ import annotations

import socket
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from aiohttp import web

from bot.gateways.bale import Bale, BaleSettings
from bot.gateways.base import Address, Button, CannotEdit, Incoming, Moved, NotSent, Outgoing, Reply, RetryLater, Unclear, Unreachable
from bot.gateways.telegram import Telegram, TelegramSettings
from handlers.kit.said import Media
from tests.gateways.conftest import BALE_PATH, SECRET, TELEGRAM_PATH, Gateway
from tests.gateways.platform import WORDS, Inbox
from tests.kit.botapi import BotApi, Person

MOBILE = "989121234567"


@dataclass
class Town:
    """A platform, a gateway and Zahra."""

    api: BotApi
    gateway: Gateway
    inbox: Inbox
    zahra: Person

    @property
    def home(self) -> Address:
        return Address(self.gateway.name, "123456", str(self.zahra.id))

    async def say(self, text: str, **more: object) -> str:
        return await self.gateway.deliver(Outgoing("send", self.home, text, **more))  # type: ignore[arg-type]  # tests pass what Outgoing has

    async def hears(self, count: int = 1) -> list[Incoming]:
        await self.inbox.until(lambda: len(self.inbox.got) >= count)
        return self.inbox.got


def made(api: BotApi, inbox: Inbox, webhook_base: str = "") -> Gateway:
    if api.dialect.name == "telegram":
        url = f"{webhook_base}{TELEGRAM_PATH}" if webhook_base else ""
        return Telegram(TelegramSettings(api.token, api.base_url, url, SECRET, poll_seconds=1), inbox.house())
    url = f"{webhook_base}{BALE_PATH}" if webhook_base else ""
    return Bale(BaleSettings(api.token, api.base_url, url, poll_seconds=1), inbox.house())


@pytest.fixture(params=["telegram polls", "bale polls", "telegram brings", "bale brings", "bale brings forms"])
async def town(request: pytest.FixtureRequest, inbox: Inbox) -> AsyncIterator[Town]:
    """Each platform, asked and bringing."""
    name, way, *forms = request.param.split()
    door = socket.create_server(("127.0.0.1", 0))
    async with BotApi(name, poll_cap=0.05) as api:
        api.dialect.webhook_form = bool(forms)
        gateway = made(api, inbox, f"http://127.0.0.1:{door.getsockname()[1]}" if way == "brings" else "")
        app = web.Application()
        gateway.add_routes(app)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.1)
        await runner.setup()
        await web.SockSite(runner, door).start()
        await gateway.start()
        yield Town(api, gateway, inbox, api.person("زهرا", mobile=MOBILE))
        await gateway.stop()
        await runner.cleanup()


async def test_zahra_says_hello_and_is_answered(town: Town) -> None:
    await town.zahra.starts("join-K12")
    await town.zahra.says("سلام")
    start, hello = await town.hears(2)
    assert (start.kind, start.payload, hello.kind, hello.said.text, hello.name) == ("start", "join-K12", "text", "سلام", "زهرا")
    await town.say("<b>خوش آمدید</b> a_b*c &lt;b&gt;", reply_to=hello.message)
    seen = await town.zahra.sees_soon("خوش آمدید")
    assert seen.text == "خوش آمدید a_b*c <b>"
    assert seen.marked("bold") == ["خوش آمدید"]
    assert str(seen.reply_to) == hello.message


async def test_a_tap_is_acknowledged_and_the_card_changes(town: Town) -> None:
    async def receive(incoming: Incoming) -> Reply:
        return Reply(Outgoing("ack", incoming.at, "ثبت شد", tap=incoming.tap))

    card = await town.say("می‌پذیرید؟", rows=((Button("بله", "r-yes"), Button("نه", "r-no")),))
    town.inbox.answer = receive
    tap = await town.zahra.taps("بله")
    assert (await tap.acked())["text"] == "ثبت شد"
    (tapped,) = await town.hears()
    assert (tapped.kind, tapped.ref, tapped.message) == ("tap", "r-yes", card)
    change = Outgoing("edit", town.home, "<i>پذیرفتید</i>", message=card)
    await town.gateway.deliver(change)
    await town.gateway.deliver(change)
    seen = town.zahra.screen()
    assert (seen.text, seen.edited, seen.rows) == ("پذیرفتید", True, ())
    await town.gateway.deliver(Outgoing("delete", town.home, message=card))
    await town.gateway.deliver(Outgoing("delete", town.home, message=card))
    with pytest.raises(CannotEdit):
        await town.gateway.deliver(change)


async def test_a_forged_and_an_old_tap_do_no_harm(town: Town) -> None:
    await town.say("انتخاب", rows=((Button("یک", "r-1"),),))
    tap = await town.zahra.taps_ref("r-2")
    assert (await town.hears())[0].ref == "r-2"
    await tap.acked()
    town.api.expire(tap)
    await town.gateway.deliver(Outgoing("ack", town.home, "دیر شد", tap=tap.id))


async def test_a_message_is_stripped_of_its_buttons_twice(town: Town) -> None:
    card = await town.say("انتخاب", rows=((Button("یک", "r-1"),),))
    for _ in range(2):
        await town.gateway.deliver(Outgoing("strip", town.home, message=card))
    assert town.zahra.screen().rows == ()


async def test_the_own_phone_is_shared_and_the_keyboard_goes(town: Town) -> None:
    await town.say("شماره‌تان؟", ask="contact", rows=((Button("راهنما", "r-help"),),))
    assert town.zahra.keyboard == [[WORDS.contact]]
    assert town.zahra.screen().labels == ["راهنما"]
    await town.zahra.taps(WORDS.contact)
    shared = (await town.hears())[0].said.contact
    assert shared is not None
    assert (shared.mobile, shared.own) == (MOBILE, True)
    await town.say("سپاس", rows=((Button("ادامه", "r-go"),),))
    assert town.zahra.keyboard == []
    assert [seen.text for seen in town.zahra.sees()][-2:] == ["شماره‌تان؟", "سپاس"], "the message that took the keyboard is gone"


async def test_files_are_fetched_and_repeated(town: Town) -> None:
    await town.zahra.sends_photo(b"\xff\xd8\xff a picture", caption="کارت ملی")
    photo = (await town.hears())[0].said
    assert (photo.text, photo.media and photo.media.kind) == ("کارت ملی", "photo")
    assert photo.media is not None
    assert await town.gateway.fetch(photo.media) == b"\xff\xd8\xff a picture"
    await town.say("همین است؟", media=photo.media)
    assert (town.zahra.screen().kind, town.zahra.screen().text) == ("photo", "همین است؟")
    town.inbox.media = {"web:1": b"%PDF-1.7 a receipt"}
    await town.say("رسید", media=Media("file", "web:1", "رسید.pdf", "application/pdf"))
    assert town.zahra.screen().kind == "document"


async def test_an_album_comes_in_parts_that_belong_together(town: Town) -> None:
    await town.zahra.sends_album(b"\xff\xd8\xff 1", b"\xff\xd8\xff 2")
    first, second = await town.hears(2)
    assert first.said.media is not None
    assert second.said.media is not None
    assert first.said.media.album == second.said.media.album != ""


async def test_a_changed_message_says_so(town: Town) -> None:
    message = await town.zahra.says("پنج")
    await town.hears()
    await town.zahra.edits(message, "شش")
    edited = (await town.hears(2))[1]
    assert (edited.kind, edited.said.text, edited.message) == ("edited", "شش", str(message.id))


async def test_a_long_answer_is_read_whole(town: Town) -> None:
    paragraphs = [f"<b>{n}</b> " + "واژه_ها * و ستاره " * 90 for n in range(6)]
    await town.say("\n\n".join(paragraphs), rows=((Button("پایان", "r-end"),),))
    seen = town.zahra.sees()
    assert len(seen) > 1
    assert [bool(one.labels) for one in seen] == [False] * (len(seen) - 1) + [True]
    assert sum(one.text.count("واژه_ها *") for one in seen) == 6 * 90


async def test_poison_and_strange_things_hold_nobody_up(town: Town) -> None:
    hassan = town.api.person("حسن")
    town.api.poison_update({"message": {"message_id": "?", "chat": {"id": town.zahra.id, "type": "private"}, "date": []}}, town.zahra.id)
    town.api.poison_update({"poll": {"id": 5}}, town.zahra.id)
    await town.zahra.sends_other(dice={"emoji": "🎲", "value": 3})
    await town.zahra.says("سلام")
    await hassan.says("درود")
    await town.inbox.until(lambda: {"سلام", "درود"} <= {incoming.said.text for incoming in town.inbox.got})
    assert [incoming.kind for incoming in town.inbox.got if incoming.person != str(hassan.id)] == ["unknown", "unknown", "text"]
    assert len(town.inbox.parked) == 1


async def test_the_house_fails_once_and_nothing_is_lost(town: Town) -> None:
    failures = [RuntimeError("the database is away")]

    async def receive(incoming: Incoming) -> Reply:
        if failures:
            raise failures.pop()
        return Reply()

    town.inbox.answer = receive
    await town.zahra.says("یک")
    await town.zahra.says("دو")
    assert [incoming.said.text for incoming in await town.hears(2)] == ["یک", "دو"]


@pytest.mark.parametrize(
    ("kind", "error"),
    [
        ("no_retry_after_429", RetryLater),
        ("flood_420", RetryLater),
        ("local_rate_limited", RetryLater),
        ("forbidden_blocked", Unreachable),
        ("deactivated", Unreachable),
        ("kicked", Unreachable),
        ("chat_not_found", Unreachable),
        ("gateway_502_html", Unclear),
        ("server_500", Unclear),
        ("malformed_json", Unclear),
        ("accept_then_drop", Unclear),
        ("drop_before", Unclear),
    ],
)
async def test_what_goes_wrong_is_told_by_its_name(town: Town, kind: str, error: type[NotSent]) -> None:
    town.api.fault(kind, method="sendMessage")  # type: ignore[arg-type]  # one of the kinds, as a parameter
    with pytest.raises(error):
        await town.say("سلام")
    await town.say("بار دوم")
    assert town.zahra.screen().text == "بار دوم"


async def test_a_told_wait_is_passed_on(town: Town) -> None:
    town.api.fault("retry_after", method="sendMessage", seconds=30)
    with pytest.raises(RetryLater) as wait:
        await town.say("سلام")
    assert 25 < wait.value.seconds <= 30


async def test_a_group_that_moved_is_followed(town: Town) -> None:
    hassan = town.api.person("حسن")
    group = town.api.group("کانون", hassan, kind="group")
    new = await group.upgrades(hassan)
    with pytest.raises(Moved) as moved:
        await town.gateway.deliver(Outgoing("send", Address(town.gateway.name, "123456", str(group.id)), "سلام"))
    assert moved.value.chat == str(new.id)
    migrated = await town.hears(2)
    assert {(incoming.kind, incoming.at.chat, incoming.payload) for incoming in migrated} == {("migrated", str(group.id), str(new.id))}


async def test_who_shuts_the_chat_is_unreachable_until_they_open_it(town: Town) -> None:
    told = await town.zahra.blocks()
    with pytest.raises(Unreachable) as shut:
        await town.say("سلام")
    assert shut.value.why == "blocked"
    await town.zahra.unblocks()
    await town.say("سلام")
    if told:
        assert [incoming.kind for incoming in await town.hears(2)] == ["blocked", "unblocked"]
