"""در میز - who may sit at the desk, and what others find there: nothing. Over HTTP, as a browser would ask."""

from __future__ import annotations

import uuid
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import quote

import aiohttp
import pytest
from sqlalchemy import func, select

from bot.gateways.base import Outgoing
from domain.moshavereh.model import CaseState
from storage.kit.unit import audit_note
from tests.conftest import NewDatabase
from tests.gateways.web.desk_house import AtDesk, DeskHouse, serve_desk
from tests.gateways.web.test_files import png
from tests.gateways.web.visitor import until


@pytest.fixture
async def house(sqlite_url: str, tmp_path: Path) -> AsyncIterator[DeskHouse]:
    """After every test the audit finds nothing."""
    async with serve_desk(sqlite_url, tmp_path / "media") as served:
        yield served
        await served.desk.sound()


async def asks(house: DeskHouse, who: str = "zahra") -> AtDesk:
    """A member at the chat page asks for a rahyar."""
    member = await house.comes(who)
    await member.does("said", text="/start")
    await member.does("said", text="رهیار")
    await house.until_quiet()
    return member


async def notes(house: DeskHouse, verb: str) -> int:
    async with house.desk.town.house.units.look(house.desk.town.now) as unit:
        return (await unit.conn.execute(select(func.count()).select_from(audit_note).where(audit_note.c.verb == verb))).scalar_one()


async def test_a_rahyar_sees_who_waits_takes_the_case_and_answers(house: DeskHouse) -> None:
    zahra = await asks(house)
    sara = await house.comes("rahyar")
    seen = await sara.sees()
    assert [(row["number"], row["name"], row["state"]) for row in seen["queue"]] == [("PR10017", "زهرا کریمی", "waiting")]
    assert (await sara.act("take", 1))[0] == 200
    assert (await sara.act("reply", 1, words="سلام زهرا خانم"))[0] == 200
    await house.until_quiet()
    assert any("سلام زهرا خانم" in m.get("text", "") for m in await zahra.messages())
    await house.desk.town.later(seconds=5)
    assert (await zahra.does("said", text="سلام، ممنون"))[0] == 204
    seen = await sara.sees(1)
    assert [line["words"] for line in seen["case"]["lines"]] == ["سلام زهرا خانم", "سلام، ممنون"]
    assert seen["mine"][0]["last"]["words"] == "سلام، ممنون" and seen["mine"][0]["waits"] is not None


@pytest.mark.postgres
async def test_on_postgres_too(new_database: NewDatabase, tmp_path: Path) -> None:
    async with serve_desk(await new_database(), tmp_path / "media") as house:
        await test_a_rahyar_sees_who_waits_takes_the_case_and_answers(house)
        await house.desk.sound()


async def test_files_pass_both_ways_and_keep_their_names(house: DeskHouse) -> None:
    zahra = await asks(house)
    sara = await house.comes("rahyar")
    await sara.act("take", 1)
    await zahra.sends_file(b"%PDF-1.7", "مدارک من.pdf")
    (line,) = (await sara.sees(1))["case"]["lines"]
    async with sara.session.get(f"{house.url}/web/desk/rahyar/cases/1/files/{line['id']}") as answer:
        assert answer.status == 200 and await answer.read() == b"%PDF-1.7"
        assert answer.headers["Content-Disposition"].startswith("attachment") and "sandbox" in answer.headers["Content-Security-Policy"]
        assert quote("مدارک من.pdf") in answer.headers["Content-Disposition"]
    form = aiohttp.FormData(quote_fields=False)
    for name, value in (("id", str(uuid.uuid4())), ("text", "این را ببینید")):
        form.add_field(name, value)
    form.add_field("file", png(), filename="b.png")
    assert (await sara.post("/web/desk/rahyar/cases/1/attached", data=form))[0] == 200
    await house.until_quiet()
    last = next(m for m in reversed(await zahra.messages()) if m.get("media"))
    assert last["media"]["kind"] == "photo" and "این را ببینید" in last["text"]
    assert (await zahra.get(f"/web/media/{last['media']['ref']}"))[0] == 200


async def test_a_newcomer_and_a_member_find_no_desk(house: DeskHouse) -> None:
    await asks(house)
    for key in ("new", "zahra"):
        visitor = await house.visit()
        await visitor.sits_down_as(key)
        for path in ("events?case=1", "about", "ready?words=x", "cases/1/files/1"):
            status, body = await visitor.get(f"/web/desk/{visitor.chat}/{path}")
            assert (status, body["why"]) == (403, "no_rahyar")
        for act, case in (("take", 1), ("reply", 1), ("come", 0)):
            status, body = await visitor.act(act, case, **({"words": "x"} if act == "reply" else {}))
            assert (status, body["why"]) == (403, "no_rahyar")
        assert (await visitor.post(f"/web/desk/{visitor.chat}/cases/1/attached", data={"id": "x"}))[0] == 403
    assert (await house.case()).state is CaseState.WAITING


async def test_without_a_session_and_in_the_place_of_another_there_is_nothing(house: DeskHouse) -> None:
    await asks(house)
    stranger = await house.visit()
    stranger.chat = "rahyar"
    assert (await stranger.get("/web/desk/rahyar/events?case=0"))[0] == 401
    assert (await stranger.act("take", 1))[0] == 401
    bahram = await house.comes("bahram")
    bahram.chat = "rahyar"
    assert (await bahram.get("/web/desk/rahyar/events?case=0"))[0] == 404
    assert (await bahram.act("take", 1))[0] == 404


async def test_an_act_that_another_page_forged_is_not_done(house: DeskHouse) -> None:
    await asks(house)
    sara = await house.comes("rahyar")
    body, path = {"id": str(uuid.uuid4())}, "/web/desk/rahyar/cases/1/take"
    for headers in ({"X-EmResalat": "0"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "https://evil.example"}):
        assert (await sara.post(path, body, headers=headers))[0] == 403
    assert (await sara.post(path, data="id=1"))[0] == 415
    for wrong in ({"id": "1"}, {**body, "rahyar": 3}, {**body, "case_id": 2}):
        assert (await sara.post(path, wrong))[0] == 400
    assert (await house.case()).state is CaseState.WAITING
    assert (await sara.post(path, body))[0] == 200


async def test_the_case_of_another_rahyar_is_neither_shown_nor_answered(house: DeskHouse) -> None:
    zahra = await asks(house)
    sara, bahram = await house.comes("rahyar"), await house.comes("bahram")
    await sara.act("take", 1)
    await zahra.sends_file(png(), "a.png")
    assert (await bahram.sees(1)).get("shut") is True
    assert (await bahram.get("/web/desk/bahram/cases/1/files/1"))[0] == 404
    for act, fields in (("reply", {"words": "من هم هستم"}), ("close", {"outcome": "solved"}), ("reveal", {"kind": "mobile", "reason": "کنجکاوی"}), ("hold", {})):
        status, body = await bahram.act(act, 1, **fields)
        assert status == 409 and body["text"]
    assert (await bahram.act("take", 1))[1]["why"] == "moshavereh.taken"
    assert (await house.case()).state is CaseState.TAKEN
    assert not any("من هم هستم" in m.get("text", "") for m in await zahra.messages())
    assert await notes(house, "denied") == 6  # the look itself, and five acts


async def test_who_is_no_rahyar_any_more_is_out_at_once(house: DeskHouse) -> None:
    await asks(house)
    sara = await house.comes("rahyar")
    await sara.act("take", 1)
    async with sara.at_line(1) as events:
        async for event in events:
            if event["event"] == "live":
                await house.desk.off_duty("rahyar")
            if event["event"] == "over":
                assert event["data"]["why"] == "no_rahyar"
                break
    assert (await sara.act("reply", 1, words="هنوز هستم"))[0] == 403
    assert (await house.case()).state is not CaseState.TAKEN


async def test_a_signed_out_rahyar_is_out_at_once(house: DeskHouse) -> None:
    sara = await house.comes("rahyar")
    async with sara.at_line() as events:
        async for event in events:
            if event["event"] == "live":
                await house.gateway.sign_out("rahyar")
            if event["event"] == "over":
                assert event["data"]["why"] == "signed_out"
                break
    assert (await sara.act("come"))[0] == 401


async def test_the_same_reply_twice_is_one_message(house: DeskHouse) -> None:
    zahra = await asks(house)
    sara = await house.comes("rahyar")
    await sara.act("take", 1)
    client = str(uuid.uuid4())
    for _ in range(3):
        assert (await sara.act("reply", 1, client, words="یک بار"))[0] == 200
    await house.until_quiet()
    assert sum("یک بار" in m.get("text", "") for m in await zahra.messages()) == 1


async def test_a_full_look_is_kept_once_for_each_sitting_and_a_reveal_with_its_reason(house: DeskHouse) -> None:
    await asks(house)
    sara = await house.comes("rahyar")
    await sara.act("take", 1)
    for _ in range(3):
        seen = await sara.sees(1)
    assert await notes(house, "moshavereh.look_at") == 1
    shown = {i["kind"]: i["value"] for i in seen["case"]["context"]["identifiers"]}
    assert "*" in shown["mobile"]
    status, body = await sara.act("reveal", 1, kind="mobile", reason="")
    assert (status, body["why"]) == (409, "moshavereh.reason_length")
    status, body = await sara.act("reveal", 1, kind="mobile", reason="برای هماهنگی تماس")
    assert status == 200 and body["done"].startswith("+98")
    assert await notes(house, "moshavereh.reveal") == 1


async def test_outside_the_demo_a_rahyar_signs_in_with_mobile_and_code(sqlite_url: str, tmp_path: Path) -> None:
    async with serve_desk(sqlite_url, tmp_path / "media", demo=False) as house:
        sara = await house.visit()
        assert (await sara.get("/web/desk/rahyar/events?case=0"))[0] == 401
        chat = await sara.signs_in("09121110003")
        assert (await sara.act("come"))[0] == 403  # a mobile alone makes nobody a rahyar
        await house.link("rahyar", chat)
        assert (await sara.act("come"))[0] == 403
        await house.desk.on_duty("rahyar")
        assert (await sara.act("come"))[0] == 200
        assert (await sara.sees())["duty"]["state"] == "online"
        _, me = await sara.get("/web/me")
        assert me["mine"][0]["desk"] is True
        assert (await sara.post("/web/signout"))[0] == 204
        assert (await sara.act("rest"))[0] == 401


async def test_that_a_rahyar_writes_is_seen_by_the_person_of_their_case_alone_and_not_too_often(house: DeskHouse) -> None:
    zahra = await asks(house)
    sara, bahram = await house.comes("rahyar"), await house.comes("bahram")
    await sara.act("take", 1)
    shown: list[str] = []
    real = house.gateway.deliver

    async def watched(out: Outgoing) -> str:
        shown.extend([out.to.chat] if out.do == "typing" else [])
        return await real(out)

    house.gateway.deliver = watched  # type: ignore[method-assign]  # looked at on its way
    async with zahra.line() as events:
        await until(events, "live")
        assert (await bahram.act("writes", 1))[0] == (await sara.act("writes", 99))[0] == 204
        for _ in range(3):
            assert (await sara.act("writes", 1))[0] == 204
        assert (await until(events, "typing"))["data"]["chat"] == "zahra"
    await house.desk.town.later(seconds=5)
    assert (await sara.act("writes", 1))[0] == 204
    await sara.act("close", 1, outcome="solved")
    await house.desk.town.later(seconds=5)
    assert (await sara.act("writes", 1))[0] == 204
    await house.until_quiet()
    assert shown == ["zahra", "zahra"]
