"""خواسته‌ها - what people write freely leads to one dialog, and to the right one.   Product: bot/engine/intents.py and `<flow>.words` in locales/"""

from __future__ import annotations

import functools

import pytest

from bot.collect import collect, handler_modules
from bot.engine.intents import Intents
from bot.house import LOCALES
from bot.services import MAKERS
from bot.texts import Texts
from domain.kernel.people import Role
from handlers.kit import Registry


@functools.cache
def product() -> tuple[Registry, Texts, Intents]:
    registry, texts = collect(handler_modules(), MAKERS), Texts.load(LOCALES)
    return registry, texts, Intents({f: texts.plain(f"{f}.words").split("\n") for f in registry.flows if texts.has(f"{f}.words")})


def wished(text: str, role: Role) -> list[str]:
    registry, _, intents = product()
    return intents.guess(text, {f.name for f in registry.flows.values() if role in f.roles})


def test_every_sentence_of_a_dialog_leads_to_that_dialog_alone() -> None:
    registry, texts, _ = product()
    for flow in registry.flows.values():
        for line in texts.plain(f"{flow.name}.words").split("\n") if texts.has(f"{flow.name}.words") else ():
            for role in flow.roles:
                assert wished(line, role) == [flow.name], line


@pytest.mark.parametrize("text", ["می‌خواهم کانونم را عوض کنم", "کانونم را عوض کنم", "کانون خود را عوض می‌کنم", "می‌خواهم به کانون دیگری بروم"])
def test_who_wants_another_kanoon_is_led_there_and_nowhere_else(text: str) -> None:
    assert wished(text, Role.MEMBER) == ["kanoon.join"]


def test_a_sentence_of_two_dialogs_is_asked_about_and_only_among_those_that_one_may_begin() -> None:
    intents = Intents({"a": ["نان تازه", "نان سنگک"], "b": ["نان تازه", "نان خشک"]})
    assert intents.guess("لطفاً نان تازه", {"a", "b"}) == ["a", "b"]
    assert intents.guess("نان تازه", {"b"}) == ["b"] and intents.guess("نان سنگک", {"a", "b"}) == ["a"]
