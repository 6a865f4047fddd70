"""خط زنده - the stream of events: live, and complete after every break."""

from __future__ import annotations

from bot.gateways.base import Address, Outgoing
from bot.gateways.web import Bell
from tests.gateways.web.conftest import visiting
from tests.gateways.web.house import House
from tests.gateways.web.visitor import until


async def test_words_of_the_bot_come_while_one_looks(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        async with zahra.line() as events:
            assert (await until(events, "changes"))["data"] == {"chat": "zahra", "messages": [], "whole": True}
            await until(events, "live")
            await town.bot.say("zahra", "خبر تازه")
            news = await until(events, "changes")
            assert [m["text"] for m in news["data"]["messages"]] == ["خبر تازه"]
            assert "whole" not in news["data"]


async def test_passing_words_are_told_and_not_kept(town: House) -> None:
    at = Address("web", "web", "zahra")
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        async with zahra.line() as events:
            await until(events, "live")
            await town.gateway.deliver(Outgoing("typing", at))
            await town.gateway.deliver(Outgoing("ack", at, tap="t1", text="شد"))
            assert (await until(events, "typing"))["data"]["chat"] == "zahra"
            assert (await until(events, "toast"))["data"]["text"] == "شد"
        assert await zahra.messages() == []


async def test_after_a_break_exactly_what_was_missed_comes(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        first = await town.bot.say("zahra", "یک", [[("الف", "a")]])
        async with zahra.line() as events:
            place = (await until(events, "live"))["id"]
        await town.bot.say("zahra", "دو")
        await town.gateway.deliver(Outgoing("edit", Address("web", "web", "zahra"), message=first, text="یکم"))
        async with zahra.line("/web/chats/zahra/events?after=0", **{"Last-Event-ID": place}) as events:
            missed = (await until(events, "changes"))["data"]["messages"]
            assert [m["text"] for m in missed] == ["یکم", "دو"]
            place = (await until(events, "live"))["id"]
        async with zahra.line("/web/events?after=" + place) as events:
            event = await anext(events)
            assert event["event"] == "live"


async def test_a_page_that_knows_another_database_gets_everything_anew(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await town.bot.say("zahra", "یک")
        async with zahra.line("/web/events?after=zahra.900") as events:
            body = (await until(events, "changes"))["data"]
            assert body["whole"] and [m["text"] for m in body["messages"]] == ["یک"]


async def test_one_line_serves_several_conversations_and_tells_of_news_elsewhere_in_the_town(town: House) -> None:
    async with visiting(town) as visitor:
        await visitor.sits_down_as("zahra")
        await visitor.sits_down_as("hassan")
        async with visitor.line("/web/events?after=zahra.0~hassan.0") as events:
            place = (await until(events, "live"))["id"]
            assert place == "zahra.1~hassan.1"
            await town.bot.say("maryam", "برای مریم")
            assert (await until(events, "news"))["data"] == {"chat": "maryam"}
            await town.bot.say("hassan", "برای حسن")
            assert (await until(events, "changes"))["data"]["chat"] == "hassan"


async def test_a_change_of_another_process_is_found_without_a_ring(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        async with zahra.line() as events:
            await until(events, "live")
            await town.gateway.hall.chats.say("zahra", "bot", {"text": "از جای دیگر"}, town.clock())
            assert (await until(events, "changes"))["data"]["messages"][0]["text"] == "از جای دیگر"


async def test_a_quiet_line_gives_signs_of_life(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        async with zahra.line() as events:
            assert (await until(events, "beat"))["data"] == {}


async def test_the_line_ends_with_the_session_and_with_the_house(bank: House) -> None:
    async with visiting(bank) as zahra:
        await zahra.signs_in("09123456789")
        async with zahra.line() as events:
            await until(events, "live")
            await zahra.post("/web/signout", {})
            assert (await until(events, "over"))["data"] == {}
        assert (await zahra.get(f"/web/chats/{zahra.chat}/events?after=0"))[0] == 401


async def test_stopping_the_house_closes_open_lines(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        async with zahra.line() as events:
            await until(events, "live")
            await town.gateway.stop()
            assert [e async for e in events] == []


async def test_a_made_up_place_is_unreadable(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        for after in ("", "zahra", "zahra.x", "zahra.-1", "zahra.1~", "../x.1"):
            assert (await zahra.get(f"/web/events?after={after}"))[0] == 400


async def test_rings_reach_the_pages_of_another_process() -> None:
    far = Bell()
    near = Bell(shout=far.heard)
    with far.listen(["zahra"]) as ear, far.listen(["reza"]) as other:
        near.ring("zahra")
        near.ring("zahra", {"event": "typing"})
        assert await ear.wait(1) and not await other.wait(0)
        assert ear.take() == ({"zahra"}, [("zahra", {"event": "typing"})])
        assert ear.take() == (set(), [])
    near.ring("zahra")
    assert ear.take() == (set(), [])
