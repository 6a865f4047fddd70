"""آزمون پیامک - a code by text message, kept by the twin or carried by a provider: one promise, and no code where it does not belong."""

from __future__ import annotations

import pytest

from bot.gateways.web import KeptCodes
from bot.outside.carrier import HttpCarrier, NotCarried, SafirCarrier, open_carrier
from bot.outside.post import post_json
from bot.outside.sms import CarriedSms, NoSms, TwinSms
from bot.settings import Sms as Chosen
from domain.membership.ports import Sms
from tests.outside.provider import Provider, between_two

MOBILE = "+989121111111"


def chosen(kind: str, provider: Provider) -> Chosen:
    return Chosen(kind, f"{provider.url}/{kind}", "the key of the carrier", "42")


@pytest.fixture(params=["twin", "http", "safir"])
def sms(request: pytest.FixtureRequest, provider: Provider) -> Sms:
    if request.param == "twin":
        return TwinSms()
    carrier = open_carrier(chosen(request.param, provider), post_json)
    assert carrier is not None
    return CarriedSms(carrier, lambda code: f"کد شما: {code}")


async def test_a_code_is_taken(sms: Sms) -> None:
    assert await between_two(lambda: sms.send_code(MOBILE, "123456", "membership-code-7"))


async def test_a_code_that_is_sent_again_keeps_its_key(sms: Sms, provider: Provider) -> None:
    for _ in range(2):
        assert await between_two(lambda: sms.send_code(MOBILE, "123456", "membership-code-7"))
    if isinstance(sms, TwinSms):
        assert sms.sent == {"membership-code-7": (MOBILE, "123456")}
    else:
        keys = {headers.get("Idempotency-Key") or body["request_id"] for _, headers, body in provider.asked}
        assert keys == {"membership-code-7"}


@pytest.mark.parametrize("kind", ["http", "safir"])
@pytest.mark.parametrize("mood", ["away", "busy", "redirect"])
async def test_a_carrier_that_does_not_take_it_is_no_error_for_the_house(provider: Provider, kind: str, mood: str) -> None:
    provider.mood = mood
    carrier = open_carrier(chosen(kind, provider), post_json)
    assert carrier is not None
    with pytest.raises(NotCarried) as no:
        await carrier.send(MOBILE, "کد شما: 123456")
    assert "123456" not in str(no.value) and provider.url not in str(no.value)
    sms = CarriedSms(carrier, str)
    assert not await between_two(lambda: sms.send_code(MOBILE, "123456", "k"))


async def test_each_provider_is_spoken_to_in_its_own_way(provider: Provider) -> None:
    await HttpCarrier(post_json, chosen("http", provider)).send(MOBILE, "سلام", "k1")
    await SafirCarrier(post_json, chosen("safir", provider)).send(MOBILE, "سلام", "k2")
    (_, plain, first), (_, safir, second) = provider.asked
    assert (plain["Authorization"], first) == ("Bearer the key of the carrier", {"to": MOBILE, "text": "سلام", "sender": "42"})
    assert safir["api-access-key"] == "the key of the carrier"
    assert second == {"request_id": "k2", "bot_id": 42, "phone_number": "989121111111", "message_data": {"message": "سلام", "is_secure": True}}


async def test_a_house_without_a_carrier_sends_no_code_and_keeps_none() -> None:
    assert open_carrier(Chosen("none"), post_json) is None
    assert isinstance(open_carrier(Chosen("twin"), post_json), KeptCodes)
    assert not await NoSms().send_code(MOBILE, "123456", "k")
