"""مقررات پاسخ‌گویی - how soon a rahyar should answer and how long a talk is remembered, by date.   Source: decision 24 (an assumption until the owner sets it)"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Answering:
    """Targets of the first human reply, and when a new call continues the last one."""

    since: date
    target: timedelta  # the median
    alarm: timedelta  # whoever is on duty is reminded
    reopen: timedelta  # a call so soon after the last one was closed shows what was said there


POLICIES = (Answering(date(2026, 1, 1), timedelta(seconds=60), timedelta(minutes=10), timedelta(hours=24)),)
"""Assumed (decision 24)."""


def answering_on(day: date) -> Answering:
    """The policy in force on a day."""
    return next(p for p in reversed(POLICIES) if p.since <= day)
