"""آزمون پرداخت به حساب - the twin and the real class keep one promise (style.md 10): a payout is paid once, and whatever is odd is no answer."""

from __future__ import annotations

import pytest

from bot.outside.banking import HttpBank, NoBank, open_bank
from bot.outside.between import AskFirst
from bot.outside.paying import KeptInMemory
from bot.outside.post import post_json
from domain.hesam.ports import Bank, Paid, PaidOut
from domain.kernel.money import Rial
from tests.outside.provider import Provider, between_two

MINE, OF_ANOTHER, REFUSED = "IR880700000000000001234567", "IR120700000000000000000000", "IR120700000000000000000001"
RIALS = Rial(500_000)


@pytest.fixture(params=["twin", "http"])
def bank(request: pytest.FixtureRequest, provider: Provider) -> Bank:
    """Each of the two, as the settings would open it."""
    return open_bank(request.param, f"{provider.url}/bank", "the key of the bank", post_json, KeptInMemory())


async def owns(bank: Bank, sheba: str) -> bool | None:
    return await between_two(lambda: bank.owns(f"owner:{sheba}", sheba, "0012345679"))


async def pay(bank: Bank, payout: str, sheba: str = MINE, key: str = "k") -> PaidOut:
    return await between_two(lambda: bank.pay(key, payout, sheba, RIALS))


async def inquire(bank: Bank, payout: str, key: str = "i") -> PaidOut:
    return await between_two(lambda: bank.inquire(key, payout))


async def test_whose_account_it_is(bank: Bank) -> None:
    assert await owns(bank, MINE) is True
    assert await owns(bank, OF_ANOTHER) is False


async def test_a_payout_is_unknown_until_it_is_paid_and_then_paid_however_often_it_is_asked(bank: Bank) -> None:
    assert (await inquire(bank, "payout:1")).verdict is Paid.UNKNOWN
    first, again = await pay(bank, "payout:1"), await pay(bank, "payout:1", key="k2")
    assert first == again and first.verdict is Paid.DONE and first.reference
    assert (await inquire(bank, "payout:1", key="i2")).verdict is Paid.DONE


async def test_what_is_refused_stays_refused(bank: Bank) -> None:
    assert (await pay(bank, "payout:2", REFUSED)).verdict is Paid.REFUSED
    assert (await inquire(bank, "payout:2")).verdict is Paid.REFUSED


async def test_nobody_is_asked_to_pay_within_a_transaction(bank: Bank, provider: Provider) -> None:
    for ask in (lambda: bank.inquire("i", "payout:3"), lambda: bank.pay("k", "payout:3", MINE, RIALS)):
        with pytest.raises(AskFirst):
            await ask()
    assert provider.asked == []


@pytest.mark.parametrize("mood", ["away", "busy", "odd", "list", "flood", "redirect"])
async def test_a_bank_that_says_nothing_useful_has_not_answered(provider: Provider, mood: str) -> None:
    bank = HttpBank(post_json, f"{provider.url}/bank", "k")
    provider.mood = mood
    assert await owns(bank, MINE) is None
    assert (await pay(bank, "payout:4")).verdict is Paid.NO_ANSWER
    assert (await inquire(bank, "payout:4")).verdict is Paid.NO_ANSWER


async def test_the_provider_is_told_the_key_of_the_payout_and_no_number_of_ours(provider: Provider) -> None:
    bank = HttpBank(post_json, f"{provider.url}/bank", "the key of the bank")
    await pay(bank, "payout:5")
    await owns(bank, MINE)
    (_, paid, body), (_, _, asked) = provider.asked
    assert (paid["Authorization"], paid["Idempotency-Key"]) == ("Bearer the key of the bank", "payout:5")
    assert body == {"payout": "payout:5", "sheba": MINE, "amount": 500_000} and asked == {"sheba": MINE, "identifier": "0012345679"}


async def test_a_house_without_a_bank_asks_nobody() -> None:
    none = open_bank("none", "", "", post_json, KeptInMemory())
    assert isinstance(none, NoBank) and not none.ready and not none.trial
    assert await none.owns("k", MINE, "") is None
    assert (await none.inquire("k", "p")).verdict is Paid.NO_ANSWER and (await none.pay("k", "p", MINE, RIALS)).verdict is Paid.NO_ANSWER
