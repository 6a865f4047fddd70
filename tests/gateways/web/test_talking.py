"""گفت‌وگو - what is said on the page reaches the house once, and what the house says reaches the page once."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot import forgetting
from bot.gateways.base import Address, CannotEdit, Outgoing, Unreachable
from storage.kit.database import open_database
from tests.gateways.web.conftest import visiting
from tests.gateways.web.house import PEOPLE, House, serve


async def test_a_newcomer_is_greeted_and_their_words_are_heard(town: House) -> None:
    async with visiting(town) as visitor:
        chat = await visitor.sits_down_as("new")
        assert (await visitor.does("start"))[0] == 204
        assert (await visitor.does("said", text="سلام ۱۲٣"))[0] == 204
        start, said = town.bot.heard
        assert (start.kind, start.at, start.person, start.name) == ("start", Address("web", "web", chat), chat, "تازه‌وارد ۱")
        assert (said.kind, said.said.text, said.who) == ("text", "سلام 123", f"web:{chat}")
        assert [(m["by"], m["n"] > 0) for m in await visitor.messages()] == [("bot", True), ("person", True), ("bot", True)]


async def test_words_sent_twice_with_one_id_are_heard_and_shown_once(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        client = str(uuid.uuid4())
        for _ in range(3):
            assert (await zahra.does("said", client, text="سلام"))[0] == 204
        assert [e.update for e in town.bot.heard] == [client]
        assert [e.update for e in town.bot.again] == [client, client]
        assert [m["by"] for m in await zahra.messages()] == ["person", "bot"]


async def test_words_that_could_not_be_stored_are_refused_for_now_and_heard_at_the_next_try(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        town.bot.fails = 1
        client = str(uuid.uuid4())
        status, body = await zahra.does("said", client, text="وام می‌خواهم")
        assert (status, body["why"], body["wait"]) == (503, "not_now", 2)
        assert town.bot.heard == []
        assert (await zahra.does("said", client, text="وام می‌خواهم"))[0] == 204
        assert len(town.bot.heard) == 1
        assert len([m for m in await zahra.messages() if m["by"] == "person"]) == 1


async def test_a_tap_carries_only_its_reference_and_brings_its_short_word_back(town: House) -> None:
    async with visiting(town) as zahra:
        chat = await zahra.sits_down_as("zahra")
        await zahra.does("start")
        (greeting,) = await zahra.messages()
        status, body = await zahra.does("tap", ref="sum", message=str(greeting["n"]))
        assert (status, body) == (200, {"toast": "موجودی شما صفر است", "alert": True})
        tap = town.bot.heard[-1]
        assert (tap.kind, tap.ref, tap.message, tap.at.chat) == ("tap", "sum", str(greeting["n"]), chat)


async def test_a_request_of_a_newcomer_is_approved_by_the_hamyar_and_both_see_it(town: House) -> None:
    async with visiting(town) as newcomer, visiting(town) as hassan:
        await newcomer.sits_down_as("new")
        await newcomer.does("start")
        await newcomer.does("tap", ref="join", message=str((await newcomer.messages())[0]["n"]))
        await hassan.sits_down_as("hassan")
        (card,) = await hassan.messages()
        assert [b["label"] for b in card["rows"][0]] == ["می‌پذیرم", "نمی‌پذیرم"]
        _, word = await hassan.does("tap", ref=card["rows"][0][0]["ref"], message=str(card["n"]))
        assert word["toast"] == "پذیرفته شد"
        (decided,) = await hassan.messages()
        assert decided["edited"] and "rows" not in decided
        assert "مبارک" in (await newcomer.messages())[-1]["text"]


async def test_starting_by_a_typed_link_carries_its_payload(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("said", text="/start kanoon_K1")
        await zahra.does("start", payload="ref-7")
        assert [(e.kind, e.payload) for e in town.bot.heard] == [("start", "kanoon_K1"), ("start", "ref-7")]


async def test_the_shared_number_is_the_one_the_house_knows(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("contact")
        contact = town.bot.heard[-1].said.contact
        assert contact is not None and (contact.mobile, contact.own, contact.name) == ("+989121110003", True, "زهرا محمدی")
        assert (await zahra.does("contact", mobile="+989120000000"))[0] == 400


async def test_a_place_arrives_in_degrees_and_nonsense_does_not(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        assert (await zahra.does("place", latitude=35.7, longitude=51.4))[0] == 204
        assert (await zahra.does("place", latitude=135.7, longitude=51.4))[0] == 400
        places = [e.said.place for e in town.bot.heard]
        assert [(p.latitude, p.longitude) for p in places if p] == [(35.7, 51.4)]


async def test_everything_said_is_still_there_after_a_restart(sqlite_url: str, tmp_path: Path) -> None:
    first = open_database(sqlite_url)
    async with serve(first, tmp_path, people=PEOPLE) as house, visiting(house) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("said", text="یادت بماند")
        before, cookies = await zahra.messages(), zahra.session.cookie_jar
        await first.dispose()
        again = open_database(sqlite_url)
        async with serve(again, tmp_path, people=PEOPLE) as restarted, visiting(restarted) as later:
            later.session.cookie_jar.update_cookies({c.key: c.value for c in cookies})
            later.chat = "zahra"
            assert await later.messages() == before
        await again.dispose()


async def test_what_the_bot_does_to_a_message_is_what_the_page_shows(town: House) -> None:
    at = Address("web", "web", "zahra")
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        one = await town.bot.say("zahra", "یک", [[("الف", "a")]])
        two = await town.bot.say("zahra", "دو", [[("ب", "b")]], reply_to=one)
        await town.gateway.deliver(Outgoing("strip", at, message=one))
        await town.gateway.deliver(Outgoing("edit", at, message=two, text="دوم"))
        shown = {m["text"]: m for m in await zahra.messages()}
        assert "rows" not in shown["یک"] and "edited" not in shown["یک"]
        assert shown["دوم"]["edited"] and "rows" not in shown["دوم"] and shown["دوم"]["reply"] == one
        await town.gateway.deliver(Outgoing("delete", at, message=one))
        assert [m["text"] for m in await zahra.messages()] == ["دوم"]
        with pytest.raises(CannotEdit):
            await town.gateway.deliver(Outgoing("edit", at, message=one, text="نه"))


async def test_what_cannot_be_edited_says_so(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("said", text="سلام")
        own = (await zahra.messages())[0]["n"]
        for message in ("999", "x", "", str(own)):
            with pytest.raises(CannotEdit):
                await town.gateway.deliver(Outgoing("edit", Address("web", "web", "zahra"), message=message, text="نه"))


async def test_a_card_reaches_people_of_the_town_who_have_not_sat_down_yet_but_nobody_unknown(engine: AsyncEngine, town: House) -> None:
    await town.gateway.forget("maryam")
    assert await town.bot.say("maryam", "یک کارت")
    with pytest.raises(Unreachable) as gone:
        await town.bot.say("nobody", "سلام")
    assert gone.value.why == "gone"


async def test_a_forgotten_chat_leaves_nothing_behind(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("said", text="راز")
        await zahra.sends_file(b"%PDF-1.4 secret", "a.pdf")
        media = (await zahra.messages())[2]["media"]["ref"]
        await town.gateway.forget("zahra")
        assert (await zahra.get(f"/web/media/{media}"))[0] == 404
        assert (await zahra.get("/web/me"))[1]["open"] == []
        await zahra.sits_down_as("zahra")
        assert await zahra.messages() == []


async def test_the_house_forgets_and_signs_out_through_the_page(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        await zahra.does("said", text="راز")
        await forgetting.carry_out({"web": town.gateway}, forgetting.SIGN_OUT, "web zahra")
        assert (await zahra.get("/web/me"))[1]["open"] == []
        await zahra.sits_down_as("zahra")
        assert await zahra.messages() != []
        for _ in range(2):
            await forgetting.carry_out({"web": town.gateway}, forgetting.FORGET, "web zahra")
        await zahra.sits_down_as("zahra")
        assert await zahra.messages() == []
        await forgetting.carry_out({"web": town.gateway}, forgetting.FORGET, "telegram 7")


async def test_older_messages_come_in_pages(town: House) -> None:
    async with visiting(town) as zahra:
        await zahra.sits_down_as("zahra")
        numbers = [int(await town.bot.say("zahra", f"پیام {i}")) for i in range(95)]
        shown = [m["n"] for m in await zahra.messages()]
        assert shown == numbers[-80:]
        _, body = await zahra.get(f"/web/chats/zahra/before/{shown[0]}")
        assert [m["n"] for m in body["messages"]] == numbers[:15]
