"""آزمون درگاه پرداخت - the twin and Zarinpal keep one promise (style.md 10): asked twice is paid once, and whatever is odd is no payment."""

from __future__ import annotations

from typing import Any

import pytest

from bot.outside.between import AskFirst
from bot.outside.paying import KeptInMemory, NoGateway, TwinGateway, Zarinpal, open_gateway
from bot.outside.post import post_json
from domain.hesam.ports import Gateway, Started, Verdict, Verified
from domain.kernel.money import Rial
from tests.outside.provider import Provider, between_two

RIALS = Rial(500_000)


class Pays:
    """A gateway, and the hand of somebody who pays at it."""

    def __init__(self, kind: str, provider: Provider) -> None:
        self.provider, self.kind = provider, kind
        self.gateway: Gateway = open_gateway(kind, provider.url, "the merchant", "https://chat.example", post_json, KeptInMemory())

    async def begin(self, key: str = "payment:1:0") -> Started:
        started = await between_two(lambda: self.gateway.begin(key, RIALS, "payment:1"))
        assert started is not None
        return started

    async def verify(self, authority: str, key: str = "payment:1:verify:0", amount: Rial = RIALS) -> Verified:
        return await between_two(lambda: self.gateway.verify(key, authority, amount))

    async def pay(self, authority: str) -> None:
        if isinstance(self.gateway, TwinGateway):
            await self.gateway.decide(authority, pays=True)
        else:
            self.provider.paid.add(authority)


@pytest.fixture(params=["twin", "zarinpal"])
def pays(request: pytest.FixtureRequest, provider: Provider) -> Pays:
    """Each of the two, as the settings would open it."""
    return Pays(request.param, provider)


async def test_what_is_paid_is_paid_however_often_it_is_asked(pays: Pays) -> None:
    started = await pays.begin()
    assert started.authority in started.link
    assert (await pays.verify(started.authority)).verdict is Verdict.UNPAID
    await pays.pay(started.authority)
    first, again = await pays.verify(started.authority), await pays.verify(started.authority)
    assert first == again and first.verdict is Verdict.PAID and first.reference


async def test_another_amount_is_not_our_payment(pays: Pays) -> None:
    started = await pays.begin()
    await pays.pay(started.authority)
    assert (await pays.verify(started.authority, amount=Rial(1_000))).verdict is Verdict.OTHER_AMOUNT


async def test_an_unknown_authority_is_not_paid(pays: Pays) -> None:
    assert (await pays.verify("A00000000000000000000000000000000001")).verdict is Verdict.UNPAID


async def test_nobody_is_asked_within_a_transaction(pays: Pays) -> None:
    with pytest.raises(AskFirst):
        await pays.gateway.begin("k", RIALS, "payment:1")
    with pytest.raises(AskFirst):
        await pays.gateway.verify("k", "A1", RIALS)
    assert pays.provider.asked == []


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_a_gateway_that_says_nothing_useful_has_not_answered(provider: Provider, mood: str) -> None:
    zarinpal = Zarinpal(post_json, provider.url, "the merchant", "https://chat.example")
    provider.mood = mood
    assert await between_two(lambda: zarinpal.begin("k", RIALS, "payment:1")) is None
    assert await between_two(lambda: zarinpal.verify("k", "A1", RIALS)) == Verified(Verdict.NO_ANSWER)
    assert await between_two(lambda: zarinpal.unconfirmed("k")) == []


async def test_zarinpal_is_told_rials_our_number_and_where_to_come_back(provider: Provider) -> None:
    pays = Pays("zarinpal", provider)
    started = await pays.begin()
    ((path, _, body),) = provider.asked
    assert path == "/pg/v4/payment/request.json"
    wanted: dict[str, Any] = {"merchant_id": "the merchant", "amount": 500_000, "currency": "IRR", "callback_url": "https://chat.example/pay/back"}
    assert wanted.items() <= body.items()
    assert started.link == f"{provider.url}/pg/StartPay/{started.authority}"


async def test_zarinpal_names_what_was_paid_and_never_confirmed(provider: Provider) -> None:
    pays = Pays("zarinpal", provider)
    started = await pays.begin()
    await pays.pay(started.authority)
    assert await between_two(lambda: pays.gateway.unconfirmed("r")) == [started.authority]
    await pays.verify(started.authority)
    assert await between_two(lambda: pays.gateway.unconfirmed("r2")) == []


async def test_at_the_twin_the_first_button_counts() -> None:
    twin = TwinGateway(KeptInMemory(), "http://127.0.0.1:8080")
    started = await between_two(lambda: twin.begin("k", RIALS, "payment:1"))
    assert started is not None and await twin.look(started.authority) == (RIALS, "open")
    await twin.decide(started.authority, pays=False)
    await twin.decide(started.authority, pays=True)
    assert await twin.look(started.authority) == (RIALS, "cancelled")
    assert await twin.look("unknown") is None


async def test_without_a_gateway_nothing_is_asked() -> None:
    none = open_gateway("none", "", "", "", post_json, KeptInMemory())
    assert isinstance(none, NoGateway) and not none.ready and not none.trial
    assert await none.begin("k", RIALS, "") is None and await none.unconfirmed("k") == []
    assert (await none.verify("k", "A", RIALS)).verdict is Verdict.NO_ANSWER
