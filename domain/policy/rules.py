"""قاعده‌ها - which change is in force on a day, and what no change may be.   Obeyed by: changing.py service.py"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta

from domain.kernel.persian.dates import TEHRAN
from domain.kernel.rates import RateTable, Rule
from domain.kernel.refusal import Refusal
from domain.policy.model import ChangeState, RateChange
from domain.policy.policy import Policy


def checked_rules(rules: Iterable[Rule]) -> dict[str, Rule]:
    """By their keys. Raises ValueError for a doubled key and for a default outside of its own bounds: said at start-up, not at midnight."""
    found = dict[str, Rule]()
    for rule in rules:
        if rule.key in found or not rule.low <= rule.value <= rule.high:
            raise ValueError(f"a rule that cannot be: {rule.key}")
        found[rule.key] = rule
    for rule in found.values():
        if rule.below and (rule.below not in found or found[rule.below].measure is not rule.measure or rule.value > found[rule.below].value):
            raise ValueError(f"a rule that cannot be: {rule.key}")
    return found


def in_force(changes: Sequence[RateChange], day: date) -> RateChange | None:
    """The change of one key that holds on a day, out of the approved ones; None while it is the rule's own value. Two never begin on one day."""
    return max((c for c in changes if c.state is ChangeState.APPROVED and c.since <= day), key=lambda c: c.since, default=None)


def table_of(rules: Mapping[str, Rule], approved: Sequence[RateChange], day: date, version: int | None) -> RateTable:
    """What was approved later than `version` is not looked at, so a table that somebody was decided under can be made again."""
    newest = max((c.number for c in approved), default=0)
    known = newest if version is None else min(version, newest)
    by_key = dict[str, list[RateChange]]()
    for change in approved:
        if change.number <= known:
            by_key.setdefault(change.key, []).append(change)
    values = {}
    for key, rule in rules.items():
        holds = in_force(by_key.get(key, []), day)
        values[key] = (rule.measure, rule.value if holds is None else holds.value)
    return RateTable(known, day, values)


def check_order(rules: Mapping[str, Rule], approved: Sequence[RateChange], change: RateChange) -> None:
    """Raises Refusal(`policy.out_of_order`, other: the text key of the number in the way): from its day on the change would bring a number above its bound."""
    together = [*(c for c in approved if c.id != change.id), replace(change, state=ChangeState.APPROVED)]
    for rule in rules.values():
        pair = (rule.key, rule.below)
        if not rule.below or change.key not in pair:
            continue
        for day in sorted({c.since for c in together if c.key in pair and c.since >= change.since}):
            low, high = (_value_on(rules[key], together, day) for key in pair)
            if low > high:
                raise Refusal("policy.out_of_order", other=f"policy.rule.{pair[change.key == rule.key]}")


def _value_on(rule: Rule, approved: Iterable[RateChange], day: date) -> int:
    holds = in_force([c for c in approved if c.key == rule.key], day)
    return rule.value if holds is None else holds.value


def check_day(since: date, today: date, policy: Policy) -> None:
    """Raises Refusal: `policy.day_in_past`, `policy.day_too_far`."""
    if since < today:
        raise Refusal("policy.day_in_past", today=today)
    if since > today + policy.ahead:
        raise Refusal("policy.day_too_far", limit=today + policy.ahead)


def expiry_of(now: datetime, since: date, policy: Policy) -> datetime:
    """A proposal waits until its day is over in Tehran, and at most so many days."""
    day_over = datetime.combine(since + timedelta(days=1), time(0), TEHRAN).astimezone(now.tzinfo)
    return min(now + policy.expires_after, day_over)


def checked_reason(words: str, policy: Policy) -> str:
    """Raises Refusal(`policy.reason_length`, least, most)."""
    least, most = policy.reason
    told = words.strip()
    if not least <= len(told) <= most:
        raise Refusal("policy.reason_length", least=least, most=most)
    return told
