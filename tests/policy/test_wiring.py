"""سیم‌کشی نرخ‌ها - every rule of every subsystem is known, named in Persian, and reaches others through one port.   Product: bot/rates.py"""

from __future__ import annotations

from bot.house import LOCALES
from bot.rates import HouseRates, every_rule
from bot.texts import Texts
from domain.aghsat.policy import RULES
from domain.kernel.people import MemberId, Role
from domain.kernel.rates import Rates
from domain.policy.rules import checked_rules
from tests.kit.units import open_house


def test_every_rule_has_its_name_and_its_home() -> None:
    texts = Texts.load(LOCALES)
    assert set(RULES) <= set(every_rule())
    for rule in checked_rules(every_rule()).values():
        assert texts.has(f"policy.rule.{rule.key}") and texts.has(f"policy.home.{rule.home}"), rule.key
        assert rule.source, rule.key


async def test_another_subsystem_reads_the_table_of_a_day(sqlite_url: str) -> None:
    async with open_house(sqlite_url) as house, house.open() as services:
        await services.unit.hats.give(MemberId(1), Role.RATES_KEEPER)
        rates: Rates = HouseRates(services)
        table = await rates.table(house.now.date())
        assert (table.version, table.months("track.fee.max"), set(table.values)) == (0, 60, {r.key for r in every_rule()})
