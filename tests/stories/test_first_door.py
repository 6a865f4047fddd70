"""نخستین در - a newcomer becomes a member and joins a kanoon; the hamyar approves; a restart between any two messages changes nothing."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.demo import load_town
from bot.house import LOCALES
from storage.kit.accounts import Account, AccountRows
from tests.kit.talk import Person, Town, open_town


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/town.db") as town:
        await load_town(LOCALES).move_in(town.house)
        await town.settle()
        yield town


def demo(town: Town, key: str) -> Person:
    """Somebody of the demo town, in the chat the town gave them."""
    person = town.person(key)
    person.at = type(person.at)("web", "web", key)
    return person


async def join(town: Town, zahra: Person, *, restart: bool) -> None:
    """From hello to a member code."""
    label = town.house.texts.plain
    steps = (
        ("tap", label("membership.join.title")), ("tap", label("membership.joins.natural")), ("tap", label("membership.terms_yes")),
        ("contact", "+989121234567"), ("say", "۰۰۸۴۵۷۵۹۴۸"), ("say", "۱۳۶۲/۵/۱۴"), ("say", "زهرا"), ("say", "رستمی"), ("say", "کرمان"),
        ("say", "روستای ده‌زیار"), ("tap", label("engine.button.confirm")),
    )  # fmt: skip
    if not zahra.chat:
        await zahra.opens()
    for how, what in steps:
        if restart:
            town.restart()
        if how == "tap":
            await zahra.taps(what)
        elif how == "contact":
            await zahra.shares_contact(what)
        else:
            await zahra.says(what)


async def _account(town: Town, person: str) -> Account | None:
    async with town.house.units.open(town.now) as unit:
        return await AccountRows(unit.conn, unit.now).find(person)


@pytest.mark.parametrize("restart", [False, True])
async def test_a_newcomer_joins_and_is_welcomed_with_a_code(town: Town, restart: bool) -> None:
    zahra = town.person("zahra")
    await join(town, zahra, restart=restart)
    account = await _account(town, "web:zahra")
    assert account is not None and account.member is not None, zahra.dump()
    assert "زهرا رستمی" in zahra.text


@pytest.mark.parametrize("restart", [False, True])
async def test_the_hamyar_approves_in_chat_and_both_see_it_at_once(town: Town, restart: bool) -> None:
    zahra, hamyar = town.person("zahra"), demo(town, "hamyar1")
    await join(town, zahra, restart=False)
    await zahra.says("عضو کانون شوم")
    for say, tap in (("", "کد، نام یا جای کانون"), ("ده‌زیار", ""), ("", "روستای ده‌زیار"), ("", "بله"), ("", "رد شدن"), ("", "بله، درست است")):
        if restart:
            town.restart()
        await (zahra.taps(tap) if tap else zahra.says(say))
    assert "رستمی" in hamyar.text, hamyar.dump()
    await hamyar.taps("می‌پذیرم")
    assert "پذیرفت" in zahra.text, zahra.dump()
    assert "پذیرفت" in hamyar.text, hamyar.dump()


async def test_an_invitation_outlives_the_registration_in_between(town: Town) -> None:
    """A newcomer opens the link of a rahbar, becomes a member, and stands before that very kanoon without doing anything more."""
    rahbar, zahra = demo(town, "rahbar1"), town.person("zahra")
    await rahbar.opens("kanoon_invite")
    await zahra.opens(f"kanoon_join-{rahbar.text.partition('kanoon_join-')[2].split()[0]}")
    assert "عضو" in zahra.last.text and "ده‌زیار" not in zahra.text
    town.restart()
    await join(town, zahra, restart=False)
    assert "کانون روستای ده‌زیار" in zahra.last.text, zahra.dump()
    for label in ("بله", "رد شدن", "بله، درست است"):
        await zahra.taps(label)
    hamyar = demo(town, "hamyar1")
    assert "دعوت‌کننده" in hamyar.text and "زهرا رستمی" in hamyar.text
    await zahra.says("صفحه‌ی من")
    assert "کانون: \u2068KJ" in zahra.last.text  # it waits: its number
    await hamyar.taps("می‌پذیرم")
    await zahra.says("صفحه‌ی من")
    assert "کانون: \u2068کانون روستای ده‌زیار" in zahra.last.text
