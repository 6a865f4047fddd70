"""پرداخت در بله - an invoice is paid without leaving the chat, once, whoever says what how often (rel:M1), over real HTTP.   Cast: test_messengers.py"""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outside.between import AskFirst
from bot.outside.invoices import TRIAL, BaleInvoices
from bot.outside.paying import KeptInMemory, TwinGateway
from bot.outside.post import post_json
from bot.scene import open_scene
from domain.hesam.model import own
from domain.hesam.payment import PaymentId, PaymentState
from domain.hesam.views import PaymentView
from domain.kernel.people import SYSTEM
from storage.hesam.invariants import INVARIANTS
from tests.gateways.contract.messengers import InMessenger
from tests.kit.botapi import Person
from tests.stories.test_counter_elsewhere import SURE
from tests.stories.test_messengers import Town, open_town

RIALS = 5_000_000


@pytest.fixture
async def town(tmp_path: Path) -> AsyncIterator[Town]:
    """Bale takes money there; elsewhere there is the gateway's page."""
    async with open_town(f"sqlite+aiosqlite:///{tmp_path}/bot.db", tmp_path) as town:
        house, api = town.house, someone(town, "zahra bale").api
        invoices = BaleInvoices(post_json, api.base_url, api.token, f"{TRIAL}1111111111111111")
        house.outside = replace(house.outside, invoices=invoices, gateway=TwinGateway(KeptInMemory(), "http://127.0.0.1:8080"))
        yield town
        async with house.units.look(house.clock()) as unit:
            for rule in INVARIANTS:
                assert not await rule.faults(unit.conn), rule.name


def someone(town: Town, who: str) -> Person:
    actor = town.actors[who]
    assert isinstance(actor, InMessenger)
    return actor.person


async def asks(town: Town, who: str = "zahra bale") -> Person:
    """Half a million toman into the own account."""
    await town(who, "says", "hesam.pay_in.words")
    await town(who, "says", "۵۰۰ هزار تومان")
    await town(who, "taps", SURE)
    return someone(town, who)


async def money(town: Town, who: str = "zahra bale") -> int:
    async with open_scene(town.house, town.house.clock()) as scene:
        found = await scene.accounts.find(town.actors[who].account[0])
        assert found is not None and found.member is not None
        return int((await scene.services["hesam"].balance(SYSTEM, own(found.member))).balance)


async def payment(town: Town, number: int = 1) -> PaymentView:
    async with open_scene(town.house, town.house.clock()) as scene:
        found: PaymentView = await scene.services["hesam"].payment_now(SYSTEM, PaymentId(number))
        return found


async def bale_is_asked(town: Town, later: timedelta, number: int = 1) -> None:
    """As the clock would do it, so much later."""
    for _ in range(2):
        try:
            async with open_scene(town.house, town.house.clock() + later) as scene:
                await scene.services["hesam"].ask_gateway(SYSTEM, PaymentId(number))
                await scene.settle()
            return
        except AskFirst as first:
            await first.work()


async def test_an_invoice_is_paid_in_the_chat_by_whom_it_is_for_and_credited_once(town: Town) -> None:
    zahra, maryam = await asks(town), someone(town, "maryam bale")
    await town("zahra bale", "sees", "صورت‌حساب")
    invoice = next(m for m in zahra.chat.newest() if m.kind == "invoice")
    assert invoice.extra["invoice"] == {
        "title": "واریز به پول من", "description": "واریز آزمایشی ۵۰۰٬۰۰۰ تومان به «پول من». پولی از کسی کم نمی‌شود.", "start_parameter": "", "currency": "IRR",
        "total_amount": RIALS,
    }  # fmt: skip
    for one in (await zahra.begins_to_pay(amount=10), await maryam.begins_to_pay(invoice)):
        assert one.answer is False and "برای شما نیست" in one.why_not
    paid = await zahra.pays()
    assert paid.answer
    await town("zahra bale", "sees", "به حساب شما")
    for _ in range(3):
        zahra.says_it_was_paid(paid)
    await town("zahra bale", "says", "hesam.money.words")
    await town("zahra bale", "sees", "۵۰۰٬۰۰۰ تومان")
    assert await money(town) == RIALS and (await payment(town)).state is PaymentState.PAID
    again = await zahra.begins_to_pay(invoice)
    assert again.answer is False and "پیش‌تر پرداخت شده" in again.why_not
    invoice.payload = "in-nothing"
    assert (await zahra.begins_to_pay(invoice)).answer is False
    assert (await money(town), await money(town, "maryam bale")) == (RIALS, 0)


async def test_only_what_bale_answers_counts(town: Town) -> None:
    """A word without a payment, a second try, a failed one, and a payment without a word."""
    zahra = await asks(town)
    first = await zahra.begins_to_pay()
    assert first.answer
    zahra.says_it_was_paid(first)
    await bale_is_asked(town, timedelta(minutes=2))
    assert await money(town) == 0 and (await payment(town)).state is PaymentState.WAITING
    second = await zahra.begins_to_pay()
    assert second.answer is False and "در جریان است" in second.why_not
    first.status = "FAILED"
    await bale_is_asked(town, timedelta(minutes=3))
    assert (await zahra.pays(told=False)).answer and await money(town) == 0
    await bale_is_asked(town, timedelta(minutes=4))
    assert await money(town) == RIALS
    await bale_is_asked(town, timedelta(minutes=5))
    assert await money(town) == RIALS


async def test_too_late_too_little_and_from_elsewhere(town: Town) -> None:
    zahra = await asks(town)
    await bale_is_asked(town, timedelta(minutes=61))
    assert (await payment(town)).state is PaymentState.FAILED
    late = await zahra.begins_to_pay()
    assert late.answer is False and "گذشته است" in late.why_not
    await asks(town)
    other = await zahra.begins_to_pay()
    other.status, other.amount = "PAID", RIALS - 10
    await bale_is_asked(town, timedelta(minutes=2), 2)
    assert await money(town) == 0 and (await payment(town, 2)).state is PaymentState.UNKNOWN
    await asks(town, "zahra telegram")
    await town("zahra telegram", "sees", "/pay/trial/")
