"""ترمینال - numbers tap, words are said, Ctrl-D leaves."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest

from bot.gateways.base import Button, CannotEdit, Incoming, Outgoing, Refused, Reply
from bot.gateways.terminal import TerminalGateway
from bot.gateways.web.words import read_words
from handlers.kit.said import Media

CATALOGUE = Path(__file__).parents[3] / "locales" / "fa" / "LC_MESSAGES"


class Talk:
    """Reza at his terminal: what he types and what he reads."""

    def __init__(self, lines: str = "", mobile: str = "") -> None:
        self.heard: list[Incoming] = []
        self.page = io.StringIO()
        self.away = 0
        self.gateway = TerminalGateway(self.receive, io.StringIO(lines), self.page, read_words(CATALOGUE), name="رضا", mobile=mobile)

    async def receive(self, event: Incoming) -> Reply:
        if self.away:
            self.away -= 1
            raise ConnectionError("away")
        self.heard.append(event)
        if event.kind == "start":
            await self.bot_says("<b>سلام</b> &amp; خوش آمدید", [[Button("وام", "r1")], [Button("راهنما", "r2"), Button("سایت", url="https://example.org")]], at=event.at)
        return Reply(Outgoing("ack", event.at, text="رسید")) if event.kind == "tap" else Reply()

    async def bot_says(self, text: str, rows: list[list[Button]] | None = None, at: Any = None, **more: Any) -> str:
        at = at or self.heard[0].at
        return await self.gateway.deliver(Outgoing("send", at, text=text, rows=tuple(tuple(r) for r in rows or []), **more))

    @property
    def read(self) -> str:
        return self.page.getvalue()


async def test_reza_talks_until_the_end_of_his_lines() -> None:
    reza = Talk("سلام\n۱\n\n2\n۹\n=۱\n")
    await reza.gateway.run()
    assert [(e.kind, e.ref or e.said.text) for e in reza.heard] == [("start", ""), ("text", "سلام"), ("tap", "r1"), ("tap", "r2"), ("text", "9"), ("text", "1")]
    assert "سلام & خوش آمدید\n  ۱) وام\n  ۲) راهنما\n  ۳) سایت" in reza.read
    assert "<b>" not in reza.read and "* رسید" in reza.read and reza.read.rstrip().endswith("خدانگهدار.")
    assert len({e.update for e in reza.heard}) == len(reza.heard)


async def test_a_link_is_shown_instead_of_tapped() -> None:
    reza = Talk()
    await reza.gateway.start()
    await reza.gateway.hear("۳")
    assert "https://example.org" in reza.read and len(reza.heard) == 1


async def test_buttons_that_are_taken_off_no_longer_have_numbers() -> None:
    reza = Talk()
    await reza.gateway.start()
    await reza.gateway.deliver(Outgoing("strip", reza.heard[0].at, message="1"))
    await reza.gateway.hear("1")
    assert (reza.heard[-1].kind, reza.heard[-1].said.text) == ("text", "1")


async def test_his_number_is_shared_only_when_asked() -> None:
    reza = Talk(mobile="+989121112233")
    await reza.gateway.start()
    await reza.gateway.hear("0")
    assert reza.heard[-1].said.text == "0"
    await reza.bot_says("شماره‌ی شما؟", ask="contact")
    await reza.gateway.hear("۰")
    contact = reza.heard[-1].said.contact
    assert contact is not None and (contact.mobile, contact.own) == ("+989121112233", True)


async def test_a_link_with_a_payload_can_be_typed() -> None:
    reza = Talk()
    await reza.gateway.hear("/start kanoon_7")
    assert (reza.heard[-1].kind, reza.heard[-1].payload) == ("start", "kanoon_7")


async def test_when_the_house_is_away_reza_is_told_and_may_go_on() -> None:
    reza = Talk("سلام\nدوباره\n")
    await reza.gateway.start()
    reza.away = 1
    await reza.gateway.hear("سلام")
    await reza.gateway.hear("دوباره")
    assert "الان نشد" in reza.read and reza.heard[-1].said.text == "دوباره"


async def test_what_was_printed_stays() -> None:
    reza = Talk()
    await reza.gateway.start()
    with pytest.raises(CannotEdit):
        await reza.gateway.deliver(Outgoing("edit", reza.heard[0].at, message="1", text="نو"))
    assert await reza.bot_says("عکس کارت", media=Media("photo", "web:1")) == "2"
    assert "(پیوست: عکس)\nعکس کارت" in reza.read
    with pytest.raises(Refused):
        await reza.gateway.fetch(Media("photo", "web:1"))


async def test_a_notice_takes_no_numbers_from_the_question_before_it() -> None:
    reza = Talk(mobile="+989121112233")
    await reza.gateway.start()
    await reza.bot_says("شماره‌ی شما؟", ask="contact")
    await reza.bot_says("پاسخی آمد", [[Button("ببینم", "n1")], [Button("بعداً", "n2")]])
    assert "پاسخی آمد\n  ۴) ببینم\n  ۵) بعداً" in reza.read
    await reza.gateway.hear("۰")
    assert reza.heard[-1].said.contact is not None, "the question still asks"
    for number, ref, message in (("۱", "r1", "1"), ("۵", "n2", "3"), ("۲", "r2", "1")):
        await reza.gateway.hear(number)
        assert (reza.heard[-1].ref, reza.heard[-1].message) == (ref, message)


async def test_the_next_question_begins_at_one_again_and_the_notice_keeps_its_numbers() -> None:
    reza = Talk()
    await reza.gateway.start()
    await reza.bot_says("پاسخی آمد", [[Button("ببینم", "n1")]])
    with pytest.raises(CannotEdit):
        await reza.gateway.deliver(Outgoing("edit", reza.heard[0].at, message="1", text="نو"))
    await reza.bot_says("چند ماه؟", [[Button("شش", "m6"), Button("دوازده", "m12")]])
    for number, ref in (("۱", "m6"), ("۲", "m12"), ("۴", "n1")):
        await reza.gateway.hear(number)
        assert reza.heard[-1].ref == ref
    await reza.gateway.hear("۳")
    assert reza.heard[-1].said.text == "3", "nobody has it now"
    await reza.gateway.deliver(Outgoing("strip", reza.heard[0].at, message="3"))
    await reza.bot_says("کدام؟", [[Button(f"{n}", f"c{n}") for n in range(1, 6)]])
    await reza.gateway.hear("۵")
    assert reza.heard[-1].ref == "c1", "five in a row, beside what the notice has"


async def test_only_the_newest_messages_have_numbers() -> None:
    reza = Talk()
    await reza.gateway.start()
    for n in range(6):
        await reza.bot_says("خبر", [[Button("ببینم", f"n{n}")]])
    assert len({numbered.message for numbered in reza.gateway._numbers.values()}) == 5
