"""رویدادها - what happened to the numbers.   Hearers: handlers/policy/hearing.py"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.kernel.people import MemberId
from domain.kernel.verbs import Event
from domain.policy.model import ChangeId


@dataclass(frozen=True, slots=True)
class ChangeProposed(Event):
    """Two people are to agree: `may_approve` are all who may, without the proposer."""

    change: ChangeId
    version: int
    by: MemberId
    until: datetime
    may_approve: tuple[MemberId, ...]


@dataclass(frozen=True, slots=True)
class ChangeSettled(Event):
    """A change was approved, refused, withdrawn, or nobody answered in time."""

    change: ChangeId
    by: MemberId
