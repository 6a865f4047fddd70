"""نسخه‌ی تازه - a dialog changes under somebody who is in the middle of it: answers are carried over by key, only what is missing is asked (decision 30)."""

from __future__ import annotations

import types
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import msgspec
import pytest

from bot.collect import collect
from bot.engine.talk import State
from domain.kernel.people import Actor
from domain.kernel.verbs import command
from handlers.kit import Chat, Option, flow
from handlers.kit.registry import Registry
from storage.kit.talks import TalkRows
from tests.engine import shop
from tests.engine.shop import ALL, Number, ShopService, Words
from tests.kit.talk import Person, Town, open_town
from tests.kit.words import EchoWords

Dialog = Callable[..., Awaitable[None]]
COLOURS = [Option("red", "red"), Option("blue", "blue")]


async def first(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    count = await chat.ask("count", Words())
    colour = await chat.choose("colour", COLOURS)
    await chat.confirm("sure", what=what, count=count, colour=colour)
    await shop.sell(chat.member, what, 1)
    await chat.say("done", what=what)


async def question_added(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    where = await chat.ask("where", Words())
    count = await chat.ask("count", Words())
    colour = await chat.choose("colour", COLOURS)
    await chat.confirm("sure", what=what, where=where, count=count, colour=colour)


async def question_removed(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    colour = await chat.choose("colour", COLOURS)
    await chat.confirm("sure", what=what, colour=colour)


async def question_renamed(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    pieces = await chat.ask("pieces", Words())
    colour = await chat.choose("colour", COLOURS)
    await chat.confirm("sure", what=what, pieces=pieces, colour=colour)


async def type_changed(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    count = await chat.ask("count", Number())
    colour = await chat.choose("colour", COLOURS)
    await chat.confirm("sure", what=what, count=count, colour=colour)


async def option_gone(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    count = await chat.ask("count", Words())
    colour = await chat.choose("colour", [Option("red", "red"), Option("green", "green")])
    await chat.confirm("sure", what=what, count=count, colour=colour)


async def order_changed(chat: Chat, shop: ShopService) -> None:
    colour = await chat.choose("colour", COLOURS)
    what = await chat.ask("what", Words())
    await chat.confirm("sure", what=what, colour=colour)


async def pins(chat: Chat, shop: ShopService) -> None:
    price = await chat.pin("price", 10)
    what = await chat.ask("what", Words())
    await chat.confirm("sure", what=what, price=price)


async def pins_words(chat: Chat, shop: ShopService) -> None:
    price = await chat.pin("price", "ten")
    what = await chat.ask("what", Words())
    await chat.confirm("sure", what=what, price=price)


async def two_questions(chat: Chat, shop: ShopService) -> None:
    what = await chat.ask("what", Words())
    held = await shop.hold(chat.member, what)
    await chat.yes_no("hold", held=held)
    receipt = await shop.sell(chat.member, what, 1)
    await chat.yes_no("more", number=receipt.number)


class OtherShop(ShopService):
    """The same verbs with other results."""

    @command(*ALL, fence=False)
    async def hold(self, actor: Actor, what: str) -> str:  # type: ignore[override]  # the next version of it
        return f"held {what}"

    @command(*ALL)
    async def sell(self, actor: Actor, what: str, count: int) -> str:  # type: ignore[override]  # the next version of it
        shop.SOLD.append(f"again {what}")
        return what


def version(dialog: Dialog | None) -> Registry:
    """A registry whose only flow is this version of `shop.form`; None: a version without it."""
    registry = collect([types.ModuleType("empty")], ["shop"])
    if dialog is None:
        return registry
    declared: Any = flow("shop.form", offers=ALL, family="market")(dialog)
    return replace(registry, flows={"shop.form": declared.declared})


def deploy(town: Town, dialog: Dialog | None) -> None:
    """The next process runs this version, on what the one before has stored."""
    town.gives(registry=version(dialog))
    town.restart()


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    shop.SOLD.clear()
    words = EchoWords("shop.", "common.again.shop", extra={"shop.form.title": "Form"})
    given: dict[str, Any] = {"registry": version(first), "texts": words, "makers": {"shop": shop.make_shop}}
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/deploys.db", **given) as town:
        yield town


async def at_confirm(town: Town) -> Person:
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Form")
    await zahra.says("bread")
    await zahra.says("three")
    await zahra.taps("blue")
    assert "shop.form.sure colour=blue count=three what=bread" in zahra.last.text
    return zahra


async def test_a_new_question_is_the_only_one_that_is_asked(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, question_added)
    await zahra.taps("بله، درست است")
    assert "shop.form.where" in zahra.last.text
    await zahra.says("village")
    assert "shop.form.sure colour=blue count=three what=bread where=village" in zahra.last.text


async def test_a_yes_to_the_old_form_is_no_yes_to_the_new_one(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, question_added)
    await zahra.taps("بله، درست است")
    await zahra.says("village")
    assert "shop.form.sure" in zahra.last.text
    assert "bread" not in shop.SOLD


async def test_an_answer_nobody_asks_for_any_more_disturbs_nothing(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, question_removed)
    await zahra.says("hm")
    assert "shop.form.sure colour=blue what=bread" in zahra.last.text


async def test_a_question_that_comes_back_finds_its_answer(town: Town) -> None:
    zahra = await at_confirm(town)
    for dialog in (question_removed, first):
        deploy(town, dialog)
        await zahra.says("hm")
    assert "shop.form.sure colour=blue count=three what=bread" in zahra.last.text


async def test_a_renamed_question_is_asked_and_the_others_stay(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, question_renamed)
    await zahra.says("hm")
    assert "shop.form.pieces" in zahra.last.text
    await zahra.says("four")
    assert "shop.form.sure colour=blue pieces=four what=bread" in zahra.last.text


async def test_an_answer_of_another_type_is_asked_again_with_the_reason(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, type_changed)
    await zahra.says("hm")
    assert "شکل این پرسش عوض شده است" in zahra.last.text
    assert "shop.form.count" in zahra.last.text
    await zahra.says("4")
    assert "shop.form.sure colour=blue count=4 what=bread" in zahra.last.text


async def test_an_option_that_is_gone_is_named_and_asked_again(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, option_gone)
    await zahra.says("hm")
    assert "«⁨shop.form.blue⁩» دیگر در دسترس نیست" in zahra.last.text
    await zahra.taps("green")
    assert "shop.form.sure colour=green count=three what=bread" in zahra.last.text


async def test_another_order_asks_nothing_again(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, order_changed)
    await zahra.says("hm")
    await zahra.taps("بازگشت")
    assert "shop.form.what" in zahra.last.text


async def test_a_draft_is_carried_over_as_well(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.taps("لغو")
    deploy(town, question_added)
    await town.later(days=2)
    await zahra.taps("پشیمان شدم")
    assert "shop.form.where" in zahra.last.text
    await zahra.says("village")
    assert "count=three" in zahra.last.text


async def test_a_pin_of_another_type_is_pinned_anew(town: Town) -> None:
    deploy(town, pins)
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Form")
    await zahra.says("bread")
    deploy(town, pins_words)
    await zahra.says("hm")
    assert "shop.form.sure price=ten what=bread" in zahra.last.text


async def test_what_may_be_repeated_is_done_anew_when_its_result_has_another_type(town: Town) -> None:
    deploy(town, two_questions)
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Form")
    await zahra.says("bread")
    assert "shop.form.hold held=5" in zahra.last.text
    town.gives(makers={"shop": lambda services: OtherShop(services.unit)})
    town.restart()
    await zahra.says("hm")
    assert "shop.form.hold held=held bread" in zahra.last.text


async def test_what_has_happened_stays_and_never_happens_again_when_its_result_has_another_type(town: Town) -> None:
    deploy(town, two_questions)
    zahra = town.person("zahra")
    await zahra.opens()
    await zahra.taps("Form")
    await zahra.says("bread")
    await zahra.taps("خیر")
    assert "shop.form.more" in zahra.last.text
    town.gives(makers={"shop": lambda services: OtherShop(services.unit)})
    town.restart()
    await zahra.taps("خیر")
    assert "engine.done_before_change" in zahra.last.text
    assert "again bread" not in shop.SOLD


async def test_a_dialog_that_is_gone_says_so_and_the_menu_is_there(town: Town) -> None:
    zahra = await at_confirm(town)
    deploy(town, None)
    await zahra.taps("بله، درست است")
    assert "این بخش دیگر در دسترس نیست" in zahra.last.text
    await zahra.says("hm")
    assert "گفت‌وگو با رهیار" in zahra.labels


STORED = """{"stack": [{"id": "7.1", "flow": "shop.form", "began": "2026-11-24T06:00:00Z", "question": "sure", "journal": {
    "what": ["answer", "bread", "2026-11-24T06:00:00Z"],
    "count": ["answer", "three", "2026-11-24T06:00:00Z"],
    "colour": ["answer", ["blue", "shop.form.blue"], "2026-11-24T06:00:00Z"]}}], "runs": 1}"""
"""A conversation as version 0.1.0 stored it. What is in the databases of people stays readable: change this only by adding another beside it."""


async def test_a_conversation_stored_by_an_earlier_version_goes_on(town: Town) -> None:
    zahra = town.person("zahra")
    await zahra.opens()
    async with town.house.units.open(town.now) as unit:
        rows = TalkRows(unit.conn, unit.vault.ring, unit.now)
        row = await rows.find(f"chat:web:1:{zahra.at.chat}")
        assert row is not None
        await rows.write(replace(row, state=STORED.encode()))
    await zahra.says("hm")
    assert "shop.form.sure colour=blue count=three what=bread" in zahra.last.text
    await zahra.taps("بله، درست است")
    assert "shop.form.done what=bread" in zahra.text


def test_what_is_stored_is_what_an_earlier_version_stored() -> None:
    """A renamed or dropped field of the state would lose what people answered without a word."""
    again = msgspec.to_builtins(msgspec.json.decode(STORED, type=State))
    assert again == msgspec.json.decode(STORED)
