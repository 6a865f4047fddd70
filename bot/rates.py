"""همه‌ی قاعده‌ها - gathers what every subsystem declares as RULES in its policy.py, and gives each the table of a day.   Used by: services.py"""

from __future__ import annotations

import importlib
import pkgutil
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import domain
from domain.kernel.people import SYSTEM
from domain.kernel.rates import RateTable, Rule

if TYPE_CHECKING:
    from bot.services import Services


@cache
def every_rule() -> tuple[Rule, ...]:
    """By the words of the subsystems, each in its own order."""
    found = list[Rule]()
    for module in sorted(pkgutil.iter_modules(domain.__path__), key=lambda m: m.name):
        word = f"domain.{module.name}"
        if module.ispkg and any(part.name == "policy" for part in pkgutil.iter_modules([f"{domain.__path__[0]}/{module.name}"])):
            found += getattr(importlib.import_module(f"{word}.policy"), "RULES", ())
    return tuple(found)


class HouseRates:
    """Port domain.kernel.rates.Rates, for every subsystem that decides by numbers."""

    def __init__(self, services: Services) -> None:
        self._services = services

    async def table(self, day: date, version: int | None = None) -> RateTable:
        found: RateTable = await self._services["policy"].table(SYSTEM, day, version)
        return found
