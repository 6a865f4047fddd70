"""دکمه‌ها - taps carry no authority: stale, forged, borrowed and repeated ones find nothing to act on (rel:B1-B7)."""

from __future__ import annotations

import asyncio

import msgspec
import pytest
from sqlalchemy import func, select

from domain.kernel.people import Role
from storage.kit.unit import audit_note
from tests.engine import shop
from tests.engine.test_dialogs import at_confirm
from tests.kit.talk import Town

FORGED = ["", "x", "A" * 64, "\xff" * 30, "../../etc", "1", "0" * 16, "' OR 1=1 --"]


async def notes(town: Town, verb: str) -> int:
    async with town.house.units.open(town.now) as unit:
        return (await unit.conn.execute(select(func.count()).where(audit_note.c.verb == verb))).scalar_one()


@pytest.mark.parametrize("ref", FORGED)
async def test_a_forged_tap_shows_the_current_screen_and_is_noted(town: Town, ref: str) -> None:
    zahra = await at_confirm(town)
    await zahra.taps_ref(ref, zahra.last.id)
    assert "این دکمه دیگر کار نمی‌کند" in zahra.toast
    assert "shop.buy.sure" in zahra.last.text
    assert shop.SOLD == ["hold bread"]
    assert await notes(town, "tap.denied") == 1


async def test_a_borrowed_tap_does_nothing_for_somebody_else(town: Town) -> None:
    zahra = await at_confirm(town)
    _, yes = zahra.button("بله، درست است")
    reza = town.person("reza")
    await reza.opens()
    await reza.taps_ref(yes.ref, zahra.last.id)
    assert "دیگر کار نمی‌کند" in reza.toast
    assert shop.SOLD == ["hold bread"]


async def test_a_double_tap_has_one_effect_and_leaves_the_receipt_where_it_is(town: Town) -> None:
    zahra = await at_confirm(town)
    message, yes = zahra.button("بله، درست است")
    await zahra.taps_ref(yes.ref, message.id)
    before = zahra.text
    await zahra.taps_ref(yes.ref, message.id)
    assert shop.SOLD == ["hold bread", "bread"]
    assert "shop.buy.more" in zahra.text
    assert "shop.buy.sold" in before


async def test_ten_taps_at_once_have_one_effect(town: Town) -> None:
    zahra = await at_confirm(town)
    message, yes = zahra.button("بله، درست است")
    await asyncio.gather(*[zahra.taps_ref(yes.ref, message.id) for _ in range(10)])
    assert shop.SOLD.count("bread") == 1


async def test_the_same_update_twice_counts_once(town: Town) -> None:
    zahra = await at_confirm(town)
    await zahra.taps("بله، درست است")
    assert town.last is not None
    await asyncio.gather(*[town.house.inbox.receive(town.last) for _ in range(5)])
    await town.settle()
    assert shop.SOLD.count("bread") == 1
    assert zahra.text.count("shop.buy.sold") == 1


async def test_a_button_of_a_cancelled_dialog_explains_itself(town: Town) -> None:
    zahra = await at_confirm(town)
    message, yes = zahra.button("بله، درست است")
    await zahra.says("لغو")
    await zahra.taps_ref(yes.ref, message.id)
    assert "دیگر کار نمی‌کند" in zahra.toast
    assert shop.SOLD == ["hold bread"]


async def test_a_card_is_updated_everywhere_when_one_acts(town: Town) -> None:
    hamyar, second, zahra = town.person("hassan"), town.person("maryam"), town.person("zahra")
    for n, person in enumerate((hamyar, second), 1):
        await person.opens()
        await shop.make_member(town.house, f"web:{person.key}", n, Role.RAHYAR_SOCIAL)
    await zahra.opens()
    await zahra.taps("Plain")
    await zahra.says("2")
    assert "shop.card.head sold=1 what=plain" in second.last.text
    await hamyar.taps("shop.card.approve")
    assert shop.SOLD[-1] == "approved plain"
    assert "sold=2" in second.last.text


async def test_a_removed_hamyar_with_an_old_card_is_refused_and_disarmed(town: Town) -> None:
    hassan, zahra = town.person("hassan"), town.person("zahra")
    await hassan.opens()
    await shop.make_member(town.house, "web:hassan", 1, Role.RAHYAR_SOCIAL)
    await zahra.opens()
    await zahra.taps("Plain")
    await zahra.says("2")
    async with town.house.units.open(town.now) as unit:
        await unit.hats.take(1, Role.RAHYAR_SOCIAL)  # type: ignore[arg-type]  # a member's number
    await hassan.taps("shop.card.approve")
    assert "عوض شده" in hassan.toast
    assert "approved plain" not in shop.SOLD
    assert hassan.last.buttons == []


async def test_a_card_action_with_words_starts_its_dialog_about_the_card(town: Town) -> None:
    hassan, zahra = town.person("hassan"), town.person("zahra")
    await hassan.opens()
    await shop.make_member(town.house, "web:hassan", 1, Role.RAHYAR_SOCIAL)
    await zahra.opens()
    await zahra.taps("Plain")
    await zahra.says("2")
    await hassan.taps("shop.card.explain")
    assert "shop.plain.count" in hassan.last.text


async def test_a_tap_in_a_group_by_somebody_else_is_for_nobody(town: Town) -> None:
    zahra = await at_confirm(town)
    _, yes = zahra.button("بله، درست است")
    assert town.last is not None
    tap = msgspec.structs.replace(town.last, kind="tap", ref=yes.ref, tap="t9", group=True, update="g1", person="stranger")
    reply = await town.house.inbox.receive(tap)
    assert reply.ack is not None
    assert "برای شما نیست" in reply.ack.text
    assert shop.SOLD == ["hold bread"]
