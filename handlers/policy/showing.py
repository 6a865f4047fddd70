"""نشان دادن - how a number is told by its measure, and how it is read.   Used by: the dialogs and cards beside this file"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from domain.kernel.persian.dates import day_in_tehran
from domain.kernel.rates import Measure, Rule
from domain.policy.views import ChangeView, RuleView
from handlers.kit import Reader
from handlers.kit.readers import hundredths, number, rials


def told(measure: Measure, value: int) -> int | Decimal:
    """A value in steps, as the texts show it."""
    return value if measure.steps == 1 else Decimal(value) / measure.steps


def reader_of(rule: Rule) -> Reader[Any]:
    """Reads steps of the rule's measure, within its bounds."""
    if rule.measure is Measure.RIAL:
        return rials(rule.low, rule.high)
    return number(rule.low, rule.high) if rule.measure.steps == 1 else hundredths(rule.low, rule.high)


def rule_fields(seen: RuleView) -> dict[str, Any]:
    """Fields of `line_*` and `rate_*`."""
    return {
        "name": f"policy.rule.{seen.rule.key}", "value": told(seen.rule.measure, seen.value), "since": seen.since, "mark": seen.mark,
        "guess": f"policy.guess.{seen.mark.value}",
    }  # fmt: skip


def change_fields(seen: ChangeView) -> dict[str, Any]:
    """Fields of `change_*`."""
    return {
        "name": f"policy.rule.{seen.key}", "value": told(seen.measure, seen.value), "before": told(seen.measure, seen.before), "since": seen.since,
        "mark": seen.mark, "state": seen.state, "proposed": day_in_tehran(seen.proposed),
    }  # fmt: skip
