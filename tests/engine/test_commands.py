"""آزمون فرمان‌ها - what captures typing, the `/` words that work meanwhile, and what is offered beside.   Product: bot/engine/router.py, handlers/kit/registry.py"""

from __future__ import annotations

import types
from collections.abc import AsyncIterator
from datetime import date
from pathlib import Path

import pytest

from bot.collect import collect
from handlers.kit import Chat, Said, flow
from handlers.kit.readers.answer import Answer
from tests.engine import shop
from tests.kit.talk import Person, open_town
from tests.kit.words import EchoWords

EXTRA = {f"side.{name}.title": name.title() for name in ("call", "note", "other")} | {"side.note.command": "/یادداشت", "side.other.command": "/دیگر"}


def anything() -> Answer[Said]:
    def take(said: Said, _: date) -> Said:
        return said

    return Answer("message", Said, take)


@flow("side.call", offers=shop.ALL, family="market", captures=True, beside=("side.note", "side.members"))
async def call(chat: Chat) -> None:
    """Hears whatever is typed."""
    for n in range(1, 20):
        said = await chat.ask("message", anything(), n=n, about=chat.subject)
        await chat.say("heard", n=n, text=said.text, source=said.source, edited=said.edited)


@flow("side.note", offers=shop.ALL, command=True, drafts=False)
async def note(chat: Chat) -> None:
    said = await chat.ask("what", anything())
    await chat.stop("noted", about=chat.subject, text=said.text)


@flow("side.other", offers=shop.ALL, command=True, drafts=False)
async def other(chat: Chat) -> None:
    await chat.ask("what", anything())


@pytest.fixture
async def zahra(tmp_path: Path) -> AsyncIterator[Person]:
    module = types.ModuleType(__name__)
    module.__dict__.update({"call": call, "note": note, "other": other})
    registry = collect([module], [])
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/side.db", registry=registry, texts=EchoWords("side.", extra=EXTRA), makers={}) as town:
        person = town.person("zahra")
        await person.opens()
        yield person


async def test_what_follows_a_command_answers_its_question_and_the_capture_goes_on(zahra: Person) -> None:
    await zahra.begins("side.call", 7)
    await zahra.says("/یادداشت به برادرش زنگ بزنم")
    assert "side.note.noted about=7 text=به برادرش زنگ بزنم" in zahra.text
    assert "side.call.message about=7" in zahra.last.text and "heard" not in zahra.text


async def test_a_command_alone_asks_and_what_is_said_then_is_not_heard_by_the_capture(zahra: Person) -> None:
    await zahra.begins("side.call", 7)
    await zahra.says("/note")
    assert "side.note.what" in zahra.last.text
    await zahra.says("/دیگر")
    assert "side.other.what" in zahra.last.text
    await zahra.says("بله")
    assert "side.call.message about=7" in zahra.last.text and "heard" not in zahra.text


async def test_a_command_that_is_cancelled_goes_back_to_the_capture(zahra: Person) -> None:
    await zahra.begins("side.call", 7)
    await zahra.says("/note")
    await zahra.says("لغو")
    assert "side.call.message about=7" in zahra.last.text and "لغو شد" in zahra.last.text
    await zahra.says("سلام")
    assert "text=سلام" in zahra.text


async def test_a_command_outside_of_a_capture_is_about_nothing(zahra: Person) -> None:
    await zahra.says("/یادداشت سلام")
    assert "side.note.noted about=None text=سلام" in zahra.text


async def test_what_is_beside_is_offered_under_the_question_about_the_same(zahra: Person) -> None:
    await zahra.begins("side.call", 7)
    assert zahra.labels[:1] == ["Note"] and "Other" not in zahra.labels
    await zahra.taps("Note")
    await zahra.says("سلام")
    assert "side.note.noted about=7 text=سلام" in zahra.text


async def test_only_one_capture_is_under_way(zahra: Person) -> None:
    await zahra.begins("side.call", 7)
    await zahra.begins("side.call", 8)
    assert "about=8" in zahra.last.text
    await zahra.says("لغو")
    assert not any("Call" in label for label in zahra.labels)


async def test_an_edit_names_the_message_that_it_changes(zahra: Person) -> None:
    await zahra.begins("side.call", 7)
    await zahra.says("شنبه")
    first = zahra.said
    await zahra.says("سلام")
    await zahra.edits("یکشنبه", first)
    assert f"edited=True source=web:c-zahra:{first} text=یکشنبه" in zahra.text
