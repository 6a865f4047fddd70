"""خواسته‌ها - what people write freely leads to one dialog, and to the right one.   Product: bot/engine/intents.py and `<flow>.words` in locales/"""

from __future__ import annotations

import functools
import re

import pytest

from bot.collect import collect, handler_modules
from bot.engine.intents import Intents
from bot.engine.router import A_PERSON, Router
from bot.house import LOCALES
from bot.services import MAKERS
from bot.texts import Texts
from bot.texts.catalogue import read_catalogues
from domain.kernel.people import Role
from handlers.kit import Registry


@functools.cache
def product() -> tuple[Registry, Texts, Intents]:
    registry, texts = collect(handler_modules(), MAKERS), Texts.load(LOCALES)
    return registry, texts, Router(registry, texts).intents


def wished(text: str, role: Role) -> list[str]:
    registry, _, intents = product()
    return intents.guess(text, {A_PERSON, *(f.name for f in registry.flows.values() if role in f.roles)})


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


PRESSED = re.compile("«([^«»]+)» را (?:بزنید|نگاه)")

SPOKEN = [
    ("سلام، می‌خوام عضو بشم", Role.NEWCOMER, "membership.join"),
    ("میخوام عضو شم", Role.NEWCOMER, "membership.join"),
    ("ببخشید چجوری ثبت نام کنم", Role.NEWCOMER, "membership.join"),
    ("گوشیم گم شده", Role.NEWCOMER, "membership.sign_in"),
    ("کانون میخوام", Role.MEMBER, "kanoon.join"),
    ("میخوام کانونمو عوض کنم", Role.MEMBER, "kanoon.join"),
    ("از کانون برم بیرون", Role.MEMBER, "kanoon.leave"),
    ("گوشیم رو دزدیدن", Role.MEMBER, "membership.freeze"),
    ("شماره تلفنم عوض شده", Role.MEMBER, "membership.change_mobile"),
    ("آدرسم عوض شده", Role.MEMBER, "membership.change_home"),
    ("خونمون رو عوض کردیم", Role.MEMBER, "membership.change_home"),
    ("بچمو میخوام عضو کنم", Role.MEMBER, "membership.join_child"),
    ("حسابمو پاک کن", Role.MEMBER, "membership.leave"),
    ("رهیارم کیه", Role.MEMBER, "rahyar.mine"),
    ("درخواستم چی شد", Role.MEMBER, "membership.requests"),
    ("اعضای کانونمو نشونم بده", Role.MEMBER, "kanoon.people"),
    ("میخوام با آدم حرف بزنم", Role.NEWCOMER, A_PERSON),
    ("یه نفر جواب بده", Role.MEMBER, A_PERSON),
    ("چرا کسی جواب نمیده", Role.MEMBER, A_PERSON),
]


@pytest.mark.parametrize(("text", "role", "wish"), SPOKEN)
def test_the_language_that_is_spoken_is_understood_as_the_written_one(text: str, role: Role, wish: str) -> None:
    assert wish in wished(text, role)[:2]


@pytest.mark.parametrize("text", ["امروز هوا خوب است", "۱۲۳", "قیمت گوجه چند است", "asdf", "سلام", "دیروز با خواهرم رفتیم بازار"])
def test_what_asks_for_nothing_leads_nowhere(text: str) -> None:
    assert wished(text, Role.NEWCOMER) == []


def test_what_one_is_told_to_press_may_be_written_as_well() -> None:
    """«پول من» را بزنید: whoever writes it instead comes to that dialog, or to a person («رهیار من»)."""
    registry, texts, _ = product()
    titles = {texts.plain(f"{name}.title"): flow for name, flow in registry.flows.items()}
    entries, _ = read_catalogues(LOCALES)
    named = {pressed for entry in entries for form in entry.forms for pressed in PRESSED.findall(form)}
    wrong = list[str]()
    for title, flow in titles.items():
        for said in {title, title.partition(" (")[0]} & named:
            wrong += [f"{said}: {found}" for role in flow.roles if role is not Role.NEWCOMER and (found := wished(said, role))[:1] not in ([flow.name], [A_PERSON])]
    assert not sorted(set(wrong))
