"""قوانین تازه - told once, and accepted before the next act that needs them.   Product: handlers/membership/agreeing.py domain/membership/agreeing.py"""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.jobs import Jobs
from domain.kernel.people import SYSTEM
from domain.membership import policy
from domain.membership.model import State
from tests.membership.townsfolk import Folk


def new_rules(folk: Folk, patch: pytest.MonkeyPatch, **more: int) -> None:
    """From today on there is a second version."""
    patch.setattr(policy, "POLICIES", (*policy.POLICIES, replace(policy.POLICIES[0], since=folk.town.now.date(), terms=2, **more)))


async def next_morning(folk: Folk) -> None:
    await Jobs(folk.town.house)._begin()
    await folk.town.later(days=1)
    await folk.town.later(minutes=1)


def notices(folk: Folk, who: str) -> int:
    return sum("قوانین خانه نو شده است" in m.text for m in folk[who].chat)


async def test_everybody_is_told_once_of_new_rules(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await folk.join("zahra", "hassan", "maryam", "reza")
    await next_morning(folk)
    assert [notices(folk, who) for who in ("zahra", "hassan", "maryam")] == [0, 0, 0]
    new_rules(folk, monkeypatch, told_together=2)
    await folk.begins("maryam", "terms")
    await folk.plays("maryam", "«بله»")
    reza = await folk.member("reza")
    async with folk.scene() as scene:
        await scene.services["membership"]._become(reza, State.FROZEN)
    await next_morning(folk)
    folk.restart()
    await next_morning(folk)
    assert [notices(folk, who) for who in ("zahra", "hassan", "maryam", "reza")] == [1, 1, 0, 0]
    assert (await folk.noted()).count("membership.tell_terms") == 2, "two in the first transaction, nobody in the last"
    async with folk.look() as (_, membership):
        assert not await membership.terms_to_tell(SYSTEM)


async def test_the_rules_are_accepted_before_the_next_act_and_it_goes_on_by_itself(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await folk.join("zahra")
    new_rules(folk, monkeypatch)
    zahra = folk["zahra"]
    await zahra.says("می‌خواهم عضو کانون شوم")
    assert "این نگارش ۲ است" in zahra.text and "می‌پذیرید" in zahra.last.text
    folk.restart()
    await folk.plays("zahra", "«بله»")
    assert "پذیرش نگارش ۲ قوانین ثبت شد" in zahra.text and "کد، نام یا جای کانون" in zahra.labels
    member = await folk.member("zahra")
    async with folk.look() as (_, membership):
        (first, _), (second, at) = await membership.ports.members.accepted(member.id)
        assert (member.terms, first, second, at) == (2, 1, 2, folk.town.now)
    await folk.begins("zahra", "requests")
    assert "پذیرش قوانین تازه" not in " ".join(zahra.labels)


async def test_who_does_not_accept_yet_begins_nothing_new_but_keeps_every_right(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await folk.join("zahra")
    new_rules(folk, monkeypatch)
    zahra = folk["zahra"]
    await zahra.begins("kanoon.join")
    await folk.plays("zahra", "«خیر»")
    assert "هر وقت آماده بودید" in zahra.text and "کد، نام یا جای کانون" not in zahra.labels
    assert (await folk.member("zahra")).terms == 1
    for flow, words in (("my_data", "نگه داشته‌ایم"), ("devices", "پیوند دارد"), ("freeze", ""), ("leave", "")):
        await folk.begins("zahra", flow)
        assert "می‌پذیرید" not in zahra.last.text and words in zahra.last.text, flow
    await zahra.says("/menu")
    await folk.plays("zahra", "«گفت‌وگو با رهیار»")
    assert "رهیار" in zahra.last.text and "می‌پذیرید" not in zahra.last.text


async def test_back_from_the_rules_leads_to_the_menu_and_the_next_act_asks_again(folk: Folk, monkeypatch: pytest.MonkeyPatch) -> None:
    await folk.join("zahra")
    new_rules(folk, monkeypatch)
    zahra = folk["zahra"]
    for _ in range(2):
        await zahra.begins("kanoon.join")
        assert "می‌پذیرید" in zahra.last.text
        await folk.plays("zahra", "«بازگشت»")
        assert "می‌پذیرید" not in zahra.last.text and "کد، نام یا جای کانون" not in zahra.labels
