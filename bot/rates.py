"""همه‌ی قاعده‌ها - gathers what every subsystem declares as RULES in its policy.py.   Given to: domain/policy/ by services.py"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import domain
from domain.kernel.rates import Rule


@cache
def every_rule() -> tuple[Rule, ...]:
    """By the words of the subsystems, each in its own order."""
    found = list[Rule]()
    for module in sorted(pkgutil.iter_modules(domain.__path__), key=lambda m: m.name):
        word = f"domain.{module.name}"
        if module.ispkg and any(part.name == "policy" for part in pkgutil.iter_modules([f"{domain.__path__[0]}/{module.name}"])):
            found += getattr(importlib.import_module(f"{word}.policy"), "RULES", ())
    return tuple(found)
