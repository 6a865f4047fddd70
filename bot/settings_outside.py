"""تنظیم‌های بیرون - which services of other organisations are asked, each by a kind and what that kind needs.   Used by: settings.py   The services: bot/outside/"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot import settings_read as read
from bot.settings_read import WrongSetting

ZARINPAL = "https://payment.zarinpal.com"


@dataclass(frozen=True, slots=True)
class Sms:
    """Who sends codes to phones: `none`, `twin` (into the log, the demo's), `http` (a provider at `url`) or `safir` (Bale's; `sender` is its bot)."""

    kind: str = "none"
    url: str = ""
    key: str = field(default="", repr=False)
    sender: str = ""


@dataclass(frozen=True, slots=True)
class Registry:
    """Who says whether a name, a birth day and a number belong together: `twin` (believes everybody; members are told) or `http` (a provider at `url`)."""

    kind: str = "twin"
    url: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Payment:
    """Through whom members pay in: `none`, `twin` (the demo's: nothing is real) or `zarinpal` (the gateway at `base`, an origin, for our `merchant` number)."""

    kind: str = "none"
    base: str = ZARINPAL
    merchant: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Bank:
    """Who pays into members' accounts and opens them: `none`, `twin` (the demo's: nothing is real) or `http` (a provider at `url`)."""

    kind: str = "none"
    url: str = ""
    key: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True)
class Bureau:
    """Who knows how members repaid elsewhere: `none`, `twin` (the demo's: invented) or `http` (a provider at `url`)."""

    kind: str = "none"
    url: str = ""
    key: str = field(default="", repr=False)


def read_sms(given: Mapping[str, str], demo: bool) -> Sms:
    kind = read.one_of("EMRESALAT_SMS", given, ("none", "twin", "http", "safir"), "twin" if demo else "none")
    sms = Sms(kind, read.public_url("EMRESALAT_SMS_URL", given), given.get("EMRESALAT_SMS_KEY", ""), given.get("EMRESALAT_SMS_SENDER", ""))
    if kind == "twin" and not demo:
        raise WrongSetting("EMRESALAT_SMS", "may be twin in the demo only: it writes every code into the log; name a carrier, or none")
    if kind in ("none", "twin"):
        _nothing_beside("EMRESALAT_SMS", kind, given, ("URL", "KEY", "SENDER"))
        return sms
    if kind == "http" and not sms.url:
        raise WrongSetting("EMRESALAT_SMS_URL", "is required when EMRESALAT_SMS is http")
    if not sms.key:
        raise WrongSetting("EMRESALAT_SMS_KEY", f"is required when EMRESALAT_SMS is {kind}")
    if kind == "safir" and not (sms.sender.isascii() and sms.sender.isdigit()):
        raise WrongSetting("EMRESALAT_SMS_SENDER", "is the number of the bot that Safir sends for")
    return sms


def read_registry(given: Mapping[str, str]) -> Registry:
    kind = read.one_of("EMRESALAT_REGISTRY", given, ("twin", "http"), "twin")
    registry = Registry(kind, read.public_url("EMRESALAT_REGISTRY_URL", given), given.get("EMRESALAT_REGISTRY_KEY", ""))
    if kind == "twin":
        _nothing_beside("EMRESALAT_REGISTRY", kind, given, ("URL", "KEY"))
    for part, value in (("URL", registry.url), ("KEY", registry.key)):
        if kind == "http" and not value:
            raise WrongSetting(f"EMRESALAT_REGISTRY_{part}", "is required when EMRESALAT_REGISTRY is http")
    return registry


def read_payment(given: Mapping[str, str], demo: bool) -> Payment:
    kind = read.one_of("EMRESALAT_PAYMENT", given, ("none", "twin", "zarinpal"), "twin" if demo else "none")
    payment = Payment(kind, read.origin("EMRESALAT_PAYMENT_BASE", given, ZARINPAL), given.get("EMRESALAT_PAYMENT_MERCHANT", ""))
    if kind == "twin" and not demo:
        raise WrongSetting("EMRESALAT_PAYMENT", "may be twin in the demo only: whoever presses its button is credited")
    if kind != "zarinpal":
        _nothing_beside("EMRESALAT_PAYMENT", kind, given, ("BASE", "MERCHANT"))
    elif not payment.merchant:
        raise WrongSetting("EMRESALAT_PAYMENT_MERCHANT", "is required when EMRESALAT_PAYMENT is zarinpal")
    return payment


def read_bank(given: Mapping[str, str], demo: bool) -> Bank:
    return Bank(*_provider("EMRESALAT_BANK", given, demo, "it says that it paid, and pays nothing"))


def read_bureau(given: Mapping[str, str], demo: bool) -> Bureau:
    return Bureau(*_provider("EMRESALAT_BUREAU", given, demo, "what it says of people is invented"))


def _provider(name: str, given: Mapping[str, str], demo: bool, twin: str) -> tuple[str, str, str]:
    """Kind, address and key of a service that may be none, a provider, or in the demo a twin."""
    kind = read.one_of(name, given, ("none", "twin", "http"), "twin" if demo else "none")
    url, key = read.public_url(f"{name}_URL", given), given.get(f"{name}_KEY", "")
    if kind == "twin" and not demo:
        raise WrongSetting(name, f"may be twin in the demo only: {twin}")
    if kind != "http":
        _nothing_beside(name, kind, given, ("URL", "KEY"))
    for part, value in (("URL", url), ("KEY", key)):
        if kind == "http" and not value:
            raise WrongSetting(f"{name}_{part}", f"is required when {name} is http")
    return kind, url, key


def _nothing_beside(name: str, kind: str, given: Mapping[str, str], parts: tuple[str, ...]) -> None:
    """A provider that is described and not used would be taken for one that is."""
    if beside := [f"{name}_{part}" for part in parts if f"{name}_{part}" in given]:
        raise WrongSetting(beside[0], f"is set, though {name} is {kind}")
