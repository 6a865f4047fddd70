"""بیرون از خانه - services of other organisations: each a port's real class and its local twin.   Ports: domain/<subsystem>/ports.py"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from bot.outside.banking import NoBank, open_bank
from bot.outside.bureau import NoBureau, open_bureau
from bot.outside.carrier import Carrier, open_carrier
from bot.outside.cheques import NoCheques, open_cheques
from bot.outside.counter import NoCounter, open_counter
from bot.outside.invoices import NoInvoices, open_invoices
from bot.outside.paying import Kept, KeptInMemory, NoGateway, open_gateway
from bot.outside.post import Post, post_json
from bot.outside.registry import TwinRegistry, open_registry
from bot.outside.sms import CarriedSms, NoSms, TwinSms
from bot.settings import Settings
from domain.cheque.ports import Bank as ChequeBank
from domain.hesam.ports import Bank, Gateway, Invoices
from domain.membership.ports import Registry, Sms
from domain.merat.ports import Bureau
from domain.pishkhan.ports import Counter


@dataclass(frozen=True, slots=True)
class Outside:
    """Whom the house asks beyond its walls; the local twins unless wiring gives the real ones."""

    registry: Registry = field(default_factory=TwinRegistry)
    sms: Sms = field(default_factory=TwinSms)
    carrier: Carrier | None = None  # of the page's sign-in
    gateway: Gateway = field(default_factory=NoGateway)
    bank: Bank = field(default_factory=NoBank)
    bureau: Bureau = field(default_factory=NoBureau)
    counter: Counter = field(default_factory=NoCounter)
    cheques: ChequeBank = field(default_factory=NoCheques)
    invoices: Invoices = field(default_factory=NoInvoices)


def open_outside(settings: Settings, words: Callable[[str], str], kept: Kept | None = None, post: Post = post_json) -> Outside:
    """What the settings name. `words` phrases a code for a text message; `kept` is where the twins of the payment gateway and the bank remember."""
    carrier, chosen = open_carrier(settings.sms, post), settings.registry
    registry = open_registry(chosen.kind, chosen.url, chosen.key, post)
    pay = settings.payment
    remembers = kept or KeptInMemory()
    gateway = open_gateway(pay.kind, pay.base, pay.merchant, settings.web_url, post, remembers)
    bank = open_bank(settings.bank.kind, settings.bank.url, settings.bank.key, post, remembers)
    bureau = open_bureau(settings.bureau.kind, settings.bureau.url, settings.bureau.key, post)
    counter = open_counter(settings.bank.kind, settings.bank.url, settings.bank.key, post)
    cheques = open_cheques(settings.bank.kind, settings.bank.url, settings.bank.key, post)
    sms = CarriedSms(carrier, words, carries=settings.sms.kind != "twin") if carrier is not None else NoSms()
    bale = settings.bale
    invoices = open_invoices(bale.api_base, bale.token, bale.provider_token, post) if bale is not None else NoInvoices()
    return Outside(registry, sms, carrier, gateway, bank, bureau, counter, cheques, invoices)
